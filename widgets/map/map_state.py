"""What the page should show, and what of it the page does not know yet. No Qt, any one thread; used by `MapView`.

Everything is kept by topic, so that a page that was restarted can be told all of it again. A topic that is set
to what it already is costs nothing. Each message is JSON `{"v":1,"t":topic,…}`; the page checks it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from widgets.map.items import RingItem, RouteItem, UnitItem

VERSION = 1

# The page is told in this order: how to speak and draw, then where, then what.
_ORDER = (
    "options",
    "words",
    "layers",
    "town",
    "incidents",
    "cameras",
    "sensors",
    "closures",
    "rings",
    "routes",
    "scene",
    "rally",
    "proposals",
    "wind",
    "select",
    "stale",
)

Column = Sequence[int] | Sequence[float] | npt.NDArray[np.number[Any]]
"""One number per unit: a list, or a numpy array of shape (n,) of any numeric dtype."""

Move = tuple[int, int, int, int, int]
"""lon_e7, lat_e7, bearing in degrees, speed in cm/s, age in ms."""


class MapState:
    """The newest value of every topic, and which ones wait to be sent."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[str, Any]] = {}
        self._dirty: set[str] = set()
        self._units: dict[str, list[Any]] = {}
        self._units_set: set[str] = set()
        self._units_gone: set[str] = set()
        self._units_full = False
        self._moves: dict[str, Move] = {}
        self._moved: set[str] = set()
        self._once: list[dict[str, Any]] = []
        self._view: list[float] | None = None

    def set_topic(self, topic: str, **fields: Any) -> None:
        """Set a topic's fields; nothing happens when they are what they were."""
        if topic not in _ORDER:
            raise ValueError(f"no such topic: {topic}")
        if self._topics.get(topic) != fields:
            self._topics[topic] = fields
            self._dirty.add(topic)

    def set_units(self, items: Iterable[UnitItem]) -> None:
        """Make these all the units; only what differs is sent."""
        rows = {item.id: item.row() for item in items}
        for gone in self._units.keys() - rows.keys():
            self._units_gone.add(gone)
            self._units_set.discard(gone)
            self._moves.pop(gone, None)
            self._moved.discard(gone)
        for unit_id, row in rows.items():
            if self._units.get(unit_id) != row:
                self._units_set.add(unit_id)
                self._units_gone.discard(unit_id)
        self._units = rows

    def move_units(
        self,
        ids: Sequence[str],
        lon_e7: Column,
        lat_e7: Column,
        bearing_deg: Column,
        speed_mps: Column,
        age_ms: Column,
    ) -> None:
        """Take a batch of positions; columns of equal length, numpy arrays or lists. ValueError if they are not."""
        columns = zip(ids, lon_e7, lat_e7, bearing_deg, speed_mps, age_ms, strict=True)
        for unit_id, lon, lat, bearing, speed, age in columns:
            if unit_id not in self._units:
                continue
            self._moves[unit_id] = (
                int(lon),
                int(lat),
                round(bearing) % 360,
                round(speed * 100),
                max(0, int(age)),
            )
            self._moved.add(unit_id)

    def set_view(self, lon_deg: float, lat_deg: float, zoom: float) -> None:
        """Remember where the user looks, for a page that starts again."""
        self._view = [lon_deg, lat_deg, zoom]

    def send_once(self, topic: str, **fields: Any) -> None:
        """Queue a message that is not kept: it asks for an act, not for a state. The newest 8 stay."""
        self._once.append({"v": VERSION, "t": topic, **fields})
        del self._once[:-8]

    def reset(self) -> None:
        """The page knows nothing any more: everything is to be told again. Acts that still wait, wait on."""
        self._dirty = set(self._topics)
        self._units_full = True
        self._units_set = set(self._units)
        self._units_gone.clear()
        self._moved = set(self._moves)

    def waits(self) -> bool:
        """Whether there is anything to send."""
        return bool(self._dirty or self._units_set or self._units_gone or self._moved or self._once)

    def take(self) -> list[str]:
        """All messages that wait, as JSON, in the order to be sent; afterwards nothing waits."""
        messages: list[dict[str, Any]] = []
        for topic in _ORDER:
            if topic in self._dirty:
                message = {"v": VERSION, "t": topic, **self._topics[topic]}
                if topic == "town" and self._view is not None:
                    message["view"] = self._view
                messages.append(message)
        messages += self._take_units()
        messages += self._once
        self._dirty.clear()
        self._once = []
        return [msgspec.json.encode(message).decode() for message in messages]

    def _take_units(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        if self._units_set or self._units_gone or self._units_full:
            messages.append(
                {
                    "v": VERSION,
                    "t": "units",
                    "full": self._units_full,
                    "set": [self._units[unit_id] for unit_id in sorted(self._units_set)],
                    "drop": sorted(self._units_gone),
                }
            )
        if self._moved:
            ids = sorted(self._moved)
            columns = [
                list(column) for column in zip(*(self._moves[unit_id] for unit_id in ids), strict=True)
            ]
            names = ("lon", "lat", "brg", "spd", "age")
            messages.append({"v": VERSION, "t": "move", "ids": ids, **dict(zip(names, columns, strict=True))})
        self._units_set.clear()
        self._units_gone.clear()
        self._moved.clear()
        self._units_full = False
        return messages


def ring_rows(items: Iterable[RingItem]) -> list[list[Any]]:
    """Rows of the `rings` topic, the widest first so that they are painted below."""
    return [ring.row() for ring in sorted(items, key=lambda ring: -ring.minutes)]


def route_rows(items: Iterable[RouteItem]) -> list[list[Any]]:
    """Rows of the `routes` topic; lines of fewer than two points are left out."""
    return [route.row() for route in items if len(route.path_e7) > 1]
