"""The result of a muster as far as the picture knows it, while it runs and after. Pure; used by the result's feed.

The judgement of record reads every event of the journal (`console.domain.judge`). Here the same arithmetic is done on
what the picture holds of the muster, so that both agree wherever the picture is enough. What only the journal knows
(orders taken back, calls left alone, operator load) is left at −1: not known here.
"""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from console.domain.judge import muster_result
from console.domain.judge_watch import MusterWatch, Strength
from console.domain.judgement import MusterResult
from console.domain.muster_entities import Muster
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
        over_ms=_over_ms(muster),
    )
    result = muster_result(watch, dataclasses.replace(picture, t_ms=max(now_ms, picture.t_ms)))
    measures = replace(
        result.measures,
        final_strength=muster.counted if watch.over_ms < 0 else result.measures.final_strength,
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
