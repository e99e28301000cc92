"""Beside a decided clock stands the reason that the result gives, from its first instant on and for good."""

from __future__ import annotations

import pytest

from console.domain.musters.entities import Area
from console.panels.strip.reasons import PhaseReasons
from console.result.sentences import Sentences
from console.words.names import Names
from tests.console.domain.drill_world import DrillWorld, whole_run
from tests.console.result import runs
from tests.console.result.runs import facts

pytestmark = pytest.mark.usefixtures("qapp")


def said(world: DrillWorld, reasons: PhaseReasons | None = None, chinese: bool = False) -> tuple[str, ...]:
    names = Names(world.picture, chinese=chinese)
    return (reasons or PhaseReasons()).of(world.muster, names, world.t_ms)


def test_running_phases_have_none() -> None:
    assert said(runs.began()) == ("", "", "")


def test_a_late_muster_names_who_was_last_in_both_languages() -> None:
    world = runs.late(41_000)
    assert said(world)[0] == "P-120 counted last, 08:41 later than shown"
    assert said(world, chinese=True)[0] == "P-120最后计入，比预计晚08:41"


def test_a_missed_phase_says_what_was_wanting_when_it_was_missed_whatever_comes_later() -> None:
    world, reasons = runs.short_of(7), PhaseReasons()
    first = said(world, reasons)[0]
    assert first.startswith("35 of 100 counted")
    for unit in ("P-108", "P-109"):
        world.enter(unit, Area.RALLY)
    assert said(world, reasons)[0] == first


def test_reached_late_replaces_what_was_wanting() -> None:
    world, reasons = runs.short_of(19), PhaseReasons()
    assert said(world, reasons)[0].startswith("95 of 100")
    world.enter("P-120", Area.RALLY)
    world.pass_time(15_000)
    assert said(world, reasons)[0].startswith("P-120 counted last")


def test_it_is_the_sentence_of_the_result() -> None:
    world = whole_run()
    muster = facts(world).musters[0]
    words = Sentences(chinese=False)
    assert said(world) == tuple(words.reason(gate.reason, muster) for gate in muster.gates[:3])


def test_a_muster_whose_incident_has_gone_has_none() -> None:
    world = whole_run()
    world.picture.incidents.clear()
    assert said(world) == ("", "", "")
