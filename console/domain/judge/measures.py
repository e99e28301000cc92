"""Measures and unit results of one muster, from what the watch remembers. Pure, any thread; used by `judging`."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.musters.clock import limits_of
from console.domain.musters.entities import CoverGap, Muster, MusterUnit
from console.domain.musters.latches import excused
from console.domain.orders.entities import Order
from console.domain.picture import Picture
from console.geo import in_ring

from .judgement import GapResult, Measures, Spread, UnitResult
from .watch import MusterWatch

PERMILLE = 1000


def spread(values: Iterable[int]) -> Spread:
    """Median and 90th percentile by nearest rank: the smallest value that so many percent do not exceed."""
    ranked = sorted(values)
    count = len(ranked)
    if not count:
        return Spread(p50_ms=-1, p90_ms=-1, n=0)
    return Spread(
        p50_ms=ranked[(count * 50 + 99) // 100 - 1], p90_ms=ranked[(count * 90 + 99) // 100 - 1], n=count
    )


def end_of(watch: MusterWatch, last_ms: int) -> int:
    """The instant at which the muster was over, or the journal's end."""
    return watch.over_ms if watch.over_ms >= 0 else last_ms


def final_ms(watch: MusterWatch, last_ms: int) -> int:
    """T3; without it the muster's end, which takes nobody out of the count; else the journal's end."""
    return watch.last.t3_ms if watch.last.t3_ms >= 0 else end_of(watch, last_ms)


def strength_at_limit(watch: MusterWatch, last_ms: int) -> int:
    """Counted at T0 + 600 s (the plan's limit); −1 when the muster or the journal ends before."""
    at_ms = watch.last.t0_ms + limits_of(watch.last).muster_ms
    ended_ms = watch.last.ended_ms if watch.last.ended_ms >= 0 else last_ms
    return watch.strength_at(at_ms).officers if at_ms <= ended_ms else -1


def orders_of(watch: MusterWatch, last_ms: int) -> list[Order]:
    """Orders under this muster in the order they were given: its units', and those open at T0; none after its end."""
    until_ms = final_ms(watch, last_ms)
    mine = [
        order
        for order in watch.orders.values()
        if (order.id in watch.units or order.ended_ms < 0 or order.ended_ms >= watch.last.t0_ms)
        and order.dispatched_ms <= until_ms
    ]
    return sorted(mine, key=lambda order: (order.dispatched_ms, order.id))


def _since(order: Order, instant_ms: int) -> int:
    return instant_ms - order.dispatched_ms if instant_ms >= 0 else -1


def _first(*instants_ms: int) -> int:
    known = [instant for instant in instants_ms if instant >= 0]
    return min(known) if known else -1


def _arrived_ms(order: Order, unit: MusterUnit | None) -> int:
    """Instant at which the unit was first at the rally point or on scene."""
    if unit is None:
        return _first(order.mustered_ms, order.onscene_ms)
    return _first(order.mustered_ms, order.onscene_ms, unit.first_rally_ms, unit.first_scene_ms)


def _eta_error_ms(order: Order, unit: MusterUnit | None) -> int:
    """How far off the shown time was; −1 where it was for a place that the unit never came to."""
    if order.eta_ms < 0:
        return -1
    if order.to_rally:
        arrived_ms = _first(order.mustered_ms, unit.first_rally_ms if unit is not None else -1)
    else:
        arrived_ms = _first(order.onscene_ms, unit.first_scene_ms if unit is not None else -1)
    return abs(_since(order, arrived_ms) - order.eta_ms) if arrived_ms >= 0 else -1


def unit_results(watch: MusterWatch, picture: Picture) -> tuple[UnitResult, ...]:
    """One row per order, as given; who counts is as of the final strength, so that the rows sum up to it."""
    rows = []
    for order in orders_of(watch, picture.t_ms):
        unit = watch.units.get(order.id)
        stood = watch.standing_at(order.id, final_ms(watch, picture.t_ms))
        known = picture.units.get(order.unit_id)
        rows.append(
            UnitResult(
                unit_id=order.unit_id,
                order_id=order.id,
                tier=known.tier if known is not None else 0,
                officers=stood.strength,
                ordered_ms=order.dispatched_ms,
                acknowledged_ms=_since(order, order.acknowledged_ms),
                enroute_ms=_since(order, order.enroute_ms),
                arrived_ms=_since(order, _arrived_ms(order, unit)),
                eta_ms=order.eta_ms,
                counted=stood.counted,
                by_voice=stood.by_voice,
                why_not=stood.why_not,
            )
        )
    return tuple(rows)


def stood_inside(watch: MusterWatch) -> tuple[str, ...]:
    """Ordered units that the planner's snapshot of T0 shows inside the work area."""
    plan = watch.last.plan
    ordered = {unit.unit_id for unit in watch.units.values()}
    inside = (
        unit.unit_id
        for unit in watch.at_t0
        if plan is not None and in_ring(plan.work_area_e7, unit.lon_e7, unit.lat_e7)
    )
    return tuple(sorted(ordered.intersection(inside)))


def gap_results(muster: Muster) -> tuple[GapResult, ...]:
    """Gaps as they opened."""
    return tuple(
        GapResult(
            grid_id=gap.grid_id,
            opened_ms=gap.opened_ms,
            closed_ms=gap.closed_ms,
            reason=gap.reason,
            excused=excused(gap, limits_of(muster)),
        )
        for gap in sorted(muster.gaps, key=lambda gap: (gap.opened_ms, gap.grid_id))
    )


def most_at_once(gaps: Iterable[CoverGap]) -> int:
    """The greatest number of grids that stood below their minimum at the same time."""
    steps: list[tuple[int, int]] = []
    for gap in gaps:
        steps.append((gap.opened_ms, 1))
        if gap.closed_ms >= 0:
            steps.append((gap.closed_ms, -1))
    now = most = 0
    for _, step in sorted(steps):  # of one instant, closings first
        now += step
        most = max(most, now)
    return most


def measures(watch: MusterWatch, last_ms: int) -> Measures:
    """Everything beside the gates; `last_ms` = the journal's end."""
    muster = watch.last
    orders = orders_of(watch, last_ms)
    final = watch.strength_at(final_ms(watch, last_ms))
    at_t1 = watch.strength_at(muster.t1_ms) if muster.t1_ms >= 0 else final
    lasted_ms = end_of(watch, last_ms) - muster.t0_ms
    errors = (_eta_error_ms(order, watch.units.get(order.id)) for order in orders)
    return Measures(
        strength_at_limit=strength_at_limit(watch, last_ms),
        final_strength=final.officers,
        surplus=max(0, final.officers - limits_of(muster).strength),
        by_voice=at_t1.by_voice,
        acknowledgement=spread(_since(o, o.acknowledged_ms) for o in orders if o.acknowledged_ms >= 0),
        never_acknowledged=sum(order.acknowledged_ms < 0 for order in orders),
        turnout=spread(_since(o, o.enroute_ms) for o in orders if o.enroute_ms >= 0),
        eta_error=spread(error for error in errors if error >= 0),
        minimum_cover=-most_at_once(muster.gaps),
        false_declarations=muster.false_declarations,
        wrong_orders=watch.wrong_orders,
        double_orders=watch.doubles,
        alarms_unacknowledged=watch.alarms,
        escalations_missed=watch.incident.leader_escalations,
        commands_per_minute_permille=watch.desk_actions * 60_000 * PERMILLE // lasted_ms
        if lasted_ms > 0
        else 0,
        skewed=muster.skewed,
    )
