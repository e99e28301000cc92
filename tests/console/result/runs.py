"""Runs to be written down: journals of a small world that ended in every way, judged and gathered. Test support."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from console.domain.base.roles import Role
from console.domain.judge.judging import judge
from console.domain.musters.commands import EndMuster, OpenCoverGap, RecordCoverReason
from console.domain.musters.entities import Area
from console.domain.musters.plan import MusterLimits
from console.domain.runs.commands import EndRun, InterruptRun, PauseRun, ResumeRun
from console.result.chronicle import Chronicle
from console.result.facts import GateFacts, MusterFacts, ResultFacts
from console.result.gathering import facts_of
from tests.console.domain.drill_world import UNITS, DrillWorld, plan, whole_run


def facts(world: DrillWorld, **more: Any) -> ResultFacts:
    """The facts of a world's journal, judged once."""
    chronicle = Chronicle()
    judgement = judge(world.journal, seen=chronicle.see)
    return facts_of(judgement, chronicle, **more)


def only(world: DrillWorld) -> MusterFacts:
    """Its one muster."""
    (muster,) = facts(world).musters
    return muster


def gate(muster: MusterFacts, name: str) -> GateFacts:
    """One of its gates."""
    return next(one for one in muster.gates if one.gate == name)


def began() -> DrillWorld:
    """Ordered and under way, nobody there yet."""
    world = DrillWorld()
    world.alarm()
    world.pass_time(8_000)
    world.order(UNITS[:20])
    return world


def short_of(count: int, rest_ms: int = 520_000) -> DrillWorld:
    """So many of twenty units at the rally point; past the first limit, unless `rest_ms` says otherwise."""
    world = began()
    for unit in UNITS[:20]:
        world.sign(unit)
    world.pass_time(100_000)
    for unit in UNITS[:count]:
        world.roll(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(rest_ms)
    return world


def late(by_ms: int) -> DrillWorld:
    """The last of twenty units comes so much too late for the first limit."""
    world = short_of(19, rest_ms=0)
    t0_ms = world.muster.t0_ms
    world.pass_time(t0_ms + 600_000 + by_ms - world.t_ms)
    world.roll(UNITS[19])
    world.enter(UNITS[19], Area.RALLY)
    world.pass_time(15_000)
    return world


def stood_down(reason: str = "ordered by mistake") -> DrillWorld:
    """Taken back before anybody was there."""
    world = began()
    world.pass_time(60_000)
    world.must(EndMuster(muster_id=world.muster.id, reason=reason), Role.DUTY_LEADER)
    return world


def again() -> DrillWorld:
    """Stood down twice, and ordered a third time in time."""
    world = stood_down()
    for _ in range(2):
        world.pass_time(30_000)
        world.order(UNITS[:20])
        world.pass_time(30_000)
        world.must(EndMuster(muster_id=world.muster.id, reason="again"), Role.DUTY_LEADER)
    world.pass_time(30_000)
    world.order(UNITS[:20])
    for unit in UNITS[:20]:
        world.sign(unit)
        world.roll(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(15_000)
    world.posts_filled()
    world.pass_time(20_000)
    world.controlled()
    return world


def eased() -> DrillWorld:
    """Passed with a strength of one instead of a hundred."""
    world = DrillWorld()
    world.alarm()
    world.order(UNITS[:20], plan(limits=MusterLimits(strength=1)))
    for unit in UNITS[:20]:
        world.sign(unit)
        world.roll(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(15_000)
    world.posts_filled()
    world.pass_time(20_000)
    world.controlled()
    return world


def no_post_filled() -> DrillWorld:
    """Mustered, and nobody sent on."""
    world = DrillWorld()
    world.mustered()
    world.pass_time(700_000)
    return world


def interrupted() -> DrillWorld:
    """A real emergency in the second phase."""
    world = DrillWorld()
    world.mustered()
    world.pass_time(60_000)
    world.must(InterruptRun(live_incident="INC-9001"), Role.TRAINER)
    return world


def ended_by_time() -> DrillWorld:
    """The run's time is over while a muster runs."""
    world = began()
    world.pass_time(30_000)
    world.must(EndRun(reason="time"), Role.SYSTEM)
    return world


def paused() -> DrillWorld:
    """A whole run with a pause in it."""
    world = DrillWorld()
    world.mustered()
    world.must(PauseRun(reason="radio fell silent"), Role.TRAINER)
    world.must(ResumeRun(), Role.TRAINER)
    world.pass_time(30_000)
    world.posts_filled()
    world.pass_time(20_000)
    world.controlled()
    return world


def bare(reason: str = "", after_ms: int = 0) -> DrillWorld:
    """A whole run with a grid below its minimum; the reason is given so much later."""
    world = DrillWorld()
    world.mustered()
    world.must(OpenCoverGap(muster_id=world.muster.id, grid_ids=("G-02",)), Role.PLANNER)
    world.pass_time(after_ms)
    if reason:
        command = RecordCoverReason(muster_id=world.muster.id, grid_ids=("G-02",), reason=reason)
        world.must(command, Role.DUTY_LEADER)
    world.pass_time(200_000)
    world.posts_filled()
    world.pass_time(20_000)
    world.controlled()
    world.pass_time(130_000)
    return world


@functools.cache
def many() -> DrillWorld:
    """Two hundred units ordered, signed and there; made once, to be read only."""
    units = tuple(f"P-{number}" for number in range(1001, 1201))
    world = DrillWorld(units=units)
    world.alarm()
    world.order(units)
    for unit in units:
        world.sign(unit)
        world.roll(unit)
        world.enter(unit, Area.RALLY)
    world.pass_time(15_000)
    return world


ENDINGS: dict[str, Callable[[], DrillWorld]] = {
    "no muster": DrillWorld,
    "under way": began,
    "too few": lambda: short_of(7),
    "late": lambda: late(41_000),
    "stood down": stood_down,
    "again": again,
    "eased": eased,
    "no post filled": no_post_filled,
    "interrupted": interrupted,
    "ended by time": ended_by_time,
    "paused": paused,
    "bare": bare,
    "two hundred units": many,
    "whole": whole_run,
}
"""Every way in which a run can end, by name."""


@functools.cache
def ending(name: str) -> ResultFacts:
    """The facts of one of them."""
    return facts(ENDINGS[name]())
