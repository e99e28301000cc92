"""The demo town with a level-1 explosion, the real rules and a planner: a muster as the planner sees it.

Positions are the stations unless a test moves somebody. `ask` decides and folds like the hub; `tick` lets the planner
think and, where it asks for something, decides that, too.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import msgspec

from backend_stub.planner.core import PlannerCore
from backend_stub.planner.plans import Planned
from backend_stub.planner.situation import PlannerGround
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand, decide
from console.domain.evolve import AnyEvent, Recorded, evolve
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import EnterFence, OrderMuster, ReportHeadcount
from console.domain.musters.counting import roster_of, rosters
from console.domain.musters.entities import Area, Muster
from console.domain.musters.plan import MusterPlan
from console.domain.orders.commands import ProgressOrder, UnitChoice
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.planning.plan_cards import load_cards, plan_of
from console.wire.muster_messages import MusterForecast, MusterPlans
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town

PLANT = Place(
    lon_e7=1_179_334_834, lat_e7=368_162_956, text_zh="松泰化工厂", text_en="Songtai Chemical Plant"
)
LEADER = Stamp(actor="leader", role=Role.DUTY_LEADER, seat="D1")
FIELD = Stamp(actor="town", role=Role.FIELD, seat="TOWN")
TRACKER = Stamp(actor="beside", role=Role.TRACKER, seat="BESIDE")
HUB = Stamp(actor="hub", role=Role.SYSTEM, seat="HUB")
PLANNER = Stamp(actor="beside", role=Role.PLANNER, seat="BESIDE")


@functools.cache
def ground() -> PlannerGround:
    """The demo town's places and water, and the cards that come with the program."""
    return PlannerGround.of_town(demo_town.directory())


class MusterTown:
    """One explosion, one planner. `t_ms` is hub time."""

    def __init__(self, type_code: str = "CHEM") -> None:
        self.picture = town.picture()
        incident = town.add_incident(self.picture, "INC-0001", PLANT.lon_e7, PLANT.lat_e7, type_code)
        self.picture.incidents[incident.id] = msgspec.structs.replace(
            incident, level=1, major=True, place=PLANT
        )
        self.t_ms = 1_000
        self.core = PlannerCore(demo_town.graph(), self.picture, ground())
        self.events: list[AnyEvent] = []
        self._plans: MusterPlans | None = None

    @property
    def incident(self) -> Incident:
        """The explosion."""
        return self.picture.incidents["INC-0001"]

    @property
    def muster(self) -> Muster:
        """Its muster."""
        return self.picture.musters["M-0001"]

    def ask(self, stamp: Stamp, command: AnyCommand) -> list[AnyEvent]:
        """Decide and fold; a refusal fails the test."""
        answer = decide(self.picture, Asked(stamp=stamp, t_ms=self.t_ms, command=command))
        assert not isinstance(answer, Refusal), answer
        for event in answer:
            evolve(self.picture, Recorded(seq=self.picture.seq + 1, t_ms=self.t_ms, stamp=stamp, event=event))
        self.events += answer
        return answer

    def tick(self, after_ms: int = 1_000) -> Planned:
        """The planner's tick, so much later; what it asks for is decided."""
        self.t_ms += after_ms
        planned = self.core.tick(self.t_ms)
        for command in planned.commands:
            self.ask(PLANNER, command)
        return planned

    def plans(self, after_ms: int = 1_000) -> MusterPlans:
        """Tick; the newest muster plans that were said."""
        said = [one for one in self.tick(after_ms).plans if isinstance(one, MusterPlans)]
        self._plans = said[0] if said else self._plans
        assert self._plans is not None
        return self._plans

    def forecast(self, after_ms: int = 2_000) -> MusterForecast:
        """Tick; the forecast that is said then."""
        return next(one for one in self.tick(after_ms).plans if isinstance(one, MusterForecast))

    # -- what people do ------------------------------------------------------------------------------------------------

    def body(self, plans: MusterPlans, **changes: object) -> MusterPlan:
        """The order's body as a desk would fill it."""
        card = load_cards()[self.incident.type_code]
        plan = plan_of(
            card,
            self.incident.place,
            plans.rallies[0].place,
            posts=plans.posts,
            work_area_e7=plans.work_area_e7,
            proposal="balanced",
        )
        return msgspec.structs.replace(plan, **changes)

    def order(self, kind: str = "balanced", skip: int = 0, **changes: object) -> tuple[str, ...]:
        """Order one of the plans, without its last `skip` units; the units ordered."""
        plans = self.plans()
        chosen = next(one for one in plans.plans if one.kind == kind)
        units = tuple(one.unit_id for one in chosen.units)[: len(chosen.units) - skip]
        choices = tuple(UnitChoice(unit_id=unit_id, eta_ms=300_000) for unit_id in units)
        self.ask(LEADER, OrderMuster(incident_id="INC-0001", plan=self.body(plans, **changes), units=choices))
        return units

    def order_of(self, unit_id: str) -> Order:
        """The unit's present order."""
        return self.picture.orders[self.picture.units[unit_id].order_id]

    def sign(self, units: Iterable[str]) -> None:
        """They sign, and say that everybody is there."""
        for unit_id in units:
            order = self.order_of(unit_id)
            self.ask(FIELD, ProgressOrder(order_id=order.id, state=OrderState.ACKNOWLEDGED))
            sworn = len(roster_of(self.picture.units[unit_id], rosters(self.picture)))
            self.ask(FIELD, ReportHeadcount(order_id=order.id, sworn=sworn))

    def roll(self, units: Iterable[str]) -> None:
        """They drive off."""
        for unit_id in units:
            self.ask(FIELD, ProgressOrder(order_id=self.order_of(unit_id).id, state=OrderState.ENROUTE))

    def arrive(self, units: Iterable[str]) -> None:
        """They stand at the rally point."""
        for unit_id in units:
            self.ask(
                TRACKER,
                EnterFence(muster_id="M-0001", unit_id=unit_id, area=Area.RALLY, fix_ms=self.t_ms),
            )

    def move(self, unit_id: str, place: Place) -> None:
        """A fix at a place."""
        self.core.positions(town.positions(self.t_ms, (unit_id, place.lon_e7, place.lat_e7, 0.0)))
