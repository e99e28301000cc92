"""Every key of the table works, and letters typed into a field stay letters."""

from __future__ import annotations

from PySide6.QtCore import Qt

from console.verbs.catalogue import CATALOGUE
from tests.console.window.whole_console import Console


def test_there_is_one_action_per_verb(console: Console) -> None:
    actions = console.window.actions_by_verb
    assert set(actions) == {verb.id for verb in CATALOGUE}
    for verb in CATALOGUE:
        assert len(actions[verb.id].shortcuts()) == len(verb.keys)


def test_letters_in_a_field_stay_letters(console: Console) -> None:
    console.report()
    console.window.open_command_line()
    console.type("n")
    assert console.window.command_bar.text == "n"
    assert console.seat.case_id == ""


def test_perspectives_have_keys(console: Console) -> None:
    console.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert console.window.perspective == "command"
    console.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert console.window.perspective == "operate"


def test_a_key_held_down_repeats_only_walking_the_queue(console: Console) -> None:
    repeating = {key for key, action in console.window.actions_by_verb.items() if action.autoRepeat()}
    assert repeating == {"next", "previous"}
