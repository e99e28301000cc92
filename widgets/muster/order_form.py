"""The muster order for edits: prefilled from the plan card, in the panel's place, never over map or clocks.

Enter goes to the next field, Ctrl+Enter and Ctrl+M give the order, Esc puts the form away and nothing has happened.
What is wrong is said at the field. Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QWidget,
)

from widgets import parts
from widgets.button_rows import ButtonRows
from widgets.field_grid import FieldGrid
from widgets.incident.buttons import Choice
from widgets.incident.caller_section import choice_box, fill_choices
from widgets.incident.content_scroll import ContentScroll
from widgets.key_button import KeyButton
from widgets.keys import is_chord, is_confirming
from widgets.muster.view import OrderFormView, OrderValues
from widgets.parts import Translated

TIMES = ("muster_s", "arrive_s", "resolve_s")
NUMBERS = ("strength", *TIMES, "hold_s", "sustain_s", "radius_m")


class OrderForm(Translated, QFrame):
    """Fields of the order, and three buttons: give, keep, cancel."""

    confirmed = Signal(object, bool)
    """`OrderValues`, and whether the order is to be given now; else they are only kept."""
    rally_wanted = Signal()
    closed = Signal()
    """Put away: given, kept or cancelled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "section")
        self._view = OrderFormView("", "", OrderValues())
        self._title = parts.label(self, "title", wraps=True)
        self.rows = FieldGrid(self, name_px=104, down=5, margins=(0, 0, 6, 0))
        self.fields: dict[str, QWidget] = {}
        """By name, in the order of the form."""
        self.lines = {name: QLineEdit(self.rows) for name in ("route", "gear", "channel", *NUMBERS)}
        self.boxes = {
            name: choice_box(self.rows) for name in ("scene_commander", "roll_caller", "mode", "clock_model")
        }
        self.ticks = {
            name: QCheckBox(self.rows) for name in ("tier1", "tier2", "tier3", "auxiliaries", "volunteers")
        }
        self._rally = parts.label(self.rows, wraps=True, plain=True)
        self._change = KeyButton("ghost", self.rows, self.rally_wanted)
        self._give, self._keep, self._cancel = (
            KeyButton(part, self) for part in ("primary", "ghost", "ghost")
        )
        self._give.clicked.connect(lambda: self.confirm(give=True))
        self._keep.clicked.connect(lambda: self.confirm(give=False))
        self._cancel.clicked.connect(self.cancel)
        self._lay_out()
        for watched in (*self.lines.values(), *self.boxes.values(), *self.ticks.values()):
            watched.installEventFilter(self)
        for box in self.boxes.values():
            line = box.lineEdit()
            if line is not None:
                line.installEventFilter(self)
        self.hide()

    # -- use -----------------------------------------------------------------------------------------------------------

    def open(self, view: OrderFormView) -> None:
        """Show the order; the cursor goes to the first field."""
        self._view = view
        self._fill(view)
        self.rows.say_all({})
        self.retranslate()
        self.show()
        self.lines["route"].setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self, view: OrderFormView) -> None:
        """The same order in other words: what was typed and chosen stays, and so do the faults that are still there."""
        gear, chosen = self.lines["gear"].text(), {name: self._key(box) for name, box in self.boxes.items()}
        wrong = [name for name in self.fields if self.fault(name)]
        if gear != self._view.values.gear:
            view = replace(view, values=replace(view.values, gear=gear))
        self._view = view
        self._title.setText(view.title)
        self._rally.setText(view.rally or "—")
        self.lines["gear"].setText(view.values.gear)
        for name, choices in _choices_of(view):
            typed = self.boxes[name].currentText()
            fill_choices(self.boxes[name], choices, chosen[name])
            if not chosen[name]:
                self.boxes[name].setEditText(typed)
        if wrong:
            self._values()

    def show_rally(self, words: str) -> None:
        """Another rally point may have been chosen meanwhile."""
        if self._rally.text() != (words or "—"):
            self._rally.setText(words or "—")
            self.say("rally", "")

    def say(self, field: str, words: str) -> None:
        """Say at a field what is wrong with it; the order could not be given."""
        self.rows.say(self.fields[field], words)

    def fault(self, field: str) -> str:
        """What is said to be wrong at a field; empty: nothing."""
        return self.rows.fault(self.fields[field])

    def confirm(self, *, give: bool) -> None:
        """Check, and hand the values over; else say at the field what is wrong."""
        values = self._values()
        first = next((name for name in self.fields if self.fault(name)), "")
        if first:
            widget = self.lines.get(first) or self.boxes.get(first) or self.ticks["tier1"]
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if values is not None:
            if not give:
                self._close()
            self.confirmed.emit(values, give)

    def cancel(self) -> None:
        """Put the form away; nothing has happened."""
        self._close()

    def _close(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    # -- values --------------------------------------------------------------------------------------------------------

    def _fill(self, view: OrderFormView) -> None:
        values = view.values
        self._title.setText(view.title)
        self._rally.setText(view.rally or "—")
        for name in ("route", "gear", "channel"):
            self.lines[name].setText(str(getattr(values, name)))
            self.lines[name].setCursorPosition(0)
        for name in NUMBERS:
            number = int(getattr(values, name))
            self.lines[name].setText(_minutes(number) if name in TIMES else str(number))
        for name, choices in _choices_of(view):
            fill_choices(self.boxes[name], choices, str(getattr(values, name)))
        for tier in (1, 2, 3):
            self.ticks[f"tier{tier}"].setChecked(tier in values.tiers)
        self.ticks["auxiliaries"].setChecked(values.auxiliaries)
        self.ticks["volunteers"].setChecked(values.volunteers)

    def _values(self) -> OrderValues | None:
        """The form's values; None after something was found wrong."""
        self.rows.say_all({})
        numbers = {name: self._number(name) for name in NUMBERS}
        chosen = {name: self._choice(name, box) for name, box in self.boxes.items()}
        tiers = frozenset(tier for tier in (1, 2, 3) if self.ticks[f"tier{tier}"].isChecked())
        if not tiers:
            self.say("tiers", self.tr("Nobody would count: choose a tier."))
        model, mode = self._view.needs_direct
        if model and chosen["clock_model"] == model and chosen["mode"] != mode:
            self.say("clock_model", self.tr("This needs units that go directly to the scene."))
        if any(self.fault(name) for name in self.fields):
            return None
        texts = {name: self.lines[name].text().strip() for name in ("route", "gear", "channel")}
        found: dict[str, Any] = {**texts, **chosen, **numbers}
        return OrderValues(
            **found,
            tiers=tiers,
            auxiliaries=self.ticks["auxiliaries"].isChecked(),
            volunteers=self.ticks["volunteers"].isChecked(),
        )

    def _number(self, name: str) -> int:
        text = self.lines[name].text().strip().replace("：", ":")
        number = _seconds(text) if name in TIMES else (int(text) if text.isdigit() else -1)
        least, most = self._view.bounds.get(name, (1, 1_000_000))
        if not least <= number <= most:
            low, high = (_minutes(least), _minutes(most)) if name in TIMES else (str(least), str(most))
            self.say(name, self.tr("From {0} to {1}").format(low, high))
        return number

    def _choice(self, name: str, box: QComboBox) -> str:
        typed, key = box.currentText().strip(), self._key(box)
        if key:
            return key
        if typed or name in ("mode", "clock_model"):
            self.say(name, self.tr("Please choose one of the list."))
        return ""

    def _key(self, box: QComboBox) -> str:
        """Key of the choice that stands in a box; empty for what is none."""
        at = box.findText(box.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return str(box.itemData(at)) if at >= 0 else ""

    # -- look ----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        rally = QWidget(self.rows)
        parts.row(rally, (self._rally, 1), self._change)
        self._add("rally", rally)
        for name in ("route", "gear", "channel"):
            self._add(name, self.lines[name])
        for name in ("scene_commander", "roll_caller"):
            self._add(name, self.boxes[name])
        self._add("strength", self.lines["strength"])
        tiers = ButtonRows(self.rows)
        tiers.set_children(list(self.ticks.values()))
        self._add("tiers", tiers)
        for name in ("mode", "clock_model"):
            self._add(name, self.boxes[name])
        for name in (*TIMES, "hold_s", "sustain_s", "radius_m"):
            self._add(name, self.lines[name])
        fields = ContentScroll((self.rows,), self)
        buttons = parts.row(None, (self._keep, 1), (self._cancel, 1), gap=8)
        parts.column(self, self._title, (fields, 1), self._give, buttons, margins=(14, 10, 14, 12), gap=8)

    def _add(self, name: str, field: QWidget) -> None:
        self.fields[name] = field
        self.rows.add(field)

    def retranslate(self) -> None:
        names = {
            "rally": self.tr("Rally point"),
            "route": self.tr("Route"),
            "gear": self.tr("Gear"),
            "channel": self.tr("Radio channel"),
            "scene_commander": self.tr("Scene commander"),
            "roll_caller": self.tr("Roll-caller"),
            "strength": self.tr("Strength"),
            "tiers": self.tr("Who counts"),
            "mode": self.tr("Where they count"),
            "clock_model": self.tr("Clocks"),
            "muster_s": self.tr("Muster within"),
            "arrive_s": self.tr("Arrive within"),
            "resolve_s": self.tr("Resolve within"),
            "hold_s": self.tr("Held for, s"),
            "sustain_s": self.tr("Sustained, s"),
            "radius_m": self.tr("Rally radius, m"),
        }
        for name, words in names.items():
            self.rows.set_name(self.fields[name], words)
        for name, words in (
            ("tier1", self.tr("Tier 1")),
            ("tier2", self.tr("Tier 2")),
            ("tier3", self.tr("Tier 3")),
            ("auxiliaries", self.tr("Auxiliaries")),
            ("volunteers", self.tr("Civil defence")),
        ):
            self.ticks[name].setText(words)
        for name in ("scene_commander", "roll_caller"):
            field = self.boxes[name].lineEdit()
            if field is not None:
                field.setPlaceholderText(self.tr("Senior officer of the first unit"))
        self._change.show_words(self.tr("Change"))
        self._give.show_words(self.tr("Give the order"), "Ctrl ⏎")
        self._keep.show_words(self.tr("Keep, not yet"))
        self._cancel.show_words(self.tr("Cancel"), "Esc")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        ours = event.key() == Qt.Key.Key_Escape or is_confirming(event) or is_chord(event)
        if event.type() == QEvent.Type.ShortcutOverride and (ours or _is_enter(event)):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not ours:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif is_chord(event):
            self.confirm(give=True)
        else:
            self.focusNextChild()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)


def _choices_of(view: OrderFormView) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """What can be chosen, by field."""
    officers = (("scene_commander", view.officers), ("roll_caller", view.officers))
    return (*officers, ("mode", view.modes), ("clock_model", view.clock_models))


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _seconds(text: str) -> int:
    """Seconds of `10`, `10:00` or `9:30`; −1 for anything else."""
    minutes, _, rest = text.partition(":")
    if not minutes.isdigit() or (rest and not (rest.isdigit() and int(rest) < 60)):
        return -1
    return int(minutes) * 60 + int(rest or "0")
