"""Crews of the demo town: what the people of one unit do about its order, and where that takes them.

Pure given seeded dice, any thread; `backend_stub.town.simulation` steps them once a second. A crew looks at the folded
picture and never argues: what an operator enters by voice proxy, cancels or diverts is how it is. It asks for its own
steps by commands, as a field terminal would, and asks again when an answer does not show in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.domain import commands as c
from console.domain.entities import OPEN_ORDER_STATES, Order, OrderState, Place, Unit, UnitKind, UnitState

from .driving import BIKE, EMERGENCY, PATROL, ROUTINE, WALK, Dice, Driver, Pace
from .scenario import Manners, Span
from .trips import Fix, Trip, metres_between

O = OrderState  # noqa: E741 - the state machine reads best with one letter
ASK_AGAIN_MS = 20_000
MOVED_M = 60.0
TURNOUT = (0.85, 1.15)
"""From the order to rolling wheels, as a share of the unit's registered turnout: the acknowledgement lies within it."""
READY_MS = 4_000
"""At least this long from the acknowledgement to rolling wheels."""
BEAT_M = {UnitKind.PATROL: 1600.0, UnitKind.STATION: 1000.0, UnitKind.VILLAGE: 450.0, UnitKind.GRID: 300.0}
ROAMS = {UnitKind.PATROL: 0.85, UnitKind.STATION: 0.6, UnitKind.VILLAGE: 0.4, UnitKind.GRID: 0.55}
"""Share of its turns that a unit without an order goes round its beat instead of standing."""

_RANK = {state: rank for rank, state in enumerate(OrderState)}


