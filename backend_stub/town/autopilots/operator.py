"""An operator that plays by itself: takes calls, sends the recommended units, assigns cases, verifies, closes.

Pure, one thread; stepped by a player (`drill_players.DrillPlayer`) that has a seat of its own. It sees what that
seat sees — the picture of `ops` and the planner's advice, never the town's truth — and is refused by LIVE hubs. It sits
alone on the night shift, so it signs in as a duty leader who does the operator's work, too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from console.domain.calls.commands import AcceptCall, MergeCall, RejectCall
from console.domain.calls.entities import Call, CallState
from console.domain.cases.commands import AssignCase, ResumeIncident, SuspendIncident
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AcknowledgeMajor, CloseIncident
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident, IncidentKind, IncidentState
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.geo import distance_m
from console.wire.messages import Recommendation

from .muster_choices import is_free

S = IncidentState
SAME_PLACE_M = 150.0
WAIT_FOR_ADVICE_MS = 25_000
TRY_AGAIN_MS = 12_000
THINK_S = (2.0, 5.0)
NOTICE_S = 5.0
"""How long a new call rings before it is taken."""
DISPOSITION = "handled"
VERIFIED = "done"
"""Codes of the outcome, worded by the consoles."""


class OperatorPilot:
    """`step` about once a second: at most one command each time, as a pair of hands would."""

    def __init__(self, seed: int = 0, pace: float = 1.0) -> None:
        """`pace` stretches the pause between two commands, for runs at many times real time."""
        self._pace = pace
        self._dice = random.Random(f"autopilot:{seed}")
        self._tried: dict[tuple[str, str], int] = {}
        self._sent_ms: dict[str, int] = {}
        self._next_ms = 0

    def step(self, t_ms: int, picture: Picture, advice: Mapping[str, Recommendation]) -> AnyCommand | None:
        """The next thing to do, if any. `advice` is the newest recommendation by incident."""
        if t_ms < self._next_ms:
            return None
        found = self._next(t_ms, picture, advice)
        if found is None:
            return None
        key, command = found
        self._tried[key] = t_ms
        self._next_ms = t_ms + round(self._dice.uniform(*THINK_S) * self._pace * 1000)
        if isinstance(command, DispatchUnits):
            self._sent_ms[command.incident_id] = t_ms
        return command

    def _next(
        self, t_ms: int, picture: Picture, advice: Mapping[str, Recommendation]
    ) -> tuple[tuple[str, str], AnyCommand] | None:
        """Graver things first; at one level what is open before what is new, older before younger."""
        incidents = [i for i in picture.incidents.values() if i.state in OPEN_INCIDENT_STATES]
        rings_ms = round(NOTICE_S * self._pace * 1000)
        calls = [
            x
            for x in picture.calls.values()
            if x.state is CallState.REPORTED and t_ms - x.reported_ms >= rings_ms
        ]
        things: list[Incident | Call] = [*incidents, *calls]
        for thing in sorted(things, key=_urgency):
            if isinstance(thing, Incident):
                command = self._for_incident(t_ms, thing, picture, advice.get(thing.id))
            else:
                command = self._for_call(thing, picture)
            if command is not None and self._may_try(t_ms, thing.id, command):
                return (thing.id, type(command).__name__), command
        return None

    def _may_try(self, t_ms: int, subject: str, command: AnyCommand) -> bool:
        tried = self._tried.get((subject, type(command).__name__))
        return tried is None or t_ms - tried >= TRY_AGAIN_MS

    # -- calls ---------------------------------------------------------------------------------------------------------

    def _for_call(self, call: Call, picture: Picture) -> AnyCommand:
        """Part of what is open at the same place already, else an incident of its own."""
        kind = picture.incident_types.get(call.type_code)
        if kind is None:
            if not picture.incident_types:
                return RejectCall(call_id=call.id, reason="type of report unclear")
            kind = next(iter(picture.incident_types.values()))
        for incident in picture.incidents.values():
            if incident.state in OPEN_INCIDENT_STATES and incident.type_code == kind.id:
                a, b = incident.place, call.place
                if distance_m(a.lon_e7, a.lat_e7, b.lon_e7, b.lat_e7) <= SAME_PLACE_M:
                    return MergeCall(call_id=call.id, incident_id=incident.id)
        return AcceptCall(call_id=call.id, type_code=kind.id)

    # -- incidents -----------------------------------------------------------------------------------------------------

    def _for_incident(
        self, t_ms: int, incident: Incident, picture: Picture, advice: Recommendation | None
    ) -> AnyCommand | None:
        if incident.major and incident.leader_acknowledged_ms < 0:
            return AcknowledgeMajor(incident_id=incident.id)
        if incident.kind is IncidentKind.CASE:
            return self._for_case(incident, picture)
        if incident.state is S.PENDING_CHECK:
            return CloseIncident(incident_id=incident.id, disposition=DISPOSITION)
        if incident.state in (S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.ESCALATED, S.REOPENED, S.REWORK):
            return self._units_for(t_ms, incident, picture, advice)
        return None

    def _units_for(
        self, t_ms: int, incident: Incident, picture: Picture, advice: Recommendation | None
    ) -> AnyCommand | None:
        """What the planner recommends; when it says nothing for long and nobody goes, the nearest by the map."""
        if advice is not None and advice.t_ms > self._sent_ms.get(incident.id, -1):
            free = [a for a in advice.chosen if is_free(picture.units.get(a.unit_id))]
            if free:
                return DispatchUnits(
                    incident_id=incident.id,
                    units=tuple(
                        UnitChoice(
                            unit_id=a.unit_id,
                            eta_ms=(a.eta_s + a.turnout_s) * 1000 if a.eta_s >= 0 else -1,
                            rank=a.rank,
                        )
                        for a in free
                    ),
                )
        bound = any(picture.orders[o].state in OPEN_ORDER_STATES for o in incident.orders)
        if bound or t_ms - incident.accepted_ms < WAIT_FOR_ADVICE_MS:
            return None
        return _nearest(incident, picture)

    def _for_case(self, incident: Incident, picture: Picture) -> AnyCommand | None:
        if incident.state in (S.ACCEPTED, S.ESCALATED):
            lead = _department(incident, picture)
            return AssignCase(incident_id=incident.id, lead=lead) if lead else None
        if incident.state is S.IN_PROGRESS and incident.extension_asked:
            return SuspendIncident(incident_id=incident.id, reason=incident.extension_asked)
        if incident.state is S.SUSPENDED:
            return ResumeIncident(incident_id=incident.id)
        if incident.state is S.PENDING_CHECK:
            return CloseIncident(incident_id=incident.id, disposition=VERIFIED)
        return None


def _urgency(thing: Incident | Call) -> tuple[int, bool, int, str]:
    if isinstance(thing, Incident):
        return thing.level, False, thing.opened_ms, thing.id
    return thing.level or 9, True, thing.reported_ms, thing.id


def _department(incident: Incident, picture: Picture) -> str:
    """The type's own; after it gave the case back, the one above it."""
    kind = picture.incident_types.get(incident.type_code)
    department = picture.departments.get(kind.department) if kind else None
    if department is None:
        return next(iter(picture.departments), "")
    above = incident.returns and department.parent in picture.departments
    return department.parent if above else department.id


def _nearest(incident: Incident, picture: Picture) -> AnyCommand | None:
    """For each capability the type wants the free unit whose station is nearest, said to be no recommendation."""
    kind = picture.incident_types.get(incident.type_code)
    chosen: dict[str, Unit] = {}
    for capability in kind.capabilities if kind else ():
        if any(capability in unit.capabilities for unit in chosen.values()):
            continue
        able = [u for u in picture.units.values() if capability in u.capabilities and is_free(u)]
        if able:
            unit = min(able, key=lambda u: (_home_m(u, incident), u.id))
            chosen[unit.id] = unit
    if not chosen:
        return None
    choices = tuple(UnitChoice(unit_id=unit_id) for unit_id in chosen)
    return DispatchUnits(
        incident_id=incident.id, units=choices, override_reason="no recommendation yet, nearest unit sent"
    )


def _home_m(unit: Unit, incident: Incident) -> float:
    place = incident.place
    return distance_m(unit.home_lon_e7, unit.home_lat_e7, place.lon_e7, place.lat_e7)
