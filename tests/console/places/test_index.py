"""Places are found by Chinese, pinyin and English, crossings by their two streets, best fits first."""

from __future__ import annotations

import pytest

from console.places.index import PlaceEntry, PlaceIndex
from console.places.spelling import fits_english, fits_pinyin, nearly

PLACES = (
    ("street", "人民路", "Renmin Rd", "ren min lu"),
    ("street", "柳泉路", "Liuquan Rd", "liu quan lu"),
    ("street", "共青团路", "Gongqingtuan Rd", "gong qing tuan lu"),
    ("street", "南京大道", "Nanjing Ave", "nan jing da dao"),
    ("crossing", "柳泉路 × 人民路", "Liuquan Rd × Renmin Rd", "liu quan lu × ren min lu"),
    ("crossing", "南京大道 × 人民路", "Nanjing Ave × Renmin Rd", "nan jing da dao × ren min lu"),
    ("gas_station", "人民路加油站", "Renmin Rd Filling Station", "ren min lu jia you zhan"),
    ("hospital", "松亭区人民医院", "Songting People's Hospital", "song ting qu ren min yi yuan"),
    ("chemical_plant", "松泰化工厂", "Songtai Chemical Plant", "song tai hua gong chang"),
    ("school", "松亭第一中学", "Songting No. 1 Middle School", "song ting di yi zhong xue"),
    ("estate", "世纪花园", "Shiji Garden", "shi ji hua yuan"),
    ("market", "柳泉菜市场", "Liuquan Food Market", "liu quan cai shi chang"),
)

INDEX = PlaceIndex(
    PlaceEntry(zh, en, number, number, f"PL-{number}", pinyin, kind, "G-1")
    for number, (kind, zh, en, pinyin) in enumerate(PLACES)
)

CROSSING = "柳泉路 × 人民路"


def names(typed: str) -> list[str]:
    return [match.entry.name_zh for match in INDEX.find(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "人民路",
        "renminlu",
        "ren min lu",
        "RenMin Lu",
        "rml",
        "renml",
        "Renmin Rd",
        "renmin road",
        "ｒｅｎｍｉｎｌｕ",
    ],
)
def test_a_street_is_found_in_every_spelling(typed: str) -> None:
    assert names(typed)[0] == "人民路"


@pytest.mark.parametrize(
    "typed",
    [
        "人民路柳泉路口",
        "柳泉路人民路口",
        "人民路与柳泉路交叉口",
        "人民路×柳泉路",
        "人民路和柳泉路",
        "人民柳泉",
        "人民路 柳泉路",
        "Renmin x Liuquan",
        "renmin liuquan",
        "liuquan rd & renmin rd",
        "Renmin Rd and Liuquan Rd",
        "corner of Renmin Rd and Liuquan Rd",
        "rml lql",
        "renminlu/liuquanlu",
        "renmni x liuquan",
    ],
)
def test_a_crossing_is_found_by_its_streets_in_either_order(typed: str) -> None:
    assert names(typed)[0] == CROSSING


def test_streets_that_do_not_meet_are_offered_one_by_one() -> None:
    assert names("柳泉路共青团路") == ["柳泉路", "共青团路"]
    assert set(names("liuquan x gongqingtuan")) == {"柳泉路", "共青团路"}


def test_exact_comes_before_beginning_before_within() -> None:
    found = names("人民路")
    assert found[:2] == ["人民路", "人民路加油站"]
    assert set(found[2:]) == {"柳泉路 × 人民路", "南京大道 × 人民路"}
    assert names("人民")[-1] == "南京大道 × 人民路" or "松亭区人民医院" in names("人民")


def test_premises_come_before_streets_that_fit_alike() -> None:
    assert names("liuquan")[0] == "柳泉菜市场"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("sthgc", "松泰化工厂"),
        ("songtaihuagong", "松泰化工厂"),
        ("chemical plant", "松泰化工厂"),
        ("化工厂", "松泰化工厂"),
        ("no. 1 middle school", "松亭第一中学"),
        ("middle school 1", "松亭第一中学"),
        ("people's hospital", "松亭区人民医院"),
        ("sjhy", "世纪花园"),
    ],
)
def test_premises_are_found_by_parts_of_their_names(typed: str, wanted: str) -> None:
    assert names(typed)[0] == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("songtia chemical plant", "松泰化工厂"),
        ("renmni rd", "人民路"),
        ("松太化工厂", "松泰化工厂"),
        ("shiji gardn", "世纪花园"),
    ],
)
def test_a_slip_of_the_fingers_is_forgiven_when_nothing_fits(typed: str, wanted: str) -> None:
    assert wanted in names(typed)


