from __future__ import annotations

from collections import Counter

from backend_stub.town import files
from console.geo import in_ring
from tests.backend_stub.town import demo_town


def test_the_gazetteer_knows_premises_crossings_and_streets() -> None:
    entries = files.read_gazetteer(demo_town.directory())
    kinds = Counter(entry.kind for entry in entries)
    assert kinds["crossing"] > 200
    assert kinds["street"] > 500
    for kind in (
        "hospital",
        "school",
        "chemical_plant",
        "market",
        "railway_station",
        "mall",
        "police_station",
    ):
        assert kinds[kind] >= 1
    assert len({entry.id for entry in entries}) == len(entries)


def test_every_place_can_be_found_by_pinyin_and_lies_in_a_grid() -> None:
    for entry in files.read_gazetteer(demo_town.directory()):
        assert entry.pinyin.isascii() or "×" in entry.pinyin
        assert entry.name_en
        assert entry.grid


def test_premises_lie_near_a_street() -> None:
    entries = [
        e for e in files.read_gazetteer(demo_town.directory()) if e.kind not in {"crossing", "street", "park"}
    ]
    away = demo_town.graph().snap([entry.lon for entry in entries], [entry.lat for entry in entries]).offset_m
    assert away.max() < 300


def test_open_spaces_to_gather_at_are_dry_and_at_a_street() -> None:
    entries = [e for e in files.read_gazetteer(demo_town.directory()) if e.kind in {"square", "car_park"}]
    assert len(entries) == 16
    away = demo_town.graph().snap([entry.lon for entry in entries], [entry.lat for entry in entries]).offset_m
    assert away.max() < 120
    wet = files.read_base(demo_town.directory(), "water")["features"]
    for feature in wet:
        ring = [round(value * 1e7) for point in feature["geometry"]["coordinates"][0] for value in point]
        assert not any(in_ring(ring, round(e.lon * 1e7), round(e.lat * 1e7)) for e in entries)
