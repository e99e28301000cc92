"""The live source against a real hub process that is killed and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zmq

from console.domain.base.place import Place
from console.domain.base.roles import Stream
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.judge.judging import judge
from console.link.config import LinkConfig, from_access_file
from console.session.live import LiveSource
from console.session.source import LinkState
from console.wire.messages import Accepted, EventsPart, LookEntry, Refused, ReportOpened

from .hub_process import HubProcess, KeepingSink

PLACE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd")
CALL = ReportCall(
    channel=Channel.PHONE, place=PLACE, report=Report(name="张三", number="139", words="着火了")
)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    process = HubProcess(tmp_path / "hub")
    process.start()
    yield process
    process.kill()


def session_of(hub: HubProcess, sink: KeepingSink, spool: Path, client: str = "console") -> LiveSource:
    return LiveSource(from_access_file(hub.access, client), sink, spool=spool, towns=spool.with_name("towns"))


def live(sink: KeepingSink) -> None:
    sink.wait(lambda: sink.state is LinkState.LIVE, "live")


def hub_at(sink: KeepingSink) -> tuple[int, str]:
    return sink.views[-1].beats.get(Stream.OPS, (-1, ""))


def has_the_hubs_picture(sink: KeepingSink) -> None:
    sink.wait(lambda: hub_at(sink)[0] == sink.picture.seq, "a heartbeat at our seq")
    assert sink.hash.hexdigest() == hub_at(sink)[1]


@pytest.mark.slow
def test_a_call_reaches_every_seat_in_order_and_the_words_only_who_asks(
    hub: HubProcess, tmp_path: Path
) -> None:
    first, second = KeepingSink(), KeepingSink()
    one = session_of(hub, first, tmp_path / "a")
    two = session_of(hub, second, tmp_path / "b", "console2")
    one.start()
    two.start()
    try:
        for sink in (first, second):
            live(sink)
        id_ = one.submit(CALL)
        first.wait(lambda: id_ in first.answers, "the answer")
        assert isinstance(first.answers[id_][0].result, Accepted)
        second.wait(lambda: second.picture.calls, "the call at the other seat")
        assert "张三".encode() not in repr(second.picture.calls).encode()
        asked = two.open_report("C-000001", "call back")
        second.wait(lambda: any(isinstance(r, ReportOpened) for r in second.replies), "the words")
        opened = next(r for r in second.replies if isinstance(r, ReportOpened))
        assert (opened.id, opened.report.words) == (asked, "着火了")
        refused = one.submit(AcceptCall(call_id="C-000001", type_code="nothing"))
        first.wait(lambda: refused in first.answers, "the refusal")
        assert isinstance(first.answers[refused][0].result, Refused)
        for sink in (first, second):
            has_the_hubs_picture(sink)
    finally:
        one.stop()
        two.stop()


@pytest.mark.slow
def test_a_killed_hub_is_noticed_nothing_answered_is_lost_and_waiting_commands_are_sent(
    hub: HubProcess, tmp_path: Path
) -> None:
    sink = KeepingSink()
    session = session_of(hub, sink, tmp_path / "a")
    session.start()
    try:
        sink.wait(lambda: sink.state is LinkState.LIVE, "live")
        answered = session.submit(CALL)
        sink.wait(lambda: answered in sink.answers, "the answer")
        hub.kill()
        sink.wait(lambda: sink.state in (LinkState.STALE, LinkState.DOWN), "stale")
        waiting = session.submit(AcknowledgeCall(call_id="C-000001"))
        session.look(LookEntry(what="camera_opened", subject="CAM-001", at_ms=0, purpose="test"))
        hub.start()
        session.retry_now()
        sink.wait(lambda: waiting in sink.answers, "the waiting command's answer")
        sink.wait(lambda: sink.state is LinkState.LIVE, "live again")
        sink.wait(lambda: sink.picture.calls["C-000001"].acknowledged, "the acknowledgement")
        seqs = [recorded.seq for recorded in sink.events]
        assert seqs == sorted(set(seqs))
        sink.wait(lambda: not (tmp_path / "a").exists(), "the spooled look to be logged")
        assert sink.snapshots == 1
    finally:
        session.stop()


@pytest.mark.slow
def test_a_wrong_password_leaves_the_seat_signed_out_with_the_reason(hub: HubProcess, tmp_path: Path) -> None:
    sink = KeepingSink()
    session = session_of(hub, sink, tmp_path / "a")
    session.sign_in("operator", "wrong")
    session.start()
    try:
        sink.wait(lambda: sink.state is LinkState.SIGNED_OUT, "signed out")
        sink.wait(lambda: any(isinstance(r, Refused) for r in sink.replies), "the refusal")
        assert sink.views[-1].reason == "bad_credentials"
    finally:
        session.stop()


def test_a_session_without_a_hub_keeps_trying_and_stops_at_once(tmp_path: Path) -> None:
    sink = KeepingSink()
    public, secret = (key.decode() for key in zmq.curve_keypair())
    config = LinkConfig("127.0.0.1", 9, public, public, secret)
    session = LiveSource(config, sink, spool=tmp_path / "looks", towns=tmp_path / "towns")
    session.start()
    sink.wait(lambda: sink.views, "the first word")
    session.stop()
    assert sink.state in (LinkState.CONNECTING, LinkState.DOWN)


@pytest.mark.slow
def test_the_whole_journal_comes_beside_the_live_events_and_can_be_judged(
    hub: HubProcess, tmp_path: Path
) -> None:
    sink = KeepingSink()
    session = session_of(hub, sink, tmp_path / "a")
    session.start()
    try:
        live(sink)
        for _ in range(3):
            session.submit(CALL)
        sink.wait(lambda: len(sink.answers) == 3, "the answers")
        last = sink.picture.seq
        asked = session.get_events(1, last)

        def parts() -> list[EventsPart]:
            return [one for one in sink.replies if isinstance(one, EventsPart) and one.id == asked]

        sink.wait(lambda: any(part.last_part for part in parts()), "the last part")
        events = [event for part in parts() for event in part.events]
        assert [event.seq for event in events] == list(range(1, last + 1))
        assert judge(events).last_seq == last
        session.submit(CALL)
        sink.wait(lambda: sink.picture.seq > last, "an event after it")
        assert sink.state is LinkState.LIVE
    finally:
        session.stop()
