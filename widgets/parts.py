"""What every panel is made of: labels, buttons, boxes in rows and columns, in the look's own sizes. Main thread only.

`part` is the dynamic property by which `theme_sheet` chooses the look. Sizes are design pixels, scaled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QRect, Qt, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets import theme

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

Item = QWidget | QLayout | int | tuple[QWidget, int] | tuple[QWidget, int, Qt.AlignmentFlag] | None
"""What a row or column holds: a part, one with its stretch and alignment, a space in pixels; None: the rest."""
Act = Callable[..., object] | SignalInstance
"""What a click calls, or the signal that it emits."""
Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_Key = TypeVar("_Key")
_Box = TypeVar("_Box", bound=QBoxLayout)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NO_FOCUS, BY_CLICK, BY_TAB = Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.TabFocus


class Translated(_Widget):
    """Mixed into a widget that says its words again when the language of the screen changes."""

    def retranslate(self) -> None:
        """Take words of the present language."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def label(
    parent: QWidget, part: str = "", *, wraps: bool = False, plain: bool = False, copied: bool = False
) -> QLabel:
    """Return an empty label; `plain`: nothing in it is markup; `copied`: it can be selected with the mouse."""
    made = QLabel(parent)
    if part:
        made.setProperty("part", part)
    if wraps:
        made.setWordWrap(True)
    if plain:
        made.setTextFormat(Qt.TextFormat.PlainText)
    if copied:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(
    parent: QWidget,
    part: str,
    act: Act | None = None,
    *,
    checkable: bool = False,
    focus: Qt.FocusPolicy | None = None,
) -> QPushButton:
    """Return a button without words that calls `act` when clicked."""
    made = QPushButton(parent)
    made.setProperty("part", part)
    made.setCheckable(checkable)
    if focus is not None:
        made.setFocusPolicy(focus)
    if act is not None:
        made.clicked.connect(act)
    return made


def chips(
    parent: QWidget,
    keys: Iterable[_Key],
    act: Callable[[_Key], object],
    focus: Qt.FocusPolicy | None = BY_TAB,
) -> dict[_Key, QPushButton]:
    """Return a chip for each key that can be checked and hands its key to `act` when clicked."""
    return {
        key: button(parent, "chip", partial(_clicked, act, key), checkable=True, focus=focus) for key in keys
    }


def scroll(area: QScrollArea, content: QWidget) -> None:
    """Let an area scroll its content up and down; the content takes the area's width and has the panel's ground."""
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(NO_FOCUS)
    content.setProperty("part", "panel")
    area.setWidget(content)


def heading(parent: QWidget) -> QFrame:
    """Return the empty bar over a panel."""
    made = QFrame(parent)
    made.setProperty("part", "heading")
    made.setFixedHeight(theme.px(theme.HEADING_HEIGHT_PX))
    return made


def on_slash(panel: QWidget, act: Callable[[], object]) -> None:
    """Call `act` when / is pressed anywhere in a panel."""
    slash = QShortcut(QKeySequence(Qt.Key.Key_Slash), panel)
    slash.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    slash.activated.connect(act)


def set_part(widget: QWidget, part: str) -> None:
    """Give a widget that is shown another look."""
    if widget.property("part") != part:
        widget.setProperty("part", part)
        widget.style().polish(widget)


def panel(widget: QWidget, part: str = "panel") -> None:
    """Give a plain widget the ground of a panel."""
    widget.setProperty("part", part)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def row(
    owner: QWidget | None, *items: Item, margins: Margins = (0, 0, 0, 0), gap: int | None = None
) -> QHBoxLayout:
    """Return a layout of `owner` with these side by side; no owner: to be put into another one."""
    made = QHBoxLayout() if owner is None else QHBoxLayout(owner)
    return _filled(made, items, margins, gap)


def column(
    owner: QWidget | None, *items: Item, margins: Margins = (0, 0, 0, 0), gap: int | None = None
) -> QVBoxLayout:
    """Return a layout of `owner` with these under one another; no owner: to be put into another one."""
    made = QVBoxLayout() if owner is None else QVBoxLayout(owner)
    return _filled(made, items, margins, gap)


def pairs(owner: QWidget | None, name_px: int, *, down: int, margins: Margins = (0, 0, 0, 0)) -> QGridLayout:
    """Return an empty grid for names, at least `name_px` wide, with something wider beside each."""
    made = QGridLayout() if owner is None else QGridLayout(owner)
    made.setContentsMargins(*(theme.px(size) for size in margins))
    made.setHorizontalSpacing(theme.px(10))
    made.setVerticalSpacing(theme.px(down))
    made.setColumnMinimumWidth(0, theme.px(name_px))
    made.setColumnStretch(1, 1)
    return made


def _filled(made: _Box, items: tuple[Item, ...], margins: Margins, gap: int | None) -> _Box:
    made.setContentsMargins(*(theme.px(size) for size in margins))
    if gap is not None:
        made.setSpacing(theme.px(gap))
    for item in items:
        match item:
            case None:
                made.addStretch(1)
            case int():
                made.addSpacing(theme.px(item))
            case QLayout():
                made.addLayout(item)
            case QWidget():
                made.addWidget(item)
            case _:
                made.addWidget(*item)
    return made


def _clicked(act: Callable[[_Key], object], key: _Key, _checked: bool = False) -> None:
    act(key)


def paint_text(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: str | QColor,
    side: Qt.AlignmentFlag = LEFT,
) -> int:
    """Paint a text in its area, shortened where it does not fit; return its width in pixels."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, side, shown)
    return metrics.horizontalAdvance(shown)
