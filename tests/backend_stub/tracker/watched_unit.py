"""One unit under one muster and a tracker that watches it, for the tests of a muster's fences."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from backend_stub.tracker.core import TrackerCore
from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.musters.commands import ContradictVoice, EnterFence, LeaveFence
from console.domain.musters.entities import Activation, Area, Muster, MusterUnit
from console.domain.musters.plan import MusterPlan, Post, PostKind
from console.geo import E7, metres_per_deg
from tests.backend_stub.planner import town_picture as town

LON, LAT = 1_179_100_000, 368_050_000
"""The scene."""
M = E7 / metres_per_deg(LAT / E7)[1]
"""One metre north in degrees × 10⁷."""
RALLY = Place(lon_e7=LON, lat_e7=LAT - round(1_000 * M))
RING = (
    LON - 20_000,
    LAT - 20_000,
    LON + 20_000,
    LAT - 20_000,
    LON + 20_000,
    LAT + 20_000,
    LON - 20_000,
    LAT + 20_000,
)
POST = Post(
    id="cordon",
    kind=PostKind.CORDON,
    name_zh="警戒",
    name_en="Cordon",
    lon_e7=LON,
    lat_e7=LAT + round(400 * M),
    officers=6,
)
"""400 m north of the scene: outside the ring, which reaches 222 m."""
PLAN = MusterPlan(rally=RALLY, work_area_e7=RING, posts=(POST,), checklist=())
START = 100_000


def rally_at(north_m: float) -> tuple[int, int]:
    return RALLY.lon_e7, RALLY.lat_e7 + round(north_m * M)


class Watched:
    """One unit under one muster; what the tracker asks shows in the picture at once, unless it is deaf."""

    def __init__(self, plan: MusterPlan = PLAN, **unit: Any) -> None:
        self.core = TrackerCore(town.picture())
        town.add_incident(self.core.picture, lon_e7=LON, lat_e7=LAT, type_code="CHEM")
        order = town.add_order(self.core.picture, "P-101")
        self._unit = MusterUnit(unit_id="P-101", order_id=order.id, ordered_ms=0, **unit)
        self.muster = Muster(
            id="M-1",
            incident_id="INC-0001",
            t0_ms=0,
            activation=Activation.LEADER,
            activated_by="leader",
            plan=plan,
            units=(self._unit,),
        )
        self.core.picture.musters["M-1"] = self.muster
        self.t_ms = START
        self.deaf = False
        self.asked: list[AnyCommand] = []

    def set(self, **change: Any) -> None:
        """Change the unit, as an event would."""
        self._unit = replace(self._unit, **change)
        self.core.picture.musters["M-1"] = replace(self.muster, units=(self._unit,))

    def set_muster(self, **change: Any) -> None:
        self.muster = replace(self.muster, **change)
        self.core.picture.musters["M-1"] = replace(self.muster, units=(self._unit,))

    def set_order(self, **change: Any) -> None:
        """Change the unit's order, as an event would."""
        order = self.core.picture.orders[self._unit.order_id]
        self.core.picture.orders[order.id] = replace(order, **change)

    def tick(self, step_ms: int = 1_000) -> list[AnyCommand]:
        """Time passes without a position of the unit."""
        self.t_ms += step_ms
        commands: list[AnyCommand] = [
            one
            for one in self.core.tick(self.t_ms)
            if isinstance(one, EnterFence | LeaveFence | ContradictVoice)
        ]
        self.asked += commands
        for command in commands if not self.deaf else ():
            if isinstance(command, EnterFence):
                at_post_ms = self.t_ms if command.area is Area.POST else -1
                self.set(area=command.area.value, area_ms=self.t_ms, at_post_ms=at_post_ms)
            elif isinstance(command, LeaveFence):
                self.set(area="", area_ms=-1, at_post_ms=-1)
            else:
                self.set(voice_ms=-1, voice_area="", contradicted=True)
        return commands

    def at(
        self, where: tuple[int, int], mps: float = 0.0, seconds: int = 1, step_ms: int = 1_000
    ) -> list[AnyCommand]:
        """A position and a look each step."""
        commands: list[AnyCommand] = []
        for _ in range(seconds):
            now_ms = self.t_ms + step_ms
            self.core.positions(
                town.positions(now_ms, ("P-101", *where, mps), ("C-201", LON, LAT, 0.0)), now_ms
            )
            commands += self.tick(step_ms)
        return commands

    def others(self, seconds: int) -> list[AnyCommand]:
        """Only another unit is heard."""
        commands: list[AnyCommand] = []
        for _ in range(seconds):
            now_ms = self.t_ms + 1_000
            self.core.positions(town.positions(now_ms, ("C-201", LON, LAT, 0.0)), now_ms)
            commands += self.tick()
        return commands


def kinds(commands: list[AnyCommand]) -> list[tuple[str, str]]:
    """(enter or why left, area) of fence commands."""
    return [
        ("enter" if isinstance(one, EnterFence) else one.why, one.area.value)
        for one in commands
        if isinstance(one, EnterFence | LeaveFence)
    ]
