"""The one teal button, the ghost buttons with their keys, and the menu of rarer things.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from widgets import parts
from widgets.button_rows import ButtonRows
from widgets.incident.buttons import ButtonView, Field
from widgets.key_button import KeyButton
from widgets.parts import Translated

LOW_BUTTONS = 4


class ActionBar(Translated, QWidget):
    """The buttons of what is shown, in as few rows as fit."""

    triggered = Signal(str)
    """The verb whose button or menu entry was used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[ButtonView, ...] = ()
        self._units = 0
        self._officers = 0
        self.primary = KeyButton("primary", self, self._on_primary)
        self._rows = ButtonRows(self)
        self._buttons: dict[str, KeyButton] = {}
        self._low = False
        self._in_menu: list[ButtonView] = []
        self._in_order: list[QWidget] = []
        self._more = KeyButton("ghost", self, self._on_more)
        self._more.hide()
        parts.column(self, self.primary, self._rows, gap=8)
        self.retranslate()

    def button(self, verb: str) -> KeyButton:
        """Return the button of a verb that has one of its own."""
        primary = self._primary()
        return self.primary if primary is not None and primary.verb == verb else self._buttons[verb]

    def view_of(self, verb: str) -> ButtonView | None:
        """Return what is shown of a verb; None where it is not offered."""
        return next((view for view in self._views if view.verb == verb), None)

    def show_buttons(self, views: tuple[ButtonView, ...]) -> None:
        """Offer these; those with a reason against them are shown disabled with the reason."""
        self._views = views
        self._arrange()

    def set_low(self, low: bool) -> None:
        """In a low panel fewer verbs have a button; all are in the menu."""
        if low != self._low:
            self._low = low
            self._arrange()

    def show_dispatch(self, units: int, officers: int) -> None:
        """Sum up what the dispatch button would send."""
        self._units, self._officers = units, officers
        self._arrange()

    def retranslate(self) -> None:
        self._more.show_words("⋯")
        self._more.setToolTip(self.tr("More actions"))
        self._more.setAccessibleName(self.tr("More actions"))
        self._arrange()

    def _arrange(self) -> None:
        primary = self._primary()
        self._show_primary(primary)
        others = [view for view in self._views if view is not primary]
        own = [view for view in others if not view.menu]
        own = own[:LOW_BUTTONS] if self._low else own
        shown: list[QWidget] = [self._shown(view) for view in own]
        self._in_menu = [view for view in others if view not in own]
        if self._in_menu:
            shown.append(self._more)
        self._rows.set_children(shown)
        if shown != self._in_order:
            self._in_order = shown
            for one, following in pairwise((self.primary, *shown)):
                QWidget.setTabOrder(one, following)

    def _shown(self, view: ButtonView) -> KeyButton:
        """A verb's own button as it is to be shown now."""
        button = self._buttons.get(view.verb)
        if button is None:
            button = self._buttons[view.verb] = KeyButton("ghost", self._rows)
            button.clicked.connect(lambda _=False, verb=view.verb: self.triggered.emit(verb))
        button.show_words(self._words(view), view.keys)
        button.setEnabled(self._is_live(view))
        button.setToolTip(view.why_not)
        return button

    def _primary(self) -> ButtonView | None:
        shown = [view for view in self._views if view.primary]
        possible = [view for view in shown if not view.why_not]
        due = next((view for view in self._views if view.due and not view.why_not), None)
        dispatches = self._units and any(view.field is Field.UNITS for view in possible)
        if due is not None and not dispatches:
            return due
        return next(iter(possible or shown), None)

    def _show_primary(self, view: ButtonView | None) -> None:
        self.primary.setVisible(view is not None)
        if view is not None:
            self.primary.show_words(view.teal_words or self._words(view), view.keys)
            self.primary.setEnabled(self._is_live(view))
            self.primary.setToolTip(view.why_not)

    def _is_live(self, view: ButtonView) -> bool:
        return not view.why_not and (view.field is not Field.UNITS or self._units > 0)

    def _words(self, view: ButtonView) -> str:
        if view.field is not Field.UNITS:
            return view.words
        if self._units == 0:
            return self.tr("Dispatch — choose a unit")
        if self._officers == 0:
            # Crews without sworn officers: a zero would read as a warning.
            one = self._units == 1
            return self.tr("Dispatch 1 unit") if one else self.tr("Dispatch {0} units").format(self._units)
        if self._units == 1:
            return self.tr("Dispatch 1 unit · {0} officers").format(self._officers)
        return self.tr("Dispatch {0} units · {1} officers").format(self._units, self._officers)

    def _on_primary(self) -> None:
        view = self._primary()
        if view is not None:
            self.triggered.emit(view.verb)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in self._in_menu:
            entry = menu.addAction(f"{view.words}\t{view.keys}")
            entry.setEnabled(not view.why_not)
            entry.setToolTip(view.why_not)
            entry.triggered.connect(lambda _=False, verb=view.verb: self.triggered.emit(verb))
        menu.setToolTipsVisible(True)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
