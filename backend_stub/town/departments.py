"""Departments of the demo town: sign cases, work on them, give them back now and then, report them done.

Pure given a seed, any thread; stepped by `backend_stub.town.simulation`. Like crews they look at the picture and ask by
commands, as a department's terminal would.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from console.domain.cases.commands import AskExtension, RequestCheck, ReturnCase, SignCase
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState

from .scenario import ScenarioDesk
from .scenario_story import Span

S = IncidentState
ASK_AGAIN_MS = 20_000


@dataclass(slots=True)
class ScriptStep:
    """What a department makes of the step a case stands in. Times in t_ms."""

    state: IncidentState
    step_ms: int
    act_ms: int
    chance: float
    asked_extension: bool = False


class Departments:
    """All departments' desks."""

    def __init__(self, desk: ScenarioDesk, seed: int) -> None:
        self._desk = desk
        self._dice = random.Random(f"departments:{seed}")
        self._steps: dict[str, ScriptStep] = {}

    def step(self, t_ms: int, incidents: dict[str, Incident]) -> list[AnyCommand]:
        """What they ask for now."""
        asks: list[AnyCommand] = []
        for incident in incidents.values():
            if incident.kind is IncidentKind.CASE and incident.lead:
                self._look(t_ms, incident, asks)
        for gone in [i for i in self._steps if i not in incidents]:
            del self._steps[gone]
        return asks

    def _span_ms(self, span: Span) -> int:
        return round(self._dice.uniform(*span) * 1000)

    def _look(self, t_ms: int, incident: Incident, asks: list[AnyCommand]) -> None:
        if incident.state not in (S.ASSIGNED, S.IN_PROGRESS, S.REWORK):
            return
        step = self._steps.get(incident.id)
        if step is None or step.state is not incident.state or step.step_ms != incident.step_ms:
            span = self._desk.sign_s if incident.state is S.ASSIGNED else self._desk.work_s
            step = ScriptStep(
                incident.state, incident.step_ms, t_ms + self._span_ms(span), self._dice.random()
            )
            self._steps[incident.id] = step
        if t_ms < step.act_ms:
            return
        step.act_ms = t_ms + ASK_AGAIN_MS
        asks.append(self._act(incident, step))
        if step.asked_extension:
            step.act_ms = t_ms + self._span_ms(self._desk.work_s)

    def _act(self, incident: Incident, step: ScriptStep) -> AnyCommand:
        desk = self._desk
        if incident.state is S.ASSIGNED:
            if step.chance < desk.return_share and not incident.returns:
                return ReturnCase(incident_id=incident.id, reason=desk.return_reason)
            return SignCase(incident_id=incident.id)
        if step.chance < desk.extension_share and not incident.extension_asked and not step.asked_extension:
            step.asked_extension = True
            return AskExtension(incident_id=incident.id, reason=desk.extension_reason)
        step.asked_extension = False
        return RequestCheck(incident_id=incident.id, feedback=self._dice.choice(desk.feedback))
