"""Town files: the one authority on what a town's directory holds; typed writers and readers. See docs/town-files.md.

Any thread. Written by `backend_stub.town.generate` (and by an import of a real map), read by the town, the planner,
the tracker and the hub. Bytes depend on the content alone, so that the same town always gives the same files.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from console.domain.registry.entities import Camera, Department, Grid, IncidentType, Officer, Sensor, Unit
from console.geo import DATUM

_T = TypeVar("_T")
FORMAT = 1
BASE_LAYERS = ("roads", "buildings", "water", "green", "places", "grids")
"""Names of the GeoJSON files in base/."""


class TownFileError(Exception):
    """A town file is absent, cut short, of another format or contradicts the others."""


class TownInfo(msgspec.Struct, frozen=True, kw_only=True):
    """town.json. `bbox` is west, south, east, north and `centre` lon, lat, in degrees. `generator` is the version of
    the generator that made a town from a seed, 0 for a town that was imported."""

    format: int
    id: str
    name_zh: str
    name_en: str
    seed: int
    bbox: tuple[float, float, float, float]
    centre: tuple[float, float]
    datum: str
    graph_hash: str
    generator: int = 0


class RoadName(msgspec.Struct, frozen=True):
    """A street's name in both languages; road_names.json is a list of these."""

    zh: str
    en: str


class GazetteerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A named place. `pinyin`: syllables without tones, separated by spaces. `kind`: see docs/town-files.md."""

    id: str
    name_zh: str
    name_en: str
    pinyin: str
    kind: str
    lon: float
    lat: float
    grid: str


class Registry(msgspec.Struct, frozen=True, kw_only=True):
    """registry.json: everything a hub registers before its first call."""

    incident_types: tuple[IncidentType, ...]
    departments: tuple[Department, ...]
    grids: tuple[Grid, ...]
    officers: tuple[Officer, ...]
    units: tuple[Unit, ...]
    cameras: tuple[Camera, ...]
    sensors: tuple[Sensor, ...]


@dataclass(frozen=True, slots=True)
class Roads:
    """roads.npz and road_names.json: directed edges between nodes; `edge_name` −1 = unnamed."""

    node_lon_deg: NDArray[np.float64]
    node_lat_deg: NDArray[np.float64]
    edge_from: NDArray[np.int32]
    edge_to: NDArray[np.int32]
    edge_length_m: NDArray[np.float32]
    edge_speed_mps: NDArray[np.float32]
    edge_class: NDArray[np.uint8]
    edge_name: NDArray[np.int32]
    names: tuple[RoadName, ...]

    def graph_hash(self) -> str:
        """BLAKE2b-128 over the arrays that travel times depend on, as 32 hex digits."""
        digest = hashlib.blake2b(digest_size=16)
        for key in _ROAD_KEYS[:-1]:
            digest.update(key.encode())
            digest.update(np.ascontiguousarray(getattr(self, key)).astype(_ROAD_DTYPES[key]).tobytes())
        return digest.hexdigest()


_ROAD_DTYPES = {
    "node_lon_deg": "<f8",
    "node_lat_deg": "<f8",
    "edge_from": "<i4",
    "edge_to": "<i4",
    "edge_length_m": "<f4",
    "edge_speed_mps": "<f4",
    "edge_class": "|u1",
    "edge_name": "<i4",
}
_ROAD_KEYS = tuple(_ROAD_DTYPES)


def write_json(path: Path, value: Any, *, pretty: bool = False) -> None:
    """Write `value` (msgspec structs and plain data) as UTF-8 JSON with a final newline."""
    data = msgspec.json.encode(value)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((msgspec.json.format(data, indent=2) if pretty else data) + b"\n")


def write_roads(directory: Path, roads: Roads) -> None:
    """Write roads.npz and road_names.json."""
    arrays: dict[str, Any] = {key: getattr(roads, key).astype(_ROAD_DTYPES[key]) for key in _ROAD_KEYS}
    np.savez_compressed(directory / "roads.npz", **arrays)
    write_json(directory / "road_names.json", roads.names)


def write_town(
    directory: Path,
    info: TownInfo,
    roads: Roads,
    registry: Registry,
    gazetteer: tuple[GazetteerEntry, ...],
    base: dict[str, Any],
) -> None:
    """Write all files of a town; town.json last, so that a directory that has one is whole."""
    directory.mkdir(parents=True, exist_ok=True)
    if set(base) != set(BASE_LAYERS):
        raise TownFileError(f"base layers are {sorted(base)}, wanted {sorted(BASE_LAYERS)}")
    write_roads(directory, roads)
    for name, features in base.items():
        write_json(directory / "base" / f"{name}.geojson", features)
    write_json(directory / "gazetteer.json", gazetteer)
    write_json(directory / "registry.json", registry)
    write_json(directory / "town.json", info, pretty=True)


def read_info(directory: Path) -> TownInfo:
    """town.json; raises TownFileError."""
    info = _decoded(directory / "town.json", TownInfo)
    if info.format != FORMAT:
        raise TownFileError(f"{directory}: format {info.format}, this program reads {FORMAT}")
    if info.datum != DATUM:
        raise TownFileError(f"{directory}: datum {info.datum}, this program reads {DATUM}: convert it first")
    return info


def read_registry(directory: Path) -> Registry:
    """registry.json; raises TownFileError."""
    return _decoded(directory / "registry.json", Registry)


def read_gazetteer(directory: Path) -> tuple[GazetteerEntry, ...]:
    """gazetteer.json; raises TownFileError."""
    return _decoded(directory / "gazetteer.json", tuple[GazetteerEntry, ...])


def read_base(directory: Path, layer: str) -> dict[str, Any]:
    """One GeoJSON layer of BASE_LAYERS as plain data; raises TownFileError."""
    return _decoded(directory / "base" / f"{layer}.geojson", dict[str, Any])


def read_roads(directory: Path) -> Roads:
    """roads.npz with its names, checked against each other; raises TownFileError."""
    path = directory / "roads.npz"
    try:
        # opened here, since np.load leaves a broken file open
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {key: stored[key].astype(_ROAD_DTYPES[key]) for key in _ROAD_KEYS}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise TownFileError(f"{path}: {error}") from error
    roads = Roads(**arrays, names=_decoded(directory / "road_names.json", tuple[RoadName, ...]))
    nodes, edges = len(roads.node_lon_deg), len(roads.edge_from)
    if len(roads.node_lat_deg) != nodes or any(len(getattr(roads, key)) != edges for key in _ROAD_KEYS[2:]):
        raise TownFileError(f"{path}: arrays differ in length")
    if edges and (
        min(roads.edge_from.min(), roads.edge_to.min()) < 0
        or max(roads.edge_from.max(), roads.edge_to.max()) >= nodes
        or roads.edge_name.max() >= len(roads.names)
        or not bool(np.all(roads.edge_speed_mps > 0))
    ):
        raise TownFileError(f"{path}: an edge points nowhere or has no speed")
    return roads


def is_town(directory: Path) -> bool:
    """Whether a directory holds a whole town of this format."""
    try:
        read_info(directory)
    except TownFileError:
        return False
    return all(
        os.access(directory / name, os.R_OK) for name in ("roads.npz", "registry.json", "gazetteer.json")
    )


def _decoded(path: Path, type_: type[_T]) -> _T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=type_)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise TownFileError(f"{path}: {error}") from error
