"""The result of a muster as far as the picture knows it, while it runs and after. Pure; used by the result's feed.

The judgement of record reads every event of the journal (`console.domain.judge.judging`). Here the same arithmetic is
done on what the picture holds of the muster, so that both agree wherever the picture is enough. What only the journal
knows (orders taken back, calls left alone, operator load) is left at −1: not known here.
"""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import muster_result
from console.domain.judge.watch import MusterWatch, Strength, stands
from console.domain.musters.counting import standing_strength
from console.domain.musters.entities import Muster, NotCounted, Standing
from console.domain.musters.standing import standing_of
from console.domain.picture import Picture

UNKNOWN = -1


def live_result(muster: Muster, picture: Picture, now_ms: int) -> MusterResult | None:
    """The muster at `now_ms`; None when its incident has left the picture."""
    incident = picture.incidents.get(muster.incident_id)
    if incident is None:
        return None
    pairs = muster.curve
    watch = MusterWatch(
        last=muster,
        incident=incident,
        orders={i: picture.orders[i] for i in incident.orders if i in picture.orders},
        units={one.order_id: one for one in muster.units},
        strength=[Strength(t_ms, counted, 0) for t_ms, counted in zip(pairs[::2], pairs[1::2], strict=False)],
        stood=_stood(muster, picture),
        over_ms=_over_ms(muster),
    )
    now = dataclasses.replace(picture, t_ms=max(now_ms, picture.t_ms))
    result = muster_result(watch, now, known=list(picture.musters.values()))
    measures = replace(
        result.measures,
        final_strength=standing_strength(muster) if watch.over_ms < 0 else result.measures.final_strength,
        by_voice=muster.counted_by_voice if muster.t1_ms < 0 else UNKNOWN,
        wrong_orders=UNKNOWN,
        double_orders=UNKNOWN,
        alarms_unacknowledged=UNKNOWN,
        commands_per_minute_permille=UNKNOWN,
    )
    return replace(result, measures=measures, contradictions=())


def _over_ms(muster: Muster) -> int:
    ends = [at for at in (muster.t3_ms, muster.ended_ms) if at >= 0]
    return min(ends) if ends else -1


def _stood(muster: Muster, picture: Picture) -> dict[str, list[tuple[int, Standing]]]:
    """Since when each unit stood how, as far as its past goes back; an order before its present one has ended."""
    found: dict[str, list[tuple[int, Standing]]] = {}
    present = {unit.unit_id: unit for unit in muster.units}
    for order_id in picture.incidents[muster.incident_id].orders:
        order = picture.orders.get(order_id)
        if order is not None and order.unit_id in present and present[order.unit_id].order_id != order_id:
            found[order_id] = [(max(order.ended_ms, muster.t0_ms), _ended(order_id))]
    for unit in muster.units:
        from_ms, before = min(unit.ordered_ms, muster.t0_ms), ""
        for one in (*unit.past, standing_of(muster, unit)):
            if before and before != one.order_id:
                stands(found[before], from_ms, _ended(before))
            if one.order_id != before:
                found[one.order_id] = []
            stands(found[one.order_id], from_ms, replace(one, until_ms=UNKNOWN))
            from_ms, before = one.until_ms, one.order_id
    return found


def _ended(order_id: str) -> Standing:
    return Standing(order_id=order_id, why_not=NotCounted.ORDER_ENDED.value)
