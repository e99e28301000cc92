"""Every kind of world has a frame of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.base.roles import WorldKind
from console.panels.kind import FRAME_COLOURS, KindFrame


def test_frames_each_kind_in_its_colour(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    frame = KindFrame(window)
    for kind in WorldKind:
        frame.set_kind(kind)
        assert FRAME_COLOURS[kind] in frame.styleSheet()
    assert len(set(FRAME_COLOURS.values())) == len(WorldKind)


def test_the_same_kind_again_restyles_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    frame = KindFrame(window)
    frame.set_kind(WorldKind.DRILL)
    frame.setStyleSheet("")
    frame.set_kind(WorldKind.DRILL)
    assert frame.styleSheet() == ""
    frame.set_kind(WorldKind.DEMO)
    assert FRAME_COLOURS[WorldKind.DEMO] in frame.styleSheet()
