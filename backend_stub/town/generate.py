"""Generate the demo town from a seed: `python -m backend_stub.town.generate --out DIR [--seed N]`.

Main thread of its own process, or called by the hub and the demo through `ensure_town`. The same seed and the same
tables of resources/town give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import platformdirs

from backend_stub.town import files
from backend_stub.town.files import RoadName, Roads, TownInfo
from backend_stub.town.layout import catalogue, devices, forces, ground, premises, streets
from backend_stub.town.layout.frame import Frame
from backend_stub.town.layout.grids import Grids, lay_grids
from backend_stub.town.layout.plan import Plan, lay_out
from console.domain.base.seeds import seed
from console.geo import DATUM, E7, Box, offset_deg_m

SETTINGS = Path(__file__).resolve().parents[2] / "resources" / "town" / "songting.toml"
GENERATOR = 6
"""Raise it, and `console.demo_house.TOWN_GENERATOR` with it, when the same seed gives other files: towns made by an
older generator are then made again."""

Say = Callable[[str], None]


class TownSettings(msgspec.Struct, frozen=True, kw_only=True):
    """resources/town/songting.toml."""

    id: str
    name_zh: str
    name_en: str
    seed: int
    centre_lon_deg: float
    centre_lat_deg: float
    width_m: float
    height_m: float


def read_settings(path: Path = SETTINGS) -> TownSettings:
    """The town's settings; raises OSError and msgspec.ValidationError."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), TownSettings)


def generate(out_dir: Path, seed: int | None = None, say: Say | None = None) -> TownInfo:
    """Write a whole town into `out_dir` (made if absent) and return its town.json. `seed` None = the settings'."""
    settings = read_settings()
    seed = settings.seed if seed is None else seed
    tell = say or _silent
    frame = Frame(
        settings.centre_lon_deg, settings.centre_lat_deg, settings.width_m / 2, settings.height_m / 2
    )
    rng = np.random.default_rng(seed)
    tell("streets")
    plan = lay_out(frame, rng)
    network = streets.build(plan)
    grids = lay_grids(plan, rng)
    ground.gardens(plan, rng)
    tell("places and people")
    places = premises.place_premises(plan, rng)
    raised = forces.raise_forces(grids, places, rng)
    registry = files.Registry(
        incident_types=catalogue.INCIDENT_TYPES,
        departments=catalogue.DEPARTMENTS,
        grids=tuple(cell.entity for cell in grids.cells),
        officers=tuple(raised.officers),
        units=tuple(raised.units),
        cameras=tuple(devices.place_cameras(network, grids, places, rng)),
        sensors=tuple(devices.place_sensors(places, grids, rng)),
    )
    tell("buildings")
    base = _base(plan, network, grids, rng)
    roads = to_roads(network, frame)
    tell("files")
    info = TownInfo(
        format=files.FORMAT,
        id=settings.id,
        name_zh=settings.name_zh,
        name_en=settings.name_en,
        seed=seed,
        bbox=_bbox(registry),
        centre=(settings.centre_lon_deg, settings.centre_lat_deg),
        datum=DATUM,
        graph_hash=roads.graph_hash(),
        generator=GENERATOR,
    )
    spaces = premises.open_spaces(plan, places)
    named = premises.gazetteer(places, spaces, network, grids)
    files.write_town(out_dir, info, roads, registry, named, base)
    return info


def to_roads(network: streets.Streets, frame: Frame) -> Roads:
    """The street graph as directed arrays: every edge both ways, sorted by its first node."""
    names = sorted(
        {segment.name for segment in network.segments if segment.name is not None}, key=lambda n: n.zh
    )
    number = {name: index for index, name in enumerate(names)}
    of_segment = np.array(
        [-1 if s.name is None else number[s.name] for s in network.segments], dtype=np.int32
    )
    lon, lat = frame.geo(network.node_uv[:, 0], network.node_uv[:, 1])
    points = np.stack([lon, lat], axis=1).tolist()
    ends = zip(network.edge_a.tolist(), network.edge_b.tolist(), strict=True)
    length = np.array([max(1.0, math.hypot(*offset_deg_m(*points[a], *points[b]))) for a, b in ends])
    start = np.concatenate([network.edge_a, network.edge_b]).astype(np.int32)
    end = np.concatenate([network.edge_b, network.edge_a]).astype(np.int32)
    order = np.lexsort((end, start))
    return Roads(
        node_lon_deg=lon,
        node_lat_deg=lat,
        edge_from=start[order],
        edge_to=end[order],
        edge_length_m=np.tile(length, 2)[order].astype(np.float32),
        edge_speed_mps=np.tile(network.speed_mps(), 2)[order],
        edge_class=np.tile(network.edge_class(), 2)[order],
        edge_name=np.tile(of_segment[network.piece], 2)[order],
        names=tuple(RoadName(name.zh, name.en) for name in names),
    )


