"""Who would stand in for units that drop out of a muster: the forecast's substitutes, held still while shown. Pure.

Rows keep their places as long as their units are free and the planner still names them; newer ones come in below. So
many are ticked as the strength lacks. Who brings no officers but is still wanted for what it can do (fire engine,
ambulance) stands below those that the strength lacks and above everybody else: the order of a muster sends none of
them. Used by `incident_view_builder` and by the verb that sends the first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.domain.musters.entities import Muster
from console.models.muster_clocks import under_way
from console.models.muster_draft import MusterDraft
from console.models.muster_offer import is_free
from console.models.names import Names
from console.models.telemetry_store import TelemetryStore
from console.wire.muster_messages import PlannedUnit
from widgets.incident.view import Proposal, ProposalState, RecommendedUnit

MOST: Final = 6


def reserve_of(
    muster: Muster, names: Names, telemetry: TelemetryStore, draft: MusterDraft, plain: Proposal
) -> Proposal | None:
    """The substitutes as the panel shows them; None when the forecast names nobody: the plain recommendation serves."""
    forecast = telemetry.forecasts.get(muster.incident_id)
    if forecast is None or forecast.muster_id != muster.id:
        return None
    free = {one.unit_id: one for one in forecast.substitutes if is_free(names.picture.units.get(one.unit_id))}
    if not free:
        return None
    held = [unit_id for unit_id in draft.reserve if unit_id in free]
    order = [*held, *(unit_id for unit_id in free if unit_id not in held)][:MOST]
    draft.reserve = tuple(order)
    lacking = 0 if muster.t1_ms >= 0 else muster.required - muster.counted - under_way(muster, names.picture)
    rows = []
    for unit_id in order:
        one = free[unit_id]
        rows.append(_row(one, names, chosen=lacking > 0))
        lacking -= one.officers
    lacks = sum(row.chosen for row in rows)
    able = [one for one in plain.units if one.chosen and not one.strength and one.call_sign not in order]
    shown = (*rows[:lacks], *able, *rows[lacks:])
    return Proposal(ProposalState.READY, forecast.number, shown, reserve=True)


def as_reserve(plain: Proposal) -> Proposal:
    """The plain recommendation beside a muster: who brings officers, and who is still wanted for what it can do."""
    useful = tuple(one for one in plain.units if one.chosen or one.strength)
    state = plain.state if useful or plain.state is ProposalState.COMPUTING else ProposalState.NONE
    return replace(plain, state=state, units=useful, reserve=True)


def _row(one: PlannedUnit, names: Names, *, chosen: bool) -> RecommendedUnit:
    unit = names.picture.units[one.unit_id]
    tr = QCoreApplication.translate
    parts = []
    if one.substitute_for:
        parts.append(tr("proposal", "instead of {unit}").format(unit=one.substitute_for))
    if one.uncovers:
        grids = ", ".join(names.grid(grid) for grid in one.uncovers)
        parts.append(tr("proposal", "uncovers {grids}").format(grids=grids))
    else:
        parts.append(tr("proposal", "keeps cover"))
    return RecommendedUnit(
        call_sign=unit.id,
        tier=unit.tier,
        team=names.of(unit),
        strength=one.officers,
        eta_s=one.eta_s,
        uncovered_grids=len(one.uncovers),
        substitutes=one.substitute_for,
        reason=" · ".join(parts),
        chosen=chosen,
        others=unit.auxiliary + unit.volunteers,
    )
