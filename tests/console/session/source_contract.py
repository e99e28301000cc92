"""What every `Source` owes whoever shows it: one suite, run over all of them by the test files of this folder.

A stand brings a source with a sink that keeps what it is told, and ways to act on the world behind it.
"""

from __future__ import annotations

from typing import Protocol

import pytest

from console.domain.base.place import Place
from console.domain.base.roles import WorldKind
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.hashing import PictureHash
from console.session.source import LinkState, Looked, NotOfferedError, Source
from console.wire.messages import (
    Accepted,
    CameraLent,
    EventsPart,
    LookEntry,
    Refused,
    ReportOpened,
    SignedIn,
    SignedOut,
)

from .hub_process import KeepingSink

PLACE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd")
CALL = ReportCall(
    channel=Channel.PHONE, place=PLACE, report=Report(name="张三", number="139", words="着火了")
)


class Stand(Protocol):
    """One source, not started yet."""

    source: Source
    sink: KeepingSink
    kind: WorldKind
    """What the world is to be shown as."""
    users: tuple[tuple[str, str], ...]
    """(user, password) of two persons who may read and report; empty where nobody signs in."""

    def happen(self) -> None:
        """Something happens in the world that no command of this source made; back when it has happened."""
        ...


def sign_in(stand: Stand, number: int = 0) -> None:
    """Somebody sits down where that is needed; back when the picture is there."""
    if stand.source.offers.signs_in:
        stand.source.sign_in(*stand.users[number])
    stand.sink.wait(lambda: stand.sink.state is LinkState.LIVE and stand.sink.picture.seq, "the picture")


def signed_out(stand: Stand) -> None:
    stand.source.sign_out()
    stand.sink.wait(lambda: stand.sink.state is LinkState.SIGNED_OUT, "the empty seat")


def replies(stand: Stand, id_: str) -> list[object]:
    return [one for one in stand.sink.replies if getattr(one, "id", None) == id_]


