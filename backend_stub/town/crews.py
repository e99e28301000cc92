"""Crews of the demo town: what the people of one unit do about its order, and where that takes them.

Pure given seeded dice, any thread; `backend_stub.town.simulation` steps them once a second. A crew looks at the folded
picture and never argues: what an operator enters by voice proxy, cancels or diverts is how it is. It asks for its own
steps by commands, as a field terminal would, and asks again when an answer does not show in the picture. What befalls
it on an order is drawn from the seed, the unit and the type of incident, so that it befalls it whoever plays.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import partial

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.orders import commands as oc
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.registry.entities import Unit
from console.geo import distance_m

from .body import Beat, Body
from .driving import Dice, Driver
from .scenario import Manners
from .scenario_story import Span
from .shift import Part, Shift
from .trips import Trip

O = OrderState  # noqa: E741 - the state machine reads best with one letter
ASK_AGAIN_MS = 20_000
MOVED_M = 60.0
TURNOUT = (0.85, 1.15)
"""From the order to rolling wheels, as a share of the unit's registered turnout: the acknowledgement lies within it."""
READY_MS = 4_000
"""At least this long from the acknowledgement to rolling wheels."""
STAND_SHARE = (0.1, 0.7)
"""Where in a fence a unit stops: this share of its radius away from the middle, each unit its own."""
FENCE_PATIENCE_MS = 15_000
"""A crew at the rally point reports it itself when its position has not done so for long."""

_RANK = {state: rank for rank, state in enumerate(OrderState)}


@dataclass(slots=True)
class Task:
    """What a crew makes of one order: drawn when it first hears of it. Times in t_ms, −1 = not (yet)."""

    order_id: str
    seen: OrderState
    place: tuple[int, int]
    dice: Dice
    acknowledge_ms: int
    decline: str
    breakdown_share: float
    delay_s: float
    stuck_s: float
    diverted: bool
    turnout_ms: int = -1
    depart_ms: int = -1
    breakdown_ms: int = -1
    confirm_ms: int = -1
    told_delay: bool = False
    asked: dict[str, int] = field(default_factory=dict)
    due: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mission:
    """What a crew is told of its order: where it sends the unit, whether the work there is done, urgency.

    `radius_m` is that of the fence it is sent to (0 = to the place itself), `part` its part in a muster.
    """

    order: Order
    place: Place
    done: bool
    urgent: bool
    type_code: str
    radius_m: float = 0.0
    part: Part | None = None


