"""The three clocks as the strip and the Command board show them: picture, forecast and an instant, read into a view.

Pure readings: the same input gives an equal view, and equal views cost the widgets nothing. Clocks come from
`console.domain.musters.clock` and nowhere else. Qt main thread; used by the feeds of strip and board.
"""

from __future__ import annotations

from typing import Final

from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.musters.clock import eligible_short, limit_ms, limits_of, phase_clock
from console.domain.musters.counting import counted_strength, policy_of, standing_strength
from console.domain.musters.entities import Activation, Muster, MusterState
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.picture import Picture
from console.domain.runs.entities import RunState
from console.wire.muster_messages import MusterForecast
from console.words.names import Names
from widgets.header import clock_view as v

FORECAST_OLD_MS: Final = 30_000
"""A forecast is said again every ten seconds: after three times that it is old."""
_GOING_ON: Final = frozenset({MusterState.ACTIVE, MusterState.RESOLVED})
_PHASES: Final = (1, 2, 3)


def musters_going_on(picture: Picture) -> list[Muster]:
    """Musters whose incident is still open, earliest first: those a chooser offers."""
    going = [
        one
        for one in picture.musters.values()
        if one.state in _GOING_ON and _is_open(picture.incidents.get(one.incident_id))
    ]
    return sorted(going, key=lambda one: (one.t0_ms, one.id))


def muster_to_show(picture: Picture, incident_id: str, shown_id: str) -> Muster | None:
    """The selected incident's newest muster, over or not; else the one that was shown; else the newest going on."""
    own = [one for one in picture.musters.values() if one.incident_id == incident_id]
    if own:
        return max(own, key=lambda one: (one.t0_ms, one.id))
    going = musters_going_on(picture)
    kept = next((one for one in going if one.id == shown_id), None)
    return kept or (going[-1] if going else None)


def choices(picture: Picture, names: Names, now_ms: int) -> tuple[v.MusterChoice, ...]:
    """All musters going on, when there are several."""
    going = musters_going_on(picture)
    if len(going) < 2:
        return ()
    return tuple(
        v.MusterChoice(one.incident_id, _title(one, names), max(0, now_ms - one.t0_ms)) for one in going
    )


def clock_view(
    muster: Muster,
    names: Names,
    forecast: MusterForecast | None,
    now_ms: int,
    reasons: tuple[str, str, str] = ("", "", ""),
) -> v.MusterClockView:
    """Everything about one muster at `now_ms`; `reasons` say what decided each phase."""
    picture = names.picture
    incident = picture.incidents.get(muster.incident_id)
    return v.MusterClockView(
        incident_id=muster.incident_id,
        title=_title(muster, names),
        gone_ms=max(0, _end_ms(muster, now_ms) - muster.t0_ms),
        before_ms=_since(muster.t0_ms, -1 if incident is None else incident.accepted_ms),
        alarm_ms=_since(muster.t0_ms, -1 if incident is None else incident.opened_ms),
        by_director=muster.activation is Activation.DIRECTOR,
        eased=muster.id in picture.standards and picture.standards[muster.id].eased,
        mark=_mark(muster, picture),
        phases=(
            _time(muster, 1, now_ms, reasons[0]),
            _time(muster, 2, now_ms, reasons[1]),
            _time(muster, 3, now_ms, reasons[2]),
        ),
        muster=_muster_detail(muster, picture, forecast, now_ms),
        arrive=_arrive_detail(muster),
        resolve=_resolve_detail(muster),
    )


def until_next_second_ms(muster: Muster, now_ms: int) -> int:
    """Hub time until one of the running clocks shows another second; 0 when none runs."""
    if _end_ms(muster, now_ms) != now_ms:
        return 0
    clocks = [phase_clock(muster, phase, now_ms) for phase in _PHASES]
    starts = [muster.t0_ms, *(one.started_ms for one in clocks if one.state in ("running", "missed"))]
    return min(1000 - (now_ms - start) % 1000 for start in starts if start >= 0)


def under_way(muster: Muster, picture: Picture) -> int:
    """Officers who could count and are ordered here but do not count now: on the road, or not confirmed."""
    policy = policy_of(muster)
    total = 0
    for one in muster.units:
        unit, order = picture.units.get(one.unit_id), picture.orders.get(one.order_id)
        if one.ended or one.counted_ms >= 0 or unit is None or unit.tier not in policy.tiers:
            continue
        if order is None or order.state in OPEN_ORDER_STATES:
            total += unit.sworn if one.headcount < 0 else min(unit.sworn, one.headcount)
    return total


