"""The town's plan on the board: arterial lines, river, railway, ring, reserved cells and street segments.

Pure and seeded; `streets` makes the road graph of it, `ground` the base map, `grids` the tiling.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import names
from .catalogue import DATA
from .frame import Frame, Line
from .names import Name

EXPRESSWAY, PRIMARY, SECONDARY, TERTIARY, RESIDENTIAL, SERVICE = range(6)
SPEED_KMH = {
    EXPRESSWAY: 80.0,
    PRIMARY: 50.0,
    SECONDARY: 42.0,
    TERTIARY: 34.0,
    RESIDENTIAL: 24.0,
    SERVICE: 14.0,
}
"""Speeds that are driven, lights and crossings included; not the limits on the signs."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight or curved piece of one street; `bridge` may cross the river, `under` the railway."""

    line: Line
    road_class: int
    name: Name | None
    bridge: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle between streets; `use` says what stands in it."""

    u0: float
    v0: float
    u1: float
    v1: float
    use: str = "mixed"
    built: float = 1.0

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the rectangle on the board."""
        return (self.u0 + self.u1) / 2, (self.v0 + self.v1) / 2


@dataclass(slots=True)
class Plan:
    """Everything laid out on the board."""

    frame: Frame
    us: list[float]
    vs: list[float]
    river: Line
    railway: Line
    ring: Line
    segments: list[Segment] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


RIVER_HALF_M = 60.0
_USE = {(column, row): use for column, row, use in DATA["superblocks"]}
"""What a superblock is for, where it is not mixed."""


def lay_out(frame: Frame, rng: np.random.Generator) -> Plan:
    """Draw the plan: arterials first, then every superblock split into blocks as its place asks."""
    us = _arterials(rng, frame.half_u_m, 13)
    vs = _arterials(rng, frame.half_v_m, 11)
    along = np.linspace(-frame.half_u_m, frame.half_u_m, 121)
    river = np.stack(
        [along, vs[3] + 420 + 300 * np.sin(along / 2100 + 0.4) + 90 * np.sin(along / 700)], axis=1
    )
    railway = np.stack([along, vs[-4] + 330 + along * 0.045 + 120 * np.sin(along / 3300)], axis=1)
    plan = Plan(frame, us, vs, river, railway, _ring(us, vs))
    name = _Namer(rng)
    _draw_arterials(plan)
    for row in range(len(vs) - 1):
        for column in range(len(us) - 1):
            block = Cell(us[column], vs[row], us[column + 1], vs[row + 1], _USE.get((column, row), "mixed"))
            _split_superblock(plan, block, rng, name)
    return plan


def _arterials(rng: np.random.Generator, half_m: float, count: int) -> list[float]:
    """Positions of the arterial lines, closer together in the middle of the town."""
    even = np.linspace(-1, 1, count)
    bent = np.sign(even) * np.abs(even) ** 1.13 * half_m
    bent[1:-1] += rng.uniform(-60, 60, count - 2)
    return [float(value) for value in np.round(bent, 1)]


def _ring(us: list[float], vs: list[float]) -> Line:
    """The ring expressway: a rounded rectangle between the second and third arterial from each edge."""
    west, east = us[1] + 260, us[-2] - 260
    south, north = vs[1] - 230, vs[-2] + 230
    radius = 620.0
    turns = np.linspace(0, np.pi / 2, 7)
    corners = ((east, north, 0.0), (west, north, np.pi / 2), (west, south, np.pi), (east, south, 1.5 * np.pi))
    points: list[tuple[float, float]] = []
    for u, v, start in corners:
        centre_u = u - radius if u > 0 else u + radius
        centre_v = v - radius if v > 0 else v + radius
        points += [
            (centre_u + radius * float(np.cos(a)), centre_v + radius * float(np.sin(a)))
            for a in turns + start
        ]
    return np.array([*points, points[0]])


