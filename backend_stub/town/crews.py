"""Crews of the demo town: what the people of one unit do about its order, and where that takes them.

Pure given seeded dice, any thread; `backend_stub.town.simulation` steps them once a second. A crew looks at the folded
picture and never argues: what an operator enters by voice proxy, cancels or diverts is how it is. It asks for its own
steps by commands, as a field terminal would, and asks again when an answer does not show in the picture. What befalls
it on an order is drawn from the seed, the unit and the type of incident, so that it befalls it whoever plays.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.orders.commands import (
    DeclineOrder,
    DelayOrder,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
)
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.registry.entities import Unit
from console.geo import distance_m

from .beats import Beat
from .body import Body
from .driving import Dice, Driver
from .scenario import Manners
from .scenario_story import Span
from .shift import Part, Shift
from .trips import Fix, Trip

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
"""A crew at the rally point says so itself when its position long has not."""

_RANK = {state: rank for rank, state in enumerate(OrderState)}


@dataclass(slots=True)
class Task:
    """What a crew makes of one order: drawn when it first hears of it. Times in t_ms, −1 = not (yet)."""

    order_id: str
    seen: OrderState
    place: tuple[int, int]
    dice: Dice
    acknowledge_ms: int = -1
    decline: str = ""
    breakdown_share: float = -1.0
    delay_s: float = 0.0
    stuck_s: float = 0.0
    diverted: bool = False
    turnout_ms: int = -1
    depart_ms: int = -1
    breakdown_ms: int = -1
    confirm_ms: int = -1
    told_delay: bool = False
    asked: dict[str, int] = field(default_factory=dict)
    due: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a crew needs to know: its order, where that sends it, whether the work is done, closures, urgency.

    `radius_m` is that of the fence it is sent to (0 = to the place itself), `part` its part in a muster.
    """

    order: Order | None
    place: Place | None
    done: bool
    closures: int
    urgent: bool = True
    type_code: str = ""
    radius_m: float = 0.0
    part: Part | None = None


