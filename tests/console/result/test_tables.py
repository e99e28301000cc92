"""Tables open in a spreadsheet as what they are: UTF-8 with its mark, figures as figures, no cell a formula."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from console.result.facts import Name
from console.result.tables import BOM, curve_csv, gates_csv, units_csv
from tests.console.result import runs
from tests.console.result.runs import ending, facts


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BOM)
    assert text.count("\r\n") == text.count("\n")
    found = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert {len(row) for row in found} == {len(found[0])}
    return found


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_ending_has_three_tables_of_even_rows(name: str, chinese: bool) -> None:
    found = ending(name)
    assert len(rows(gates_csv(found, chinese))) == 1 + 4 * len(found.musters)
    assert len(rows(units_csv(found, chinese))) == 1 + sum(len(one.units) for one in found.musters)
    assert len(rows(curve_csv(found, chinese))) == 1 + sum(len(one.curve) for one in found.musters)


def test_a_gate_s_row_has_its_figures_and_its_sentence() -> None:
    row = rows(gates_csv(facts(runs.late(41_000)), False))[1]
    assert row[1:3] == ["Muster", "missed"]
    assert row[5:8] == ["641.0", "600.0", "41.0"]
    assert row[8].startswith("Reached at 22:24:11")


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u202e=1"])
def test_a_name_that_begins_like_a_formula_is_text(evil: str) -> None:
    found = ending("whole")
    unit = msgspec.structs.replace(found.musters[0].units[0], name=Name(zh=evil, en=evil))
    muster = msgspec.structs.replace(found.musters[0], units=(unit,))
    cell = rows(units_csv(msgspec.structs.replace(found, musters=(muster,)), False))[1][2]
    assert cell.startswith("'")


def test_a_unit_that_came_sooner_has_a_negative_figure_and_no_apostrophe() -> None:
    late = rows(units_csv(ending("two hundred units"), False))[1][10]
    assert float(late) < 0


def test_the_curve_has_clock_times_of_the_town() -> None:
    assert rows(curve_csv(ending("whole"), False))[-1][2].endswith("+08:00")
