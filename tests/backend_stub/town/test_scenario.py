"""Scenario files are read, and what does not fit is told with its place."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from backend_stub.intake import RawReport, to_command
from backend_stub.town import files
from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from backend_stub.town.scenario import DEMO, ScenarioError, TownNames, load
from backend_stub.town.scenario_story import BreakdownInject, ClosureInject, Moment, SceneItem
from console.domain.musters.plan import PostKind
from tests.backend_stub.town import demo_town

GAZETTEER = (
    files.GazetteerEntry(
        id="PL-1",
        name_zh="松泰化工厂",
        name_en="Plant",
        pinyin="",
        kind="chemical_plant",
        lon=118.0,
        lat=36.8,
        grid="",
    ),
)
HEAD = 'format = 1\nname_zh = "试"\nname_en = "Trial"\n'


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_demo_knows_only_types_of_the_town_and_channels_of_the_intake() -> None:
    demo = load(DEMO)
    known = {kind.id for kind in INCIDENT_TYPES}
    assert {happens.type_code for happens in demo.happens} <= known
    for happens in demo.happens:
        for source in happens.sources:
            to_command(RawReport(channel=source.channel, lon_deg=1.0, lat_deg=1.0))
            assert source.words


def test_demo_has_a_big_incident_within_twenty_seconds() -> None:
    assert any(opening.at_s <= 20 and opening.calls >= 3 for opening in load(DEMO).openings)


def test_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="speed"):
        load(_write(tmp_path, HEAD + "speed = 3\n"))


def test_other_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format 2"):
        load(_write(tmp_path, HEAD.replace("format = 1", "format = 2")))


def test_opening_of_an_unknown_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="NOVA"):
        load(_write(tmp_path, HEAD + '[[openings]]\nat_s = 1\ntype_code = "NOVA"\n'))


def test_broken_file_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"s\.toml"):
        load(_write(tmp_path, "format = = 1"))


BODY = (
    HEAD
    + """
[[happens]]
type_code = "CHEM"

[[openings]]
at_s = 4
type_code = "CHEM"
place = "松泰化工厂"

[[scenes]]
type_code = "CHEM"
report_s = [3, 9]
items = [{ item = "fire-out", work = 900, by = "fire" }]

[[injects]]
kind = "closure"
after = "activated"
at_s = 30
place = "scene"
bearing_deg = 90
distance_m = 400

[[injects]]
kind = "breakdown"
at_s = 60
count = 2
"""
)


def test_scenes_and_injects_are_read(tmp_path: Path) -> None:
    plan = load(_write(tmp_path, BODY), GAZETTEER)
    assert plan.scenes[0].items[0] == SceneItem(item="fire-out", work=900.0, by="fire")
    assert isinstance(plan.injects[0], ClosureInject)
    assert plan.injects[0].after is Moment.ACTIVATED
    assert plan.injects[1] == BreakdownInject(at_s=60, count=2)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "field"),
    [
        ("at_s = 30", "at_s = -1", 21, "injects[0].at_s"),
        ("at_s = 4", "at_s = -4", 9, "openings[0].at_s"),
        ("bearing_deg = 90", "bearing_deg = 360", 23, "injects[0].bearing_deg"),
        ('after = "activated"', 'after = "later"', 20, "injects[0].after"),
        ('kind = "breakdown"', 'kind = "meteor"', 27, "injects[1].kind"),
        ("count = 2", "radius_m = 2", 29, "injects[1].radius_m"),
        ("report_s = [3, 9]", "report_s = [9, 3]", 15, "scenes[0].report_s"),
        ("report_s = [3, 9]", "false_share = 1.5", 15, "scenes[0].false_share"),
        ("work = 900", "work = 0", 16, "scenes[0].items[0].work"),
        ('by = "fire"', 'after = ["fire-out"]', 16, "scenes[0].items[0].after"),
        ('place = "松泰化工厂"', 'place = "月球"', 11, "openings[0].place"),
        ('place = "scene"', 'place = "Atlantis"', 22, "injects[0].place"),
        ("[[scenes]]", '[[scenes]]\ntype_code = "CHEM"\n[[scenes]]', 16, "scenes[1].type_code"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(
    tmp_path: Path, right: str, wrong: str, line: int, field: str
) -> None:
    assert right in BODY
    with pytest.raises(ScenarioError) as told:
        load(_write(tmp_path, BODY.replace(right, wrong, 1)), GAZETTEER)
    assert (told.value.line, told.value.field) == (line, field)
    assert f"s.toml:{line}: {field}: " in str(told.value)


def test_an_incident_injected_is_of_a_known_type(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="NOVA"):
        load(_write(tmp_path, BODY + '[[injects]]\nkind = "incident"\nat_s = 1\ntype_code = "NOVA"\n'))


# -- held against town and cards ---------------------------------------------------------------------------------------

STRANGE = (
    BODY
    + """
