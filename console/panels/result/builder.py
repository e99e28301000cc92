"""A muster's result in words: from the live picture or from the judged journal, by the same reading. Qt main thread.

Used by the result's feed; shown by `widgets.result.ResultPanel` and written by `console.panels.result.text`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.domain.judge.judgement import GapResult, GateResult, Measures, MusterResult, Spread, UnitResult
from console.domain.musters.entities import Activation, Gate, MusterState
from console.words.muster_events import activation_word, not_counted_word
from console.words.musters import difference_text
from console.words.names import Names
from console.words.phrases import phrase_word
from widgets.durations import clock_text
from widgets.header.clock_view import PhaseState
from widgets.header.phase_words import seconds_text
from widgets.result.view import Fact, FactTone, GapRow, GateRow, ResultView, UnitResultRow

tr = QCoreApplication.translate
NONE = "—"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result rests on. `events` 0: the live picture."""

    now_ms: int
    mark: str = ""
    events: int = 0
    chain: str = ""
    ranked: bool = True
    unranked: tuple[str, ...] = ()


def result_view(result: MusterResult, names: Names, basis: Basis) -> ResultView:
    """The result in the language of the screen."""
    judged = basis.events > 0
    return ResultView(
        incident_id=result.incident_id,
        title=names.incident_type(result.type_code),
        state=_state_words(result),
        basis=_basis_words(basis),
        judged=judged,
        mark=basis.mark,
        gates=tuple(_gate_row(gate, result, basis.now_ms) for gate in result.gates),
        facts=(*_card_fact(result, names), *_facts(result, judged)),
        units=tuple(_unit_row(unit) for unit in result.units),
        gaps=tuple(_gap_row(gap, result, names, basis.now_ms) for gap in result.gaps),
        warnings=tuple(_warnings(result, basis)),
    )


# -- gates -------------------------------------------------------------------------------------------------------------


def gate_name(code: str) -> str:
    """One of the four gates in words."""
    return {
        Gate.MUSTER: tr("result", "Muster"),
        Gate.ARRIVE: tr("result", "Arrive"),
        Gate.RESOLVE: tr("result", "Resolve"),
        Gate.COVER: tr("result", "Cover"),
    }[Gate(code)]


def _gate_row(gate: GateResult, result: MusterResult, now_ms: int) -> GateRow:
    state = PhaseState(gate.state)
    if state is PhaseState.RUNNING and result.state == MusterState.ENDED:
        state = PhaseState.STOOD_DOWN
    left = gate.started_ms + gate.limit_ms - now_ms if gate.limit_ms >= 0 and gate.started_ms >= 0 else -1
    return GateRow(gate_name(gate.gate), state, gate.took_ms, gate.limit_ms, left, _gate_note(gate, result))


def _gate_note(gate: GateResult, result: MusterResult) -> str:
    if gate.gate == Gate.COVER:
        bare = sum(not gap.excused for gap in result.gaps)
        if not result.gaps:
            return tr("result", "no gap")
        return tr("result", "gaps {0}, unexplained {1}").format(len(result.gaps), bare)
    if gate.eligible_short:
        return tr("result", "not eligible: {0}").format(result.eligible)
    if gate.gate == Gate.MUSTER and result.sustained:
        return tr("result", "sustained") if result.sustained == "held" else tr("result", "not sustained")
    return ""


# -- measures ----------------------------------------------------------------------------------------------------------


