"""The wall's heading: title, chips for following, layout and tour, and its figures. Main thread; of `WallView`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from widgets import parts, theme
from widgets.parts import Translated
from widgets.wall.layouts import LAYOUTS, WallLayout

SAID_MS = 4000


class WallHeader(Translated, QFrame):
    """Chips of the wall, and its figures at the right."""

    follow_toggled = Signal(bool)
    """The wall should follow the selected incident, or stay."""
    own_requested = Signal()
    """The person's own view should be shown."""
    tour_toggled = Signal(bool)
    """A tour through the cameras begins or ends."""
    layout_chosen = Signal(str)
    """Name of a layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "heading")
        self.setFixedHeight(theme.px(theme.HEADING_HEIGHT_PX))
        self._title = parts.label(self, "title")
        self._follow = self._chip(checkable=True)
        self._own = self._chip(checkable=True)
        self._layout = self._chip(checkable=False)
        self._tour = self._chip(checkable=True)
        self._figures = parts.label(self, "small")
        parts.row(
            self,
            self._title,
            self._follow,
            self._own,
            self._layout,
            self._tour,
            None,
            self._figures,
            margins=(12, 0, 12, 0),
            gap=8,
        )
        self._menu = QMenu(self._layout)
        self._choices = QActionGroup(self)
        for layout in LAYOUTS.values():
            action = QAction(layout_icon(layout), layout.name, self._menu)
            action.setCheckable(True)
            action.setData(layout.name)
            self._choices.addAction(action)
            self._menu.addAction(action)
        self._layout.setMenu(self._menu)
        self._choices.triggered.connect(lambda action: self.layout_chosen.emit(str(action.data())))
        self._follow.clicked.connect(self.follow_toggled)
        self._own.clicked.connect(self._on_own)
        self._tour.clicked.connect(self.tour_toggled)
        self._numbers: tuple[int, int, float, float] | None = None
        self._said: Callable[[], str] = str
        self._is_own = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._on_quiet)
        self.retranslate()

    def set_following(self, on: bool) -> None:
        """Show whether the wall follows the incident."""
        self._follow.setChecked(on)

    def set_own(self, shown: bool) -> None:
        """Show whether the wall shows the person's own view."""
        self._is_own = shown
        self._own.setChecked(shown)

    def set_touring(self, on: bool) -> None:
        """Show whether a tour is on."""
        self._tour.setChecked(on)

    def set_layout_name(self, name: str) -> None:
        """Show the layout."""
        self._layout.setText(name)
        for action in self._choices.actions():
            action.setChecked(action.data() == name)

    def set_figures(self, shown: int, total: int, fps: float, cpu_cores: float) -> None:
        """Show how many of all cameras are open, their mean rate and what decoding costs (cores)."""
        self._numbers = (shown, total, fps, cpu_cores)
        self._show_figures()

    def say(self, words: Callable[[], str]) -> None:
        """Show a line in place of the figures for a few seconds: what became of something asked for.

        `words` says it in the language of the screen, and is asked again when that is another one.
        """
        self._said = words
        self._quiet.start(SAID_MS)
        self._show_figures()

    def figures_words(self) -> str:
        """The right-hand text."""
        return self._figures.text()

    def _chip(self, checkable: bool) -> QPushButton:
        chip = parts.button(self, "chip")
        chip.setCheckable(checkable)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _on_own(self) -> None:
        self._own.setChecked(self._is_own)  # what is shown says who shows it
        self.own_requested.emit()

    def _on_quiet(self) -> None:
        self._said = str
        self._show_figures()

    def _show_figures(self) -> None:
        if self._said():
            self._figures.setText(self._said())
            return
        if self._numbers is None:
            self._figures.setText("")
            return
        shown, total, fps, cpu = self._numbers
        parts = [self.tr("{0} / {1}").format(shown, total)]
        if shown:
            parts += [self.tr("{0} fps").format(round(fps)), self.tr("CPU {0} %").format(round(cpu * 100))]
        self._figures.setText(" · ".join(parts))

    def retranslate(self) -> None:
        self._title.setText(self.tr("Wall"))
        self._follow.setText(self.tr("follow incident"))
        self._follow.setToolTip(self.tr("Show the cameras nearest to the selected incident"))
        self._own.setText(self.tr("my view"))
        self._own.setToolTip(self.tr("Show my own view of the town"))
        self._layout.setToolTip(self.tr("Number and size of the tiles"))
        self._tour.setText(self.tr("tour"))
        self._tour.setToolTip(self.tr("Go through the cameras, page by page"))
        self._show_figures()


def layout_icon(layout: WallLayout) -> QIcon:
    """A small picture of a layout for its menu."""
    width, height = theme.px(22), theme.px(14)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.DIM))
    for x, y, wide, high in layout.rects(width + 2, height + 2, 1):
        painter.drawRect(QRectF(QPointF(x - 1, y - 1), QPointF(x + wide - 1, y + high - 1)))
    painter.end()
    return QIcon(pixmap)