[[injects]]
kind = "decline"
at_s = 5
units = ["P-101", "P-102"]

[[injects]]
kind = "breakdown"
at_s = 5
unit = "P-101"
"""
)


@functools.cache
def _names() -> TownNames:
    return TownNames.of(demo_town.registry())


def test_scenario_that_names_what_is_there_fits(tmp_path: Path) -> None:
    assert load(_write(tmp_path, STRANGE), GAZETTEER, _names()).injects


@pytest.mark.parametrize(
    ("right", "wrong", "line", "field", "reason"),
    [
        ('"P-102"]', '"P-999"]', 34, "injects[2].units[1]", "the town has no unit 'P-999'"),
        ('unit = "P-101"', 'unit = "P-998"', 39, "injects[3].unit", "the town has no unit 'P-998'"),
        (
            'item = "fire-out"',
            'item = "tea-ready"',
            16,
            "scenes[0].items[0].item",
            "the checklist of CHEM has no item 'tea-ready'",
        ),
        (
            'by = "fire"',
            'after = ["tea-ready"]',
            16,
            "scenes[0].items[0].after[0]",
            "the checklist of CHEM has no item 'tea-ready'",
        ),
        (
            'by = "fire"',
            'needs = ["levitation"]',
            16,
            "scenes[0].items[0].needs[0]",
            "the town has no capability 'levitation'",
        ),
        (
            'by = "fire"',
            'by = "levitation"',
            16,
            "scenes[0].items[0].by",
            "neither a kind of post nor a capability of the town: 'levitation'",
        ),
        (
            '[[scenes]]\ntype_code = "CHEM"',
            '[[scenes]]\ntype_code = "ALIENS"',
            14,
            "scenes[0].type_code",
            "the town has no incident type 'ALIENS'",
        ),
        (
            '[[scenes]]\ntype_code = "CHEM"',
            '[[scenes]]\ntype_code = "FIGHT"',
            16,
            "scenes[0].items",
            "there is no plan card of FIGHT, and so no checklist",
        ),
        (
            "[[openings]]",
            '[[happens]]\ntype_code = "ALIENS"\n[[openings]]',
            9,
            "happens[1].type_code",
            "the town has no incident type 'ALIENS'",
        ),
    ],
)
def test_what_town_or_card_does_not_have_is_told_with_file_line_and_field(
    tmp_path: Path, right: str, wrong: str, line: int, field: str, reason: str
) -> None:
    assert right in STRANGE
    path = _write(tmp_path, STRANGE.replace(right, wrong, 1))
    assert load(path, GAZETTEER).format == 1  # without the town's names nobody can know
    with pytest.raises(ScenarioError) as told:
        load(path, GAZETTEER, _names())
    assert str(told.value) == f"{path}:{line}: {field}: {reason}"


def test_item_worked_on_at_a_post_that_is_not_on_the_card_is_refused(tmp_path: Path) -> None:
    names = _names()
    card = names.cards["CHEM"]
    posts = tuple(post for post in card.posts if post.kind is not PostKind.RESCUE_LANE)
    fewer = replace(names, cards={"CHEM": msgspec.structs.replace(card, posts=posts)})
    path = _write(tmp_path, STRANGE.replace('by = "fire"', 'by = "rescue_lane"'))
    assert load(path, GAZETTEER, names).scenes
    with pytest.raises(
        ScenarioError, match=r"scenes\[0\]\.items\[0\]\.by: the card has no post of rescue_lane"
    ):
        load(path, GAZETTEER, fewer)


def test_every_scenario_that_comes_with_the_program_fits_the_demo_town_and_its_cards() -> None:
    gazetteer = files.read_gazetteer(demo_town.directory())
    names = TownNames.read(demo_town.directory())
    paths = sorted(DEMO.parent.glob("*.toml"))
    assert len(paths) >= 4
    for path in paths:
        assert load(path, gazetteer, names).scenes
