"""The link against a hub that is played by hand: busy, silent, gone, restarted, and with somebody else at the seat."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from backend_stub.link import HubLink, LinkHooks
from console.domain.base.message import Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream
from console.domain.calls.commands import AcknowledgeCall
from console.domain.evolve import Recorded
from console.domain.exercise.entities import ControlNote
from console.domain.incidents.events import IncidentArchived
from console.domain.picture import ControlPicture, Picture, encode_picture
from console.link.config import LinkConfig, LinkError
from console.link.link import Link
from console.link.outbox import DEFAULT_LIFE_MS
from console.link.sockets import CATCHUP, TELEMETRY
from console.link.view import LinkState, Wants
from console.wire import messages as m

from .fake_hub import TICKET, FakeHub
from .keeping_sink import KeepingSink

OPS_ONLY = Wants(frozenset({Stream.OPS}))
CONTROL_ONLY = Wants(frozenset({Stream.CONTROL}))
NOTHING = Wants()
COMMAND = AcknowledgeCall(call_id="C-000001")
SYSTEM = Stamp(actor="hub", role=Role.SYSTEM, seat="hub")
REFUSED_LOG = "no streams|not let in|refused"


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    played = FakeHub()
    yield played
    played.close()


class Linked:
    """A running link and what it told."""

    def __init__(self, config: LinkConfig, wants: Wants, sink: KeepingSink | None = None) -> None:
        self.sink = sink or KeepingSink()
        self.link = Link(config, wants, self.sink)
        self.link.start()

    def __enter__(self) -> Linked:
        return self

    def __exit__(self, *of: object) -> None:
        self.link.stop()


def person(hub: FakeHub) -> LinkConfig:
    """The seat with somebody whose password is in its file."""
    return replace(hub.config, user="li", password="correct horse")


def read_ops(hub: FakeHub) -> None:
    """Open the stream ops, and give its picture."""
    hub.open_streams(Stream.OPS)
    hub.let_join(Stream.OPS)
    hub.give_snapshot()


# -- in ----------------------------------------------------------------------------------------------------------------


def test_it_is_open_when_it_has_joined_and_live_when_it_has_the_picture(hub: FakeHub) -> None:
    with Linked(person(hub), OPS_ONLY) as linked:
        hub.welcome(signs_in=True)
        hub.sign_in()
        hub.open_streams(Stream.OPS, Stream.CONTROL, telemetry=True)  # more than is wanted
        assert linked.sink.opened == []
        hub.let_join(Stream.OPS)
        linked.sink.wait(lambda: linked.sink.opened, "it to be open")
        assert not linked.sink.is_live()
        hub.give_snapshot()
        linked.sink.wait(linked.sink.is_live, "live")
        assert all(hub.hears_nothing(line, 50) for line in (Stream.CONTROL, TELEMETRY))


def test_busy_hub_is_asked_to_sign_in_once_more(hub: FakeHub) -> None:
    with Linked(person(hub), NOTHING) as linked:
        hub.welcome(signs_in=True)
        hub.expect(m.SignIn)
        hub.say(m.Refused(id="", code=Code.BUSY))
        hub.sign_in()
        linked.sink.wait(linked.sink.is_live, "live")


@pytest.mark.expects_log(REFUSED_LOG)
def test_hub_that_was_asked_too_fast_is_asked_for_the_streams_once_more(hub: FakeHub) -> None:
    with Linked(hub.config, OPS_ONLY) as linked:
        hub.welcome()
        asked = hub.expect(m.OpenStreams)
        hub.say(m.Refused(id=asked.id, code=Code.TOO_FAST))
        read_ops(hub)
        linked.sink.wait(linked.sink.is_live, "live")


@pytest.mark.expects_log(REFUSED_LOG)
def test_hub_that_is_full_is_asked_to_join_once_more_and_meanwhile_nothing_is_open(hub: FakeHub) -> None:
    with Linked(hub.config, OPS_ONLY) as linked:
        hub.welcome()
        hub.open_streams(Stream.OPS)
        hub.expect(m.Join, Stream.OPS)
        hub.say(m.Refused(id="", code=Code.BUSY), Stream.OPS)
        hub.let_join(Stream.OPS)
        hub.give_snapshot()
        linked.sink.wait(linked.sink.is_live, "live")
        assert len(linked.sink.opened) == 1


@pytest.mark.expects_log(REFUSED_LOG)
def test_busy_catch_up_is_asked_for_the_same_once_more(hub: FakeHub) -> None:
    with Linked(hub.config, OPS_ONLY) as linked:
        hub.welcome()
        hub.open_streams(Stream.OPS)
        hub.let_join(Stream.OPS)
        asked = hub.expect(m.GetSnapshot, CATCHUP)
        hub.say(m.Refused(id=asked.id, code=Code.BUSY), CATCHUP)
        hub.beat(Stream.OPS, 0)
        hub.give_snapshot()
        linked.sink.wait(linked.sink.is_live, "live")


def test_password_that_was_given_before_the_welcome_is_sent_once(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        linked.link.sign_in("li", "correct horse")
        hub.welcome(signs_in=True)
        hub.sign_in()
        linked.sink.wait(linked.sink.is_live, "live")
        assert hub.hears_nothing()


def test_too_many_tries_are_said_and_the_user_of_the_file_waits_and_tries_again(hub: FakeHub) -> None:
    with Linked(person(hub), NOTHING) as linked:
        hub.welcome(signs_in=True)
        hub.expect(m.SignIn)
        hub.say(m.Refused(id="", code=Code.TOO_MANY_TRIES, fields={"wait_s": 1}))
        linked.sink.wait(lambda: linked.sink.state is LinkState.SIGNED_OUT, "signed out")
        assert linked.sink.reason == Code.TOO_MANY_TRIES
        hub.sign_in()
        linked.sink.wait(linked.sink.is_live, "live")


def test_whoever_typed_a_password_too_often_is_not_signed_in_behind_his_back(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome(signs_in=True)
        linked.sink.wait(lambda: linked.sink.state is LinkState.SIGNED_OUT, "the sign-in page")
        linked.link.sign_in("li", "a guess, wrong")
        hub.expect(m.SignIn)
        hub.say(m.Refused(id="", code=Code.TOO_MANY_TRIES, fields={"wait_s": 0}))
        linked.sink.wait(lambda: linked.sink.reason == Code.TOO_MANY_TRIES, "the reason")
        assert hub.hears_nothing(for_ms=1_500)


def test_wrong_password_is_not_tried_again(hub: FakeHub) -> None:
    with Linked(person(hub), NOTHING) as linked:
        hub.welcome(signs_in=True)
        hub.expect(m.SignIn)
        hub.say(m.Refused(id="", code=Code.BAD_CREDENTIALS))
        linked.sink.wait(lambda: linked.sink.reason == Code.BAD_CREDENTIALS, "the reason")
        assert hub.hears_nothing(for_ms=500)


# -- somebody else -----------------------------------------------------------------------------------------------------


def test_who_signs_in_after_another_has_lost_what_the_other_read_and_reads_with_a_ticket_of_his_own(
    hub: FakeHub,
) -> None:
    with Linked(person(hub), Wants(frozenset(Stream), ())) as linked:
        hub.welcome(signs_in=True)
        hub.sign_in()
        hub.open_streams(Stream.OPS, Stream.CONTROL, telemetry=True)
        for line in (Stream.OPS, Stream.CONTROL, TELEMETRY):
            hub.let_join(line)
        assert {hub.expect(m.GetSnapshot, CATCHUP).stream for _ in Stream} == set(Stream)
        linked.sink.wait(lambda: len(linked.sink.opened) == 1, "it to be open")
        linked.link.sign_in("zhao", "correct horse")
        hub.sign_in("zhao")
        linked.sink.wait(lambda: linked.sink.lost, "the other's end")
        hub.open_streams(Stream.OPS, ticket="2" * 32)
        hub.let_join(Stream.OPS, ticket="2" * 32)
        asked = hub.expect(m.GetSnapshot, CATCHUP)
        assert (asked.stream, asked.ticket) == (Stream.OPS, "2" * 32)
        linked.sink.wait(lambda: len(linked.sink.opened) == 2, "it to be open again")
        opened = linked.sink.opened[-1]
        assert opened is not None
        assert [grant.stream for grant in opened.streams] == [Stream.OPS]
        hub.beat(Stream.CONTROL, 9)  # a hub that does not know when to stop
        assert hub.hears_nothing(CATCHUP)
        assert Stream.CONTROL not in linked.sink.views[-1].beats


def give_control(hub: FakeHub, seq: int, ticket: str) -> None:
    """Take a request for the picture of control: one note."""
    asked = hub.expect(m.GetSnapshot, CATCHUP)
    assert (asked.stream, asked.ticket) == (Stream.CONTROL, ticket)
    note = ControlNote(id="N-0001", t_ms=0, actor="zhou", text="slow to declare")
    body = encode_picture(ControlPicture(seq=seq, notes={note.id: note}))
    hub.say(
        m.SnapshotPart(id=asked.id, stream=Stream.CONTROL, seq=seq, t_ms=0, part=0, parts=1, body=body),
        CATCHUP,
    )


def test_what_exercise_control_read_is_gone_before_a_player_reads_and_comes_back_with_it_only(
    hub: FakeHub,
) -> None:
    with Linked(replace(hub.config, user="zhou", password="correct horse"), CONTROL_ONLY) as linked:
        sink = linked.sink
        hub.welcome(signs_in=True)
        hub.sign_in("zhou")
        hub.open_streams(Stream.CONTROL)
        hub.let_join(Stream.CONTROL, seq=4)
        give_control(hub, 4, TICKET)
        sink.wait(
            lambda: Stream.CONTROL in sink.pictures and sink.pictures[Stream.CONTROL].seq == 4, "the notes"
        )
        linked.link.sign_in("li", "correct horse")
        hub.sign_in()
        hub.open_streams(ticket="2" * 32)
        sink.wait(lambda: len(sink.opened) == 2, "it to be open for the player")
        assert sink.pictures[Stream.CONTROL] == ControlPicture()
        linked.link.sign_in("zhou", "correct horse")
        hub.sign_in("zhou")
        hub.open_streams(Stream.CONTROL, ticket="3" * 32)
        hub.let_join(Stream.CONTROL, seq=4, ticket="3" * 32)
        give_control(hub, 4, "3" * 32)
        sink.wait(lambda: sink.pictures[Stream.CONTROL].seq == 4, "the notes again")


def test_sign_out_ends_everything_and_the_next_user_goes_on_without_a_snapshot(hub: FakeHub) -> None:
    with Linked(person(hub), OPS_ONLY) as linked:
        hub.welcome(signs_in=True)
        hub.sign_in()
        read_ops(hub)
        linked.sink.wait(linked.sink.is_live, "live")
        linked.link.sign_out()
        hub.expect(m.SignOut)
        hub.say(m.SignedOut())
        linked.sink.wait(lambda: linked.sink.state is LinkState.SIGNED_OUT, "signed out")
        assert linked.sink.lost == ["signed_out"]
        asked = linked.link.request(m.OpenReport(id="r", call_id="C-000001", purpose="x"))
        refused = m.Refused(id=asked, code=Code.NOT_SIGNED_IN)
        linked.sink.wait(lambda: refused in linked.sink.replies, "the refusal")
        linked.link.sign_in("wang", "correct horse")
        hub.sign_in("wang")
        hub.open_streams(Stream.OPS, ticket="2" * 32)
        hub.let_join(Stream.OPS, ticket="2" * 32)
        linked.sink.wait(linked.sink.is_live, "live: it is the same journal, and nothing was missed")


def test_command_of_the_one_before_is_given_up_and_told(hub: FakeHub) -> None:
    with Linked(person(hub), NOTHING) as linked:
        hub.welcome(signs_in=True)
        hub.sign_in()
        linked.sink.wait(linked.sink.is_live, "live")
        mine = linked.link.submit(COMMAND)
        assert hub.expect(m.Submit).id == mine
        linked.link.sign_in("wang", "correct horse")
        hub.sign_in("wang")
        linked.sink.wait(lambda: mine in linked.sink.answers, "the command to be given up")
        assert linked.sink.answers[mine].result is None


# -- away and back -----------------------------------------------------------------------------------------------------


def test_link_that_reads_nothing_is_live_again_with_the_next_pong_and_sends_what_waited(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(linked.sink.is_live, "live")
        hub.pongs = False
        linked.sink.wait(lambda: linked.sink.state is LinkState.STALE, "silence to be noticed")
        waiting = linked.link.submit(COMMAND)
        hub.pongs = True
        assert hub.expect(m.Submit).id == waiting
        linked.sink.wait(linked.sink.is_live, "live again")


def test_command_given_right_after_the_welcome_expires_by_the_hubs_clock(hub: FakeHub) -> None:
    hub.pongs = False
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(lambda: linked.sink.opened, "it to be open")
        linked.link.submit(COMMAND)
        submit = hub.expect(m.Submit)
        assert hub.t_ms < submit.not_after_ms <= hub.t_ms + DEFAULT_LIFE_MS + 60_000


def test_command_given_while_the_hub_is_away_lives_as_long_as_any(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(linked.sink.is_live, "live")
        hub.leave()
        linked.sink.wait(lambda: linked.sink.state is LinkState.DOWN, "its end to be noticed")
        waiting = linked.link.submit(COMMAND)
        hub.come_back()
        linked.link.retry_now()
        hub.welcome()
        submit = hub.expect(m.Submit)
        assert submit.id == waiting
        assert hub.t_ms < submit.not_after_ms <= hub.t_ms + DEFAULT_LIFE_MS + 60_000


def test_hub_that_was_started_anew_is_told_by_its_pong(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(linked.sink.is_live, "live")
        hub.boot = "second"
        hub.welcome()  # the next ping is answered by another one
        linked.sink.wait(lambda: len(linked.sink.opened) == 2, "it to be open again")
        assert linked.sink.lost == ["restarted"]


@pytest.mark.parametrize("code", [Code.HELLO_FIRST, Code.NOT_SIGNED_IN])
def test_hub_that_does_not_know_us_any_more_is_greeted_again_and_nothing_is_lost(
    hub: FakeHub, code: Code
) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(linked.sink.is_live, "live")
        id_ = linked.link.submit(COMMAND)
        assert hub.expect(m.Submit).id == id_
        hub.say(m.Refused(id=id_, code=code))
        hub.welcome()
        assert hub.expect(m.Submit).id == id_
        hub.say(m.Accepted(id=id_, first_seq=1, last_seq=1))
        linked.sink.wait(lambda: id_ in linked.sink.answers, "the answer")


def test_ticket_that_ended_is_refused_on_its_line_and_everything_begins_anew(hub: FakeHub) -> None:
    with Linked(hub.config, OPS_ONLY) as linked:
        hub.welcome()
        hub.open_streams(Stream.OPS)
        hub.expect(m.Join, Stream.OPS)
        hub.say(m.Refused(id="", code=Code.NOT_SIGNED_IN), Stream.OPS)
        hub.welcome()
        read_ops(hub)
        linked.sink.wait(linked.sink.is_live, "live")


@pytest.mark.slow
def test_line_that_lost_its_connection_alone_is_joined_again_and_misses_nothing(hub: FakeHub) -> None:
    """ZeroMQ connects it again without a word, and the other sockets go on: nothing but the silence tells."""
    with Linked(hub.config, OPS_ONLY) as linked:
        hub.welcome()
        read_ops(hub)
        linked.sink.wait(linked.sink.is_live, "live")
        hub.leave(Stream.OPS)
        hub.come_back(Stream.OPS)
        hub.let_join(Stream.OPS, seq=3)
        asked = hub.expect(m.GetEvents, CATCHUP)
        assert (asked.first, asked.last) == (1, 3)
        assert (linked.sink.lost, len(linked.sink.opened)) == ([], 1)


@pytest.mark.expects_log("cannot be read")
def test_hub_that_speaks_nonsense_is_left_and_tried_again(hub: FakeHub) -> None:
    with Linked(hub.config, NOTHING) as linked:
        hub.welcome()
        linked.sink.wait(linked.sink.is_live, "live")
        hub.say_raw(b"\xc1")
        hub.welcome()
        linked.sink.wait(lambda: len(linked.sink.opened) == 2, "it to be open again")


# -- faults of ours ----------------------------------------------------------------------------------------------------


class FailingSink(KeepingSink):
    """A sink with a bug in it."""

    def on_telemetry(self, message: object) -> None:
        """As bugs do."""
        raise RuntimeError("a bug of the receiver's")

    def on_lost(self, reason: str) -> None:
        """Here, too."""
        super().on_lost(reason)
        raise RuntimeError("another one")


@pytest.mark.expects_log("starts anew|not taken note of")
def test_link_survives_whatever_its_sink_does_and_can_be_stopped(hub: FakeHub) -> None:
    with Linked(hub.config, Wants(topics=()), FailingSink()) as linked:
        hub.welcome()
        hub.open_streams(telemetry=True)
        hub.let_join(TELEMETRY)
        linked.sink.wait(lambda: linked.sink.opened, "it to be open")
        hub.say(m.Cover(number=1, t_ms=0, grid_ids=(), units_i16=b"", short=()), TELEMETRY)
        hub.welcome()
        hub.open_streams(telemetry=True)
        hub.let_join(TELEMETRY)
        linked.sink.wait(lambda: len(linked.sink.opened) == 2, "it to be open again")
        assert linked.sink.lost == ["fault"]


# -- programs ----------------------------------------------------------------------------------------------------------


@pytest.mark.expects_log("cannot be folded")
def test_program_whose_picture_an_event_does_not_fit_takes_a_fresh_one(hub: FakeHub) -> None:
    pictures: list[Picture] = []
    whole = threading.Event()

    def fold(picture: Picture, events: list[Recorded]) -> None:
        pictures.append(picture)
        if picture.seq == 7:
            whole.set()

    link = HubLink(hub.config, LinkHooks(events=fold))
    link.start()
    try:
        hub.welcome()
        hub.open_streams(Stream.OPS)
        hub.let_join(Stream.OPS, seq=5)
        hub.give_snapshot(5)
        unknown = IncidentArchived(incident_id="INC-9999")
        event = Recorded(seq=6, t_ms=10, stamp=SYSTEM, event=unknown)
        hub.say(m.EventBatch(stream=Stream.OPS, events=(event,)), Stream.OPS)
        hub.give_snapshot(7)
        assert whole.wait(20)
        assert link.picture.seq == 7
    finally:
        link.stop()


def test_program_at_a_seat_of_persons_is_told_at_once_that_nobody_signs_in(hub: FakeHub) -> None:
    link = HubLink(hub.config)
    link.start()
    try:
        hub.welcome(signs_in=True)
        with pytest.raises(LinkError, match=Code.NOT_SIGNED_IN):
            link.wait_connected(20)
    finally:
        link.stop()
