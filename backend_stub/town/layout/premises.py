"""Named places of the demo town: premises in the blocks, housing estates, street crossings, the gazetteer. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend_stub.town.files import GazetteerEntry

from . import names
from .catalogue import DATA
from .grids import Grids
from .names import Name, roman
from .plan import TERTIARY, Cell, Plan, arterial_name
from .streets import Streets

Taken = NDArray[np.bool_]
POLICE_POSTS = 12


@dataclass(frozen=True, slots=True)
class Premise:
    """A named place on the board."""

    name: Name
    kind: str
    u: float
    v: float


def place_premises(plan: Plan, rng: np.random.Generator) -> list[Premise]:
    """Fixed premises in the blocks nearest to their places, parks, then housing estates over the town."""
    free = [cell for cell in plan.cells if cell.use not in {"park", "garden"}]
    centres = np.array([cell.centre for cell in free])
    dry = np.abs(centres[:, 1] - np.interp(centres[:, 0], plan.river[:, 0], plan.river[:, 1])) > 180
    taken = ~dry
    premises: list[Premise] = []
    for kind, name_zh, name_en, part_u, part_v in DATA["premises"]:
        at = np.array([part_u * plan.frame.half_u_m, part_v * plan.frame.half_v_m])
        far = np.hypot(*(centres - at).T) + np.where(taken, 1e9, 0.0)
        if kind == "chemical_plant":
            far += np.where([cell.use == "chemical" for cell in free], 0.0, 1e6)
        index = int(np.argmin(far))
        taken[index] = True
        premises.append(Premise(Name(name_zh, name_en), kind, *free[index].centre))
    parks = [cell for cell in plan.cells if cell.use == "park"]
    for park, (name_zh, name_en) in zip(parks, DATA["parks"], strict=True):
        premises.append(Premise(Name(name_zh, name_en), "park", *park.centre))
    premises += _police_posts(plan, free, taken)
    return premises + _estates(free, taken, rng)


def _police_posts(plan: Plan, free: list[Cell], taken: Taken) -> list[Premise]:
    """Posts on arterials, as far apart as the town is dense: where patrols start from. Each named by its street."""
    lines = [
        (0, u, names.street(names.NORTH_SOUTH[arterial_name(i, len(plan.us))])) for i, u in enumerate(plan.us)
    ]
    lines += [
        (1, v, names.street(names.EAST_WEST[arterial_name(i, len(plan.vs))])) for i, v in enumerate(plan.vs)
    ]
    points = np.array([cell.centre for cell in free])
    away = np.array([np.abs(points[:, axis] - at) for axis, at, _ in lines])
    weight = np.array([0.25 + cell.built for cell in free]) * ~taken * (away.min(axis=0) < 130)
    gap = np.hypot(points[:, 0], points[:, 1]) + 2_000.0
    posts: list[Premise] = []
    used: set[str] = set()
    while len(posts) < POLICE_POSTS:
        index = int(np.argmax(gap * weight))
        weight[index] = 0.0
        nearest = [
            lines[line][2] for line in np.argsort(away[:, index]).tolist() if lines[line][2].zh not in used
        ]
        used.add(nearest[0].zh)
        taken[index] = True
        name = Name(f"{nearest[0].zh}警务站", f"{nearest[0].en} Police Post")
        posts.append(Premise(name, "police_post", *free[index].centre))
        gap = np.minimum(gap, np.hypot(*(points - points[index]).T))
    return posts


def _estates(free: list[Cell], taken: Taken, rng: np.random.Generator) -> list[Premise]:
    """About one block in nine is an estate that people know by name."""
    stems, endings = names.stems(rng, {"松亭"}), DATA["estates"]
    found: list[Premise] = [Premise(Name("世纪花园", "Shiji Garden"), "estate", *_middle(free, taken).centre)]
    for cell, used in zip(free, taken.tolist(), strict=True):
        if used or cell.use != "mixed" or rng.random() > 0.13 * (0.3 + cell.built):
            continue
        stem = next(stems)
        suffix_zh, suffix_en = endings[int(rng.integers(len(endings) - (2 if stem[1] in "园苑" else 0)))]
        if cell.built < 0.15:
            suffix_zh, suffix_en = "村", "Village"
        found.append(Premise(Name(stem + suffix_zh, f"{roman(stem)} {suffix_en}"), "estate", *cell.centre))
    return found


def _middle(free: list[Cell], taken: Taken) -> Cell:
    far = [
        9e9 if used else float(np.hypot(*cell.centre))
        for cell, used in zip(free, taken.tolist(), strict=True)
    ]
    index = int(np.argmin(far))
    taken[index] = True
    return free[index]


def open_spaces(plan: Plan, premises: list[Premise]) -> list[Premise]:
    """Squares and car parks, each in a small dry block of its own that nothing else has a name for."""
    free = [c for c in plan.cells if c.use not in {"park", "garden"} and max(c.u1 - c.u0, c.v1 - c.v0) < 260]
    centres = np.array([cell.centre for cell in free])
    wet = np.abs(centres[:, 1] - np.interp(centres[:, 0], plan.river[:, 0], plan.river[:, 1])) <= 180
    named = {(place.u, place.v) for place in premises}
    taken = wet | np.array([cell.centre in named for cell in free])
    found: list[Premise] = []
    for kind, name_zh, name_en, part_u, part_v in DATA["open_spaces"]:
        at = np.array([part_u * plan.frame.half_u_m, part_v * plan.frame.half_v_m])
        index = int(np.argmin(np.hypot(*(centres - at).T) + np.where(taken, 1e9, 0.0)))
        taken[index] = True
        found.append(Premise(Name(name_zh, name_en), kind, *free[index].centre))
    return found


def gazetteer(
    premises: list[Premise], open_spaces: list[Premise], streets: Streets, grids: Grids
) -> tuple[GazetteerEntry, ...]:
    """All named places: premises, crossings of two named streets down to tertiary, named streets, open spaces."""
    found: list[tuple[str, Name, float, float]] = [(p.kind, p.name, p.u, p.v) for p in premises]
    found += [("crossing", name, *_uv(streets, node)) for node, name in crossings(streets)]
    found += _named_streets(streets)
    found += [(p.kind, p.name, p.u, p.v) for p in open_spaces]
    lon, lat = grids.frame.geo([item[2] for item in found], [item[3] for item in found])
    return tuple(
        GazetteerEntry(
            id=f"PL-{number:04d}",
            name_zh=name.zh,
            name_en=name.en,
            pinyin=name.pinyin,
            kind=kind,
            lon=float(x),
            lat=float(y),
            grid=grids.at(u, v),
        )
        for number, ((kind, name, u, v), x, y) in enumerate(zip(found, lon, lat, strict=True), start=1)
    )


def _uv(streets: Streets, node: int) -> tuple[float, float]:
    u, v = streets.node_uv[node]
    return float(u), float(v)


def crossings(streets: Streets) -> list[tuple[int, Name]]:
    """Nodes where two differently named streets of the classes primary to tertiary meet, and what they are called."""
    classes = streets.edge_class()
    at: dict[int, list[tuple[int, int]]] = {}
    for edge in np.nonzero((classes >= 1) & (classes <= TERTIARY))[0].tolist():
        for node in (int(streets.edge_a[edge]), int(streets.edge_b[edge])):
            at.setdefault(node, []).append((int(classes[edge]), edge))
    found: list[tuple[int, Name]] = []
    seen: set[str] = set()
    for node, edges in sorted(at.items()):
        meeting: list[Name] = []
        for _, edge in sorted(edges):
            name = streets.segments[int(streets.piece[edge])].name
            if name is not None and name not in meeting:
                meeting.append(name)
        if len(meeting) < 2:
            continue
        first, second = meeting[0], meeting[1]
        label = Name(f"{first.zh} × {second.zh}", f"{first.en} × {second.en}")
        if label.zh not in seen:
            seen.add(label.zh)
            found.append((node, label))
    return found


def _named_streets(streets: Streets) -> list[tuple[str, Name, float, float]]:
    """Each named street once, at the middle of the town's side of it."""
    ends: dict[Name, list[int]] = {}
    for edge in range(len(streets.edge_a)):
        name = streets.segments[int(streets.piece[edge])].name
        if name is not None:
            ends.setdefault(name, []).append(int(streets.edge_a[edge]))
    found: list[tuple[str, Name, float, float]] = []
    for name, nodes in ends.items():
        points = streets.node_uv[nodes]
        nearest = points[int(np.argmin(np.hypot(*(points - points.mean(axis=0)).T)))]
        found.append(("street", name, float(nearest[0]), float(nearest[1])))
    return found
