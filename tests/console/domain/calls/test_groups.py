"""Waiting calls of one event group themselves, change by change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.calls.commands import (
    AcceptCall,
    AcknowledgeCall,
    DismissDuplicate,
    MergeCalls,
    ReconsiderDuplicate,
    RejectCall,
    UnmergeCalls,
)
from console.domain.calls.entities import CallState
from console.domain.calls.groups import CallGroups
from console.domain.decide import AnyCommand
from console.domain.evolve import AnyEvent
from console.domain.incidents.commands import CloseIncident
from console.domain.picture import Key
from tests.console.domain.world import HERE, World


class Watched(World):
    """A world whose groups follow each change; `touched` are the rows that may be others."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = CallGroups()
        self.groups.reset(self.picture)
        self.touched: set[str] = set()

    def fold(self, event: AnyEvent, stamp: Stamp) -> list[Key]:
        keys = super().fold(event, stamp)
        if hasattr(self, "groups"):
            self.touched = self.groups.update(keys)
        return keys

    def calls_of(self, call_id: str) -> list[str]:
        group = self.groups.group_of(call_id)
        return [] if group is None else list(group.calls)


def at(north_m: int) -> Place:
    return replace(HERE, lat_e7=HERE.lat_e7 + north_m * 90)


def test_fifty_calls_of_one_event_are_one_group_led_by_the_first() -> None:
    world = Watched()
    ids = []
    for number in range(50):
        ids.append(world.call("explosion", place=at(number % 7 * 40), caller_tag=f"m{number}"))
        world.wait(4_000)
    assert world.calls_of(ids[30]) == ids
    assert world.groups.leader_of(ids[-1]) == ids[0]
    assert len(list(world.groups.groups())) == 1


def test_two_events_at_one_time_stay_two_groups() -> None:
    world = Watched()
    first = [world.call("gas", place=at(0)) for _ in range(3)]
    second = [world.call("theft", place=at(30)) for _ in range(3)]
    far = [world.call("gas", place=at(5_000)) for _ in range(2)]
    assert [world.calls_of(one[0]) for one in (first, second, far)] == [first, second, far]


def test_calls_about_an_open_incident_lean_on_it_and_leave_when_it_closes() -> None:
    world = Watched()
    incident = world.incident("gas")
    late = [world.call("gas", place=at(20)), world.call("gas", place=at(40))]
    assert world.calls_of(late[0]) == late
    assert world.groups.leaning_on(incident) == late
    found = world.groups.likeness_of(late[1])
    assert found is not None
    assert found.other_id == incident
    world.must(CloseIncident(incident_id=incident, disposition="done"))
    assert world.groups.leaning_on(incident) == []
    assert world.calls_of(late[0]) == late


def test_a_group_leans_on_the_incident_that_its_first_call_becomes() -> None:
    world = Watched()
    ids = [world.call("gas") for _ in range(4)]
    world.must(AcceptCall(call_id=ids[0], type_code="gas"))
    assert world.calls_of(ids[1]) == ids[1:]
    assert world.groups.leaning_on("INC-0001") == ids[1:]
    assert world.groups.group_of(ids[0]) is None


def test_a_group_accepted_as_one_is_gone() -> None:
    world = Watched()
    ids = [world.call("gas") for _ in range(4)]
    world.must(AcceptCall(call_id=ids[0], type_code="gas", with_calls=tuple(ids)))
    assert list(world.groups.groups()) == []


def test_what_a_person_said_is_no_duplicate_stands_apart_also_of_the_incident_made_of_it() -> None:
    world = Watched()
    first, second, third = (world.call("gas") for _ in range(3))
    world.must(DismissDuplicate(call_id=third, other_id=first))
    assert world.calls_of(third) == [third]
    assert world.calls_of(first) == [first, second]
    fourth = world.call("gas")
    assert world.calls_of(fourth) in ([first, second, fourth], [third, fourth])
    world.must(AcceptCall(call_id=first, type_code="gas"))
    assert third not in world.groups.leaning_on("INC-0001")
    world.must(ReconsiderDuplicate(call_id=third, other_id=first))
    assert third in world.groups.leaning_on("INC-0001")


