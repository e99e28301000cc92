"""Checks that the rules of musters share: finding one, a valid plan, a ring. Each returns a Refusal or the thing."""

from __future__ import annotations

from console.domain.base.limits import MAX_TEXT
from console.domain.base.message import Refusal
from console.domain.base.place import check_place, check_point
from console.domain.base.refusals import Code, refuse
from console.domain.orders.entities import Order
from console.domain.orders.rules import find_open_order
from console.domain.picture import Picture, about
from console.domain.runs.entities import RunState

from .counting import muster_unit
from .definition import MusterDefinition
from .destinations import muster_of
from .entities import LIVE_STATES, Muster, MusterUnit
from .plan import ClockModel, CountPolicy, MusterLimits, MusterMode, MusterPlan, Post

MAX_POSTS = 20
MAX_ITEMS = 30
MAX_CORNERS = 200
MAX_OFFICERS_AT_POST = 200
MAX_RADIUS_M = 5_000
MAX_NAME = 200
MAX_ID = 40
DAY_MS = 86_400_000

LIMIT_BOUNDS: dict[str, tuple[int, int]] = {
    "strength": (1, 2_000),
    "muster_ms": (1_000, DAY_MS),
    "arrive_ms": (1_000, DAY_MS),
    "resolve_ms": (1_000, DAY_MS),
    "hold_ms": (0, 600_000),
    "sustain_ms": (0, DAY_MS),
    "next_phase_ms": (0, DAY_MS),
    "allowance_ms": (0, DAY_MS),
    "rally_radius_m": (10, MAX_RADIUS_M),
    "rally_speed_cmps": (1, 5_000),
    "fix_age_ms": (1_000, 600_000),
    "skew_ms": (1, DAY_MS),
    "cover_hold_ms": (0, DAY_MS),
    "cover_reason_ms": (0, DAY_MS),
}
"""Least and most of every number of `MusterLimits`; a test holds it against its fields."""
UnderOrder = tuple[Order, Muster, MusterUnit]
"""An open order, the muster it belongs to, and its unit there."""


def find_muster(p: Picture, muster_id: str) -> Muster | Refusal:
    """A muster that is not over."""
    muster = p.musters.get(muster_id)
    if muster is None:
        return refuse(Code.UNKNOWN_MUSTER, muster=muster_id)
    if muster.state not in LIVE_STATES:
        return refuse(Code.MUSTER_OVER, muster=muster_id, state=muster.state.value)
    return muster


def run_is_over(p: Picture) -> bool:
    """Whether an exercise's run has ended or was interrupted: no muster begins any more, none is judged further."""
    return any(run.state in (RunState.ENDED, RunState.INTERRUPTED) for run in p.runs.values())


def find_ordered(p: Picture, muster_id: str) -> Muster | Refusal:
    """A muster that is not over and whose order was given."""
    muster = find_muster(p, muster_id)
    if isinstance(muster, Muster) and muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster_id)
    return muster


def find_unresolved(p: Picture, muster_id: str) -> Muster | Refusal:
    """An ordered muster before T3."""
    muster = find_ordered(p, muster_id)
    if isinstance(muster, Muster) and muster.t3_ms >= 0:
        return refuse(Code.MUSTER_OVER, muster=muster_id, state=muster.state.value)
    return muster


def find_unit_under(muster: Muster, unit_id: str) -> MusterUnit | Refusal:
    """A unit with an open order under this muster."""
    unit = muster_unit(muster, unit_id)
    if unit is None or unit.ended:
        return refuse(Code.NOT_UNDER_THIS_ORDER, unit=unit_id, muster=muster.id)
    return unit


def find_under_order(p: Picture, order_id: str) -> UnderOrder | Refusal:
    """An open order, the muster it belongs to, and its unit there."""
    order = find_open_order(p, order_id)
    if not isinstance(order, Order):
        return order
    muster = muster_of(p, order.incident_id)
    if muster is None:
        return refuse(Code.UNKNOWN_MUSTER, incident=order.incident_id)
    unit = find_unit_under(muster, order.unit_id)
    return (order, muster, unit) if isinstance(unit, MusterUnit) else unit


of_muster = about(find_muster, "muster_id")
of_ordered = about(find_ordered, "muster_id")
of_unresolved = about(find_unresolved, "muster_id")
of_order_under = about(find_under_order, "order_id")


def check_plan(p: Picture, plan: MusterPlan) -> Refusal | None:
    """Whether the order can be given at all; the refusal names the first wrong field."""
    if plan.rally is None and plan.mode is not MusterMode.DIRECT_TO_SCENE:
        return refuse(Code.RALLY_REQUIRED)
    if plan.clock_model is ClockModel.PARALLEL and plan.mode is not MusterMode.DIRECT_TO_SCENE:
        return refuse(Code.PARALLEL_NEEDS_DIRECT)
    if plan.rally is not None and check_place(plan.rally):
        return _bad("rally")
    if check_ring(plan.work_area_e7):
        return _bad("work_area")
    return _check_posts(plan) or _check_items(plan) or _check_limits(plan.limits) or _check_rest(p, plan)


