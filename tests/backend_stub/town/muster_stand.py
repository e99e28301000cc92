"""The small town of `stand` with a major incident, a tracker and the hub's timers: a muster from order to control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from backend_stub.town.scenario import Scenario
from backend_stub.tracker.core import TrackerCore
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand, due
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.commands import OrderMuster, SendToPosts
from console.domain.musters.entities import Muster, MusterUnit
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import ChecklistItem, MusterLimits, MusterPlan, Post, PostKind
from console.domain.orders.commands import UnitChoice
from console.domain.registry.commands import Register
from console.domain.registry.entities import IncidentType, Unit
from console.planning.plan_cards import shipped_definitions
from tests.backend_stub.town.stand import PUNCTUAL, QUIET, SITES, SOUTH, STEP_DEG, WEST, Stand, unit

UNITS = tuple(unit(f"P-{n}", n % 6, 2 * n % 11) for n in range(1, 6))
"""Five patrols of four officers."""
PRESENT = replace(PUNCTUAL, absent_share=0.0, over_share=0.0, skew_share=0.0)
"""Everybody is there, and says so."""


def crossing(east: int, north: int) -> Place:
    """A crossing of the small town."""
    return Place(lon_e7=round((WEST + STEP_DEG * east) * 1e7), lat_e7=round((SOUTH + STEP_DEG * north) * 1e7))


SCENE = SITES[1]
"""Near the crossing 8, 8."""
RALLY = crossing(5, 5)


def post(post_id: str, kind: PostKind, east: int, north: int, officers: int = 4) -> Post:
    """A post at a crossing."""
    at = crossing(east, north)
    return Post(
        id=post_id,
        kind=kind,
        name_zh=post_id,
        name_en=post_id,
        lon_e7=at.lon_e7,
        lat_e7=at.lat_e7,
        officers=officers,
        radius_m=60,
    )


def ring(east: float, north: float, half: float) -> tuple[int, ...]:
    """A square work area around a crossing, in crossings."""
    west, far = round((WEST + STEP_DEG * (east - half)) * 1e7), round((WEST + STEP_DEG * (east + half)) * 1e7)
    south, top = (
        round((SOUTH + STEP_DEG * (north - half)) * 1e7),
        round((SOUTH + STEP_DEG * (north + half)) * 1e7),
    )
    return (west, south, far, south, far, top, west, top, west, south)


PLAN = MusterPlan(
    rally=RALLY,
    work_area_e7=ring(8, 8, 1.5),
    posts=(post("command", PostKind.SCENE_COMMAND, 8, 8), post("cordon", PostKind.CORDON, 9, 8)),
    checklist=(
        ChecklistItem(id="out", text_zh="灭", text_en="Out", post="scene_command"),
        ChecklistItem(id="closed", text_zh="合", text_en="Closed", post="cordon"),
    ),
    limits=MusterLimits(strength=12),
)


class MusterStand(Stand):
    """`order` gives the muster order at an open major incident; `run` lives on with tracker and timers."""

    def __init__(
        self, scenario: Scenario | None = None, seed: int = 5, units: tuple[Unit, ...] = UNITS, **manners: Any
    ) -> None:
        chosen = scenario or replace(QUIET, manners=replace(PRESENT, **manners))
        super().__init__(chosen, seed, units)
        chem = IncidentType(
            id="CHEM",
            name_zh="爆燃",
            name_en="Explosion",
            kind=IncidentKind.EMERGENCY,
            level=1,
            limit_s=3600,
            capabilities=("patrol",),
            major=True,
        )
        assert self.ask("system", Register(entities=(chem, *shipped_definitions())), Role.SYSTEM) is None
        self.tracker = TrackerCore(self.picture)
        self.incident_id = ""

    def order(self, *unit_ids: str, plan: MusterPlan = PLAN) -> Muster:
        """A muster order at a new major incident."""
        self.incident_id = self.open_incident(SCENE, "CHEM")
        return self.order_again(*unit_ids, plan=plan)

    def order_again(self, *unit_ids: str, plan: MusterPlan = PLAN) -> Muster:
        """A muster order at the incident that is open."""
        choices = tuple(UnitChoice(unit_id=one) for one in unit_ids)
        command = OrderMuster(incident_id=self.incident_id, plan=plan, units=choices)
        assert self.ask("leader", command, Role.DUTY_LEADER) is None
        return self.muster

    @property
    def muster(self) -> Muster:
        """The newest muster."""
        return list(self.picture.musters.values())[-1]

    def unit(self, unit_id: str) -> MusterUnit:
        """A unit under the newest muster."""
        return next(one for one in self.muster.units if one.unit_id == unit_id)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            super().run(1)
            self.tracker.positions(self.town.positions(self.t_ms), self.t_ms)
            for command in self.tracker.tick(self.t_ms):
                self.ask("tracker", command, Role.TRACKER)
            for command in due(self.picture, self.t_ms):
                self.ask("hub", command, Role.SYSTEM)

    def run_while(self, true: Callable[[], bool], most_s: int = 900) -> None:
        """Live on until something is no longer true."""
        for _ in range(most_s):
            if not true():
                return
            self.run(1)
        raise AssertionError("it did not come about")

    def send(self, **posts: str) -> None:
        """Units (with _ for -) to posts."""
        assignments = tuple(
            PostAssignment(unit_id=one.replace("_", "-"), post_id=to) for one, to in posts.items()
        )
        command = SendToPosts(muster_id=self.muster.id, assignments=assignments)
        assert self.ask("leader", command, Role.DUTY_LEADER) is None

    def of(self, kind: type) -> list[AnyCommand]:
        """What the field asked for, of one kind, and was granted."""
        return [wish.command for _, wish, ok in self.said if ok and isinstance(wish.command, kind)]
