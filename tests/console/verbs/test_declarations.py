"""Every verb is said once, whole and in both languages; a new one appears everywhere from one place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

from console.domain.incidents.commands import AddNote
from console.domain.incidents.entities import Incident
from console.panels.incident.buttons import printed
from console.verbs import values as kinds
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.completing import complete
from console.verbs.declaration import Button, Entry, Group, Param, Spot, Verbs
from console.verbs.docks import PERSPECTIVES
from console.verbs.here import Here
from console.verbs.params import INCIDENT, UNIT
from console.verbs.parser import Parsed, parse
from console.window.menus import fill_map_menu
from console.window.translations import terms
from tests.console.window.whole_console import Console, Make

VERBS = tuple(CATALOGUE)


# -- the table is whole ------------------------------------------------------------------------------------------------


def test_no_key_and_no_word_means_two_things() -> None:
    keys = Counter(key for verb in VERBS for key in verb.keys)
    keys.update(one.keys for one in PERSPECTIVES)
    words = Counter(word.lower() for verb in VERBS for word in verb.words)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [word for word, count in words.items() if count > 1] == []


def test_a_word_said_twice_is_refused_when_the_catalogue_is_made() -> None:
    again = replace(CATALOGUE["note"], id="another", keys=())
    with pytest.raises(ValueError, match="note"):
        Catalogue((*VERBS, again))


def test_every_verb_has_a_word_in_both_languages() -> None:
    for verb in VERBS:
        chinese = [word for word in verb.words if re.search(r"[\u4e00-\u9fff]", word)]
        latin = [word for word in verb.words if re.fullmatch(r"[a-z-]+", word)]
        assert chinese, verb.id
        assert latin, verb.id
    found = CATALOGUE.of_word("派警")
    assert found is not None
    assert found.id == "dispatch"


def test_every_text_of_a_declaration_has_its_chinese() -> None:
    known = terms()
    for verb in VERBS:
        said = [
            verb.text,
            verb.chord,
            *(one.ask for one in verb.params),
            *(one.words for one in verb.entries),
        ]
        said += [] if verb.button is None else [verb.button.words]
        said += chain.from_iterable((one.kind.label, one.kind.missing) for one in verb.params)
        assert [text for text in said if text and text not in known] == [], verb.id


def test_every_key_can_be_read_by_qt() -> None:
    bound = [key for verb in VERBS for key in verb.keys]
    assert all(not QKeySequence(key).isEmpty() for key in bound)


def test_a_button_prints_a_key_of_its_verb() -> None:
    for verb in VERBS:
        if verb.button is not None:
            key = verb.button.key or CATALOGUE.key_of(verb.id)
            assert key in (*verb.all_keys(), ""), verb.id
    assert CATALOGUE["accept"].button is not None
    assert CATALOGUE["accept"].button.key in CATALOGUE["recommended"].keys


def test_a_key_is_taken_over_only_by_a_verb_that_says_when() -> None:
    for verb in VERBS:
        owners = [one for one in VERBS if set(one.keys) & set(verb.local_keys)]
        assert not owners or verb.takes_over is not None, verb.id
        assert all(verb in CATALOGUE.heirs(one) for one in owners)


def test_no_two_buttons_stand_in_the_same_place() -> None:
    for spot in (Spot.CALL, Spot.EMERGENCY, Spot.CASE):
        places = [button.order for _, button in CATALOGUE.buttons(spot)]
        assert len(places) == len(set(places)), spot


def test_a_function_takes_what_the_verb_asks_for() -> None:
    verbs = Verbs(Group.CONSOLE)
    with pytest.raises(TypeError, match="its parameters"):

        @verbs.command("odd", "Odd", "odd 奇", "", (INCIDENT,))
        def odd(here: Here, unit: str) -> None: ...


def test_a_command_has_a_field_for_everything_that_the_verb_asks_for() -> None:
    verbs = Verbs(Group.CONSOLE)
    with pytest.raises(TypeError, match="unit_id"):
        verbs.asks("odd", "Odd", "odd 奇", "", (UNIT,), AddNote)


def test_keys_are_printed_short() -> None:
    assert printed("Ctrl+Return") == "Ctrl ⏎"
    assert printed("Ctrl+Shift+C") == "Ctrl⇧C"
    assert printed("Ctrl+M") == "Ctrl M"
    assert printed("Shift+P") == "⇧P"
    assert printed("") == ""


def test_closing_and_standing_down_need_a_chord() -> None:
    assert {verb.id for verb in VERBS if verb.chord} == {"close", "standdown"}
    assert "Ctrl" in CATALOGUE.key_of("close")


# -- a new verb touches one place --------------------------------------------------------------------------------------

MADE_UP = Verbs(Group.INCIDENT)


@MADE_UP.command(
    "whistle",
    "Blow the whistle",
    "whistle 吹哨",
    "Ctrl+Alt+W",
    (INCIDENT, Param("tune", kinds.TEXT, "Which tune?")),
    button=Button((Spot.EMERGENCY,), 155, "Whistle"),
    entries=(Entry((Spot.MAP_INCIDENT,), 5),),
)
def whistle(here: Here, incident: Incident, tune: str) -> AddNote:
    return AddNote(incident_id=incident.id, text=f"whistled {tune}")


@pytest.fixture
def with_whistle(make_console: Make) -> Console:
    return make_console(verbs=Catalogue((*VERBS, *MADE_UP)))


def notes(console: Console) -> list[str]:
    return [one.text for one in console.hub.submitted if isinstance(one, AddNote)]


def test_a_made_up_verb_is_typed_and_completed(with_whistle: Console) -> None:
    console = with_whistle
    incident = console.accept()
    verbs = console.invoker.catalogue
    assert complete("whi", console.seat, verbs)[0].text == "whistle"
    assert complete("吹", console.seat, verbs)[0].text == "吹哨"
    assert console.window.prompting.offers("whis")[0].words == "Blow the whistle"
    parsed = parse("whistle all clear", console.seat, verbs)
    assert isinstance(parsed, Parsed)
    assert parsed.values == {"tune": "all clear"}
    assert console.line("吹哨 all clear") == ""
    assert notes(console) == ["whistled all clear"]
    assert console.hub.picture.incidents[incident].notes


def test_a_made_up_verb_stands_in_the_overlay_and_in_the_maps_menu(with_whistle: Console) -> None:
    console = with_whistle
    incident = console.accept()
    console.window.toggle_help()
    texts = {label.text() for label in console.window.help.findChildren(QLabel)}
    assert {"Blow the whistle", "Ctrl+Alt+W", "whistle"} <= texts
    console.window.toggle_help()
    menu = QMenu(console.window)
    fill_map_menu(menu, console.invoker, "incident", incident, (0, 0))
    assert menu.actions()[0].text() == "Blow the whistle"
    menu.actions()[0].trigger()
    console.settle()
    assert console.window.panels.incident.form.isVisible()
    menu.deleteLater()


def test_a_made_up_verb_has_its_button_form_and_key_in_the_panel(with_whistle: Console) -> None:
    console = with_whistle
    incident = console.accept()
    panel = console.window.panels.incident
    assert panel.bar.button("whistle").words == "Whistle"
    console.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert panel.form.isVisible()
    console.type("retreat")
    console.key(Qt.Key.Key_Return)
    assert notes(console) == ["whistled retreat"]
    console.sure(f"close {incident} handled")
    console.invoker.press("whistle")
    assert panel.bar.view_of("whistle") is not None  # notes are possible after closing, too


def test_a_made_up_verb_is_prompted_for_where_nothing_is_selected(with_whistle: Console) -> None:
    console = with_whistle
    console.invoker.press("whistle")
    assert console.window.command_bar.title.endswith("Which incident?")
