"""Gathers the facts of a result: from a judgement and the chronicle of its journal, or from a picture while it runs.

Pure, any thread. Used by headless drills, `main.py drill` and `score`, and the result's panel.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import timedelta, timezone
from typing import Final

import msgspec

from console.domain.base.place import Place
from console.domain.base.roles import WorldKind
from console.domain.judge.judgement import GateResult, Judgement, MusterResult, UnitResult
from console.domain.judge.judging import AUTOPILOT
from console.domain.musters.counting import heads, policy_of, rosters
from console.domain.musters.entities import Gate, Muster
from console.domain.picture import Picture
from console.domain.runs.entities import Run
from console.domain.runs.folds import RUN

from . import facts as f
from .chronicle import NOWHERE, Came, Chronicle, Seen
from .reasons import gate_state, reason_of
from .rows import WallClock, gap_of, items_of, name_of, place_of, posts_of, seconds, told, unit_of

CHINA_E7: Final = (735_000_000, 180_000_000, 1_351_000_000, 540_000_000)
"""West, south, east, north: one zone."""
_DEGREES_AN_HOUR_E7: Final = 150_000_000


def zone_at(place: Place | None) -> timezone:
    """The zone of a place, which is all that a journal knows of its town's: China's one, elsewhere by the longitude."""
    if place is None:
        return timezone(timedelta(hours=8))
    west, south, east, north = CHINA_E7
    if west <= place.lon_e7 <= east and south <= place.lat_e7 <= north:
        return timezone(timedelta(hours=8))
    return timezone(timedelta(hours=round(place.lon_e7 / _DEGREES_AN_HOUR_E7)))


def facts_of(
    judgement: Judgement,
    chronicle: Chronicle,
    *,
    signature: str = "",
    signed_by: str = "",
    refused: Mapping[str, int] | None = None,
    star_place: f.Name = NOWHERE,
) -> f.ResultFacts:
    """The facts of a judged journal; `chronicle` has seen its events while they were judged.

    `star_place`: where a drill's optimal autopilot gathered within its T*.
    """
    picture = chronicle.picture
    known = {one.muster_id: chronicle.seen[one.muster_id] for one in judgement.musters}
    clock = _clock(picture, (seen.incident.place for seen in known.values()))
    return f.ResultFacts(
        format=f.FORMAT,
        kind=judgement.kind,
        town=judgement.town_id,
        zone=clock.zone.tzname(None).removeprefix("UTC") or "+00:00",
        rules=judgement.rules,
        events=judgement.last_seq,
        chain=judgement.chain,
        lasted_s=judgement.last_t_ms / 1000,
        signature=signature,
        signed_by=signed_by,
        ranked=judgement.ranked,
        unranked=judgement.unranked,
        run=_run(picture.runs.get(RUN), clock, chronicle.ended, refused or {}),
        musters=tuple(
            _muster(one, known[one.muster_id], chronicle.came, picture, clock, star_place)
            for one in judgement.musters
        ),
        judgement=judgement,
    )


def facts_now(
    result: MusterResult, muster: Muster, picture: Picture, kind: WorldKind, now_ms: int
) -> f.ResultFacts:
    """The facts of one muster as far as a picture knows them at `now_ms`. Raises KeyError without its incident."""
    picture = dataclasses.replace(picture, t_ms=max(now_ms, picture.t_ms))
    seen = Seen(picture.incidents[muster.incident_id], muster)
    clock = _clock(picture, (seen.incident.place,))
    return f.ResultFacts(
        format=f.FORMAT,
        kind=kind.value,
        town=picture.town_id,
        zone=clock.zone.tzname(None).removeprefix("UTC") or "+00:00",
        rules=picture.rules,
        events=picture.seq,
        chain="",
        lasted_s=picture.t_ms / 1000,
        signature="",
        signed_by="",
        ranked=False,
        unranked=("unfinished",),
        run=_run(picture.runs.get(RUN), clock, "", {}),
        musters=(_muster(result, seen, (), picture, clock),),
        judgement=None,
    )


def with_star_of(muster: f.MusterFacts, one: MusterResult, place: f.Name) -> f.MusterFacts:
    """The facts of a muster with another T*: that of `one`, found at `place`."""
    permille = one.efficiency_permille
    return msgspec.structs.replace(
        muster,
        t_star_s=seconds(one.t_star_ms),
        t_star_anywhere_s=seconds(one.t_star_anywhere_ms),
        t_star_source=one.t_star_source,
        t_star_place=place,
        efficiency=permille / 1000 if permille >= 0 else None,
    )


def _clock(picture: Picture, places: Iterable[Place]) -> WallClock:
    return WallClock(picture.epoch_ms, zone_at(next(iter(places), None)))


def _run(run: Run | None, clock: WallClock, ended: str, refused: Mapping[str, int]) -> f.RunFacts | None:
    if run is None:
        return None
    return f.RunFacts(
        scenario=run.scenario,
        name=name_of(run),
        seed=run.seed,
        autopilot=run.autopilot,
        speed=run.rate_permille / 1000,
        pauses=run.pauses,
        began_at=clock.at(run.started_ms),
        ended_at=clock.at(run.ended_ms),
        ended=ended,
        refused=dict(sorted(refused.items())),
    )


def _muster(
    one: MusterResult,
    seen: Seen,
    came: Iterable[Came],
    picture: Picture,
    clock: WallClock,
    star_place: f.Name = NOWHERE,
) -> f.MusterFacts:
    muster, incident, plan = seen.last, seen.incident, seen.last.plan
    planned = _planned(one, muster, picture)
    until_ms = _until_ms(one, muster, picture)
    commander = picture.officers.get(plan.scene_commander) if plan is not None else None
    permille = one.efficiency_permille
    return f.MusterFacts(
        muster=one.muster_id,
        incident=one.incident_id,
        type_code=one.type_code,
        type=name_of(picture.incident_types.get(one.type_code), one.type_code),
        level=one.level,
        place=place_of(incident.place),
        grid=name_of(picture.grids.get(incident.place.grid)),
        state=one.state,
        activation=one.activation,
        activated_by=muster.activated_by,
        ordered_by=muster.ordered_by,
        verified_by=muster.verified_by,
        commander=name_of(commander, plan.scene_commander if plan is not None else ""),
        rally=place_of(plan.rally) if plan is not None else f.Name(),
        opened_at=clock.at(one.opened_ms),
        t0_at=clock.at(one.t0_ms),
        t1_at=clock.at(one.t1_ms),
        t2_at=clock.at(one.t2_ms),
        t3_at=clock.at(one.t3_ms),
        ended_at=clock.at(muster.ended_ms),
        first_on_scene_s=seconds(one.first_on_scene_ms - one.t0_ms if one.first_on_scene_ms >= 0 else -1),
        strength=_strength(one, muster, picture, planned),
        eligible_short=one.gates[0].eligible_short,
        gates=tuple(_gate(gate, one, seen, picture, clock) for gate in one.gates),
        sustained=one.sustained,
        sustain_failed_at=clock.at(one.sustain_failed_ms),
        t_star_s=seconds(one.t_star_ms),
        t_star_anywhere_s=seconds(one.t_star_anywhere_ms),
        t_star_source=one.t_star_source,
        t_star_place=star_place if one.t_star_source == AUTOPILOT else NOWHERE,
        allowance_s=one.allowance_ms / 1000,
        efficiency=permille / 1000 if permille >= 0 else None,
        curve=_curve(one),
        planned_curve=planned,
        posts=posts_of(seen, clock),
        items=items_of(seen, clock),
        units=tuple(unit_of(row, muster, picture, clock) for row in one.units),
        gaps=tuple(gap_of(gap, until_ms, picture, clock) for gap in one.gaps),
        happenings=_happenings(one, came, until_ms, picture, clock),
        card=_card(one),
        earlier=_earlier(one, clock),
        stood_inside=one.stood_inside,
        just_out=one.just_out,
        contradictions=one.contradictions,
        measures=one.measures,
    )


def _curve(one: MusterResult) -> tuple[tuple[float, int], ...]:
    pairs = zip(one.curve[::2], one.curve[1::2], strict=True)
    return tuple(((at_ms - one.t0_ms) / 1000, officers) for at_ms, officers in pairs)


def _earlier(one: MusterResult, clock: WallClock) -> tuple[f.EarlierFacts, ...]:
    return tuple(
        f.EarlierFacts(
            muster=before.muster_id,
            t0_at=clock.at(before.t0_ms),
            ended_at=clock.at(before.ended_ms),
            gates=tuple((gate.gate, gate.state) for gate in before.gates),
        )
        for before in one.earlier
    )


def _gate(gate: GateResult, one: MusterResult, seen: Seen, picture: Picture, clock: WallClock) -> f.GateFacts:
    which = Gate(gate.gate)
    state = gate_state(gate.state, seen.last)
    reason = reason_of(which, state, one, seen)
    over_ms = gate.took_ms - gate.limit_ms if state == "missed" and gate.took_ms >= 0 else -1
    return f.GateFacts(
        gate=gate.gate,
        state=state,
        started_at=clock.at(gate.started_ms),
        reached_at=clock.at(gate.reached_ms),
        took_s=seconds(gate.took_ms),
        limit_s=seconds(gate.limit_ms),
        over_s=seconds(over_ms),
        reason=msgspec.structs.replace(reason, text=told(picture, reason.text)),
    )


def _planned(one: MusterResult, muster: Muster, picture: Picture) -> tuple[tuple[float, int], ...]:
    """What the shown times promised: officers by seconds after T0, each unit once, with its first order."""
    policy, known = policy_of(muster), rosters(picture)
    first: dict[str, UnitResult] = {}
    for row in one.units:
        if row.eta_ms >= 0:
            first.setdefault(row.unit_id, row)
    steps, total = [], 0
    for row in sorted(first.values(), key=lambda row: (row.ordered_ms + row.eta_ms, row.unit_id)):
        unit = picture.units.get(row.unit_id)
        more = heads(unit, policy, known) if unit is not None else 0
        if more:
            total += more
            steps.append(((row.ordered_ms + row.eta_ms - one.t0_ms) / 1000, total))
    return tuple(steps)


def _strength(
    one: MusterResult, muster: Muster, picture: Picture, planned: tuple[tuple[float, int], ...]
) -> f.StrengthFacts:
    policy, known = policy_of(muster), rosters(picture)
    units = [
        picture.units[unit_id] for unit_id in {row.unit_id for row in one.units} if unit_id in picture.units
    ]
    ordered = sum(heads(unit, policy, known) for unit in units)
    pairs = zip(one.curve[::2], one.curve[1::2], strict=True)
    at_t1 = max((officers for at_ms, officers in pairs if at_ms == one.t1_ms), default=-1)
    return f.StrengthFacts(
        required=one.required,
        eligible=one.eligible,
        planned=ordered,
        planned_s=next((at_s for at_s, officers in planned if officers >= one.required), None),
        at_t1=at_t1,
        at_limit=one.measures.strength_at_limit,
        final=one.measures.final_strength,
    )


def _happenings(
    one: MusterResult, came: Iterable[Came], until_ms: int, picture: Picture, clock: WallClock
) -> tuple[f.Happening, ...]:
    """From the first report to the muster's end: what befell its units, the roads and the run."""
    units = {row.unit_id for row in one.units}
    return tuple(
        f.Happening(
            at=clock.at(it.t_ms), code=it.code, unit=it.unit_id, place=it.place, text=told(picture, it.text)
        )
        for it in came
        if one.opened_ms <= it.t_ms <= until_ms
        and (not it.unit_id or it.unit_id in units)
        and it.muster_id in ("", one.muster_id)
    )


def _until_ms(one: MusterResult, muster: Muster, picture: Picture) -> int:
    ends = [at for at in (one.t3_ms, muster.ended_ms) if at >= 0]
    return min(ends) if ends else picture.t_ms


def _card(one: MusterResult) -> f.CardFacts | None:
    card = one.definition
    if card is None:
        return None
    return f.CardFacts(
        card=card.card,
        name=name_of(card),
        version=card.version,
        hash=card.hash,
        differences=card.differences,
        eased=card.eased,
    )