def check_ring(ring_e7: tuple[int, ...]) -> Refusal | None:
    """A closed ring of at least three corners, all in range."""
    corners = list(zip(ring_e7[::2], ring_e7[1::2], strict=False))
    closed = len(ring_e7) % 2 == 0 and len(corners) >= 4 and corners[0] == corners[-1]
    if not closed or len(corners) > MAX_CORNERS + 1 or len(set(corners)) < 3:
        return _bad("work_area")
    return _bad("work_area") if any(check_point(lon, lat) for lon, lat in corners) else None


def _check_posts(plan: MusterPlan) -> Refusal | None:
    ids = [post.id for post in plan.posts]
    if not 1 <= len(ids) <= MAX_POSTS or len(set(ids)) != len(ids):
        return _bad("posts")
    for post in plan.posts:
        if not _good_post(post):
            return _bad("posts", post=post.id[:MAX_ID])
    return None


def _good_post(post: Post) -> bool:
    named = 1 <= len(post.id) <= MAX_ID and post.id != "scene"
    sized = 1 <= post.officers <= MAX_OFFICERS_AT_POST and 1 <= post.radius_m <= MAX_RADIUS_M
    worded = len(post.name_zh) <= MAX_NAME and len(post.name_en) <= MAX_NAME
    return named and sized and worded and check_point(post.lon_e7, post.lat_e7) is None


def _check_items(plan: MusterPlan | MusterDefinition) -> Refusal | None:
    ids = [item.id for item in plan.checklist]
    if not 1 <= len(ids) <= MAX_ITEMS or len(set(ids)) != len(ids):
        return _bad("checklist")
    for item in plan.checklist:
        words = len(item.text_zh) <= MAX_NAME and len(item.text_en) <= MAX_NAME
        if not words or not 1 <= len(item.id) <= MAX_ID:
            return _bad("checklist", item=item.id[:MAX_ID])
    return None


def _check_limits(limits: MusterLimits) -> Refusal | None:
    for name, (least, most) in LIMIT_BOUNDS.items():
        if not least <= getattr(limits, name) <= most:
            return _bad(f"limits.{name}", least=least, most=most)
    return None


def check_definition(definition: MusterDefinition) -> Refusal | None:
    """Whether a definition can be met at all; the refusal names the first wrong field."""
    kinds = [quota.kind for quota in definition.quotas]
    numbers = {
        "version": (definition.version, 1, 1_000_000),
        "officers": (definition.officers, 1, LIMIT_BOUNDS["strength"][1]),
        "post_radius_m": (definition.post_radius_m, 1, MAX_RADIUS_M),
        "work_area_m": (definition.work_area_m, 1, MAX_RADIUS_M),
    }
    for name, (value, least, most) in numbers.items():
        if not least <= value <= most:
            return _bad(name, least=least, most=most)
    if not 1 <= len(definition.id) <= MAX_ID or not 1 <= len(definition.card) <= MAX_NAME:
        return _bad("card")
    if max(len(definition.name_zh), len(definition.name_en)) > MAX_NAME:
        return _bad("card")
    wrong = any(not 1 <= quota.officers <= MAX_OFFICERS_AT_POST for quota in definition.quotas)
    if wrong or len(set(kinds)) < len(kinds):
        return _bad("posts")
    if definition.checklist and (refused := _check_items(definition)):
        return refused
    return _check_limits(definition.limits) or _check_tiers(definition.policy)


def _check_tiers(policy: CountPolicy) -> Refusal | None:
    tiers = policy.tiers
    if not tiers or len(set(tiers)) != len(tiers) or not set(tiers) <= {1, 2, 3}:
        return _bad("policy.tiers")
    return None


def _check_rest(p: Picture, plan: MusterPlan) -> Refusal | None:
    if wrong := _check_tiers(plan.policy):
        return wrong
    for name in ("scene_commander", "roll_caller"):
        officer_id = getattr(plan, name)
        if officer_id and officer_id not in p.officers:
            return _bad(name)
    bounds = {"route": MAX_TEXT, "gear_zh": MAX_TEXT, "gear_en": MAX_TEXT, "cover_reason": MAX_TEXT}
    bounds |= {"channel": MAX_NAME, "card": MAX_NAME, "proposal": MAX_NAME}
    for name, most in bounds.items():
        if len(getattr(plan, name)) > most:
            return _bad(name, most=most)
    return None


def _bad(field: str, **more: str | int) -> Refusal:
    return refuse(Code.BAD_PLAN, field=field, **more)
