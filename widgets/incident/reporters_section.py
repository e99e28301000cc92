"""Everybody who reported: one line each, folded to a title until it is opened. Main thread only; in `IncidentPanel`.

Every reporter of a merged call is kept, hears what became of it, and can be taken out again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from widgets import parts, theme
from widgets.section import Section

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """One report, in the language of the screen."""

    key: str
    """Id of the call."""
    words: str
    """Channel, clock, what it is about."""
    note: str = ""
    """Whether the reporter was told, or is to be called back."""
    can_take_out: bool = False
    """Merged into an open incident: it can leave again."""
    can_call_back: bool = False
    """The incident is closed and a person has to call."""


class ReportersSection(Section):
    """One line a reporter, folded at first. Hidden where one person reported and nothing is left to do."""

    taken_out = Signal(str)
    called_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._open = "", False
        self._rows: tuple[ReporterRow, ...] = ()
        self._lines: list[QWidget] = []
        self._fold = parts.button(self, "link", self._on_folded)
        top = parts.row(None, (self.title, 1), self._fold)
        self.body.removeWidget(self.title)
        self.body.addLayout(top)
        self.body.setSpacing(theme.px(2))
        self.hide()

    def show_reporters(self, key: str, rows: tuple[ReporterRow, ...]) -> None:
        """Show the reporters of a call or incident; another one's are folded."""
        if key == self._key and rows == self._rows:
            return
        self._open = self._open and key == self._key
        self._key, self._rows = key, rows
        self.retranslate()

    def words(self) -> list[str]:
        """The lines as they are shown, for tests and for reading aloud."""
        return [line.accessibleName() for line in self._lines]

    def open(self) -> None:
        """Unfold."""
        self._open = True
        self.retranslate()

    def retranslate(self) -> None:
        waiting = [row for row in self._rows if row.can_call_back]
        self.setVisible(len(self._rows) > 1 or bool(waiting))
        title = self.tr("Reporters · {0}").format(len(self._rows))
        if waiting:
            title += " · " + self.tr("to call back: {0}").format(len(waiting))
        self.title.setText(title)
        self._fold.setText(self.tr("Hide") if self._open else self.tr("Show"))
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        if not self._open:
            return
        # Who is to be called back first, then the newest.
        ordered = [*waiting, *(row for row in reversed(self._rows) if not row.can_call_back)]
        for row in ordered[:MOST_ROWS]:
            self._add(self._line(row))
        if len(ordered) > MOST_ROWS:
            more = QLabel(self.tr("+{0} more").format(len(ordered) - MOST_ROWS), self)
            more.setProperty("part", "faint")
            more.setAccessibleName(more.text())
            self._add(more)

    def _add(self, line: QWidget) -> None:
        self.body.addWidget(line)
        self._lines.append(line)

    def _line(self, row: ReporterRow) -> QWidget:
        line = QWidget(self)
        layout = parts.row(line, gap=8)
        key, words, note = QLabel(row.key, line), QLabel(row.words, line), QLabel(row.note, line)
        key.setProperty("part", "dim")
        words.setWordWrap(True)
        note.setProperty("part", "small")
        for label in (key, words, note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(key)
        layout.addWidget(words, 1)
        layout.addWidget(note)
        if row.can_take_out:
            layout.addWidget(self._link(self.tr("Take out"), lambda: self.taken_out.emit(row.key)))
        if row.can_call_back:
            layout.addWidget(self._link(self.tr("Called back"), lambda: self.called_back.emit(row.key)))
        line.setAccessibleName(" ".join(part for part in (row.key, row.words, row.note) if part))
        return line

    def _link(self, words: str, act: Callable[[], None]) -> QPushButton:
        link = QPushButton(words, self)
        link.setProperty("part", "link")
        link.clicked.connect(act)
        return link

    def _on_folded(self) -> None:
        self._open = not self._open
        self.retranslate()