class Crew:
    """One unit. `look` once a second; `body` and `beat` tell whoever wants to see or hear it."""

    def __init__(self, unit: Unit, driver: Driver, manners: Manners, seed: int) -> None:
        self.unit_id = unit.id
        self.shift = Shift(unit, manners, seed)
        self.body = Body(unit, driver)
        self._seed = seed
        self._manners = manners
        self._dice: Dice = random.Random(f"{seed}:{unit.id}")
        self.beat = Beat(self.body, manners, self._dice, on_call=unit.reserved)
        self._stand_share = random.Random(f"{seed}:{unit.id}:stand").uniform(*STAND_SHARE)
        self._heard: dict[str, int] = {}
        self._task: Task | None = None
        self._closures = 0
        self._broken_until_ms = -1
        self._available_ms = -1
        self._decline_next = ""
        self._breaks_down = ""
        self._t_ms = 0
        """Of the look under way."""
        self._asks: list[AnyCommand] = []

    # -- what others see -----------------------------------------------------------------------------------------------

    @property
    def urgent(self) -> bool:
        """On its way to an order with lights on."""
        task = self._task
        return task is not None and (
            task.seen is O.ENROUTE or (task.seen is O.MUSTERED and task.confirm_ms < 0)
        )

    @property
    def at_work(self) -> bool:
        """Stands where its order sent it."""
        return self._task is not None and self._task.confirm_ms >= 0

    def under_way(self, t_ms: int) -> bool:
        """Drives to where its order sends it, and is not there yet."""
        task = self._task
        return task is not None and "drive" in task.asked and task.confirm_ms < 0 and self.body.moves(t_ms)

    # -- what befalls it -----------------------------------------------------------------------------------------------

    def decline_next(self, reason: str) -> None:
        """The next order it hears it declines."""
        self._decline_next = reason

    def break_down(self, reason: str) -> None:
        """Its vehicle fails at its next look, while it is under way."""
        self._breaks_down = reason

    # -- once a second -------------------------------------------------------------------------------------------------

    def look(self, t_ms: int, unit: Unit, mission: Mission | None, closures: int) -> list[AnyCommand]:
        """What it asks for now; starts, turns and ends movements. `closures` goes up whenever roads change."""
        self._t_ms, self._asks = t_ms, []
        if mission is None or mission.order.state not in OPEN_ORDER_STATES:
            self._without_order(unit)
        else:
            task = self._task
            if task is None or task.order_id != mission.order.id:
                task = self._task = self._hear_order(mission)
            self._with_order(unit, mission, task, roads_changed=closures != self._closures)
        self._closures = closures
        return self._asks

    def _hear_order(self, mission: Mission) -> Task:
        type_code, order, place = mission.type_code, mission.order, mission.place
        times = self._heard.get(type_code, 0)
        self._heard[type_code] = times + 1
        dice = random.Random(f"{self._seed}:{self.unit_id}:{type_code}:{times}")
        m, moving = self._manners, self._task is not None
        wait = m.silent_s if dice.random() < m.silent_share else m.acknowledge_s
        decline = dice.choice(m.decline_reasons) if dice.random() < m.decline_share else ""
        # dice of their own, which shift nothing else
        stuck = random.Random(f"{self._seed}:{self.unit_id}:{type_code}:{times}:stuck")
        task = Task(
            order_id=order.id,
            seen=order.state,
            place=(place.lon_e7, place.lat_e7),
            dice=dice,
            acknowledge_ms=self._in(wait, dice),
            diverted=moving,
            decline=self._decline_next or ("" if moving else decline),
            breakdown_share=dice.random() if dice.random() < m.breakdown_share else -1.0,
            delay_s=dice.uniform(*m.delay_s) if dice.random() < m.delay_share else 0.0,
            stuck_s=stuck.uniform(*m.stuck_s) if stuck.random() < m.stuck_share else 0.0,
        )
        self._decline_next = self._breaks_down = ""
        self._available_ms = self._broken_until_ms = -1
        if moving:
            self.body.pull_over(self._t_ms)
        return task

    def _in(self, span: Span, dice: Dice) -> int:
        """The hub's time some seconds from now."""
        return self._t_ms + round(dice.uniform(*span) * 1000)

    def _with_order(self, unit: Unit, mission: Mission, task: Task, *, roads_changed: bool) -> None:
        order = mission.order
        if _RANK[order.state] < _RANK[task.seen]:
            task.asked.clear()
        task.seen = order.state
        there = False
        if order.state is O.DISPATCHED:
            self._answer(order, task)
        elif order.state is O.ACKNOWLEDGED:
            self._turn_out(unit, order, task)
        else:
            there = self._get_there(mission, task, roads_changed)
            if there and order.state is O.ONSCENE:
                self._leave_when_done(mission, task)
            elif there:
                self._say_there(order, task)
        if mission.part is not None:
            ask = partial(self._ask, task)
            self.shift.report(self._t_ms, order, mission.part, task.due, task.dice, ask, there)

    def _ask(self, task: Task, what: str, command: AnyCommand) -> None:
        """Ask for something once, and again only when it has not shown in the picture for long."""
        asked = task.asked.get(what)
        if asked is None or self._t_ms - asked >= ASK_AGAIN_MS:
            task.asked[what] = self._t_ms
            self._asks.append(command)

    def _progress(self, task: Task, what: str, state: OrderState) -> None:
        device_ms = self.shift.device_ms(self._t_ms)
        self._ask(task, what, oc.ProgressOrder(order_id=task.order_id, state=state, device_ms=device_ms))

    def _answer(self, order: Order, task: Task) -> None:
        if self._t_ms < task.acknowledge_ms:
            return
        if task.decline:
            self._ask(task, "decline", oc.DeclineOrder(order_id=order.id, reason=task.decline))
        else:
            self._progress(task, "ack", O.ACKNOWLEDGED)

    def _turn_out(self, unit: Unit, order: Order, task: Task) -> None:
        if task.turnout_ms < 0:
            seconds = unit.turnout_s * task.dice.uniform(*TURNOUT)
            started = self._t_ms if task.diverted else order.dispatched_ms
            seconds = 6.0 if task.diverted else seconds
            task.turnout_ms = max(started + round(seconds * 1000), self._t_ms + READY_MS)
            task.turnout_ms += round(task.stuck_s * 1000)
            self.body.pull_over(self._t_ms)
        if self._t_ms >= task.turnout_ms:
            self._progress(task, "enroute", O.ENROUTE)

    # -- getting there -------------------------------------------------------------------------------------------------

    def _get_there(self, mission: Mission, task: Task, roads_changed: bool) -> bool:
        """Drives on to where the order sends it now; whether it stands there."""
        t_ms, order, place, body = self._t_ms, mission.order, mission.place, self.body
        driving = "drive" in task.asked
        moved = distance_m(*task.place, place.lon_e7, place.lat_e7) > MOVED_M
        if driving and moved and not self._may_depart(task):
            return False
        if not driving or moved or (roads_changed and body.moves(t_ms)):
            self._start_drive(mission, task)
        if self._is_broken(order, task):
            return False
        trip = body.trip
        late = order.state is O.ENROUTE and task.delay_s > 0.0 and not task.told_delay
        if trip is not None and late and t_ms >= (trip.start_ms + trip.end_ms) // 2:
            self._be_delayed(mission, task)
        return not body.moves(t_ms)

    def _is_broken(self, order: Order, task: Task) -> bool:
        """Whether its vehicle fails, or has failed; then it asks to be taken off."""
        if self._broken_until_ms < 0:
            own = 0 <= task.breakdown_ms <= self._t_ms and order.state is O.ENROUTE
            befallen = self._breaks_down and order.state is not O.ONSCENE and self.body.moves(self._t_ms)
            if not own and not befallen:
                return False
            self._broken_until_ms = self._in(self._manners.breakdown_s, task.dice)
            self._breaks_down = self._breaks_down or task.dice.choice(self._manners.breakdown_reasons)
            self.body.pull_over(self._t_ms)
        self._ask(task, "broken", oc.SetOutOfService(unit_id=self.unit_id, reason=self._breaks_down))
        return True

    def _may_depart(self, task: Task) -> bool:
        """Who stands takes some seconds to mount; who drives turns at once."""
        if self.body.moves(self._t_ms):
            return True
        if task.depart_ms < 0:
            task.depart_ms = self._in(self._manners.depart_s, task.dice)
        return self._t_ms >= task.depart_ms

    def _way(self, mission: Mission, task: Task) -> Trip:
        stand_m = mission.radius_m * self._stand_share
        return self.body.way_to(self._t_ms, mission.place, mission.urgent, stand_m, task.dice)

    def _start_drive(self, mission: Mission, task: Task) -> None:
        task.asked.setdefault("drive", self._t_ms)
        task.place = (mission.place.lon_e7, mission.place.lat_e7)
        task.confirm_ms = task.depart_ms = -1
        trip = self.body.trip = self._way(mission, task)
        if task.breakdown_share >= 0.0 and task.breakdown_ms < 0:
            task.breakdown_ms = self._t_ms + round((trip.end_ms - self._t_ms) * task.breakdown_share)

    def _be_delayed(self, mission: Mission, task: Task) -> None:
        """Stuck in traffic: stands for a while, then drives on."""
        task.told_delay = True
        reason = task.dice.choice(self._manners.delay_reasons)
        self._ask(task, "delay", oc.DelayOrder(order_id=task.order_id, reason=reason))
        self.body.trip = self._way(mission, task).after_standing(round(task.delay_s * 1000))

    def _say_there(self, order: Order, task: Task) -> None:
        """At the rally point its position says so, else its terminal; on scene the crew confirms."""
        if task.confirm_ms < 0:
            task.confirm_ms = self._in(self._manners.confirm_arrival_s, task.dice)
        if order.to_rally and not order.post:
            if order.state is not O.MUSTERED and self._t_ms >= task.confirm_ms + FENCE_PATIENCE_MS:
                self._progress(task, "mustered", O.MUSTERED)
        elif self._t_ms >= task.confirm_ms:
            self._progress(task, "onscene", O.ONSCENE)

    def _leave_when_done(self, mission: Mission, task: Task) -> None:
        """On scene, by its own word or by voice proxy, and there: leaves when the work is done."""
        if task.confirm_ms < 0:
            task.confirm_ms = self._t_ms
        if mission.done:
            if "leave" not in task.asked:
                task.asked["leave"] = self._in((2.0, 12.0), task.dice)
            if self._t_ms >= task.asked["leave"]:
                self._progress(task, "clear", O.CLEARED)

    # -- without an order ----------------------------------------------------------------------------------------------

    def _without_order(self, unit: Unit) -> None:
        if self._task is not None:
            self._task = None
            self.body.pull_over(self._t_ms)
            self.beat.rest(self._t_ms)
        if unit.state is UnitState.OUT_OF_SERVICE:
            # a breakdown of its own is repaired some time; others are for the desk to end
            if 0 <= self._broken_until_ms <= self._t_ms:
                self._broken_until_ms = -1
                self._available_ms = self._t_ms
                self._asks.append(oc.ReturnToService(unit_id=unit.id))
        elif unit.state is UnitState.CLEARED:
            if self._available_ms < 0:
                self._available_ms = self._in(self._manners.clear_to_available_s, self._dice)
            elif self._t_ms >= self._available_ms:
                self._available_ms = self._t_ms + ASK_AGAIN_MS
                self._asks.append(oc.ReturnToService(unit_id=unit.id))
        else:
            self._broken_until_ms = self._available_ms = -1
        if self._broken_until_ms < 0:
            self.beat.idle(self._t_ms, unit.state is UnitState.OUT_OF_SERVICE)
