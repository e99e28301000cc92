"""The time line: places and times belong together, the hand moves and seeks, what is painted is what is there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.timeline.time_line import LEAST_SPAN_MS, TimeLine
from widgets.timeline.view import Band, Lane, Line

HOUR_MS = 3_600_000


def lane(key: str, *times: int, strong: tuple[int, ...] = ()) -> Lane:
    return Lane(key, key, np.array(times, np.int64), np.array(strong, np.int64))


LINE = Line(
    first_ms=0,
    last_ms=HOUR_MS,
    lanes=(lane("call", 600_000, 1_800_000), lane("order", 1_800_500, strong=(2_400_000,))),
    bands=(Band(900_000, 1_500_000, 1, "1 Muster 10:00", 1), Band(1_500_000, HOUR_MS, 2, "2 Arrive", -1)),
)


@pytest.fixture
def line(qtbot: QtBot) -> TimeLine:
    made = TimeLine()
    qtbot.addWidget(made)
    made.resize(1000, 160)
    made.show_line(LINE)
    made.show()
    return made


def painted(line: TimeLine) -> QImage:
    return line.grab().toImage()


def turn(line: TimeLine, notches: int, x: int, *, shift: bool = False) -> None:
    at = QPointF(x, 50)
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        line.mapToGlobal(at.toPoint()),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(line, event)


@pytest.mark.parametrize("t_ms", [0, 1, 600_000, 1_234_567, HOUR_MS])
def test_a_time_is_where_it_is_found_again(line: TimeLine, t_ms: int) -> None:
    assert abs(line.t_of(line.x_of(t_ms)) - t_ms) <= HOUR_MS / 800


@pytest.mark.parametrize("x", [-500, 0, 20, 1000, 5000])
def test_no_place_is_a_time_outside_the_journal(line: TimeLine, x: int) -> None:
    assert 0 <= line.t_of(x) <= HOUR_MS


def test_a_press_and_a_drag_seek_at_once(line: TimeLine, qtbot: QtBot) -> None:
    sought: list[int] = []
    line.sought.connect(sought.append)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(line.x_of(600_000), 60))
    QTest.mouseMove(line, QPoint(line.x_of(1_800_000), 60))
    assert abs(sought[0] - 600_000) < 5_000
    assert abs(sought[-1] - 1_800_000) < 5_000
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(line.x_of(1_800_000), 60))
    before = len(sought)
    QTest.mouseMove(line, QPoint(line.x_of(300_000), 60))
    assert len(sought) == before, "only what is held is dragged"


def test_the_right_button_seeks_nothing(line: TimeLine, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(line.sought):
        QTest.mousePress(line, Qt.MouseButton.RightButton, pos=QPoint(400, 60))
        QTest.mouseMove(line, QPoint(600, 60))


def test_the_wheel_zooms_where_the_pointer_is(line: TimeLine) -> None:
    x = line.x_of(1_800_000)
    turn(line, 6, x)
    from_ms, to_ms = line.shown
    assert to_ms - from_ms < HOUR_MS / 3
    assert abs(line.x_of(1_800_000) - x) <= 2
    turn(line, -40, x)
    assert line.shown == (0, HOUR_MS)


def test_one_cannot_zoom_or_move_out_of_the_journal(line: TimeLine) -> None:
    turn(line, 200, line.x_of(HOUR_MS))
    from_ms, to_ms = line.shown
    assert to_ms - from_ms == LEAST_SPAN_MS
    assert 0 <= from_ms < to_ms <= HOUR_MS
    for _ in range(50):
        turn(line, -5, 500, shift=True)
    assert line.shown[1] <= HOUR_MS
    for _ in range(3000):
        turn(line, 5, 500, shift=True)
    assert line.shown[0] == 0


def test_a_double_click_shows_everything_again(line: TimeLine, qtbot: QtBot) -> None:
    turn(line, 9, 500)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(500, 60))
    assert line.shown == (0, HOUR_MS)


def test_a_journal_that_grows_is_seen_whole_unless_one_has_zoomed_in(line: TimeLine) -> None:
    line.show_line(Line(first_ms=0, last_ms=2 * HOUR_MS, lanes=LINE.lanes))
    assert line.shown == (0, 2 * HOUR_MS)
    turn(line, 5, 300)
    zoomed = line.shown
    line.show_line(Line(first_ms=0, last_ms=3 * HOUR_MS, lanes=LINE.lanes))
    assert line.shown == zoomed


def test_the_playhead_is_followed_while_time_goes(line: TimeLine) -> None:
    turn(line, 12, line.x_of(600_000))
    line.show_now(3_000_000)
    assert not line.shown[0] <= 3_000_000 <= line.shown[1]
    line.show_now(3_000_001, follow=True)
    assert line.shown[0] <= 3_000_001 <= line.shown[1]


def test_events_bands_and_playhead_are_painted(line: TimeLine) -> None:
    line.show_now(1_200_000)
    image = painted(line)
    call = line.lane_rect(0).center().y()
    order = line.lane_rect(1).center().y()
    ground = QColor(theme.BG1)
    assert _differs(image, line.x_of(600_000), call, image.pixelColor(line.x_of(620_000), call))
    assert not _differs(image, line.x_of(300_000), call, ground)
    strong = max(
        (image.pixelColor(line.x_of(2_400_000) + dx, order) for dx in (-2, -1, 0, 1, 2)),
        key=lambda colour: colour.red() - colour.blue(),
    )
    assert strong.red() > strong.blue() + 60, "what stands out has the colour of a warning"
    assert image.pixelColor(line.x_of(1_200_000), 40).lightness() > 180


def test_what_is_filtered_out_is_dim(line: TimeLine) -> None:
    def light() -> int:
        image, y = painted(line), line.lane_rect(0).center().y()
        return max(image.pixelColor(line.x_of(600_000) + dx, y).lightness() for dx in (-2, -1, 0, 1, 2))

    bright = light()
    line.show_line(replace(LINE, only="order"))
    assert light() < bright / 1.5


def test_a_million_events_are_painted_by_columns(line: TimeLine) -> None:
    times = np.sort(np.random.default_rng(1).integers(0, HOUR_MS, 1_000_000))
    line.show_line(Line(first_ms=0, last_ms=HOUR_MS, lanes=(Lane("call", "call", times),)))
    image, row = painted(line), line.lane_rect(0)
    lights = [
        image.pixelColor(x, row.center().y()).lightness() for x in range(line.x_of(1), line.x_of(HOUR_MS))
    ]
    assert min(lights) > 100, "no column is empty"


def test_nothing_is_painted_of_no_journal(qtbot: QtBot) -> None:
    empty = TimeLine()
    qtbot.addWidget(empty)
    empty.resize(600, 120)
    image = painted(empty)
    assert {image.pixelColor(x, 60).name() for x in range(0, 600, 7)} == {theme.BG1}


def _differs(image: QImage, x: int, y: int, ground: QColor) -> bool:
    return any(
        abs(image.pixelColor(x + dx, y).lightness() - ground.lightness()) > 25 for dx in (-2, -1, 0, 1, 2)
    )
