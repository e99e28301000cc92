"""A window of its own is found again on the screens that are there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from console.window.screens import readable

ONE = QRect(0, 0, 1920, 1040)
RIGHT = QRect(1920, 0, 2560, 1400)
LEFT = QRect(-1280, 0, 1280, 1000)
LEAST = QSize(480, 360)


@pytest.mark.parametrize(
    ("window", "screens"),
    [
        (QRect(100, 100, 800, 600), [ONE]),
        (QRect(2000, 50, 1600, 1200), [ONE, RIGHT]),
        (QRect(1600, 100, 800, 600), [ONE, RIGHT]),
        (QRect(-1200, 10, 600, 400), [ONE, LEFT]),
        (QRect(5000, 5000, 10, 10), []),
    ],
)
def test_window_that_can_be_read_stays(window: QRect, screens: list[QRect]) -> None:
    assert readable(window, screens, LEAST) == window


@pytest.mark.parametrize(
    ("window", "screens", "found"),
    [
        (QRect(2000, 50, 1600, 900), [ONE], QRect(320, 140, 1600, 900)),
        (QRect(2000, 50, 2560, 1400), [ONE], ONE),
        (QRect(0, 0, 279, 129), [ONE], QRect(0, 0, 480, 360)),
        (QRect(3000, 20, 279, 129), [ONE], QRect(1440, 680, 480, 360)),
        (QRect(1900, 1030, 600, 500), [ONE], QRect(1320, 540, 600, 500)),
        (QRect(3000, 0, 700, 500), [ONE, LEFT], QRect(1220, 540, 700, 500)),
        (QRect(0, 0, 600, 500), [QRect(0, 0, 320, 240)], QRect(0, 0, 320, 240)),
    ],
)
def test_window_that_cannot_be_read_comes_back(window: QRect, screens: list[QRect], found: QRect) -> None:
    """K11: torn off to a second monitor, started with one; too small; a screen smaller than the least."""
    assert readable(window, screens, LEAST) == found


rects = st.builds(
    QRect, st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(1, 6000), st.integers(1, 4000)
)
screen_rects = st.builds(
    QRect,
    st.integers(-4000, 4000),
    st.integers(-4000, 4000),
    st.integers(320, 4000),
    st.integers(240, 3000),
)


@given(rects, st.lists(screen_rects, min_size=1, max_size=4))
def test_whatever_the_screens_it_is_seen_and_stays_there(window: QRect, screens: list[QRect]) -> None:
    """K11."""
    found = readable(window, screens, LEAST)
    assert readable(found, screens, LEAST) == found
    assert any(screen.intersects(found) for screen in screens)
    if found != window:
        assert any(screen.contains(found) for screen in screens)
        assert any(
            found.width() >= min(LEAST.width(), screen.width())
            and found.height() >= min(LEAST.height(), screen.height())
            for screen in screens
        )
