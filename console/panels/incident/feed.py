"""Keeps the incident panel up to date: builds its view when something about the selected case changed. Qt main thread.

Changes are gathered for one display frame or two, so that a burst of events costs one view. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.desk.world import Gathering
from console.domain.calls.entities import CallState
from console.panels.incident.builder import view_of_call, view_of_incident
from console.panels.incident.buttons import case_buttons, row_entries
from console.panels.log import LogModel
from console.panels.muster.builder import PanelSources, muster_part
from console.session.source import LinkState
from console.verbs.invoker import Invoker
from widgets.incident.incident_panel import IncidentPanel
from widgets.incident.view import IncidentView
from widgets.states.view import StateKind, StateView

GATHER_MS = 30


class IncidentFeed(QObject):
    """Builds and shows the panel's view of the seat's case."""

    def __init__(
        self, invoker: Invoker, panel: IncidentPanel, log: LogModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        seat = invoker.here.seat
        self._invoker, self._seat, self._panel, self._log = invoker, seat, panel, log
        self._waiting = False
        self._gathering = Gathering(GATHER_MS, self.show_now, self)
        seat.case_changed.connect(self._gathering.ask)
        seat.identity_changed.connect(self._gathering.ask)
        seat.world.link_changed.connect(self._on_link)
        log.rowsInserted.connect(self._on_log)

    def catch_up(self) -> None:
        """Show at once what is still being gathered; nothing is built where the panel is up to date."""
        if self._gathering.isActive():
            self.show_now()

    def show_now(self) -> None:
        """Build and show the view at once."""
        self._gathering.stop()
        seat = self._seat
        if not seat.world.has_picture:
            self._show_waiting()
            return
        if self._waiting:
            self._waiting = False
            self._panel.set_state(None)
        world, incident, call = seat.world, seat.incident, seat.call
        sources = PanelSources(
            world.names,
            world.telemetry,
            world.clock,
            world.choices,
            seat.drafts.of(seat.case_id),
            world.plan_cards,
            world.groups,
        )
        part = None if incident is None else muster_part(incident, sources)
        seat.offer = None if part is None else part.offer
        view: IncidentView | None = None
        if incident is not None:
            lines = self._log.lines_of(incident.id, *incident.calls)
            buttons = case_buttons(self._invoker, "" if part is None else part.due)
            entries = row_entries(self._invoker)
            since_ms = seat.world.snapshot_ms + 1
            sealed = len(seat.sealed.waiting(incident.id)) if seat.may_open_reports else 0
            view = view_of_incident(incident, sources, lines, since_ms, part, buttons, entries, sealed)
        elif call is not None and call.state is CallState.REPORTED:
            view = view_of_call(call, sources, seat.revealed.get(call.id), case_buttons(self._invoker))
        proposal = None if view is None else view.proposal
        seat.recommended = () if proposal is None else tuple(one.call_sign for one in proposal.units)
        self._panel.show_incident(view)

    def retranslate(self) -> None:
        """Everything in the language of the screen, what was refused and is being asked as well."""
        self.show_now()
        self._panel.reword()

    def _on_log(self) -> None:
        if self._seat.incident is not None:
            self._gathering.ask()

    def _on_link(self) -> None:
        if not self._seat.world.has_picture:
            self._gathering.ask()

    def _show_waiting(self) -> None:
        self._waiting = True
        if self._seat.world.link.state is LinkState.DOWN:
            title = self.tr("The hub cannot be reached")
            self._panel.set_state(
                StateView(StateKind.DISCONNECTED, title, self.tr("Trying again by itself."))
            )
        else:
            self._panel.set_state(StateView(StateKind.LOADING, self.tr("Waiting for the hub")))
