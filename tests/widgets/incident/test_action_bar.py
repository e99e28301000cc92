"""Buttons of the panel: which are shown, which is the teal one, and where the rest is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from widgets.incident.action_bar import ActionBar
from widgets.incident.view import Action, ActionState

Show = Callable[[QWidget, int, int], None]


def test_only_offered_actions_have_a_button(shown: Show) -> None:
    bar = ActionBar()
    bar.show_actions((ActionState(Action.ESCALATE), ActionState(Action.NOTE)))
    shown(bar, 420, 120)
    assert bar.button(Action.ESCALATE).isVisible()
    assert not bar.button(Action.CLOSE).isVisible()
    assert not bar.primary.isVisible()


def test_rare_actions_are_in_the_menu(shown: Show, qtbot: QtBot) -> None:
    bar = ActionBar()
    bar.show_actions(
        (ActionState(Action.NOTE), ActionState(Action.URGE, "already urged"), ActionState(Action.MAJOR))
    )
    shown(bar, 420, 120)
    bar._more.click()
    menu = bar.findChild(QMenu)
    assert menu is not None
    words = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert set(words) == {"Urge", "Declare major"}
    assert not words["Urge"].isEnabled()
    with qtbot.waitSignal(bar.triggered) as signal:
        words["Declare major"].trigger()
    assert signal.args == [Action.MAJOR]
    menu.close()


def test_dispatch_with_nobody_chosen_is_disabled_and_says_so(shown: Show) -> None:
    bar = ActionBar()
    bar.show_actions((ActionState(Action.DISPATCH),))
    shown(bar, 420, 120)
    assert bar.primary.words == "Dispatch — choose a unit"
    assert not bar.primary.isEnabled()
    bar.show_dispatch(3, 31)
    assert bar.primary.isEnabled()


def test_dispatch_of_crews_without_officers_counts_none(shown: Show) -> None:
    bar = ActionBar()
    bar.show_actions((ActionState(Action.DISPATCH),))
    shown(bar, 420, 120)
    bar.show_dispatch(1, 0)
    assert bar.primary.words == "Dispatch 1 unit"
    bar.show_dispatch(2, 0)
    assert bar.primary.words == "Dispatch 2 units"


def test_accept_comes_before_dispatch_on_the_teal_button(shown: Show, qtbot: QtBot) -> None:
    bar = ActionBar()
    bar.show_actions((ActionState(Action.DISPATCH), ActionState(Action.ACCEPT)))
    shown(bar, 420, 120)
    with qtbot.waitSignal(bar.triggered) as signal:
        bar.primary.click()
    assert signal.args == [Action.ACCEPT]
