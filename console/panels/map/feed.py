"""Keeps the map as the picture and the telemetry say, and brings picks back. Qt main thread; used by `ConsoleWindow`.

Batches are gathered: whatever changed within 150 ms is read from the picture once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal

from console.desk.seat import Seat, Selection, Thing
from console.desk.telemetry import columns
from console.desk.world import Gathering
from console.domain.picture import Key
from console.panels.map.items import (
    camera_items,
    closure_items,
    incident_items,
    ring_items,
    route_items,
    sensor_items,
    unit_items,
)
from console.panels.map.scene import going_on, proposal_items, rally_item, scene_item, wind_item
from console.panels.ports import MapPort
from console.session.source import LinkState, LinkView
from console.wire.messages import Positions, Rings, Routes
from console.wire.muster_messages import MusterPlans
from widgets.map.items import ItemKind, Layer

GATHER_MS = 150
CLOSE_ZOOM = 14.2

_KIND_OF_THING = {
    Thing.NONE: ItemKind.NONE,
    Thing.CALL: ItemKind.INCIDENT,
    Thing.INCIDENT: ItemKind.INCIDENT,
    Thing.UNIT: ItemKind.UNIT,
    Thing.CAMERA: ItemKind.CAMERA,
    Thing.SENSOR: ItemKind.SENSOR,
}

_EVERYTHING = frozenset({"units", "incidents", "cameras", "sensors", "closures", "scene"})
_OF_INCIDENT: dict[type, str] = {Rings: "rings", Routes: "routes", MusterPlans: "scene"}
"""What another message about the selected incident changes on the map."""
_DRAWS = {
    "calls": ("incidents",),
    "orders": ("units", "routes", "scene"),
    "musters": ("scene", "routes"),
    "winds": ("scene", "routes"),
}
"""What is drawn of collections that are no things on the map themselves."""


class MapFeed(QObject):
    """Reads what is due and tells it to the map."""

    camera_picked = Signal(str)
    rally_chosen = Signal(str)
    """A proposed rally point was clicked: its position, `lon_e7,lat_e7`."""
    menu_wanted = Signal(str, str, int, int, QPoint)
    """Kind, id, lon_e7, lat_e7, global position."""

    def __init__(self, seat: Seat, view: MapPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view = seat, view
        self._town = ""
        self._due: set[str] = set()
        self._near: frozenset[str] = frozenset()
        self._gathering = Gathering(GATHER_MS, self.flush_now, self)
        seat.world.picture_replaced.connect(self._on_picture)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.telemetry_changed.connect(self._on_telemetry)
        seat.selection_changed.connect(self._on_selection)
        seat.case_changed.connect(lambda: self._ask({"units", "scene"}))
        seat.world.link_changed.connect(self._on_link)
        view.picked.connect(self._on_picked)
        view.context_requested.connect(self.menu_wanted)

    def set_near(self, camera_ids: frozenset[str]) -> None:
        """These cameras look at the selected incident: their fields of view are drawn."""
        if camera_ids != self._near:
            self._near = camera_ids
            self._ask({"cameras"})

    def set_layers(self, names: str) -> None:
        """Show these layers, names separated by blanks."""
        known = {layer.value: layer for layer in Layer}
        self._view.set_layers_visible([known[name] for name in names.split() if name in known])

    def set_language(self, language: str) -> None:
        """Names on the map in this language."""
        self._view.set_language(language)
        self._ask(_EVERYTHING)

    def show(self, item_id: str) -> bool:
        """Move the view to a thing because the user asked; False when its place is not known."""
        place = self._place_of(item_id)
        if place is None:
            return False
        self._view.fly_to(place[0] / 1e7, place[1] / 1e7, CLOSE_ZOOM)
        return True

    def show_all(self) -> None:
        """The whole town, because the user asked."""
        self._view.show_all()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _place_of(self, item_id: str) -> tuple[int, int] | None:
        picture = self._seat.world.picture
        case = picture.incidents.get(item_id) or picture.calls.get(item_id)
        if case is not None:
            return case.place.lon_e7, case.place.lat_e7
        fix = self._seat.world.telemetry.fixes.get(item_id)
        if fix is not None:
            return fix.lon_e7, fix.lat_e7
        site = picture.cameras.get(item_id) or picture.sensors.get(item_id)
        if site is not None:
            return site.lon_e7, site.lat_e7
        grid = picture.grids.get(item_id)
        if grid is not None:
            lon, lat = grid.ring_e7[::2], grid.ring_e7[1::2]
            return (min(lon) + max(lon)) // 2, (min(lat) + max(lat)) // 2
        unit = picture.units.get(item_id)
        if unit is not None:
            return unit.home_lon_e7, unit.home_lat_e7
        lon_e7, comma, lat_e7 = item_id.partition(",")  # a place that was named
        return (int(lon_e7), int(lat_e7)) if comma else None

    def _ask(self, what: frozenset[str] | set[str]) -> None:
        self._due |= what
        self._gathering.ask()

    def _on_picture(self) -> None:
        self._ask(_EVERYTHING)
        self.flush_now()
        world = self._seat.world
        now_ms = world.clock.now_ms()
        rows = [
            (key, fix.lon_e7, fix.lat_e7, fix.bearing_deg, fix.speed_mps, max(0, now_ms - fix.fix_ms))
            for key, fix in world.telemetry.fixes.items()
            if key in world.picture.units
        ]
        if rows:
            self._view.move_units(*zip(*rows, strict=True))

    def _on_keys(self, keys: frozenset[Key]) -> None:
        changed = {collection for collection, _ in keys}
        due = (changed & _EVERYTHING).union(*(_DRAWS.get(collection, ()) for collection in changed))
        if due:
            self._ask(due)

    def flush_now(self) -> None:
        """Tell the map at once what is due."""
        due, self._due = self._due, set()
        names, view = self._seat.world.names, self._view
        incident = self._seat.incident
        incident_id = "" if incident is None else incident.id
        if "units" in due:
            view.set_units(unit_items(names, incident_id))
        if "incidents" in due:
            view.set_incidents(incident_items(names, self._seat.world.groups))
        if "cameras" in due:
            view.set_cameras(camera_items(names, self._near))
        if "sensors" in due:
            view.set_sensors(sensor_items(names))
        if "closures" in due:
            view.set_closures(closure_items(names))
        if "rings" in due:
            view.set_rings(incident_id, ring_items(self._seat.world.telemetry.rings.get(incident_id)))
        if "routes" in due:
            view.set_routes(route_items(self._seat.world.telemetry.routes.get(incident_id), incident, names))
        if "scene" in due:
            self._show_scene(incident_id)

    def _show_scene(self, incident_id: str) -> None:
        """The selected incident's muster; before the order what would be ordered, with the points to choose from."""
        seat, view = self._seat, self._view
        muster, offer = going_on(seat.muster), seat.offer
        ordered = None if muster is None else muster.plan
        view.set_rally(rally_item(muster, seat.world.names))
        view.set_wind(wind_item(seat.world.picture))
        if ordered is not None or offer is None:
            view.set_scene(scene_item(ordered, muster, seat.world.names))
            view.set_proposals([])
        else:
            view.set_scene(scene_item(offer.plan, None, seat.world.names))
            plans = seat.world.telemetry.muster_plans.get(incident_id)
            view.set_proposals(proposal_items(plans, offer.plan.rally, seat.world.names))

    def _on_telemetry(self, _: frozenset[type], messages: list[Any]) -> None:
        incident = self._seat.incident
        for message in messages:
            part = _OF_INCIDENT.get(type(message))
            if isinstance(message, Positions):
                self._view.move_units(message.unit_ids, *columns(message))
            elif part and incident is not None and message.incident_id == incident.id:
                self._ask({part})

    def _on_selection(self, selection: Selection) -> None:
        self._view.select(_KIND_OF_THING[selection.thing], selection.id)
        self._ask({"units", "rings", "routes", "scene"})

    def _on_link(self, link: LinkView) -> None:
        self._view.set_stale(link.state in (LinkState.STALE, LinkState.DOWN))
        if link.town_dir and link.town_dir != self._town:
            self._town = link.town_dir
            self._view.set_town(Path(link.town_dir))

    def _on_picked(self, kind: str, item_id: str) -> None:
        match kind:
            case ItemKind.INCIDENT:
                self._seat.select_case(item_id)
            case ItemKind.UNIT:
                self._seat.select(Thing.UNIT, item_id)
            case ItemKind.SENSOR:
                self._seat.select(Thing.SENSOR, item_id)
            case ItemKind.CAMERA:
                self._seat.select(Thing.CAMERA, item_id)
                self.camera_picked.emit(item_id)
            case ItemKind.PROPOSAL:
                self.rally_chosen.emit(item_id)
            case _:
                pass