def _base(plan: Plan, network: streets.Streets, grids: Grids, rng: np.random.Generator) -> dict[str, Any]:
    return {
        "roads": ground.collection([*ground.roads(plan.frame, network), ground.railway(plan)]),
        "buildings": ground.collection(ground.buildings(plan, grids, rng)),
        "water": ground.collection(ground.water(plan)),
        "green": ground.collection(ground.green(plan, rng)),
        "places": ground.collection(_places(grids)),
        "grids": ground.collection([_grid_feature(cell.entity) for cell in grids.cells]),
    }


def _grid_feature(grid: Any) -> dict[str, Any]:
    flat = [value / 10_000_000 for value in grid.ring_e7]
    ring = [[round(x, 6), round(y, 6)] for x, y in zip(flat[::2], flat[1::2], strict=True)]
    return ground.feature(
        "Polygon",
        [ring],
        id=grid.id,
        name_zh=grid.name_zh,
        name_en=grid.name_en,
        subdistrict_zh=grid.subdistrict_zh,
        subdistrict_en=grid.subdistrict_en,
        min_cover=grid.min_cover,
    )


def _places(grids: Grids) -> list[dict[str, Any]]:
    """Labels: each subdistrict at its middle, each community between its grids."""
    groups: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for cell in grids.cells:
        middle = ((cell.u0 + cell.u1) / 2, (cell.v0 + cell.v1) / 2)
        grid = cell.entity
        groups.setdefault(("subdistrict", grid.subdistrict_zh, grid.subdistrict_en), []).append(middle)
        community = grid.name_zh[:-3], grid.name_en.rpartition(" Grid ")[0]
        groups.setdefault(("community", *community), []).append(middle)
    features: list[dict[str, Any]] = []
    for (kind, name_zh, name_en), points in groups.items():
        u, v = np.mean(np.array(points), axis=0)
        lon, lat = grids.frame.geo(u, v)
        point = [round(float(lon), 6), round(float(lat), 6)]
        features.append(ground.feature("Point", point, kind=kind, name_zh=name_zh, name_en=name_en))
    return features


def _bbox(registry: files.Registry) -> tuple[float, float, float, float]:
    west, south, east, north = Box.around([value for grid in registry.grids for value in grid.ring_e7])
    return west / E7, south / E7, east / E7, north / E7


def data_home() -> Path:
    """Where the console keeps its towns, too (`console.settings.store`, which programs beside it may not import)."""
    return Path(os.environ.get("MUSTER_HOME") or platformdirs.user_data_path("muster"))


def ensure_town(home: Path, seed: int | None = None, say: Say | None = None) -> Path:
    """Directory of the demo town below `home`/towns, generated when absent or made by an older generator."""
    settings = read_settings()
    number = settings.seed if seed is None else seed
    place = home / "towns" / f"{settings.id}-{number}"
    ensure_at(place, number, say)
    return place


def ensure_at(place: Path, seed: int | None = None, say: Say | None = None) -> TownInfo:
    """The town of this seed in the directory `place`, generated when it is not there. Safe with several at once.

    It is written beside its place and renamed into it; who comes second finds it there and drops its own copy.
    Raises TownFileError where `place` holds something else that is no town, OSError.
    """
    number = read_settings().seed if seed is None else seed
    if _is_current(place, number):
        return files.read_info(place)
    if place.exists() and any(place.iterdir()) and not (place / "town.json").exists():
        raise files.TownFileError(f"{place} is not empty and holds no town: choose another folder")
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        info = generate(draft, number, say or _to_stderr)
        draft.chmod(0o755)
        _put_in_place(draft, place, number)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return info


def _is_current(place: Path, seed: int) -> bool:
    if not files.is_town(place):
        return False
    info = files.read_info(place)
    return info.seed == seed and info.generator == GENERATOR


def _put_in_place(draft: Path, place: Path, seed: int) -> None:
    """Rename the draft to its place; an older town there is moved away first, the same one is left as it is."""
    for _ in range(3):
        try:
            os.replace(draft, place)
        except OSError:
            if _is_current(place, seed):
                return
            aside = Path(tempfile.mkdtemp(prefix=f".{place.name}-old-", dir=place.parent))
            try:
                os.replace(place, aside / "town")
            except FileNotFoundError:
                pass  # somebody else moved it away
            shutil.rmtree(aside, ignore_errors=True)
        else:
            return
    raise files.TownFileError(f"{place} cannot be replaced")


def main(argv: Sequence[str]) -> int:
    """Command line; 0 when the town is there, 1 when it cannot be put there."""
    parser = argparse.ArgumentParser(prog="generate", description="Generate the demo town from a seed.")
    parser.add_argument("--out", type=Path, required=True, help="directory to write the town's files into")
    parser.add_argument(
        "--seed", type=seed, default=None, help="default: that of resources/town/songting.toml"
    )
    arguments = parser.parse_args(argv)
    try:
        info = ensure_at(arguments.out, arguments.seed)
    except (files.TownFileError, OSError) as error:
        _to_stderr(str(error))
        return 1
    where = f"{info.name_en} {info.name_zh}, seed {info.seed}, graph {info.graph_hash}: {arguments.out}"
    sys.stdout.write(where + "\n")
    return 0


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"town: {line}\n")
    sys.stderr.flush()


def _silent(line: str) -> None:
    del line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
