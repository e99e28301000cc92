"""Four buttons 1–4 for an incident's level, in its colour and with its numeral. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from widgets import glyphs, parts, theme, words
from widgets.parts import Translated


class _LevelButton(QAbstractButton):
    def __init__(self, level: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.level = level
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(20)
        place = (self.width() - side) // 2
        painter.setOpacity(1.0 if self.isChecked() else 0.4 if not self.underMouse() else 0.8)
        painter.drawPixmap(place, place, glyphs.level_pixmap(self.level, side, self.devicePixelRatioF()))
        if self.isChecked():
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(theme.TEXT), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)


class LevelPicker(Translated, QWidget):
    """One focus stop; keys 1–4 and left/right choose."""

    level_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = parts.row(self, gap=6)
        self._buttons = [_LevelButton(level, self) for level in (1, 2, 3, 4)]
        for button in self._buttons:
            button.clicked.connect(lambda _=False, level=button.level: self._on_chosen(level))
            layout.addWidget(button)
        layout.addStretch(1)
        self.retranslate()

    @property
    def level(self) -> int:
        """The level chosen, 0 while none is."""
        return self._level

    def set_level(self, level: int) -> None:
        """Choose a level without a signal; 0 chooses none."""
        self._level = level
        for button in self._buttons:
            button.setChecked(button.level == level)
        self.setAccessibleDescription(words.level_words().get(level, ""))

    def _on_chosen(self, level: int) -> None:
        self.set_level(level)
        self.level_changed.emit(level)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Level"))
        for button in self._buttons:
            name = words.level_words()[button.level]
            button.setAccessibleName(name)
            button.setToolTip(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_1 | Qt.Key.Key_2 | Qt.Key.Key_3 | Qt.Key.Key_4:
                self._on_chosen(event.key() - Qt.Key.Key_0)
            case Qt.Key.Key_Left:
                self._on_chosen(max(1, self._level - 1))
            case Qt.Key.Key_Right:
                self._on_chosen(min(4, self._level + 1))
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(
                0, self.height() - 2, self._buttons[-1].geometry().right(), 2, QColor(theme.ACCENT)
            )
