"""The hub as a process, killed without warning: nothing that was answered is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.hub.store.sql_store import SqlStore
from backend_stub.link import HubLink, LinkHooks
from backend_stub.process import Child
from console.domain.base.roles import Stream
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.link.config import from_access_file
from console.wire import messages as m

from .house import eventually
from .scene import report_call


def start(data: Path) -> Child:
    """A hub process on this directory."""
    child = Child(["hub", "--data", str(data), "--demo-accounts"], log=data.parent / "hub.log")
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
