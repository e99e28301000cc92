"""Words of what can be done to a unit."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from widgets.units.roles import UnitAction
from widgets.units.unit_actions import REASON_NEEDED, unit_action_words


def test_every_action_has_words_and_those_with_a_reason_say_that_more_is_asked(qapp: QApplication) -> None:
    words = unit_action_words()
    assert set(words) == set(UnitAction)
    assert {action for action, text in words.items() if text.endswith("…")} == REASON_NEEDED
