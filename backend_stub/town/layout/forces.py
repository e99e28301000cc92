"""Units of the demo town and the people on their rosters. Pure and seeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np

from console.domain.registry.entities import Force, Officer, Unit, UnitKind

from . import names
from .catalogue import DATA
from .grids import GridCell, Grids
from .names import Name
from .premises import Premise

_REPAIRS = (("燃气", "Gas"), ("供电", "Power"), ("水务", "Water"))
_RANKS = (
    "警员 constable",
    "一级警员 constable first class",
    "三级警司 sergeant",
    "二级警司 sergeant",
    "警督 inspector",
)


@dataclass(slots=True)
class Forces:
    """What is registered: units, and officers whose `unit_id` names one."""

    units: list[Unit] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)


class _Sort(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sort of unit: call signs from `prefix` + `first`, make-up, what it can do, where it starts."""

    prefix: str
    first: int
    count: int
    zh: str
    en: str
    kind: UnitKind
    tier: int
    homes: tuple[str, ...]
    sworn: tuple[int, int] = (0, 0)
    auxiliary: tuple[int, int] = (0, 0)
    volunteers: tuple[int, int] = (0, 0)
    turnout_s: int
    capabilities: str
    extra: tuple[str, ...] = ()


_SORTS = msgspec.convert(DATA["units"], tuple[_Sort, ...])
_RESERVE = msgspec.convert(DATA["reserve"], _Sort)


def raise_forces(grids: Grids, premises: Sequence[Premise], rng: np.random.Generator) -> Forces:
    """All units with their rosters, one grid officer's unit per grid, and a shift that is off duty."""
    forces = Forces()
    people = _People(rng)
    for sort in _SORTS:
        homes = [premise for premise in premises if premise.kind in sort.homes]
        if sort.prefix == "V":
            homes = _spread(homes, sort.count)
        for index in range(sort.count):
            home = homes[index % len(homes)]
            _add(forces, grids, people, sort, index, home, rng)
    for cell in grids.cells:
        _add_grid_officer(forces, people, cell, grids, rng)
    _raise_reserves(forces, grids, people, premises)
    return forces


def _raise_reserves(forces: Forces, grids: Grids, people: _People, premises: Sequence[Premise]) -> None:
    """With dice of their own, so that a town without them would be the same town."""
    rng = np.random.default_rng([_RESERVE.first, len(forces.officers)])
    others = people.with_dice(rng)
    home = next(premise for premise in premises if premise.kind in _RESERVE.homes)
    for index in range(_RESERVE.count):
        _add(forces, grids, others, _RESERVE, index, home, rng)
        forces.units[-1] = msgspec.structs.replace(forces.units[-1], reserved=True, grids=())


