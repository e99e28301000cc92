"""The three who can play a drill: what each chooses, from the picture and what the planner says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from backend_stub.town.autopilots.drill_players import GREEDY, NAIVE, NAMES, OPTIMAL, Briefing, make_player
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.musters.commands import OrderMuster, SendToPosts
from console.domain.orders.commands import DispatchUnits
from console.wire.muster_messages import MusterPlans, MusterProposal, PlannedUnit, RallyProposal
from tests.backend_stub.town.muster_stand import SCENE, MusterStand, crossing
from tests.backend_stub.town.stand import unit

RALLY = crossing(3, 3)
"""Outside the work area of the card, whatever the wind."""
UNITS = tuple(unit(f"P-{n}", n % 11, 10 - n % 7) for n in range(1, 33))
"""32 patrols of four officers."""


def plan(kind: str, unit_ids: Sequence[str]) -> MusterProposal:
    """One of the planner's plans."""
    units = tuple(PlannedUnit(unit_id=one, eta_s=90, officers=4) for one in unit_ids)
    return MusterProposal(kind=kind, t_star_s=90, strength=4 * len(units), units=units, uncovers=())


def plans(incident_id: str) -> MusterPlans:
    """Fastest: the first 25 units; balanced: the last 25."""
    ids = [one.id for one in UNITS]
    return MusterPlans(
        number=1,
        t_ms=1_000,
        incident_id=incident_id,
        strength=100,
        eligible=128,
        reserves=0,
        rallies=(RallyProposal(place=RALLY, t_star_s=90, drive_s=60),),
        plans=(plan("fastest", ids[:25]), plan("balanced", ids[-25:])),
    )


class Desk:
    """A player at a stand with one major incident, from its acceptance on."""

    def __init__(self, name: str, planner: bool = True) -> None:
        self.stand = MusterStand(units=UNITS)
        self.player = make_player(name, 1)
        self.incident_id = self.stand.open_incident(SCENE, "CHEM")
        self.briefing = Briefing(plans={self.incident_id: plans(self.incident_id)} if planner else {})
        self.asked: list[tuple[int, AnyCommand]] = []

    def play(self, seconds: int) -> Desk:
        """Live on."""
        for _ in range(seconds):
            self.stand.run(1)
            asked = list(self.player.play(self.stand.t_ms, self.stand.picture, self.briefing))
            assert len(asked) <= 1, "one pair of hands"
            for command in asked:
                self.asked.append((self.stand.t_ms, command))
                refused = self.stand.ask("autopilot", command, Role.DUTY_LEADER)
                assert refused is None, (command, refused)
        return self

    @property
    def order(self) -> OrderMuster:
        """The muster order it gave."""
        (order,) = [command for _, command in self.asked if isinstance(command, OrderMuster)]
        return order

    def ordered(self) -> list[str]:
        """Units of the order."""
        return [one.unit_id for one in self.order.units]


def test_greedy_orders_the_planners_fastest_plan_at_its_rally_point() -> None:
    desk = Desk(GREEDY).play(30)
    assert desk.ordered() == [one.id for one in UNITS[:25]]
    assert desk.order.plan.rally == RALLY
    assert desk.order.plan.proposal == "fastest"


def test_optimal_orders_the_balanced_plan_and_officers_to_spare() -> None:
    desk = Desk(OPTIMAL).play(30)
    assert desk.ordered() == [one.id for one in UNITS[-25:]]
    more = [command for _, command in desk.asked if isinstance(command, DispatchUnits)]
    assert sum(len(command.units) for command in more) * 4 >= 12


def test_optimal_is_the_first_to_order_and_naive_the_last() -> None:
    ordered_ms = []
    for name in (OPTIMAL, GREEDY, NAIVE):
        desk = Desk(name).play(80)
        ordered_ms.append(next(t for t, command in desk.asked if isinstance(command, OrderMuster)))
    assert ordered_ms == sorted(ordered_ms)
    assert ordered_ms[2] - ordered_ms[0] >= 30_000


def test_naive_gathers_at_the_station_next_to_the_scene_whatever_the_planner_says() -> None:
    desk = Desk(NAIVE).play(80)
    rally = desk.order.plan.rally
    assert rally is not None
    assert (rally.lon_e7, rally.lat_e7) in {(one.home_lon_e7, one.home_lat_e7) for one in UNITS}
    assert rally != RALLY
    assert rally.text_en.isascii()


def test_naive_sends_few_at_a_time_and_more_when_too_few_are_coming() -> None:
    desk = Desk(NAIVE).play(240)
    waves = [len(desk.order.units)]
    waves += [len(command.units) for _, command in desk.asked if isinstance(command, DispatchUnits)]
    assert waves[0] == 5
    assert len(waves) > 5
    assert max(waves) <= 5
    assert sum(waves) * 4 >= 100


def test_planner_led_players_wait_for_the_planner_before_they_go_by_the_map() -> None:
    desk = Desk(GREEDY, planner=False).play(20)
    assert not any(isinstance(command, OrderMuster) for _, command in desk.asked)
    desk.play(30)
    assert desk.order.plan.rally is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_player_brings_its_muster_to_its_posts(name: str) -> None:
    desk = Desk(name).play(600)
    assert desk.stand.muster.t1_ms >= 0
    assert any(isinstance(command, SendToPosts) for _, command in desk.asked)


def test_same_seed_asks_the_same() -> None:
    assert Desk(NAIVE).play(200).asked == Desk(NAIVE).play(200).asked


def test_player_that_does_not_exist_is_loud() -> None:
    with pytest.raises(KeyError):
        make_player("lucky", 1)
