"""Calls that leave the picture are found by their time, and the same whoever kept count and since when."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from console.domain.base.limits import NUMBERS
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, ArchiveCall, EraseReport, RejectCall
from console.domain.calls.entities import Call
from console.domain.calls.leaving import LeavingCalls
from console.domain.decide import due
from console.domain.evolve import evolve
from console.domain.picture import Picture
from tests.console.domain.world import World

AFTER_MS = NUMBERS.archive_after_ms
STEPS = ("reject", "accept", "erase", "wait", "tick")


class Counted(dict[str, Call]):
    """Calls that are counted as they are looked at."""

    looks = 0

    def get(self, key: str, default: Any = None) -> Any:
        """Counted."""
        self.looks += 1
        return super().get(key, default)

    def values(self) -> Any:
        """Counted as a look at each."""
        self.looks += len(self)
        return super().values()


def test_ten_thousand_open_calls_are_not_walked_through_each_second() -> None:
    """2 ms of each tick went by at 10,000 calls, and more with each call more."""
    world = World()
    for _ in range(3):
        world.call()
    first, second, third = world.picture.calls.values()
    world.must(RejectCall(call_id=third.id, reason="false_alarm"))
    world.picture.calls.update({f"C-{n:06d}": first for n in range(10, 10_010)})
    leaving = LeavingCalls(world.picture)
    world.picture.calls = calls = Counted(world.picture.calls)
    for t_ms in range(0, AFTER_MS, 60_000):
        assert due(world.picture, third.reported_ms + t_ms, leaving=leaving) == []
    assert calls.looks == 0
    assert due(world.picture, third.reported_ms + AFTER_MS, leaving=leaving) == [
        ArchiveCall(call_id=third.id)
    ]
    assert calls.looks == 1
    assert second.id in calls


def test_call_is_due_from_its_very_millisecond_until_it_has_left_and_once() -> None:
    """Too early, in time, late, noted twice, gone."""
    world = World()
    call_id = world.call()
    leaving = LeavingCalls(world.picture)
    reported_ms = world.picture.calls[call_id].reported_ms
    world.must(RejectCall(call_id=call_id, reason="false_alarm"))
    for _ in range(2):
        leaving.touch([("calls", call_id), ("incidents", call_id), ("calls", "C-000099")])
    gone = [ArchiveCall(call_id=call_id)]
    assert leaving.due(reported_ms + AFTER_MS - 1, NUMBERS) == []
    assert leaving.due(reported_ms + AFTER_MS, NUMBERS) == gone
    assert leaving.due(reported_ms + 9 * AFTER_MS, NUMBERS) == gone  # the hub could not do it: still due
    world.must(gone[0], Role.SYSTEM)
    leaving.touch([("calls", call_id)])
    assert leaving.due(reported_ms + 9 * AFTER_MS, NUMBERS) == []


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), max_size=40))
def test_who_kept_count_finds_what_somebody_finds_who_begins_now(steps: list[tuple[str, int]]) -> None:
    """Beside a picture that is folded event by event, as the hub's is."""
    world, twin = World(), Picture()
    leaving, folded = LeavingCalls(twin), 0
    calls = [world.call() for _ in range(6)]
    for what, number in steps:
        match what:
            case "reject":
                world.ask(RejectCall(call_id=calls[number], reason="false_alarm"))
            case "accept":
                world.ask(AcceptCall(call_id=calls[number], type_code="theft"))
            case "erase":
                world.ask(EraseReport(call_id=calls[number], reason="asked"), Role.ADMIN)
            case "wait":
                world.wait(AFTER_MS // 3)
                calls[number] = world.call()
            case _:
                for command in leaving.due(world.t_ms, NUMBERS):
                    world.must(command, Role.SYSTEM)
        for recorded in world.journal[folded:]:
            leaving.touch(evolve(twin, recorded))
        folded = len(world.journal)
        assert leaving.due(world.t_ms, NUMBERS) == LeavingCalls(world.picture).due(world.t_ms, NUMBERS)
