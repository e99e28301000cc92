"""What a result needs of a journal besides its judgement: how musters stood at their turns, and what came between.

Looks on while a journal is judged (`judge(events, seen=chronicle.see)`), so that it is folded once. Any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from console.domain.evolve import Recorded
from console.domain.incidents.entities import Incident
from console.domain.musters import events as me
from console.domain.musters.entities import Muster
from console.domain.orders import events as oe
from console.domain.orders.states import UnitState
from console.domain.picture import Picture
from console.domain.registry.events import RoadClosed, RoadReopened
from console.domain.runs import events as re
from console.geo import in_ring

from .facts import Name

NOWHERE: Final = Name()
CODES: Final = (
    *("paused", "resumed", "speed", "real_emergency", "road_closed", "road_open"),
    *("declined", "delayed", "silent", "out_of_service", "contact_lost", "refuted", "area", "recalled"),
)
"""What can come between; `sentences` has a word for each."""


@dataclass(frozen=True, slots=True)
class Came:
    """Something that came between, at a t_ms. `muster_id` "" = of no muster in particular."""

    t_ms: int
    code: str
    unit_id: str = ""
    place: Name = NOWHERE
    text: str = ""
    muster_id: str = ""


@dataclass(slots=True)
class Seen:
    """One muster: its state when a phase was reached, when a gate was missed, and when it was over."""

    incident: Incident
    last: Muster
    reached: dict[int, Muster] = field(default_factory=dict)
    missed: dict[str, Muster] = field(default_factory=dict)
    over: Muster | None = None
    handled_by: str = ""
    items: dict[str, str] = field(default_factory=dict)
    """Unit by item of the checklist."""


class Chronicle:
    """`picture` is the one that is folded into, once there was an event."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.seen: dict[str, Seen] = {}
        self.came: list[Came] = []
        self.ended = ""
        """Why the run ended."""

    def see(self, picture: Picture, recorded: Recorded) -> None:
        """Take up an event that was just folded."""
        self.picture = picture
        event = recorded.event
        muster = picture.musters.get(getattr(event, "muster_id", ""))
        if muster is not None:
            self._muster(picture, muster, recorded)
        if isinstance(event, re.RunEnded | re.RunInterrupted):
            self.ended = event.reason if isinstance(event, re.RunEnded) else "interrupted"
            for seen in self.seen.values():
                seen.last = picture.musters.get(seen.last.id, seen.last)
                seen.over = seen.over or seen.last
        came = came_of(picture, recorded)
        if came is not None:
            self.came.append(came)

    def _muster(self, picture: Picture, muster: Muster, recorded: Recorded) -> None:
        event, incident = recorded.event, picture.incidents.get(muster.incident_id)
        seen = self.seen.get(muster.id)
        if seen is None:
            if incident is None:
                return
            seen = self.seen[muster.id] = Seen(incident, muster)
        seen.last, seen.incident = muster, incident or seen.incident
        match event:
            case me.PhaseReached():
                seen.reached[event.phase] = muster
            case me.GateDecided() if not event.passed:
                seen.missed[event.gate.value] = muster
            case me.MusterEnded():
                seen.over = muster
            case me.HandlingReported() if not seen.handled_by:
                seen.handled_by = event.unit_id
            case me.ItemEvidenced():
                seen.items[event.item_id] = event.unit_id
            case _:
                pass


def came_of(picture: Picture, recorded: Recorded) -> Came | None:
    """The event as something that came between; None where it is nothing of the sort."""
    event, t_ms = recorded.event, recorded.t_ms
    match event:
        case re.RunPaused():
            return Came(t_ms, "paused", text=event.reason)
        case re.RunResumed():
            return Came(t_ms, "resumed")
        case re.RunRateSet():
            return Came(t_ms, "speed", text=f"{event.rate_permille / 1000:g}")
        case re.RunInterrupted():
            return Came(t_ms, "real_emergency", text=event.live_incident)
        case RoadClosed():
            return Came(
                t_ms, "road_closed", place=grid_at(picture, event.lon_e7, event.lat_e7), text=event.reason
            )
        case RoadReopened():
            return Came(t_ms, "road_open")
        case oe.OrderDeclined():
            return Came(t_ms, "declined", event.unit_id, text=event.reason)
        case oe.OrderDelayed():
            return Came(t_ms, "delayed", event.unit_id, text=event.reason)
        case oe.OrderSilent():
            return Came(t_ms, "silent", event.unit_id)
        case oe.UnitStateSet() if event.state is UnitState.OUT_OF_SERVICE:
            return Came(t_ms, "out_of_service", event.unit_id, text=event.reason)
        case oe.ContactLost():
            return Came(t_ms, "contact_lost", event.unit_id)
        case me.ControlRefuted():
            return Came(t_ms, "refuted", text=event.reason, muster_id=event.muster_id)
        case me.WorkAreaSet():
            return Came(t_ms, "area", muster_id=event.muster_id)
        case me.ReservesRecalled():
            return Came(t_ms, "recalled", text=", ".join(event.unit_ids), muster_id=event.muster_id)
        case _:
            return None


def grid_at(picture: Picture, lon_e7: int, lat_e7: int) -> Name:
    """The grid that a point lies in; empty outside of all."""
    for grid in picture.grids.values():
        if in_ring(grid.ring_e7, lon_e7, lat_e7):
            return Name(zh=grid.name_zh, en=grid.name_en)
    return NOWHERE
