"""Lanes are the events of a journal, each in one of them; bands are what the gates say."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.link.past_view import MusterSpan
from console.panels.past.lanes import LANES, LaneReader, bands
from console.review.layout import Layout
from console.words.events import EMPHASISED_TAGS, KIND_OF_TAG
from tests.console.review.golden_files import unpack


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return Layout(unpack(tmp_path_factory.mktemp("golden")))


def test_each_event_is_in_one_lane_however_the_journal_was_read(layout: Layout) -> None:
    reader = LaneReader()
    while layout.read_on(77):
        assert reader.read(layout)
    assert not reader.read(layout), "nothing has come up since"
    assert sum(len(one.times) + len(one.strong) for one in reader.lanes) == layout.count
    for lane in reader.lanes:
        for strong, times in ((False, lane.times), (True, lane.strong)):
            wanted = [
                layout.t_ms(seq)
                for seq in range(1, layout.count + 1)
                if KIND_OF_TAG[layout.type_of(seq)] == lane.key
                and (layout.type_of(seq) in EMPHASISED_TAGS) is strong
            ]
            assert times.tolist() == wanted
    assert [one.key for one in reader.lanes] == list(LANES)


def test_another_journal_is_read_from_its_beginning(layout: Layout, tmp_path: Path) -> None:
    reader = LaneReader()
    reader.read(layout)
    other = Layout(unpack(tmp_path, "demo.muster-journal"))
    other.read_on(100)
    reader.read(other)
    assert sum(len(one.times) + len(one.strong) for one in reader.lanes) == 100
    other.close()


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (MusterSpan("M", "I", 10, (-1, -1, -1)), [(10, 900, 1, -1)]),
        (MusterSpan("M", "I", 10, (40, -1, -1), (1, -1, -1)), [(10, 40, 1, 1), (40, 900, 2, -1)]),
        (MusterSpan("M", "I", 10, (40, -1, -1), (0, 0, -1), 70), [(10, 40, 1, 0), (40, 70, 2, 0)]),
        (MusterSpan("M", "I", 10, (-1, -1, -1), end_ms=70), [(10, 70, 1, -1)]),
        (
            MusterSpan("M", "I", 10, (40, 50, 60), (1, 1, 1), 70),
            [(10, 40, 1, 1), (40, 50, 2, 1), (50, 60, 3, 1)],
        ),
        (MusterSpan("M", "I", 10, (40, -1, -1), (1, -1, -1), 40), [(10, 40, 1, 1)]),
    ],
)
def test_a_phase_goes_from_where_it_began_to_where_it_ended(
    span: MusterSpan, found: list[tuple[int, int, int, int]]
) -> None:
    made = bands((span,), 900)
    assert [(one.from_ms, one.to_ms, one.phase, one.passed) for one in made] == found