@pytest.mark.parametrize(
    ("typed", "wanted", "tail"),
    [
        ("人民路55号", "人民路", "55号"),
        ("世纪花园8-2-301", "世纪花园", "8-2-301"),
        ("世纪花园3号楼2单元", "世纪花园", "3号楼2单元"),
        ("12 Renmin Rd", "人民路", "12"),
    ],
)
def test_a_house_number_that_nobody_knows_is_kept_beside_the_place(
    typed: str, wanted: str, tail: str
) -> None:
    best = INDEX.find(typed)[0]
    assert (best.entry.name_zh, best.tail) == (wanted, tail)


@pytest.mark.parametrize(
    ("typed", "wanted", "tail"),
    [
        ("世纪花园北门", "世纪花园", "北门"),
        ("世纪花园3号门", "世纪花园", "3号门"),
        ("世纪花园对面", "世纪花园", "对面"),
        ("世纪花园北门附近", "世纪花园", "北门附近"),
        ("人民路附近", "人民路", "附近"),
        ("人民路十二号", "人民路", "12号"),
        ("人民路一百零五号", "人民路", "105号"),
        ("人民路二十号附近", "人民路", "20号附近"),
        ("No. 12, Renmin Rd", "人民路", "no. 12"),
        ("Number 12 Renmin Road", "人民路", "number 12"),
        ("near Renmin Rd", "人民路", "near"),
        ("near No. 12, Renmin Rd", "人民路", "near no. 12"),
        ("north gate of Shiji Garden", "世纪花园", "north gate of"),
        ("Shiji Garden north gate", "世纪花园", "north gate"),
        ("人民路柳泉路口东北角", CROSSING, "东北角"),
        ("人民路与柳泉路交叉口附近", CROSSING, "附近"),
        ("松亭一中门口", "松亭第一中学", "门口"),
        ("化工厂南侧", "松泰化工厂", "南侧"),
    ],
)
def test_what_is_said_around_a_name_is_kept_beside_the_place(typed: str, wanted: str, tail: str) -> None:
    """K10."""
    best = INDEX.find(typed)[0]
    assert (best.entry.name_zh, best.tail, best.near_miss) == (wanted, tail, False)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("人民路、柳泉路", CROSSING),
        ("柳泉路，人民路", CROSSING),
        ("Renmin Rd, Liuquan Rd", CROSSING),
        ("rénmín lù", "人民路"),
        ("RÉNMÍN LÙ", "人民路"),
        ("松亭一中", "松亭第一中学"),
        ("松亭第一中学", "松亭第一中学"),
        ("no. 1 middle school", "松亭第一中学"),
    ],
)
def test_what_callers_say_is_found_first_and_is_no_near_miss(typed: str, wanted: str) -> None:
    """K10."""
    best = INDEX.find(typed)[0]
    assert (best.entry.name_zh, best.tail, best.near_miss) == (wanted, "", False)


@pytest.mark.parametrize("typed", ["松太化工厂", "renmni rd", "shiji gardn"])
def test_near_misses_say_that_they_are(typed: str) -> None:
    """K10."""
    found = INDEX.find(typed)
    assert found
    assert all(match.near_miss for match in found)


@pytest.mark.parametrize(
    "typed", ["北门", "附近", "十二号", "near", "north gate", "门口附近", "火星花园北门", "一中"]
)
def test_what_is_said_around_no_name_is_no_place(typed: str) -> None:
    """K10: nothing, or what holds the very words; never a place that was not said."""
    assert all(typed in match.entry.name_zh or typed in match.entry.name_en for match in INDEX.find(typed))


@pytest.mark.parametrize("typed", ["", "  ", "×", "qqqqqq", "火星路", "12345"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert INDEX.find(typed) == []


def test_one_letter_offers_beginnings_only_as_many_as_asked() -> None:
    assert len(INDEX.find("l", 2)) == 2


def test_pinyin_scores_full_over_initials_over_inner() -> None:
    sounds = ("song", "tai", "hua", "gong", "chang")
    scores = [
        fits_pinyin(typed, sounds) for typed in ("songtaihuagongchang", "songtai", "sthgc", "stai", "huagong")
    ]
    assert scores == sorted(scores, reverse=True)
    assert all(scores)
    assert fits_pinyin("sx", sounds) == 0


def test_english_words_may_be_begun_and_in_any_order() -> None:
    name = ("songting", "1", "middle", "school")
    assert fits_english(("songt", "sch"), name) > fits_english(("school", "songting"), name) > 0
    assert fits_english(("songting", "hospital"), name) == 0


def test_slips_are_counted() -> None:
    assert nearly("renmni", "renmin") == 1
    assert nearly("renmin", "renmin") == 0
    assert nearly("abcdef", "uvwxyz") == 0
