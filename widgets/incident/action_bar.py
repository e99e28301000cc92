"""The one teal button, the ghost buttons with their keys, and the menu of rarer actions.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from widgets import theme
from widgets.button_rows import ButtonRows
from widgets.incident.actions import ORDER, PRIMARY, action_words, keys_words
from widgets.incident.view import Action, ActionState
from widgets.key_button import KeyButton

LOW_BUTTONS = 4


class ActionBar(QWidget):
    """See the module."""

    triggered = Signal(object)
    """The `Action` whose button or menu entry was used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[ActionState, ...] = ()
        self._units = 0
        self._officers = 0
        self.primary = KeyButton("primary", self)
        self.primary.clicked.connect(self._on_primary)
        self._rows = ButtonRows(self)
        self._buttons: dict[Action, KeyButton] = {}
        self._offer = ""
        self._next: Action | None = None
        self._low = False
        self._in_menu: list[ActionState] = []
        for action in ORDER:
            if action is not Action.ACCEPT:
                button = KeyButton("ghost", self)
                button.clicked.connect(lambda _=False, action=action: self.triggered.emit(action))
                button.hide()
                self._buttons[action] = button
        self._more = KeyButton("ghost", self)
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.primary)
        layout.addWidget(self._rows)
        self.retranslate()

    def button(self, action: Action) -> KeyButton:
        """Return the button of an action that has one of its own."""
        return self.primary if action is self._primary() else self._buttons[action]

    def is_possible(self, action: Action) -> bool:
        """Tell whether an action is offered and not refused beforehand."""
        return any(state.action is action and not state.why_not for state in self._states)

    def show_actions(self, states: tuple[ActionState, ...], due: Action | None = None) -> None:
        """Offer these actions; those with a reason against them are shown disabled with the reason.

        `due`: the step to take next, which has the teal button while there is nobody to dispatch.
        """
        self._states, self._next = states, due
        self._arrange()

    def _arrange(self) -> None:
        states = self._states
        offered = {state.action: state for state in states}
        primary = self._primary()
        shown: list[QWidget] = []
        for action, button in self._buttons.items():
            state = offered.get(action)
            if state is None or action is primary:
                continue
            button.setEnabled(not state.why_not)
            button.setToolTip(state.why_not)
            shown.append(button)
        if self._low:
            shown = shown[:LOW_BUTTONS]
        self._in_menu = [
            state
            for state in states
            if state.action is not primary and self._buttons.get(state.action) not in shown
        ]
        if self._in_menu:
            shown.append(self._more)
        self._rows.set_children(shown)
        self._show_primary()

    def set_low(self, low: bool) -> None:
        """In a low panel fewer actions have a button; all are in the menu."""
        if low != self._low:
            self._low = low
            self._arrange()

    def show_dispatch(self, units: int, officers: int) -> None:
        """Sum up what the dispatch button would send."""
        self._units, self._officers = units, officers
        self._arrange()

    def show_offer(self, words: str) -> None:
        """Say what the muster button would order."""
        self._offer = words
        self._show_primary()

    def retranslate(self) -> None:
        """Take words of the present language."""
        words = action_words()
        for action, button in self._buttons.items():
            button.show_words(words[action], keys_words(action))
        self._more.show_words("⋯")
        self._more.setToolTip(self.tr("More actions"))
        self._more.setAccessibleName(self.tr("More actions"))
        self._show_primary()

    def _primary(self) -> Action | None:
        offered = {state.action: state for state in self._states}
        shown = [action for action in PRIMARY if action in offered]
        possible = [action for action in shown if not offered[action].why_not]
        due = self._next
        if due in offered and not offered[due].why_not and not (self._units and Action.DISPATCH in possible):
            return due
        return possible[0] if possible else shown[0] if shown else None

    def _show_primary(self) -> None:
        offered = {state.action: state for state in self._states}
        action = self._primary()
        self.primary.setVisible(action is not None)
        dispatch = self._buttons[Action.DISPATCH]
        dispatch.show_words(self._dispatch_words(), keys_words(Action.DISPATCH))
        if Action.DISPATCH in offered:
            dispatch.setEnabled(self._units > 0 and not offered[Action.DISPATCH].why_not)
        if action is None:
            return
        why_not = offered[action].why_not
        if action is Action.DISPATCH:
            self.primary.show_words(self._dispatch_words(), keys_words(action))
            self.primary.setEnabled(self._units > 0 and not why_not)
        else:
            words = self._offer if action is Action.MUSTER and self._offer else action_words()[action]
            self.primary.show_words(words, keys_words(action))
            self.primary.setEnabled(not why_not)
        self.primary.setToolTip(why_not)

    def _dispatch_words(self) -> str:
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
        action = self._primary()
        if action is not None:
            self.triggered.emit(action)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = action_words()
        for state in self._in_menu:
            entry = menu.addAction(f"{words[state.action]}\t{keys_words(state.action)}")
            entry.setEnabled(not state.why_not)
            entry.setToolTip(state.why_not)
            entry.triggered.connect(lambda _=False, action=state.action: self.triggered.emit(action))
        menu.setToolTipsVisible(True)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
