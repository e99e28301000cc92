"""A town that musters, for the rule tests: patrols with named officers, village teams, a fire crew, reserves.

Thirty patrol units of four named officers and two auxiliaries each (two of every three tier 1, else tier 2), two
village teams of eight volunteers, one fire crew, two reserve squads of ten. `pass_time` gives the hub's timers their
turn each second; `wait` does not.
"""

from __future__ import annotations

from typing import Any

from console.domain.base.place import Place
from console.domain.base.roles import Role, WorldKind
from console.domain.decide import due
from console.domain.evolve import AnyEvent
from console.domain.musters.clock import PhaseClock, gate_status, phase_clock
from console.domain.musters.commands import (
    ActivateMuster,
    ContradictVoice,
    DeclareControl,
    EnterFence,
    LeaveFence,
    OrderMuster,
    RecordBaseline,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    ReportThere,
    SendToPosts,
    VerifyControl,
)
from console.domain.musters.counting import muster_unit
from console.domain.musters.entities import Area, Gate, GateStatus, Muster, MusterUnit
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import ChecklistItem, MusterLimits, MusterPlan, Post, PostKind
from console.domain.orders.commands import UnitChoice
from console.domain.registry.entities import (
    Department,
    Force,
    Grid,
    IncidentType,
    Officer,
    Registrable,
    Unit,
    UnitKind,
)
from console.domain.runs.commands import OpenRun
from tests.console.domain.world import HERE, World
from tests.console.domain.world import registry as small_registry

RALLY = Place(lon_e7=1_179_050_000, lat_e7=368_050_000, text_zh="体育场", text_en="Stadium")


RING = (
    *(1_178_990_000, 367_990_000),
    *(1_179_010_000, 367_990_000),
    *(1_179_010_000, 368_010_000),
    *(1_178_990_000, 367_990_000),
)


PATROLS = tuple(f"P-{number}" for number in range(101, 131))
"""Thirty units of four officers: 120 in all."""


VILLAGES = ("V-1", "V-2")


RESERVES = ("R-1", "R-2")


FIRE = "F-1"


POSTS = {"command": 2, "cordon": 8, "lane": 4}


ITEMS = ("fire_out", "everybody_out")


GRIDS = ("G-01", "G-02", "G-03")


def plan(**changes: Any) -> MusterPlan:
    """The order as a plan card would fill it; limits of DOMAIN §3 unless `changes` say otherwise."""
    posts = tuple(
        Post(
            id=post_id,
            kind=PostKind.CORDON,
            name_zh=post_id,
            name_en=post_id,
            lon_e7=HERE.lon_e7,
            lat_e7=HERE.lat_e7,
            officers=officers,
        )
        for post_id, officers in POSTS.items()
    )
    values: dict[str, Any] = {
        "rally": RALLY,
        "work_area_e7": RING,
        "posts": posts,
        "checklist": tuple(ChecklistItem(id=item, text_zh=item, text_en=item) for item in ITEMS),
    }
    return MusterPlan(**{**values, **changes})


def limits(**changes: int) -> MusterLimits:
    """The limits of DOMAIN §3 with some changed."""
    return MusterLimits(**changes)


def unit(unit_id: str, kind: UnitKind = UnitKind.PATROL, tier: int = 1, **people: Any) -> Unit:
    """One unit of the registry."""
    return Unit(
        id=unit_id,
        name_zh=unit_id,
        name_en=unit_id,
        kind=kind,
        tier=tier,
        station="S1",
        home_lon_e7=HERE.lon_e7,
        home_lat_e7=HERE.lat_e7,
        **people,
    )


def officer(officer_id: str, unit_id: str, **changes: Any) -> Officer:
    """A sworn officer on duty, unless `changes` say otherwise."""
    values: dict[str, Any] = {"force": Force.SWORN, **changes}
    return Officer(id=officer_id, name_zh=officer_id, name_en=officer_id, unit_id=unit_id, **values)


def roster(unit_id: str) -> tuple[str, ...]:
    """Ids of a patrol's four officers."""
    return tuple(f"{unit_id}/{number}" for number in range(1, 5))


