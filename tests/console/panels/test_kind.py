"""Every kind of world has a frame of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.base.roles import WorldKind
from console.panels.kind import FRAME_COLOURS, FRAME_PX, KindFrame


def corners(frame: KindFrame) -> set[str]:
    """Colours of the outermost pixels of all four corners."""
    shot = frame.grab().toImage()
    right, bottom = shot.width() - 1, shot.height() - 1
    return {
        shot.pixelColor(abs(x - step), abs(y - step)).name()
        for x, y in ((0, 0), (right, bottom))
        for step in range(FRAME_PX)
    } | {shot.pixelColor(*at).name() for at in ((right, 0), (0, bottom))}


def test_frames_each_kind_in_its_colour(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    frame = KindFrame(window)
    frame.resize(60, 40)
    for kind in (*WorldKind, *reversed(WorldKind)):
        frame.set_kind(kind)
        assert corners(frame) == {FRAME_COLOURS[kind]}
        middle = frame.grab().toImage().pixelColor(30, 20).name()
        assert kind is WorldKind.LIVE or middle != FRAME_COLOURS[kind]
    assert len(set(FRAME_COLOURS.values())) == len(WorldKind)


def test_parts_lie_inside_the_frame(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    frame = KindFrame(window)
    part = QWidget(frame)
    frame.column.addWidget(part)
    frame.resize(60, 40)
    frame.column.activate()
    assert frame.rect().adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX).contains(part.geometry())


def test_another_kind_restyles_nothing(qtbot: QtBot) -> None:
    """Docks stand inside: a sheet of the frame would style all of them again."""
    window = QWidget()
    qtbot.addWidget(window)
    frame = KindFrame(window)
    for kind in WorldKind:
        frame.set_kind(kind)
        assert frame.styleSheet() == ""