def forecast_view(muster: Muster, forecast: MusterForecast | None, now_ms: int) -> v.ForecastView | None:
    """The forecast against phase 1's limit, as durations from T0."""
    if forecast is None or forecast.muster_id != muster.id:
        return None
    limit = limit_ms(muster, 1)
    p50, p90 = (at - muster.t0_ms if at >= 0 else -1 for at in (forecast.p50_ms, forecast.p90_ms))
    return v.ForecastView(
        p50_ms=p50,
        p90_ms=p90,
        late=p50 < 0 or p50 > limit,
        tight=p90 < 0 or p90 > limit,
        old=now_ms - forecast.t_ms > FORECAST_OLD_MS,
    )


# -- inside ------------------------------------------------------------------------------------------------------------


def _is_open(incident: Incident | None) -> bool:
    return incident is not None and incident.state in OPEN_INCIDENT_STATES


def _title(muster: Muster, names: Names) -> str:
    incident = names.picture.incidents.get(muster.incident_id)
    return "" if incident is None else names.incident_type(incident.type_code)


def _since(later_ms: int, earlier_ms: int) -> int:
    return max(0, later_ms - earlier_ms) if earlier_ms >= 0 else -1


def _end_ms(muster: Muster, now_ms: int) -> int:
    """Where the total clock stands: at T3 or at the muster's end, else now."""
    ends = [at for at in (muster.t3_ms, muster.ended_ms) if at >= 0]
    return min(ends) if ends else now_ms


def _mark(muster: Muster, picture: Picture) -> v.StripMark:
    match muster.state:
        case MusterState.RESOLVED:
            return v.StripMark.RESOLVED
        case MusterState.INTERRUPTED:
            return v.StripMark.INTERRUPTED
        case MusterState.ENDED:
            return v.StripMark.RESOLVED if muster.t3_ms >= 0 else v.StripMark.STOOD_DOWN
        case MusterState.ACTIVE:
            paused = any(run.state is RunState.PAUSED for run in picture.runs.values())
            return v.StripMark.PAUSED if paused else v.StripMark.NONE


def _time(muster: Muster, phase: int, now_ms: int, reason: str) -> v.PhaseTime:
    clock = phase_clock(muster, phase, now_ms)
    state = v.PhaseState(clock.state)
    if state is v.PhaseState.RUNNING and muster.ended_ms >= 0:
        state = v.PhaseState.STOOD_DOWN
    return v.PhaseTime(
        state,
        clock.limit_ms,
        clock.gone_ms,
        clock.left_ms,
        clock.started_ms >= 0,
        clock.reached_ms >= 0,
        reason,
    )


def _muster_detail(
    muster: Muster, picture: Picture, forecast: MusterForecast | None, now_ms: int
) -> v.MusterDetail:
    limits, policy = limits_of(muster), policy_of(muster)
    holding = muster.reached_ms >= 0 and muster.t1_ms < 0
    below = muster.t1_ms >= 0 and muster.t3_ms < 0 and muster.below_since_ms >= 0
    return v.MusterDetail(
        counted=standing_strength(muster) if muster.t1_ms >= 0 else counted_strength(muster),
        over=muster.state is not MusterState.ACTIVE,
        required=muster.required,
        strength=limits.strength,
        eligible=muster.eligible,
        short=eligible_short(muster),
        best_ms=muster.best_ms,
        ordered=muster.plan is not None,
        under_way=under_way(muster, picture),
        auxiliary=0 if policy.auxiliaries else muster.counted_auxiliary,
        volunteers=0 if policy.volunteers else muster.counted_volunteers,
        by_voice=muster.counted_by_voice,
        forecast=None if muster.t1_ms >= 0 else forecast_view(muster, forecast, now_ms),
        hold_left_ms=max(0, muster.reached_ms + limits.hold_ms - now_ms) if holding else -1,
        below_ms=max(0, now_ms - muster.below_since_ms) if below else -1,
        sustain_failed=muster.sustain_failed_ms >= 0,
    )


def _arrive_detail(muster: Muster) -> v.ArriveDetail:
    first = muster.first_on_scene_ms
    unit = next((one.unit_id for one in muster.units if first >= 0 and one.first_scene_ms == first), "")
    posts = () if muster.plan is None else muster.plan.posts
    filled = {one.post_id for one in muster.posts if one.filled_ms >= 0}
    return v.ArriveDetail(
        first_on_scene_ms=_since(first, muster.t0_ms) if first >= 0 else -1,
        first_unit=unit,
        # Once T2 is latched the posts were filled, whoever has left since.
        posts_filled=len(posts) if muster.t2_ms >= 0 else sum(post.id in filled for post in posts),
        posts=len(posts),
        handling=muster.handling_ms >= 0,
    )


def _resolve_detail(muster: Muster) -> v.ResolveDetail:
    items = () if muster.plan is None else muster.plan.checklist
    done = {one.item_id for one in muster.items if one.evidence_ms >= 0}
    return v.ResolveDetail(
        done=sum(item.id in done for item in items),
        items=len(items),
        declared=muster.declared_ms >= 0,
        verified=muster.verified_ms >= 0,
        false_declarations=muster.false_declarations,
    )
