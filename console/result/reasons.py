"""The one reason that decided a gate: which unit counted last, which post was last, what is wanting. Pure, any thread.

Read out of the muster as it stood when the gate was decided; of a muster that goes on, as it stands now, from the same
instants: what they do not tell any more is left unsaid rather than guessed.
"""

from __future__ import annotations

from console.domain.judge.judgement import GapResult, GateResult, MusterResult
from console.domain.musters.entities import Gate, Muster, MusterState, MusterUnit, NotCounted
from console.domain.musters.latches import evidence_ms
from console.domain.musters.plan import Post

from .chronicle import Seen
from .facts import Reason

MOST_NAMED = 3
_PHASES = {Gate.MUSTER: 1, Gate.ARRIVE: 2, Gate.RESOLVE: 3}
_UNDECIDED = frozenset({"interrupted", "stood_down"})


def reason_of(gate: Gate, state: str, result: MusterResult, seen: Seen) -> Reason:
    """Why the gate is as it is; `state` as in `GateFacts`."""
    if gate is Gate.COVER:
        return _cover(result.gaps, state, seen.last)
    phase = _PHASES[gate]
    at_ms = (result.t1_ms, result.t2_ms, result.t3_ms)[phase - 1]
    if at_ms >= 0:
        muster = seen.reached.get(phase, seen.last)
        return (_last_counted, _last_post, _last_item)[phase - 1](muster, at_ms, result, seen)
    if state == "not_started":
        return Reason(code="not_begun" if seen.last.state is MusterState.ACTIVE else "never_begun")
    if state in _UNDECIDED or _stood_down(result.gates[phase - 1], seen.last):
        code = "interrupted" if state == "interrupted" else "stood_down"
        return Reason(code=code, text=seen.last.ended_reason)
    muster = seen.missed.get(gate.value, seen.last)
    if state == "running":
        muster = seen.last
    return (_short, _posts_open, _items_open)[phase - 1](muster, result)


def gate_state(state: str, muster: Muster) -> str:
    """The judgement's state of a gate; `stood_down` where the muster was ended and the gate left open (rules 1)."""
    return "stood_down" if state == "running" and muster.state is MusterState.ENDED else state


def _stood_down(gate: GateResult, muster: Muster) -> bool:
    """Whether a gate was missed because the muster was ended, and not by its limit."""
    over = gate.started_ms >= 0 and gate.started_ms + gate.limit_ms < muster.ended_ms
    return muster.state is MusterState.ENDED and not over


# -- reached -----------------------------------------------------------------------------------------------------------


def _last_counted(muster: Muster, at_ms: int, result: MusterResult, seen: Seen) -> Reason:
    last = [one for one in muster.units if one.counted_ms == at_ms or _moved_on(one, at_ms)]
    if not last:
        return Reason(code="reached")
    names = tuple(one.unit_id for one in last[:MOST_NAMED])
    code = "head_count_last" if last[0].headcount_ms == at_ms else "counted_last"
    return Reason(code=code, units=names, late_s=_late_s(result, last[0]))


def _last_post(muster: Muster, at_ms: int, result: MusterResult, seen: Seen) -> Reason:
    started_ms = result.gates[1].started_ms
    filled_ms = max((post.filled_ms for post in muster.posts), default=-1)
    if muster.handling_ms == at_ms and muster.handling_ms > muster.posts_filled_ms:
        return Reason(code="handling_last", units=(seen.handled_by,) if seen.handled_by else ())
    if at_ms == started_ms and filled_ms < at_ms:
        return Reason(code="stood_before")
    post_id = next((one.post_id for one in muster.posts if one.filled_ms == at_ms), "")
    if not post_id:
        return Reason(code="reached")
    there = sorted((one for one in muster.units if at_post(one, post_id)), key=lambda one: -one.at_post_ms)
    return Reason(code="post_last", post=post_id, units=tuple(one.unit_id for one in there[:1]))


