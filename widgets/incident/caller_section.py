"""A waiting call: who called, what was said, what it might be. Sealed words are dots until they are revealed.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QWidget,
)

from widgets import parts, theme
from widgets.incident.buttons import Choice
from widgets.incident.view import CallerView
from widgets.level_picker import LevelPicker
from widgets.section import FactGrid, Section

SEALED = "•••"


def choice_box(parent: QWidget) -> QComboBox:
    """Return a combo box whose entries are found by typing any part of them."""
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMaxVisibleItems(14)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    popup = QListView(box)
    popup.setProperty("part", "popup")
    completer.setPopup(popup)
    theme.dress(popup)  # it is a window of its own now
    box.setCompleter(completer)
    return box


def fill_choices(box: QComboBox, choices: tuple[Choice, ...], chosen: str) -> None:
    """Put these choices into a combo box and choose one by key; no key: nothing chosen."""
    blocked = box.blockSignals(True)
    box.clear()
    for choice in choices:
        box.addItem(choice.name, choice.key)
    box.setCurrentIndex(box.findData(chosen) if chosen else -1)
    if not chosen:
        box.setEditText("")
    box.blockSignals(blocked)


class CallerSection(Section):
    """What is known of a waiting call's caller, with type and level to choose."""

    reveal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = ""
        self._view: CallerView | None = None
        self._types: tuple[Choice, ...] = ()
        self._facts = FactGrid(self)
        self._reveal = parts.button(self, "link", self.reveal_requested)
        top = parts.row(None, (self.title, 1), self._reveal)
        self.body.removeWidget(self.title)
        self.body.addLayout(top)
        self.body.addWidget(self._facts)
        self._type_name = parts.label(self, "dim")
        self.type_box = choice_box(self)
        self.type_box.activated.connect(self._on_type_chosen)
        self._level_name = parts.label(self, "dim")
        self.levels = LevelPicker(self)
        self._hint = parts.label(self, "small", wraps=True)
        grid = parts.pairs(None, 80, down=6)
        grid.addWidget(self._type_name, 0, 0)
        grid.addWidget(self.type_box, 0, 1)
        grid.addWidget(self._level_name, 1, 0)
        grid.addWidget(self.levels, 1, 1)
        grid.addWidget(self._hint, 2, 1)
        self.body.addLayout(grid)

    @property
    def type_key(self) -> str:
        """Key of the type chosen, empty while none is."""
        if self.type_box.currentIndex() < 0:
            return ""
        if self.type_box.currentText() != self.type_box.itemText(self.type_box.currentIndex()):
            return ""
        return str(self.type_box.currentData())

    def show_caller(self, call: str, view: CallerView | None, types: tuple[Choice, ...]) -> None:
        """Show a call; what the operator chose for the same call stays chosen."""
        self.setVisible(view is not None)
        another = call != self._call
        self._call, self._view = call, view
        if view is None:
            return
        if another or types != self._types:
            chosen = view.suggested_type if another else self.type_key
            fill_choices(self.type_box, types, chosen)
            self._types = types
        if another:
            self.levels.set_level(view.suggested_level or self._default_level())
        self._show_words()

    def retranslate(self) -> None:
        self._show_words()

    def _show_words(self) -> None:
        view = self._view
        self.title.setText(self.tr("Caller"))
        self._type_name.setText(self.tr("Type"))
        self._level_name.setText(self.tr("Level"))
        self.type_box.setAccessibleName(self.tr("Type"))
        self._reveal.setText(self.tr("Show"))
        if view is None:
            return
        sealed = view.number is None or view.name is None or view.words is None
        self._reveal.setVisible(sealed)
        self._reveal.setEnabled(view.may_reveal)
        self._reveal.setToolTip(
            self.tr("Your look is recorded.") if view.may_reveal else self.tr("Your role may not see this.")
        )
        self._facts.show_facts(
            (
                (self.tr("Channel"), view.channel),
                (self.tr("Phone"), SEALED if view.number is None else view.number),
                (self.tr("Name"), SEALED if view.name is None else view.name),
                (self.tr("Address"), view.address),
                (self.tr("Call back"), view.call_back),
                (self.tr("Words"), SEALED if view.words is None else view.words),
            )
        )
        self._hint.setText(view.suggestion)
        self._hint.setVisible(bool(view.suggestion))

    def _default_level(self) -> int:
        key = self.type_key
        return next((choice.level for choice in self._types if choice.key == key), 0)

    def _on_type_chosen(self) -> None:
        level = self._default_level()
        if level:
            self.levels.set_level(level)
