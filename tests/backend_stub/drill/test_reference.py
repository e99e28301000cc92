"""T* is how soon the optimal autopilot musters in the same world: at the rally point taken, and at the one ordered."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend_stub.drill.reference import NOT_KNOWN, Reference, first_muster, reference, took_ms
from backend_stub.drill.world import DrillWorld
from backend_stub.town.autopilots.drill_players import OPTIMAL, make_player
from console.domain.base.place import Place
from console.domain.musters.entities import Activation, Muster
from console.domain.picture import Picture
from tests.backend_stub.drill.short_drill import ground, scenario

NAME = "multi-vehicle-collision"
SEED = 4


def mustered(t1_ms: int) -> Muster:
    """A muster that began after ten seconds."""
    return Muster(
        id="M-0001",
        incident_id="INC-0001",
        t0_ms=10_000,
        activation=Activation.LEADER,
        activated_by="wang",
        t1_ms=t1_ms,
    )


def test_without_a_muster_there_is_no_t_star() -> None:
    assert first_muster(Picture()) is None
    assert reference(ground(), scenario(NAME), NAME, SEED, None, own=False) == NOT_KNOWN


def test_own_time_of_the_optimal_autopilot_is_its_t_star() -> None:
    star = reference(ground(), scenario(NAME), NAME, SEED, mustered(430_000), own=True)
    assert star == Reference(420_000, 420_000)
    assert took_ms(mustered(-1)) == -1


def test_stopped_run_looks_for_none() -> None:
    star = reference(ground(), scenario(NAME), NAME, SEED, mustered(1), own=False, stopped=lambda: True)
    assert star == NOT_KNOWN


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_t_star_is_found_in_the_very_same_world_and_apart_for_the_rally_point_that_was_ordered() -> None:
    world = DrillWorld(ground(), scenario(NAME), NAME, SEED, make_player(OPTIMAL, SEED), OPTIMAL)
    while took_ms(first_muster(world.picture)) < 0 and world.t_ms < 900_000:
        world.step()
    muster = first_muster(world.picture)
    assert muster is not None
    assert muster.plan is not None
    assert muster.plan.rally is not None
    near = muster.plan.rally
    other = Place(lon_e7=near.lon_e7 - 120_000, lat_e7=near.lat_e7, text_zh="别处", text_en="Elsewhere")
    elsewhere = replace(muster, plan=replace(muster.plan, rally=other))
    star = reference(ground(), scenario(NAME), NAME, SEED, elsewhere, own=False)
    assert star.t_star_anywhere_ms == min(took_ms(muster), star.t_star_ms)
    assert star.t_star_ms not in (-1, took_ms(muster))
