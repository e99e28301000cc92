"""Measures stand beside the gates: what a live picture cannot know is said to need the journal, never made up."""

from __future__ import annotations

import msgspec
import pytest

from console.result.measures import BAD, UNKNOWN, WARN, MeasureLines
from tests.console.result.runs import ending

EN = MeasureLines(chinese=False)


def lines(name: str, judged: bool = True, **measures: int) -> dict[str, tuple[str, str]]:
    muster = ending(name).musters[-1]
    changed = msgspec.structs.replace(muster, measures=msgspec.structs.replace(muster.measures, **measures))
    return {line.name: (line.value, line.tone) for line in EN.measures(changed, judged)}


def test_times_and_strengths_of_a_whole_run() -> None:
    found = lines("whole")
    assert found["First report → T0"] == ("00:10", "")
    assert found["T1"] == ("05:00 (300.0 s)", "")
    assert found["Order allowance, apart"] == ("00:45", "")
    assert found["Sustained"] == ("held", "")
    assert not any("total" in name.lower() for name in found)


def test_t1_that_never_was_is_a_dash() -> None:
    assert lines("stood down")["T1"] == ("—", "")
    assert lines("stood down")["Sustained"] == ("—", "")


def test_final_strength_is_called_so_once_it_is_final() -> None:
    assert "Strength now" in lines("under way")
    assert "Final strength" in lines("stood down")


@pytest.mark.parametrize(
    "name", ["Orders taken back at once", "Double orders", "Calls left alone", "By voice"]
)
def test_what_only_the_journal_knows_is_said_to_need_it(name: str) -> None:
    hidden = {"wrong_orders": -1, "double_orders": -1, "alarms_unacknowledged": -1, "by_voice": -1}
    assert lines("whole", judged=False, **hidden)[name] == ("only from the journal", UNKNOWN)
    assert lines("whole", judged=True, **hidden)[name] == ("—", UNKNOWN)


def test_what_should_be_nought_and_is_not_stands_out() -> None:
    assert lines("whole", false_declarations=0)["False declarations"] == ("0", "")
    assert lines("whole", false_declarations=2)["False declarations"] == ("2", WARN)
    assert lines("bare")["Grids bare at once, at worst"] == ("1", WARN)


def test_a_strength_that_was_not_sustained_is_bad_and_says_from_when() -> None:
    muster = msgspec.structs.replace(
        ending("whole").musters[0], sustained="failed", sustain_failed_at="2026-09-21T22:20:00.000+08:00"
    )
    found = {line.name: (line.value, line.tone) for line in EN.measures(muster, True)}
    assert found["Sustained"] == ("failed at 22:20:00", BAD)
