"""The planner's recommendation as the incident panel shows it, with its reasons in words. Qt main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from console.desk.offer import is_free
from console.desk.telemetry import TelemetryStore
from console.domain.incidents.entities import Incident
from console.wire.messages import Advice, Recommendation
from console.words.names import Names
from widgets.incident.view import Proposal, ProposalState, RecommendedUnit

tr = QCoreApplication.translate


def proposal_for(incident: Incident, names: Names, telemetry: TelemetryStore) -> Proposal | None:
    """The newest proposal without units that have been taken since; COMPUTING until the first one came,
    None where none will.

    What is shown already is held still: see `ProposalHold`.
    """
    advice = telemetry.advice.get(incident.id)
    if incident.closed_ms >= 0 or (advice is None and not telemetry.comes):
        return None
    if advice is None:
        return Proposal(ProposalState.COMPUTING)
    rows = telemetry.hold.settle(
        advice,
        lambda one: is_free(names.picture.units.get(one.unit_id)),
        lambda unit_id: telemetry.eta_s(incident.id, unit_id),
    )
    known = names.picture.units
    units = tuple(_row(row.advice, names, row.chosen) for row in rows if row.advice.unit_id in known)
    state = ProposalState.READY if units else ProposalState.NONE
    return Proposal(state, advice.number, units, _note(advice, telemetry.hold.better))


def _row(advice: Advice, names: Names, chosen: bool) -> RecommendedUnit:
    unit = names.picture.units[advice.unit_id]
    return RecommendedUnit(
        call_sign=unit.id,
        tier=unit.tier,
        team=names.of(unit),
        strength=unit.sworn,
        eta_s=advice.eta_s + advice.turnout_s if advice.eta_s >= 0 else -1,
        uncovered_grids=len(advice.uncovers),
        substitutes=advice.substitute_for,
        reason=_reason(advice, names),
        chosen=chosen,
        others=unit.auxiliary + unit.volunteers,
    )


def _reason(advice: Advice, names: Names) -> str:
    parts = []
    if advice.eta_s >= 0:
        words = tr("proposal", "drive {drive} s + turnout {turnout} s")
        parts.append(words.format(drive=advice.eta_s, turnout=advice.turnout_s))
    if advice.capabilities:
        words = tr("proposal", "meets {capabilities}")
        parts.append(words.format(capabilities=", ".join(capability_word(c) for c in advice.capabilities)))
    parts.append(cover_words(advice.uncovers, names))
    if advice.workload:
        parts.append(tr("proposal", "{count} orders this shift").format(count=advice.workload))
    if advice.substitute_for:
        parts.append(tr("proposal", "instead of {unit}").format(unit=advice.substitute_for))
    return " · ".join(parts)


def cover_words(uncovers: Sequence[str], names: Names) -> str:
    """The grids that would be left below their minimum cover, or that none would."""
    if not uncovers:
        return tr("proposal", "keeps cover")
    return tr("proposal", "uncovers {grids}").format(grids=names.grids(uncovers))


def _note(advice: Recommendation, better: Sequence[str]) -> str:
    notes = []
    if advice.missing:
        words = tr("proposal", "Nobody free has: {capabilities}")
        notes.append(words.format(capabilities=", ".join(capability_word(one) for one in advice.missing)))
    if better:
        notes.append(tr("proposal", "now better: {units}").format(units=", ".join(better)))
    return " · ".join(notes)


def capability_word(code: str) -> str:
    """A capability in words; its code when unknown."""
    words = {
        "arms": tr("capabilities", "armed"),
        "cordon": tr("capabilities", "cordon"),
        "drone": tr("capabilities", "drone"),
        "environment": tr("capabilities", "environment"),
        "fire": tr("capabilities", "fire"),
        "gas": tr("capabilities", "gas"),
        "grid": tr("capabilities", "grid work"),
        "hazmat": tr("capabilities", "hazardous goods"),
        "mediate": tr("capabilities", "mediation"),
        "medical": tr("capabilities", "medical"),
        "negotiate": tr("capabilities", "negotiation"),
        "patrol": tr("capabilities", "patrol"),
        "power": tr("capabilities", "power"),
        "rescue": tr("capabilities", "rescue"),
        "traffic": tr("capabilities", "traffic"),
        "urban": tr("capabilities", "city management"),
        "water": tr("capabilities", "water"),
    }
    return words.get(code, code)
