"""The bar over the time line: keys, rates, state, and its empty state in a window on the present."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.timeline.time_line_panel import RATES, TimeLinePanel, Transport


def make(qtbot: QtBot, transport: Transport | None) -> TimeLinePanel:
    panel = TimeLinePanel()
    qtbot.addWidget(panel)
    panel.resize(1400, 220)
    panel.show_keys({"play": "Space", "at": "Ctrl+G"})
    panel.show_transport(transport)
    panel.show()
    return panel


def button(panel: TimeLinePanel, words: str) -> QPushButton:
    return next(
        one for one in panel.findChildren(QPushButton) if words in (one.accessibleName() or one.text())
    )


def test_each_button_asks_for_its_verb(qtbot: QtBot) -> None:
    panel = make(qtbot, Transport("14:22:31"))
    asked: list[str] = []
    panel.acted.connect(asked.append)
    for words in ("Event before", "Play", "Next event", "Go to"):
        QTest.mouseClick(button(panel, words), Qt.MouseButton.LeftButton)
    assert tuple(asked) == panel.verbs


def test_play_becomes_hold_while_time_goes(qtbot: QtBot) -> None:
    panel = make(qtbot, Transport("14:22:31", rate=4, chosen_rate=4))
    assert button(panel, "Hold").isVisible()
    assert [rate for rate in RATES if button(panel, f"×{rate}").isChecked()][-1] == 4
    panel.show_transport(Transport("14:22:31", rate=0, chosen_rate=4))
    assert button(panel, "Play Space").isVisible()


def test_a_rate_is_asked_for(qtbot: QtBot) -> None:
    panel = make(qtbot, Transport())
    with qtbot.waitSignal(panel.rate_chosen) as chosen:
        QTest.mouseClick(button(panel, "×16"), Qt.MouseButton.LeftButton)
    assert chosen.args == [16]


def test_what_is_wrong_with_a_journal_is_red(qtbot: QtBot) -> None:
    panel = make(qtbot, Transport(state="changed at entry 7", fault=True))
    assert theme.MISSED in panel._state.styleSheet()
    panel.show_transport(Transport(state="whole"))
    assert theme.MISSED not in panel._state.styleSheet()


def test_in_a_window_on_the_present_it_says_so(qtbot: QtBot) -> None:
    panel = make(qtbot, None)
    assert not panel.line.isVisible()
    assert panel._empty.isVisible()
