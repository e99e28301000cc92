"""The fields of the call form under one another, what they hold and what is wrong with them. Main thread only.

Used by `TakeCallForm`, which hands the call over, puts it aside and knows the keys.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from widgets import parts, theme
from widgets.field_grid import FieldGrid
from widgets.incident.buttons import Choice
from widgets.incident.caller_section import choice_box, fill_choices
from widgets.intake.number_field import NumberField
from widgets.intake.place_field import PlaceField
from widgets.intake.suggestion_rows import SuggestionRows
from widgets.intake.type_completer import TypeCompleter, name_of
from widgets.intake.view import CallDraft, TypeChoice, TypeOffer
from widgets.level_picker import LevelPicker
from widgets.parts import Translated

MOST_SIGNS = 2000


class WordsField(QPlainTextEdit):
    """What the caller says, as it is heard: Enter means that it is all, Shift+Enter makes a new line."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(64))

    @property
    def words(self) -> str:
        """What was said, no longer than a report may be."""
        return self.toPlainText().strip()[:MOST_SIGNS]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and held == Qt.KeyboardModifier.NoModifier:
            self.done.emit()
        elif held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier) and (
            enter
            or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_3
            or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        ):
            event.ignore()  # the form's own keys
        else:
            super().keyPressEvent(event)


