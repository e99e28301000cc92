"""Every event once and in order, whatever arrives in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.domain.orders.events import ContactLost
from console.link.sequencer import MAX_CATCH_UP, Sequencer, Wanted

STAMP = Stamp(actor="a", role=Role.TRACKER, seat="s")


def event(seq: int) -> Recorded:
    return Recorded(seq=seq, t_ms=seq, stamp=STAMP, event=ContactLost(unit_id="P-1", last_fix_ms=0))


def seqs(events: list[Recorded]) -> list[int]:
    return [recorded.seq for recorded in events]


def test_nothing_is_handed_on_before_the_snapshot() -> None:
    sequencer = Sequencer()
    assert sequencer.begin(10, same_journal=False) == Wanted(-1, -1)
    assert sequencer.on_events([event(11), event(12)]) == []
    assert seqs(sequencer.on_snapshot(10)) == [11, 12]


def test_a_gap_is_asked_for_once_and_later_events_wait() -> None:
    sequencer = Sequencer()
    sequencer.on_snapshot(10)
    assert sequencer.on_events([event(14)]) == []
    assert sequencer.gap() == Wanted(11, 13)
    assert sequencer.gap() is None
    assert seqs(sequencer.on_events([event(11), event(12), event(13)])) == [11, 12, 13, 14]


def test_a_heartbeat_betrays_a_lost_tail() -> None:
    sequencer = Sequencer()
    sequencer.on_snapshot(10)
    assert sequencer.gap(10) is None
    assert sequencer.gap(12) == Wanted(11, 12)


def test_reconnecting_to_the_same_journal_asks_only_for_the_difference() -> None:
    sequencer = Sequencer()
    sequencer.on_snapshot(10)
    assert sequencer.begin(15, same_journal=True) == Wanted(11, 15)
    assert sequencer.begin(10, same_journal=True) is None


def test_another_journal_or_a_long_absence_asks_for_a_snapshot() -> None:
    for hub_seq, same in ((15, False), (5, True), (10 + MAX_CATCH_UP + 1, True)):
        sequencer = Sequencer()
        sequencer.on_snapshot(10)
        assert sequencer.begin(hub_seq, same_journal=same) == Wanted(-1, -1)


@given(st.lists(st.integers(1, 40), max_size=120), st.integers(0, 10))
def test_handed_on_events_are_consecutive_and_never_repeated(arrivals: list[int], start: int) -> None:
    sequencer = Sequencer()
    out = seqs(sequencer.on_snapshot(start))
    for seq in arrivals:
        out += seqs(sequencer.on_events([event(seq)]))
        if (wanted := sequencer.gap()) is not None:
            missing = [event(number) for number in range(wanted.first, wanted.last + 1)]
            out += seqs(sequencer.on_events(missing))
            sequencer.on_caught_up()
    assert out == list(range(start + 1, start + 1 + len(out)))
    assert sequencer.seq == max([start, *arrivals])
