"""Reports of journals of before, whose keys are named after no call, are erased too, also when it is archived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend_stub.hub.ledger import Ledger
from backend_stub.hub.ports import Batch, Store
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.message import Stamp
from console.domain.base.roles import Role, Stream
from console.domain.calls.commands import ArchiveCall, EraseReport, RejectCall
from console.domain.calls.entities import Channel, Report
from console.domain.calls.events import CallReported
from console.domain.picture import next_id
from console.wire import messages as m

from .failing_store import FailingStore
from .scene import ADMIN, LEADER, OPERATOR, PLACE, Scene, report_call

GATEWAY = Stamp(actor="gate", role=Role.GATEWAY, seat="GATE")


@pytest.fixture(params=["sql", "test"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store = SqlStore.open(tmp_path) if request.param == "sql" else FailingStore()
    yield opened
    opened.close()


def report_of_before(scene: Scene, key_id: str) -> Scene:
    """A report as versions of before recorded it, and the hub started again on it."""
    sealed, key = scene.vault.seal(Report(name="王小明", words="三楼起火"), key_id)
    event = CallReported(
        call_id=next_id(scene.hub.picture, "C-", "call", 6),
        channel=Channel.PHONE,
        place=PLACE,
        sealed=sealed,
        type_code="",
        level=0,
        source_id="",
        taken_by="gate",
        reported_ms=scene.clock.t_ms,
    )
    ledger = Ledger(Stream.OPS, scene.store, scene.store.tail())
    batch = Batch(events=[ledger.record(event, GATEWAY, scene.clock.t_ms, 1, "")], keys=[key])
    scene.store.prepare(batch)
    scene.store.finish(batch)
    return Scene(scene.store, scene.clock)


def archive(scene: Scene, call_id: str) -> None:
    """The call leaves the picture."""
    assert isinstance(scene.ask(RejectCall(call_id=call_id, reason="false_alarm")), m.Accepted)
    assert scene.hub.system(ArchiveCall(call_id=call_id)) is None
    scene.hub.flush()
    assert call_id not in scene.hub.picture.calls


def erase(scene: Scene, call_id: str) -> m.HubMessage:
    return scene.ask(EraseReport(call_id=call_id, reason="asked"), ADMIN)


@pytest.fixture
def scene(store: Store) -> Scene:
    """Two reports of before, and one of now."""
    scene = report_of_before(report_of_before(Scene(store).opened(), "K-0a"), "K-0b")
    scene.ask(report_call())
    return scene


def left(scene: Scene) -> list[str]:
    return [key for key in ("K-0a", "K-0b", "C-000003.0") if scene.store.read_key(key) is not None]


def test_report_of_before_is_erased_when_its_call_is_archived_and_no_other_is(scene: Scene) -> None:
    """T16: only what was said about the call since could be erased. After a restart; twice; then the other one."""
    archive(scene, "C-000001")
    again = Scene(scene.store, scene.clock)
    for _ in range(2):
        assert isinstance(erase(again, "C-000001"), m.Accepted)
        assert left(again) == ["K-0b", "C-000003.0"]
    archive(again, "C-000002")
    assert isinstance(erase(again, "C-000002"), m.Accepted)
    assert left(again) == ["C-000003.0"]


@pytest.mark.parametrize("order", ["erased before it is archived", "archived before it is erased"])
def test_report_is_gone_whichever_comes_first(scene: Scene, order: str) -> None:
    steps: list[Callable[[], object]] = [
        lambda: erase(scene, "C-000001"),
        lambda: archive(scene, "C-000001"),
    ]
    for step in steps if order.startswith("erased") else reversed(steps):
        step()
    assert left(scene) == ["K-0b", "C-000003.0"]


def test_archived_report_of_now_takes_no_key_of_before_with_it(scene: Scene) -> None:
    archive(scene, "C-000003")
    assert isinstance(erase(scene, "C-000003"), m.Accepted)
    assert left(scene) == ["K-0a", "K-0b"]
    assert scene.store.find_former_key("C-000003") == ""
    assert scene.store.find_former_key("C-00000") == ""


@pytest.mark.parametrize("stamp", [OPERATOR, LEADER, GATEWAY], ids=lambda stamp: stamp.role.value)
def test_nobody_but_an_administrator_erases_it(scene: Scene, stamp: Stamp) -> None:
    archive(scene, "C-000001")
    assert isinstance(scene.ask(EraseReport(call_id="C-000001", reason="asked"), stamp), m.Refused)
    assert left(scene) == ["K-0a", "K-0b", "C-000003.0"]
