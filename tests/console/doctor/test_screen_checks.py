"""The doctor's checks of what Qt can show: judgement of answers, and one real child."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.doctor.finding import State
from console.doctor.screen_checks import ask_child, check_display, check_screen, has_display, judge

ROOT = Path(__file__).resolve().parents[3]
GOOD = {"platform": "xcb", "screens": 2, "chinese_fonts": 3, "gpu": True, "webgl": "ANGLE"}


def test_display_is_x11_or_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_display({})
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    monkeypatch.setattr("sys.platform", "win32")
    assert has_display({})


def test_no_display_is_a_warning_that_tells_of_the_offscreen_demonstration() -> None:
    finding = check_display(display=False)
    assert finding.state is State.WARNING
    assert "offscreen" in finding.says


def test_good_answer_has_no_faults() -> None:
    assert {finding.state for finding in judge(GOOD)} == {State.OK}


def test_no_chinese_font_and_no_webgl_are_faults_with_remedies() -> None:
    faults = [finding for finding in judge({**GOOD, "chinese_fonts": 0, "webgl": ""}) if finding.remedy]
    assert [finding.check for finding in faults] == ["fonts", "webgl"]
    assert {finding.state for finding in faults} == {State.FAULT}


def test_child_that_cannot_start_is_told_in_its_own_words(tmp_path: Path) -> None:
    answer = ask_child(tmp_path, "no-such-platform")  # no program of ours in that folder, either
    assert isinstance(answer, str)
    assert answer.startswith("Qt does not start")


@pytest.mark.slow
@pytest.mark.system("webengine")
def test_real_child_answers_for_this_machine() -> None:
    checks = {finding.check: finding for finding in check_screen(ROOT)}
    assert checks["qt"].state is State.OK
    assert {"display", "fonts", "graphics", "webgl"} <= set(checks)
