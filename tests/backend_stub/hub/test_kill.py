"""The hub as a process, killed without warning: nothing that was answered is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.store.sql_store import SqlStore
from backend_stub.link import HubLink, LinkHooks
from backend_stub.town.scenario import DEMO
from console.child import Child
from console.domain.base.roles import Stream
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.domain.exercise.commands import NoteExercise
from console.domain.picture import Picture
from console.link.config import from_access_file
from console.link.link import Link
from console.link.view import ALL
from console.wire import messages as m
from tests.console.link.keeping_sink import KeepingSink

from .house import eventually
from .scene import report_call


def start(data: Path, *words: str) -> Child:
    """A hub process on this directory."""
    child = Child(["hub", "--data", str(data), "--demo-accounts", *words], log=data.parent / "hub.log")
    child.wait_ready(60)
    return child


@pytest.mark.slow
@pytest.mark.expects_log("not connected")
def test_killed_hub_loses_nothing_that_was_answered_and_carries_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    child = start(data)
    seqs: list[int] = []

    def fold(picture: Picture, events: list[Recorded]) -> None:
        seqs.extend(recorded.seq for recorded in events)

    link = HubLink(from_access_file(data / "demo-access.json", "console"), LinkHooks(events=fold))
    link.start()
    try:
        link.wait_connected(30)
        before_ms = link.now_ms()
        first = link.submit(report_call())
        assert isinstance(first, m.Accepted)
        futures = [link.submit_soon(report_call(), ttl_ms=60_000) for _ in range(150)]
        eventually(lambda: sum(future.done() for future in futures) > 20, 30)
        child.kill()
        answered = [future.result() for future in futures if future.done()]
        child = start(data)
        answers = [future.result(60) for future in futures]
        accepted = [answer for answer in answers if isinstance(answer, m.Accepted)]
        assert len(accepted) == 150
        assert answers[: len(answered)] == answered
        assert len({answer.first_seq for answer in accepted}) == 150  # each was done once
        last = max(answer.last_seq for answer in accepted)
        eventually(lambda: link.picture.seq >= last, 30)
        assert seqs == sorted(set(seqs))
        assert len(link.picture.calls) == 151
        assert link.now_ms() >= before_ms
    finally:
        link.stop()
        assert child.stop(30) == 0
    store = SqlStore.open(data)
    stored = [recorded.event for recorded in store.read_events(Stream.OPS, 1, last)]
    store.close()
    assert sum(isinstance(event, CallReported) for event in stored) == 151


@pytest.mark.slow
@pytest.mark.expects_log("not connected|not let in|refused")
def test_killed_hub_of_a_drill_comes_back_with_the_numbers_and_hashes_of_both_streams(tmp_path: Path) -> None:
    data = tmp_path / "data"
    words = ["--kind", "drill", "--scenario", str(DEMO)]
    child = start(data, *words)
    sink = KeepingSink()
    link = Link(from_access_file(data / "demo-access.json", "console", user="trainer"), ALL, sink)
    reporter = HubLink(from_access_file(data / "demo-access.json", "town"))
    link.start()
    reporter.start()
    try:
        sink.wait(sink.is_live, "live")
        reporter.wait_connected(30)
        asked = [link.submit(NoteExercise(text=f"note {number}")) for number in range(20)]
        calls = [reporter.submit_soon(report_call(), ttl_ms=60_000) for _ in range(20)]
        sink.wait(lambda: all(one in sink.answers for one in asked), "the answers")
        accepted = [call.result(30) for call in calls]
        sink.wait(lambda: sink.pictures[Stream.CONTROL].seq == 20, "the notes")
        child.kill()
        sink.wait(lambda: sink.lost, "its end to be noticed")
        before = {stream: (sink.pictures[stream].seq, sink.hashes[stream].hexdigest()) for stream in Stream}
        child = start(data, *words)
        link.retry_now()
        sink.wait(sink.is_live, "live again")
        sink.wait(lambda: all(sink.has_the_hubs_picture(stream) for stream in Stream), "the hub's pictures")
        after = {stream: (sink.pictures[stream].seq, sink.hashes[stream].hexdigest()) for stream in Stream}
        assert after[Stream.CONTROL] == before[Stream.CONTROL]
        assert after[Stream.OPS][0] >= max(one.last_seq for one in accepted if isinstance(one, m.Accepted))
        assert before[Stream.CONTROL][0] == 20
        for stream in Stream:
            assert sink.seqs(stream) == sorted(set(sink.seqs(stream)))
        assert sink.snapshots.count(Stream.CONTROL) == sink.snapshots.count(Stream.OPS) == 1
        note = link.submit(NoteExercise(text="after the kill"))
        sink.wait(lambda: note in sink.answers, "the answer to a note after it")
        sink.wait(lambda: sink.pictures[Stream.CONTROL].seq == 21, "the note")
    finally:
        link.stop()
        reporter.stop()
        assert child.stop(30) == 0
    assert journal(["verify", str(data)]) == 0


@pytest.mark.slow
def test_second_hub_on_the_same_directory_says_who_has_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    child = start(data)
    second = Child(["hub", "--data", str(data)], log=tmp_path / "second.log")
    assert second.process.wait(60) == 1
    second.stop()
    assert child.stop(30) == 0
    log = (tmp_path / "second.log").read_text(encoding="utf-8")
    assert "in use by another hub" in log
    assert str(child.facts["pid"]) in log
