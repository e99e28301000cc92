"""What a judgement says: gates with seconds, strength, measures (DOMAIN §3 "Judgement"). Frozen structs, any thread.

Made by `console.domain.judge`; canonical JSON of it is what `main.py score` prints. Durations in milliseconds, −1 = not
applicable or never; instants in t_ms.
"""

from __future__ import annotations

import msgspec


class GateResult(msgspec.Struct, frozen=True, kw_only=True):
    """One gate. `state`: passed, missed, running (the journal ends before it), not_started, interrupted.

    `started_ms` is the phase's start, `reached_ms` T1, T2 or T3. For the cover gate `took_ms` is −1.
    """

    gate: str
    state: str
    started_ms: int
    reached_ms: int
    took_ms: int
    limit_ms: int
    eligible_short: bool = False
    """不具备条件: fewer eligible than wanted; judged against what was achievable."""


class UnitResult(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's part. Durations from its order: acknowledged, rolling, at the rally point or scene; ETA shown then."""

    unit_id: str
    tier: int
    officers: int
    ordered_ms: int
    acknowledged_ms: int
    enroute_ms: int
    arrived_ms: int
    eta_ms: int
    counted: bool
    by_voice: bool
    why_not: str


class GapResult(msgspec.Struct, frozen=True, kw_only=True):
    """A grid that stood below its minimum. `excused` = a reason was recorded in time."""

    grid_id: str
    opened_ms: int
    closed_ms: int
    reason: str
    excused: bool


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Median, 90th percentile (nearest rank) and count of a measure."""

    p50_ms: int
    p90_ms: int
    n: int


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown beside the gates and never blended with them."""

    strength_at_limit: int
    final_strength: int
    surplus: int
    by_voice: int
    acknowledgement: Spread
    turnout: Spread
    eta_error: Spread
    minimum_cover: int
    """Fewest covering units above minimum any grid had, from the gaps told; 0 = none fell below, −n = n grids did."""
    false_declarations: int
    wrong_orders: int
    """Orders refused by the rules, cancelled by a desk within a minute, or declined for want of means."""
    double_orders: int
    alarms_unacknowledged: int
    escalations_missed: int
    commands_per_minute_permille: int
    """Operator load: accepted desk actions per minute of the run × 1000."""
    skewed: int


class MusterResult(msgspec.Struct, frozen=True, kw_only=True):
    """One muster, judged. `t_star_ms` is without the allowance; `efficiency_permille` = T*/T1 capped at 1000."""

    muster_id: str
    incident_id: str
    type_code: str
    level: int
    activation: str
    mode: str
    clock_model: str
    required: int
    eligible: int
    opened_ms: int
    t0_ms: int
    before_ms: int
    ordered_ms: int
    t1_ms: int
    t2_ms: int
    t3_ms: int
    first_on_scene_ms: int
    gates: tuple[GateResult, ...]
    sustained: str
    """held, failed, or "" before T1."""
    sustain_failed_ms: int
    t_star_ms: int
    t_star_anywhere_ms: int
    t_star_source: str
    """"baseline" = from the T0 snapshot; "autopilot" = the optimal autopilot in the same world."""
    efficiency_permille: int
    measures: Measures
    units: tuple[UnitResult, ...]
    gaps: tuple[GapResult, ...]
    curve: tuple[int, ...]
    interrupted: bool
    state: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A journal, judged: the same journal gives the same bytes."""

    format: int
    rules: int
    kind: str
    town_id: str
    last_seq: int
    last_t_ms: int
    chain: str
    """Hash of the last event (hex), "" when the events came without one."""
    ranked: bool
    unranked: tuple[str, ...]
    musters: tuple[MusterResult, ...]
