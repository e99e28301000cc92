"""A gate is said with its clock time and its one reason; the closing sentence says what was kept and what was not."""

from __future__ import annotations

import re

import msgspec
import pytest

from console.domain.musters.definition import Difference
from console.result.chronicle import CODES
from console.result.facts import Happening, MusterFacts, Name, Reason
from console.result.sentences import Sentences
from tests.console.result import runs
from tests.console.result.runs import ending, gate, only

EN, ZH = Sentences(chinese=False), Sentences(chinese=True)


def said(muster: MusterFacts, name: str) -> tuple[str, str]:
    return EN.gate(gate(muster, name), muster), ZH.gate(gate(muster, name), muster)


def test_a_late_gate_is_said_with_its_overrun_and_who_was_last() -> None:
    english, chinese = said(only(runs.late(41_000)), "muster")
    assert (
        english == "Reached at 22:24:11 after 10:41, 00:41 late: P-120 counted last, 08:41 later than shown."
    )
    assert chinese == "22:24:11达到，用时10:41，超时00:41：P-120最后计入，比预计晚08:41。"


def test_a_thousandth_too_late_is_not_rounded_away() -> None:
    assert "0.001 late" in said(only(runs.late(1)), "muster")[0]


def test_a_missed_gate_says_what_is_wanting() -> None:
    english, chinese = said(only(runs.short_of(7)), "muster")
    assert english.startswith("Not reached within 10:00: 35 of 100 counted; not there: P-108, P-109")
    assert chinese.startswith("10:00内未达到：已计入35人，应到100人；未到：P-108、")


def test_the_last_post_is_said_by_its_name() -> None:
    english, chinese = said(ending("whole").musters[0], "arrive")
    assert "post “command” was filled last (P-101)" in english
    assert "岗位“command”最后到位（P-101）" in chinese


@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_gate_of_every_ending_is_one_whole_sentence_without_codes(name: str) -> None:
    found = ending(name)
    for muster in found.musters:
        for one in muster.gates:
            english, chinese = EN.gate(one, muster), ZH.gate(one, muster)
            assert re.fullmatch(r"[A-Z0-9“].*\.", english)
            assert chinese.endswith("。")
            assert not re.search(r"[a-z]+_[a-z]+", english + chinese)
        closing = ZH.closing(found, muster)
        assert closing.endswith("。")
        assert not re.search(r"explosion|CHEM|HAZ", closing)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("whole", True),
        ("paused", True),
        ("bare", True),
        ("eased", False),
        ("again", False),
        ("late", False),
        ("stood down", False),
        ("interrupted", False),
    ],
)
def test_three_ten_minutes_is_said_of_a_whole_first_run_by_the_card_alone(name: str, kept: bool) -> None:
    found = ending(name)
    muster = found.musters[-1]
    assert ZH.kept(muster) is kept
    assert ("三个10分钟全部达标" in ZH.closing(found, muster)) is kept
    assert ("The three 10 minutes were kept" in EN.closing(found, muster)) is kept


def test_what_was_easier_is_said_even_where_all_passed() -> None:
    found = ending("eased")
    assert "不称“三个10分钟”" in ZH.closing(found, found.musters[0])
    assert "Not ranked: easier than the plan card" in EN.closing(found, found.musters[0])


def test_a_bare_grid_is_said_though_the_phases_were_kept() -> None:
    found = ending("bare")
    assert "Not kept: Cover (missed)" in EN.closing(found, found.musters[0])


def test_an_order_given_again_says_so_first() -> None:
    found = ending("again")
    assert EN.closing(found, found.musters[-1]).startswith(
        "Ordered again: the first order's gates stand first."
    )
    assert "missed there: Muster, Arrive, Resolve" in EN.earlier(found.musters[-1].earlier[0])


def test_everything_that_came_between_has_a_word_in_both_languages() -> None:
    muster = ending("whole").musters[0]
    for code in CODES:
        one = Happening(at=None, code=code, unit="P-101", place=Name(zh="甲", en="A"), text="x")
        assert EN.happening(one, muster)
        assert re.search(r"[\u4e00-\u9fff]", ZH.happening(one, muster))


def test_unknown_reasons_are_left_out_rather_than_guessed() -> None:
    muster = ending("whole").musters[0]
    bare = msgspec.structs.replace(gate(muster, "muster"), reason=Reason(code="reached"))
    assert EN.gate(bare, muster) == "Reached at 22:18:30 after 05:00."


def test_differences_are_said_in_the_card_s_words() -> None:
    muster = ending("whole").musters[0]
    strength = Difference(field="limits.strength", standard="100", given="1", easier=True)
    assert EN.difference(strength) == "▼ strength: 1 instead of 100"
    item = Difference(field="checklist.fire_out", standard="scene_command", given="", easier=True)
    assert "fire_out" in EN.difference(item, muster)
    assert ZH.difference(item, muster).startswith("▼ ")
    other = Difference(field="limits.muster_ms", standard="600000", given="900000", easier=True)
    assert EN.difference(other).endswith("15:00 instead of 10:00")