class _People:
    """Gives names once each and officers' numbers."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._seen: set[str] = set()
        self._number = 0

    def with_dice(self, rng: np.random.Generator) -> _People:
        """The same book of names and numbers, other dice."""
        other = _People(rng)
        other._seen, other._number = self._seen, self._number
        return other

    def officer(self, force: Force, unit_id: str, rank: str, on_duty: bool) -> Officer:
        name = names.person(self._rng)
        while name.zh in self._seen:
            name = names.person(self._rng)
        self._seen.add(name.zh)
        self._number += 1
        prefix = {Force.SWORN: "S", Force.AUXILIARY: "X", Force.VOLUNTEER: "Q"}[force]
        return Officer(
            id=f"{prefix}{self._number:04d}",
            name_zh=name.zh,
            name_en=name.en,
            force=force,
            unit_id=unit_id,
            rank=rank,
            on_duty=on_duty,
        )


def _add(
    forces: Forces,
    grids: Grids,
    people: _People,
    sort: _Sort,
    index: int,
    home: Premise,
    rng: np.random.Generator,
) -> None:
    joint = "" if sort.prefix.endswith("-") else "-"
    unit_id = f"{sort.prefix}{joint}{sort.first + index}"
    counts = {
        Force.SWORN: _count(rng, sort.sworn),
        Force.AUXILIARY: _count(rng, sort.auxiliary),
        Force.VOLUNTEER: _count(rng, sort.volunteers),
    }
    for force, count in counts.items():
        for place in range(count):
            forces.officers.append(people.officer(force, unit_id, _rank(force, place), True))
    if sort.tier in {1, 2} and sort.kind is not UnitKind.VEHICLE:
        forces.officers.append(people.officer(Force.SWORN, unit_id, _rank(Force.SWORN, 2), False))
    extra = sort.extra[index % len(sort.extra)] if sort.extra else ""
    name = _name(sort, index, home)
    lon_e7, lat_e7 = grids.frame.point_e7(home.u, home.v)
    forces.units.append(
        Unit(
            id=unit_id,
            name_zh=name.zh,
            name_en=name.en,
            kind=sort.kind,
            tier=sort.tier,
            station=home.name.zh,
            home_lon_e7=lon_e7,
            home_lat_e7=lat_e7,
            capabilities=tuple(f"{sort.capabilities} {extra}".split()),
            sworn=counts[Force.SWORN],
            auxiliary=counts[Force.AUXILIARY],
            volunteers=counts[Force.VOLUNTEER],
            turnout_s=sort.turnout_s,
            grids=_beat(grids, home) if sort.tier in {1, 2, 3} else (),
        )
    )


def _add_grid_officer(
    forces: Forces, people: _People, cell: GridCell, grids: Grids, rng: np.random.Generator
) -> None:
    unit_id = "G-1" + cell.entity.id.removeprefix("G-")
    forces.officers.append(people.officer(Force.VOLUNTEER, unit_id, "网格员 grid officer", True))
    u = cell.u0 + (cell.u1 - cell.u0) * float(rng.uniform(0.35, 0.65))
    v = cell.v0 + (cell.v1 - cell.v0) * float(rng.uniform(0.35, 0.65))
    lon_e7, lat_e7 = grids.frame.point_e7(u, v)
    forces.units.append(
        Unit(
            id=unit_id,
            name_zh=f"{cell.entity.name_zh}员",
            name_en=f"{cell.entity.name_en} Officer",
            kind=UnitKind.GRID,
            tier=0,
            station=cell.entity.subdistrict_zh,
            home_lon_e7=lon_e7,
            home_lat_e7=lat_e7,
            capabilities=("grid", "mediate"),
            volunteers=1,
            turnout_s=180,
            grids=(cell.entity.id,),
        )
    )


def _count(rng: np.random.Generator, span: tuple[int, int]) -> int:
    return int(rng.integers(span[0], span[1] + 1))


def _rank(force: Force, place: int) -> str:
    if force is Force.SWORN:
        return _RANKS[max(0, len(_RANKS) - 1 - place)] if place < 4 else _RANKS[place % 2]
    return "辅警 auxiliary" if force is Force.AUXILIARY else "群防队员 volunteer"


def _name(sort: _Sort, index: int, home: Premise) -> Name:
    """Squads have the name of the brigade or of their station (their call signs tell them apart)."""
    if sort.prefix == "P":
        return Name(sort.zh, sort.en)
    if sort.prefix in {"C", "F"}:
        return home.name
    if sort.prefix == "V":
        return Name(f"{home.name.zh}{sort.zh}", f"{home.name.en} {sort.en}")
    if sort.prefix == "R" and sort.kind is UnitKind.DEPARTMENT:
        zh, en = _REPAIRS[index % 3]
        return Name(f"{zh}{sort.zh}", f"{en} {sort.en}")
    return Name(f"{sort.zh}{index + 1}", f"{sort.en} {index + 1}")


def _beat(grids: Grids, home: Premise) -> tuple[str, ...]:
    """The four grids nearest to a unit's station."""
    far = [
        (np.hypot((cell.u0 + cell.u1) / 2 - home.u, (cell.v0 + cell.v1) / 2 - home.v), cell.entity.id)
        for cell in grids.cells
    ]
    return tuple(sorted(grid for _, grid in sorted(far)[:4]))


def _spread(homes: list[Premise], count: int) -> list[Premise]:
    """`count` of the homes, each as far as possible from those before it; markets and works first."""
    chosen = [homes[0]]
    points = np.array([(home.u, home.v) for home in homes])
    gap = np.hypot(*(points - points[0]).T)
    while len(chosen) < min(count, len(homes)):
        index = int(np.argmax(gap))
        chosen.append(homes[index])
        gap = np.minimum(gap, np.hypot(*(points - points[index]).T))
    return chosen
