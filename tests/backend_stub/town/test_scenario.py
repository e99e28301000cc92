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


# -- what would never come about, or nobody would see -----------------------------------------------------------------

TOLD = (
    BODY.replace(
        'type_code = "CHEM"\n\n[[openings]]',
        """type_code = "CHEM"
sites = ["chemical_plant"]
effect = "fire smoke"
sources = [{ channel = "phone", words = ["{place}着火了"] }]

[[openings]]""",
        1,
    )
    + """
[drill]
starts = 2026-06-18T20:41:00+08:00
lasts_s = 600
"""
)


@pytest.mark.parametrize(
    ("right", "wrong", "field", "reason"),
    [
        (
            '"phone"',
            '"phon"',
            "happens[0].sources[0].channel",
            "'phon' is none of phone, .*; did you mean 'phone'",
        ),
        (
            "fire smoke",
            "fire smok",
            "happens[0].effect",
            "'smok' is none of smoke, fire, crash, crowd; did you mean",
        ),
        ('["chemical_plant"]', '["chemical_plnt"]', "happens[0].sites[0]", "did you mean 'chemical_plant'"),
        ("{place}", "{plaec}", "happens[0].sources[0].words[0]", "only {place} is filled in"),
        ("{place}着", "{place}{着", "happens[0].sources[0].words[0]", "only {place} is filled in"),
        ("at_s = 4", "at_s = 600", "openings[0].at_s", r"after the end of the run \(drill.lasts_s = 600\)"),
        ("at_s = 60\n", "at_s = 601\n", "injects[1].at_s", "after the end of the run"),
        ("[[openings]]", '[[happens]]\ntype_code = "CHEM"\n[[openings]]', "happens[1].type_code", "already"),
        ("distance_m = 400", "distance_m = 20000", "injects[0].distance_m", "outside the town"),
        (
            'place = "scene"\nbearing_deg = 90\ndistance_m = 400',
            'place = "Plant"\nbearing_deg = 90\ndistance_m = 20000',
            "injects[0].distance_m",
            "20000 m from 'Plant' lies outside the town",
        ),
        ('place = "scene"', 'place = "118.05, 36.81"', "injects[0].place", "are coordinates: name a place"),
        ('place = "scene"', 'place = "scen"', "injects[0].place", "did you mean 'scene'"),
        ('place = "松泰化工厂"', 'place = "松泰化工"', "openings[0].place", "did you mean '松泰化工厂'"),
        ('kind = "breakdown"', 'kind = "breakdwn"', "injects[1].kind", "did you mean 'breakdown'"),
        ("at_s = 60\n", 'at_s = "60"\n', "injects[1].at_s", "write it without quotes"),
        ("+08:00", "", "drill.starts", "needs the offset from UTC"),
        ('place = "松泰化工厂"', "place = [118.0, 36.8]", "openings[0].place", "coordinates are not taken"),
        ('type_code = "CHEM"\nplace', 'type_code = "FIRE"\nplace', "openings[0].type_code", "add one for it"),
    ],
)
def test_what_would_never_come_about_is_told_with_file_line_field_and_remedy(
    tmp_path: Path, right: str, wrong: str, field: str, reason: str
) -> None:
    """K19, K20."""
    assert right in TOLD
    assert load(_write(tmp_path, TOLD), GAZETTEER).drill.lasts_s == 600
    text = TOLD.replace(right, wrong, 1)
    with pytest.raises(ScenarioError, match=reason) as told:
        load(_write(tmp_path, text), GAZETTEER)
    assert told.value.field == field
    key = field.rpartition(".")[2].partition("[")[0]
    assert key in text.splitlines()[told.value.line - 1] or "[[" in text.splitlines()[told.value.line - 1]


@pytest.mark.parametrize("length", [2, 3, 5])
def test_items_that_wait_for_each_other_in_a_circle_are_refused(tmp_path: Path, length: int) -> None:
    """K19; items that hang on a circle without being of it are not blamed, and a diamond is none."""
    ring = [f'{{ item = "i{n}", work = 9, after = ["i{(n + 1) % length}"] }}' for n in range(length)]
    waits = '{ item = "outside", work = 9, after = ["i0"] }'
    with pytest.raises(ScenarioError, match="nothing of this can ever begin: i0 → i1") as told:
        load(
            _write(tmp_path, f'{HEAD}[[scenes]]\ntype_code = "CHEM"\nitems = [{", ".join([waits, *ring])}]\n')
        )
    assert told.value.field == "scenes[0].items[1].after"
    diamond = [
        '{ item = "a", work = 9, after = ["b", "c"] }',
        '{ item = "b", work = 9, after = ["d"] }',
        '{ item = "c", work = 9, after = ["d"] }',
    ]
    assert load(
        _write(tmp_path, f'{HEAD}[[scenes]]\ntype_code = "CHEM"\nitems = [{", ".join(diamond)}]\n')
    ).scenes


def test_file_that_says_no_end_may_go_on_for_as_long_as_it_likes(tmp_path: Path) -> None:
    """K19: the demo's scenario has no run that ends."""
    assert (
        load(_write(tmp_path, BODY.replace("at_s = 4", "at_s = 40000")), GAZETTEER).openings[0].at_s == 40_000
    )


@pytest.mark.parametrize("seed", ["12345678901234567890123", "-1", str(2**53)])
def test_seed_that_no_program_can_hold_is_refused(tmp_path: Path, seed: str) -> None:
    """K15."""
    with pytest.raises(ScenarioError, match="seed: must be at"):
        load(_write(tmp_path, f"{HEAD}seed = {seed}\n"))
    assert load(_write(tmp_path, f"{HEAD}seed = {2**53 - 1}\n")).seed == 2**53 - 1


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
