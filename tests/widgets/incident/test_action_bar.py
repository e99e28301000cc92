"""Buttons of the panel: which are shown, which is the teal one, and where the rest is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.button_samples import button, buttons
from widgets.incident.action_bar import ActionBar
from widgets.key_button import KeyButton

Show = Callable[[QWidget, int, int], None]


def test_only_offered_actions_have_a_button(shown: Show) -> None:
    bar = ActionBar()
    bar.show_buttons(buttons(("escalate", "note"), "INC-1"))
    shown(bar, 420, 120)
    assert bar.button("escalate").isVisible()
    assert {one.words for one in bar.findChildren(KeyButton) if one.isVisible()} == {"Escalate", "Note"}
    assert not bar.primary.isVisible()


def test_rare_actions_are_in_the_menu(shown: Show, qtbot: QtBot) -> None:
    bar = ActionBar()
    urge = replace(button("urge", "INC-1"), why_not="already urged")
    bar.show_buttons((button("note", "INC-1"), urge, button("major", "INC-1")))
    shown(bar, 420, 120)
    bar._more.click()
    menu = bar.findChild(QMenu)
    assert menu is not None
    words = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert set(words) == {"Urge", "Declare major"}
    assert not words["Urge"].isEnabled()
    with qtbot.waitSignal(bar.triggered) as signal:
        words["Declare major"].trigger()
    assert signal.args == ["major"]
    menu.close()


def test_dispatch_with_nobody_chosen_is_disabled_and_says_so(shown: Show) -> None:
    bar = ActionBar()
    bar.show_buttons((button("recommended", "INC-1"),))
    shown(bar, 420, 120)
    assert bar.primary.words == "Dispatch — choose a unit"
    assert not bar.primary.isEnabled()
    bar.show_dispatch(3, 31)
    assert bar.primary.isEnabled()


def test_dispatch_of_crews_without_officers_counts_none(shown: Show) -> None:
    bar = ActionBar()
    bar.show_buttons((button("recommended", "INC-1"),))
    shown(bar, 420, 120)
    bar.show_dispatch(1, 0)
    assert bar.primary.words == "Dispatch 1 unit"
    bar.show_dispatch(2, 0)
    assert bar.primary.words == "Dispatch 2 units"


def test_accept_comes_before_dispatch_on_the_teal_button(shown: Show, qtbot: QtBot) -> None:
    bar = ActionBar()
    bar.show_buttons(buttons(("recommended", "accept"), "INC-1"))
    shown(bar, 420, 120)
    with qtbot.waitSignal(bar.triggered) as signal:
        bar.primary.click()
    assert signal.args == ["accept"]


def test_what_does_not_fit_into_a_low_panel_is_in_the_menu(shown: Show) -> None:
    bar = ActionBar()
    bar.show_buttons(buttons(("note", "escalate", "transfer", "return", "close", "urge"), "INC-1"))
    bar.set_low(True)
    shown(bar, 420, 120)
    visible = [one.words for one in bar.findChildren(KeyButton) if one.isVisible()]
    assert visible == ["Escalate", "Transfer", "Note", "Return", "⋯"]
    bar._more.click()
    menu = bar.findChild(QMenu)
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["Close\tCtrl⇧C", "Urge\t⇧U"]
    menu.close()


def test_the_teal_button_goes_to_the_first_that_is_possible(shown: Show) -> None:
    bar = ActionBar()
    muster = replace(button("muster", "INC-1"), why_not="ask the duty leader", teal_words="Muster 9 units")
    bar.show_buttons((muster, button("recommended", "INC-1")))
    shown(bar, 420, 120)
    assert bar.primary.words == "Dispatch — choose a unit"
    assert (bar.button("muster").words, bar.button("muster").isEnabled()) == ("Muster", False)
    bar.show_buttons((replace(muster, why_not=""), button("recommended", "INC-1")))
    assert (bar.primary.words, bar.primary.isEnabled()) == ("Muster 9 units", True)


def test_tab_walks_the_buttons_as_they_stand(shown: Show) -> None:
    bar = ActionBar()
    bar.show_buttons(buttons(("close", "escalate", "urge"), "INC-1"))
    bar.show_buttons(buttons(("close", "note", "escalate", "urge", "recommended"), "INC-1"))
    bar.show_dispatch(1, 4)
    shown(bar, 420, 120)
    bar.primary.setFocus()
    walked = []
    for _ in range(4):
        bar.focusNextChild()
        focus = bar.focusWidget()
        assert isinstance(focus, KeyButton)
        walked.append(focus.words)
    assert walked == ["Escalate", "Note", "Close", "⋯"]
