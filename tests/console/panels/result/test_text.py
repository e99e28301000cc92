"""A result copied and saved: everything in it, marked with its kind, safe to open."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from console.domain.base.roles import WorldKind
from console.panels.result.builder import Basis, result_view
from console.panels.result.live import live_result
from console.panels.result.text import as_csv, as_html, as_json, as_text, written
from console.words.names import Names
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from tests.widgets import result_samples
from widgets.result.view import ExportFormat, ResultView

pytestmark = pytest.mark.usefixtures("qapp")


VIEW = result_samples.result("en")


def test_text_begins_with_the_mark_and_has_every_gate() -> None:
    lines = as_text(VIEW).splitlines()
    assert lines[0] == "【EXERCISE】"
    assert lines[1] == "INC-0417 · Chemical plant explosion"
    assert "Muster: ✓ passed · 456.0 s · limit 10:00 · sustained" in lines
    assert "Resolve: ✗ missed · 612.4 s +00:12 · limit 10:00" in lines
    assert "Efficiency T*/T1: 0.93" in lines
    assert any(line.startswith("P-101\t12\tcounted by voice\t00:20") for line in lines)


def test_a_live_result_has_no_mark() -> None:
    assert not as_text(replace(VIEW, mark="")).startswith("【")
    assert 'class="mark"' not in as_html(replace(VIEW, mark=""), chinese=False)


def test_csv_says_in_its_first_cell_what_a_row_is_about() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(VIEW))))
    assert rows[0][0] == "result"
    assert rows[0][-1] == "EXERCISE"
    assert ["gate", "Muster", "passed", "456.0 s", "limit 10:00", "sustained"] in rows
    kinds = [row[0] for row in rows]
    assert kinds.count("gate") == 4
    assert kinds.count("unit") == len(VIEW.units)
    assert kinds.count("gap") == 2


def test_html_is_a_page_of_its_own_with_the_mark_across_it() -> None:
    page = as_html(VIEW, chinese=True)
    assert '<div class="mark">EXERCISE</div>' in page
    assert '<html lang="zh-CN">' in page
    assert 'class="passed"' in page
    for forbidden in ("<script", "http:", "https:", "@import", "url("):
        assert forbidden not in page


def test_what_people_typed_is_escaped() -> None:
    gap = replace(VIEW.gaps[1], reason="<script>alert(1)</script>")
    page = as_html(replace(VIEW, gaps=(gap,), title="<b>x</b>"), chinese=False)
    assert "<script" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def made_view() -> ResultView:
    picture = made.picture(made.resolved())
    result = live_result(picture.musters["M-000001"], picture, T0 + 1_600_000)
    assert result is not None
    return result_view(result, Names(picture, chinese=False), Basis(T0 + 1_600_000, "EXERCISE"))


def test_json_has_the_plain_numbers_and_the_kind() -> None:
    picture = made.picture(made.resolved())
    result = live_result(picture.musters["M-000001"], picture, T0 + 1_600_000)
    assert result is not None
    whole = json.loads(as_json(made_view(), result, WorldKind.DRILL))
    assert whole["kind"] == "drill"
    assert whole["judged"] is False
    assert whole["result"]["gates"][0]["took_ms"] == 456_040
    assert as_json(made_view(), result, WorldKind.DRILL) == as_json(made_view(), result, WorldKind.DRILL)


def test_every_form_is_written() -> None:
    picture = made.picture(made.resolved())
    result = live_result(picture.musters["M-000001"], picture, T0 + 1_600_000)
    assert result is not None
    texts = {form: written(form, made_view(), result, WorldKind.DRILL, False) for form in ExportFormat}
    assert texts[ExportFormat.JSON].startswith("{")
    assert texts[ExportFormat.CSV].startswith("result,")
    assert texts[ExportFormat.HTML].startswith("<!DOCTYPE html>")
