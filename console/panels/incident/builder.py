"""Builds what the incident panel shows from the picture and the newest telemetry. Qt main thread.

A pure reading: the same picture gives an equal view, and equal views cost the panel nothing. Used by the feed
after every batch that touched the selected call or incident.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from console.desk.clock import SeatClock
from console.desk.offer import newest_muster
from console.desk.waiting import call_level
from console.domain.calls.entities import Call, Report
from console.domain.cases.running import flow_of
from console.domain.incidents.deadlines import clock_stands_still, running_deadline_ms
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.orders.entities import Order
from console.domain.orders.states import ON_THE_WAY, OPEN_ORDER_STATES, OrderState
from console.domain.picture import Picture
from console.panels.incident.history import history_lines
from console.panels.incident.proposal import proposal_for
from console.panels.incident.reporters import call_back_words, reporter_rows, suggested_type
from console.panels.muster.builder import MusterPart, PanelSources
from console.panels.muster.rows import as_reserve, reserve_of, with_counts
from console.panels.queue.entries import derived_state
from console.words.events import leader_word
from console.words.names import Names
from console.words.terms import channel_word, channels_text
from widgets.incident.buttons import ButtonView, EntryView
from widgets.incident.view import (
    AssignedUnit,
    CallerView,
    CaseStep,
    CaseView,
    IncidentView,
    LogLine,
    Proposal,
)
from widgets.queue.roles import QueueKind

tr = QCoreApplication.translate


def view_of_call(
    call: Call, sources: PanelSources, revealed: Report | None, buttons: tuple[ButtonView, ...] = ()
) -> IncidentView:
    """The panel for a waiting call. `buttons`: what can be done to it."""
    names = sources.names
    type_code, suggestion = suggested_type(call, names)
    kind = names.picture.incident_types.get(type_code)
    caller = CallerView(
        channel=channel_word(call.channel),
        number=None if revealed is None else revealed.number,
        name=None if revealed is None else revealed.name,
        words=None if revealed is None else revealed.words,
        address="" if revealed is None else revealed.address,
        call_back=call_back_words(call.call_back, "" if revealed is None else revealed.call_back),
        may_reveal=call.sealed is not None,
        suggested_type=type_code,
        suggested_level=call_level(call, names.picture) or (0 if kind is None else kind.level),
        suggestion=suggestion,
    )
    group = sources.groups.group_of(call.id)
    return IncidentView(
        key=call.id,
        kind=QueueKind.CALL,
        number=call.id,
        level=call_level(call, names.picture),
        title=names.incident_type(call.type_code) or channel_word(call.channel),
        state="new" if call.state.value == "reported" else call.state.value,
        place=names.place(call.place),
        grid=names.grid(call.place.grid),
        opened_ms=call.reported_ms,
        sources=channel_word(call.channel),
        type_key=call.type_code,
        buttons=buttons,
        caller=caller,
        types=sources.choices.types(),
        reporters=() if group is None else reporter_rows(group.calls, names, sources.clock),
    )


def view_of_incident(
    incident: Incident,
    sources: PanelSources,
    lines: Sequence[LogLine],
    since_ms: int,
    muster: MusterPart | None = None,
    buttons: tuple[ButtonView, ...] = (),
    entries: tuple[EntryView, ...] = (),
    sealed: int = 0,
) -> IncidentView:
    """The panel for an incident. `lines` are what was heard since hub time `since_ms`; before it the picture speaks."""
    names, picture = sources.names, sources.names.picture
    emergency = incident.kind is IncidentKind.EMERGENCY
    orders = [picture.orders[i] for i in incident.orders if i in picture.orders]
    early = history_lines(incident, names, sources.clock, since_ms)
    log = tuple(sorted([*early, *lines], key=lambda line: (line.t_ms, line.seq), reverse=True))
    return IncidentView(
        key=incident.id,
        kind=QueueKind.INCIDENT if emergency else QueueKind.CASE,
        number=incident.id,
        level=incident.level,
        title=names.incident_type(incident.type_code),
        state=derived_state(incident, picture),
        place=names.place(incident.place),
        grid=names.grid(incident.place.grid),
        opened_ms=incident.opened_ms,
        ended_ms=incident.closed_ms if incident.closed_ms >= 0 else None,
        due_ms=running_deadline_ms(incident),
        step_ms=incident.step_ms,
        sources=_sources(incident, picture),
        leader=_leader(incident, sources.clock),
        type_key=incident.type_code,
        assigned=_rows(incident, orders, sources),
        proposal=_proposal(incident, sources) if emergency else None,
        log=log,
        sealed=sealed,
        buttons=buttons,
        entries=entries,
        case=None if emergency else _case(incident, names),
        types=sources.choices.types(),
        reporters=reporter_rows(incident.calls, names, sources.clock, incident),
        muster=None if muster is None else muster.view,
    )


def _rows(incident: Incident, orders: list[Order], sources: PanelSources) -> tuple[AssignedUnit, ...]:
    rows = tuple(_assigned(order, sources) for order in _sorted(orders))
    muster = newest_muster(incident.id, sources.names)
    return rows if muster is None else with_counts(rows, muster, sources.names)


def _proposal(incident: Incident, sources: PanelSources) -> Proposal | None:
    """The forecast's substitutes once a muster is ordered; else, or without any, the recommendation."""
    plain = proposal_for(incident, sources.names, sources.telemetry)
    muster = newest_muster(incident.id, sources.names)
    if plain is None or muster is None or muster.plan is None or muster.ended_ms >= 0:
        return plain
    return reserve_of(muster, sources.names, sources.telemetry, sources.draft, plain) or as_reserve(plain)


