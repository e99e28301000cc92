"""Below the queue: a waiting call that may be a duplicate, of what and why, with the keys that answer it.

Hidden while nothing is suspected. Main thread only; fed by the console, which decides what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from widgets import parts
from widgets.key_button import KeyButton
from widgets.parts import Translated


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """One suspicion, in the language of the screen."""

    call_key: str
    """The call that is asked about: the newest of its group."""
    other: str
    """The incident, or the waiting call, that it may be a duplicate of: its id, and what it is."""
    sources: str
    """How they came: `110 call ×3, grid officer`."""
    reasons: str
    """Distance, time, type, words, caller."""
    words: str = ""
    """What it is about: as it was said where this seat has read it, else its tags."""
    count: int = 1
    """Calls that the answer "merge" takes in."""
    can_merge: bool = True
    """Into an open incident; waiting calls are accepted as one instead."""
    merge_key: bool = True
    """Whether its key merges now: the call, or what it may be a duplicate of, is selected."""
    dismiss_key: bool = True
    more: int = 0
    """Further suspicions that wait."""


class DuplicatePanel(Translated, QFrame):
    """One suspicion with its reasons and two buttons."""

    merged = Signal(str)
    """`call_key`: yes, they are about one event."""
    dismissed = Signal(str)
    """`call_key`: no."""
    opened = Signal(str)
    """Key of what is to be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._view: DuplicateView | None = None
        rule = QFrame(self)
        rule.setProperty("part", "rule")
        rule.setFixedHeight(1)
        self._title, self._more = QLabel(self), QLabel(self)
        self._title.setProperty("part", "title")
        self._more.setProperty("part", "dim")
        self._reasons, self._words = QLabel(self), QLabel(self)
        self._reasons.setProperty("part", "small")
        for label in (self._reasons, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.merge_button, self.dismiss_button = KeyButton("ghost", self), KeyButton("ghost", self)
        for button in (self.merge_button, self.dismiss_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.merge_button.clicked.connect(self._on_merge)
        self.dismiss_button.clicked.connect(self._on_dismiss)
        top = parts.row(None, self._title, (self._more, 1))
        buttons = parts.row(None, self.merge_button, self.dismiss_button, None, gap=6)
        body = parts.column(None, top, self._words, self._reasons, buttons, margins=(12, 8, 12, 10), gap=4)
        parts.column(self, rule, body, gap=0)
        self.hide()

    @property
    def view(self) -> DuplicateView | None:
        """What is shown now."""
        return self._view

    def show_duplicate(self, view: DuplicateView | None) -> None:
        """Show a suspicion; None: there is none."""
        if view != self._view:
            self._view = view
            self.retranslate()
        self.setVisible(view is not None)

    def retranslate(self) -> None:
        view = self._view
        self._title.setText(self.tr("Possible duplicate"))
        if view is None:
            return
        self._more.setText(self.tr("+{0} more").format(view.more) if view.more else "")
        said = f"“{view.words}” ↔ {view.other}" if view.words else f"{view.call_key} ↔ {view.other}"
        self._words.setText(said)
        self._reasons.setText(" · ".join(part for part in (view.sources, view.reasons) if part))
        several = view.count > 1
        if view.can_merge:
            merge = self.tr("Merge all {0}").format(view.count) if several else self.tr("Merge")
            self.merge_button.show_words(merge, "M" if view.merge_key else "")
        else:
            accept = self.tr("Accept all {0} as one").format(view.count)
            self.merge_button.show_words(accept, "Ctrl ⏎" if view.merge_key else "")
        self.dismiss_button.show_words(self.tr("Not a duplicate"), "N" if view.dismiss_key else "")
        self.setAccessibleName(f"{self._title.text()}: {said}. {self._reasons.text()}")

    def _on_merge(self) -> None:
        if self._view is not None:
            self.merged.emit(self._view.call_key)

    def _on_dismiss(self) -> None:
        if self._view is not None:
            self.dismissed.emit(self._view.call_key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._view is not None:
            self.opened.emit(self._view.call_key)
