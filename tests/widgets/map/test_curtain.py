"""The curtain says why there is no map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from widgets.map.curtain import CurtainState, MapCurtain


@pytest.mark.parametrize("state", list(CurtainState))
def test_every_state_has_its_words_and_only_failure_a_button(qtbot: QtBot, state: CurtainState) -> None:
    curtain = MapCurtain()
    qtbot.addWidget(curtain)
    curtain.show_state(state, "detail of it")
    title = curtain.findChild(QLabel, "mapCurtainTitle")
    button = curtain.findChild(QPushButton)
    assert title is not None
    assert button is not None
    assert title.text()
    assert button.isHidden() is (state is not CurtainState.FAILED)
    QApplication.sendEvent(curtain, QEvent(QEvent.Type.LanguageChange))
    assert curtain.state is state


def test_asks_to_try_again(qtbot: QtBot) -> None:
    curtain = MapCurtain()
    qtbot.addWidget(curtain)
    curtain.show_state(CurtainState.FAILED)
    button = curtain.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(curtain.retry_requested):
        button.click()