def _sorted(orders: list[Order]) -> list[Order]:
    def rank(order: Order) -> tuple[int, str]:
        if order.state is OrderState.ONSCENE:
            return (0, order.id)
        return (1 if order.state in OPEN_ORDER_STATES else 2, order.id)

    return sorted(orders, key=rank)


def _assigned(order: Order, sources: PanelSources) -> AssignedUnit:
    unit = sources.names.picture.units.get(order.unit_id)
    eta_ms = sources.telemetry.arrival_ms(order) if order.state in ON_THE_WAY else None
    state = order.state.value
    if unit is not None and unit.contact_lost and order.ended_ms < 0:
        state = "lost_contact"
    elif order.delayed and order.state in ON_THE_WAY:
        state = "delayed"
    since = max(
        order.dispatched_ms, order.acknowledged_ms, order.enroute_ms, order.onscene_ms, order.ended_ms
    )
    # Of an order that goes as it was given, the reason is why it departs from the recommendation: that is the log's.
    broken = order.ended_ms >= 0 and order.state is not OrderState.CLEARED
    note = sources.names.said(order.reason) if order.delayed or broken else ""
    if order.silent and order.state is OrderState.DISPATCHED:
        note = tr("incident", "no acknowledgement")
    elif order.arrival_suggested_ms >= 0 and order.state in ON_THE_WAY:
        note = tr("incident", "arrived? confirm with P")
    return AssignedUnit(
        order_id=order.id,
        call_sign=order.unit_id,
        tier=0 if unit is None else unit.tier,
        team=sources.names.unit_team(order.unit_id),
        strength=0 if unit is None else unit.sworn,
        state=state,
        since_ms=since,
        eta_ms=eta_ms,
        others=0 if unit is None else unit.auxiliary + unit.volunteers,
        note=note,
        substitute=_substitute(order, sources),
    )


def _substitute(order: Order, sources: PanelSources) -> str:
    advice = sources.telemetry.advice.get(order.incident_id)
    for unit in () if advice is None else (*advice.chosen, *advice.others):
        if unit.substitute_for == order.unit_id:
            return unit.unit_id
    return ""


def _sources(incident: Incident, picture: Picture) -> str:
    text = channels_text(picture.calls[i].channel for i in incident.calls if i in picture.calls)
    merged = len(incident.calls) - 1
    if merged > 0:
        text += " " + tr("incident", "({0} merged)").format(merged)
    return text


def _leader(incident: Incident, clock: SeatClock) -> str:
    if not incident.major:
        return ""
    who = leader_word(incident.leader)
    if incident.leader_acknowledged_ms >= 0:
        told = tr("incident", "{who} · acknowledged {clock} ✓")
        return told.format(who=who, clock=clock.wall_text(incident.leader_acknowledged_ms))
    told = tr("incident", "{who} · notified {clock}, no answer yet")
    return told.format(who=who, clock=clock.wall_text(incident.leader_notified_ms))


def _case(incident: Incident, names: Names) -> CaseView:
    flow = flow_of(names.picture, incident)
    at = next((n for n, step in enumerate(flow.steps) if incident.state in step.states), 0)
    steps = (
        CaseStep(names.of(step), done=number < at, current=number == at)
        for number, step in enumerate(flow.steps)
    )
    return CaseView(
        department=names.department(incident.lead),
        assistants=tuple(names.department(one) for one in incident.assistants),
        step_started_ms=incident.step_ms,
        due_ms=running_deadline_ms(incident),
        suspended=clock_stands_still(incident),
        returns=incident.returns + incident.reworks,
        steps=tuple(steps),
    )
