"""What a drill leaves behind: `result.json` and its exported journal. Pure but for writing; used by `commandline`.

Nothing in either names a machine, a folder or the hour it was written: the same seed leaves the same bytes.
`judgement` is what `main.py score` says of the journal, with the T* of its world instead of that of the T0 snapshot:
the journal alone cannot know it. There is one T* and one efficiency in the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from console.domain.base.roles import Stream
from console.domain.judge.judgement import Judgement, Measures, MusterResult
from console.domain.judge.judging import judge, with_t_star
from console.journal.file_format import SUFFIX, Header, write_journal

from .reference import Reference
from .runner import Ended
from .world import DrillWorld

FORMAT: Final = 1
RESULT: Final = "result.json"
JOURNAL: Final = "drill" + SUFFIX
_encoder = msgspec.json.Encoder(order="sorted")


class GateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One gate for people: seconds it took (null = never, or a gate without a clock) of its limit."""

    gate: str
    passed: bool
    state: str
    seconds: float | None
    limit_s: float | None


class MusterLine(msgspec.Struct, frozen=True, kw_only=True):
    """The muster that the drill is about: of the incident that its scenario means. Seconds; null = never or not known.
    T* is without the allowance."""

    incident_type: str
    gates: tuple[GateLine, ...]
    passed: bool
    """All four gates."""
    strength_at_limit: int
    t0_s: float
    t1_s: float | None
    t2_s: float | None
    t3_s: float | None
    t_star_s: float | None
    t_star_source: str
    t_star_place: tuple[str, str]
    """Where the optimal autopilot was that soon: in Chinese and English."""
    allowance_s: float
    efficiency: float | None
    measures: Measures


class DrillResult(msgspec.Struct, frozen=True, kw_only=True):
    """result.json."""

    format: int
    scenario: str
    name_zh: str
    name_en: str
    seed: int
    autopilot: str
    ended: str
    town: str
    rules: int
    ranked: bool
    unranked: tuple[str, ...]
    chain: str
    events: int
    lasted_s: float
    muster: MusterLine | None
    refused: dict[str, int]
    """What the autopilot was refused, by code."""
    judgement: Judgement


def result_of(
    world: DrillWorld, scenario: str, seed: int, autopilot: str, ended: Ended, star: Reference | None
) -> DrillResult:
    """The result of a run that has ended; `star` None = nobody looked for T* to the end."""
    seq, chain = world.store.tail().ends[Stream.OPS]
    judged = judge(world.store.read_events(Stream.OPS, 1, seq))
    judgement = replace(judged, chain=chain.hex())
    run = next(iter(world.picture.runs.values()), None)
    refused: dict[str, int] = {}
    for _, _, answer in world.refused:
        refused[answer.code] = refused.get(answer.code, 0) + 1
    meant = "" if world.muster is None else world.muster.id
    judgement = with_t_star(judgement, meant, None if star is None else star.t_star_ms)
    muster = next((one for one in judgement.musters if one.muster_id == meant), None)
    return DrillResult(
        format=FORMAT,
        scenario=scenario,
        name_zh=run.name_zh if run else "",
        name_en=run.name_en if run else "",
        seed=seed,
        autopilot=autopilot,
        ended=ended.value,
        town=judgement.town_id,
        rules=judgement.rules,
        ranked=judgement.ranked,
        unranked=judgement.unranked,
        chain=judgement.chain,
        events=judgement.last_seq,
        lasted_s=judgement.last_t_ms / 1000,
        muster=None if muster is None else _muster_line(muster, ("", "") if star is None else star.place),
        refused=dict(sorted(refused.items())),
        judgement=judgement,
    )


def leave(directory: Path, world: DrillWorld, result: DrillResult) -> tuple[Path, Path]:
    """Write both files into `directory` (made if absent); their paths. Raises OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    journal, report = directory / JOURNAL, directory / RESULT
    partial = journal.with_name(journal.name + ".part")
    with partial.open("wb") as file:
        header = Header(world.journal_id, Stream.OPS.value, world.clock.utc_ms())
        write_journal(file, header, world.store.entries())
    partial.replace(journal)
    report.write_bytes(msgspec.json.format(_encoder.encode(result), indent=2) + b"\n")
    return report, journal


def _muster_line(muster: MusterResult, place: tuple[str, str]) -> MusterLine:
    permille = muster.efficiency_permille
    gates = tuple(
        GateLine(
            gate=gate.gate,
            passed=gate.state == "passed",
            state=gate.state,
            seconds=_seconds(gate.took_ms),
            limit_s=_seconds(gate.limit_ms),
        )
        for gate in muster.gates
    )
    return MusterLine(
        incident_type=muster.type_code,
        gates=gates,
        passed=all(gate.passed for gate in gates),
        strength_at_limit=muster.measures.strength_at_limit,
        t0_s=muster.t0_ms / 1000,
        t1_s=_seconds(muster.t1_ms),
        t2_s=_seconds(muster.t2_ms),
        t3_s=_seconds(muster.t3_ms),
        t_star_s=_seconds(muster.t_star_ms),
        t_star_source=muster.t_star_source,
        t_star_place=place,
        allowance_s=muster.allowance_ms / 1000,
        efficiency=permille / 1000 if permille >= 0 else None,
        measures=muster.measures,
    )


def _seconds(value_ms: int) -> float | None:
    return value_ms / 1000 if value_ms >= 0 else None
