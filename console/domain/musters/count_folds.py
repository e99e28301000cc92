"""Folds of what counting rests on: head-counts, fences, voice, and who is counted. See `evolve`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.picture import Folds, Key, Picture

from . import events as e
from .counting import muster_unit, policy_of, strength_by
from .destinations import muster_of
from .entities import Area, Muster, MusterUnit, NotCounted
from .standing import left, set_unit
from .unit_folds import device_told


def _under(muster: Muster, unit_id: str) -> MusterUnit:
    """The unit under this order; an event that names another is a broken journal (KeyError)."""
    unit = muster_unit(muster, unit_id)
    if unit is None:
        raise KeyError(f"{unit_id} is not under {muster.id}")
    return unit


def _headcount(p: Picture, r: Stamped, ev: e.HeadcountReported) -> list[Key]:
    muster = muster_of(p, p.orders[ev.order_id].incident_id)
    if muster is None:
        raise KeyError(f"no muster for {ev.order_id}")
    unit = replace(
        _under(muster, ev.unit_id),
        headcount=ev.sworn,
        headcount_auxiliary=ev.auxiliary,
        headcount_volunteers=ev.volunteers,
        headcount_ms=r.t_ms,
        over_roster=ev.over_roster,
    )
    if unit.why_not == NotCounted.DEPARTED:  # no more are under way than there are
        unit = replace(
            unit,
            officers=unit.officers[: ev.sworn],
            auxiliary=min(unit.auxiliary, ev.auxiliary),
            volunteers=min(unit.volunteers, ev.volunteers),
        )
    return set_unit(p, muster, unit, r.t_ms) + device_told(p, r, ev.order_id, ev.device_ms)


def _entered(p: Picture, r: Stamped, ev: e.FenceEntered) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit = _under(muster, ev.unit_id)
    changes: dict[str, Any] = {}
    if ev.area is Area.RALLY and unit.first_rally_ms < 0:
        changes["first_rally_ms"] = r.t_ms
    if ev.area is not Area.RALLY and unit.first_scene_ms < 0:
        changes["first_scene_ms"] = r.t_ms
    if ev.area is Area.POST:
        changes["at_post_ms"] = r.t_ms
    elif unit.area == Area.POST:
        changes.update(at_post_ms=-1, **_without_voice_at_post(unit))
    unit = replace(
        unit,
        area=ev.area.value,
        area_ms=r.t_ms,
        outside=NotCounted.EN_ROUTE.value,
        contradicted=False,
        sent_from="",
        under_way=unit.under_way and ev.area is Area.RALLY,
        **changes,
    )
    if ev.area is not Area.RALLY and muster.first_on_scene_ms < 0:
        muster = replace(muster, first_on_scene_ms=r.t_ms)
    return set_unit(p, muster, unit, r.t_ms)


def _without_voice_at_post(unit: MusterUnit) -> dict[str, Any]:
    return {"voice_ms": -1, "voice_area": ""} if unit.voice_area == Area.POST else {}


def _left(p: Picture, r: Stamped, ev: e.FenceLeft) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit = left(_under(muster, ev.unit_id), ev.why)
    return set_unit(p, muster, unit, r.t_ms)


def _voice(p: Picture, r: Stamped, ev: e.VoiceReported) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit = _under(muster, ev.unit_id)
    changes: dict[str, Any] = {}
    if ev.area is not Area.POST and unit.area != Area.POST:
        changes["at_post_ms"] = -1
    elif unit.at_post_ms < 0:
        changes["at_post_ms"] = r.t_ms
    if ev.area is not Area.RALLY and unit.first_scene_ms < 0:
        changes["first_scene_ms"] = r.t_ms
    unit = replace(unit, voice_ms=r.t_ms, voice_area=ev.area.value, contradicted=False, **changes)
    return set_unit(p, muster, unit, r.t_ms)


def _contradicted(p: Picture, r: Stamped, ev: e.VoiceContradicted) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit = _under(muster, ev.unit_id)
    at_post_ms = unit.at_post_ms if unit.area == Area.POST else -1
    unit = replace(unit, voice_ms=-1, voice_area="", contradicted=True, at_post_ms=at_post_ms)
    return set_unit(p, muster, unit, r.t_ms)


def _counted(p: Picture, r: Stamped, ev: e.UnitCounted) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit, policy = _under(muster, ev.unit_id), policy_of(muster)
    why = ""
    if not strength_by(policy, len(ev.officers), ev.auxiliary, ev.volunteers):
        patrol = p.units[ev.unit_id].tier in policy.tiers
        why = (NotCounted.NOBODY_NEW if patrol else NotCounted.WRONG_TIER).value
    unit = replace(
        unit,
        officers=ev.officers,
        auxiliary=ev.auxiliary,
        volunteers=ev.volunteers,
        by_voice=ev.by_voice,
        counted_ms=unit.counted_ms if unit.counted_ms >= 0 else r.t_ms,
        why_not=why,
    )
    return set_unit(p, muster, unit, r.t_ms)


def _uncounted(p: Picture, r: Stamped, ev: e.UnitUncounted) -> list[Key]:
    muster = p.musters[ev.muster_id]
    unit = replace(_under(muster, ev.unit_id), counted_ms=-1, by_voice=False, why_not=ev.why)
    if not ev.ordered:
        unit = replace(unit, officers=(), auxiliary=0, volunteers=0)
    return set_unit(p, muster, unit, r.t_ms)


MUSTER_COUNT_FOLDS: Folds = {
    e.HeadcountReported: _headcount,
    e.FenceEntered: _entered,
    e.FenceLeft: _left,
    e.VoiceReported: _voice,
    e.VoiceContradicted: _contradicted,
    e.UnitCounted: _counted,
    e.UnitUncounted: _uncounted,
}
