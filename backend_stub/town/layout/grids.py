"""The 48 grids (网格): cells between arterials that tile the town, in four subdistricts of communities.

Pure; used by `backend_stub.town.generate` and the other layout modules to say in which grid a place lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from console.domain.registry.entities import Grid

from .catalogue import DATA
from .frame import Frame, Line
from .names import roman
from .plan import Plan

COMMUNITIES: dict[str, list[str]] = DATA["communities"]
SUBDISTRICTS = tuple(COMMUNITIES)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A grid on the board: its rectangle and what it registers as."""

    u0: float
    v0: float
    u1: float
    v1: float
    entity: Grid

    def holds(self, u: float, v: float) -> bool:
        """Whether a board point lies in it or on its border."""
        return self.u0 <= u <= self.u1 and self.v0 <= v <= self.v1


@dataclass(slots=True)
class Grids:
    """All grids of the town."""

    frame: Frame
    cells: list[GridCell]

    def at(self, u: float, v: float) -> str:
        """Id of the grid of a board point (the first of two on a border), "" outside."""
        return next((cell.entity.id for cell in self.cells if cell.holds(u, v)), "")


def lay_grids(plan: Plan, rng: np.random.Generator) -> Grids:
    """Six rows between arterials, eight grids in each; corners are shared so that nothing overlaps or gapes."""
    rows = [plan.vs[index] for index in (0, 2, 4, 5, 6, 8, 10)]
    cells: list[GridCell] = []
    given: dict[str, int] = {}
    for row in range(6):
        columns = [plan.us[index] for index in _columns(rng, len(plan.us))]
        for column in range(8):
            rectangle = (columns[column], rows[row], columns[column + 1], rows[row + 1])
            subdistrict = SUBDISTRICTS[(0 if column < 4 else 1) + (0 if row >= 3 else 2)]
            community = COMMUNITIES[subdistrict][(row % 3) * 2 + (column % 4) // 2]
            given[community] = given.get(community, 0) + 1
            cells.append(
                _cell(plan, rectangle, len(cells) + 1, subdistrict, community, given[community], rng)
            )
    return Grids(plan.frame, cells)


def _columns(rng: np.random.Generator, count: int) -> list[int]:
    """Nine of the arterials: both edges and seven between, the middle one always; four cells each side."""
    middle = count // 2
    west = sorted(int(x) for x in rng.choice(np.arange(1, middle), 3, replace=False))
    east = sorted(int(x) for x in rng.choice(np.arange(middle + 1, count - 1), 3, replace=False))
    return [0, *west, middle, *east, count - 1]


def _cell(
    plan: Plan,
    rectangle: tuple[float, float, float, float],
    number: int,
    subdistrict: str,
    community: str,
    ordinal: int,
    rng: np.random.Generator,
) -> GridCell:
    u0, v0, u1, v1 = rectangle
    ring = _ring(plan, u0, v0, u1, v1)
    lon, lat = plan.frame.geo(ring[:, 0], ring[:, 1])
    pairs = np.stack([lon, lat], axis=1)
    reach = np.hypot((u0 + u1) / 2 / plan.frame.half_u_m, (v0 + v1) / 2 / plan.frame.half_v_m)
    density = 12_000 * np.exp(-2.2 * reach * reach) + 300
    area_km2 = (u1 - u0) * (v1 - v0) / 1e6
    population = int(round(float(density * area_km2 * rng.uniform(0.85, 1.15)), -1))
    entity = Grid(
        id=f"G-{number:02d}",
        name_zh=f"{community}{'一二三四五六'[ordinal - 1]}网格",
        name_en=f"{DATA['english'].get(community) or roman(community)} Grid {ordinal}",
        subdistrict_zh=f"{subdistrict}街道",
        subdistrict_en=f"{roman(subdistrict)} Subdistrict",
        ring_e7=tuple(round(float(value) * 10_000_000) for value in pairs.ravel()),
        population=population,
        min_cover=(population > 2_500) + (population > 9_000) + (population > 24_000),
    )
    return GridCell(u0, v0, u1, v1, entity)


def _ring(plan: Plan, u0: float, v0: float, u1: float, v1: float) -> Line:
    """The closed border through every stop that a neighbour may use, so that bent borders agree exactly."""
    stops_u = _stops(plan.us)
    stops_v = _stops(plan.vs)
    us = [u for u in stops_u if u0 <= u <= u1]
    vs = [v for v in stops_v if v0 <= v <= v1]
    south = [(u, v0) for u in us]
    east = [(u1, v) for v in vs[1:]]
    north = [(u, v1) for u in reversed(us[:-1])]
    west = [(u0, v) for v in reversed(vs[:-1])]
    return np.array(south + east + north + west)


def _stops(lines: list[float]) -> list[float]:
    """The arterials and the points a third and two thirds of the way between them."""
    between = [a + (b - a) * part / 3 for a, b in pairwise(lines) for part in (0, 1, 2)]
    return [*between, lines[-1]]
