"""The doctor's check of a hub's clock (K1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.doctor.clock_check import check_clock, judge_clock
from console.doctor.finding import State


@pytest.mark.parametrize(
    ("info", "state", "said"),
    [
        ("journal x\n 5 events\n", State.OK, "no live world"),
        ("journal x\nclock 0 ms: …\n", State.OK, "machine's"),
        ("clock 60000 ms: …", State.OK, "machine's"),
        ("clock -60000 ms: …", State.OK, "machine's"),
        ("clock 28800000 ms: …", State.WARNING, "28800 s ahead of"),
        ("clock -172800000 ms: …", State.WARNING, "172800 s behind"),
    ],
)
def test_clocks_that_differ_by_more_than_a_minute_are_a_warning(info: str, state: State, said: str) -> None:
    finding = judge_clock(info)
    assert finding.state is state
    assert said in finding.says
    assert ("--take-clock" in finding.remedy) == (state is State.WARNING)


@pytest.mark.slow
def test_folder_without_a_journal_is_a_fault_in_words(tmp_path: Path) -> None:
    finding = check_clock(tmp_path)
    assert finding.state is State.FAULT
    assert "no such file" in finding.says
