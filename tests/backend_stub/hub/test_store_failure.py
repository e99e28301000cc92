"""A running hub whose disk fails: it says so, loses nothing answered, and goes on when the disk is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.ports import Batch, StoreError
from backend_stub.hub.store.opening import JOURNAL_FILE, open_journal
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.refusals import Code
from console.wire import codec
from console.wire import messages as m

from .house import House, eventually
from .scene import report_call


class FragileStore(SqlStore):
    """The real store on a disk that can be full at either step of a commit."""

    full_at = ""

    @classmethod
    def open(cls, directory: Path) -> FragileStore:
        """As the real one."""
        return cls(open_journal(directory / JOURNAL_FILE))

    def prepare(self, batch: Batch) -> None:
        """Fail when told so."""
        if self.full_at == "prepare":
            raise StoreError("disk full")
        super().prepare(batch)

    def finish(self, batch: Batch) -> None:
        """Fail when told so, with the transaction undone as the real one does."""
        if self.full_at == "finish":
            self._undo()
            raise StoreError("disk full")
        super().finish(batch)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, open_store=FragileStore.open) as running:
        yield running


@pytest.mark.parametrize("step", ["prepare", "finish"])
@pytest.mark.expects_log("did not commit|not commit")
def test_full_disk_refuses_and_the_hub_goes_on_when_there_is_room(house: House, step: str) -> None:
    client = house.person("li")
    first = client.submit(report_call())
    assert isinstance(first, m.Accepted)
    store = house.opened.store
    assert isinstance(store, FragileStore)
    store.full_at = step
    frame = client.frame(report_call())
    refused = client.ask(frame)
    assert refused == m.Refused(id=frame.id, code=Code.STORE_FAILED)
    assert isinstance(client.ask(m.Ping(sent_ns=1)), m.Pong)
    store.full_at = ""
    answers: list[m.HubMessage | None] = []

    def taken() -> bool:
        answers.append(client.ask(frame))
        return isinstance(answers[-1], m.Accepted)

    eventually(taken)
    assert answers[-1] == m.Accepted(id=frame.id, first_seq=first.last_seq + 1, last_seq=first.last_seq + 1)
    assert len(house.opened.hub.picture.calls) == 2


class SlowStore(FragileStore):
    """A disk that takes its time, so that commits go to the writer's thread."""

    def finish(self, batch: Batch) -> None:
        """Late."""
        time.sleep(0.02)
        super().finish(batch)


@pytest.mark.expects_log("did not commit|not commit")
def test_slow_disk_delays_answers_and_loses_none_also_when_it_fails(tmp_path: Path) -> None:
    with House(tmp_path, open_store=SlowStore.open) as house:
        client = house.person("li")
        frames = [client.frame(report_call()) for _ in range(30)]
        for frame in frames:
            client.send(codec.encode(frame))
        answers = [client.receive() for _ in frames]
        assert all(isinstance(answer, m.Accepted) for answer in answers)
        assert [answer.id for answer in answers if isinstance(answer, m.Accepted)] == [f.id for f in frames]
        store = house.opened.store
        assert isinstance(store, SlowStore)
        store.full_at = "finish"
        refused = client.submit(report_call())
        assert isinstance(refused, m.Refused)
        assert refused.code == Code.STORE_FAILED
        store.full_at = ""
        assert len(house.opened.hub.picture.calls) == 30
