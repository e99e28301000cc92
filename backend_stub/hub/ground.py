"""The hub's knowledge of the ground: whether a rally point can be one. Refuses muster orders before they are decided.

`TownGround` is pure and used on the deciding thread: some milliseconds, for muster orders only. `LoadingGround` reads a
town's files on a thread of its own, since the search over the roads is slow to import; an order that comes before it is
done waits for it. A hub without a town, and one whose town cannot be read, asks nobody.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.base.refusals import Code, refuse
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import OrderMuster
from console.domain.picture import Picture

from .ports import AnyGround, GroundCheck

if TYPE_CHECKING:
    from console.planning.areas import Water
    from console.planning.roads import RoadGraph

_log = logging.getLogger(__name__)

FAR_FROM_ROAD_M = 250.0
"""A rally point further from any street cannot be driven to."""
ON_BRIDGE_M = 12.0
"""So near to the middle of a street a point over water is on a bridge."""
FAR_S = 7_200.0


class TownGround:
    """The streets and waters of one town. Immutable."""

    def __init__(self, graph: RoadGraph, water: Water) -> None:
        self._graph = graph
        self._water = water

    def refusal(self, picture: Picture, command: AnyCommand) -> Refusal | None:
        """A rally point in water, off every street, or with no way to or from the scene as the roads are now."""
        if not isinstance(command, OrderMuster) or command.plan.rally is None:
            return None
        rally = command.plan.rally
        lon_deg, lat_deg = rally.lon_e7 / 1e7, rally.lat_e7 / 1e7
        away_m = float(self._graph.snap(lon_deg, lat_deg, within_m=math.inf).offset_m[0])
        if away_m > ON_BRIDGE_M and self._water.holds(lon_deg, lat_deg):
            return refuse(Code.RALLY_IN_WATER)
        if away_m > FAR_FROM_ROAD_M:
            return refuse(Code.RALLY_UNREACHABLE, away_m=round(away_m))
        incident = picture.incidents.get(command.incident_id)
        if incident is not None and not self._joined(picture, rally, incident):
            return refuse(Code.RALLY_UNREACHABLE, away_m=0)
        return None

    def _joined(self, picture: Picture, rally: Place, incident: Incident) -> bool:
        """Whether there is a way from the scene to the rally point and back, closures respected."""
        from console.planning.roads import Closed
        from console.planning.travel_time import RoadState

        closed = [
            Closed(one.lon_e7 / 1e7, one.lat_e7 / 1e7, float(one.radius_m))
            for one in picture.closures.values()
        ]
        roads = RoadState(self._graph, closed)
        for here, there in ((rally, incident.place), (incident.place, rally)):
            field = roads.field_to(here.lon_e7 / 1e7, here.lat_e7 / 1e7, FAR_S)
            eta_s = field.eta_s(self._graph.snap(there.lon_e7 / 1e7, there.lat_e7 / 1e7, within_m=2_000.0))
            if float(eta_s[0]) > FAR_S:
                return False
        return True


class LoadingGround:
    """A ground that is still being read; `begin` starts reading. Where it cannot be read nothing is refused."""

    def __init__(self, read: Callable[[], GroundCheck]) -> None:
        self._read = read
        self._ground: GroundCheck = AnyGround()
        self._thread = threading.Thread(target=self._load, name="ground", daemon=True)

    def begin(self) -> None:
        """Start reading."""
        self._thread.start()

    def refusal(self, picture: Picture, command: AnyCommand) -> Refusal | None:
        """As the ground says, once it is read."""
        if not isinstance(command, OrderMuster):
            return None
        if self._thread.ident is not None:
            self._thread.join()
        return self._ground.refusal(picture, command)

    def _load(self) -> None:
        try:
            self._ground = self._read()
        except (OSError, ValueError) as error:
            _log.warning("rally points are not checked: %s", error)


def town_ground(town: Path) -> TownGround:
    """The ground in a town's files. Raises OSError, or ValueError for files that cannot be used."""
    from backend_stub.town import files
    from backend_stub.town.network import graph_of
    from console.planning.areas import Water

    try:
        return TownGround(graph_of(files.read_roads(town)), Water.of_geojson(files.read_base(town, "water")))
    except files.TownFileError as error:
        raise ValueError(str(error)) from error


def loading_ground(town: Path | None) -> GroundCheck:
    """The ground of a hub's town, read in the background; any ground where it has none."""
    if town is None:
        return AnyGround()
    ground = LoadingGround(lambda: town_ground(town))
    ground.begin()
    return ground
