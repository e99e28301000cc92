"""The curve is one well-formed drawing whose every mark lies inside it, whatever was played."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import msgspec
import pytest

from console.result.curve import HEIGHT, LEFT, LETTER_PX, WIDTH, curve_svg, placed
from console.result.sentences import Sentences
from tests.console.result import runs
from tests.console.result.runs import ending, only

EN = Sentences(chinese=False)


@pytest.mark.parametrize("name", sorted(set(runs.ENDINGS) - {"no muster"}))
def test_every_mark_lies_inside(name: str) -> None:
    for muster in ending(name).musters:
        drawing = ET.fromstring(curve_svg(muster, EN))
        for path in drawing.iter("path"):
            for command, first, second in re.findall(r"([MHV])(-?[\d.]+)(?: (-?[\d.]+))?", path.get("d", "")):
                across = [first] if command in "MH" else []
                down = [second] if command == "M" else [first] if command == "V" else []
                assert all(LEFT <= float(x) <= WIDTH for x in across)
                assert all(0 <= float(y) <= HEIGHT for y in down)


def test_turns_carry_their_clock_times_and_limits_their_words() -> None:
    words = " ".join(ET.fromstring(curve_svg(ending("whole").musters[0], EN)).itertext())
    for said in (
        "T0 22:13:30",
        "T1 22:18:30",
        "T2 22:21:00",
        "T3 22:21:30",
        "Muster ≤ 10:00",
        "required 100",
    ):
        assert said in words


@pytest.mark.parametrize(
    "at",
    [(30, 30, 30, 30), (30, 30, 197, 232), (30, 300, 305, 310), (30, 700, 705, 710), (30, 200, 400, 600)],
)
def test_labels_of_turns_never_run_into_each_other_nor_out_of_the_drawing(at: tuple[int, ...]) -> None:
    turns = [(f"T{number}", float(x), "22:13:22") for number, x in enumerate(at)]
    spans = []
    for said, x, anchor in placed(turns):
        width = len(said) * LETTER_PX
        spans.append((x - width, x) if anchor == "end" else (x, x + width))
    assert all(left >= 0 and right <= WIDTH for left, right in spans)
    assert all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(spans, 2))
    assert len(spans) >= 2


def test_turns_with_room_all_have_their_time() -> None:
    labels = placed([(f"T{number}", 30 + number * 150.0, "22:13:22") for number in range(4)])
    assert [said for said, _, _ in labels] == [f"T{number} 22:13:22" for number in range(4)]


def test_a_muster_that_never_began_has_no_turn_but_t0() -> None:
    words = " ".join(ET.fromstring(curve_svg(only(runs.stood_down()), EN)).itertext())
    assert "T0" in words
    assert "T1" not in words


def test_a_plan_that_was_shown_for_few_is_not_drawn() -> None:
    muster = ending("whole").musters[0]
    assert "as planned" in curve_svg(muster, EN)
    few = msgspec.structs.replace(muster, planned_curve=((10.0, 5),))
    assert "as planned" not in curve_svg(few, EN)
    assert "as planned" not in curve_svg(msgspec.structs.replace(muster, planned_curve=()), EN)


def test_days_have_no_thousand_ticks() -> None:
    muster = msgspec.structs.replace(ending("whole").musters[0], ended_at="2026-09-30T22:13:30.000+08:00")
    assert curve_svg(muster, EN).count('text-anchor="middle"') <= 17
