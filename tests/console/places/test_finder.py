"""Units, cameras and spots are places too; every place knows its grid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.desk.telemetry import Fix, TelemetryStore
from console.domain.picture import Picture
from console.domain.registry.entities import Grid
from console.places.finder import PlaceFinder
from console.words.names import Names
from tests.console.domain.world import World

LON, LAT = 1_179_000_000, 368_000_000


ENTRIES = [
    {
        "id": "PL-1",
        "name_zh": "柳泉路 × 人民路",
        "name_en": "Liuquan Rd × Renmin Rd",
        "pinyin": "liu quan lu × ren min lu",
        "kind": "crossing",
        "lon": 117.9,
        "lat": 36.8,
        "grid": "",
    },
    {
        "id": "PL-2",
        "name_zh": "人民路",
        "name_en": "Renmin Rd",
        "pinyin": "ren min lu",
        "kind": "street",
        "lon": 117.91,
        "lat": 36.8,
    },
    {"name_zh": "broken"},
    "nonsense",
]


@pytest.fixture
def picture() -> Picture:
    picture = World().picture
    ring = (LON - 9000, LAT - 9000, LON + 9000, LAT - 9000, LON + 9000, LAT + 9000, LON - 9000, LAT + 9000)
    picture.grids["G-01"] = Grid(
        id="G-01",
        name_zh="一网格",
        name_en="Grid 1",
        subdistrict_zh="张店",
        subdistrict_en="Zhangdian",
        ring_e7=ring,
    )
    return picture


@pytest.fixture
def telemetry() -> TelemetryStore:
    return TelemetryStore()


@pytest.fixture
def finder(tmp_path: Path, picture: Picture, telemetry: TelemetryStore) -> PlaceFinder:
    (tmp_path / "gazetteer.json").write_text(json.dumps(ENTRIES), encoding="utf-8")
    made = PlaceFinder(telemetry.where)
    made.load(tmp_path)
    made.use(Names(picture, chinese=False))
    return made


def test_an_offer_has_both_names_position_kind_and_grid(finder: PlaceFinder) -> None:
    (offer,) = finder.offers("renmin liuquan")
    assert (offer.place_zh, offer.place_en, offer.place_id) == (
        "柳泉路 × 人民路",
        "Liuquan Rd × Renmin Rd",
        "PL-1",
    )
    assert (offer.lon_e7, offer.lat_e7, offer.grid_id, offer.grid) == (LON, LAT, "G-01", "Grid 1")
    assert offer.detail == "crossing · Grid 1"
    assert not offer.roughly


def test_names_follow_the_language(finder: PlaceFinder, picture: Picture) -> None:
    finder.use(Names(picture, chinese=True))
    assert finder.offers("rml lql")[0].name == "柳泉路 × 人民路"


def test_a_street_and_an_unknown_house_number_are_rough(finder: PlaceFinder) -> None:
    street = finder.offers("人民路")[0]
    house = finder.offers("12 renmin rd")[0]
    assert street.roughly
    assert (house.place_zh, house.place_en, house.roughly) == ("人民路12", "12 Renmin Rd", True)
    assert "number not known" in house.detail


def test_what_is_only_said_or_only_resembles_is_marked(finder: PlaceFinder) -> None:
    """K10."""
    spot = finder.offers("人民路附近")[0]
    assert (spot.place_zh, spot.place_en, spot.roughly) == ("人民路附近", "附近 Renmin Rd", True)
    assert "exact spot not known" in spot.detail
    assert "number not known" in finder.offers("人民路十二号")[0].detail
    assert "similar name" in finder.offers("renmni rd")[0].detail
    assert "similar name" not in finder.offers("renmin rd")[0].detail


@pytest.mark.parametrize(
    "typed", ["P-101", "Ｐ－１０１", "P–101", "at P-101", "at unit p101", "在P-101处", "@p-101"]
)
def test_at_a_unit_is_where_it_is_now(finder: PlaceFinder, telemetry: TelemetryStore, typed: str) -> None:
    telemetry.fixes["P-101"] = Fix(LON + 900, LAT, 0, 0.0, 0)
    offer = finder.offers(typed)[0]
    assert (offer.lon_e7, offer.lat_e7, offer.grid_id) == (LON + 900, LAT, "G-01")
    assert offer.place_en == "at P-101 (Liuquan Rd × Renmin Rd)"


def test_a_unit_whose_position_nobody_knows_is_no_place(finder: PlaceFinder) -> None:
    assert finder.offers("P-101") == ()


@pytest.mark.parametrize("typed", ["CAM-001", "at cam001", "camera 1", "摄像头1", "探头001"])
def test_at_a_camera(finder: PlaceFinder, typed: str) -> None:
    offer = finder.offers(typed)[0]
    assert (offer.lon_e7, offer.lat_e7) == (LON, LAT)
    assert offer.place_zh.startswith("CAM-001 处")


def test_the_beginning_of_a_call_sign_offers_those_that_are_there(
    finder: PlaceFinder, telemetry: TelemetryStore
) -> None:
    for unit_id in ("P-101", "P-102"):
        telemetry.fixes[unit_id] = Fix(LON, LAT, 0, 0.0, 0)
    assert [offer.place_en.split()[1] for offer in finder.offers("p10")] == ["P-101", "P-102"]


def test_a_spot_of_the_map_is_told_by_what_is_near(finder: PlaceFinder) -> None:
    near, there, far = (finder.spot(LON + shift, LAT) for shift in (12_000, 20, 90_000))
    assert near.place_en == "107 m from Liuquan Rd × Renmin Rd"
    assert near.place_zh == "柳泉路 × 人民路附近 107 m"
    assert there.place_en == "Liuquan Rd × Renmin Rd"
    assert far.place_en == "36.80000, 117.90900"
    assert far.grid_id == ""


def test_a_missing_gazetteer_leaves_the_rest(
    tmp_path: Path, picture: Picture, telemetry: TelemetryStore
) -> None:
    finder = PlaceFinder(telemetry.where)
    finder.load(tmp_path)
    finder.use(Names(picture, chinese=False))
    assert finder.offers("人民路") == ()
    assert finder.offers("CAM-001")[0].place_en == "at CAM-001"
    assert finder.spot(LON, LAT).grid_id == "G-01"


def test_key_places_are_the_first_of_each_kind_and_then_the_second(tmp_path: Path, picture: Picture) -> None:
    kinds = ["estate", "hospital", "hospital", "government", "square", "square", "hospital"]
    entries = [
        {"name_zh": kind, "name_en": kind, "kind": kind, "lon": 117.0 + number, "lat": 36.8}
        for number, kind in enumerate(kinds)
    ]
    (tmp_path / "gazetteer.json").write_text(json.dumps(entries), encoding="utf-8")
    finder = PlaceFinder(TelemetryStore().where)
    assert finder.key_places() == []
    finder.load(tmp_path)
    assert [round(lon - 117.0) for lon, _ in finder.key_places()] == [3, 4, 1, 5, 2, 6]


def test_a_place_is_named_by_all_of_its_name_only(finder: PlaceFinder) -> None:
    for typed in ("人民路", "renminlu", "Renmin Rd", "renmin road", "人民路12号", "人民路 × 柳泉路"):
        assert finder.named(typed) is not None, typed
    for typed in ("", "人", "re", "renm", "rml", "renmin lo", "nothing", "人民"):
        assert finder.named(typed) is None, typed


def test_an_offer_that_only_resembles_what_was_typed_is_marked(finder: PlaceFinder) -> None:
    assert [one.alike for one in finder.offers("renmni lu")][:1] == [True]
    assert [one.alike for one in finder.offers("renmin lu")][:1] == [False]
