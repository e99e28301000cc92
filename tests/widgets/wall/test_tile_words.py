from __future__ import annotations

import pytest

from widgets import theme
from widgets.wall.feed import FeedState, TileCaption, TileStatus
from widgets.wall.tile_words import arrow_of, caption_words, clock_words, notice_words, status_words

LAST_MS = 1_760_000_000_000
LAST = clock_words(LAST_MS)


@pytest.mark.parametrize(
    ("bearing", "arrow"), [(0, "↑"), (44, "↗"), (90, "→"), (181, "↓"), (292, "←"), (338, "↑")]
)
def test_points_to_the_incident(bearing: float, arrow: str) -> None:
    assert arrow_of(bearing) == arrow


def test_names_the_camera_in_the_language_of_the_screen() -> None:
    caption = TileCaption("CAM-031", "人民路西口", "Renmin Road West", 45.0, 42.4)
    assert caption_words(caption, chinese=True) == ("CAM-031", "人民路西口 ↗ 42 m")
    assert caption_words(caption, chinese=False) == ("CAM-031", "Renmin Road West ↗ 42 m")
    rally = TileCaption("CAM-032", "柳泉路北", "Liuquan Rd N", 225.0, 61.0, at_rally=True)
    assert caption_words(rally, chinese=False) == ("CAM-032", "Liuquan Rd N · rally point ↙ 61 m")
    far = TileCaption("CAM-031", "人民路西口", "Renmin Road West", 45.0, 1240.0)
    assert caption_words(far, chinese=False)[1].endswith("1.2 km")
    assert caption_words(TileCaption("C", "路", "Rd"), chinese=False) == ("C", "Rd")


@pytest.mark.parametrize(
    ("status", "colour", "words"),
    [
        (TileStatus(FeedState.LIVE), theme.PASSED, "live 86 ms"),
        (TileStatus(FeedState.LIVE, reduced=True), theme.PASSED, "live 86 ms · reduced"),
        (TileStatus(FeedState.LIVE, recorded=True), theme.REPLAY, "recording"),
        (TileStatus(FeedState.LIVE, recorded=True, reduced=True), theme.REPLAY, "recording · reduced"),
        (TileStatus(FeedState.LIVE, delay_known=False), theme.DIM, "age unknown"),
        (TileStatus(FeedState.LIVE, delay_known=False, delay_s=1.0), theme.DIM, "age unknown"),
        (TileStatus(FeedState.LIVE, delay_s=1.5), theme.PASSED, "live 1586 ms"),
        (TileStatus(FeedState.LIVE, delay_s=6.4), theme.DIM, "6 s behind"),
        (TileStatus(FeedState.LIVE, delay_s=95.0, reduced=True), theme.WARNING, "95 s behind · reduced"),
        (TileStatus(FeedState.LIVE, delay_s=6.4, recorded=True), theme.REPLAY, "recording"),
        (TileStatus(FeedState.FROZEN, recorded=True), theme.WARNING, "recording · picture stands still"),
        (TileStatus(FeedState.CONNECTING), theme.DIM, "connecting"),
        (TileStatus(FeedState.STALLED, last_frame_ms=LAST_MS), theme.WARNING, f"stalled · last frame {LAST}"),
        (
            TileStatus(FeedState.DAMAGED, last_frame_ms=LAST_MS),
            theme.WARNING,
            f"stream damaged · last frame {LAST}",
        ),
        (TileStatus(FeedState.FROZEN), theme.WARNING, "picture stands still"),
        (
            TileStatus(FeedState.RECONNECTING, attempt=3, last_frame_ms=LAST_MS),
            theme.WARNING,
            f"reconnecting · try 3 · last frame {LAST}",
        ),
        (TileStatus(FeedState.FAILED, fault="not_found"), theme.MISSED, "There is no such stream."),
        (TileStatus(FeedState.REFUSED), theme.MISSED, "refused by the camera"),
        (TileStatus(FeedState.NO_SOURCE), theme.MISSED, "no source"),
        (TileStatus(FeedState.PURPOSE), theme.DIM, "needs a purpose"),
        (TileStatus(FeedState.RECORDED, last_frame_ms=LAST_MS), theme.REPLAY, f"replay {LAST}"),
    ],
)
def test_says_how_the_picture_is(status: TileStatus, colour: str, words: str) -> None:
    assert status_words(status, 0.0861) == (colour, words)


@pytest.mark.parametrize(
    "state", [state for state in FeedState if state not in (FeedState.LIVE, FeedState.FROZEN)]
)
def test_every_state_without_a_picture_has_a_title(state: FeedState) -> None:
    title, _ = notice_words(TileStatus(state))
    assert bool(title) is (state is not FeedState.RECORDED)
