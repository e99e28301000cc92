"""A case of the grid flow: its step's clock in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.widgets import samples
from widgets.incident.case_section import CaseSection

Show = Callable[[QWidget, int, int], None]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "10:00 · 15:16 left"),
        ({"due_ms": samples.NOW_MS - 60_000}, "10:00 · overdue 01:00"),
        ({"due_ms": None}, "10:00"),
        ({"suspended": True}, "suspended: the clock stands still"),
    ],
)
def test_step_says_its_clock(shown: Show, change: dict[str, object], expected: str) -> None:
    section = CaseSection()
    case = samples.case("en").case
    assert case is not None
    section.show_case(replace(case, **change))  # type: ignore[arg-type]
    section.set_now_ms(samples.NOW_MS)
    shown(section, 450, 220)
    assert expected in {label.text() for label in section.findChildren(QLabel)}


def test_case_without_department_says_so(shown: Show) -> None:
    section = CaseSection()
    case = samples.case("en").case
    assert case is not None
    section.show_case(replace(case, department=""))
    shown(section, 450, 220)
    assert "not assigned yet" in {label.text() for label in section.findChildren(QLabel)}


def test_no_case_hides_the_section(shown: Show) -> None:
    section = CaseSection()
    shown(section, 450, 220)
    section.show_case(None)
    assert not section.isVisible()
