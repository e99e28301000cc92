"""The three scenarios of the program: files that fit, and the worlds in them, played by each autopilot."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.drill.runner import run
from backend_stub.drill.world import DrillWorld
from backend_stub.town.autopilots.drill_players import NAIVE, OPTIMAL, make_player
from backend_stub.town.scenario import ScenarioError, load
from console.domain.base.roles import Stream
from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import judge
from console.planning.plan_cards import load_cards
from tests.backend_stub.drill.short_drill import NAMES, SCENARIOS, ground, scenario

CHEMICAL = (SCENARIOS / "chemical-plant.toml").read_text("utf-8")


def play(name: str, player: str, seed: int) -> MusterResult:
    """The judged muster of a whole run."""
    world = DrillWorld(ground(), scenario(name), name, seed, make_player(player, seed), player)
    run(world, scenario(name).drill.lasts_s * 1000)
    judgement = judge(world.store.read_events(Stream.OPS, 1, world.picture.seq))
    assert judgement.musters, f"{name}: nobody activated a muster"
    return judgement.musters[0]


def passed(muster: MusterResult) -> dict[str, bool]:
    """Gates by name."""
    return {gate.gate: gate.state == "passed" for gate in muster.gates}


@pytest.mark.parametrize("name", NAMES)
def test_scenario_opens_with_a_level_1_incident_that_has_a_plan_card(name: str) -> None:
    cards = load_cards()
    assert any(opening.type_code in cards for opening in scenario(name).openings)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_optimal_autopilot_passes_every_gate(name: str) -> None:
    muster = play(name, OPTIMAL, scenario(name).seed)
    assert all(passed(muster).values()), passed(muster)
    assert muster.contradictions == ()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_naive_autopilot_fails_a_gate_in_at_least_two_of_three() -> None:
    failed = [name for name in NAMES if not all(passed(play(name, NAIVE, scenario(name).seed)).values())]
    assert len(failed) >= 2, failed


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [7])
def test_pile_up_is_missed_on_the_road_by_naive_and_passed_by_optimal(seed: int) -> None:
    """J19: naive passed all three clocks and failed for a reason that nobody had typed only."""
    name = "multi-vehicle-collision"
    naive = passed(play(name, NAIVE, seed))
    assert not naive["arrive"], naive
    optimal = passed(play(name, OPTIMAL, seed))
    assert all(optimal.values()), optimal


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("seed = 7", 'seed = "seven"', "seed"),
        ("lasts_s = 2100", "lasts_s = 5", "drill.lasts_s"),
        ("starts = 2026-06-18T20:41:00+08:00", "starts = 2026-06-18T20:41:00", "drill.starts"),
        ('place = "松泰化工厂"', 'place = "松泰化工场"', "openings[3].place"),
        ('type_code = "CHEM"', 'type_code = "CHEMICAL"', "openings[3].type_code"),
        ("factor = 0.3", "factor = 3", "injects[0].factor"),
        ("radius_m = 140", "radius = 140", "injects[1].radius"),
        ('kind = "decline"', 'kind = "refuse"', "injects[3].kind"),
        ("from_deg = 50", "from_deg = 360", "wind.from_deg"),
        ('item = "fire-out"\n', "", "scenes[0].items[0].item"),
        ("acknowledge_s = [4, 24]", "acknowledge_s = [24, 4]", "manners.acknowledge_s"),
        ("decline_share = 0.05", "decline_share = 5", "manners.decline_share"),
        ("format = 1", "format = 9", "format"),
    ],
)
def test_scenario_that_is_wrong_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    assert old in CHEMICAL
    path = tmp_path / "drill.toml"
    path.write_text(CHEMICAL.replace(old, new, 1), "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path, ground().gazetteer)
    error = caught.value
    assert error.field == field
    lines = path.read_text("utf-8").splitlines()
    name = field.rpartition(".")[2].partition("[")[0]
    near = "\n".join(lines[error.line - 1 : error.line])
    assert name in near or near.startswith("[["), (error.line, near)
    assert str(error).startswith(f"{path}:{error.line}: {field}: ")


def test_scenario_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "drill.toml"
    path.write_text(CHEMICAL.replace("[wind]", "[wind", 1), "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert path.read_text("utf-8").splitlines()[caught.value.line - 1] == "[wind"