def registry() -> tuple[Registrable, ...]:
    """Everything the town has."""
    patrols = [
        unit(unit_id, tier=2 if number % 3 == 2 else 1, sworn=4, auxiliary=2)
        for number, unit_id in enumerate(PATROLS)
    ]
    others = [
        *(unit(village, UnitKind.VILLAGE, 3, volunteers=8) for village in VILLAGES),
        *(unit(reserve, sworn=10, reserved=True) for reserve in RESERVES),
        unit(FIRE, UnitKind.DEPARTMENT, 0, sworn=6),
    ]
    grids = [
        Grid(
            id=grid,
            name_zh=grid,
            name_en=grid,
            subdistrict_zh="",
            subdistrict_en="",
            ring_e7=(0, 0, 1, 0, 1, 1, 0, 0),
        )
        for grid in GRIDS
    ]
    named = [officer(each, unit_id) for unit_id in PATROLS for each in roster(unit_id)]
    named += [officer(f"{one.id}/{number}", one.id) for one in others for number in range(1, one.sworn + 1)]
    return (*patrols, *others, *grids, *named)


def baseline(best_ms: int = 400_000, **changes: Any) -> RecordBaseline:
    """What the planner found at T0."""
    values: dict[str, Any] = {
        "muster_id": "M-0001",
        "units": (),
        "closures": (),
        "graph_hash": "abc",
        "best_ms": best_ms,
        "best_anywhere_ms": best_ms - 10_000,
        "short_grids": ("G-03",),
    }
    return RecordBaseline(**{**values, **changes})


def types() -> list[Registrable]:
    """Incident types and departments of the small world."""
    return [each for each in small_registry() if isinstance(each, (IncidentType, Department))]