def _facts(result: MusterResult, judged: bool) -> list[Fact]:
    measures = result.measures
    efficiency, t0_ms = result.efficiency_permille, result.t0_ms
    hint = tr("result", "Low: poor dispatching; high with a missed gate: bad luck")
    final = (
        tr("result", "Final strength") if result.state != MusterState.ACTIVE else tr("result", "Strength now")
    )
    facts = [
        Fact(tr("result", "Started"), activation_word(Activation(result.activation))),
        Fact(tr("result", "First report → T0"), _clock(result.before_ms), hint=tr("result", "Judged apart")),
        Fact(tr("result", "T1"), _seconds(_after(result.t1_ms, t0_ms))),
        _t_star_fact(result),
        Fact(tr("result", "T* best point"), _clock(result.t_star_anywhere_ms)),
        Fact(tr("result", "Order allowance, apart"), _clock(result.allowance_ms)),
        Fact(
            tr("result", "Efficiency T*/T1"),
            f"{efficiency / 1000:.2f}" if efficiency >= 0 else NONE,
            hint=hint,
        ),
        Fact(tr("result", "Strength at the limit"), _number(measures.strength_at_limit)),
        Fact(final, _number(measures.final_strength)),
        Fact(tr("result", "Surplus over {0}").format(result.required), _number(measures.surplus)),
        _known(tr("result", "By voice"), measures.by_voice, judged),
        Fact(tr("result", "First on scene"), _clock(_after(result.first_on_scene_ms, t0_ms))),
        _sustained_fact(result),
    ]
    return [*facts, *_more_facts(measures, judged)]


def _t_star_fact(result: MusterResult) -> Fact:
    value = _clock(result.t_star_ms)
    source = {
        "baseline": tr("result", "from the T0 snapshot"),
        "autopilot": tr("result", "optimal autopilot, same world"),
        "pending": tr("result", "looked for after the run"),
    }.get(result.t_star_source, "")
    hint = tr("result", "The best that was possible, without the time for the order")
    return Fact(tr("result", "T*"), f"{value} · {source}" if source else value, hint=hint)


def _card_fact(result: MusterResult, names: Names) -> list[Fact]:
    card = result.definition
    if card is None:
        return []
    name = names.either(card.name_zh, card.name_en)
    return [Fact(tr("result", "Plan card"), f"{name} · {card.version} · {card.hash[:8]}")]


def _sustained_fact(result: MusterResult) -> Fact:
    name = tr("result", "Sustained")
    if result.sustained == "failed":
        at = clock_text(_after(result.sustain_failed_ms, result.t0_ms))
        return Fact(name, tr("result", "failed at {0}").format(at), FactTone.BAD)
    return Fact(name, tr("result", "held") if result.sustained == "held" else NONE)


def _more_facts(measures: Measures, judged: bool) -> list[Fact]:
    load = measures.commands_per_minute_permille
    aim = tr("result", "Aim: half within 30 s")
    return [
        Fact(tr("result", "Signed P50 / P90"), _spread(measures.acknowledgement), hint=aim),
        Fact(tr("result", "Rolling P50 / P90"), _spread(measures.turnout)),
        Fact(tr("result", "ETA error P50 / P90"), _spread(measures.eta_error)),
        _count(tr("result", "Never signed"), measures.never_acknowledged),
        _count(tr("result", "Grids bare at once, at worst"), -measures.minimum_cover),
        _count(tr("result", "False declarations"), measures.false_declarations),
        _count(tr("result", "Leader silent"), measures.escalations_missed),
        _count(tr("result", "Reports with clock skew"), measures.skewed),
        _known(tr("result", "Orders taken back at once"), measures.wrong_orders, judged),
        _known(tr("result", "Double orders"), measures.double_orders, judged),
        _known(tr("result", "Calls left alone"), measures.alarms_unacknowledged, judged),
        Fact(
            tr("result", "Desk actions per minute"),
            f"{load / 1000:.1f}" if load >= 0 else tr("result", "only from the journal"),
            FactTone.PLAIN if load >= 0 else FactTone.FAINT,
        ),
    ]


def _known(name: str, value: int, judged: bool) -> Fact:
    """A measure that the live picture may not know."""
    if value >= 0:
        return Fact(name, str(value))
    return Fact(name, NONE if judged else tr("result", "only from the journal"), FactTone.FAINT)


def _count(name: str, value: int) -> Fact:
    return Fact(name, str(value), FactTone.WARN if value > 0 else FactTone.PLAIN)


# -- units and cover ---------------------------------------------------------------------------------------------------


def _unit_row(unit: UnitResult) -> UnitResultRow:
    if unit.counted:
        standing = tr("result", "counted by voice") if unit.by_voice else tr("result", "counted")
    else:
        standing = not_counted_word(unit.why_not) or tr("result", "not under this order")
    return UnitResultRow(
        order_id=unit.order_id,
        unit_id=unit.unit_id,
        tier=unit.tier,
        officers=unit.officers,
        counted=unit.counted,
        standing=standing,
        acknowledged_ms=unit.acknowledged_ms,
        enroute_ms=unit.enroute_ms,
        arrived_ms=unit.arrived_ms,
        eta_ms=unit.eta_ms,
    )