def test_a_dismissed_incident_is_not_suspected_again() -> None:
    world = Watched()
    incident, call = world.incident("gas"), world.call("gas")
    world.must(DismissDuplicate(call_id=call, other_id=incident))
    assert world.groups.likeness_of(call) is None
    assert world.groups.leaning_on(incident) == []


def test_an_unlike_call_stands_alone_with_its_suspicion_until_that_is_gone() -> None:
    world = Watched()
    first = world.call("gas")
    second = world.call("", place=at(90))
    assert world.calls_of(second) == [second]
    found = world.groups.likeness_of(second)
    assert found is not None
    assert found.other_id == first
    world.must(RejectCall(call_id=first, reason="prank"))
    assert world.groups.likeness_of(second) is None


def test_the_next_call_leads_when_the_first_leaves() -> None:
    world = Watched()
    ids = [world.call("gas") for _ in range(3)]
    world.must(RejectCall(call_id=ids[0], reason="prank"))
    assert world.touched >= {ids[0], ids[1]}
    assert world.groups.leader_of(ids[2]) == ids[1]


def test_an_unmerged_call_waits_again() -> None:
    world = Watched()
    incident, call = world.incident("gas"), world.call("gas")
    world.must(MergeCalls(call_ids=(call,), incident_id=incident))
    assert world.groups.group_of(call) is None
    world.must(UnmergeCalls(call_ids=(call,)))
    assert world.groups.leaning_on(incident) == [call]


def test_seeing_a_call_changes_its_leaders_row_and_no_group() -> None:
    world = Watched()
    ids = [world.call("gas") for _ in range(3)]
    group = world.groups.group_of(ids[0])
    world.must(AcknowledgeCall(call_id=ids[2]))
    assert world.touched == {ids[0]}
    assert world.groups.group_of(ids[2]) is group


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.sampled_from(("gas", "theft", "")), st.sampled_from((0, 60, 200, 900))),
        st.tuples(st.sampled_from(("accept", "reject", "merge", "unmerge", "close")), st.integers(0, 30)),
        st.tuples(st.just("apart"), st.integers(0, 30), st.integers(0, 30)),
    ),
    max_size=40,
)


@given(STEPS)
def test_whatever_happens_each_waiting_call_stands_in_one_group_led_by_its_oldest(
    steps: list[tuple[str, str | int, int] | tuple[str, int]],
) -> None:
    world = Watched()
    for step in steps:
        world.wait(7_000)
        calls, incidents = list(world.picture.calls), list(world.picture.incidents)
        match step:
            case ("call", str(type_code), north_m):
                world.call(type_code, place=at(north_m))
            case ("apart", int(first), int(second)) if calls:
                one, other = calls[first % len(calls)], calls[second % len(calls)]
                world.ask(DismissDuplicate(call_id=one, other_id=other))
            case ("close", int(number)) if incidents:
                incident_id = incidents[number % len(incidents)]
                world.ask(CloseIncident(incident_id=incident_id, disposition="done"))
            case (what, int(number)) if calls:
                call_id = calls[number % len(calls)]
                world.ask(_ask(what, call_id, incidents))
    waiting = {one.id for one in world.picture.calls.values() if one.state is CallState.REPORTED}
    seen = [call_id for group in world.groups.groups() for call_id in group.calls]
    assert sorted(seen) == sorted(waiting)
    for group in world.groups.groups():
        since = [(world.picture.calls[one].reported_ms, one) for one in group.calls]
        assert since == sorted(since)
        assert all(world.groups.group_of(one) is group for one in group.calls)
        members = set(group.calls)
        assert all(members.isdisjoint(world.picture.calls[one].not_same) for one in members)


def _ask(what: str, call_id: str, incidents: list[str]) -> AnyCommand:
    if what == "accept":
        return AcceptCall(call_id=call_id, type_code="gas")
    if what == "reject":
        return RejectCall(call_id=call_id, reason="prank")
    if what == "merge" and incidents:
        return MergeCalls(call_ids=(call_id,), incident_id=incidents[-1])
    return UnmergeCalls(call_ids=(call_id,))
