"""Lifting old events."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from console.domain.evolve import AnyEvent
from console.domain.incidents.events import NoteAdded
from console.journal.chain import encode_body
from console.journal.errors import NewerJournalError, NotAJournalError, NoUpcasterError
from console.journal.upcasters import LIFTS, VERSIONS, Fields, read_event, version_of
from console.wire.codec import tag_of

NOTE = NoteAdded(incident_id="INC-0001", text="x")
OLD = msgspec.msgpack.encode({"type": "remark", "incident": "INC-0001", "words": "x"})


def _rename(fields: Fields) -> Fields:
    return {"type": "note_added", "incident_id": fields["incident"], "text": fields["words"]}


def _same(fields: Fields) -> Fields:
    return fields


def test_event_of_the_present_version_is_read_as_it_is() -> None:
    assert read_event("note_added", 1, encode_body(NOTE)) == NOTE


def test_old_event_is_lifted_step_by_step_also_to_another_name() -> None:
    lifts = {("remark", 1): _rename, ("note_added", 2): _same}
    assert read_event("remark", 1, OLD, lifts, {"note_added": 3}) == NOTE


def test_old_event_that_nothing_lifts_is_said() -> None:
    with pytest.raises(NoUpcasterError):
        read_event("note_added", 1, encode_body(NOTE), {}, {"note_added": 2})


def test_event_of_a_later_version_is_said() -> None:
    with pytest.raises(NewerJournalError):
        read_event("note_added", 2, encode_body(NOTE))


@pytest.mark.parametrize("body", [b"", b"\xc1", msgspec.msgpack.encode({"type": "unheard_of"})])
def test_bytes_that_are_no_event_are_said(body: bytes) -> None:
    with pytest.raises(NotAJournalError):
        read_event("note_added", 1, body)


def test_every_version_above_one_can_be_reached_from_one() -> None:
    names = {tag_of(kind) for kind in get_args(AnyEvent)}
    for name, version in VERSIONS.items():
        assert name in names
        assert all((name, older) in LIFTS for older in range(1, version))
        assert version_of(name) == version
    assert version_of("note_added") >= 1
