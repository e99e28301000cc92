from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from backend_stub.town import files
from tests.backend_stub.town import demo_town

ROADS = files.Roads(
    node_lon_deg=np.array([117.0, 117.1]),
    node_lat_deg=np.array([36.0, 36.0]),
    edge_from=np.array([0, 1], dtype=np.int32),
    edge_to=np.array([1, 0], dtype=np.int32),
    edge_length_m=np.array([10.0, 10.0], dtype=np.float32),
    edge_speed_mps=np.array([5.0, 5.0], dtype=np.float32),
    edge_class=np.array([1, 1], dtype=np.uint8),
    edge_name=np.array([0, -1], dtype=np.int32),
    names=(files.RoadName("人民路", "Renmin Rd"),),
)


def test_roads_come_back_as_they_were_written(tmp_path: Path) -> None:
    files.write_roads(tmp_path, ROADS)
    back = files.read_roads(tmp_path)
    for field in dataclasses.fields(files.Roads):
        assert np.array_equal(getattr(back, field.name), getattr(ROADS, field.name))
    assert back.graph_hash() == ROADS.graph_hash()


def test_the_graph_hash_knows_speeds_but_not_names() -> None:
    faster = dataclasses.replace(ROADS, edge_speed_mps=np.array([6.0, 5.0], dtype=np.float32))
    renamed = dataclasses.replace(ROADS, names=(files.RoadName("西五路", "Xiwu Rd"),))
    assert faster.graph_hash() != ROADS.graph_hash()
    assert renamed.graph_hash() == ROADS.graph_hash()


@pytest.mark.parametrize(
    "change",
    [
        {"edge_to": np.array([1, 7], dtype=np.int32)},
        {"edge_from": np.array([0], dtype=np.int32)},
        {"edge_speed_mps": np.array([0.0, 5.0], dtype=np.float32)},
        {"edge_name": np.array([3, 0], dtype=np.int32)},
        {"node_lat_deg": np.array([36.0])},
    ],
)
def test_roads_that_contradict_themselves_are_refused(tmp_path: Path, change: dict[str, object]) -> None:
    files.write_roads(tmp_path, dataclasses.replace(ROADS, **change))  # type: ignore[arg-type]
    with pytest.raises(files.TownFileError):
        files.read_roads(tmp_path)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("town.json", files.read_info),
        ("roads.npz", files.read_roads),
        ("road_names.json", files.read_roads),
        ("registry.json", files.read_registry),
        ("gazetteer.json", files.read_gazetteer),
    ],
)
def test_a_file_cut_short_is_said_to_be_so(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    for whole in ("roads.npz", "road_names.json", name):
        shutil.copy(demo_town.directory() / whole, tmp_path)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(files.TownFileError, match=name.partition(".")[0]):
        read(tmp_path)


@pytest.mark.parametrize(
    ("change", "told"), [({"format": 99}, "format 99"), ({"datum": "GCJ-02"}, "datum GCJ-02")]
)
def test_another_format_and_another_datum_are_refused(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    info = files.read_info(demo_town.directory())
    files.write_json(tmp_path / "town.json", msgspec.structs.replace(info, **change))
    with pytest.raises(files.TownFileError, match=told):
        files.read_info(tmp_path)
    assert not files.is_town(tmp_path)


def test_every_layer_of_the_base_map_is_there() -> None:
    for layer in files.BASE_LAYERS:
        assert files.read_base(demo_town.directory(), layer)["features"]


def test_a_town_without_all_layers_is_not_written(tmp_path: Path) -> None:
    town = demo_town.directory()
    with pytest.raises(files.TownFileError, match="layers"):
        files.write_town(tmp_path, files.read_info(town), ROADS, demo_town.registry(), (), {"roads": {}})
