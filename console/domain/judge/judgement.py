"""What a judgement says: gates with seconds, strength, measures (DOMAIN §3 "Judgement"). Frozen structs, any thread.

Made by `judging`; canonical JSON of it is what `main.py score` prints. Durations in milliseconds, −1 = not
applicable or never; instants in t_ms.
"""

from __future__ import annotations

import msgspec

from console.domain.musters.definition import Difference


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
    """One order of the muster and what its unit did with it; a unit ordered twice has two.

    Durations from the order: acknowledged, set off, at the rally point or on scene by position or confirmation, and the
    travel time shown when it was given. `officers` and `why_not` (why none are) are of the instant of
    `Measures.final_strength`: what the unit added to it, so that the rows sum up to it.
    """

    unit_id: str
    order_id: str
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
    """What is shown beside the gates and never blended with them. Counts are of the time from T0 to the muster's end.

    Refusals, recommendations, looks and alarms of the screen are no part of a journal and therefore of no measure here.
    """

    strength_at_limit: int
    """Counted at T0 + the muster limit of the order; −1 when the journal or the muster ends before."""
    final_strength: int
    """Counted at T3, or when the muster was stood down or interrupted, or at the journal's end."""
    surplus: int
    """By how many the final strength exceeds the strength wanted; never negative."""
    by_voice: int
    """How many of the strength at T1 (without it: of the final one) rest on voice reports."""
    acknowledgement: Spread
    """From the order to its signature, over orders that were signed."""
    never_acknowledged: int
    """Orders that were never signed; they are in no spread."""
    turnout: Spread
    """From the order to setting off, which is what a registered turnout time means."""
    eta_error: Spread
    """|arrived − shown|, over units that came where the shown time was for: the rally point, or the scene."""
    minimum_cover: int
    """0 = no grid fell below its minimum since T0; −n = n grids stood below theirs at the same time, at worst."""
    false_declarations: int
    wrong_orders: int
    """Orders that a desk took back or diverted elsewhere within a minute of giving them; not when the muster ended."""
    double_orders: int
    """Units named in a muster order although an order bound them elsewhere (the rules skip them)."""
    alarms_unacknowledged: int
    """Calls from outside that nobody acknowledged or settled within a minute, or by the end."""
    escalations_missed: int
    """How often the responsible leader was silent past the limit, so that the next one had to be told."""
    commands_per_minute_permille: int
    """Operator load: accepted actions of desks per minute × 1000."""
    skewed: int
    """Reports of devices whose clock was off by more than the limit."""


class DefinitionResult(msgspec.Struct, frozen=True, kw_only=True):
    """By which card a pass was judged; `hash` as `definition.hash_of`. `eased` = some difference made it easier."""

    card: str
    version: int
    hash: str
    name_zh: str
    name_en: str
    differences: tuple[Difference, ...]
    eased: bool


class EarlierMuster(msgspec.Struct, frozen=True, kw_only=True):
    """A muster of the same incident that was stood down before: its gates' states stand first."""

    muster_id: str
    t0_ms: int
    ended_ms: int
    gates: tuple[GateResult, ...]


class MusterResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One muster, judged. `t_star_ms` and `t_star_anywhere_ms` are durations, without the allowance."""

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
    """"baseline" = from the T0 snapshot (live); "autopilot" = a drill's, of the optimal autopilot in the same world;
    "pending" = a drill's that nobody has looked for yet; "" = none is known."""
    allowance_ms: int
    """Order allowance of the plan: shown beside T* (before rules 4 it was added to it)."""
    efficiency_permille: int
    """T* / (T1 − T0), at most 1000; −1 without T* or T1. Before rules 4 with the allowance added to T*."""
    measures: Measures
    units: tuple[UnitResult, ...]
    gaps: tuple[GapResult, ...]
    curve: tuple[int, ...]
    interrupted: bool
    state: str
    contradictions: tuple[str, ...]
    """What of the journal's decisions does not follow from its own facts: gates and instants by name. Always empty for
    a journal that a hub of these rules wrote."""
    definition: DefinitionResult | None = None
    """None in journals of rules before 4."""
    earlier: tuple[EarlierMuster, ...] = ()
    """The chain that this muster belongs to, without itself."""
    stood_inside: tuple[str, ...] = ()
    """Units that were in the work area before they set off for it."""
    just_out: tuple[str, ...] = ()
    """Units set out of service in the ten minutes before T0; counted as eligible all the same."""


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
    """Why it is not ranked: the run's own codes ("rate", "pause", "autopilot", "interrupted"), or "kind" (no exercise's
    journal), "no_run", "unfinished" (the run has not ended), "definition" (a muster was easier than its definition),
    "again" (a muster was stood down and ordered again)."""
    musters: tuple[MusterResult, ...]
