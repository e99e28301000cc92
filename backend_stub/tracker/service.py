"""The tracker as a client of the hub: positions to commands and tracks. On the link's thread throughout.

Used by `backend_stub.beside`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from backend_stub.recorder.thinning import TrackFix
from backend_stub.recorder.tracks import TrackError, TrackWriter
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.planning.roads import RoadGraph
from console.wire.messages import Positions

from .core import TrackerCore

_log = logging.getLogger(__name__)

FLUSH_EVERY_MS = 5_000
REPORT_EVERY_MS = 60_000


class Outlet(Protocol):
    """What the service needs of a connection to the hub; `HubLink` is one."""

    def submit_soon(self, command: AnyCommand) -> object:
        """Ask for a command without waiting."""
        ...

    def now_ms(self) -> int:
        """Hub time."""
        ...


def street_point_of(graph: RoadGraph) -> Callable[[int, int], tuple[int, int]]:
    """The point on a street nearest to a place, e7 in and out; the place itself where no street is near."""

    def street_point(lon_e7: int, lat_e7: int) -> tuple[int, int]:
        snapped = graph.snap(lon_e7 / 1e7, lat_e7 / 1e7)
        if int(snapped.edge[0]) < 0:
            return lon_e7, lat_e7
        lon, lat = graph.position(snapped)
        return round(float(lon[0]) * 1e7), round(float(lat[0]) * 1e7)

    return street_point


class TrackerService:
    """Call its methods from one thread, the one that folds the picture."""

    def __init__(self, graph: RoadGraph, tracks: TrackWriter | None, outlet: Outlet) -> None:
        self._street_point = street_point_of(graph)
        self._tracks = tracks
        self._outlet = outlet
        self._flushed_ms = 0
        self._reported_ms = 0
        self.core: TrackerCore | None = None

    def on_events(self, picture: Picture, events: list[Recorded]) -> None:
        """The picture has moved on (or is another one, after a snapshot)."""
        if self.core is None:
            self.core = TrackerCore(picture, self._street_point)
        else:
            self.core.picture = picture

    def on_positions(self, batch: Positions) -> None:
        """Newest fixes: judged, held against the fences of musters, and recorded where they are sane."""
        if self.core is None:
            return
        accepted = self.core.positions(batch, self._outlet.now_ms())
        for command in self.core.watch_musters(self._outlet.now_ms()):
            self._outlet.submit_soon(command)
        if self._tracks is not None:
            for unit_id, heard in accepted:
                fix = TrackFix(heard.fix_ms, heard.lon_e7, heard.lat_e7, heard.speed_cmps, heard.bearing_deg)
                self._tracks.add(unit_id, fix)

    def on_heartbeat(self) -> None:
        """A second has passed: commands that are due, and tracks to disk now and then."""
        if self.core is None:
            return
        now_ms = self._outlet.now_ms()
        for command in self.core.tick(now_ms):
            self._outlet.submit_soon(command)
        if now_ms - self._flushed_ms >= FLUSH_EVERY_MS:
            self._flushed_ms = now_ms
            self._flush()
        if now_ms - self._reported_ms >= REPORT_EVERY_MS:
            self._reported_ms = now_ms
            if self.core.counts:
                _log.info("fixes refused so far: %s", dict(self.core.counts))

    def close(self) -> None:
        """Write the ends of all tracks."""
        if self._tracks is not None:
            try:
                self._tracks.close()
            except (OSError, TrackError) as error:
                _log.error("tracks not closed: %s", error)

    def _flush(self) -> None:
        if self._tracks is None:
            return
        try:
            self._tracks.flush()
        except (OSError, TrackError) as error:
            _log.error("tracks are recorded no more: %s", error)
            self._tracks = None
