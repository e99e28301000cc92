"""Fixtures for tests of widgets: the Chinese screen, and a widget shown at a size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.toml_translator import TomlTranslator


class Language:
    """Switches the screen to Chinese and back, as the console does."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator = TomlTranslator()
        self._on = False

    def chinese(self) -> None:
        if not self._on:
            self._app.installTranslator(self._translator)
            self._on = True
            self._app.processEvents()

    def english(self) -> None:
        if self._on:
            self._app.removeTranslator(self._translator)
            self._on = False
            self._app.processEvents()


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    """The screen's language; English again when the test is over."""
    switch = Language(qapp)
    yield switch
    switch.english()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget, int, int], None]:
    """Show a widget at a size; it is closed when the test is over."""

    kept: list[QWidget] = []

    def show(widget: QWidget, width: int = 420, height: int = 600) -> None:
        kept.append(widget)
        qtbot.addWidget(widget)
        QCursor.setPos(780, 780)  # the pointer lies on nothing until a test puts it there
        widget.resize(width, height)
        widget.move(0, 0)
        widget.show()
        qtbot.waitExposed(widget)
        QApplication.processEvents()

    return show
