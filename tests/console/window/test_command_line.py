"""The command line in the whole window: from the thing to what is done, in both languages, within three keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.domain.calls.entities import CallState
from tests.console.window.whole_console import Console

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(console: Console) -> Console:
    console.window.activateWindow()
    console.settle()
    return console


def test_the_call_that_waits_longest_is_accepted_by_three_keys(desk: Console) -> None:
    call_id = desk.report("gas")
    desk.key(K.Key_K, CTRL)
    desk.key(K.Key_Down)
    desk.key(K.Key_Return)
    assert desk.hub.picture.calls[call_id].state is CallState.ACCEPTED
    assert not desk.window.command_bar.isVisible()


@pytest.mark.parametrize(("language", "typed"), [("en", "P-101 dis"), ("zh", "P-101派"), ("zh", "王强 pj")])
def test_a_unit_is_dispatched_from_its_call_sign_or_its_crew(
    desk: Console, language: str, typed: str
) -> None:
    incident = desk.accept()
    desk.window.set_language(language)
    desk.window.command_bar.open_line(typed)
    desk.settle()
    desk.key(K.Key_Down)
    desk.key(K.Key_Return)
    assert desk.hub.picture.units["P-101"].order_id in desk.hub.picture.incidents[incident].orders


def test_what_is_missing_is_asked(desk: Console) -> None:
    desk.accept()
    desk.line("dispatch P-102")
    desk.window.command_bar.open_line("P-102 proxy")
    desk.key(K.Key_Return)
    assert "Which state?" in desk.window.command_bar.title


def test_a_refused_offer_leaves_the_line_and_the_journal_alone(desk: Console) -> None:
    desk.accept()
    before = desk.hub.picture.seq
    desk.window.command_bar.open_line("P-101 proxy")
    desk.settle()
    desk.key(K.Key_Down)
    desk.key(K.Key_Return)
    assert desk.window.command_bar.fault == "Unit has no order P-101"
    assert desk.window.command_bar.text == "P-101 proxy"
    assert desk.hub.picture.seq == before


def test_a_thing_alone_is_shown_on_the_map(desk: Console) -> None:
    desk.window.command_bar.open_line("cam-1")
    desk.key(K.Key_Return)
    assert desk.map.flights
    assert not desk.window.command_bar.isVisible()


def test_a_place_that_is_named_is_shown_on_the_map(desk: Console) -> None:
    assert desk.window.show_on_map("1179100000,368000000")
    assert desk.map.flights == [(117.91, 36.8)]


def test_nothing_typed_offers_what_is_likely_in_the_language_of_the_screen(desk: Console) -> None:
    call_id = desk.report("gas")
    for language, words in (("en", "Oldest call"), ("zh", "等待最久")):
        desk.window.set_language(language)
        desk.window.command_bar.open_line()
        first = desk.window.command_bar.rows()[0].words
        assert call_id in first
        assert words in first
