from __future__ import annotations

from streams.faults import FaultCode
from streams.health import TileState
from tests.widgets.wall.fake_feed import FakeFeed
from widgets.wall.feed import FeedState, TileFeed, TileStatus
from widgets.wall.tile_words import fault_words


def test_knows_every_state_of_a_stream() -> None:
    assert {state.value for state in TileState} <= {state.value for state in FeedState}


def test_has_words_for_every_fault_of_a_stream() -> None:
    worded_as_a_state = {FaultCode.REFUSED}
    assert all(fault_words(fault.value) for fault in set(FaultCode) - worded_as_a_state)


def test_a_fake_is_a_feed() -> None:
    feed: TileFeed = FakeFeed("CAM-1", TileStatus(FeedState.STALLED))
    assert feed.status().state is FeedState.STALLED
    assert feed.frame() is None