class CallFields(Translated, QWidget):
    """Number, place, words, suggestions, type, level, name and address."""

    edited = Signal()
    """By a person, in any field."""

    def __init__(self, host: QWidget) -> None:
        """`host` is what the places that may be meant hang in."""
        super().__init__(host)
        self._types: tuple[TypeChoice, ...] = ()
        self._level_by_hand = False
        self._filling = False
        self.number = NumberField(self)
        self.place = PlaceField(host)
        self.words = WordsField(self)
        self.suggestions = SuggestionRows(self)
        self.type_box = choice_box(self)
        self._type_completer = TypeCompleter(self.type_box)
        self.levels = LevelPicker(self)
        self.name, self.address = QLineEdit(self), QLineEdit(self)
        self.name.setMaxLength(80)
        self.address.setMaxLength(200)
        self._grid = FieldGrid(self, margins=(14, 10, 14, 6))
        self._grid.add(self.number, self.number.line, tall=True)
        self._grid.add(self.place, self.place.line, tall=True)
        for high in (self.words, self.suggestions):
            self._grid.add(high, tall=True)
        for low in (self.type_box, self.levels, self.name, self.address):
            self._grid.add(low)
        parts.column(self, self._grid)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self._connect()
        self.retranslate()

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        number, place = self.number, self.place
        last = (self.type_box, self.levels, self.name, self.address)
        return (number.line, number.back_line, place.line, self.words, *last)

    # -- what they hold ------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> CallDraft:
        """Everything that stands in the fields; channel and clock are the form's."""
        return CallDraft(
            number=self.number.number,
            call_back=self.number.call_back,
            call_back_number=self.number.back_number,
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            words=self.words.words,
            type_key=self.type_key,
            type_text=self.type_box.currentText().strip(),
            level=self.levels.level,
            level_by_hand=self._level_by_hand,
            place_text=self.place.words,
            place=self.place.place,
        )

    def show_draft(self, draft: CallDraft) -> None:
        """Put a draft into the fields, without a signal."""
        self._filling = True
        self.number.show_numbers(draft.number, draft.call_back_number, call_back=draft.call_back)
        self.place.show_place(draft.place, draft.place_text)
        self.place.cancel_picking()
        self.words.setPlainText(draft.words)
        self.type_box.setCurrentIndex(self.type_box.findData(draft.type_key) if draft.type_key else -1)
        if not draft.type_key:
            self.type_box.setEditText(draft.type_text)
        self.levels.set_level(draft.level)
        self._level_by_hand = draft.level_by_hand
        self.name.setText(draft.name)
        self.address.setText(draft.address)
        self._filling = False
        self._grid.say_all({})

    @property
    def type_key(self) -> str:
        """Key of the type in the field, empty where the words are no type."""
        typed = self.type_box.currentText().strip().casefold()
        for choice in self._types:
            # Either language: it may just have been switched under a type that was chosen.
            if typed and typed in (choice.name_zh.casefold(), choice.name_en.casefold()):
                return choice.key
        return ""

    def type_name(self, key: str) -> str:
        """A type in the language of the screen."""
        return next((name_of(choice) for choice in self._types if choice.key == key), key)

    def first_empty(self) -> QWidget:
        """Where a call begins, or goes on."""
        empty = (
            (self.number.line, not self.number.number),
            (self.place.line, not self.place.words),
            (self.words, not self.words.words),
        )
        return next((field for field, is_empty in empty if is_empty), self.name)

    # -- what is wrong -------------------------------------------------------------------------------------------------

    def check(self) -> dict[QWidget, str]:
        """What is missing or wrong, by field; empty: the call can be handed over."""
        faults: dict[QWidget, str] = {}
        if not self.number.is_number:
            faults[self.number] = self.tr("A number has digits only.")
        if not self.place.words:
            faults[self.place] = self.tr("Where? A place is needed to send anybody.")
        elif self.place.place is None:
            words = self.tr("Not in the gazetteer: choose an entry of the list, or pick it on the map.")
            faults[self.place] = words
        if self.type_box.currentText().strip() and not self.type_key:
            words = self.tr("Not a known type: choose one of the list, or leave it empty.")
            faults[self.type_box] = words
        if not self.type_key and not self.words.words:
            faults.setdefault(self.words, self.tr("What happened? Words or a type are needed."))
        return faults

    def complain(self) -> bool:
        """Say what is wrong and go to the first of it; False when nothing is."""
        faults = self.check()
        self._grid.say_all(faults)
        if faults:
            next(iter(faults)).setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(faults)

    def fault(self, field: QWidget) -> str:
        """Return what is said to be wrong at a field, empty where nothing is."""
        return self._grid.fault(field)

    # -- doing ---------------------------------------------------------------------------------------------------------

    def set_types(self, types: tuple[TypeChoice, ...]) -> None:
        """The types to choose from; what was chosen stays chosen."""
        chosen = self.type_key
        self._types = types
        self._fill_types(chosen)

    def take_suggestion(self, number: int) -> bool:
        """Take the n-th type that the words suggest."""
        return self.suggestions.take(number)

    def shift_level(self, by: int) -> None:
        """Graver (−1) or milder (+1)."""
        self.levels.set_level(min(4, max(1, (self.levels.level or 3) + by)))
        self._on_level_chosen(self.levels.level)

    def retranslate(self) -> None:
        """Names and words of the present language."""
        names = (
            (self.number, self.tr("Phone")),
            (self.place, self.tr("Place")),
            (self.words, self.tr("Words")),
            (self.suggestions, self.tr("Suggested")),
            (self.type_box, self.tr("Type")),
            (self.levels, self.tr("Level")),
            (self.name, self.tr("Name")),
            (self.address, self.tr("Address")),
        )
        for field, name in names:
            self._grid.set_name(field, name)
        self.words.setPlaceholderText(self.tr("What the caller says"))
        self.address.setPlaceholderText(self.tr("Of the caller, if it is another"))
        self._fill_types(self.type_key)
        self._grid.say_all({})

    # -- inside --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.number.edited.connect(self._on_edited)
        self.place.place_changed.connect(self._on_edited)
        self.place.done.connect(lambda: self.words.setFocus(Qt.FocusReason.TabFocusReason))
        self.words.textChanged.connect(self._on_edited)
        self.words.done.connect(self._on_words_done)
        self.suggestions.chosen.connect(self._on_suggestion)
        self.type_box.activated.connect(self._on_type_chosen)
        self.type_box.editTextChanged.connect(self._on_edited)
        self.levels.level_changed.connect(self._on_level_chosen)
        for line in (self.name, self.address):
            line.textEdited.connect(self._on_edited)

    def _fill_types(self, chosen: str) -> None:
        self._filling = True
        self._type_completer.set_choices(self._types)
        choices = tuple(Choice(one.key, name_of(one), level=one.level) for one in self._types)
        fill_choices(self.type_box, choices, chosen)
        self._filling = False

    def _on_edited(self) -> None:
        if self._filling:
            return
        faults = self.check()
        for field in (self.number, self.place, self.words, self.type_box):
            if self.fault(field) and field not in faults:
                self._grid.say(field, "")
        self.edited.emit()

    def _on_words_done(self) -> None:
        """Enter behind the words: the best suggestion is the type, and on it goes."""
        taken = bool(self.type_key) or self.take_suggestion(1)
        (self.name if taken else self.type_box).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_suggestion(self, offer: TypeOffer) -> None:
        self.type_box.setCurrentIndex(self.type_box.findData(offer.key))
        if not self._level_by_hand:
            self.levels.set_level(offer.level)
        self._on_edited()

    def _on_type_chosen(self) -> None:
        level = next((choice.level for choice in self._types if choice.key == self.type_key), 0)
        if level and not self._level_by_hand:
            self.levels.set_level(level)
        self._on_edited()

    def _on_level_chosen(self, _level: int) -> None:
        self._level_by_hand = True
        self._on_edited()
