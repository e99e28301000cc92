"""Journals that contradict themselves: what a hub of these rules would not have decided is named."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.evolve import Recorded
from console.domain.judge.judging import judge
from console.domain.musters.entities import Area, Gate
from console.domain.musters.events import GateDecided, PhaseReached, UnitCounted
from console.domain.musters.plan import MusterLimits
from console.domain.registry.events import WindSet
from tests.console.domain.drill_world import UNITS, DrillWorld, gate, plan, result


@pytest.fixture
def world() -> DrillWorld:
    return DrillWorld()


# -- journals that contradict themselves -------------------------------------------------------------------------------


def forged(world: DrillWorld, event: object, at: int = -1) -> list[Recorded]:
    """The journal with one more event of the hub, at its end."""
    last = world.journal[at]
    return [
        *world.journal,
        Recorded(seq=last.seq + 1, t_ms=world.t_ms + 1, stamp=last.stamp, event=event),  # type: ignore[arg-type]
    ]


def names(journal: list[Recorded]) -> tuple[str, ...]:
    return judge(journal).musters[0].contradictions


def test_gate_that_the_facts_do_not_bear_is_named(world: DrillWorld) -> None:
    world.mustered(count=10)
    assert names(world.journal) == ()
    reached = PhaseReached(muster_id=world.muster.id, phase=1, at_ms=world.t_ms)
    assert names(forged(world, reached)) == ("t1",)
    passed = GateDecided(
        muster_id=world.muster.id, gate=Gate.MUSTER, passed=True, took_ms=1, limit_ms=600_000
    )
    assert names(forged(world, passed)) == ("gate_muster",)


def test_officers_that_the_rules_would_not_count_are_named(world: DrillWorld) -> None:
    world.mustered(count=2)
    counted = UnitCounted(
        muster_id=world.muster.id,
        unit_id=UNITS[0],
        officers=tuple(f"made-up-{number}" for number in range(90)),
        auxiliary=0,
        volunteers=0,
        by_voice=False,
    )
    assert names(forged(world, counted)) == ("count_P-101",)


def test_decision_that_was_left_out_is_named(world: DrillWorld) -> None:
    world.mustered(after_ms=300_000)
    world.pass_time(20_000)
    short = [one for one in world.journal if not isinstance(one.event, PhaseReached | GateDecided)]
    stamp, next_seq = world.journal[-1].stamp, len(short) + 1
    renumbered = [msgspec.structs.replace(one, seq=number) for number, one in enumerate(short, start=1)]
    note = Recorded(seq=next_seq, t_ms=world.t_ms, stamp=stamp, event=WindSet(from_deg=1, speed_cmps=1))
    assert names([*renumbered, note]) == ("t1",)


def test_limits_of_the_order_are_those_that_are_judged_by(world: DrillWorld) -> None:
    world.alarm()
    world.order(UNITS[:2], plan(limits=MusterLimits(strength=10, muster_ms=60_000, allowance_ms=5_000)))
    for unit in UNITS[:2]:
        world.sign(unit)
    world.pass_time(60_000)
    for unit in UNITS[:2]:
        world.enter(unit, Area.RALLY)
    world.pass_time(20_000)
    judged = result(world)
    assert gate(judged, "muster").state == "passed"
    assert (gate(judged, "muster").limit_ms, judged.allowance_ms) == (60_000, 5_000)
    assert judged.measures.strength_at_limit == 10
