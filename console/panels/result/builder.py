"""A result's facts as the panel shows them: from the live picture or from the judged journal, by the same reading.

Qt main thread. Words are those of `console.result`, which page, tables and text say as well; used by the result's feed,
shown by `widgets.result.ResultPanel`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.domain.judge.judgement import MusterResult
from console.domain.musters.entities import Gate, MusterState
from console.result.facts import GapFacts, GateFacts, MusterFacts, ResultFacts, UnitFacts
from console.result.measures import BAD, UNKNOWN, WARN, Line, MeasureLines
from console.result.terms import clock_of, took
from widgets.header.clock_view import PhaseState
from widgets.result.view import Fact, FactTone, GapRow, GateRow, ResultView, UnitResultRow

tr = QCoreApplication.translate
_TONES = {"": FactTone.PLAIN, WARN: FactTone.WARN, BAD: FactTone.BAD, UNKNOWN: FactTone.FAINT}


@dataclass(frozen=True, slots=True)
class Shown:
    """A result to be shown: the facts of one muster, and the plain numbers that they were made from."""

    facts: ResultFacts
    result: MusterResult

    @property
    def muster(self) -> MusterFacts:
        """The one muster."""
        return self.facts.musters[0]


def result_view(
    shown: Shown, chinese: bool, now_ms: int, mark: str = "", opened: Mapping[str, str] | None = None
) -> ResultView:
    """The result in the language of the screen; `mark` is the word of a kind that is not live, `opened` are the clear
    words of sealed texts, as far as they are open here."""
    words, muster, facts = MeasureLines(chinese, opened), shown.muster, shown.facts
    judged = facts.judgement is not None
    gates = zip(muster.gates, shown.result.gates, strict=True)
    lefts = [
        plain.started_ms + plain.limit_ms - now_ms if plain.limit_ms >= 0 and plain.started_ms >= 0 else -1
        for _, plain in gates
    ]
    return ResultView(
        incident_id=muster.incident,
        title=words.name(muster.type),
        state=_state_words(muster),
        basis=words.basis(facts),
        judged=judged,
        mark=mark,
        gates=tuple(
            _gate_row(gate, left_ms, muster, words) for gate, left_ms in zip(muster.gates, lefts, strict=True)
        ),
        closing=words.closing(facts, muster) if judged else "",
        facts=tuple(_fact(line) for line in words.measures(muster, judged)),
        units=tuple(_unit_row(unit, words) for unit in muster.units),
        gaps=tuple(_gap_row(gap, words) for gap in muster.gaps),
        warnings=tuple(_warnings(facts, muster, words, judged)),
    )


def _gate_row(gate: GateFacts, left_ms: int, muster: MusterFacts, words: MeasureLines) -> GateRow:
    return GateRow(
        name=words.gate_name(gate.gate),
        state=PhaseState(gate.state),
        took_ms=_ms(gate.took_s),
        limit_ms=_ms(gate.limit_s),
        left_ms=left_ms,
        note=_gate_note(gate, muster),
        reason=words.gate(gate, muster),
    )


def _gate_note(gate: GateFacts, muster: MusterFacts) -> str:
    if gate.gate == Gate.COVER:
        bare = sum(not gap.excused for gap in muster.gaps)
        if not muster.gaps:
            return tr("result", "no gap")
        return tr("result", "gaps {0}, unexplained {1}").format(len(muster.gaps), bare)
    if gate.gate == Gate.MUSTER and muster.eligible_short:
        return tr("result", "not eligible: {0}").format(muster.strength.eligible)
    if gate.gate == Gate.MUSTER and muster.sustained:
        return tr("result", "sustained") if muster.sustained == "held" else tr("result", "not sustained")
    return ""


def _fact(line: Line) -> Fact:
    return Fact(line.name, line.value, _TONES[line.tone], line.hint)


def _unit_row(unit: UnitFacts, words: MeasureLines) -> UnitResultRow:
    return UnitResultRow(
        order_id=unit.order,
        unit_id=unit.unit,
        tier=unit.tier,
        officers=unit.officers,
        counted=unit.counted,
        standing=words.standing(unit),
        acknowledged_ms=_ms(unit.signed_s),
        enroute_ms=_ms(unit.rolling_s),
        arrived_ms=_ms(unit.there_s),
        eta_ms=_ms(unit.shown_s),
    )


def _gap_row(gap: GapFacts, words: MeasureLines) -> GapRow:
    name = words.name(gap.name)
    return GapRow(
        grid=gap.grid if name == gap.grid else f"{name} ({gap.grid})",
        opened=clock_of(gap.opened_at),
        lasted=took(gap.lasted_s),
        reason=words.said(gap.reason),
        excused=gap.excused,
    )


def _state_words(muster: MusterFacts) -> str:
    if muster.t3_at is not None:
        return tr("result", "under control")
    return {
        MusterState.ACTIVE: tr("result", "under way"),
        MusterState.RESOLVED: tr("result", "under control"),
        MusterState.ENDED: tr("result", "stood down"),
        MusterState.INTERRUPTED: tr("result", "interrupted"),
    }[MusterState(muster.state)]


def _warnings(facts: ResultFacts, muster: MusterFacts, words: MeasureLines, judged: bool) -> list[str]:
    lines = words.warnings(muster)
    if judged and facts.unranked:
        lines.append(tr("result", "Not ranked: {0}").format(words.reasons(facts.unranked)))
    return lines


def _ms(seconds: float | None) -> int:
    return -1 if seconds is None else round(seconds * 1000)
