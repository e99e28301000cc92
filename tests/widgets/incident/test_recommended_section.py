"""Proposed units: checking, reasons, and the planner's four states in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from widgets.incident.recommended_section import RecommendedSection
from widgets.incident.view import Proposal, ProposalState

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def section(shown: Show) -> RecommendedSection:
    made = RecommendedSection()
    made.show_proposal("INC-1", samples.proposal("en"))
    shown(made, 450, 300)
    return made


def chosen(section: RecommendedSection) -> list[str]:
    return [unit.call_sign for unit in section.chosen]


def test_space_checks_the_selected_unit(section: RecommendedSection, qtbot: QtBot) -> None:
    section.list.setCurrentIndex(section.list.model().index(2, 0))
    with qtbot.waitSignal(section.choice_changed):
        QTest.keyClick(section.list, Qt.Key.Key_Space)
    assert chosen(section) == ["P-121", "C-219", "V-340"]


def test_click_unchecks(section: RecommendedSection) -> None:
    place = section.list.visualRect(section.list.model().index(0, 0)).center()
    QTest.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen(section) == ["C-219"]


def test_reason_of_the_selected_unit_is_said(section: RecommendedSection) -> None:
    section.list.setCurrentIndex(section.list.model().index(1, 0))
    assert "C-219: stands in for C-204" in {label.text() for label in section.findChildren(QLabel)}


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (ProposalState.READY, "Recommended"),
        (ProposalState.COMPUTING, "Recommended — being worked out …"),
        (ProposalState.NONE, "Recommended — nobody suitable is available"),
        (ProposalState.STALE, "Recommended — out of date"),
    ],
)
def test_title_says_how_far_the_planner_is(
    section: RecommendedSection, state: ProposalState, title: str
) -> None:
    section.show_proposal("INC-1", Proposal(state))
    assert section.title.text() == title
    assert chosen(section) == []


def test_what_a_unit_strips_is_said_in_words(section: RecommendedSection) -> None:
    unit = samples.proposal("en").units[0]
    note = section._delegate._note
    assert note(unit)[0] == "strips 2 grids"
    assert note(replace(unit, uncovered_grids=1))[0] == "strips 1 grid"
    assert note(replace(unit, uncovered_grids=0))[0] == "cover kept"
    assert note(replace(unit, substitutes="C-204"))[0] == "for C-204"


def test_no_proposal_hides_the_section(section: RecommendedSection) -> None:
    section.show_proposal("INC-1", None)
    assert not section.isVisible()
    assert chosen(section) == []
