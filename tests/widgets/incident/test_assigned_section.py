"""Units under order: sums, ETAs that run, and what can be entered in which state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.button_samples import entries
from widgets.incident.assigned_section import AssignedSection

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def section(shown: Show) -> AssignedSection:
    made = AssignedSection()
    made.set_now_ms(samples.NOW_MS)
    made.show_units(samples.assigned("en"), entries=entries())
    shown(made, 450, 400)
    return made


def test_title_counts_only_who_serves(section: AssignedSection) -> None:
    units = samples.assigned("en")
    section.show_units((*units[:2], replace(units[2], state="declined")))
    assert section.title.text() == "Assigned — 26 officers, 2 units · 12 on scene"


def test_section_is_hidden_while_nobody_is_assigned(section: AssignedSection) -> None:
    section.show_units(())
    assert not section.isVisible()


def test_list_is_as_high_as_its_rows(section: AssignedSection) -> None:
    assert section.list.height() == 9 * section.list.sizeHintForRow(0)


def test_eta_counts_down_and_says_when_it_is_late(section: AssignedSection) -> None:
    unit = samples.assigned("en")[5]
    delegate = section._delegate
    assert delegate._when(unit)[0] == "in 01:55"
    section.set_now_ms(samples.NOW_MS + 125_000)
    assert delegate._when(unit)[0] == "late 00:10"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("dispatched", "Acknowledged"),
        ("acknowledged", "En route"),
        ("enroute", "On scene"),
        ("onscene", "Cleared"),
    ],
)
def test_next_step_comes_first(section: AssignedSection, state: str, expected: str) -> None:
    found = section.entries_of(replace(samples.assigned("en")[0], state=state))
    assert found[0].words == expected
    assert found[-1].verb == "cancel"


def test_nothing_can_be_entered_for_a_finished_order(section: AssignedSection) -> None:
    assert section.entries_of(replace(samples.assigned("en")[0], state="cleared")) == ()


def test_enter_opens_the_menu_of_the_selected_unit(section: AssignedSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.unit_selected) as selected:
        section.list.setCurrentIndex(section.list.model().index(5, 0))
    assert selected.args == ["P-107"]
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    menu = section.findChild(QMenu)
    assert menu is not None
    entry = next(action for action in menu.actions() if action.text() == "On scene")
    with qtbot.waitSignal(section.entry_chosen) as chosen:
        entry.trigger()
    assert chosen.args[0].call_sign == "P-107"
    assert (chosen.args[1].verb, chosen.args[1].values) == ("proxy", (("state", "onscene"),))
    menu.close()


def test_selection_follows_its_unit_when_the_order_of_rows_changes(section: AssignedSection) -> None:
    section.list.setCurrentIndex(section.list.model().index(5, 0))
    section.show_units(tuple(reversed(samples.assigned("en"))))
    assert section.list.currentIndex().row() == 3
