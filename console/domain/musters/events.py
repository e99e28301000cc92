"""Events of the three 10-minutes. Pure data, any thread."""

from __future__ import annotations

import msgspec

from console.domain.base.message import Event

from .definition import Difference, MusterDefinition
from .entities import Activation, Area, BaselineUnit, Gate
from .plan import MusterPlan


class MusterActivated(Event, frozen=True, kw_only=True, tag="muster_activated"):
    """T0. By hand, or because an order took the committed sworn strength above 20.

    `t0_ms` ≥ 0: that was earlier than this event, before the incident was major."""

    muster_id: str
    incident_id: str
    activation: Activation
    eligible: int
    t0_ms: int = -1


class DefinitionLocked(Event, frozen=True, kw_only=True, tag="definition_locked"):
    """What a pass of this muster means from now on, whole."""

    muster_id: str
    definition: MusterDefinition


class DefinitionChanged(Event, frozen=True, kw_only=True, tag="definition_changed"):
    """The order, or a redrawn work area, asks for something else than the definition."""

    muster_id: str
    differences: tuple[Difference, ...]


class MusterOrdered(Event, frozen=True, kw_only=True, tag="muster_ordered"):
    """The order (集结令). Its units' `unit_dispatched` events follow; `skipped` could not be ordered.

    `eligible` is counted again where the order's policy is not the default one."""

    muster_id: str
    plan: MusterPlan
    required: int
    eligible: int
    skipped: tuple[str, ...] = ()


class BaselineRecorded(Event, frozen=True, kw_only=True, tag="baseline_recorded"):
    """What stood at T0 (decision 2): eligible officers, places, ETAs, closures, graph, and T* from them."""

    muster_id: str
    units: tuple[BaselineUnit, ...]
    closures: tuple[str, ...]
    graph_hash: str
    rules: int
    best_ms: int
    best_anywhere_ms: int
    short_grids: tuple[str, ...]


class HeadcountReported(Event, frozen=True, kw_only=True, tag="headcount_reported"):
    """Confirmed head-count of a unit; what exceeds its roster does not count and is told."""

    order_id: str
    unit_id: str
    sworn: int
    auxiliary: int
    volunteers: int
    over_roster: int
    entered_by: str
    device_ms: int = -1


class FenceEntered(Event, frozen=True, kw_only=True, tag="fence_entered"):
    """A position satisfied the rule of an area. `post_id` only with Area.POST."""

    muster_id: str
    unit_id: str
    area: Area
    post_id: str
    fix_ms: int


class FenceLeft(Event, frozen=True, kw_only=True, tag="fence_left"):
    """`why` is a NotCounted code: left, too_fast, stale_fix."""

    muster_id: str
    unit_id: str
    area: Area
    post_id: str
    fix_ms: int
    why: str


class VoiceReported(Event, frozen=True, kw_only=True, tag="voice_reported"):
    """Somebody says by voice that a unit is there; counts unless its position contradicts it."""

    muster_id: str
    unit_id: str
    area: Area
    post_id: str
    entered_by: str


class VoiceContradicted(Event, frozen=True, kw_only=True, tag="voice_contradicted"):
    """The unit's position contradicts what was said."""

    muster_id: str
    unit_id: str
    away_m: int


class UnitCounted(Event, frozen=True, kw_only=True, tag="unit_counted"):
    """From now on these officers count, with this unit: unique over the muster."""

    muster_id: str
    unit_id: str
    officers: tuple[str, ...]
    auxiliary: int
    volunteers: int
    by_voice: bool


class UnitUncounted(Event, frozen=True, kw_only=True, tag="unit_uncounted"):
    """From now on the unit does not count. `ordered`: sent to the scene, which is no drop. `why`: NotCounted code."""

    muster_id: str
    unit_id: str
    why: str
    ordered: bool


class PhaseReached(Event, frozen=True, kw_only=True, tag="phase_reached"):
    """T1, T2 or T3 (`phase` 1–3) is latched at `at_ms`, an instant at or before this event."""

    muster_id: str
    phase: int
    at_ms: int


class GateDecided(Event, frozen=True, kw_only=True, tag="gate_decided"):
    """`took_ms` −1: the limit passed without it. Decided once, never taken back."""

    muster_id: str
    gate: Gate
    passed: bool
    took_ms: int
    limit_ms: int


class SustainFailed(Event, frozen=True, kw_only=True, tag="sustain_failed"):
    """The strength was below for longer than allowed, without an order; `since_ms` = when it fell."""

    muster_id: str
    since_ms: int


class PostAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """A unit and the post it is sent to ("" = to the scene)."""

    unit_id: str
    post_id: str = ""


class PostsAssigned(Event, frozen=True, kw_only=True, tag="posts_assigned"):
    """Units are ordered from the rally point (or on the way) to their posts: the order of phase 2."""

    muster_id: str
    assignments: tuple[PostAssignment, ...]


class PhaseOrdered(Event, frozen=True, kw_only=True, tag="phase_ordered"):
    """The order of a phase (2 or 3), for the clock model PER_ORDER."""

    muster_id: str
    phase: int


class HandlingReported(Event, frozen=True, kw_only=True, tag="handling_reported"):
    """A handling action by a unit on scene."""

    muster_id: str
    order_id: str
    unit_id: str
    action: str
    entered_by: str
    device_ms: int = -1


class ItemEvidenced(Event, frozen=True, kw_only=True, tag="item_evidenced"):
    """Evidence of an item, by a unit at its kind of post ("" before rules 4)."""

    muster_id: str
    item_id: str
    note: str
    entered_by: str
    device_ms: int = -1
    order_id: str = ""
    unit_id: str = ""


class ItemWithdrawn(Event, frozen=True, kw_only=True, tag="item_withdrawn"):
    muster_id: str
    item_id: str
    reason: str


class ControlDeclared(Event, frozen=True, kw_only=True, tag="control_declared"):
    """The scene commander declares the scene under control (现场受控)."""

    muster_id: str
    entered_by: str
    device_ms: int = -1


class ControlVerified(Event, frozen=True, kw_only=True, tag="control_verified"):
    """Somebody else confirms it."""

    muster_id: str


class ControlRefuted(Event, frozen=True, kw_only=True, tag="control_refuted"):
    """Somebody else finds it false: recorded, and the declaration is void."""

    muster_id: str
    reason: str


class CoverGapOpened(Event, frozen=True, kw_only=True, tag="cover_gap_opened"):
    """Grids fell below their minimum cover since T0 and stayed there for `limits.cover_hold_ms`."""

    muster_id: str
    grid_ids: tuple[str, ...]


class CoverGapClosed(Event, frozen=True, kw_only=True, tag="cover_gap_closed"):
    muster_id: str
    grid_ids: tuple[str, ...]


class CoverReasonRecorded(Event, frozen=True, kw_only=True, tag="cover_reason_recorded"):
    muster_id: str
    grid_ids: tuple[str, ...]
    reason: str


class ReservesRecalled(Event, frozen=True, kw_only=True, tag="reserves_recalled"):
    """备勤 called in: these units are reserved no longer."""

    unit_ids: tuple[str, ...]
    muster_id: str


class WorkAreaSet(Event, frozen=True, kw_only=True, tag="work_area_set"):
    muster_id: str
    ring_e7: tuple[int, ...]


class MusterEnded(Event, frozen=True, kw_only=True, tag="muster_ended"):
    """Stood down, or closed with its incident."""

    muster_id: str
    reason: str
