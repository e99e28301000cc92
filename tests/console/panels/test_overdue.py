"""Whether something is overdue is said once: a suspended case, its deadline long past, in queue, heading and panel."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from console.desk.clock import SeatClock
from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.cases.commands import AssignCase, ResumeIncident, SignCase, SuspendIncident
from console.panels.incident.builder import view_of_incident
from console.panels.muster.builder import PanelSources
from console.panels.queue.entries import row_of
from console.panels.queue.model import IncidentQueueModel
from console.words.choices import ChoiceBook
from tests.console.panels.town import Town
from widgets.incident.case_section import CaseSection
from widgets.incident.heading import IncidentHeading
from widgets.incident.view import IncidentView
from widgets.queue.roles import QueueFilter, QueueScope

LATE_MS = 90 * 86_400_000


@pytest.fixture
def suspended(town: Town) -> str:
    """A case whose extension was granted in time; now is long after its deadline."""
    case = town.open("litter").id
    town.must(AssignCase(incident_id=case, lead="D-CITY"))
    town.must(SignCase(incident_id=case), Role.DEPARTMENT)
    town.must(SuspendIncident(incident_id=case, reason="parts"), Role.DUTY_LEADER)
    town.wait(LATE_MS)
    return case


def view(town: Town, case: str) -> IncidentView:
    names = town.names
    sources = PanelSources(names, TelemetryStore(), SeatClock(), ChoiceBook(names))
    return view_of_incident(town.picture.incidents[case], sources, [], 1 << 60)


def texts(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def queue(town: Town, scope: QueueScope) -> list[str]:
    model = IncidentQueueModel(TelemetryStore())
    model.set_picture(town.picture)
    model.set_filter(QueueFilter(scope), town.t_ms)
    return [model.key_at(row) for row in range(model.rowCount())]


def test_a_suspended_case_is_overdue_nowhere(town: Town, suspended: str) -> None:
    shown = view(town, suspended)
    heading, section = IncidentHeading(), CaseSection()
    heading.show_incident(shown)
    heading.set_now_ms(town.t_ms)
    section.show_case(shown.case)
    section.set_now_ms(town.t_ms)
    assert "overdue" not in texts(heading)
    assert "suspended: the clock stands still" in texts(section)
    row = row_of(town.picture.incidents[suspended], town.names, TelemetryStore(), False, "")
    assert (row.state, row.due_ms) == ("suspended", None)
    assert queue(town, QueueScope.OVERDUE) == []
    assert queue(town, QueueScope.ALL) == [suspended]


def test_once_it_goes_on_its_deadline_counts_again_everywhere(town: Town, suspended: str) -> None:
    town.must(ResumeIncident(incident_id=suspended), Role.DEPARTMENT)
    due_ms = town.picture.incidents[suspended].deadline_ms
    assert due_ms > LATE_MS
    row = row_of(town.picture.incidents[suspended], town.names, TelemetryStore(), False, "")
    shown = view(town, suspended)
    assert shown.case is not None
    assert (row.due_ms, shown.due_ms, shown.case.due_ms) == (due_ms, due_ms, due_ms)
    assert not shown.case.suspended
    assert queue(town, QueueScope.OVERDUE) == []
    town.t_ms = due_ms + 1
    assert queue(town, QueueScope.OVERDUE) == [suspended]
    heading = IncidentHeading()
    heading.show_incident(view(town, suspended))
    heading.set_now_ms(town.t_ms)
    assert "overdue 00:00" in texts(heading)