class Crew:
    """One unit. `look` once a second; `fix_at` whenever somebody wants to see it."""

    def __init__(self, unit: Unit, driver: Driver, manners: Manners, seed: int) -> None:
        self.unit_id = unit.id
        self.kind = unit.kind
        self.shift = Shift(unit, manners, seed)
        self._seed = seed
        self._manners = manners
        self._dice: Dice = random.Random(f"{seed}:{unit.id}")
        self._body = Body(unit, driver)
        self._beat = Beat(self._body, manners, self._dice, on_call=unit.reserved)
        self._stand_share = random.Random(f"{seed}:{unit.id}:stand").uniform(*STAND_SHARE)
        self._heard: dict[str, int] = {}
        self._task: Task | None = None
        self._closures = 0
        self._broken_until_ms = -1
        self._available_ms = -1
        self._decline_next = ""
        self._breaks_down = ""

    # -- what others see -----------------------------------------------------------------------------------------------

    def fix_at(self, t_ms: int) -> Fix:
        """Where the unit is."""
        return self._body.fix_at(t_ms)

    def may_be_near(self, t_ms: int, lon_e7: int, lat_e7: int, radius_m: float) -> bool:
        """Cheap and generous: whether it can be within `radius_m` of a point; its place a while ago, and its speed."""
        return self._body.may_be_near(t_ms, lon_e7, lat_e7, radius_m)

    def heard_at(self, t_ms: int) -> bool:
        """Whether its positions get through (radio silence now and then)."""
        return self._beat.is_heard(t_ms)

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

    @property
    def trip(self) -> Trip | None:
        """The movement it is in or has just ended."""
        return self._body.trip

    def under_way(self, t_ms: int) -> bool:
        """Drives to where its order sends it, and is not there yet."""
        task = self._task
        return task is not None and "drive" in task.asked and task.confirm_ms < 0 and self._body.moves(t_ms)

    # -- what befalls it -----------------------------------------------------------------------------------------------

    def begin(self, t_ms: int) -> None:
        """At the very beginning: units that roam are already out somewhere, others at home or nearly."""
        self._beat.begin(t_ms)

    def decline_next(self, reason: str) -> None:
        """The next order it hears it declines."""
        self._decline_next = reason

    def break_down(self, reason: str) -> None:
        """Its vehicle fails at its next look, while it is under way."""
        self._breaks_down = reason

    # -- once a second -------------------------------------------------------------------------------------------------

    def look(self, t_ms: int, unit: Unit, scene: Scene) -> list[AnyCommand]:
        """What it asks for now. Starts, turns and ends movements on the way."""
        asks: list[AnyCommand] = []
        order = scene.order
        if order is None or scene.place is None or order.state not in OPEN_ORDER_STATES:
            self._without_order(t_ms, unit, asks)
        else:
            task = self._task
            if task is None or task.order_id != order.id:
                task = self._task = self._hear_order(t_ms, order, scene.place, scene.type_code)
            self._with_order(t_ms, unit, order, scene.place, scene, task, asks)
        self._closures = scene.closures
        return asks

    def _hear_order(self, t_ms: int, order: Order, place: Place, type_code: str) -> Task:
        times = self._heard.get(type_code, 0)
        self._heard[type_code] = times + 1
        dice = random.Random(f"{self._seed}:{self.unit_id}:{type_code}:{times}")
        m, moving = self._manners, self._task is not None
        wait = m.silent_s if dice.random() < m.silent_share else m.acknowledge_s
        decline = dice.choice(m.decline_reasons) if dice.random() < m.decline_share else ""
        task = Task(
            order_id=order.id,
            seen=order.state,
            place=(place.lon_e7, place.lat_e7),
            dice=dice,
            acknowledge_ms=t_ms + round(dice.uniform(*wait) * 1000),
            diverted=moving,
            decline=self._decline_next or ("" if moving else decline),
            breakdown_share=dice.random() if dice.random() < m.breakdown_share else -1.0,
            delay_s=dice.uniform(*m.delay_s) if dice.random() < m.delay_share else 0.0,
            stuck_s=self._stuck_s(type_code, times),
        )
        self._decline_next = self._breaks_down = ""
        self._available_ms = self._broken_until_ms = -1
        if moving:
            self._body.pull_over(t_ms)
        return task

    def _stuck_s(self, type_code: str, times: int) -> float:
        """How long it does not drive although it signed; by dice of its own, which shift nothing else."""
        dice = random.Random(f"{self._seed}:{self.unit_id}:{type_code}:{times}:stuck")
        return dice.uniform(*self._manners.stuck_s) if dice.random() < self._manners.stuck_share else 0.0

    def _with_order(
        self,
        t_ms: int,
        unit: Unit,
        order: Order,
        place: Place,
        scene: Scene,
        task: Task,
        asks: list[AnyCommand],
    ) -> None:
        if _RANK[order.state] < _RANK[task.seen]:
            task.asked.clear()
        task.seen = order.state
        there = False
        if order.state is O.DISPATCHED:
            self._answer(t_ms, order, task, asks)
        elif order.state is O.ACKNOWLEDGED:
            self._turn_out(t_ms, unit, order, task, asks)
        else:
            there = self._get_there(t_ms, order, place, scene, task, asks)
            if there and order.state is O.ONSCENE:
                self._leave_when_done(t_ms, order, scene, task, asks)
            elif there:
                self._say_there(t_ms, order, scene, task, asks)
        if scene.part is not None:
            self.shift.report(
                t_ms,
                order,
                scene.part,
                task.due,
                task.dice,
                lambda what, command: self._ask(t_ms, task, what, command, asks),
                there,
            )

    def _ask(self, t_ms: int, task: Task, what: str, command: AnyCommand, asks: list[AnyCommand]) -> None:
        """Ask for something once, and again only when it long has not come about."""
        asked = task.asked.get(what)
        if asked is None or t_ms - asked >= ASK_AGAIN_MS:
            task.asked[what] = t_ms
            asks.append(command)

    def _answer(self, t_ms: int, order: Order, task: Task, asks: list[AnyCommand]) -> None:
        if t_ms < task.acknowledge_ms:
            return
        if task.decline:
            decline = DeclineOrder(order_id=order.id, reason=task.decline)
            self._ask(t_ms, task, "decline", decline, asks)
        else:
            self._ask(t_ms, task, "ack", self._progress(t_ms, order, O.ACKNOWLEDGED), asks)

    def _turn_out(self, t_ms: int, unit: Unit, order: Order, task: Task, asks: list[AnyCommand]) -> None:
        if task.turnout_ms < 0:
            seconds = unit.turnout_s * task.dice.uniform(*TURNOUT)
            started = t_ms if task.diverted else order.dispatched_ms
            seconds = 6.0 if task.diverted else seconds
            task.turnout_ms = max(started + round(seconds * 1000), t_ms + READY_MS)
            task.turnout_ms += round(task.stuck_s * 1000)
            self._body.pull_over(t_ms)
        if t_ms >= task.turnout_ms:
            self._ask(t_ms, task, "enroute", self._progress(t_ms, order, O.ENROUTE), asks)

    def _progress(self, t_ms: int, order: Order, state: OrderState) -> AnyCommand:
        return ProgressOrder(order_id=order.id, state=state, device_ms=self.shift.device_ms(t_ms))

    # -- getting there -------------------------------------------------------------------------------------------------

    def _get_there(
        self, t_ms: int, order: Order, place: Place, scene: Scene, task: Task, asks: list[AnyCommand]
    ) -> bool:
        """Drives on to where the order sends it now; whether it stands there."""
        body, driving = self._body, "drive" in task.asked
        moved = distance_m(*task.place, place.lon_e7, place.lat_e7) > MOVED_M
        if driving and moved and not self._may_depart(t_ms, task):
            return False
        if not driving or moved or (scene.closures != self._closures and body.moves(t_ms)):
            self._start_drive(t_ms, place, scene, task)
        if self._is_broken(t_ms, order, task, asks):
            return False
        trip = body.trip
        late = order.state is O.ENROUTE and task.delay_s > 0.0 and not task.told_delay
        if trip is not None and late and t_ms >= (trip.start_ms + trip.end_ms) // 2:
            self._be_delayed(t_ms, order, place, scene, task, asks)
        return not body.moves(t_ms)

    def _is_broken(self, t_ms: int, order: Order, task: Task, asks: list[AnyCommand]) -> bool:
        """Whether its vehicle fails, or has failed; then it asks to be taken off."""
        if self._broken_until_ms < 0:
            own = 0 <= task.breakdown_ms <= t_ms and order.state is O.ENROUTE
            befallen = self._breaks_down and order.state is not O.ONSCENE and self._body.moves(t_ms)
            if not own and not befallen:
                return False
            wait_s = task.dice.uniform(*self._manners.breakdown_s)
            self._broken_until_ms = t_ms + round(wait_s * 1000)
            self._breaks_down = self._breaks_down or task.dice.choice(self._manners.breakdown_reasons)
            self._body.pull_over(t_ms)
        out = SetOutOfService(unit_id=self.unit_id, reason=self._breaks_down)
        self._ask(t_ms, task, "broken", out, asks)
        return True

    def _may_depart(self, t_ms: int, task: Task) -> bool:
        """Who stands takes some seconds to mount; who drives turns at once."""
        if self._body.moves(t_ms):
            return True
        if task.depart_ms < 0:
            task.depart_ms = t_ms + round(task.dice.uniform(*self._manners.depart_s) * 1000)
        return t_ms >= task.depart_ms

    def _start_drive(self, t_ms: int, place: Place, scene: Scene, task: Task) -> None:
        task.asked.setdefault("drive", t_ms)
        task.place = (place.lon_e7, place.lat_e7)
        task.confirm_ms = task.depart_ms = -1
        stand_m = scene.radius_m * self._stand_share
        trip = self._body.way_to(t_ms, place, scene.urgent, stand_m, task.dice)
        self._body.trip = trip
        if task.breakdown_share >= 0.0 and task.breakdown_ms < 0:
            task.breakdown_ms = t_ms + round((trip.end_ms - t_ms) * task.breakdown_share)

    def _be_delayed(
        self, t_ms: int, order: Order, place: Place, scene: Scene, task: Task, asks: list[AnyCommand]
    ) -> None:
        """Stuck in traffic: stands for a while, then drives on."""
        task.told_delay = True
        reason = task.dice.choice(self._manners.delay_reasons)
        self._ask(t_ms, task, "delay", DelayOrder(order_id=order.id, reason=reason), asks)
        stand_m = scene.radius_m * self._stand_share
        onward = self._body.way_to(t_ms, place, scene.urgent, stand_m, task.dice)
        self._body.trip = onward.after_standing(round(task.delay_s * 1000))

    def _say_there(self, t_ms: int, order: Order, scene: Scene, task: Task, asks: list[AnyCommand]) -> None:
        """At the rally point its position says so, else its terminal; on scene the crew confirms."""
        if task.confirm_ms < 0:
            task.confirm_ms = t_ms + round(task.dice.uniform(*self._manners.confirm_arrival_s) * 1000)
        if order.to_rally and not order.post:
            if order.state is not O.MUSTERED and t_ms >= task.confirm_ms + FENCE_PATIENCE_MS:
                self._ask(t_ms, task, "mustered", self._progress(t_ms, order, O.MUSTERED), asks)
        elif t_ms >= task.confirm_ms:
            self._ask(t_ms, task, "onscene", self._progress(t_ms, order, O.ONSCENE), asks)

    def _leave_when_done(
        self, t_ms: int, order: Order, scene: Scene, task: Task, asks: list[AnyCommand]
    ) -> None:
        """On scene, by its own word or by voice proxy, and there: leaves when the work is done."""
        if task.confirm_ms < 0:
            task.confirm_ms = t_ms
        if scene.done:
            if "leave" not in task.asked:
                task.asked["leave"] = t_ms + round(task.dice.uniform(2.0, 12.0) * 1000)
            if t_ms >= task.asked["leave"]:
                self._ask(t_ms, task, "clear", self._progress(t_ms, order, O.CLEARED), asks)

    # -- without an order ----------------------------------------------------------------------------------------------

    def _without_order(self, t_ms: int, unit: Unit, asks: list[AnyCommand]) -> None:
        if self._task is not None:
            self._task = None
            self._body.pull_over(t_ms)
            self._beat.rest(t_ms)
        if unit.state is UnitState.OUT_OF_SERVICE:
            self._out_of_service(t_ms, unit, asks)
        elif unit.state is UnitState.CLEARED:
            self._free_again(t_ms, unit, self._manners.clear_to_available_s, asks)
        else:
            self._broken_until_ms = self._available_ms = -1
        if self._broken_until_ms < 0:
            self._beat.idle(t_ms, unit.state is UnitState.OUT_OF_SERVICE)

    def _out_of_service(self, t_ms: int, unit: Unit, asks: list[AnyCommand]) -> None:
        """A breakdown of its own is repaired some time; others are for the desk to end."""
        if 0 <= self._broken_until_ms <= t_ms:
            self._broken_until_ms = -1
            self._available_ms = t_ms
            asks.append(ReturnToService(unit_id=unit.id))

    def _free_again(self, t_ms: int, unit: Unit, span: Span, asks: list[AnyCommand]) -> None:
        if self._available_ms < 0:
            self._available_ms = t_ms + round(self._dice.uniform(*span) * 1000)
        elif t_ms >= self._available_ms:
            self._available_ms = t_ms + ASK_AGAIN_MS
            asks.append(ReturnToService(unit_id=unit.id))
