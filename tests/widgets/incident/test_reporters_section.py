"""Everybody who reported is kept in sight: folded, opened, taken out, called back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Language
from widgets.incident.reporters_section import MOST_ROWS, ReporterRow, ReportersSection

Show = Callable[[QWidget, int, int], None]


def rows(count: int) -> tuple[ReporterRow, ...]:
    return tuple(
        ReporterRow(f"C-{number:06d}", f"110 call · 14:00:{number:02d}", can_take_out=number > 0)
        for number in range(count)
    )


@pytest.fixture
def section(shown: Show) -> ReportersSection:
    made = ReportersSection()
    shown(made, 450, 400)
    return made


def links(section: ReportersSection, words: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [one for one in section.findChildren(QPushButton) if one.text() == words and one.isVisible()]


def test_one_reporter_needs_no_list(section: ReportersSection) -> None:
    section.show_reporters("INC-1", rows(1))
    assert section.isHidden()


def test_many_are_folded_until_opened_and_folded_again_for_the_next_incident(
    section: ReportersSection,
) -> None:
    section.show_reporters("INC-1", rows(3))
    assert section.title.text() == "Reporters · 3"
    assert section.words() == []
    links(section, "Show")[0].click()
    assert section.words()[0] == "C-000002 110 call · 14:00:02"
    section.show_reporters("INC-1", rows(4))
    assert len(section.words()) == 4
    section.show_reporters("INC-2", rows(3))
    assert section.words() == []


def test_a_flood_shows_a_dozen_and_how_many_more(section: ReportersSection) -> None:
    section.show_reporters("INC-1", rows(40))
    section.open()
    assert len(section.words()) == MOST_ROWS + 1
    assert section.words()[-1] == "+28 more"


def test_who_wants_a_call_back_stands_first_also_alone(section: ReportersSection, qtbot: QtBot) -> None:
    wanting = ReporterRow("C-000009", "Visit", "wants a call back", can_call_back=True)
    section.show_reporters("INC-1", (wanting,))
    assert section.title.text() == "Reporters · 1 · to call back: 1"
    section.show_reporters("INC-1", (*rows(3), wanting))
    section.open()
    assert section.words()[0].startswith("C-000009")
    with qtbot.waitSignal(section.called_back) as signal:
        links(section, "Called back")[0].click()
    assert signal.args == ["C-000009"]


def test_a_merged_call_is_taken_out(section: ReportersSection, qtbot: QtBot) -> None:
    section.show_reporters("INC-1", rows(2))
    section.open()
    (link,) = links(section, "Take out")
    with qtbot.waitSignal(section.taken_out) as signal:
        link.click()
    assert signal.args == ["C-000001"]


def test_follows_the_language(section: ReportersSection, language: Language) -> None:
    section.show_reporters("INC-1", rows(2))
    language.chinese()
    assert section.title.text() == "报警人 · 2"
