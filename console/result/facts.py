"""The facts of a result: all that panel, page, tables, text and `result.json` say, each thing once. Frozen structs.

Instants are wall times of the hub in the town's zone (ISO 8601 with its offset), durations seconds; null = never, or
not known. Names stand in both languages, codes as the journal has them. Made by `gathering`; any thread.
"""

from __future__ import annotations

from typing import Final

import msgspec

from console.domain.judge.judgement import Judgement, Measures
from console.domain.musters.definition import Difference

FORMAT: Final = "result/1"
"""Grows when a field changes its meaning."""
ERASED: Final = "(erased)"
"""Stands for what somebody said and what was erased since; what is sealed stands as it is sealed."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name in both languages; one may be empty."""

    zh: str = ""
    en: str = ""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """The one reason that decided a gate; which fields are filled depends on `code` (see `reasons`)."""

    code: str
    units: tuple[str, ...] = ()
    post: str = ""
    item: str = ""
    grid: str = ""
    count: int = -1
    wanted: int = -1
    late_s: float | None = None
    """By how much the first of `units` came later than shown; negative = sooner."""
    text: str = ""
    """What somebody gave as a reason, as it was typed."""


class GateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A gate. `state`: passed, missed, running, not_started, interrupted, stood_down; `over_s` = reached so late."""

    gate: str
    state: str
    started_at: str | None
    reached_at: str | None
    took_s: float | None
    limit_s: float | None
    over_s: float | None
    reason: Reason


class StrengthFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Officers required, ordered (`planned`) and reached; −1 = not known. `planned_s`: by the times shown, after T0."""

    required: int
    eligible: int
    planned: int
    planned_s: float | None
    at_t1: int
    at_limit: int
    final: int


class PostFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A post: `there` and `filled_at` as of T2 (without it: of the end). `last` = who came to it last."""

    post: str
    kind: str
    name: Name
    wanted: int
    there: int
    filled_at: str | None
    last: str
    units: tuple[str, ...]


class ItemFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the checklist, and whose evidence it was."""

    item: str
    text: Name
    evidence_at: str | None
    unit: str


class UnitFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One order. Durations from it; `late_s` = there minus shown, negative = sooner. `why_not`: in the end."""

    unit: str
    name: Name
    order: str
    tier: int
    officers: int
    ordered_at: str | None
    signed_s: float | None
    rolling_s: float | None
    there_s: float | None
    shown_s: float | None
    late_s: float | None
    counted: bool
    by_voice: bool
    why_not: str
    post: str


class GapFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A grid below its minimum cover."""

    grid: str
    name: Name
    opened_at: str | None
    lasted_s: float
    reason: str
    excused: bool


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What came between: `code` of `chronicle.CODES`; a unit or a place that it befell, and what was said."""

    at: str | None
    code: str
    unit: str = ""
    place: Name = Name()
    text: str = ""


class EarlierFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A muster of the same incident that was stood down before: gates and states, in order."""

    muster: str
    t0_at: str | None
    ended_at: str | None
    gates: tuple[tuple[str, str], ...]


class CardFacts(msgspec.Struct, frozen=True, kw_only=True):
    """By which definition a pass was judged, and in what it was changed."""

    card: str
    name: Name
    version: int
    hash: str
    differences: tuple[Difference, ...]
    eased: bool


class MusterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One muster. Persons as the journal names them, officers by name. T* is without the allowance."""

    muster: str
    incident: str
    type_code: str
    type: Name
    level: int
    place: Name
    grid: Name
    state: str
    activation: str
    activated_by: str
    ordered_by: str
    verified_by: str
    commander: Name
    rally: Name
    opened_at: str | None
    t0_at: str | None
    t1_at: str | None
    t2_at: str | None
    t3_at: str | None
    ended_at: str | None
    first_on_scene_s: float | None
    strength: StrengthFacts
    eligible_short: bool
    """不具备条件: fewer eligible at T0 than wanted."""
    gates: tuple[GateFacts, ...]
    sustained: str
    sustain_failed_at: str | None
    t_star_s: float | None
    t_star_anywhere_s: float | None
    t_star_source: str
    t_star_place: Name
    """Where a drill's optimal autopilot gathered; empty elsewhere."""
    allowance_s: float
    efficiency: float | None
    curve: tuple[tuple[float, int], ...]
    """Seconds after T0 and counted officers from then on."""
    planned_curve: tuple[tuple[float, int], ...]
    posts: tuple[PostFacts, ...]
    items: tuple[ItemFacts, ...]
    units: tuple[UnitFacts, ...]
    gaps: tuple[GapFacts, ...]
    happenings: tuple[Happening, ...]
    card: CardFacts | None
    earlier: tuple[EarlierFacts, ...]
    stood_inside: tuple[str, ...]
    just_out: tuple[str, ...]
    contradictions: tuple[str, ...]
    measures: Measures


class RunFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The run of a drill. `ended`: resolved, time, stopped, "" or what its director gave; `refused` by code."""

    scenario: str
    name: Name
    seed: int
    autopilot: str
    speed: float
    pauses: int
    began_at: str | None
    ended_at: str | None
    ended: str
    refused: dict[str, int]


class ResultFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`result.json`. `signature`: signed, unsigned, unknown_hub, "" = nobody looked. No `judgement` while it runs."""

    format: str
    kind: str
    town: str
    zone: str
    """The town's zone, as `+08:00`."""
    rules: int
    events: int
    chain: str
    lasted_s: float
    signature: str
    signed_by: str
    ranked: bool
    unranked: tuple[str, ...]
    run: RunFacts | None
    musters: tuple[MusterFacts, ...]
    judgement: Judgement | None
