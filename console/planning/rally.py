"""Rally points (集结点): where to gather before the scene, ranked by T*(r) + drive(r → scene) (DOMAIN §6).

Pure. Candidates are open places and crossings of the gazetteer, or junctions of the graph where there is no gazetteer:
at the right distance, upwind where the card says so and a wind is known, not in water, not inside a closure, reachable.
Used by the planner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from console.domain.registry.entities import UnitKind
from console.geo import bearing_of, offset_deg_m

from . import fallback, pace
from .areas import Water
from .muster import Candidates, Quota, makespan_s
from .plan_cards import RallyRule
from .roads import Floats, RoadGraph, Snapped
from .steady import steady
from .travel_time import HORIZON_S, RoadState, TravelTimeField

OPEN_PLACES: Final = (
    *("park", "square", "stadium", "school", "college", "car_park", "mall", "market", "government"),
    *("bus_station", "railway_station", "museum", "library", "theatre", "crossing"),
)
"""Kinds of the gazetteer that serve when the card names none."""
JUNCTION: Final = "junction"
SECTOR_DEG: Final = 60
"""So far off straight upwind is still upwind."""
CALM_MPS: Final = 0.5
"""Less wind than this blows from nowhere."""
STREET_M: Final = 300.0
"""The rally point is at the street that leads to a place; places farther from any street are passed over."""
APART_M: Final = 250.0
TRIED: Final = 14
"""So many of the most promising are searched by road."""
SHOWN: Final = 4
HELD_S: Final = 15.0
"""Who was shown before gives way only to one that is so much better."""


@dataclass(frozen=True, slots=True)
class RallySpot:
    """A place of the gazetteer, degrees of WGS-84. `kind` as in docs/town-files.md."""

    id: str
    kind: str
    name_zh: str
    name_en: str
    lon_deg: float
    lat_deg: float
    grid: str = ""


@dataclass(frozen=True, slots=True)
class RallyScene:
    """The place of the incident and the travel times to it; `wind_from_deg` None = calm or not known."""

    lon_deg: float
    lat_deg: float
    field: TravelTimeField
    wind_from_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate on its street: where vehicles gather. `off_wind_deg` −1 = no wind known."""

    spot: RallySpot
    lon_deg: float
    lat_deg: float
    drive_s: float
    off_wind_deg: int

    @property
    def place(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon_deg, self.lat_deg


@dataclass(frozen=True, slots=True)
class Travellers:
    """Who would come: places, and how fast; arrays of one length U. `pace` is a factor on road speeds.

    `settled_s`: travel times of those who go elsewhere, as to the scene; NaN = to be found.
    """

    lon_deg: Floats
    lat_deg: Floats
    at: Snapped
    pace: Floats
    wait_s: Floats
    """Turnout, or what is left of it."""
    settled_s: Floats

    def eta_s(self, field: TravelTimeField) -> Floats:
        """Travel times to a field's place, turnout included."""
        found = field.eta_s(self.at) / self.pace + self.wait_s
        return np.where(np.isnan(self.settled_s), found, self.settled_s)

    def guess_s(self, lon_deg: float, lat_deg: float) -> Floats:
        """The same without roads."""
        found = fallback.eta_s(self.lon_deg, self.lat_deg, lon_deg, lat_deg) / self.pace + self.wait_s
        return np.where(np.isnan(self.settled_s), found, self.settled_s)


@dataclass(frozen=True, slots=True)
class Rally:
    """A rally point searched by road: T* there, inf where the strength is never reached."""

    site: Site
    field: TravelTimeField
    t_star_s: float

    @property
    def cost_s(self) -> float:
        """What is minimised."""
        return self.t_star_s + self.site.drive_s


def wind_from(from_deg: int, speed_cmps: int) -> float | None:
    """Bearing the wind comes from; None when it is calm."""
    return float(from_deg) if speed_cmps >= CALM_MPS * 100 else None


def junctions(graph: RoadGraph) -> list[RallySpot]:
    """Nodes where at least three streets meet, for towns without a gazetteer."""
    pairs = np.concatenate([[graph.edge_from, graph.edge_to], [graph.edge_to, graph.edge_from]], axis=1).T
    degree = np.bincount(np.unique(pairs, axis=0)[:, 0], minlength=graph.nodes)
    return [
        RallySpot(
            JUNCTION, JUNCTION, "路口", "junction", float(graph.lon_deg[node]), float(graph.lat_deg[node])
        )
        for node in np.nonzero(degree >= 3)[0].tolist()
    ]


def sites(
    spots: Sequence[RallySpot], scene: RallyScene, wish: RallyRule, roads: RoadState, water: Water
) -> list[Site]:
    """All places that may serve. Where nothing lies upwind at the right distance, the least off the wind do."""
    kinds = frozenset(wish.kinds or OPEN_PLACES) | {JUNCTION}
    chosen = [spot for spot in spots if spot.kind in kinds]
    if not chosen:
        return []
    graph = roads.graph
    near = graph.snap([spot.lon_deg for spot in chosen], [spot.lat_deg for spot in chosen], STREET_M)
    lon, lat = graph.position(Snapped(np.maximum(near.edge, 0), near.along, near.offset_m))
    away_m = fallback.distance_m(lon, lat, scene.lon_deg, scene.lat_deg)
    on_street = Snapped(near.edge, near.along, np.zeros(len(near.edge)))
    drive_s = scene.field.eta_s(on_street) / pace.RESPONSE[UnitKind.PATROL]
    found = []
    for row in np.nonzero(
        (near.edge >= 0) & (away_m >= wish.min_m) & (away_m <= wish.max_m) & np.isfinite(drive_s)
    )[0].tolist():
        x, y = float(lon[row]), float(lat[row])
        if water.holds(x, y) or any(graph.holds(closed, x, y) for closed in roads.closures):
            continue
        found.append(Site(chosen[row], x, y, float(drive_s[row]), _off_wind_deg(scene, x, y)))
    if wish.upwind and scene.wind_from_deg is not None and found:
        within = max(SECTOR_DEG, min(site.off_wind_deg for site in found) + 15)
        found = [site for site in found if site.off_wind_deg <= within]
    return found


def ranked(
    found: Iterable[Site],
    who: Candidates,
    travellers: Travellers,
    strength: int,
    roads: RoadState,
    quotas: Sequence[Quota] = (),
    fields: dict[tuple[float, float], TravelTimeField] | None = None,
    held: Sequence[tuple[float, float]] = (),
) -> list[Rally]:
    """The best SHOWN of the sites, best first; `who` tells officers, their ETAs are taken from `travellers`.

    `fields` keeps what was searched before, by place; `held` are the places shown before, best first.
    """
    fields = {} if fields is None else fields
    rallies = []
    sites = _promising(found, who, travellers, strength, held)
    missing = list(dict.fromkeys(site.place for site in sites if site.place not in fields))
    fields.update(zip(missing, roads.fields_to(missing, HORIZON_S * pace.FASTEST), strict=True))
    for site in sites:
        field = fields[site.place]
        reached = makespan_s(replace(who, eta_s=travellers.eta_s(field)), strength, quotas)
        rallies.append(Rally(site, field, reached))
    rallies.sort(key=lambda one: (one.cost_s, one.site.drive_s, one.site.spot.id))
    return steady(rallies, lambda one: one.cost_s, lambda one: one.site.place, held, HELD_S)[:SHOWN]


def soonest(
    found: Iterable[Site], who: Candidates, travellers: Travellers, strength: int, roads: RoadState
) -> float:
    """T* of the site where the strength stands first, whatever the drive to the scene; inf = at none."""
    reached = [np.inf]
    sites = _promising(found, who, travellers, strength, (), drive_counts=False)
    for field in roads.fields_to([site.place for site in sites], HORIZON_S * pace.FASTEST):
        reached.append(makespan_s(replace(who, eta_s=travellers.eta_s(field)), strength))
    return float(min(reached))


def _promising(
    found: Iterable[Site],
    who: Candidates,
    travellers: Travellers,
    strength: int,
    held: Sequence[tuple[float, float]],
    *,
    drive_counts: bool = True,
) -> list[Site]:
    """Those shown before and the best by guessed travel times, apart from each other."""
    guesses: dict[int, float] = {}
    everyone = list(found)
    for number, site in enumerate(everyone):
        eta_s = np.where(np.isfinite(who.eta_s), travellers.guess_s(*site.place), np.inf)
        reached = makespan_s(replace(who, eta_s=eta_s), strength)
        # where nobody can make it, the nearest to the scene
        drive_s = site.drive_s if drive_counts or not np.isfinite(reached) else 0.0
        guesses[number] = (reached if np.isfinite(reached) else 1e6) + drive_s
    places = {place: rank for rank, place in enumerate(held)}
    order = sorted(
        guesses,
        key=lambda number: (
            places.get(everyone[number].place, len(places)),
            guesses[number],
            number,
        ),
    )
    kept: list[Site] = []
    for number in order:
        site = everyone[number]
        if len(kept) < TRIED and all(_apart_m(site, other) >= APART_M for other in kept):
            kept.append(site)
    return kept


def _apart_m(one: Site, other: Site) -> float:
    return math.hypot(*offset_deg_m(*one.place, *other.place))


def _off_wind_deg(scene: RallyScene, lon_deg: float, lat_deg: float) -> int:
    """Angle at the scene between the place and straight upwind, whole degrees 0–180; −1 without a wind."""
    if scene.wind_from_deg is None:
        return -1
    bearing = bearing_of(*offset_deg_m(scene.lon_deg, scene.lat_deg, lon_deg, lat_deg))
    return round(abs((bearing - scene.wind_from_deg + 180) % 360 - 180))
