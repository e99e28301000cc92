"""Wires the wall: selection and picture to `WallBridge`, its wishes for addresses to the hub. Qt main thread.

A camera comes up by itself for the selected call or incident, which is then its purpose, or as part of the person's own
view, which has a standing one. Otherwise its tile asks for a purpose first. Every open and close is entered into the
audit of looking; a camera that stays while its purpose changes is entered anew, and its stream goes on. Used by
`ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.bridges.camera_feed import CameraFeed
from console.bridges.wall_bridge import WallBridge
from console.bridges.wall_choice import Showing
from console.desk.seat import Seat
from console.desk.world import Gathering
from console.domain.base.place import Place
from console.domain.base.refusals import Code
from console.domain.musters.entities import MusterState
from console.domain.picture import Key
from console.panels.wall.extras import WallExtras
from console.panels.wall.own_view import OwnView
from console.session.source import LinkView
from console.settings.store import SettingsStore
from console.wire.messages import CameraLent, Refused
from streams.pool import PoolFigures
from widgets.wall.wall_view import WallView
from widgets.words import is_chinese

SETTLE_MS = 300
"""A selection that only passes by opens no cameras."""
ASK_AGAIN_MS = 2_000

Reason = tuple[str, str]
"""Purpose and incident ("" outside of one) of a look."""

PASSING = frozenset(
    {
        Code.NOT_SIGNED_IN,
        Code.HELLO_FIRST,
        Code.CAMERA_HAS_NO_SOURCE,
        Code.STOPPING,
        Code.TOO_FAST,
        Code.BUSY,
    }
)
"""Refusals of a hub that is away or has just come back: the address is asked for again."""


class WallFeed(QObject):
    """A `WallPort` over real streams."""

    purpose_asked = Signal(str)
    """The operator wants to look at this camera, and has to say why first."""

    def __init__(self, seat: Seat, settings: SettingsStore, bridge: WallBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._settings, self._bridge = seat, settings, bridge
        self.view = WallView(parent)
        self._own = OwnView(seat, settings)
        self._by_hand: dict[str, Reason] = {}
        """Why cameras are looked at that somebody opened: they keep it until they leave the wall."""
        self._requests: dict[str, tuple[str, Reason]] = {}
        """Camera and reason by the request that asks for it."""
        self._wishes: dict[str, Reason] = {}
        """Why the cameras of the wall are there."""
        self._open: dict[str, Reason] = {}
        """Cameras that the hub lent, and why: it entered the beginning of each look, we enter its end."""
        self._stopped = False
        self._town_dir = ""
        self._settle = Gathering(SETTLE_MS, self._go_to_case, self)
        self._refresh = Gathering(SETTLE_MS, self._read_own, self)
        self._boxes = Gathering(0, lambda: bridge.set_boxes(self.view.boxes()), self)
        self._waiting: set[str] = set()
        self._again = Gathering(ASK_AGAIN_MS, self._ask_again, self)
        self._extras = WallExtras(seat, self.view, bridge, self.reason_of, self)
        self._setting = "wall_tiles_operate"
        self.view.set_tiles(int(settings.number(self._setting)))
        self.view.header.set_own(bridge.showing is Showing.OWN)
        self._wire_view()
        self._wire_seat()
        bridge.set_capacity(self.view.capacity)
        bridge.set_following(settings.flag("wall_follows"))

    @property
    def widget(self) -> QWidget:
        """The wall."""
        return self.view

    def use_perspective(self, key: str) -> None:
        """The layout that this user gave the wall in this perspective."""
        self._setting = f"wall_tiles_{key}"
        self.set_tiles(int(self._settings.number(self._setting)))

    def set_tiles(self, tiles: int) -> None:
        """Another layout; a wall that follows fills it."""
        self.view.set_tiles(tiles)
        self._on_layout(self.view.layout_name())

    def follow(self) -> None:
        """Follow the selected incident again; without one the own view comes back."""
        self._bridge.set_following(True)
        self._restate()

    def show_own(self) -> None:
        """Show this person's own view, whatever is selected."""
        self._read_own()
        self._bridge.show_own()
        self._restate()

    def keep_own(self, purpose: str) -> bool:
        """Make the wall as it is this person's own view, looked at for this purpose; False: it shows nothing."""
        shown = self._bridge.shown
        if not (shown and purpose.strip()):
            return False
        self._own.keep(shown, purpose)
        if self._bridge.showing is not Showing.INCIDENT:
            self.show_own()
        self._read_own()
        self._restate()
        return True

    def forget_own(self) -> None:
        """Show the town's view, and have no other until one is kept."""
        self._own.forget()
        self.show_own()

    def open(self, camera_id: str, purpose: str) -> None:
        """Open one camera by hand for a purpose; it stays until it is taken off."""
        incident = self._seat.incident
        reason = self._by_hand[camera_id] = (purpose, "" if incident is None else incident.id)
        if camera_id in self._bridge.shown:
            self._look_for(camera_id, reason)
        else:
            self._bridge.add_camera(camera_id)
        self.view.select_camera(camera_id)

    def reason_of(self, camera_id: str) -> Reason:
        """What a camera is looked at for: purpose, incident."""
        return self._open.get(camera_id) or self._reason(camera_id)

    def near(self) -> frozenset[str]:
        """Cameras on the wall."""
        return frozenset(self._bridge.shown)

    def retranslate(self) -> None:
        """Names in the language of the screen."""
        self.view.set_chinese(is_chinese())
        self._extras.retranslate()

    def stop(self) -> None:
        """Close everything; call once, at the end."""
        if self._stopped:
            return
        self._stopped = True
        self._settle.stop()
        self._refresh.stop()
        self._boxes.stop()
        self._again.stop()
        self._extras.stop()
        for camera_id in list(self._open):
            self._on_closed(camera_id)
        self._bridge.stop()

    def leave(self) -> None:
        """The person goes: no camera stays open on his purpose."""
        self._waiting.clear()
        self._extras.stop()
        self._bridge.clear()
        for camera_id in list(self._open):
            self._on_closed(camera_id)
        self._by_hand.clear()
        self._wishes.clear()
        self._requests.clear()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _wire_view(self) -> None:
        view, bridge = self.view, self._bridge
        bridge.feeds_changed.connect(self._on_feeds)
        bridge.frames_came.connect(view.refresh)
        bridge.figures_changed.connect(self._on_figures)
        bridge.address_wanted.connect(self._on_address_wanted)
        bridge.camera_closed.connect(self._on_closed)
        bridge.following_changed.connect(view.header.set_following)
        bridge.following_changed.connect(lambda on: self._settings.set("wall_follows", on))
        bridge.touring_changed.connect(view.header.set_touring)
        bridge.showing_changed.connect(lambda what: view.header.set_own(what is Showing.OWN))
        view.boxes_changed.connect(self._boxes.ask)
        view.tile_selected.connect(bridge.set_selected)
        view.layout_changed.connect(self._on_layout)
        view.follow_toggled.connect(self._on_follow_toggled)
        view.own_requested.connect(self.show_own)
        view.tour_toggled.connect(bridge.set_touring)
        view.remove_requested.connect(bridge.remove_camera)
        view.reconnect_requested.connect(bridge.reconnect)
        view.purpose_requested.connect(self.purpose_asked)

    def _wire_seat(self) -> None:
        seat = self._seat
        seat.world.picture_replaced.connect(self._read_cameras)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.link_changed.connect(self._on_link)
        seat.identity_changed.connect(self._refresh.ask)
        seat.case_changed.connect(self._settle.ask)
        seat.camera_lent.connect(self._on_lent)
        seat.ending.connect(self.leave)
        seat.reply_refused.connect(self._on_refused)

    def _read_cameras(self) -> None:
        self._bridge.set_cameras(self._seat.world.picture.cameras.values())
        self._refresh.ask()

    def _read_own(self) -> None:
        self._bridge.set_own(self._own.cameras())

    def _on_link(self, link: LinkView) -> None:
        if link.town_dir != self._town_dir:
            self._town_dir = link.town_dir
            self._refresh.ask()

    def _on_follow_toggled(self, on: bool) -> None:
        if on:
            self.follow()
        else:
            self._bridge.set_following(False)

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if any(collection == "cameras" for collection, _ in keys):
            self._read_cameras()

    def _go_to_case(self) -> None:
        case = self._seat.case
        self._bridge.set_incident(None if case is None else _degrees(case.place), self._rally())
        self._restate()

    def _rally(self) -> tuple[float, float] | None:
        """The rally point of the selected incident, from the order until the posts are filled."""
        muster = self._seat.muster
        if muster is None or muster.plan is None or muster.plan.rally is None:
            return None
        gathering = muster.state is MusterState.ACTIVE and muster.t2_ms < 0
        return _degrees(muster.plan.rally) if gathering else None

    def _on_feeds(self, feeds: list[CameraFeed]) -> None:
        self.view.set_feeds(feeds)
        shown = set(self._bridge.shown)
        for camera_id in (set(self._wishes) | set(self._by_hand)) - shown:
            self._wishes.pop(camera_id, None)
            self._by_hand.pop(camera_id, None)

    def _reason(self, camera_id: str) -> Reason:
        """Why the camera is on the wall now; no purpose where somebody has to name one first."""
        if camera_id in self._by_hand:
            return self._by_hand[camera_id]
        case_id = self._seat.case_id
        if self._bridge.showing is Showing.OWN or (not case_id and self._bridge.is_own(camera_id)):
            return self._own.purpose, ""
        incident = self._seat.incident
        return case_id, "" if incident is None else incident.id

    def _restate(self) -> None:
        """Cameras that stayed on the wall are there for something else now: each is another look."""
        if self._bridge.showing is not Showing.HAND:
            for camera_id in self._bridge.shown:
                reason = self._reason(camera_id)
                if reason[0] and reason != self._wishes.get(camera_id):
                    self._look_for(camera_id, reason)

    def _on_address_wanted(self, camera_id: str) -> None:
        self._look_for(camera_id, self._wishes.get(camera_id) or self._reason(camera_id))

    def _look_for(self, camera_id: str, reason: Reason) -> None:
        if not reason[0]:
            self._bridge.refuse(camera_id, needs_purpose=True)
            return
        self._wishes[camera_id] = reason
        self._ask(camera_id)

    def _ask(self, camera_id: str) -> None:
        """The hub lends the address, and enters the look."""
        reason = purpose, incident_id = self._wishes[camera_id]
        request = self._seat.world.source.open_camera(camera_id, incident_id, purpose)
        self._requests[request] = (camera_id, reason)

    def _on_closed(self, camera_id: str) -> None:
        if camera_id in self._open:
            self._seat.look("camera_closed", camera_id, *self._open.pop(camera_id))

    def _on_lent(self, lent: object) -> None:
        if not isinstance(lent, CameraLent):
            return
        camera_id, reason = self._requests.pop(lent.id, ("", ("", "")))
        if camera_id and camera_id in self._bridge.shown:
            self._on_closed(
                camera_id
            )  # open already, for something else: that look ends where this one begins
            self._open[camera_id] = reason
            patience_s = self._settings.number("camera_patience_s")
            self._bridge.lend(camera_id, lent.url, lent.transport, patience_s, lent.allowed)
        else:  # nobody wants it any more, but the hub has entered a look
            self._seat.look("camera_closed", lent.camera_id, *reason)

    def _on_refused(self, refused: Refused) -> None:
        camera_id, _ = self._requests.pop(refused.id, ("", ("", "")))
        if not camera_id:
            return
        if refused.code == Code.CAMERA_HAS_NO_SOURCE:
            self._bridge.refuse(camera_id, no_source=True)
        if refused.code in PASSING:
            self._waiting.add(camera_id)
            self._again.start()
        else:
            self._bridge.refuse(camera_id, needs_purpose=refused.code == Code.PURPOSE_REQUIRED)

    def _ask_again(self) -> None:
        """What a hub that just came back could not lend yet, for cameras that are still wanted."""
        waiting, self._waiting = self._waiting, set()
        for camera_id in sorted(waiting & set(self._wishes)):
            self._ask(camera_id)

    def _on_layout(self, _: str) -> None:
        self._settings.set(self._setting, self.view.capacity)
        self._bridge.set_capacity(self.view.capacity)

    def _on_figures(self, figures: PoolFigures) -> None:
        total = self._bridge.camera_count
        self.view.header.set_figures(len(self._bridge.shown), total, figures.fps, figures.cpu_cores)
        self.view.tick()


def _degrees(place: Place) -> tuple[float, float]:
    return place.lon_e7 / 1e7, place.lat_e7 / 1e7