class MusterWorld(World):
    """A `World` of a kind with the mustering town and one major incident (not acknowledged, not activated)."""

    def __init__(self, kind: WorldKind = WorldKind.DEMO) -> None:
        super().__init__(kind.value, (*types(), *registry()))
        if kind is WorldKind.DRILL:
            self.must(OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1), Role.SYSTEM)
        self.incident_id = self.incident("explosion")

    # -- what stands ---------------------------------------------------------------------------------------------------

    @property
    def muster(self) -> Muster:
        """The newest muster."""
        return next(reversed(self.picture.musters.values()))

    def under(self, unit_id: str) -> MusterUnit:
        """A unit under the newest muster."""
        found = muster_unit(self.muster, unit_id)
        assert found is not None
        return found

    def why(self, unit_id: str) -> str:
        """Why it does not count; "" when it does."""
        return self.under(unit_id).why_not

    def gate(self, gate: Gate) -> GateStatus | None:
        """A gate's decision, if there is one."""
        return gate_status(self.muster, gate)

    def passed(self, gate: Gate) -> bool:
        """Whether a gate is decided and passed."""
        status = self.gate(gate)
        return status is not None and status.passed

    def missed(self, gate: Gate) -> bool:
        """Whether a gate is decided and missed."""
        status = self.gate(gate)
        return status is not None and not status.passed

    def clock(self, phase: int) -> PhaseClock:
        """A phase's clock now."""
        return phase_clock(self.muster, phase, self.t_ms)

    def order_id(self, unit_id: str) -> str:
        """The unit's open order."""
        return self.picture.units[unit_id].order_id

    # -- what people and programs do -----------------------------------------------------------------------------------

    def activate(self, role: Role = Role.DUTY_LEADER) -> None:
        self.must(ActivateMuster(incident_id=self.incident_id), role)

    def command(self, *units: str, **changes: Any) -> OrderMuster:
        """The order for these units, not given yet."""
        chosen = tuple(UnitChoice(unit_id=unit_id, eta_ms=120_000, rank=1) for unit_id in units)
        return OrderMuster(incident_id=self.incident_id, plan=plan(**changes), units=chosen)

    def order(self, *units: str, role: Role = Role.DUTY_LEADER, **changes: Any) -> list[AnyEvent]:
        """The order is given; patrols all, unless units are named."""
        return self.must(self.command(*(units or PATROLS), **changes), role)

    def sign(self, *units: str, sworn: int = 4, auxiliary: int = 0, volunteers: int = 0) -> None:
        """Head-counts confirmed by the units' own terminals."""
        for unit_id in units:
            self.must(
                ReportHeadcount(
                    order_id=self.order_id(unit_id), sworn=sworn, auxiliary=auxiliary, volunteers=volunteers
                ),
                Role.FIELD,
            )

    def enter(self, *units: str, area: Area = Area.RALLY, post: str = "") -> None:
        """The tracker sees them in an area."""
        for unit_id in units:
            self.must(
                EnterFence(
                    muster_id=self.muster.id, unit_id=unit_id, area=area, fix_ms=self.t_ms, post_id=post
                ),
                Role.TRACKER,
            )

    def leave(self, *units: str, area: Area = Area.RALLY, why: str = "left") -> None:
        """The tracker sees them in an area no more."""
        for unit_id in units:
            self.must(
                LeaveFence(muster_id=self.muster.id, unit_id=unit_id, area=area, fix_ms=self.t_ms, why=why),
                Role.TRACKER,
            )

    def say(self, unit_id: str, area: Area = Area.RALLY, post: str = "") -> None:
        """By voice, entered by a desk."""
        self.must(ReportThere(order_id=self.order_id(unit_id), area=area, post_id=post))

    def contradict(self, unit_id: str, away_m: int = 900) -> None:
        self.must(ContradictVoice(muster_id=self.muster.id, unit_id=unit_id, away_m=away_m), Role.TRACKER)

    def rally(self, *units: str) -> None:
        """They sign, and the tracker sees them at the rally point."""
        self.sign(*units)
        self.enter(*units)

    def send(self, **posts: str) -> None:
        """Units to posts: `send(P_101="cordon")`; "" = to the scene."""
        self.must(
            SendToPosts(
                muster_id=self.muster.id,
                assignments=tuple(
                    PostAssignment(unit_id=unit_id.replace("_", "-"), post_id=post)
                    for unit_id, post in posts.items()
                ),
            )
        )

    def handle(self, unit_id: str) -> None:
        """A handling action by a unit on scene."""
        self.must(ReportHandling(order_id=self.order_id(unit_id), action="first hose"), Role.FIELD, unit_id)

    def evidence(self, *items: str) -> None:
        for item in items or ITEMS:
            self.must(ReportItem(muster_id=self.muster.id, item_id=item), Role.FIELD, "P-101")

    def declare(self, actor: str = "commander") -> None:
        self.must(DeclareControl(muster_id=self.muster.id), Role.FIELD, actor)

    def verify(self, actor: str = "li") -> None:
        self.must(VerifyControl(muster_id=self.muster.id), Role.OPERATOR, actor)

    def settle(self) -> None:
        """The hub's timers have their turn now."""
        for command in due(self.picture, self.t_ms):
            self.must(command, Role.SYSTEM, "hub")

    def pass_time(self, ms: int) -> None:
        """Second by second, as the hub's timers see it."""
        end_ms = self.t_ms + ms
        while self.t_ms < end_ms:
            self.t_ms = min(end_ms, self.t_ms + 1_000)
            self.settle()

    # -- whole phases --------------------------------------------------------------------------------------------------

    def mustered(self, after_ms: int = 300_000, **changes: Any) -> None:
        """All patrols (120 officers) at the rally point `after_ms` after T0, and the ten seconds held."""
        self.order(**changes)
        self.pass_time(after_ms)
        self.rally(*PATROLS)
        self.pass_time(10_000)

    def arrived(self, after_ms: int = 300_000) -> None:
        """Posts filled and a handling action reported `after_ms` after T1, and the ten seconds held."""
        t1_ms = self.muster.t1_ms
        self.send(P_101="command", P_102="cordon", P_103="cordon", P_104="lane")
        self.pass_time(t1_ms + after_ms - self.t_ms)
        self.enter("P-101", area=Area.POST, post="command")
        self.enter("P-102", "P-103", area=Area.POST, post="cordon")
        self.enter("P-104", area=Area.POST, post="lane")
        self.handle("P-101")
        self.pass_time(10_000)

    def resolved(self, after_ms: int = 300_000) -> None:
        """Everything evidenced and declared `after_ms` after T2, verified ten seconds later."""
        self.pass_time(self.muster.t2_ms + after_ms - self.t_ms)
        self.evidence()
        self.declare()
        self.pass_time(10_000)
        self.verify()
