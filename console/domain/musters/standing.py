"""How a muster stands after a unit changed: counts, curve, candidate of T1, the drop after it, posts. Pure, any thread.

Used by the folds of musters and of orders. Instants are those of the event that is folded.
"""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.picture import Key, Picture

from .counting import muster_unit, policy_of, standing_strength, strength_by
from .entities import Area, Muster, MusterUnit, NotCounted, PostStatus, Standing

MAX_CURVE = 2_000
"""Numbers in the curve of the picture (pairs of t_ms and strength); beyond that only the journal has it all."""
MAX_PAST = 20
"""Standings that a unit keeps: T3 lies before its latching by no more than posts must hold, or the verifier takes."""


def set_unit(p: Picture, muster: Muster, changed: MusterUnit, t_ms: int) -> list[Key]:
    """Put the muster into the picture with one unit replaced (or added), and everything that follows from it."""
    before = muster_unit(muster, changed.unit_id)
    if before is None:
        units = (*muster.units, changed)
    else:
        changed = _remembering(muster, before, changed, t_ms)
        units = tuple(changed if unit is before else unit for unit in muster.units)
    p.musters[muster.id] = restood(replace(muster, units=units), t_ms)
    return [("musters", muster.id)]


def standing_of(muster: Muster, unit: MusterUnit) -> Standing:
    """How the unit stands; those of all units of a muster sum up to its `standing_strength`."""
    counted = unit.counted_ms >= 0
    stands = counted or unit.why_not == NotCounted.DEPARTED
    strength = strength_by(policy_of(muster), len(unit.officers), unit.auxiliary, unit.volunteers)
    return Standing(
        order_id=unit.order_id,
        strength=strength if stands else 0,
        counted=counted,
        by_voice=unit.by_voice,
        why_not=unit.why_not,
    )


def _remembering(muster: Muster, before: MusterUnit, changed: MusterUnit, t_ms: int) -> MusterUnit:
    """The changed unit with how it stood until now, as long as T3 may still turn out to lie there."""
    past = before.past
    stood = standing_of(muster, before)
    known = any(one.until_ms > muster.t3_ms >= 0 for one in past) or any(one.until_ms == t_ms for one in past)
    if 0 <= muster.declared_ms < t_ms and not known and stood != standing_of(muster, changed):
        past = (*past[1 - MAX_PAST :], replace(stood, until_ms=t_ms))
    return changed if changed.past == past else replace(changed, past=past)


def restood(muster: Muster, t_ms: int) -> Muster:
    """Counts, curve, candidate of T1, drop and posts after a change at `t_ms`."""
    counted = [unit for unit in muster.units if unit.counted_ms >= 0]
    muster = replace(
        muster,
        counted=sum(len(unit.officers) for unit in counted),
        counted_auxiliary=sum(unit.auxiliary for unit in counted),
        counted_volunteers=sum(unit.volunteers for unit in counted),
        counted_by_voice=sum(len(unit.officers) for unit in counted if unit.by_voice),
    )
    return _with_posts(_with_strength(muster, t_ms), t_ms)


def _with_strength(muster: Muster, t_ms: int) -> Muster:
    strength = standing_strength(muster)
    enough = strength >= muster.required
    reached_ms, below_ms = muster.reached_ms, muster.below_since_ms
    if muster.t1_ms < 0:
        reached_ms = (t_ms if reached_ms < 0 else reached_ms) if enough else -1
    else:
        below_ms = -1 if enough else (t_ms if below_ms < 0 else below_ms)
    return replace(
        muster,
        curve=_curve(muster.curve, t_ms, strength),
        reached_ms=reached_ms,
        below_since_ms=below_ms,
    )


def _curve(curve: tuple[int, ...], t_ms: int, strength: int) -> tuple[int, ...]:
    if not curve and not strength:
        return curve
    if curve and curve[-1] == strength:
        return curve
    if curve and curve[-2] == t_ms:
        return (*curve[:-2], t_ms, strength)
    return (*curve, t_ms, strength) if len(curve) < MAX_CURVE else curve


def at_post(unit: MusterUnit) -> bool:
    """Whether the unit counts and stands at the post that it was sent to."""
    return unit.at_post_ms >= 0 and unit.why_not == ""


def _with_posts(muster: Muster, t_ms: int) -> Muster:
    if muster.plan is None:
        return muster
    quotas, policy = {post.id: post.officers for post in muster.plan.posts}, policy_of(muster)
    posts = []
    for status in muster.posts:
        officers = sum(
            strength_by(policy, len(unit.officers), unit.auxiliary, unit.volunteers)
            for unit in muster.units
            if unit.post == status.post_id and at_post(unit)
        )
        filled = officers >= quotas[status.post_id]
        since_ms = (status.filled_ms if status.filled_ms >= 0 else t_ms) if filled else -1
        posts.append(PostStatus(post_id=status.post_id, officers=officers, filled_ms=since_ms))
    full = bool(posts) and all(post.filled_ms >= 0 for post in posts)
    filled_ms = (muster.posts_filled_ms if muster.posts_filled_ms >= 0 else t_ms) if full else -1
    return replace(muster, posts=tuple(posts), posts_filled_ms=filled_ms)


def sent_while_there(unit: MusterUnit) -> bool:
    """Whether the unit was sent on from the area where it is (or is on its way already): leaving it is ordered."""
    return bool(unit.area) and (unit.sent_from == unit.area or unit.under_way)


def left(unit: MusterUnit, why: str) -> MusterUnit:
    """The unit outside all areas. An ordered departure is no leaving; a position that left takes the voice with it."""
    ordered = sent_while_there(unit)
    silent = not ordered and why != NotCounted.STALE_FIX
    return replace(
        unit,
        area="",
        area_ms=-1,
        sent_from="",
        under_way=unit.under_way and ordered,
        outside=NotCounted.EN_ROUTE.value if ordered else why,
        voice_ms=-1 if silent else unit.voice_ms,
        at_post_ms=unit.at_post_ms if unit.area != Area.POST or _voice_holds_post(unit, silent) else -1,
    )


def _voice_holds_post(unit: MusterUnit, silent: bool) -> bool:
    return not silent and unit.voice_ms >= 0 and unit.voice_area == Area.POST
