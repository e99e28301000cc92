"""The map: MapLibre in a locked-down page, behind plain methods and signals. Qt main thread.

It knows nobody: whoever feeds it calls the methods with structs of `items`, in any order and at any time, also
before the page is up and while it restarts. Changes are gathered and go to the page at most ten times a second,
and only while the map can be seen. A page that crashes or hangs is started again and told everything;
nothing here ever waits for it.

`chromium_flags.configure_environment` must have run before QApplication was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QStackedLayout, QWidget

from widgets import theme
from widgets.map import items as mi
from widgets.map import map_state
from widgets.map.curtain import CurtainState, MapCurtain
from widgets.map.map_page import MapPage, make_profile
from widgets.map.map_state import Column, MapState
from widgets.map.page_keeper import PageKeeper
from widgets.map.port import PageChannel
from widgets.map.scheme import MapRequestGate, MapSchemeHandler
from widgets.map.served_files import MapAssets, ServedFiles, checkout_assets
from widgets.parts import Translated

FLUSH_MS = 100
HZ_SOFTWARE = 5
HZ_GPU = 30


class MapView(Translated, QWidget):
    """The map widget. Things in, picks out."""

    ready = Signal()
    """The town's map is on the screen; again after every restart."""
    failed = Signal(str)
    """There is no map, and why."""
    picked = Signal(str, str)
    """Kind and id of what the user clicked."""
    map_clicked = Signal(int, int)
    """lon_e7, lat_e7 of a left click on the ground."""
    context_requested = Signal(str, str, int, int, QPoint)
    """Kind and id (or empty), lon_e7, lat_e7, global position: show a menu there."""
    view_changed = Signal(float, float, float)
    """Longitude and latitude of the centre in degrees, zoom: the view has come to rest."""
    layers_changed = Signal(dict)
    """The user switched a layer: {layer name: visible}; to be remembered."""

    def __init__(
        self, parent: QWidget | None = None, *, assets: MapAssets | None = None, has_gpu: bool = False
    ) -> None:
        super().__init__(parent)
        self._assets = assets or checkout_assets()
        self._files = ServedFiles(self._assets)
        self._state = MapState()
        self._visible = dict.fromkeys(mi.Layer, True)
        self._town_count = 0
        self._language = "zh"
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.setInterval(FLUSH_MS)
        self._flush_timer.timeout.connect(self._flush)
        self._view = QWebEngineView(self)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._curtain = MapCurtain(self)
        self._curtain.retry_requested.connect(self.retry)
        self.gate = MapRequestGate(self)
        self._build_page()
        self._stack = QStackedLayout(self)
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._stack.addWidget(self._curtain)
        self._stack.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._state.set_topic("options", hz=HZ_GPU if has_gpu else HZ_SOFTWARE, software=not has_gpu)
        self.retranslate()
        self.set_layers_visible(mi.Layer)
        self._lower_curtain(CurtainState.NO_TOWN)

    def _build_page(self) -> None:
        # Made after the view, so that the page, the view's child, is gone before its profile.
        profile = make_profile(MapSchemeHandler(self._files, self), self.gate, self)
        self._page = MapPage(profile, self._view)
        self._port = PageChannel(self, self)
        channel = QWebChannel(self._page)
        channel.registerObject("port", self._port)
        self._page.setWebChannel(channel)
        self._view.setPage(self._page)
        # On a wall the page's words and signs grow like everything else.
        self._view.setZoomFactor(theme.scale())
        self._keeper = PageKeeper(self._page, self)
        self._keeper.restarting.connect(lambda: self._lower_curtain(CurtainState.RESTARTING))
        self._keeper.gave_up.connect(self._fail)
        self._keeper.ping.connect(self._on_ping_due)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._on_about_to_quit)

    # -- what to show ------------------------------------------------------------------------------------

    def set_town(self, town_dir: Path) -> None:
        """Show this town's base map and fit the view to it. Failure is told by `failed`."""
        missing = self._assets.missing()
        if missing:
            self._fail(self.tr("Map program files are missing: {0}").format(missing[0]))
            return
        try:
            description = json.loads((town_dir / "town.json").read_text(encoding="utf-8"))
            bbox = [float(edge) for edge in description["bbox"]]
            centre = [float(part) for part in description["centre"]]
            if len(bbox) != 4 or len(centre) != 2:
                raise ValueError("bbox has four numbers and centre two")
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._fail(self.tr("The town's description cannot be read: {0}").format(error))
            return
        self._files.set_town(town_dir)
        self._town_count += 1
        self._state.set_topic(
            "town", number=self._town_count, bbox=bbox, centre=centre, layers=self._files.town_layers()
        )
        self._lower_curtain(CurtainState.LOADING)
        self._keeper.start()
        self._changed()

    def set_units(self, items: Iterable[mi.UnitItem]) -> None:
        """Make these all the units; a unit is drawn once it also has a position."""
        self._state.set_units(items)
        self._changed()

    def move_units(
        self,
        ids: Sequence[str],
        lon_e7: Column,
        lat_e7: Column,
        bearing_deg: Column,
        speed_mps: Column,
        age_ms: Column,
    ) -> None:
        """Newest positions, as columns of equal length (lists or numpy arrays); about one batch a second.

        Units that `set_units` has not named are ignored. Raises ValueError on columns of unequal length.
        """
        self._state.move_units(ids, lon_e7, lat_e7, bearing_deg, speed_mps, age_ms)
        self._changed()

    def set_incidents(self, items: Iterable[mi.IncidentItem]) -> None:
        """Make these all the incidents."""
        self._set("incidents", items=[item.row() for item in items])

    def set_cameras(self, items: Iterable[mi.CameraItem]) -> None:
        """Make these all the cameras."""
        self._set("cameras", items=[item.row() for item in items])

    def set_sensors(self, items: Iterable[mi.SensorItem]) -> None:
        """Make these all the sensors."""
        self._set("sensors", items=[item.row() for item in items])

    def set_closures(self, items: Iterable[mi.ClosureItem]) -> None:
        """Make these all the closed roads."""
        self._set("closures", items=[item.row() for item in items])

    def set_rings(self, incident_id: str, rings: Iterable[mi.RingItem]) -> None:
        """The travel-time rings of one incident; none: take them away."""
        self._set("rings", incident=incident_id, items=map_state.ring_rows(rings))

    def set_routes(self, routes: Iterable[mi.RouteItem]) -> None:
        """The roads that units of the selected incident still have to go."""
        self._set("routes", items=map_state.route_rows(routes))

    def set_rally(self, rally: mi.RallyItem | None) -> None:
        """The rally point, or None."""
        self._set("rally", item=None if rally is None else rally.row())

    def set_proposals(self, proposals: Iterable[mi.ProposalItem]) -> None:
        """Rally points that could be ordered, numbered; a click picks one (`ItemKind.PROPOSAL`)."""
        self._set("proposals", items=[one.row() for one in proposals])

    def set_scene(self, scene: mi.SceneItem | None) -> None:
        """Work area and posts of the selected incident's muster, or None."""
        self._set("scene", **(scene or mi.SceneItem()).fields())

    def set_wind(self, wind: mi.WindItem | None) -> None:
        """The wind, or None where nobody measures it."""
        self._set("wind", item=None if wind is None else wind.row())

    def set_stale(self, stale: bool) -> None:
        """The link to the hub is down: everything that moves looks old."""
        self._set("stale", on=stale)

    def select(self, kind: mi.ItemKind, item_id: str) -> None:
        """Mark this as selected. The view stays where it is."""
        self._set("select", kind=kind.value if item_id else "", id=item_id)

    def fly_to(self, lon_deg: float, lat_deg: float, zoom: float | None = None) -> None:
        """Move the view there because the user asked to. Nothing else ever moves it."""
        self._state.send_once("fly", lon=lon_deg, lat=lat_deg, zoom=zoom)
        self._changed()

    def show_all(self) -> None:
        """Fit the view to the whole town because the user asked to."""
        self._state.send_once("fit")
        self._changed()

    def set_layers_visible(self, visible: Iterable[mi.Layer]) -> None:
        """Show exactly these layers; not reported by `layers_changed`."""
        chosen = set(visible)
        self._visible = {layer: layer in chosen for layer in mi.Layer}
        self._say_layers()

    def set_language(self, language: str) -> None:
        """Names on the map in "zh" or "en". Words of the program follow Qt's translator by themselves."""
        if language not in ("zh", "en"):
            raise ValueError(f"no such language: {language}")
        self._language = language
        self.retranslate()

    def retry(self) -> None:
        """Start the page again after it was given up."""
        self._lower_curtain(CurtainState.LOADING)
        self._keeper.restart()

    def render_process_id(self) -> int:
        """The page's process, 0 while there is none; for measurements."""
        return int(self._page.renderProcessPid()) if shiboken6.isValid(self._page) else 0

    @property
    def curtain_state(self) -> CurtainState | None:
        """What is shown in the map's place, None while the map is."""
        return None if self._curtain.isHidden() else self._curtain.state

    # -- to the page -------------------------------------------------------------------------------------

    def _set(self, topic: str, **fields: object) -> None:
        self._state.set_topic(topic, **fields)
        self._changed()

    def retranslate(self) -> None:
        self._set("words", lang=self._language, words=page_words())

    def _say_layers(self) -> dict[str, bool]:
        visible = {layer.value: on for layer, on in self._visible.items()}
        self._set("layers", visible=visible)
        return visible

    def _changed(self) -> None:
        if (
            self._keeper.is_up
            and self.isVisible()
            and not self._flush_timer.isActive()
            and self._state.waits()
        ):
            self._flush_timer.start()

    def _flush(self) -> None:
        if self._keeper.is_up and self.isVisible():
            for message in self._state.take():
                self._port.post.emit(message)

    def _on_ping_due(self, number: int) -> None:
        self._port.post.emit(json.dumps({"v": map_state.VERSION, "t": "ping", "n": number}))

    def _lower_curtain(self, state: CurtainState, detail: str = "") -> None:
        self._curtain.show_state(state, detail)
        self._curtain.show()
        self._curtain.raise_()

    def _fail(self, reason: str) -> None:
        self._lower_curtain(CurtainState.FAILED, reason)
        self.failed.emit(reason)

    # -- from the page (PageListener) --------------------------------------------------------------------

    def page_ready(self) -> None:
        self._keeper.page_is_up()
        self._state.reset()
        self._flush()

    def page_drawn(self) -> None:
        self._curtain.hide()
        self.ready.emit()

    def page_picked(self, kind: mi.ItemKind, item_id: str) -> None:
        self.picked.emit(kind.value, item_id)

    def page_clicked(self, lon_e7: int, lat_e7: int, button: int) -> None:
        if button == 0:
            self.map_clicked.emit(lon_e7, lat_e7)

    def page_context(
        self, kind: mi.ItemKind, item_id: str, lon_e7: int, lat_e7: int, x_px: int, y_px: int
    ) -> None:
        scale = self._view.zoomFactor()
        place = self._view.mapToGlobal(QPoint(round(x_px * scale), round(y_px * scale)))
        self.context_requested.emit(kind.value, item_id, lon_e7, lat_e7, place)

    def page_viewed(self, lon_e7: int, lat_e7: int, zoom: float) -> None:
        self._state.set_view(lon_e7 / 1e7, lat_e7 / 1e7, zoom)
        self.view_changed.emit(lon_e7 / 1e7, lat_e7 / 1e7, zoom)

    def page_layer_switched(self, layer: mi.Layer, visible: bool) -> None:
        self._visible[layer] = visible
        # The page knows already, but a page that starts again must be told.
        self.layers_changed.emit(self._say_layers())

    def page_answered(self, number: int) -> None:
        self._keeper.page_answered(number)

    def page_erred(self, code: str, text: str) -> None:
        self._keeper.page_erred(code, text)

    # -- the end -----------------------------------------------------------------------------------------

    def _on_about_to_quit(self) -> None:
        # A page must be gone before its profile, and at the interpreter's end nobody minds the order.
        self._keeper.stop()
        if shiboken6.isValid(self._page):
            shiboken6.delete(self._page)

    # -- Qt ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keeper.set_watching(True)
        if not self._assets.missing():
            # The page comes up while whoever knows the town still looks for it.
            self._keeper.start()
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keeper.set_watching(False)
        super().hideEvent(event)


def page_words() -> dict[str, str]:
    """The page's words by key, in the language that is installed now."""
    translate = QCoreApplication.translate
    return {
        mi.Layer.UNITS.value: translate("MapView", "Units"),
        mi.Layer.INCIDENTS.value: translate("MapView", "Incidents"),
        mi.Layer.CAMERAS.value: translate("MapView", "Cameras"),
        mi.Layer.RINGS.value: translate("MapView", "Travel time"),
        mi.Layer.GRIDS.value: translate("MapView", "Grids"),
        mi.Layer.SENSORS.value: translate("MapView", "Sensors"),
        mi.Layer.CLOSURES.value: translate("MapView", "Closures"),
        "layers": translate("MapView", "Layers"),
        "minutes": translate("MapView", "{0} min"),
        "lost": translate("MapView", "lost contact"),
        "stale": translate("MapView", "Positions are old: no link"),
    }
