"""What a muster order carries: rally point, posts, checklist, limits, policies (DOMAIN §3). Frozen structs, any thread.

A muster order is self-contained, so that a journal can be judged without any plan file. Plan cards
(`console.planning.plan_cards`) prefill it. Every number of DOMAIN §3 is a field here with its default.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from console.domain.base.place import Place


class MusterMode(StrEnum):
    """Where officers are counted: at the rally point or on scene, on scene only, or by roll call at the rally point."""

    RALLY_POINT = "rally_point"
    DIRECT_TO_SCENE = "direct_to_scene"
    ROLL_CALL = "roll_call"


class ClockModel(StrEnum):
    """When the next phase starts (DOMAIN §3): as the previous ends, at its order, or 1 and 2 together."""

    SEQUENTIAL = "sequential"
    PER_ORDER = "per_order"
    PARALLEL = "parallel"


class PostKind(StrEnum):
    """Posts of the scene: 现场指挥, 警戒, 疏散, 交通, 救援通道."""

    SCENE_COMMAND = "scene_command"
    CORDON = "cordon"
    EVACUATION = "evacuation"
    TRAFFIC = "traffic"
    RESCUE_LANE = "rescue_lane"


class CountPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Whose head-count makes the strength: sworn of `tiers`; the others only where the policy says so."""

    tiers: tuple[int, ...] = (1, 2)
    auxiliaries: bool = False
    volunteers: bool = False


class MusterLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of DOMAIN §3 with their defaults. Milliseconds of hub time, metres, centimetres per second."""

    strength: int = 100
    muster_ms: int = 600_000
    arrive_ms: int = 600_000
    resolve_ms: int = 600_000
    hold_ms: int = 10_000
    """T1 and T2 count only when they held so long."""
    sustain_ms: int = 60_000
    """An unordered drop below strength for more than this fails "sustained"."""
    next_phase_ms: int = 60_000
    """PER_ORDER: the next phase starts so long after the previous one ended, at the latest."""
    allowance_ms: int = 45_000
    """Order allowance added to T*."""
    rally_radius_m: int = 150
    rally_speed_cmps: int = 139
    """5 km/h, rounded to the nearest cm/s."""
    fix_age_ms: int = 30_000
    skew_ms: int = 2_000
    cover_hold_ms: int = 60_000
    """A grid below its minimum for longer than this is a gap (units on patrol come and go). Ours."""
    cover_reason_ms: int = 120_000
    """A reason recorded later than this after the gap opened does not excuse it. Ours."""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post of the scene, its fence, and how many officers fill it."""

    id: str
    kind: PostKind
    name_zh: str
    name_en: str
    lon_e7: int
    lat_e7: int
    officers: int
    radius_m: int = 60


class ChecklistItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of 现场受控. `post` = the kind of post whose people bring it about ("" = any)."""

    id: str
    text_zh: str
    text_en: str
    post: str = ""


class MusterPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a muster order (集结令). `rally` None only with DIRECT_TO_SCENE.

    `work_area_e7` is a closed ring of alternating lon, lat (at least three corners), inside which a unit is on scene.
    `scene_commander` and `roll_caller` are officer ids ("" = the first unit's senior officer).
    `card` is the plan card's id and `proposal` which of the three plans was ordered ("fastest", "balanced",
    "keep_cover", "" = picked by hand).
    """

    rally: Place | None
    work_area_e7: tuple[int, ...]
    posts: tuple[Post, ...]
    checklist: tuple[ChecklistItem, ...]
    mode: MusterMode = MusterMode.RALLY_POINT
    clock_model: ClockModel = ClockModel.SEQUENTIAL
    policy: CountPolicy = CountPolicy()
    limits: MusterLimits = MusterLimits()
    route: str = ""
    gear_zh: str = ""
    gear_en: str = ""
    channel: str = ""
    scene_commander: str = ""
    roll_caller: str = ""
    card: str = ""
    proposal: str = ""
    cover_reason: str = ""
    """Why grids are left below their minimum ("" = none is meant to be)."""
