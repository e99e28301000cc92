"""The baseline of T0 is asked for until it stands in the journal, as it was when the muster was first seen."""

from __future__ import annotations

import pytest

from backend_stub.planner.baseline import ASK_AGAIN_MS, Baselines
from backend_stub.planner.muster_planning import MusterPlanning
from backend_stub.planner.plans import Press
from backend_stub.planner.situation import Situation
from console.domain.musters.commands import ActivateMuster, RecordBaseline
from console.domain.orders.states import UnitState
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.planner.muster_town import LEADER, PLANNER, MusterTown, ground
from tests.backend_stub.town import demo_town


class Desk:
    """Baselines of their own beside a town's planner."""

    def __init__(self) -> None:
        self.town = MusterTown()
        self.situation = Situation(demo_town.graph(), self.town.picture, ground())
        self.situation.notice()
        self.situation.whereabouts.settle()
        self.situation.look_at_cover()
        self.baselines = Baselines(self.situation, MusterPlanning(self.situation, Press(60_000)))

    def look(self) -> list[RecordBaseline]:
        found = self.baselines.look(self.town.muster, self.town.incident, self.town.t_ms)
        return [one for one in found if isinstance(one, RecordBaseline)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def activate(desk: Desk) -> None:
    desk.town.ask(LEADER, ActivateMuster(incident_id=desk.town.incident.id))
    desk.situation.notice()


def test_nothing_is_told_before_there_is_an_order(desk: Desk) -> None:
    activate(desk)
    assert desk.look() == []


def test_it_is_told_again_only_after_a_while_and_no_more_once_it_is_recorded(desk: Desk) -> None:
    plans = desk.town.plans()
    activate(desk)
    desk.look()
    desk.town.order()
    told = desk.look()
    assert plans.rallies
    assert len(told) == 1
    desk.town.t_ms += ASK_AGAIN_MS - 1
    assert desk.look() == []
    desk.town.t_ms += 1
    assert desk.look() == told  # the same snapshot, whatever has changed since
    desk.town.ask(PLANNER, told[0])
    desk.town.t_ms += ASK_AGAIN_MS
    assert desk.look() == []


def test_what_changes_after_t0_changes_no_baseline(desk: Desk) -> None:
    desk.town.plans()
    activate(desk)
    desk.look()
    free = [unit.id for unit in desk.town.picture.units.values() if unit.state is UnitState.AVAILABLE]
    town.set_unit(desk.town.picture, free[0], state=UnitState.OUT_OF_SERVICE)
    town.add_closure(desk.town.picture, 1_179_300_000, 368_150_000)
    desk.situation.notice()
    desk.town.order()
    (told,) = desk.look()
    assert told.closures == ()
    assert 0 < told.best_anywhere_ms <= told.best_ms


def test_a_muster_that_is_over_is_forgotten_and_seen_anew(desk: Desk) -> None:
    desk.town.plans()
    activate(desk)
    desk.look()
    desk.town.order()
    assert len(desk.look()) == 1
    desk.baselines.keep(set())
    assert len(desk.look()) == 1  # no snapshot of before, and no waiting for it
