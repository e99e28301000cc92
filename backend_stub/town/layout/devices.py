"""Cameras at crossings and sensors at premises of the demo town. Pure and seeded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from console.domain.registry.entities import Camera, Sensor
from console.geo import bearing_deg

from .catalogue import DATA
from .grids import Grids
from .names import Name
from .premises import Premise, crossings
from .streets import Streets

CAMERAS = 168
_GUARDED = ("chemical_plant",)
_GUARDS = (3, 5, 7)
"""Sides of a guarded premise that have a camera, in eighths of the compass from north."""
_GUARD_M = 85.0
_COMPASS = (
    ("北", "N"),
    ("东北", "NE"),
    ("东", "E"),
    ("东南", "SE"),
    ("南", "S"),
    ("西南", "SW"),
    ("西", "W"),
    ("西北", "NW"),
)


def place_cameras(
    streets: Streets, grids: Grids, places: Sequence[Premise], rng: np.random.Generator
) -> list[Camera]:
    """168 cameras: round premises of great danger, and at named crossings, each looking along a street.

    Crossings are taken far apart first, the busiest ones twice.
    """
    guarded = [place for place in places if place.kind in _GUARDED]
    count = CAMERAS - len(_GUARDS) * len(guarded)
    nodes = _chosen(streets, count, rng)
    classes = streets.edge_class()
    cameras: list[Camera] = []
    used: dict[int, int] = {}
    for number, (node, name) in enumerate(nodes, start=1):
        edges = np.nonzero((streets.edge_a == node) | (streets.edge_b == node))[0].tolist()
        edges.sort(key=lambda edge: (int(classes[edge]), edge))
        edge = edges[used.get(node, 0) % len(edges)]
        used[node] = used.get(node, 0) + 1
        other = int(streets.edge_b[edge] if streets.edge_a[edge] == node else streets.edge_a[edge])
        u, v = streets.node_uv[node].tolist()
        ahead = grids.frame.point_e7(*streets.node_uv[other].tolist())
        bearing = round(bearing_deg(*grids.frame.point_e7(u, v), *ahead)) % 360
        # the pole stands a few metres behind and beside the crossing it watches
        turn = np.radians(bearing + 150)
        lon_e7, lat_e7 = grids.frame.point_e7(u + 11 * float(np.sin(turn)), v + 11 * float(np.cos(turn)))
        compass_zh, compass_en = _COMPASS[round(bearing / 45) % 8]
        cameras.append(
            Camera(
                id=f"CAM-{number:03d}",
                name_zh=f"{name.zh.replace(' × ', '')}口{compass_zh}",
                name_en=f"{name.en} {compass_en}",
                lon_e7=lon_e7,
                lat_e7=lat_e7,
                bearing_deg=bearing,
                fov_deg=int(rng.integers(50, 76)),
                range_m=int(rng.integers(7, 16)) * 10,
                kind="dome" if rng.random() < 0.25 else "fixed",
                grid=grids.at(u, v),
                purpose="public safety",
            )
        )
    for place in guarded:
        cameras += [_guard(place, grids, len(cameras) + n, side) for n, side in enumerate(_GUARDS, start=1)]
    return cameras


def _guard(place: Premise, grids: Grids, number: int, side: int) -> Camera:
    """A camera before one side of a premise, looking at it. `side` counts eighths of the compass from north."""
    turn = np.radians(side * 45)
    u, v = place.u + _GUARD_M * float(np.sin(turn)), place.v + _GUARD_M * float(np.cos(turn))
    lon_e7, lat_e7 = grids.frame.point_e7(u, v)
    compass_zh, compass_en = _COMPASS[side]
    return Camera(
        id=f"CAM-{number:03d}",
        name_zh=f"{place.name.zh}{compass_zh}侧",
        name_en=f"{place.name.en}, {compass_en} side",
        lon_e7=lon_e7,
        lat_e7=lat_e7,
        bearing_deg=round(bearing_deg(lon_e7, lat_e7, *grids.frame.point_e7(place.u, place.v))) % 360,
        fov_deg=65,
        range_m=150,
        kind="fixed",
        grid=grids.at(u, v),
        purpose="public safety",
    )


def _chosen(streets: Streets, count: int, rng: np.random.Generator) -> list[tuple[int, Name]]:
    every = crossings(streets)
    points = streets.node_uv[[node for node, _ in every]]
    weight = 1.6 - np.hypot(points[:, 0] / 6000, points[:, 1] / 5000) + rng.uniform(0, 0.15, len(every))
    weight = np.clip(weight, 0.12, None)
    chosen = [int(np.argmax(weight))]
    gap = np.hypot(*(points - points[chosen[0]]).T)
    single = count - count // 4
    while len(chosen) < min(single, len(every)):
        index = int(np.argmax(gap * weight))
        chosen.append(index)
        gap = np.minimum(gap, np.hypot(*(points - points[index]).T))
    busiest = sorted(chosen, key=lambda index: float(np.hypot(*points[index])))
    while len(chosen) < count:
        chosen.append(busiest[len(chosen) - min(single, len(every))])
    # numbered from north-west to south-east, as a list on paper would be
    order = sorted(chosen, key=lambda index: (-round(float(points[index][1]) / 900), float(points[index][0])))
    return [every[index] for index in order]


def place_sensors(premises: Sequence[Premise], grids: Grids, rng: np.random.Generator) -> list[Sensor]:
    """24 sensors at premises that have cause for them."""
    sensors: list[Sensor] = []
    for measures, unit, threshold, type_code, label_zh, label_en, kinds, count in DATA["sensors"]:
        order = {kind: rank for rank, kind in enumerate(kinds.split())}
        sites = sorted(
            (premise for premise in premises if premise.kind in order),
            key=lambda premise: (rng.random() * 2 + order[premise.kind], premise.name.zh),
        )
        for site in sites[:count]:
            lon_e7, lat_e7 = grids.frame.point_e7(site.u + 8, site.v + 5)
            sensors.append(
                Sensor(
                    id=f"SEN-{len(sensors) + 1:02d}",
                    name_zh=f"{site.name.zh} {label_zh}",
                    name_en=f"{site.name.en} {label_en}",
                    lon_e7=lon_e7,
                    lat_e7=lat_e7,
                    measures=measures,
                    unit=unit,
                    threshold_milli=threshold,
                    type_code=type_code,
                    grid=grids.at(site.u, site.v),
                )
            )
    return sensors
