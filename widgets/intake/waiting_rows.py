"""Calls that were put aside, under the form: who and where, since when; a click brings one back. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.durations import elapsed_text
from widgets.intake.view import WaitingDraft


class WaitingRows(QWidget):
    """Hidden while nothing waits."""

    chosen = Signal(int)
    """Number of the draft to bring back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[WaitingDraft, QPushButton]] = []
        self._title = QLabel(self)
        self._title.setProperty("part", "section-title")
        self._keys = QLabel(self)
        self._keys.setProperty("part", "faint")
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._keys)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.px(14), theme.px(4), theme.px(14), theme.px(8))
        self._layout.setSpacing(theme.px(3))
        self._layout.addLayout(top)
        self.hide()

    def show_drafts(self, drafts: list[WaitingDraft]) -> None:
        """Show these, the oldest first."""
        for _, button in self._rows:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._rows = []
        for draft in drafts:
            button = QPushButton(self)
            button.setProperty("part", "link")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, number=draft.number: self.chosen.emit(number))
            self._layout.addWidget(button)
            self._rows.append((draft, button))
        self.setVisible(bool(drafts))

    def set_now_ms(self, now_ms: int) -> None:
        """Advance the clocks: nobody is to be forgotten."""
        for draft, button in self._rows:
            button.setText(f"{elapsed_text(max(0, now_ms - draft.started_ms))}  {draft.title}")

    def titles(self) -> list[str]:
        """What waits, for tests and for reading aloud."""
        return [draft.title for draft, _ in self._rows]

    def retranslate(self) -> None:
        """Words of the present language."""
        self._title.setText(self.tr("Calls put aside"))
        self._keys.setText("Ctrl ⇥")
