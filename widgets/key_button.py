"""A button that shows its key beside its words, the key fainter: the keyboard is taught by looking.

Main thread only; used by the incident panel and the forms.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from widgets import theme
from widgets.parts import Act


class KeyButton(QPushButton):
    """Words in the middle, key after them in the mono face. `part` is "primary" or "ghost"."""

    def __init__(
        self,
        part: str,
        parent: QWidget | None = None,
        act: Act | None = None,
        *,
        checkable: bool = False,
        focus: Qt.FocusPolicy | None = None,
    ) -> None:
        """`act` is called when it is clicked."""
        super().__init__(parent)
        self.setCheckable(checkable)
        if focus is not None:
            self.setFocusPolicy(focus)
        if act is not None:
            self.clicked.connect(act)
        self._part = part
        self._words = ""
        self._keys = ""
        self._hint: QSize | None = None
        self.setProperty("part", part)
        self._prepare()

    def show_words(self, words: str, keys: str = "") -> None:
        """Show words, and the key that does the same."""
        if (words, keys) == (self._words, self._keys):
            return
        self._hint = None
        self._words = words
        self._keys = keys
        self.setAccessibleName(f"{words} {keys}".strip())
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """The words shown now."""
        return self._words

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._measure()
        return self._hint

    def _measure(self) -> QSize:
        width = self._words_metrics.horizontalAdvance(self._words)
        if self._keys:
            width += theme.px(6) + self._keys_metrics.horizontalAdvance(self._keys)
        height = 38 if self._part == "primary" else 30
        return QSize(width + theme.px(14), theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(24), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._prepare()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        words, keys_colour = self._colours()
        keys_width = self._keys_metrics.horizontalAdvance(self._keys) if self._keys else 0
        gap = theme.px(6) if self._keys else 0
        room = self.width() - theme.px(8) - keys_width - gap
        text = self._words_metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        width = self._words_metrics.horizontalAdvance(text)
        left = (self.width() - width - gap - keys_width) // 2
        self._draw(painter, QRect(left, 0, width + 2, self.height()), text, words, keys=False)
        left += width + gap
        self._draw(painter, QRect(left, 0, keys_width + 2, self.height()), self._keys, keys_colour, keys=True)

    def _prepare(self) -> None:
        self._hint = None
        primary = self._part == "primary"
        size = theme.TEXT_PX if primary else theme.SMALL_PX
        self._words_font = theme.text_font(size, bold=primary)
        self._keys_font = theme.mono_font(size - 1)
        self._words_metrics = QFontMetrics(self._words_font)
        self._keys_metrics = QFontMetrics(self._keys_font)

    def _colours(self) -> tuple[QColor, QColor]:
        if not self.isEnabled():
            return QColor(theme.FAINT), QColor(theme.FAINT)
        if self._part == "primary":
            faint = QColor(theme.ON_ACCENT)
            faint.setAlphaF(0.7)
            return QColor(theme.ON_ACCENT), faint
        lit = self.underMouse() or self.hasFocus() or self.isChecked()
        keys = QColor(theme.DIM)
        keys.setAlphaF(1.0 if lit else 0.75)
        return QColor(theme.TEXT if lit else theme.DIM), keys

    def _draw(self, painter: QPainter, area: QRect, text: str, colour: QColor, *, keys: bool) -> None:
        painter.setFont(self._keys_font if keys else self._words_font)
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
