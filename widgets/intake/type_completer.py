"""Completes an incident type: one language shown, both found, what starts with the words first. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QListView

from widgets import theme, words
from widgets.intake.view import TypeChoice


def matching(choices: tuple[TypeChoice, ...], typed: str) -> list[TypeChoice]:
    """Types whose name in either language holds the words; best first: a start, then a word's start, then anywhere."""
    low = typed.strip().casefold()
    ranked = []
    for place, choice in enumerate(choices):
        names = (choice.name_zh.casefold(), choice.name_en.casefold())
        if any(name.startswith(low) for name in names):
            ranked.append((0, place, choice))
        elif any(part.startswith(low) for name in names for part in name.split()):
            ranked.append((1, place, choice))
        elif any(low in name for name in names):
            ranked.append((2, place, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda one: one[:2])]


def name_of(choice: TypeChoice) -> str:
    """The type's name in the language of the screen; the other where that one is missing."""
    first, second = choice.name_zh, choice.name_en
    return (first or second) if words.is_chinese() else (second or first)


class TypeCompleter(QCompleter):
    """Offers the types that match what is typed into a combo box."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._choices: tuple[TypeChoice, ...] = ()
        self._offers = QStandardItemModel(self)
        self.setModel(self._offers)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # The order here is the offer's own; the completer's filter knows one language only.
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView(box)
        popup.setProperty("part", "popup")
        self.setPopup(popup)
        theme.dress(popup)  # it is a window of its own now
        box.setCompleter(self)
        line = box.lineEdit()
        if line is not None:
            line.textEdited.connect(self._offer)

    def set_choices(self, choices: tuple[TypeChoice, ...]) -> None:
        """Offer these types from now on."""
        self._choices = choices

    def offered(self) -> list[str]:
        """Names that are offered now, best first."""
        return [self._offers.item(row).text() for row in range(self._offers.rowCount())]

    def _offer(self, typed: str) -> None:
        self._offers.clear()
        for choice in matching(self._choices, typed):
            self._offers.appendRow(QStandardItem(name_of(choice)))