class SourceContract:
    """Subclasses bring the fixture `stand`."""

    # -- showing -------------------------------------------------------------------------------------------------------

    def test_tells_a_picture_and_then_every_event_once_and_in_order(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        seq = stand.sink.picture.seq
        stand.happen()
        stand.sink.wait(lambda: stand.sink.picture.seq > seq, "what happened")
        seqs = [one.seq for one in stand.sink.events]
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
        assert stand.sink.hash.hexdigest() == PictureHash(stand.sink.picture).hexdigest()

    def test_says_itself_what_kind_of_world_it_is(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        assert stand.sink.views[-1].kind is stand.kind

    def test_has_a_clock_that_is_not_before_its_picture(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        stand.sink.wait(lambda: stand.sink.views[-1].clock_ms >= stand.sink.picture.t_ms, "the clock")

    def test_tells_a_fresh_picture_when_asked_for_it(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        before = stand.sink.snapshots
        stand.source.resync()
        stand.sink.wait(lambda: stand.sink.snapshots == before + 1, "a fresh picture")

    # -- asking --------------------------------------------------------------------------------------------------------

    def test_answers_a_command_once_under_its_id(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        good = stand.source.submit(CALL)
        bad = stand.source.submit(AcceptCall(call_id="C-999999", type_code="nothing"))
        assert good != bad
        stand.sink.wait(lambda: {good, bad} <= set(stand.sink.answers), "the answers")
        assert isinstance(stand.sink.answers[bad][0].result, Refused)
        wanted = Accepted if stand.source.offers.asks else Refused
        assert isinstance(stand.sink.answers[good][0].result, wanted)
        assert [len(stand.sink.answers[one]) for one in (good, bad)] == [1, 1]

    def test_another_moment_is_shown_or_refused_as_it_says(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        if not stand.source.offers.seeks:
            with pytest.raises(NotOfferedError):
                stand.source.seek(0)
            return
        before = stand.sink.snapshots
        stand.source.seek(stand.sink.picture.t_ms)
        stand.sink.wait(lambda: stand.sink.snapshots > before, "the other moment")

    def test_brings_past_events_in_parts_of_which_the_last_is_marked(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        last = stand.sink.picture.seq
        asked = stand.source.get_events(1, last)
        stand.sink.wait(
            lambda: any(isinstance(one, EventsPart) and one.last_part for one in replies(stand, asked)),
            "the last part",
        )
        parts = [one for one in replies(stand, asked) if isinstance(one, EventsPart)]
        assert [one.seq for part in parts for one in part.events] == list(range(1, last + 1))
        assert [part.last_part for part in parts] == [False] * (len(parts) - 1) + [True]

    def test_refuses_a_range_that_cannot_be(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        asked = stand.source.get_events(7, 3)
        stand.sink.wait(lambda: replies(stand, asked), "the refusal")
        assert isinstance(replies(stand, asked)[0], Refused)

    # -- looking -------------------------------------------------------------------------------------------------------

    def test_every_wish_to_look_is_granted_or_refused_under_its_id(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        if stand.source.offers.asks:
            stand.source.submit(CALL)
            stand.sink.wait(lambda: stand.sink.picture.calls, "a call")
        call_id = next(iter(stand.sink.picture.calls), "C-000001")
        report = stand.source.open_report(call_id, "test")
        camera = stand.source.open_camera("CAM-001", "", "test")
        assert report != camera
        stand.sink.wait(lambda: replies(stand, report) and replies(stand, camera), "both answers")
        can = stand.source.offers.looks
        assert isinstance(replies(stand, report)[0], ReportOpened if Looked.REPORT in can else Refused)
        assert isinstance(replies(stand, camera)[0], CameraLent | Refused)
        assert Looked.CAMERA in can or isinstance(replies(stand, camera)[0], Refused)

    def test_a_look_can_always_be_noted(self, stand: Stand) -> None:
        stand.source.look(LookEntry(what="searched", subject="somewhere", at_ms=0))
        stand.source.start()
        sign_in(stand)
        stand.source.look(LookEntry(what="searched", subject="somewhere", at_ms=0))

    # -- who may see it ------------------------------------------------------------------------------------------------

    def test_nothing_is_read_before_somebody_signs_in(self, stand: Stand) -> None:
        if not stand.source.offers.signs_in:
            return
        stand.source.start()
        stand.sink.wait(lambda: stand.sink.state is LinkState.SIGNED_OUT, "the empty seat")
        stand.happen()
        asked = stand.source.get_events(1, 1)
        stand.sink.wait(lambda: replies(stand, asked), "the refusal")
        assert isinstance(replies(stand, asked)[0], Refused)
        assert (stand.sink.snapshots, stand.sink.events, stand.sink.telemetry) == (0, [], [])

    def test_a_wrong_password_leaves_the_seat_empty(self, stand: Stand) -> None:
        if not stand.source.offers.signs_in:
            return
        stand.source.start()
        stand.source.sign_in(stand.users[0][0], "not the password")
        stand.sink.wait(lambda: any(isinstance(one, Refused) for one in stand.sink.replies), "the refusal")
        assert stand.sink.snapshots == 0

    def test_nothing_is_read_after_signing_out_and_the_next_person_misses_nothing(self, stand: Stand) -> None:
        if not stand.source.offers.signs_in:
            return
        stand.source.start()
        sign_in(stand)
        signed_out(stand)
        seen = len(stand.sink.events)
        stand.happen()
        assert any(isinstance(one, SignedOut) for one in stand.sink.replies)
        assert len(stand.sink.events) == seen
        seq = stand.sink.picture.seq
        sign_in(stand, 1)
        stand.sink.wait(lambda: stand.sink.picture.seq > seq, "what happened meanwhile")
        users = [one.user for one in stand.sink.replies if isinstance(one, SignedIn)]
        assert users == [stand.users[0][0], stand.users[1][0]]
        assert stand.sink.snapshots == 1, "a change of users costs no fresh picture"

    # -- ends ----------------------------------------------------------------------------------------------------------

    def test_may_be_stopped_before_it_was_started_and_twice(self, stand: Stand) -> None:
        stand.source.stop()
        stand.source.stop()

    def test_tells_nothing_after_its_end(self, stand: Stand) -> None:
        stand.source.start()
        sign_in(stand)
        for _ in range(5):
            stand.source.submit(CALL)
        stand.source.stop()
        told = (len(stand.sink.events), len(stand.sink.views), len(stand.sink.replies))
        stand.happen()
        assert (len(stand.sink.events), len(stand.sink.views), len(stand.sink.replies)) == told
        stand.source.stop()