def _gap_row(gap: GapResult, result: MusterResult, names: Names, now_ms: int) -> GapRow:
    name = names.grid(gap.grid_id)
    until = gap.closed_ms if gap.closed_ms >= 0 else now_ms
    return GapRow(
        grid=gap.grid_id if name == gap.grid_id else f"{name} ({gap.grid_id})",
        opened=_clock(_after(gap.opened_ms, result.t0_ms)),
        lasted=_clock(max(0, until - gap.opened_ms)),
        reason=phrase_word(gap.reason),
        excused=gap.excused,
    )


# -- words -------------------------------------------------------------------------------------------------------------


def _state_words(result: MusterResult) -> str:
    if result.t3_ms >= 0:
        return tr("result", "under control")
    return {
        MusterState.ACTIVE: tr("result", "under way"),
        MusterState.RESOLVED: tr("result", "under control"),
        MusterState.ENDED: tr("result", "stood down"),
        MusterState.INTERRUPTED: tr("result", "interrupted"),
    }[MusterState(result.state)]


def _basis_words(basis: Basis) -> str:
    if not basis.events:
        return tr("result", "live, from this console's picture")
    words = tr("result", "judged from all {0} events of the journal").format(basis.events)
    return f"{words} · {basis.chain[:12]}" if basis.chain else words


def _warnings(result: MusterResult, basis: Basis) -> list[str]:
    lines = []
    for one in result.earlier:
        missed = [gate_name(gate.gate) for gate in one.gates if gate.state == "missed"]
        words = tr("result", "Ordered again after {0} was stood down; missed there: {1}")
        lines.append(words.format(one.muster_id, ", ".join(missed) or NONE))
    if result.definition is not None and result.definition.differences:
        changes = "; ".join(difference_text(one) for one in result.definition.differences)
        lines.append(tr("result", "Differs from the plan card (▼ easier): {0}").format(changes))
    if result.stood_inside:
        words = tr("result", "In the work area at T0 already: {0}")
        lines.append(words.format(", ".join(result.stood_inside)))
    if result.just_out:
        words = tr("result", "Set out of service within ten minutes before T0: {0}")
        lines.append(words.format(", ".join(result.just_out)))
    if result.contradictions:
        words = tr("result", "The journal contradicts itself: {0}")
        lines.append(words.format(", ".join(result.contradictions)))
    if basis.unranked:
        known = _unranked_words()
        reasons = ", ".join(known.get(code, code) for code in basis.unranked)
        lines.append(tr("result", "Not ranked: {0}").format(reasons))
    if result.activation == Activation.DIRECTOR:
        lines.append(tr("result", "T0 was set by the director, not by a player."))
    return lines


def _unranked_words() -> dict[str, str]:
    return {
        "kind": tr("result", "not an exercise"),
        "no_run": tr("result", "no run"),
        "rate": tr("result", "not at real speed"),
        "pause": tr("result", "paused"),
        "interrupted": tr("result", "interrupted"),
        "unfinished": tr("result", "not ended"),
        "autopilot": tr("result", "autopilot"),
        "definition": tr("result", "easier than the plan card"),
        "again": tr("result", "stood down and ordered again"),
    }


def _after(later_ms: int, earlier_ms: int) -> int:
    return later_ms - earlier_ms if later_ms >= 0 else -1


def _clock(duration_ms: int) -> str:
    return clock_text(duration_ms) if duration_ms >= 0 else NONE


def _seconds(duration_ms: int) -> str:
    return f"{clock_text(duration_ms)} ({seconds_text(duration_ms)})" if duration_ms >= 0 else NONE


def _number(value: int) -> str:
    return str(value) if value >= 0 else NONE


def _spread(one: Spread) -> str:
    return f"{_clock(one.p50_ms)} / {_clock(one.p90_ms)}  (n={one.n})"