class _Namer:
    """Gives street names once each."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        taken = {*names.EAST_WEST, *names.NORTH_SOUTH}
        self.stems = names.stems(rng, taken)

    def small(self, kind: str) -> Name:
        return names.street(next(self.stems), kind)


def _draw_arterials(plan: Plan) -> None:
    half_u, half_v = plan.frame.half_u_m, plan.frame.half_v_m
    bridges = {2, 5, 6, 8, 10}
    for lines, listed, upright in ((plan.us, names.NORTH_SOUTH, True), (plan.vs, names.EAST_WEST, False)):
        middle = len(lines) // 2
        for index, at in enumerate(lines):
            edge = index in {0, len(lines) - 1}
            road_class = SECONDARY if index % 2 != middle % 2 or edge else PRIMARY
            stem = listed[arterial_name(index, len(lines))]
            kind = "大道" if upright and index == middle - 3 else "路"
            line = np.array([[at, -half_v], [at, half_v]] if upright else [[-half_u, at], [half_u, at]])
            name, bridge = names.street(stem, kind), upright and index in bridges
            plan.segments.append(Segment(line, road_class, name, bridge, True))
    plan.segments.append(
        Segment(plan.ring, EXPRESSWAY, Name("松亭环城快速路", "Songting Ring Expressway"), True, True)
    )
    offset = np.array([[0.0, RIVER_HALF_M + 45]])
    north = Name("滨河北路", "Binhe North Rd")
    plan.segments.append(Segment(plan.river + offset, TERTIARY, north, False, True))
    plan.segments.append(
        Segment(plan.river - offset, TERTIARY, Name("滨河南路", "Binhe South Rd"), False, True)
    )
    start = (plan.us[6], plan.vs[6])
    avenue = np.array(
        [start, (plan.us[8] + 200, plan.vs[7] + 150), (plan.us[11], plan.vs[9]), (half_u, plan.vs[9] + 420)]
    )
    plan.segments.append(Segment(avenue, PRIMARY, names.street("松泰", "大道"), True, True))


def arterial_name(index: int, count: int) -> int:
    """Which of the listed names an arterial has: the best known in the middle of the town, then outwards."""
    middle = count // 2
    return 0 if index == middle else 2 * abs(index - middle) - (1 if index > middle else 0)


def _built(plan: Plan, u: float, v: float) -> float:
    """How built-up a place is: 1 in the centre, falling to 0 in the fields."""
    reach = np.hypot(u / plan.frame.half_u_m, v / plan.frame.half_v_m)
    return float(np.clip(1.45 - 1.25 * reach, 0.0, 1.0))


def _split_superblock(plan: Plan, block: Cell, rng: np.random.Generator, name: _Namer) -> None:
    built = _built(plan, *block.centre)
    if block.use == "park":
        plan.cells.append(Cell(block.u0, block.v0, block.u1, block.v1, "park", built))
        return
    if block.use in {"chemical", "industry", "campus"}:
        target = 330.0
    elif built < 0.12:
        target = 520.0  # open country
    else:
        target = 112.0 + 120.0 * (1 - built)
    _split(plan, block, rng, name, target, 0, built)


def _split(
    plan: Plan, cell: Cell, rng: np.random.Generator, name: _Namer, target_m: float, depth: int, built: float
) -> None:
    """Split a cell by a street across its longer side until blocks are about `target_m` wide."""
    width, height = cell.u1 - cell.u0, cell.v1 - cell.v0
    if max(width, height) < target_m * 1.75 or (depth > 1 and rng.random() < 0.05):
        plan.cells.append(Cell(cell.u0, cell.v0, cell.u1, cell.v1, cell.use, built))
        if depth > 1 and rng.random() < 0.22:
            _spur(plan, cell, rng)
        return
    road_class = TERTIARY if depth == 0 else RESIDENTIAL
    at = 0.5 + float(rng.uniform(-0.1, 0.1))
    label: Name | None = None
    if depth == 0:
        label = name.small("路")
    elif depth <= 2:
        label = name.small("街")
    elif rng.random() < 0.3:
        label = name.small("巷")
    if width >= height:
        u = round(cell.u0 + width * at, 1)
        line = np.array([[u, cell.v0], [u, cell.v1]])
        halves = (Cell(cell.u0, cell.v0, u, cell.v1, cell.use), Cell(u, cell.v0, cell.u1, cell.v1, cell.use))
    else:
        v = round(cell.v0 + height * at, 1)
        line = np.array([[cell.u0, v], [cell.u1, v]])
        halves = (Cell(cell.u0, cell.v0, cell.u1, v, cell.use), Cell(cell.u0, v, cell.u1, cell.v1, cell.use))
    plan.segments.append(Segment(line, road_class, label))
    for half in halves:
        _split(plan, half, rng, name, target_m, depth + 1, built)


def _spur(plan: Plan, cell: Cell, rng: np.random.Generator) -> None:
    """A dead end into the block."""
    at = float(rng.uniform(0.35, 0.65))
    reach = float(rng.uniform(0.3, 0.6))
    if rng.random() < 0.5:
        u = cell.u0 + (cell.u1 - cell.u0) * at
        line = np.array([[u, cell.v0], [u, cell.v0 + (cell.v1 - cell.v0) * reach]])
    else:
        v = cell.v0 + (cell.v1 - cell.v0) * at
        line = np.array([[cell.u0, v], [cell.u0 + (cell.u1 - cell.u0) * reach, v]])
    plan.segments.append(Segment(line, SERVICE, None))
