"""What stays in the open of a report, and that nothing else does."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend_stub.hub.core import Hub
from backend_stub.hub.vault import ReportVault, seal_call
from console.domain.base.limits import MAX_TEXT
from console.domain.base.refusals import Code
from console.domain.calls.commands import EraseReport, ReportCall
from console.domain.calls.entities import Channel, Report
from console.planning.call_words import shipped_call_words
from console.wire import messages as m
from tests.backend_stub.hub.failing_store import FailingStore
from tests.backend_stub.hub.scene import ADMIN, MASTER, PLACE, Scene, report_call

KEYWORDS = shipped_call_words().keywords


def test_tags_of_the_words_and_the_callers_mark_stay_in_the_open() -> None:
    sealed, keys = seal_call(
        report_call("三楼着火，冒黑烟，有人受伤"), ReportVault(MASTER), KEYWORDS, 0, "C-000001.0"
    )
    assert sealed.report is None
    assert sealed.sealed is not None
    assert [key.key_id for key in keys] == [sealed.sealed.key_id]
    assert sealed.keywords == ("flames", "smoke", "injured")
    assert len(sealed.caller_tag) == 16


def test_what_a_client_says_in_the_open_is_dropped() -> None:
    own = replace(report_call(), keywords=("王小明",), caller_tag="13800000000")
    sealed, _ = seal_call(own, ReportVault(MASTER), KEYWORDS, 0, "C-000001.0")
    assert "王小明" not in sealed.keywords
    assert sealed.caller_tag != "13800000000"
    bare = ReportCall(channel=Channel.SENSOR, place=PLACE, keywords=("x",), caller_tag="y")
    assert seal_call(bare, ReportVault(MASTER), lambda words: (), 0, "C-000001.0") == (
        replace(bare, keywords=(), caller_tag=""),
        [],
    )


def test_no_part_of_a_report_reaches_the_journal_in_clear_and_callers_can_be_compared() -> None:
    store = FailingStore()
    scene = Scene(store)
    scene.hub = Hub(store, scene.clock, scene.vault, journal_id="journal", keywords=KEYWORDS)
    scene.opened()
    report = Report(
        name="王小明", number="13805337721", words="着火了", address="人民路8号3单元", call_back="13905331122"
    )
    command = ReportCall(channel=Channel.PHONE, place=PLACE, report=report)
    for one in (command, command, replace(command, report=replace(report, number="13805337722"))):
        scene.ask(one)
    journal = b"".join(row.entry.body for batch in store.batches for row in batch.events)
    for clear in ("王小明", "13805337721", "着火了", "人民路8号3单元", "13905331122"):
        assert clear.encode() not in journal
    calls = list(scene.hub.picture.calls.values())
    assert calls[0].caller_tag == calls[1].caller_tag != calls[2].caller_tag
    assert calls[0].keywords == ("flames",)
    scene.ask(EraseReport(call_id=calls[0].id, reason="request of the caller"), ADMIN)
    erased = scene.hub.picture.calls[calls[0].id]
    assert (erased.sealed, erased.caller_tag, erased.keywords) == (None, "", ())


@pytest.mark.parametrize("field", ["name", "number", "words", "address", "call_back"])
def test_report_is_taken_up_to_its_bound_and_refused_beyond_it(field: str) -> None:
    """T2: twenty thousand characters held the hub up for a second; what is looked at for tags has a bound besides."""
    scene = Scene(FailingStore()).opened()
    fits = ReportCall(channel=Channel.PHONE, place=PLACE, report=Report(**{field: "火" * MAX_TEXT}))
    assert isinstance(scene.ask(fits), m.Accepted)
    long = replace(fits, report=Report(**{field: "火" * (MAX_TEXT + 1)}))
    refused = scene.ask(long)
    assert isinstance(refused, m.Refused)
    assert (refused.code, refused.fields) == (Code.TEXT_TOO_LONG, {"field": field, "limit": MAX_TEXT})
    assert len(scene.hub.picture.calls) == 1


def test_report_with_marks_that_turn_its_neighbours_around_is_refused() -> None:
    scene = Scene(FailingStore()).opened()
    refused = scene.ask(report_call("three \u202eeerht"))
    assert isinstance(refused, m.Refused)
    assert (refused.code, refused.fields) == (Code.TEXT_HIDDEN, {"field": "words", "sign": "U+202E"})
