"""Map, wall and sounds that note what they are told: ports of the console for tests. Qt main thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from widgets.map.items import (
    CameraItem,
    ClosureItem,
    IncidentItem,
    ItemKind,
    Layer,
    ProposalItem,
    RallyItem,
    RingItem,
    RouteItem,
    SceneItem,
    SensorItem,
    UnitItem,
    WindItem,
)


class NotedMap(QWidget):
    """A `MapPort` without a page."""

    ready = Signal()
    picked = Signal(str, str)
    map_clicked = Signal(int, int)
    context_requested = Signal(str, str, int, int, QPoint)
    layers_changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.town: Path | None = None
        self.units: dict[str, UnitItem] = {}
        self.incidents: dict[str, IncidentItem] = {}
        self.cameras: dict[str, CameraItem] = {}
        self.rings: tuple[str, list[RingItem]] = ("", [])
        self.routes: list[RouteItem] = []
        self.rally: RallyItem | None = None
        self.proposals: list[ProposalItem] = []
        self.scene: SceneItem | None = None
        self.wind: WindItem | None = None
        self.moved: list[str] = []
        self.fitted = False
        self.flights: list[tuple[float, float]] = []
        self.selected: tuple[ItemKind, str] = (ItemKind.NONE, "")
        self.stale = False
        self.language = ""
        self.layers: set[Layer] = set()

    def set_town(self, town_dir: Path) -> None:
        self.town = town_dir

    def set_units(self, items: Iterable[UnitItem]) -> None:
        self.units = {one.id: one for one in items}

    def move_units(
        self,
        ids: Sequence[str],
        lon_e7: Sequence[int],
        lat_e7: Sequence[int],
        bearing_deg: Sequence[float],
        speed_mps: Sequence[float],
        age_ms: Sequence[int],
    ) -> None:
        self.moved = list(ids)

    def set_incidents(self, items: Iterable[IncidentItem]) -> None:
        self.incidents = {one.id: one for one in items}

    def set_cameras(self, items: Iterable[CameraItem]) -> None:
        self.cameras = {one.id: one for one in items}

    def set_sensors(self, items: Iterable[SensorItem]) -> None:
        list(items)

    def set_closures(self, items: Iterable[ClosureItem]) -> None:
        list(items)

    def set_rings(self, incident_id: str, rings: Iterable[RingItem]) -> None:
        self.rings = (incident_id, list(rings))

    def set_routes(self, routes: Iterable[RouteItem]) -> None:
        self.routes = list(routes)

    def set_rally(self, rally: RallyItem | None) -> None:
        self.rally = rally

    def set_proposals(self, proposals: Iterable[ProposalItem]) -> None:
        self.proposals = list(proposals)

    def set_scene(self, scene: SceneItem | None) -> None:
        self.scene = scene

    def set_wind(self, wind: WindItem | None) -> None:
        self.wind = wind

    def set_stale(self, stale: bool) -> None:
        self.stale = stale

    def select(self, kind: ItemKind, item_id: str) -> None:
        self.selected = (kind, item_id)

    def show_all(self) -> None:
        self.fitted = True

    def fly_to(self, lon_deg: float, lat_deg: float, zoom: float | None = None) -> None:
        self.flights.append((lon_deg, lat_deg))

    def set_layers_visible(self, visible: Iterable[Layer]) -> None:
        self.layers = set(visible)

    def set_language(self, language: str) -> None:
        self.language = language


class NotedWall(QObject):
    """A `WallPort` without streams."""

    purpose_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.widget = QWidget(parent)
        self.tiles = 0
        self.perspective = ""
        self.followed = 0
        self.own: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.stopped = False

    def use_perspective(self, key: str) -> None:
        self.perspective = key

    def set_tiles(self, tiles: int) -> None:
        self.tiles = tiles

    def follow(self) -> None:
        self.followed += 1

    def show_own(self) -> None:
        self.own.append("shown")

    def keep_own(self, purpose: str) -> bool:
        self.own.append(f"kept: {purpose}")
        return bool(self.opened)

    def forget_own(self) -> None:
        self.own.append("forgotten")

    def open(self, camera_id: str, purpose: str) -> None:
        self.opened.append((camera_id, purpose))

    def near(self) -> frozenset[str]:
        return frozenset(camera for camera, _ in self.opened)

    def retranslate(self) -> None:
        pass

    def stop(self) -> None:
        self.stopped = True


class NotedSounds:
    """A `SoundPort` that is silent."""

    def __init__(self) -> None:
        self.muted = False
        self.played: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(name)
