"""The inline form for an action that needs a reason, a department, a disposition: never a dialog over the map.

Enter or Ctrl+Enter confirms (some forms: Ctrl+Enter alone), Esc puts it away and nothing has happened. What is missing
is said in words beside the form. Main thread only; used by `IncidentPanel` and `UnitDetailPanel`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QWidget,
)

from widgets import parts
from widgets.incident.buttons import FormView
from widgets.incident.caller_section import choice_box, fill_choices
from widgets.key_button import KeyButton
from widgets.level_picker import LevelPicker


class ActionForm(QFrame):
    """One choice, one line of words, one level — whichever the action needs."""

    confirmed = Signal(object)
    """The values by the names of the form; what may stay empty and did is not among them."""
    cancelled = Signal()
    opened = Signal()
    closed = Signal()
    """Confirmed or cancelled: the form is away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = FormView("")
        self._say_fault: Callable[[], str] = str
        self._came_from: QWidget | None = None
        self._title = parts.label(self, "title", wraps=True, plain=True)
        self._box = choice_box(self)
        self._text = QLineEdit(self)
        self._text.setMaxLength(500)
        self._levels = LevelPicker(self)
        self._fault = parts.label(self, "fault", wraps=True)
        self._confirm = KeyButton("primary", self, self.confirm)
        self._cancel = KeyButton("ghost", self, self.cancel)
        buttons = parts.row(None, (self._confirm, 2), (self._cancel, 1), gap=8)
        parts.column(
            self,
            self._title,
            self._box,
            self._levels,
            self._text,
            self._fault,
            buttons,
            margins=(0, 4, 0, 0),
            gap=6,
        )
        for watched in (self._box, self._text, self._levels):
            watched.installEventFilter(self)
        line = self._box.lineEdit()
        if line is not None:
            line.installEventFilter(self)
        self.hide()

    @property
    def fault(self) -> str:
        """What is missing, in words; empty while nothing was found missing."""
        return self._fault.text() if self._fault.isVisibleTo(self) else ""

    @property
    def choice_field(self) -> QComboBox:
        """The field for the choice."""
        return self._box

    @property
    def text_field(self) -> QLineEdit:
        """The field for the words."""
        return self._text

    def open(self, form: FormView) -> None:
        """Ask for what is needed; the cursor goes to the first field."""
        self._form = form
        if self.isHidden():
            self._came_from = self.window().focusWidget()
        self._title.setText(form.title)
        self._box.setVisible(bool(form.choice))
        self._text.setVisible(bool(form.text))
        self._levels.setVisible(bool(form.level))
        fill_choices(self._box, form.choices, form.chosen)
        self._levels.set_level(form.level_now)
        self._text.clear()
        self._say(str)
        self._name_fields()
        self.show()
        self.opened.emit()
        first = self._box if form.choice else self._text if form.text else self._confirm
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        line = self._box.lineEdit()
        if form.own_words and form.chosen and line is not None:
            line.selectAll()  # own words take the place of the usual ones

    def reword(self, form: FormView) -> None:
        """Ask for the same in other words; what was chosen and typed stays."""
        typed, chosen = self._box.currentText(), self._chosen()
        self._form = form
        self._title.setText(form.title)
        fill_choices(self._box, form.choices, chosen)
        if chosen not in {one.key for one in form.choices}:
            self._box.setEditText(typed)
        self._say(self._say_fault)
        self._name_fields()

    def confirm(self) -> None:
        """Check and hand over; says in words what is missing instead."""
        form, choice, text = self._form, self._chosen(), self._text.text().strip()
        if form.choice and not choice:
            self._say(lambda: self._form.missing)
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif form.text and form.text_required and not text:
            self._say(lambda: self.tr("Please give a reason: it goes into the log."))
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            level = str(self._levels.level or "")
            found = {form.choice: choice, form.text: text, form.level: level}
            self._leave()
            self.confirmed.emit({name: value for name, value in found.items() if name and value})

    def cancel(self) -> None:
        """Put the form away; nothing has happened."""
        self._leave()
        self.cancelled.emit()

    def _leave(self) -> None:
        """The keyboard goes back to where it came from: hidden, Qt would hand it on to the field for notes."""
        focus = QApplication.focusWidget()
        ours = focus is not None and self.isAncestorOf(focus)
        self.hide()
        if ours and self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        elif ours and (taken := QApplication.focusWidget()) is not None:
            taken.clearFocus()
        self._came_from = None
        self.closed.emit()

    def _chosen(self) -> str:
        if not self._form.choice:
            return ""
        typed = self._box.currentText().strip()
        at = self._box.findText(typed, Qt.MatchFlag.MatchFixedString)
        if typed and at >= 0:
            return str(self._box.itemData(at))
        return typed if self._form.own_words else ""

    def _name_fields(self) -> None:
        name = self._form.label
        line = self._box.lineEdit()
        if line is not None:
            line.setPlaceholderText(name)
        self._box.setAccessibleName(name)
        words = self.tr("Reason") if self._form.text_required else self.tr("Remarks, may stay empty")
        self._text.setPlaceholderText(words)
        self._text.setAccessibleName(words)
        self._confirm.show_words(self.tr("Confirm"), "Ctrl ⏎")
        self._cancel.show_words(self.tr("Cancel"), "Esc")

    def _say(self, fault: Callable[[], str]) -> None:
        self._say_fault = fault
        self._fault.setText(fault())
        self._fault.setVisible(bool(fault()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._is_ours(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._is_ours(event):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
            else:
                self._on_return(watched, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

    def _on_return(self, watched: QObject, chord: bool) -> None:
        """Enter goes on to the next field and confirms in the last one, unless only the chord may."""
        at_choice = watched in (self._box, self._box.lineEdit())
        if chord:
            self.confirm()
        elif at_choice and self._form.text:
            self._text.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._form.chord:
            self._say(lambda: self._form.chord)
        else:
            self.confirm()
