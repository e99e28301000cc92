"""The table of actions: words for each, keys that do not collide, forms that make sense."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from widgets.incident.actions import ACTION_KEYS, FORMS, PRIMARY, ChoiceSource, action_words, keys_words
from widgets.incident.view import Action


def test_every_action_has_words(qapp: QApplication) -> None:
    assert set(action_words()) == set(Action)


def test_no_two_actions_share_a_key_except_the_primary_ones() -> None:
    shared = (Action.ACCEPT, Action.DISPATCH)
    keys = [key for action, key in ACTION_KEYS.items() if action not in shared]
    assert len(keys) == len(set(keys))
    assert {ACTION_KEYS[action] for action in shared} == {"Ctrl+Return"}
    assert set(shared) < set(PRIMARY)


def test_every_key_can_be_read_by_qt(qapp: QApplication) -> None:
    assert all(not QKeySequence(keys).isEmpty() for keys in ACTION_KEYS.values())


def test_closing_needs_a_disposition_and_a_chord() -> None:
    assert FORMS[Action.CLOSE].choice is ChoiceSource.DISPOSITIONS
    assert FORMS[Action.CLOSE].chord
    assert "Ctrl" in ACTION_KEYS[Action.CLOSE]


def test_keys_are_printed_short() -> None:
    assert keys_words(Action.DISPATCH) == "Ctrl ⏎"
    assert keys_words(Action.CLOSE) == "Ctrl⇧C"
    assert keys_words(Action.MUSTER) == "Ctrl M"
    assert keys_words(Action.POSTS) == "⇧P"
    assert keys_words(Action.RESUME) == ""