@dataclass(slots=True)
class Task:
    """What a crew makes of one order: drawn when it first hears of it. Times in t_ms, −1 = not (yet)."""

    order_id: str
    seen: OrderState
    place: tuple[int, int]
    acknowledge_ms: int
    decline: str = ""
    breakdown_share: float = -1.0
    delay_s: float = 0.0
    diverted: bool = False
    turnout_ms: int = -1
    breakdown_ms: int = -1
    confirm_ms: int = -1
    told_delay: bool = False
    asked: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a crew needs to know: its order, the place, whether the work is done, closures, whether it is urgent."""

    order: Order | None
    place: Place | None
    done: bool
    closures: int
    urgent: bool = True


class Crew:
    """One unit. `look` once a second; `fix_at` whenever somebody wants to see it."""

    def __init__(self, unit: Unit, driver: Driver, manners: Manners, dice: Dice) -> None:
        self.unit_id = unit.id
        self.kind = unit.kind
        self._driver = driver
        self._manners = manners
        self._dice = dice
        self._home = Fix(unit.home_lon_e7, unit.home_lat_e7)
        self._trip: Trip | None = None
        self._roaming = False
        self._rest_until_ms = 0
        self._task: Task | None = None
        self._closures = 0
        self._broken_until_ms = -1
        self._available_ms = -1
        self._lost_until_ms = -1
        self._glimpse = (-1, self._home)

    # -- what others see -----------------------------------------------------------------------------------------------

    def fix_at(self, t_ms: int) -> Fix:
        """Where the unit is."""
        return self._home if self._trip is None else self._trip.fix_at(t_ms)

    def may_be_near(self, t_ms: int, lon_e7: int, lat_e7: int, radius_m: float) -> bool:
        """Cheap and generous: whether it can be within `radius_m` of a point; its place a while ago, and its speed."""
        at_ms, fix = self._glimpse
        if not at_ms <= t_ms < at_ms + 2_000:
            fix = self.fix_at(t_ms)
            self._glimpse = (t_ms, fix)
        far_e7 = (radius_m + 70.0) * 90.0
        return abs(fix.lat_e7 - lat_e7) <= far_e7 and abs(fix.lon_e7 - lon_e7) <= far_e7 * 1.6

    def heard_at(self, t_ms: int) -> bool:
        """Whether its positions get through (radio silence now and then)."""
        return t_ms >= self._lost_until_ms

    @property
    def urgent(self) -> bool:
        """On its way to an order with lights on."""
        return self._task is not None and self._task.seen is O.ENROUTE

    @property
    def at_work(self) -> bool:
        """Stands where its order sent it."""
        return self._task is not None and self._task.confirm_ms >= 0

    @property
    def trip(self) -> Trip | None:
        """The movement it is in or has just ended."""
        return self._trip

    # -- once a second -------------------------------------------------------------------------------------------------

    def look(self, t_ms: int, unit: Unit, scene: Scene) -> list[c.AnyCommand]:
        """What it asks for now. Starts, turns and ends movements on the way."""
        asks: list[c.AnyCommand] = []
        order = scene.order
        if order is None or scene.place is None or order.state not in OPEN_ORDER_STATES:
            self._without_order(t_ms, unit, asks)
        else:
            if self._task is None or self._task.order_id != order.id:
                self._hear_order(t_ms, order, scene.place)
            self._with_order(t_ms, unit, order, scene, asks)
        self._closures = scene.closures
        return asks

    def _span_ms(self, span: Span) -> int:
        return round(self._dice.uniform(*span) * 1000)

    def _hear_order(self, t_ms: int, order: Order, place: Place) -> None:
        m, dice = self._manners, self._dice
        moving = self._task is not None
        wait = m.silent_s if dice.random() < m.silent_share else m.acknowledge_s
        decline = "" if moving or dice.random() >= m.decline_share else dice.choice(m.decline_reasons)
        self._task = Task(
            order_id=order.id,
            seen=order.state,
            place=(place.lon_e7, place.lat_e7),
            acknowledge_ms=t_ms + self._span_ms(wait),
            diverted=moving,
            decline=decline,
            breakdown_share=dice.random() if dice.random() < m.breakdown_share else -1.0,
            delay_s=dice.uniform(*m.delay_s) if dice.random() < m.delay_share else 0.0,
        )
        self._available_ms = -1
        if moving:
            self._pull_over(t_ms)

    def _with_order(
        self, t_ms: int, unit: Unit, order: Order, scene: Scene, asks: list[c.AnyCommand]
    ) -> None:
        task = self._task
        place = scene.place
        if task is None or place is None:
            return
        if _RANK[order.state] < _RANK[task.seen]:
            task.asked.clear()
        task.seen = order.state
        if order.state is O.DISPATCHED:
            self._answer(t_ms, order, task, asks)
        elif order.state is O.ACKNOWLEDGED:
            self._turn_out(t_ms, unit, order, task, asks)
        elif order.state is O.ENROUTE:
            self._drive(t_ms, order, place, scene, task, asks)
        elif order.state is O.ONSCENE:
            self._work(t_ms, order, place, scene, task, asks)

    def _ask(self, t_ms: int, what: str, command: c.AnyCommand, asks: list[c.AnyCommand]) -> None:
        """Ask for something once, and again only when it long has not come about."""
        task = self._task
        if task is None:
            return
        asked = task.asked.get(what)
        if asked is None or t_ms - asked >= ASK_AGAIN_MS:
            task.asked[what] = t_ms
            asks.append(command)

    def _answer(self, t_ms: int, order: Order, task: Task, asks: list[c.AnyCommand]) -> None:
        if t_ms < task.acknowledge_ms:
            return
        if task.decline:
            self._ask(t_ms, "decline", c.DeclineOrder(order_id=order.id, reason=task.decline), asks)
        else:
            self._ask(t_ms, "ack", c.ProgressOrder(order_id=order.id, state=O.ACKNOWLEDGED), asks)

    def _turn_out(self, t_ms: int, unit: Unit, order: Order, task: Task, asks: list[c.AnyCommand]) -> None:
        if task.turnout_ms < 0:
            seconds = unit.turnout_s * self._dice.uniform(*TURNOUT)
            started = t_ms if task.diverted else order.dispatched_ms
            seconds = 6.0 if task.diverted else seconds
            task.turnout_ms = max(started + round(seconds * 1000), t_ms + READY_MS)
            self._pull_over(t_ms)
        if t_ms >= task.turnout_ms:
            self._ask(t_ms, "enroute", c.ProgressOrder(order_id=order.id, state=O.ENROUTE), asks)

    def _drive(
        self, t_ms: int, order: Order, place: Place, scene: Scene, task: Task, asks: list[c.AnyCommand]
    ) -> None:
        moved = metres_between(*task.place, place.lon_e7, place.lat_e7) > MOVED_M
        started = "drive" in task.asked
        if not started or moved or scene.closures != self._closures:
            self._start_drive(t_ms, place, task, scene.urgent)
        trip = self._trip
        if trip is None:
            return
        if 0 <= task.breakdown_ms <= t_ms and self._broken_until_ms < 0:
            self._break_down(t_ms, asks)
            return
        if task.delay_s and not task.told_delay and t_ms >= (trip.start_ms + trip.end_ms) // 2:
            self._be_delayed(t_ms, order, scene, task, asks)
        elif t_ms >= trip.end_ms:
            if task.confirm_ms < 0:
                task.confirm_ms = t_ms + self._span_ms(self._manners.confirm_arrival_s)
            if t_ms >= task.confirm_ms:
                self._ask(t_ms, "onscene", c.ProgressOrder(order_id=order.id, state=O.ONSCENE), asks)

    def _start_drive(self, t_ms: int, place: Place, task: Task, urgent: bool) -> None:
        task.asked.setdefault("drive", t_ms)
        task.place = (place.lon_e7, place.lat_e7)
        task.confirm_ms = -1
        self._trip = self._way_to(t_ms, place, urgent)
        if task.breakdown_share >= 0.0 and task.breakdown_ms < 0:
            task.breakdown_ms = t_ms + round((self._trip.end_ms - t_ms) * task.breakdown_share)

    def _way_to(self, t_ms: int, place: Place, urgent: bool) -> Trip:
        if self.kind is UnitKind.DRONE:
            return self._driver.fly(self.fix_at(t_ms), t_ms, place.lon_e7, place.lat_e7)
        pace = EMERGENCY if urgent else ROUTINE
        if self.kind in (UnitKind.GRID, UnitKind.VILLAGE):
            pace = BIKE
        return self._driver.to_place(self._where(), t_ms, place.lon_e7, place.lat_e7, pace, self._dice)

    def _be_delayed(
        self, t_ms: int, order: Order, scene: Scene, task: Task, asks: list[c.AnyCommand]
    ) -> None:
        """Stuck in traffic: stands for a while, then drives on."""
        if not task.told_delay and scene.place is not None:
            task.told_delay = True
            reason = self._dice.choice(self._manners.delay_reasons)
            self._ask(t_ms, "delay", c.DelayOrder(order_id=order.id, reason=reason), asks)
            onward = self._way_to(t_ms, scene.place, scene.urgent)
            stand_ms = round(task.delay_s * 1000)
            self._trip = Trip(
                (onward.at_ms[0], *(at + stand_ms for at in onward.at_ms)),
                (onward.lon_e7[0], *onward.lon_e7),
                (onward.lat_e7[0], *onward.lat_e7),
                (onward.nodes[0], *onward.nodes),
                (onward.edges[0], *onward.edges),
            )

    def _break_down(self, t_ms: int, asks: list[c.AnyCommand]) -> None:
        self._broken_until_ms = t_ms + self._span_ms(self._manners.breakdown_s)
        self._pull_over(t_ms)
        reason = self._dice.choice(self._manners.breakdown_reasons)
        asks.append(c.SetOutOfService(unit_id=self.unit_id, reason=reason))

    def _work(
        self, t_ms: int, order: Order, place: Place, scene: Scene, task: Task, asks: list[c.AnyCommand]
    ) -> None:
        """On scene by its own word, or by voice proxy while it still drives: then it drives on first."""
        if "drive" not in task.asked:
            self._start_drive(t_ms, place, task, scene.urgent)
        if self._trip is not None and t_ms < self._trip.end_ms:
            return
        if task.confirm_ms < 0:
            task.confirm_ms = t_ms
        if scene.done:
            if "leave" not in task.asked:
                task.asked["leave"] = t_ms + self._span_ms((2.0, 12.0))
            if t_ms >= task.asked["leave"]:
                self._ask(t_ms, "clear", c.ProgressOrder(order_id=order.id, state=O.CLEARED), asks)

    # -- without an order ----------------------------------------------------------------------------------------------

    def _without_order(self, t_ms: int, unit: Unit, asks: list[c.AnyCommand]) -> None:
        if self._task is not None:
            self._task = None
            self._pull_over(t_ms)
            self._rest_until_ms = t_ms + self._span_ms((3.0, 8.0))
        if unit.state is UnitState.OUT_OF_SERVICE:
            self._out_of_service(t_ms, unit, asks)
        elif unit.state is UnitState.CLEARED:
            self._free_again(t_ms, unit, self._manners.clear_to_available_s, asks)
        else:
            self._broken_until_ms = self._available_ms = -1
        if self._broken_until_ms < 0:
            self._idle(t_ms, unit.state is UnitState.OUT_OF_SERVICE)

    def _out_of_service(self, t_ms: int, unit: Unit, asks: list[c.AnyCommand]) -> None:
        """A breakdown of its own is repaired some time; others are for the desk to end."""
        if 0 <= self._broken_until_ms <= t_ms:
            self._broken_until_ms = -1
            self._available_ms = t_ms
            asks.append(c.ReturnToService(unit_id=unit.id))

    def _free_again(self, t_ms: int, unit: Unit, span: Span, asks: list[c.AnyCommand]) -> None:
        if self._available_ms < 0:
            self._available_ms = t_ms + self._span_ms(span)
        elif t_ms >= self._available_ms:
            self._available_ms = t_ms + ASK_AGAIN_MS
            asks.append(c.ReturnToService(unit_id=unit.id))

    def _idle(self, t_ms: int, keep_home: bool) -> None:
        """Round the beat, a halt, back to the station; radio silence now and then."""
        if self._trip is not None and t_ms < self._trip.end_ms:
            return
        if self._roaming:
            self._roaming = False
            self._rest_until_ms = t_ms + self._span_ms(self._manners.halt_s)
        if t_ms < self._rest_until_ms:
            return
        roams = ROAMS.get(self.kind, 0.0)
        if not keep_home and self._dice.random() < roams:
            self._roam(t_ms)
        elif metres_between(*self.fix_at(t_ms)[:2], *self._home[:2]) > 15.0:
            self._go_home(t_ms)
        else:
            self._rest_until_ms = t_ms + self._span_ms(self._manners.halt_s)

    def _roam(self, t_ms: int) -> None:
        if self._dice.random() < self._manners.lost_share:
            self._lost_until_ms = t_ms + self._span_ms(self._manners.lost_s)
        self._roaming = True
        pace = self._pace(PATROL)
        last_s = self._dice.uniform(150.0, 400.0)
        self._trip = self._driver.patrol(
            self._where(), t_ms, self._home, BEAT_M.get(self.kind, 500.0), last_s, pace, self._dice
        )

    def _go_home(self, t_ms: int) -> None:
        self._roaming = True
        if self.kind is UnitKind.DRONE:
            self._trip = self._driver.fly(self.fix_at(t_ms), t_ms, *self._home[:2])
        else:
            self._trip = self._driver.home(
                self._where(), t_ms, *self._home[:2], self._pace(ROUTINE), self._dice
            )

    def _pace(self, driven: Pace) -> Pace:
        if self.kind is UnitKind.GRID:
            return WALK
        return BIKE if self.kind is UnitKind.VILLAGE else driven

    def _where(self) -> Trip | Fix:
        return self._home if self._trip is None else self._trip

    def _pull_over(self, t_ms: int) -> None:
        """Stop where it is."""
        if self._trip is not None:
            self._trip = self._trip.cut(t_ms)

    def start_on_beat(self, t_ms: int) -> None:
        """At the very beginning: units that roam are already out somewhere, others at home or nearly."""
        if self._dice.random() < ROAMS.get(self.kind, 0.0):
            self._roam(t_ms - round(self._dice.uniform(0.0, 140.0) * 1000))
        else:
            self._rest_until_ms = t_ms + self._span_ms(self._manners.halt_s)
