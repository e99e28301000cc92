"""A muster as the picture holds it. Frozen structs, any thread; see DOMAIN §3."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from .plan import MusterPlan


class Activation(StrEnum):
    """What set T0: the duty leader, a player of a drill, its director (marked), or committed strength above 20."""

    LEADER = "leader"
    PLAYER = "player"
    DIRECTOR = "director"
    STRENGTH = "strength"


class MusterState(StrEnum):
    """ACTIVE until T3; RESOLVED after it; ENDED = stood down.

    INTERRUPTED = a real emergency during an exercise, or the end of its run before everything was decided.
    """

    ACTIVE = "active"
    RESOLVED = "resolved"
    ENDED = "ended"
    INTERRUPTED = "interrupted"


LIVE_STATES = frozenset({MusterState.ACTIVE, MusterState.RESOLVED})
"""States of a muster that is not over."""


class Area(StrEnum):
    """Fences of a muster; "" in fields means outside all of them."""

    RALLY = "rally"
    SCENE = "scene"
    POST = "post"


class Gate(StrEnum):
    """集结, 到达, 处置, 留守."""

    MUSTER = "muster"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    COVER = "cover"


class NotCounted(StrEnum):
    """Why a unit under this order does not count now; "" in fields = it counts. Worded by the models."""

    EN_ROUTE = "en_route"
    NO_HEADCOUNT = "no_headcount"
    NO_ROLL_CALL = "no_roll_call"
    CONTRADICTED = "contradicted"
    WRONG_TIER = "wrong_tier"
    NOBODY_NEW = "nobody_new"
    """All its officers are counted with another unit."""
    DEPARTED = "departed"
    """Ordered from the rally point to the scene, not there yet: no drop, and not counted."""
    STALE_FIX = "stale_fix"
    LEFT = "left"
    TOO_FAST = "too_fast"
    ORDER_ENDED = "order_ended"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a unit stood under an order up to (not at) an instant: what it added to the strength, and why not more.

    `strength` is of those counted with it, or departed by order, with the subtotals that the policy adds.
    """

    order_id: str
    strength: int = 0
    counted: bool = False
    by_voice: bool = False
    why_not: str = ""
    until_ms: int = -1
    """−1 = it stands so now."""


class MusterUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One unit under this muster's order. −1 = not (yet).

    `officers` are the sworn officer ids counted with it now, or, while `why_not` is "departed", those who were when it
    was sent. `counted_ms` ≥ 0 = it stands in the count (with officers, or only in a subtotal of its own).
    """

    unit_id: str
    order_id: str
    ordered_ms: int
    eta_ms: int = -1
    """Travel time shown when it was ordered (duration), for the planned curve and the ETA error."""
    headcount: int = -1
    headcount_auxiliary: int = 0
    headcount_volunteers: int = 0
    headcount_ms: int = -1
    over_roster: int = 0
    """By how many the confirmed head-count exceeded the roster."""
    area: str = ""
    area_ms: int = -1
    voice_ms: int = -1
    """A voice report says it is there (rally point or scene); −1 = none, or withdrawn by contradiction."""
    voice_area: str = ""
    contradicted: bool = False
    post: str = ""
    """Id of the post it was sent to; "scene" = sent to the scene without one; "" = not sent."""
    sent_ms: int = -1
    sent_from: str = ""
    """Area in which the order to its post found it; leaving that one is ordered. "" once it entered another."""
    under_way: bool = False
    """Sent on while it counted, until its position arrives or leaves: "departed" while it does not count."""
    at_post_ms: int = -1
    first_rally_ms: int = -1
    first_scene_ms: int = -1
    officers: tuple[str, ...] = ()
    auxiliary: int = 0
    volunteers: int = 0
    by_voice: bool = False
    counted_ms: int = -1
    why_not: str = NotCounted.EN_ROUTE.value
    outside: str = NotCounted.EN_ROUTE.value
    """Why its position is in no area: en_route (also on the ordered way to a post), left, too_fast, stale_fix."""
    ended: bool = False
    past: tuple[Standing, ...] = ()
    """How it stood since control was declared, oldest first: who reads the result later finds the instant of T3."""


class PostStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a post stands: `filled_ms` −1 = not filled now."""

    post_id: str
    officers: int = 0
    filled_ms: int = -1


class ItemStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence of one checklist item; `evidence_ms` −1 = none yet. Judged by the hub's receipt."""

    item_id: str
    evidence_ms: int = -1
    actor: str = ""
    note: str = ""


class CoverGap(msgspec.Struct, frozen=True, kw_only=True):
    """A grid below its minimum cover during the muster; `closed_ms` −1 = still."""

    grid_id: str
    opened_ms: int
    closed_ms: int = -1
    reason: str = ""
    reason_ms: int = -1


class GateStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A decided gate. `took_ms` −1 = the limit passed without it (it may still be reached late)."""

    gate: Gate
    passed: bool
    took_ms: int
    limit_ms: int
    decided_ms: int


class BaselineUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One eligible unit at T0: where it was and its travel time with turnout to the rally point (−1 unknown)."""

    unit_id: str
    lon_e7: int
    lat_e7: int
    eta_ms: int
    officers: int


class Muster(msgspec.Struct, frozen=True, kw_only=True, tag="muster"):
    """The three 10-minutes of one incident. Instants are t_ms, −1 = not yet; latched ones never change again."""

    id: str
    incident_id: str
    t0_ms: int
    activation: Activation
    activated_by: str
    state: MusterState = MusterState.ACTIVE
    plan: MusterPlan | None = None
    ordered_ms: int = -1
    ordered_by: str = ""
    ordered_seat: str = ""
    eligible: int = 0
    """Officers who could count at T0 (available or here already, tiers of the policy, reserves not included)."""
    required: int = 100
    """Strength gate 1 is judged against: the plan's, or `eligible` when that is less (不具备条件)."""
    best_ms: int = -1
    """T* for the chosen rally point from the T0 baseline (duration, without allowance)."""
    best_anywhere_ms: int = -1
    """T* for the best rally point."""
    baseline_ms: int = -1
    units: tuple[MusterUnit, ...] = ()
    posts: tuple[PostStatus, ...] = ()
    items: tuple[ItemStatus, ...] = ()
    counted: int = 0
    counted_auxiliary: int = 0
    counted_volunteers: int = 0
    counted_by_voice: int = 0
    """How many of `counted` rest on voice reports (a subtotal, not added)."""
    curve: tuple[int, ...] = ()
    """Alternating t_ms, strength: the actual muster curve. Strength = counted, what the policy adds, and ordered
    departures (which are no drop). At most 1,000 pairs; then only the journal has it all."""
    reached_ms: int = -1
    """Since when the strength (see `curve`) stands at `required` or more; −1 below. Candidate of T1 until held."""
    t1_ms: int = -1
    below_since_ms: int = -1
    sustain_failed_ms: int = -1
    """Instant at which an unordered drop had lasted too long; latched."""
    first_on_scene_ms: int = -1
    """T2a: shown, never passes anything."""
    posts_filled_ms: int = -1
    handling_ms: int = -1
    phase2_ordered_ms: int = -1
    phase3_ordered_ms: int = -1
    t2_ms: int = -1
    declared_ms: int = -1
    declared_by: str = ""
    false_declarations: int = 0
    verified_ms: int = -1
    verified_by: str = ""
    t3_ms: int = -1
    gaps: tuple[CoverGap, ...] = ()
    baseline_gaps: tuple[str, ...] = ()
    gates: tuple[GateStatus, ...] = ()
    skewed: int = 0
    """Reports of devices whose clock was more than `limits.skew_ms` off."""
    ended_ms: int = -1
    ended_reason: str = ""
