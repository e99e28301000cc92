"""Plan cards: those that come with the program, and what a wrong file is told."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from console.domain.base.place import Place
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.plan import ClockModel, CountPolicy, MusterMode, PostKind
from console.geo import offset_m
from console.planning.plan_cards import (
    PLANS,
    PlanCardError,
    TownTerms,
    layout,
    load_card,
    load_cards,
    plan_of,
)
from tests.backend_stub.town import demo_town

TERMS = TownTerms.of(INCIDENT_TYPES, ())
GOOD = (PLANS / "chemical-explosion.toml").read_text("utf-8")
SCENE = Place(lon_e7=1179000000, lat_e7=368000000)


def written(tmp_path: Path, old: str, new: str, count: int = 1) -> Path:
    assert old in GOOD
    path = tmp_path / "card.toml"
    path.write_text(GOOD.replace(old, new, count), "utf-8")
    return path


def refused(tmp_path: Path, old: str, new: str) -> PlanCardError:
    """What a good card is told when `old` is replaced by `new` (at its first place)."""
    with pytest.raises(PlanCardError) as caught:
        load_card(written(tmp_path, old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'card.toml'}:{caught.value.line}: ")
    return caught.value


def line_of(tmp_path: Path, words: str) -> int:
    lines = (tmp_path / "card.toml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def metres(lon_e7: int, lat_e7: int) -> tuple[float, float]:
    """East and north of the scene."""
    return offset_m(SCENE.lon_e7, SCENE.lat_e7, lon_e7, lat_e7)


def test_every_level_1_type_of_the_demo_town_has_a_card() -> None:
    level_1 = {kind.id for kind in INCIDENT_TYPES if kind.level == 1 and kind.kind is IncidentKind.EMERGENCY}
    assert level_1 <= load_cards().keys()


@pytest.mark.parametrize("type_code", sorted(load_cards()))
def test_posts_of_a_card_take_thirty_officers_and_every_kind_of_post(type_code: str) -> None:
    card = load_cards()[type_code]
    assert sum(post.officers for post in card.posts) == 30
    assert {post.kind for post in card.posts} == set(PostKind)
    assert len(card.tasks) >= 4
    assert len(card.checklist) >= 4
    assert card.contacts


@pytest.mark.parametrize("type_code", sorted(load_cards()))
def test_every_word_of_a_card_is_there_in_both_languages(type_code: str) -> None:
    card = load_cards()[type_code]
    pairs = [(card.name_zh, card.name_en), (card.gear_zh, card.gear_en)]
    pairs += [(task.zh, task.en) for task in card.tasks]
    pairs += [(item.zh, item.en) for item in card.checklist]
    pairs += [(post.name_zh, post.name_en) for post in card.posts]
    pairs += [(contact.name_zh, contact.name_en) for contact in card.contacts]
    for chinese, english in pairs:
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese)
        assert english.isascii()


def test_a_card_keeps_the_rules_defaults_unless_it_overrides_them(tmp_path: Path) -> None:
    card = load_card(written(tmp_path, "rally_radius_m = 150", "strength = 60\nmuster_ms = 900000"))
    assert card.muster_limits.strength == 60
    assert card.muster_limits.muster_ms == 900_000
    assert card.muster_limits.hold_ms == 10_000
    assert card.count_policy == CountPolicy()


def test_posts_are_laid_out_as_seen_from_upwind() -> None:
    posts, _ = layout(load_cards()["CHEM"], SCENE.lon_e7, SCENE.lat_e7, 90)
    command = next(post for post in posts if post.kind is PostKind.SCENE_COMMAND)
    assert metres(command.lon_e7, command.lat_e7) == pytest.approx((450, 0), abs=1)
    posts, _ = layout(load_cards()["CHEM"], SCENE.lon_e7, SCENE.lat_e7, None)
    assert metres(posts[0].lon_e7, posts[0].lat_e7) == pytest.approx((0, 450), abs=1)


def test_posts_that_count_from_north_do_not_turn_with_the_wind() -> None:
    card = load_cards()["ATTACK"]
    assert layout(card, 0, 0, 0)[0] == layout(card, 0, 0, 123)[0]


@pytest.mark.parametrize("wind", [0, 45, 200])
@pytest.mark.parametrize("type_code", sorted(load_cards()))
def test_work_area_is_a_closed_ring_around_every_post(type_code: str, wind: int) -> None:
    posts, ring = layout(load_cards()[type_code], SCENE.lon_e7, SCENE.lat_e7, wind)
    assert ring[:2] == ring[-2:]
    corners = [metres(*ring[i : i + 2]) for i in range(0, len(ring), 2)]
    for post in posts:
        x, y = metres(post.lon_e7, post.lat_e7)
        crossings = sum(
            (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
            for a, b in itertools.pairwise(corners)
        )
        assert crossings % 2 == 1, post.id


def test_work_area_reaches_farthest_downwind() -> None:
    _, ring = layout(load_cards()["CHEM"], SCENE.lon_e7, SCENE.lat_e7, 0)
    assert metres(*ring[0:2])[1] == pytest.approx(650, abs=1)
    assert metres(*ring[24:26])[1] == pytest.approx(-900, abs=1)


def test_order_is_prefilled_from_the_card() -> None:
    card = load_cards()["CHEM"]
    rally = Place(lon_e7=1179100000, lat_e7=368000000)
    plan = plan_of(card, SCENE, rally, wind_from_deg=90, proposal="balanced")
    assert plan.rally == rally
    assert (plan.posts, plan.work_area_e7) == layout(card, SCENE.lon_e7, SCENE.lat_e7, 90)
    assert plan.checklist[0].post == "scene_command"
    assert plan.checklist[-1].post == ""
    assert (plan.card, plan.proposal) == (card.id, "balanced")
    assert (plan.mode, plan.clock_model) == (MusterMode.RALLY_POINT, ClockModel.SEQUENTIAL)
    assert (plan.gear_zh, plan.gear_en, plan.channel) == (card.gear_zh, card.gear_en, card.channel)


def test_posts_laid_on_streets_by_the_planner_go_before_the_cards_own() -> None:
    card = load_cards()["CHEM"]
    posts, ring = layout(card, 0, 0, 0)
    plan = plan_of(card, SCENE, None, posts=posts, work_area_e7=ring)
    assert (plan.posts, plan.work_area_e7) == (posts, ring)


# -- wrong files -------------------------------------------------------------------------------------------------------


def test_names_line_of_what_is_no_toml(tmp_path: Path) -> None:
    error = refused(tmp_path, "format = 1", "format 1")
    assert error.line == line_of(tmp_path, "format 1")


def test_names_field_of_a_wrong_type(tmp_path: Path) -> None:
    error = refused(tmp_path, "officers = 4", 'officers = "four"')
    assert (error.line, error.field) == (line_of(tmp_path, '"four"'), "posts[0].officers")


def test_names_field_that_is_unknown(tmp_path: Path) -> None:
    error = refused(tmp_path, "distance_m = 450", "distance_m = 450\nradius = 30")
    assert (error.line, error.field) == (line_of(tmp_path, "radius = 30"), "posts[0].radius")


def test_names_field_that_is_missing(tmp_path: Path) -> None:
    error = refused(tmp_path, 'name_en = "Scene command, upwind"\n', "")
    assert (error.line, error.field) == (line_of(tmp_path, "[[posts]]"), "posts[0].name_en")


def test_names_field_out_of_its_bounds(tmp_path: Path) -> None:
    error = refused(tmp_path, "bearing_deg = 285", "bearing_deg = 400")
    assert (error.line, error.field) == (line_of(tmp_path, "400"), "posts[1].bearing_deg")


def test_names_post_of_no_kind_there_is(tmp_path: Path) -> None:
    error = refused(tmp_path, 'kind = "rescue_lane"', 'kind = "lifeboat"')
    assert (error.line, error.field) == (line_of(tmp_path, "lifeboat"), "posts[7].kind")


def test_names_limit_that_is_unknown(tmp_path: Path) -> None:
    error = refused(tmp_path, "rally_radius_m = 150", "rally_radius = 150")
    assert (error.line, error.field) == (line_of(tmp_path, "rally_radius = 150"), "limits.rally_radius")


def test_names_limit_that_is_no_number(tmp_path: Path) -> None:
    error = refused(tmp_path, "rally_radius_m = 150", "hold_ms = 5\nrally_radius_m = 'far'")
    assert (error.line, error.field) == (line_of(tmp_path, "'far'"), "limits.rally_radius_m")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("format = 1", "format = 2", "format"),
        ('id = "cordon-right"', 'id = "cordon-left"', "posts[2].id"),
        ('id = "evacuated"', 'id = "fire-out"', "checklist[2].id"),
        ("distance_m = 420", "distance_m = 640", "posts[1].distance_m"),
        ("max_m = 2600", "max_m = 700", "rally.max_m"),
        ("officers = 4", "officers = 90", "posts"),
        ('kind = "scene_command"', 'kind = "cordon"', "posts"),
        ('channel = "TG-21"', 'channel = "TG-21"\nclock_model = "parallel"', "clock_model"),
        ('number = "100-0000-2101"', 'number = ""', "contacts[1]"),
        ("rally_radius_m = 150", "strength = 0", "limits.strength"),
        ('kind = "rescue_lane"', 'kind = "traffic"', "checklist[3].post"),
    ],
)
def test_names_field_of_what_contradicts_the_rest(tmp_path: Path, old: str, new: str, field: str) -> None:
    error = refused(tmp_path, old, new)
    assert error.field == field
    assert 1 <= error.line <= len(GOOD.splitlines()) + 2


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ('type_code = "CHEM"', 'type_code = "ALIENS"', "type_code", "the town has no incident type 'ALIENS'"),
        ("cordon = 6", "levitation = 6", "quotas.levitation", "the town has no capability 'levitation'"),
    ],
)
def test_names_field_of_what_the_town_does_not_have(
    tmp_path: Path, old: str, new: str, field: str, reason: str
) -> None:
    path = written(tmp_path, old, new)
    assert load_card(path).format == 1  # without a town nobody can know
    with pytest.raises(PlanCardError) as caught:
        load_card(path, TERMS)
    line = line_of(tmp_path, new)
    assert (caught.value.line, caught.value.field, caught.value.reason) == (line, field, reason)
    assert str(caught.value) == f"{path}:{line}: {field}: {reason}"


def test_capability_is_known_where_only_a_unit_of_the_town_has_it(tmp_path: Path) -> None:
    path = written(tmp_path, "cordon = 6", "diving = 6")
    unit = replace(demo_town.registry().units[0], capabilities=("diving",))
    assert load_card(path, TownTerms.of(INCIDENT_TYPES, (unit,))).quotas["diving"] == 6


def test_card_without_quotas_asks_for_no_capability(tmp_path: Path) -> None:
    start, _, rest = GOOD.partition("[quotas]")
    path = tmp_path / "card.toml"
    path.write_text(start + rest[rest.index("[limits]") :], "utf-8")
    assert load_card(path, TERMS).quotas == {}


def test_card_without_posts_is_refused(tmp_path: Path) -> None:
    start, _, rest = GOOD.partition("[[posts]]")
    path = tmp_path / "card.toml"
    path.write_text(start + rest[rest.index("[[contacts]]") :], "utf-8")
    with pytest.raises(PlanCardError, match="posts"):
        load_card(path)


def test_every_card_that_comes_with_the_program_fits_the_demo_town() -> None:
    assert load_cards(terms=TERMS) == load_cards()


def test_two_cards_of_one_type_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(PlanCardError, match=r"b\.toml:5: type_code: CHEM has a card already"):
        load_cards(tmp_path)


def test_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanCardError, match="no such directory"):
        load_cards(tmp_path / "absent")
