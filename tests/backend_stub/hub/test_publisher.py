"""Frames of events stay within their bound, however large the events are, and lose none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.hub.publisher import event_frames
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.domain.incidents.events import NoteAdded
from console.domain.registry.bounds import MAX_RING_NUMBERS
from console.domain.registry.commands import Register
from console.domain.registry.entities import Grid
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import TooLargeError
from tests.console.wire.samples import STAMP

from .house import Client, House

MIB = 1024 * 1024


def part(events: tuple[Recorded, ...], end: bool) -> m.EventsPart:
    """What catch-up sends."""
    return m.EventsPart(id="e", stream=Stream.OPS, events=events, last_part=end)


def note(seq: int, mib: int) -> Recorded:
    """An event of so many megabytes."""
    event = NoteAdded(incident_id="INC-0001", text="x" * (mib * MIB))
    return Recorded(seq=seq, t_ms=seq, stamp=STAMP, event=event)


@given(sizes=st.lists(st.integers(0, 9), min_size=0, max_size=8), end=st.booleans())
@settings(max_examples=25)
def test_events_of_any_size_come_in_order_and_the_last_frame_alone_is_marked(
    sizes: list[int], end: bool
) -> None:
    events = tuple(note(seq, mib) for seq, mib in enumerate(sizes, start=1))
    frames = list(event_frames(events, part, end=end))
    assert all(len(frame) <= codec.MAX_HUB_FRAME for frame in frames)
    parts = [codec.decode_hub(frame) for frame in frames]
    assert [one.seq for each in parts if isinstance(each, m.EventsPart) for one in each.events] == [
        event.seq for event in events
    ]
    marks = [each.last_part for each in parts if isinstance(each, m.EventsPart)]
    assert marks == [False] * (len(frames) - 1) + [end]


def test_events_that_fit_are_one_frame() -> None:
    assert len(list(event_frames(tuple(note(seq, 1) for seq in range(1, 9)), part))) == 1


def test_event_that_fits_in_no_frame_is_said() -> None:
    with pytest.raises(TooLargeError):
        list(event_frames((note(1, 17),), partial(part)))


OF_ONE = 38
"""Grids of one command: not quite as much as a seat may send at once in two."""


def grid(number: int) -> Grid:
    """One of some hundred kilobytes, as large as grids may be."""
    side = [(10**9 + n, 10**8 + number) for n in range(MAX_RING_NUMBERS // 2 - 2)]
    ring = [*side, (10**9, 2 * 10**8), side[0]]
    return Grid(
        id=f"G-{number}",
        name_zh="网格",
        name_en="Grid",
        subdistrict_zh="街道",
        subdistrict_en="Street",
        ring_e7=tuple(value for corner in ring for value in corner),
    )


def test_hub_goes_on_when_what_is_registered_at_once_is_larger_than_a_frame(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        admins, reader = [house.person("chen", f"A-{n}") for n in range(3)], house.program("TOWN")
        ops = reader.join()
        first = house.opened.hub.seq(Stream.OPS) + 1
        large = [grid(number) for number in range(6 * OF_ONE)]
        for number, admin in enumerate(2 * admins):
            some = tuple(large[number * OF_ONE : (number + 1) * OF_ONE])
            admin.send(codec.encode(admin.frame(Register(entities=some))))
        answers = [admin.receive() for admin in 2 * admins]
        assert all(isinstance(answer, m.Accepted) for answer in answers)
        seqs: list[int] = []
        while len(seqs) < len(large):
            message = reader.receive(ops)
            assert message is not None
            if isinstance(message, m.EventBatch):
                seqs += [recorded.seq for recorded in message.events]
        assert seqs == list(range(first, first + len(large)))
        catchup = reader.socket("catchup")
        get = m.GetEvents(id="e", ticket=reader.ticket, first=first, last=seqs[-1])
        again: list[int] = []
        message = reader.ask(get, catchup)
        while isinstance(message, m.EventsPart):
            again += [recorded.seq for recorded in message.events]
            message = None if message.last_part else reader.receive(catchup)
        assert again == seqs


DEAF = 24
PLANS = 24


def plan(number: int) -> m.Rings:
    """One of some two megabytes, as large as plans may be."""
    ring = number.to_bytes(4, "little") * (MIB // 2 - 64)
    return m.Rings(number=number, incident_id="INC-0001", minutes=(5,), rings_i32=((ring,),))


def tell(planner: Client, plans: list[m.Rings]) -> None:
    """Have them relayed; back when the hub has."""
    for one in plans:
        planner.send(codec.encode(m.PutPlan(plan=one)))
    assert isinstance(planner.ask(m.Ping(sent_ns=1)), m.Pong)


def test_hub_keeps_a_frame_once_however_many_have_not_read_it_yet(tmp_path: Path) -> None:
    """Issue 8, fan-out: it was copied for each of them."""
    with House(tmp_path) as house:
        planner, hears = house.program("BESIDE"), house.person("li")
        heard = hears.join("telemetry")
        deaf = [house.program("BESIDE").join("telemetry", small=True) for _ in range(DEAF)]
        tell(planner, [plan(0)])
        assert hears.receive(heard) == plan(0)
        before = psutil.Process().memory_info().rss
        tell(planner, [plan(number) for number in range(1, PLANS)])
        assert [hears.receive(heard) for _ in range(1, PLANS)] == [plan(number) for number in range(1, PLANS)]
        grown = psutil.Process().memory_info().rss - before
        assert grown < DEAF * PLANS * 2 * MIB / 4
        # what each of them reads at last is whole, whatever became of the frame for the others
        assert [hears.receive(deaf[0]) for _ in range(PLANS)] == [plan(n) for n in range(PLANS)]


def test_frame_lives_on_for_who_has_not_read_it_when_others_leave_or_lose_their_right(tmp_path: Path) -> None:
    """The adversary: some read at once, one goes, one is signed out, while the frame still waits for the last."""
    with House(tmp_path) as house:
        planner, hears, leaves = house.program("BESIDE"), house.person("li"), house.program("TOWN")
        signs_out, late = house.person("wang"), house.person("zhou")
        heard = hears.join("telemetry")
        left = leaves.join("telemetry", small=True)
        over, waiting = signs_out.join("telemetry"), late.join("telemetry", small=True)
        tell(planner, [plan(number) for number in range(4)])
        left.close(0)
        assert isinstance(signs_out.ask(m.SignOut()), m.SignedOut)
        tell(planner, [plan(number) for number in range(4, 8)])
        assert [hears.receive(heard) for _ in range(8)] == [plan(number) for number in range(8)]
        got = [signs_out.receive(over, 500) for _ in range(5)]
        assert got == [*(plan(number) for number in range(4)), None]
        assert [late.receive(waiting) for _ in range(8)] == [plan(number) for number in range(8)]
