"""Scenario files are read, and what does not fit is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.intake.reports import RawReport, to_command
from backend_stub.town import files
from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from backend_stub.town.scenario import DEMO, ScenarioError, load
from backend_stub.town.scenario_story import BreakdownInject, ClosureInject, Moment, SceneItem
from console.planning.plan_cards import load_cards
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


def test_every_scenario_that_comes_with_the_program_fits_the_demo_town_and_its_cards() -> None:
    gazetteer = files.read_gazetteer(demo_town.directory())
    cards = load_cards()
    paths = sorted(DEMO.parent.glob("*.toml"))
    assert len(paths) >= 4
    for path in paths:
        plan = load(path, gazetteer)
        for scene in plan.scenes:
            known = {item.id for item in cards[scene.type_code].checklist}
            assert {item.item for item in scene.items} <= known
            assert {name for item in scene.items for name in item.after} <= known
