"""The panels of dispatching with their models, wired to seat and verbs. Qt main thread; used by `ConsoleWindow`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from console.desk.letters import Letters
from console.desk.seat import Seat, Thing
from console.desk.waiting import call_level
from console.desk.world import Gathering
from console.domain.calls.entities import Channel
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.domain.incidents.events import IncidentOpened
from console.domain.picture import Key
from console.panels.intake.taking import CallTaking
from console.panels.log import LogModel
from console.panels.queue.model import IncidentQueueModel
from console.panels.sounds import AlarmFlood
from console.panels.units import UnitModel, detail_of
from console.session.source import LinkState, LinkView
from console.verbs.calls import see
from console.verbs.invoker import Invoker
from console.wire.messages import EtaTable, Positions, Recommendation
from console.words.terms import channel_word
from widgets.incident.incident_panel import IncidentPanel
from widgets.intake.take_call_form import TakeCallForm
from widgets.intake.view import ChannelChoice, IntakeChoices, TypeChoice
from widgets.log.event_log_view import EventLogView
from widgets.queue.queue_view import QueueView
from widgets.queue.roles import GridChoice, QueueFilter, QueueKind
from widgets.states.view import StateKind, StateView
from widgets.units.unit_list_view import UnitListView

INTAKE_CHANNELS = (Channel.PHONE, Channel.GRID_OFFICER, Channel.PUBLIC, Channel.VISIT, Channel.TRANSFER)


@dataclass(frozen=True, slots=True)
class Models:
    """The Qt models over the picture."""

    queue: IncidentQueueModel
    units: UnitModel
    log: LogModel


class Panels(QObject):
    """Queue, incident, units, log and call form with what feeds them."""

    new_level = Signal(int)
    """A call or incident of this level came in."""
    number_pressed = Signal(int)
    """Keys 1–4 where they set no level."""

    def __init__(
        self, seat: Seat, invoker: Invoker, letters: Letters, models: Models, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._seat, self._invoker, self.models = seat, invoker, models
        self._user = ""
        self._town = ""
        self._ages_due = False
        self._picking = False
        self.flood = AlarmFlood()
        self._following = False
        self.resume_key = ""
        """Where the queue goes on after the selected row has left it."""
        self.queue = QueueView(parent)
        self.incident = IncidentPanel(parent)
        self.units = UnitListView(parent)
        self.log = EventLogView(parent)
        self.intake = TakeCallForm(parent)
        self.taking = CallTaking(seat, invoker, letters, self.intake, self)
        self.queue.set_model(models.queue)
        self.units.set_model(models.units)
        self.log.set_model(models.log)
        self._detail = Gathering(50, self.show_unit, self)
        self._connect_desk()
        self._connect_panels()
        self._show_link(seat.world.link)

    def widgets(self) -> dict[str, QWidget]:
        """The panels by dock key."""
        return {
            "queue": self.queue,
            "incident": self.incident,
            "units": self.units,
            "log": self.log,
            "intake": self.intake,
        }

    def tick(self, now_ms: int) -> None:
        """Once a second: clocks go on, ages are read again; no row is built for it."""
        self.models.queue.tick(now_ms)
        if self.intake.isVisible():
            self.intake.tick(now_ms)
        if self.queue.isVisible():
            self.queue.set_now_ms(now_ms)
        if self.incident.isVisible():
            self.incident.set_now_ms(now_ms)
        if self.units.isVisible():
            if self._ages_due:
                self._ages_due = False
                self.models.units.update_ages()
            self.units.set_now_ms(now_ms)

    def set_user(self, user: str) -> None:
        """Who sits here decides what is "mine"."""
        if user != self._user:
            self._user = user
            if self._seat.world.has_picture:
                self.models.queue.set_picture(self._seat.world.picture, user)

    def retranslations(self) -> tuple[Callable[[], None], ...]:
        """Rows and choices in the language of the screen: one panel after the other."""
        return (
            self._retranslate_queue,
            self._retranslate_units,
            self._retranslate_log,
            self._retranslate_intake,
        )

    def start_intake(self, place: str) -> None:
        """Begin a call, or go on with the one in the form; a place that is known gets its position."""
        if self.is_taking_a_call():
            self.intake.put_aside()
        else:
            self.intake.start()
        if not place:
            return
        found = self._seat.places.offers(place)
        if found:
            self.intake.set_picked(found[0])
        else:
            self.intake.fields.place.show_place(None, place)

    def take_spot(self, lon_e7: int, lat_e7: int) -> None:
        """A click on the ground of the map, while the call form waits for one."""
        if self._picking:
            self._picking = False
            self.intake.set_picked(self._seat.places.spot(lon_e7, lat_e7))

    def confirm_intake(self) -> bool:
        """Ctrl+Enter inside the call form hands the call over, and nothing else; False elsewhere."""
        if not self.is_taking_a_call():
            return False
        self.intake.submit()
        return True

    def is_taking_a_call(self) -> bool:
        """Whether the keyboard is in the call form."""
        focus = QApplication.focusWidget()
        return focus is not None and self.intake.isAncestorOf(focus)

    def choose_level(self, level: int) -> None:
        """Keys 1–4: the level in the call form that is being filled, or of the waiting call in the panel."""
        if self.is_taking_a_call():
            self.intake.fields.levels.set_level(level)
            return
        view = self.incident.view
        if view is not None and view.kind is QueueKind.CALL:
            self.incident.caller.levels.set_level(level)
        else:
            self.number_pressed.emit(level)

    def show_unit(self) -> None:
        """People and actions of the selected unit."""
        selection = self._seat.selection
        if selection.thing is Thing.UNIT:
            self.units.show_detail(detail_of(selection.id, self._invoker))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _retranslate_queue(self) -> None:
        if self._seat.world.has_picture:
            self.models.queue.set_picture(self._seat.world.picture, self._user)
            self.queue.select(self._seat.case_id)

    def _retranslate_units(self) -> None:
        if self._seat.world.has_picture:
            self.models.units.set_picture(self._seat.world.picture)

    def _retranslate_log(self) -> None:
        if self._seat.world.has_picture:
            self.models.log.retranslate()

    def _retranslate_intake(self) -> None:
        if self._seat.world.has_picture:
            self._fill_choices()
        self._seat.places.use(self._seat.world.names)
        self.intake.follow()
        self._show_link(self._seat.world.link)

    def _connect_desk(self) -> None:
        seat = self._seat
        seat.world.picture_replaced.connect(self._on_picture)
        seat.world.keys_changed.connect(self._on_keys)
        seat.case_changed.connect(lambda: self.models.queue.hold(seat.case_id))
        seat.selection_changed.connect(self._on_selection)
        seat.world.telemetry_changed.connect(self._on_telemetry)
        seat.world.link_changed.connect(self._show_link)
        seat.world.recorded.connect(self._on_recorded)

    def _connect_panels(self) -> None:
        seat, invoker = self._seat, self._invoker
        self.queue.selected.connect(self._on_row_chosen)
        self.queue.activated.connect(self._on_activated)
        self.queue.acknowledged.connect(partial(see, invoker.here))
        self.queue.filter_changed.connect(self._on_filter)
        self.models.queue.counts_changed.connect(lambda _, total: self.queue.set_total(total))
        self.incident.asked.connect(invoker.invoke)
        self.incident.reveal_requested.connect(lambda call: invoker.invoke("reveal", {"call": call}))
        self.incident.log.unseal_requested.connect(partial(invoker.invoke, "unseal"))
        seat.sealed.changed.connect(self.models.log.reword)
        self.incident.reporters.taken_out.connect(lambda call: invoker.invoke("unmerge", {"call": call}))
        self.incident.reporters.called_back.connect(lambda call: invoker.invoke("feedback", {"call": call}))
        self.incident.unit_selected.connect(lambda unit: seat.select(Thing.UNIT, unit))
        self.incident.copied.connect(_copy)
        self.units.selected.connect(self._on_unit_selected)
        self.units.asked.connect(invoker.invoke)
        self.units.map_requested.connect(lambda unit: invoker.invoke("show", {"thing": unit}))
        self.units.incident_opened.connect(seat.select_case)
        self.log.opened.connect(self._on_log_opened)
        self.log.copied.connect(_copy)
        self.intake.pick_started.connect(lambda: self._set_picking(True))
        self.intake.pick_cancelled.connect(lambda: self._set_picking(False))

    def _on_picture(self) -> None:
        picture = self._seat.world.picture
        self.models.queue.set_picture(picture, self._user)
        self.models.units.set_picture(picture)
        self.models.log.set_picture(picture, self._seat.world.opened)
        self._fill_choices()
        self._show_link(self._seat.world.link)
        now_ms = self._seat.world.clock.now_ms()
        self.queue.set_now_ms(now_ms)
        self.units.set_now_ms(now_ms)
        if self._seat.case_id:
            self.queue.select(self._seat.case_id)

    def _on_keys(self, keys: frozenset[Key]) -> None:
        self._following = True
        regrouped = {("calls", call_id) for call_id in self._seat.world.regrouped}
        self.models.queue.update_keys(keys | regrouped)
        self._following = False
        self._keep_selection()
        self.models.units.update_keys(keys)
        if any(collection in ("incident_types", "grids") for collection, _ in keys):
            self._fill_choices()
        selection = self._seat.selection
        if selection.thing is Thing.UNIT and ("units", selection.id) in keys:
            self._detail.start()

    def _on_row_chosen(self, key: str) -> None:
        if self._following:
            # The selected row has just left the queue: a refresh changes nobody's selection.
            self.resume_key = key
        else:
            self.resume_key = ""
            self._seat.select_case(key)

    def _on_selection(self) -> None:
        if not self._seat.case_id:
            self.queue.list.setCurrentIndex(QModelIndex())

    def _keep_selection(self) -> None:
        """The queue goes where the seat has gone: to the incident that a selected call became, or nowhere."""
        model, present = self.models.queue, self.queue.current_key()
        chosen = model.key_at(model.row_of_key(self._seat.case_id))
        if chosen and chosen != present:
            self.resume_key = ""
            self.queue.select(chosen)
        elif self.resume_key and not chosen and present == self.resume_key:
            self.queue.list.setCurrentIndex(QModelIndex())

    def _on_recorded(self, events: list[Recorded]) -> None:
        self.models.log.append(events)
        levels = [level for event in events if (level := self._alarm_level(event))]
        if levels:
            self.new_level.emit(min(levels))

    def _alarm_level(self, recorded: Recorded) -> int:
        """Level that an event sounds with; 0: it does not, in a flood because its group has sounded already."""
        event, picture = recorded.event, self._seat.world.picture
        if isinstance(event, CallReported) and event.call_id in picture.calls:
            call = picture.calls[event.call_id]
            group = self._seat.world.groups.group_of(call.id)
            leaned = group.incident.other_id if group is not None and group.incident is not None else ""
            about = leaned or call.incident_id or self._seat.world.groups.leader_of(call.id)
            level = call_level(call, picture)
            return level if self.flood.admit(recorded.t_ms, about, level) else 0
        if isinstance(event, IncidentOpened) and recorded.stamp.actor != self._user:
            return event.level if self.flood.admit(recorded.t_ms, event.incident_id, event.level) else 0
        return 0

    def _on_telemetry(self, kinds: frozenset[type], messages: list[object]) -> None:
        if Positions in kinds:
            self._ages_due = True
        incidents = [one.incident_id for one in messages if isinstance(one, EtaTable)]
        for incident_id in incidents:
            self.models.units.update_etas(incident_id)
        if incidents or Recommendation in kinds:
            self.models.queue.update_forecasts(incidents)

    def _show_link(self, link: LinkView) -> None:
        if link.town_dir and link.town_dir != self._town:
            self._town = link.town_dir
            self._seat.places.load(Path(link.town_dir))
        if self._seat.world.has_picture:
            self.queue.set_state(None)
        elif link.state is LinkState.DOWN:
            title = self.tr("The hub cannot be reached")
            detail = self.tr("Trying again by itself, attempt {0}").format(link.attempt)
            self.queue.set_state(StateView(StateKind.DISCONNECTED, title, detail))
        else:
            self.queue.set_state(StateView(StateKind.LOADING, self.tr("Waiting for the hub")))

    def _fill_choices(self) -> None:
        picture, names = self._seat.world.picture, self._seat.world.names
        self.queue.set_grids([GridChoice(one.id, names.of(one)) for one in picture.grids.values()])
        types = tuple(
            TypeChoice(one.id, one.name_zh, one.name_en, one.level) for one in picture.incident_types.values()
        )
        channels = tuple(ChannelChoice(one.value, channel_word(one)) for one in INTAKE_CHANNELS)
        self.intake.set_choices(IntakeChoices(types, channels))
        self._seat.places.use(names)

    def _on_filter(self, wanted: QueueFilter) -> None:
        self.models.queue.set_filter(wanted, self._seat.world.clock.now_ms())

    def _on_activated(self, key: str) -> None:
        self._seat.select_case(key)
        self.incident.setFocus()

    def _on_unit_selected(self, unit_id: str) -> None:
        self._seat.select(Thing.UNIT, unit_id)
        self.show_unit()

    def _on_log_opened(self, reference: str) -> None:
        if reference in self._seat.world.picture.units:
            self._seat.select(Thing.UNIT, reference)
        else:
            self._seat.select_case(reference)

    def _set_picking(self, picking: bool) -> None:
        self._picking = picking


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
