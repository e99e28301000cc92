"""The house of a drill in one process: stepped second by second, the same for the same run, refusals kept."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest

from backend_stub.drill.world import STEP_MS, DrillError, DrillWorld, Ground, journal_id
from backend_stub.town.autopilots.drill_players import Briefing
from console.domain.base.roles import Role, Stream
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AddNote
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.domain.runs.entities import RunState
from console.domain.runs.events import RunEnded
from tests.backend_stub.drill.short_drill import Idle, ground, scenario, world

pytestmark = pytest.mark.slow


class Eager:
    """Asks each second for what nobody may."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def play(self, t_ms: int, picture: Picture, briefing: Briefing) -> Iterable[AnyCommand]:
        self.seen.append(t_ms)
        yield AddNote(incident_id="INC-9999", text="nowhere")


def entries(made: DrillWorld) -> list[bytes]:
    seq = made.store.tail().ends[Stream.OPS][0]
    assert seq > 0
    return [entry.chain for entry in made.store.entries()]


def test_a_step_is_a_second_and_the_player_sees_each_once() -> None:
    player = Eager()
    made = world(player)
    began_ms = made.t_ms
    for _ in range(3):
        made.step()
    assert made.t_ms == began_ms + 3 * STEP_MS
    assert player.seen == [began_ms + STEP_MS, began_ms + 2 * STEP_MS, began_ms + 3 * STEP_MS]


def test_what_the_player_was_refused_is_kept_with_its_time_and_the_world_goes_on() -> None:
    made = world(Eager())
    for _ in range(3):
        made.step()
    assert [(t_ms, answer.code) for t_ms, _, answer in made.refused] == [
        (made.t_ms - 2 * STEP_MS, "unknown_incident"),
        (made.t_ms - STEP_MS, "unknown_incident"),
        (made.t_ms, "unknown_incident"),
    ]


def test_two_of_the_same_run_have_the_same_chain_and_another_seed_another_name() -> None:
    one, two = world(), world()
    for made in (one, two):
        for _ in range(5):
            made.step()
    assert entries(one) == entries(two)
    assert one.journal_id == two.journal_id == journal_id("chemical-plant", 7, "nobody")
    assert (
        len(
            {
                journal_id("a", 7, "x"),
                journal_id("a", 8, "x"),
                journal_id("b", 7, "x"),
                journal_id("a", 7, "y"),
            }
        )
        == 4
    )


def test_two_worlds_on_one_ground_do_not_see_each_other() -> None:
    one, two = world(), world()
    for _ in range(5):
        one.step()
    assert two.t_ms < one.t_ms
    assert two.store.tail().ends[Stream.OPS] != one.store.tail().ends[Stream.OPS] or not one.picture.calls


def test_the_end_is_the_last_entry_and_the_hubs_own() -> None:
    made = world()
    made.step()
    made.end("time")
    assert made.picture.runs["run"].state is RunState.ENDED
    last = list(made.store.read_events(Stream.OPS, 1, made.picture.seq))[-1]
    assert isinstance(last.event, RunEnded)
    assert last.stamp.role is Role.SYSTEM


@pytest.mark.expects_log("cannot be ended")
def test_a_run_that_is_over_is_not_ended_again() -> None:
    made = world()
    made.end("time")
    seq = made.picture.seq
    made.end("again")
    assert made.picture.seq == seq


def test_a_ground_that_the_rules_refuse_cannot_begin() -> None:
    known = ground()
    unit = next(one for one in known.entities if isinstance(one, Unit))
    giant = msgspec.structs.replace(unit, sworn=1 << 62)
    broken = Ground(known.id, known.roads, known.gazetteer, known.planner, (giant,))
    with pytest.raises(DrillError, match="cannot begin"):
        DrillWorld(broken, scenario(), "x", 7, Idle(), "nobody")
