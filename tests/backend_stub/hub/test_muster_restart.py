"""A hub that dies in the middle of a phase: the clocks are right afterwards, to the millisecond of t_ms."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.clock import SteppedClock
from backend_stub.hub.core import Hub
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.vault import ReportVault
from backend_stub.link import HubLink, LinkHooks
from console.child import Child
from console.domain.base.message import Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.incidents.commands import AddNote
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.clock import phase_clock
from console.domain.musters.commands import EnterFence, OrderMuster, ReportHeadcount
from console.domain.musters.entities import Area, Gate, Muster
from console.domain.orders.commands import UnitChoice
from console.domain.picture import Picture
from console.domain.registry.commands import Register
from console.domain.registry.entities import IncidentType, Registrable
from console.link.config import from_access_file
from console.wire import messages as m
from tests.console.domain.musters.muster_world import PATROLS, limits, plan, registry
from tests.console.domain.world import HERE

from .house import eventually
from .scene import EPOCH_MS, LEADER, MASTER, OPERATOR, Scene

EXPLOSION = IncidentType(
    id="explosion",
    name_zh="爆燃",
    name_en="Explosion",
    kind=IncidentKind.EMERGENCY,
    level=1,
    limit_s=3_600,
    major=True,
)
GATEWAY = Stamp(actor="town", role=Role.GATEWAY, seat="TOWN")
FIELD = Stamp(actor="town", role=Role.FIELD, seat="TOWN")
TRACKER = Stamp(actor="beside", role=Role.TRACKER, seat="BESIDE")
REPORT = ReportCall(channel=Channel.PHONE, place=HERE, type_code="explosion")
ACCEPT = AcceptCall(call_id="C-000001", type_code="explosion")


def town() -> tuple[Registrable, ...]:
    """A town that musters."""
    return (EXPLOSION, *registry())


def order(hold_ms: int) -> OrderMuster:
    """Everybody to the rally point."""
    units = tuple(UnitChoice(unit_id=unit) for unit in PATROLS)
    return OrderMuster(incident_id="INC-0001", plan=plan(limits=limits(hold_ms=hold_ms)), units=units)


def confirm(number: int) -> ReportHeadcount:
    """The head-count of the unit with this order."""
    return ReportHeadcount(order_id=f"O-{number:06d}", sworn=4)


def at_rally(unit_id: str, fix_ms: int) -> EnterFence:
    return EnterFence(muster_id="M-0001", unit_id=unit_id, area=Area.RALLY, fix_ms=fix_ms)


def shown(muster: Muster, t_ms: int) -> list[object]:
    """All three clocks at an instant."""
    return [phase_clock(muster, phase, t_ms) for phase in (1, 2, 3)]


def musters(scene: Scene, count: int) -> None:
    """Alarm, order, and so many units at the rally point five seconds later."""
    assert isinstance(scene.ask(REPORT, GATEWAY), m.Accepted)
    assert isinstance(scene.ask(ACCEPT), m.Accepted)
    assert isinstance(scene.ask(order(10_000), LEADER), m.Accepted)
    scene.clock.advance(5_000)
    for number, unit in enumerate(PATROLS[:count], start=1):
        assert isinstance(scene.ask(confirm(number), FIELD), m.Accepted)
        assert isinstance(scene.ask(at_rally(unit, scene.clock.t_ms), TRACKER), m.Accepted)


def scene() -> Scene:
    """A core in whose town nothing has happened."""
    made = Scene(MemoryStore())
    assert made.hub.open_journal("demo", EPOCH_MS, "test") is None
    assert made.hub.system(Register(entities=town())) is None
    made.hub.flush()
    return made


@pytest.mark.parametrize("with_snapshot", [False, True])
def test_core_that_is_loaded_anew_in_mid_phase_shows_the_same_clocks(with_snapshot: bool) -> None:
    first = scene()
    musters(first, 12)
    first.clock.advance(123_457)
    if with_snapshot:
        first.hub.store_keyframes()
        assert isinstance(first.ask(AddNote(incident_id="INC-0001", text="after it")), m.Accepted)
    t_ms = first.clock.t_ms
    fresh = Hub(first.store, SteppedClock(t_ms, epoch_ms=EPOCH_MS), ReportVault(MASTER), journal_id="journal")
    before, after = first.hub.picture.musters["M-0001"], fresh.picture.musters["M-0001"]
    assert after == before
    assert shown(after, t_ms) == shown(before, t_ms)
    assert fresh.picture_hash() == first.hub.picture_hash()


def test_core_that_died_during_the_hold_latches_the_instant_at_which_it_began() -> None:
    first = scene()
    musters(first, 25)
    first.clock.advance(4_000)
    clock = SteppedClock(first.clock.t_ms, epoch_ms=EPOCH_MS)
    fresh = Hub(first.store, clock, ReportVault(MASTER), journal_id="journal")
    clock.advance(5_999)
    fresh.tick()
    assert fresh.picture.musters["M-0001"].t1_ms == -1
    clock.advance(1)
    fresh.tick()
    fresh.flush()
    muster = fresh.picture.musters["M-0001"]
    assert muster.t1_ms == 5_000
    assert [(status.gate, status.took_ms) for status in muster.gates] == [(Gate.MUSTER, 5_000)]


def test_core_that_was_away_over_the_limit_misses_the_gate_when_it_is_back() -> None:
    first = scene()
    musters(first, 12)
    clock = SteppedClock(900_000, epoch_ms=EPOCH_MS)
    fresh = Hub(first.store, clock, ReportVault(MASTER), journal_id="journal")
    fresh.tick()
    fresh.flush()
    (status,) = fresh.picture.musters["M-0001"].gates
    assert (status.passed, status.took_ms, status.decided_ms) == (False, -1, 900_000)


def test_timers_of_a_busy_muster_are_never_refused(caplog: pytest.LogCaptureFixture) -> None:
    busy = scene()
    musters(busy, 25)
    busy.clock.advance(700_000)  # T1, silent orders, reminders and an overdue incident at one tick
    busy.hub.tick()
    busy.hub.flush()
    assert "refused" not in caplog.text
    assert busy.hub.picture.musters["M-0001"].t1_ms == 5_000


def test_notes_of_a_desk_carry_what_had_fallen_due_into_the_same_commit() -> None:
    busy = scene()
    musters(busy, 25)
    busy.clock.advance(60_000)
    answer = busy.ask(AddNote(incident_id="INC-0001", text="hello"), OPERATOR)
    assert isinstance(answer, m.Accepted)
    assert answer.last_seq - answer.first_seq == 2  # T1, its gate, the note
    assert busy.hub.picture.musters["M-0001"].t1_ms == 5_000


# -- a process, killed -------------------------------------------------------------------------------------------------


def _start(data: Path) -> Child:
    child = Child(["hub", "--data", str(data), "--demo-accounts"], log=data.parent / "hub.log")
    child.wait_ready(60)
    return child


def _link(data: Path, client: str, user: int = 0) -> HubLink:
    hooks = LinkHooks(events=_follow)
    link = HubLink(from_access_file(data / "demo-access.json", client, user=user), hooks)
    link.start()
    link.wait_connected(30)
    return link


def _follow(picture: Picture, events: list[Recorded]) -> None:
    """The link keeps the picture; a hook is what makes it follow."""


def _must(link: HubLink, command: AnyCommand) -> m.Accepted:
    answer = link.submit(command)
    assert isinstance(answer, m.Accepted), answer
    return answer


def _muster(link: HubLink) -> Muster:
    picture: Picture = link.picture
    return picture.musters["M-0001"]


@pytest.mark.slow
@pytest.mark.expects_log("not connected")
def test_hub_killed_in_mid_phase_has_the_same_clocks_to_the_millisecond_and_they_go_on(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    opened = open_hub(data, load_or_make_keys(data))
    begin_journal(opened, WorldKind.DEMO, "test", town())
    opened.access.close()
    opened.store.close()
    child = _start(data)
    links = [_link(data, "console", 1), _link(data, "town"), _link(data, "beside")]
    leader, field, tracker = links
    try:
        _must(field, REPORT)
        _must(leader, ACCEPT)
        _must(leader, order(5_000))
        for number, unit in enumerate(PATROLS[:25], start=1):
            _must(field, confirm(number))
            last = _must(tracker, at_rally(unit, tracker.now_ms()))
        eventually(lambda: leader.picture.seq >= last.last_seq, 30)
        before = _muster(leader)
        assert before.reached_ms >= 0  # the strength stands, and holds
        assert before.t1_ms == -1
        child.kill()
        child = _start(data)
        eventually(lambda: _muster(leader).t1_ms >= 0, 30)
        after = _muster(leader)
        assert (after.t0_ms, after.t1_ms) == (before.t0_ms, before.reached_ms)
        assert phase_clock(after, 1, leader.now_ms()).gone_ms == before.reached_ms - before.t0_ms
        assert phase_clock(after, 2, leader.now_ms()).started_ms == before.reached_ms
        assert after.gates[0].passed
    finally:
        for link in links:
            link.stop()
        assert child.stop(30) == 0
