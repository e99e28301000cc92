"""Who of a unit's roster is there today, and what its terminal says: head-count, clock, handling action.

Pure given seeded dice, any thread; owned by a `Crew`. A unit under a muster order confirms its head-count when it has
signed (again at the rally point where there is a roll call), and reports a handling action when it stands on scene.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from console.domain.decide import AnyCommand
from console.domain.musters.commands import ReportHandling, ReportHeadcount
from console.domain.musters.entities import Area, Muster, MusterUnit
from console.domain.musters.plan import MusterMode
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.registry.entities import Unit

from .scenario import Manners
from .scenario_story import SceneStory, Span

CREW_WITHOUT_ROSTER = 5
"""People of a fire crew, an ambulance …, whose head-count nobody registers."""
_SIGNED = OPEN_ORDER_STATES - {OrderState.DISPATCHED}

Ask = Callable[[str, AnyCommand], None]
"""Ask for something once, and again only when it has not shown in the picture for long."""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part in a muster, as the picture has it."""

    muster: Muster
    unit: MusterUnit
    story: SceneStory


class Shift:
    """Today's people of one unit."""

    def __init__(self, unit: Unit, manners: Manners, seed: int) -> None:
        dice = random.Random(f"{seed}:{unit.id}:shift")
        absent = dice.randint(*manners.absent) if dice.random() < manners.absent_share else 0
        self._sworn = max(0, unit.sworn - absent) if unit.sworn else 0
        self._over = 1 if unit.sworn and dice.random() < manners.over_share else 0
        self._auxiliary, self._volunteers = unit.auxiliary, unit.volunteers
        skew_s = dice.uniform(*manners.skew_s) if dice.random() < manners.skew_share else 0.0
        self._skew_ms = round(skew_s * 1000) * dice.choice((-1, 1))
        self._headcount_s: Span = manners.headcount_s

    @property
    def people(self) -> int:
        """How many can work."""
        return (self._sworn + self._auxiliary + self._volunteers) or CREW_WITHOUT_ROSTER

    def device_ms(self, t_ms: int) -> int:
        """What the terminal's clock says."""
        return max(0, t_ms + self._skew_ms)

    def report(
        self,
        t_ms: int,
        order: Order,
        part: Part,
        due: dict[str, int],
        dice: random.Random,
        ask: Ask,
        there: bool,
    ) -> None:
        """Head-count and handling, when they are due; `due` keeps their times for one order."""

        def is_due(what: str, span: Span) -> bool:
            if what not in due:
                due[what] = t_ms + round(dice.uniform(*span) * 1000)
            return t_ms >= due[what]

        muster, unit = part.muster, part.unit
        if order.state in _SIGNED:
            missing = unit.headcount < 0 and is_due("headcount", self._headcount_s)
            if missing or (_wants_roll_call(muster, unit) and is_due("roll call", (4.0, 15.0))):
                counted = ReportHeadcount(
                    order_id=order.id,
                    sworn=self._sworn + self._over,
                    auxiliary=self._auxiliary,
                    volunteers=self._volunteers,
                    device_ms=self.device_ms(t_ms),
                )
                ask("headcount" if missing else "roll call", counted)
        at_work = there and (order.state is OrderState.ONSCENE or unit.area in (Area.SCENE, Area.POST))
        if at_work and muster.plan is not None and is_due("handling", part.story.handling_s):
            first = "action" not in due
            if first:
                due["action"] = dice.randrange(len(part.story.handling))
            if first or muster.handling_ms < 0:
                action = part.story.handling[due["action"]]
                handled = ReportHandling(order_id=order.id, action=action, device_ms=self.device_ms(t_ms))
                ask("handling", handled)


def _wants_roll_call(muster: Muster, unit: MusterUnit) -> bool:
    """ROLL_CALL: the head-count is confirmed again at the rally point."""
    called = muster.plan is not None and muster.plan.mode is MusterMode.ROLL_CALL
    return called and unit.area == Area.RALLY and unit.headcount_ms < unit.first_rally_ms
