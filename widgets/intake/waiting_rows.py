"""Calls that were put aside, under the form: who and where, since when; a click brings one back. Main thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from widgets import parts
from widgets.durations import elapsed_text
from widgets.intake.view import CallDraft, WaitingDraft
from widgets.parts import Translated


class DraftShelf:
    """Drafts of one user, the oldest first."""

    def __init__(self) -> None:
        self._drafts: dict[int, CallDraft] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._drafts)

    def put(self, draft: CallDraft) -> int:
        """Put a draft aside; returns its number."""
        self._last += 1
        self._drafts[self._last] = draft
        return self._last

    def take(self, number: int) -> CallDraft | None:
        """Take one back; None when it is there no more."""
        return self._drafts.pop(number, None)

    def oldest(self) -> int:
        """Number of the one that waits longest, 0 without any."""
        return next(iter(self._drafts), 0)

    def rows(self, untitled: str, name_of: Callable[[str], str]) -> list[WaitingDraft]:
        """What the list shows of each."""
        rows = []
        for number, draft in self._drafts.items():
            kind = name_of(draft.type_key) if draft.type_key else ""
            parts = (draft.number, draft.place_text, kind or draft.words[:24])
            title = " · ".join(part for part in parts if part) or untitled
            rows.append(WaitingDraft(number, title, draft.started_ms))
        return rows


class WaitingRows(Translated, QWidget):
    """Hidden while nothing waits."""

    chosen = Signal(int)
    """Number of the draft to bring back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[WaitingDraft, QPushButton]] = []
        self._title = parts.label(self, "section-title")
        self._keys = parts.label(self, "faint")
        top = parts.row(None, (self._title, 1), self._keys)
        self._layout = parts.column(self, top, margins=(14, 4, 14, 8), gap=3)
        self.retranslate()
        self.hide()

    def show_drafts(self, drafts: list[WaitingDraft]) -> None:
        """Show these, the oldest first."""
        for _, button in self._rows:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._rows = []
        for draft in drafts:
            button = parts.button(
                self,
                "link",
                lambda _=False, number=draft.number: self.chosen.emit(number),
                focus=parts.NO_FOCUS,
            )
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
        self._title.setText(self.tr("Calls put aside"))
        self._keys.setText("Ctrl ⇥")
