"""What a unit's cells say: late in words, old positions aged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.widgets import samples
from widgets import theme
from widgets.units.unit_delegate import UnitDelegate


@pytest.fixture
def delegate(qapp: QApplication) -> UnitDelegate:
    made = UnitDelegate()
    made.now_ms = samples.NOW_MS
    return made


def test_late_unit_says_so(delegate: UnitDelegate) -> None:
    row = replace(samples.units("en")[1], eta_ms=samples.NOW_MS - 40_000)
    assert delegate._eta(row)[0] == "late 00:40"
    assert delegate._eta(replace(row, state="onscene"))[0] == ""


def test_old_position_looks_old(delegate: UnitDelegate) -> None:
    row = samples.units("en")[0]
    fresh, old = replace(row, fix_ms=samples.NOW_MS - 2_000), replace(row, fix_ms=samples.NOW_MS - 95_000)
    assert delegate._age(fresh)[0] == "2 s"
    assert delegate._age(fresh)[2].name() == theme.DIM
    assert delegate._age(old)[0] == "1 min"
    assert delegate._age(old)[2].name() == theme.WARNING
    assert delegate._age(replace(row, fix_ms=None))[0] == "never heard"
