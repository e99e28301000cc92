from __future__ import annotations

import pytest

from console.planning.forecast import COMMON_LOG, COMMON_SD, SHORT_S, UNIT_SD
from console.planning.paces import PaceLearner


def _drive(learner: PaceLearner, unit_id: str, ratio: float, seconds: int = 120, to: object = "R") -> None:
    """A drive that takes `ratio` times what was computed."""
    for t_s in range(0, seconds, 2):
        learner.see(unit_id, to, t_s, 400.0 - t_s / ratio)


def test_before_anything_is_seen_the_day_is_as_days_are_and_uncertain() -> None:
    pace = PaceLearner().pace()
    assert pace.log == pytest.approx(COMMON_LOG)
    assert (pace.sd, pace.short_s) == (COMMON_SD, SHORT_S)


def test_slow_drives_make_a_slow_day_and_certainty_grows() -> None:
    learner = PaceLearner()
    _drive(learner, "A", 1.1)
    one = learner.pace()
    for name in "BCDEF":
        _drive(learner, name, 1.1)
    six = learner.pace()
    assert 0 < one.log < six.log < 0.1
    assert COMMON_SD > one.sd > six.sd


def test_a_drive_far_off_the_others_tells_nothing_of_the_day() -> None:
    learner = PaceLearner()
    for name in "ABCD":
        _drive(learner, name, 1.0)
    before = learner.pace().log
    _drive(learner, "stuck", 2.5)
    assert learner.pace().log == pytest.approx(before, abs=0.005)


def test_what_made_a_drive_slow_goes_on_in_part_and_makes_it_uncertain() -> None:
    learner = PaceLearner()
    for name in "ABCD":
        _drive(learner, name, 1.0)
    _drive(learner, "E", 1.15)
    log, spread = learner.own("E", learner.pace())
    assert 0.02 < log < 0.14
    assert spread > UNIT_SD
    assert abs(learner.own("A", learner.pace())[0]) < 0.02
    assert learner.own("nobody", learner.pace()) == (0.0, UNIT_SD)


def test_standing_still_is_no_pace() -> None:
    learner = PaceLearner()
    _drive(learner, "A", 1.0)
    for t_s in range(120, 200, 2):
        learner.see("A", "R", t_s, 282.0, standing=True)
    assert learner.pace().log == pytest.approx(0.0, abs=0.01)


def test_another_destination_begins_another_drive() -> None:
    learner = PaceLearner()
    _drive(learner, "A", 1.1)
    learner.see("A", "S", 121, 900.0)
    assert learner.own("A", learner.pace()) == (0.0, UNIT_SD)
    assert learner.pace().log > 0


def test_a_few_seconds_of_driving_say_nothing_yet() -> None:
    learner = PaceLearner()
    _drive(learner, "A", 2.0, seconds=10)
    assert learner.pace().log == pytest.approx(COMMON_LOG)


def test_what_was_left_when_units_counted_is_learned() -> None:
    learner = PaceLearner()
    for name in "ABCDEF":
        learner.see(name, "R", 0.0, 40.0)
        learner.see(name, "R", 30.0, 12.0)
        learner.arrived(name, 32.0, there=True)
    learner.see("lost", "R", 0.0, 200.0)
    learner.arrived("lost", 10.0, there=False)
    learner.arrived("nobody", 10.0, there=True)
    assert SHORT_S < learner.pace().short_s < 10.0


def test_whether_a_unit_has_moved_on_is_known() -> None:
    learner = PaceLearner()
    assert not learner.moved("A", 40.0)
    learner.see("A", "R", 0.0, 40.0)
    assert not learner.moved("A", 40.0)
    assert learner.moved("A", 35.0)
