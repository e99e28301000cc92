"""Commands that are not confirmed, refused or expired, and short messages: small cards at the bottom right.

Overlays inside the window that take no focus and cover neither map, clocks nor what one types in. A refusal stays
12 s or until it is put away; what is still unconfirmed shows from the first second. Qt main thread; used by
`ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from console.desk.letters import Fate, Letter, as_meant
from console.words.refusals import refusal_words
from console.words.said import Words, joined, said
from widgets import theme

WIDTH_PX = 420
SLOW_MS = 1000
FAULT_MS = 12_000
NOTE_MS = 4_000
MOST = 4


class Toast(QFrame):
    """One card."""

    over = Signal()
    """It was put away, or its time is up."""
    pressed = Signal()
    """Its button."""

    def __init__(
        self, parent: QWidget, say: Words, colour: str, button: Words | None, on_button: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setStyleSheet(
            f"#toast {{ background: {theme.BG2}; border: 1px solid {theme.LINE};"
            f" border-left: 3px solid {colour}; border-radius: 4px; }}"
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(10), theme.px(6), theme.px(6), theme.px(6))
        self._say, self._button = say, button
        self._label = label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        layout.addWidget(label, 1)
        self._again = again = QPushButton(self)
        again.hide()
        if button is not None:
            again.show()
            again.setProperty("part", "ghost")
            again.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            again.clicked.connect(on_button)
            again.clicked.connect(self.pressed)
            layout.addWidget(again)
        cross = QPushButton("×", self)
        cross.setProperty("part", "link")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self.over)
        layout.addWidget(cross)
        self.asks = False
        """It waits for an answer that would be lost with it: newer ones do not push it out."""
        self.retranslate()

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text()

    def retranslate(self) -> None:
        """Say it in the language of the screen."""
        self._label.setText(self._say())
        room = theme.px(WIDTH_PX - 60)
        if self._button is not None:
            self._again.setText(self._button())
            room -= self._again.sizeHint().width()
        # A wrapped label tells its height only for a width that it is given.
        self._label.setMinimumHeight(self._label.heightForWidth(room))


class ToastStrip(QWidget):
    """The column of cards. Its height follows them; without any it is hidden."""

    retry_requested = Signal(object)
    """The Letter to be asked again."""
    undo_requested = Signal()

    def __init__(self, parent: QWidget, clocks: QWidget | None = None) -> None:
        """`clocks` lie above in the parent: the column never climbs over them."""
        super().__init__(parent)
        self._window, self._clocks = parent, clocks
        theme.dress(self)
        self._slow: dict[str, Toast] = {}
        self._timers: dict[str, QTimer] = {}
        self._topics: dict[str, Toast] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(6))
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def words(self) -> list[str]:
        """What is shown now, oldest first; for tests and for reading aloud."""
        return [toast.words for toast in self._toasts()]

    def show_letter(self, letter: Letter) -> None:
        """Follow one command."""
        if letter.fate is Fate.SENT:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._show_slow(letter))
            timer.start(SLOW_MS)
            self._timers[letter.id] = timer
            return
        self.forget(letter)
        match letter.fate:
            case Fate.REFUSED if letter.refusal is not None:
                why = partial(refusal_words, letter.refusal.code, letter.refusal.fields)
                words, meant = joined("\n", letter.words, why), as_meant(letter)
                if meant is None:
                    self._add(words, theme.MISSED, FAULT_MS)
                else:
                    say, button = partial(self.retry_requested.emit, meant), said("ToastStrip", "It is meant")
                    self._add(words, theme.WARNING, 0, button, say, once=True)
            case Fate.EXPIRED:
                words = said("ToastStrip", "Not confirmed in time, not done: {0}", letter.words)
                retry = said("ToastStrip", "Again")
                self._add(words, theme.WARNING, 0, retry, lambda: self.retry_requested.emit(letter))
            case Fate.ACCEPTED if letter.undo is not None:
                self._add(
                    letter.words,
                    theme.PASSED,
                    NOTE_MS,
                    said("ToastStrip", "Take back  Ctrl Z"),
                    self.undo_requested.emit,
                )

    def forget(self, letter: Letter) -> None:
        """It is no longer unconfirmed."""
        if letter.id in self._timers:
            timer = self._timers.pop(letter.id)
            timer.stop()
            timer.deleteLater()
        slow = self._slow.pop(letter.id, None)
        if slow is not None:
            self._drop(slow)

    def tell(self, words: Words, fault: bool) -> None:
        """A short message of the console itself."""
        if words() in self.words():
            return
        self._add(words, theme.MISSED if fault else theme.ACCENT, FAULT_MS // 2 if fault else NOTE_MS)

    def say(self, topic: str, words: Words, colour: str, for_ms: int) -> None:
        """A message about a topic; it takes the place of the older one of that topic."""
        old = self._topics.pop(topic, None)
        if old is not None and old in self._toasts():
            self._drop(old)
        self._topics[topic] = self._add(words, colour, for_ms)

    def clear(self) -> None:
        """Put everything away and stop all timers."""
        for timer in self._timers.values():
            timer.stop()
        self._timers.clear()
        self._slow.clear()
        self._topics.clear()
        for toast in self._toasts():
            self._drop(toast)

    def retranslate(self) -> None:
        """Everything that is shown, in the language of the screen."""
        for toast in self._toasts():
            toast.retranslate()
        self.place()

    def place(self) -> None:
        """Stand at the bottom right of the parent, above what one types in; call after the parent was resized."""
        parent = self._window
        width, gap = theme.px(WIDTH_PX), theme.px(6)
        self.setFixedWidth(width)
        self.adjustSize()
        lowest = QPoint(parent.width() - width - theme.px(15), parent.height() - self.height() - theme.px(12))
        room = QRect(lowest, self.size())
        fields = _fields_of(parent)
        while covered := [one for one in fields if one.intersects(room)]:
            room.moveBottom(min(one.top() for one in covered) - gap - 1)
        ceiling = 0 if self._clocks is None else self._clocks.geometry().bottom() + gap
        self.move(room.topLeft() if room.top() >= ceiling else lowest)
        self.raise_()

    def _on_focus_changed(self) -> None:
        """A form may have come where the cards lie."""
        if not self.isHidden():
            self.place()

    def _show_slow(self, letter: Letter) -> None:
        self._timers.pop(letter.id, None)
        toast = self._add(said("ToastStrip", "Not confirmed yet: {0}", letter.words), theme.WARNING, 0)
        self._slow[letter.id] = toast

    def _add(
        self,
        words: Words,
        colour: str,
        for_ms: int,
        button: Words | None = None,
        on_button: Callable[[], None] | None = None,
        *,
        once: bool = False,
    ) -> Toast:
        for old in [one for one in self._toasts() if not one.asks][: -(MOST - 1)]:
            self._drop(old)
        toast = Toast(self, words, colour, button, on_button or (lambda: None))
        toast.over.connect(lambda: self._drop(toast))
        toast.asks = once
        if once:
            toast.pressed.connect(toast.over)
        self._layout.addWidget(toast)
        toast.show()
        if for_ms:
            timer = QTimer(toast)
            timer.setSingleShot(True)
            timer.timeout.connect(toast.over)
            timer.start(for_ms)
        self.show()
        self.place()
        return toast

    def _drop(self, toast: Toast) -> None:
        for topic in [topic for topic, shown in self._topics.items() if shown is toast]:
            del self._topics[topic]
        self._layout.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        self.setVisible(bool(self._toasts()))
        self.place()

    def _toasts(self) -> list[Toast]:
        return [child for child in self.findChildren(Toast) if not child.isHidden()]


def _fields_of(window: QWidget) -> list[QRect]:
    """Where one may type now, in the window's pixels: as much of each field as can be seen."""
    found: list[QRect] = []
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox):
        for field in window.findChildren(kind):
            here = field.isVisible() and field.window() is window.window()
            if here and field.isEnabled() and not field.property("readOnly"):
                seen, around = _place_in(window, field), field.parentWidget()
                while around is not None and around is not window:
                    seen, around = seen.intersected(_place_in(window, around)), around.parentWidget()
                found.append(seen)
    return found


def _place_in(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
