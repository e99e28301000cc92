"""The small form for taking a call, filled by keyboard from top to bottom.

Tab goes on, Ctrl+Enter hands over, Esc empties, Esc again leaves. What is missing is said in words at its field.
Nothing here is kept after it was handed over. Main thread only; used by the shell as a dock.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.incident.caller_section import choice_box, fill_choices
from widgets.incident.view import Choice
from widgets.intake.field_grid import FieldGrid
from widgets.intake.place_field import PlaceField
from widgets.intake.type_completer import TypeCompleter, name_of
from widgets.intake.view import CallDraft, IntakeChoices
from widgets.key_button import KeyButton
from widgets.level_picker import LevelPicker

_PHONE_SIGNS = frozenset("0123456789+-() ext.")


class TakeCallForm(QWidget):
    """See the module."""

    submitted = Signal(object)
    """A `CallDraft` that passed its checks."""
    cleared = Signal()
    left = Signal()
    """Esc in an empty form: whoever shows it may put it away."""
    pick_started = Signal()
    """The next click on the map shall be answered with `set_picked`."""
    pick_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._choices = IntakeChoices()
        self._level_by_hand = False
        self._build()
        self._retranslate()

    def set_choices(self, choices: IntakeChoices) -> None:
        """Fill types and channels; both languages of a type are found whatever the screen shows."""
        self._choices = choices
        self._fill_types()
        chosen = self.channel.currentData()
        self.channel.clear()
        for choice in choices.channels:
            self.channel.addItem(choice.name, choice.key)
        self.channel.setCurrentIndex(max(0, self.channel.findData(chosen)))

    def set_gazetteer(self, model: QAbstractItemModel) -> None:
        """Complete places from a model that answers `PlaceRole`."""
        self.place.set_gazetteer(model)

    def set_picked(self, lon_e7: int, lat_e7: int, words: str = "", grid_id: str = "") -> None:
        """Answer `pick_started`: the spot that was clicked on the map."""
        self.place.set_picked(lon_e7, lat_e7, words, grid_id)
        self._fields.say(self.place, "")
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, number: str = "") -> None:
        """Begin a call: the cursor goes to the first field that is empty."""
        if number:
            self.number.setText(number)
        (self.name if number else self.number).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Empty every field and begin again."""
        for line in (self.number, self.name):
            line.clear()
        self.words.clear()
        self.place.clear()
        self.type_box.setCurrentIndex(-1)
        self.type_box.setEditText("")
        self.levels.set_level(0)
        self._level_by_hand = False
        self._fields.say_all({})
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cleared.emit()

    def submit(self) -> bool:
        """Hand the call over if it is complete; else say what is missing and go there."""
        faults = self._check()
        self._fields.say_all(faults)
        if faults:
            next(iter(faults)).setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        position = self.place.position_e7 or (0, 0)
        draft = CallDraft(
            channel=str(self.channel.currentData() or ""),
            number=self.number.text().strip(),
            name=self.name.text().strip(),
            words=self.words.toPlainText().strip(),
            type_key=self.type_key,
            level=self.levels.level,
            place=self.place.words,
            place_id=self.place.place_id,
            lon_e7=position[0],
            lat_e7=position[1],
            grid_id=self.place.grid_id,
        )
        self.clear()
        self.submitted.emit(draft)
        return True

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered; the channel alone is nothing."""
        typed = (self.number.text(), self.name.text(), self.place.words, self.words.toPlainText())
        return (
            not any(text.strip() for text in (*typed, self.type_box.currentText())) and not self.levels.level
        )

    @property
    def type_key(self) -> str:
        """Key of the type in the field, empty where the words are no type."""
        typed = self.type_box.currentText().strip().casefold()
        for choice in self._choices.types:
            # Either language: it may just have been switched under a type that was chosen.
            if typed and typed in (choice.name_zh.casefold(), choice.name_en.casefold()):
                return choice.key
        return ""

    def fault(self, field: QWidget) -> str:
        """Return what is said to be wrong at a field, empty where nothing is."""
        return self._fields.fault(field)

    def _build(self) -> None:
        heading = QFrame(self)
        heading.setProperty("part", "heading")
        heading.setFixedHeight(theme.px(theme.HEADING_HEIGHT_PX))
        self._title = QLabel(heading)
        self._title.setProperty("part", "title")
        row = QHBoxLayout(heading)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.addWidget(self._title)
        row.addStretch(1)
        self.channel = QComboBox(self)
        self.number = QLineEdit(self)
        self.number.setMaxLength(40)
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.place = PlaceField(self)
        self.place.pick_started.connect(self.pick_started)
        self.place.pick_cancelled.connect(self.pick_cancelled)
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(64))
        self.type_box = choice_box(self)
        self._type_completer = TypeCompleter(self.type_box)
        self.type_box.activated.connect(self._on_type_chosen)
        self.levels = LevelPicker(self)
        self.levels.level_changed.connect(self._on_level_chosen)
        self._fields = FieldGrid(self)
        for field in (self.channel, self.number, self.name):
            self._fields.add(field)
        self._fields.add(self.place, self.place.line)
        for below in (self.words, self.type_box, self.levels):
            self._fields.add(below)
        self.number.textEdited.connect(lambda: self._fields.say(self.number, ""))
        self.place.place_changed.connect(lambda: self._fields.say(self.place, ""))
        self.words.textChanged.connect(lambda: self._fields.say(self.words, ""))
        self.type_box.editTextChanged.connect(self._on_type_edited)
        self._build_buttons(heading)

    def _build_buttons(self, heading: QWidget) -> None:
        self._submit = KeyButton("primary", self)
        self._submit.clicked.connect(self.submit)
        self._clear = KeyButton("ghost", self)
        self._clear.clicked.connect(self.clear)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(12))
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self._submit, 3)
        buttons.addWidget(self._clear, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addWidget(self._fields)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Take a call"))
        names: tuple[tuple[QWidget, str], ...] = (
            (self.channel, self.tr("Channel")),
            (self.number, self.tr("Phone")),
            (self.name, self.tr("Name")),
            (self.place, self.tr("Place")),
            (self.words, self.tr("Words")),
            (self.type_box, self.tr("Type")),
            (self.levels, self.tr("Level")),
        )
        for field, name in names:
            self._fields.set_name(field, name)
        self.place.line.setPlaceholderText(self.tr("Street, crossing, premises"))
        self.place.pick_button.show_words(self.tr("On map"))
        self.words.setPlaceholderText(self.tr("What the caller says"))
        self._submit.show_words(self.tr("Take the call"), "Ctrl ⏎")
        self._clear.show_words(self.tr("Clear"), "Esc")
        self._fill_types()
        self._fields.say_all({})

    def _fill_types(self) -> None:
        chosen = self.type_key
        self._type_completer.set_choices(self._choices.types)
        fill_choices(
            self.type_box,
            tuple(Choice(choice.key, name_of(choice), level=choice.level) for choice in self._choices.types),
            chosen,
        )

    def _check(self) -> dict[QWidget, str]:
        faults: dict[QWidget, str] = {}
        number = self.number.text().strip()
        if any(sign not in _PHONE_SIGNS for sign in number.lower()):
            faults[self.number] = self.tr("A number has digits only.")
        if not self.place.words:
            faults[self.place] = self.tr("Where? A place is needed to send anybody.")
        elif self.place.position_e7 is None:
            faults[self.place] = self.tr(
                "Not in the gazetteer: choose an entry of the list, or pick it on the map."
            )
        if self.type_box.currentText().strip() and not self.type_key:
            faults[self.type_box] = self.tr("Not a known type: choose one of the list, or leave it empty.")
        if not self.type_key and not self.words.toPlainText().strip():
            faults.setdefault(self.words, self.tr("What happened? Words or a type are needed."))
        return faults

    def _on_type_edited(self) -> None:
        self._fields.say(self.type_box, "")
        if self.type_key:
            self._fields.say(self.words, "")  # a type alone is enough, too

    def _on_type_chosen(self) -> None:
        level = next((choice.level for choice in self._choices.types if choice.key == self.type_key), 0)
        if level and not self._level_by_hand:
            self.levels.set_level(level)

    def _on_level_chosen(self, _level: int) -> None:
        self._level_by_hand = True

    def event(self, event: QEvent) -> bool:
        """While the cursor is in here, Ctrl+Enter and Esc are the form's, not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() == Qt.Key.Key_Escape or (enter and control):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.place.picking:
                self.place.cancel_picking()
            elif self.is_empty:
                self.left.emit()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