def _last_item(muster: Muster, at_ms: int, result: MusterResult, seen: Seen) -> Reason:
    item_ms = evidence_ms(muster)
    if at_ms == result.gates[2].started_ms and max(item_ms, muster.declared_ms) < at_ms:
        return Reason(code="stood_before")
    if item_ms <= muster.declared_ms:
        return Reason(code="declared_last", text=muster.declared_by)
    item_id = next(one.item_id for one in muster.items if one.evidence_ms == item_ms)
    unit_id = seen.items.get(item_id, "")
    return Reason(code="item_last", item=item_id, units=(unit_id,) if unit_id else ())


# -- not reached -------------------------------------------------------------------------------------------------------


def _short(muster: Muster, result: MusterResult) -> Reason:
    if muster.plan is None:
        return Reason(code="no_order")
    away = [one for one in muster.units if one.counted_ms < 0 and not one.ended]
    away.sort(key=lambda one: one.ordered_ms + max(0, one.eta_ms))
    names = tuple(one.unit_id for one in away)
    return Reason(code="short", count=muster.counted, wanted=muster.required, units=names)


def _posts_open(muster: Muster, result: MusterResult) -> Reason:
    if muster.plan is None:
        return Reason(code="no_order")
    if not any(one.post for one in muster.units):
        return Reason(code="nobody_sent")
    there = {one.post_id: one for one in muster.posts}
    wanting = [one for one in muster.plan.posts if there[one.id].filled_ms < 0]
    if not wanting:
        return Reason(code="no_handling" if muster.handling_ms < 0 else "not_held")

    def lacks(post: Post) -> int:
        return post.officers - there[post.id].officers

    worst = max(wanting, key=lacks)
    sent = tuple(one.unit_id for one in muster.units if one.post == worst.id and one.at_post_ms < 0)
    return Reason(
        code="post_open", post=worst.id, count=there[worst.id].officers, wanted=worst.officers, units=sent
    )


def _items_open(muster: Muster, result: MusterResult) -> Reason:
    wanting = [one.item_id for one in muster.items if one.evidence_ms < 0]
    if wanting:
        return Reason(code="items_open", item=wanting[0], count=len(wanting), wanted=len(muster.items))
    if muster.declared_ms < 0:
        return Reason(code="not_declared")
    return Reason(code="not_verified", text=muster.declared_by)


def _cover(gaps: tuple[GapResult, ...], state: str, muster: Muster) -> Reason:
    bare = [gap for gap in gaps if not gap.excused]
    if bare:
        code = "gap_late_reason" if bare[0].reason else "gap_bare"
        return Reason(code=code, grid=bare[0].grid_id, count=len(bare), wanted=len(gaps), text=bare[0].reason)
    if state in _UNDECIDED:
        return Reason(code=state, text=muster.ended_reason)
    return Reason(code="gaps_excused", count=len(gaps)) if gaps else Reason(code="no_gap")


# -- parts -------------------------------------------------------------------------------------------------------------


def at_post(unit: MusterUnit, post_id: str) -> bool:
    """Whether the unit came to a post."""
    return unit.post == post_id and unit.at_post_ms >= 0


def _moved_on(unit: MusterUnit, at_ms: int) -> bool:
    """Whether it could first count at `at_ms` (there, its head-count confirmed), and does not count from then on."""
    came = [at for at in (unit.first_rally_ms, unit.first_scene_ms, unit.voice_ms) if at >= 0]
    stayed = 0 <= unit.counted_ms <= at_ms or unit.why_not == NotCounted.WRONG_TIER
    if stayed or not came or unit.headcount_ms < 0:
        return False
    return max(min(came), unit.headcount_ms) == at_ms


def _late_s(result: MusterResult, unit: MusterUnit) -> float | None:
    row = next((one for one in result.units if one.order_id == unit.order_id), None)
    if row is None or row.arrived_ms < 0 or row.eta_ms < 0:
        return None
    return (row.arrived_ms - row.eta_ms) / 1000
