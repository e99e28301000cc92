"""A drill in a small world: one explosion, thirty units of five officers, a plan with five posts. For judge tests.

Everything goes through `decide`; `pass_time` gives the hub's timers their turn as the hub does.
"""

from __future__ import annotations

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel
from console.domain.decide import AnyCommand, decide, due
from console.domain.evolve import Recorded, evolve
from console.domain.incidents.commands import AcknowledgeMajor
from console.domain.incidents.entities import IncidentKind
from console.domain.judge.judgement import GateResult, MusterResult
from console.domain.judge.judging import judge
from console.domain.musters.commands import (
    DeclareControl,
    EnterFence,
    LeaveFence,
    OrderMuster,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    SendToPosts,
    VerifyControl,
)
from console.domain.musters.entities import Area, Muster
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import ChecklistItem, MusterLimits, MusterPlan, Post, PostKind
from console.domain.orders.commands import ProgressOrder, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.domain.registry.commands import OpenJournal, Register
from console.domain.registry.entities import Force, Grid, IncidentType, Officer, Registrable, Unit, UnitKind
from console.domain.rule_book import BOOKS, Books
from console.domain.runs.commands import OpenRun

SCENE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, grid="G-01")
RALLY = Place(lon_e7=1_179_050_000, lat_e7=368_050_000)
UNITS = tuple(f"P-{number}" for number in range(101, 131))
GRIDS = ("G-01", "G-02", "G-03")
POSTS = {
    "command": PostKind.SCENE_COMMAND,
    "cordon": PostKind.CORDON,
    "lane": PostKind.RESCUE_LANE,
    "evacuation": PostKind.EVACUATION,
    "traffic": PostKind.TRAFFIC,
}
ITEMS = ("fire_out", "everybody_out")
TICK_MS = 1_000


def plan(**changes: object) -> MusterPlan:
    """100 officers at the rally point; five posts of ten."""
    posts = tuple(
        Post(
            id=name,
            kind=kind,
            name_zh=name,
            name_en=name,
            lon_e7=SCENE.lon_e7,
            lat_e7=SCENE.lat_e7,
            officers=10,
        )
        for name, kind in POSTS.items()
    )
    ring = (1_178_990_000, 367_990_000, 1_179_010_000, 367_990_000, 1_179_010_000, 368_010_000)
    values: dict[str, object] = {
        "rally": RALLY,
        "work_area_e7": (*ring, *ring[:2]),
        "posts": posts,
        "checklist": tuple(ChecklistItem(id=name, text_zh=name, text_en=name) for name in ITEMS),
        "limits": MusterLimits(),
        **changes,
    }
    return MusterPlan(**values)  # type: ignore[arg-type]


def registry(units: tuple[str, ...] = UNITS) -> tuple[Registrable, ...]:
    """A type, grids, and units of five officers each (P-101#1 …)."""
    return (
        IncidentType(
            id="explosion",
            name_zh="爆燃",
            name_en="Explosion",
            kind=IncidentKind.EMERGENCY,
            level=1,
            limit_s=3_600,
            major=True,
        ),
        *(
            Grid(
                id=grid,
                name_zh=grid,
                name_en=grid,
                subdistrict_zh="",
                subdistrict_en="",
                ring_e7=(0, 0, 1, 0, 1, 1, 0, 0),
            )
            for grid in GRIDS
        ),
        *(
            Unit(
                id=unit,
                name_zh=unit,
                name_en=unit,
                kind=UnitKind.PATROL,
                tier=1,
                station="S1",
                home_lon_e7=1_179_000_000,
                home_lat_e7=368_000_000,
                sworn=5,
                auxiliary=1,
            )
            for unit in units
        ),
        *(
            Officer(id=f"{unit}#{number}", name_zh=unit, name_en=unit, unit_id=unit, force=Force.SWORN)
            for unit in units
            for number in range(1, 6)
        ),
    )


class DrillWorld:
    """One journal of kind `kind`, played command by command."""

    def __init__(
        self, kind: WorldKind = WorldKind.DRILL, units: tuple[str, ...] = UNITS, books: Books = BOOKS
    ) -> None:
        self.books = books
        self.picture = Picture()
        self.journal: list[Recorded] = []
        self.t_ms = 0
        self.must(OpenJournal(kind=kind.value, epoch_ms=1_790_000_000_000, town_id="test"), Role.SYSTEM)
        self.must(Register(entities=registry(units)), Role.SYSTEM)
        if kind is WorldKind.DRILL:
            self.must(OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1), Role.SYSTEM)

    def ask(self, command: AnyCommand, role: Role = Role.OPERATOR, actor: str = "") -> bool:
        """Whether it was accepted."""
        stamp = Stamp(actor=actor or role.value, role=role, seat=role.value)
        asked = Asked(t_ms=self.t_ms, stamp=stamp, command=command)
        outcome = decide(self.picture, asked, self.books)
        if isinstance(outcome, Refusal):
            self.refusal = outcome
            return False
        for event in outcome:
            recorded = Recorded(seq=self.picture.seq + 1, t_ms=self.t_ms, stamp=stamp, event=event)
            evolve(self.picture, recorded)
            self.journal.append(recorded)
        return True

    def must(self, command: AnyCommand, role: Role = Role.OPERATOR, actor: str = "") -> None:
        """A refusal fails the test."""
        assert self.ask(command, role, actor), self.refusal

    def pass_time(self, ms: int) -> None:
        """Second by second, as the hub's timers see it."""
        end_ms = self.t_ms + ms
        while self.t_ms < end_ms:
            self.t_ms = min(end_ms, self.t_ms + TICK_MS)
            for command in due(self.picture, self.t_ms, self.books):
                self.must(command, Role.SYSTEM)

    # -- what happens --------------------------------------------------------------------------------------------------

    @property
    def muster(self) -> Muster:
        """The newest."""
        return next(reversed(self.picture.musters.values()))

    @property
    def incident_id(self) -> str:
        """The newest incident."""
        return next(reversed(self.picture.incidents))

    def alarm(self) -> None:
        """A call comes in and is accepted two seconds later."""
        self.must(ReportCall(channel=Channel.PHONE, place=SCENE, type_code="explosion"), Role.GATEWAY)
        self.pass_time(2_000)
        call_id = next(reversed(self.picture.calls))
        self.must(AcceptCall(call_id=call_id, type_code="explosion"))
        self.must(AcknowledgeMajor(incident_id=self.incident_id), Role.DUTY_LEADER)

    def order(self, units: tuple[str, ...], order: MusterPlan | None = None, eta_ms: int = 120_000) -> None:
        """The duty leader gives the muster order."""
        choices = tuple(UnitChoice(unit_id=unit, eta_ms=eta_ms) for unit in units)
        command = OrderMuster(incident_id=self.incident_id, plan=order or plan(), units=choices)
        self.must(command, Role.DUTY_LEADER)

    def order_of(self, unit: str) -> str:
        """Id of the unit's open order."""
        return self.picture.units[unit].order_id

    def sign(self, unit: str, sworn: int = 5) -> None:
        """Acknowledge with a head-count, and roll."""
        self.must(ProgressOrder(order_id=self.order_of(unit), state=OrderState.ACKNOWLEDGED), Role.FIELD)
        self.must(ReportHeadcount(order_id=self.order_of(unit), sworn=sworn), Role.FIELD)

    def roll(self, unit: str) -> None:
        """Leave for the rally point."""
        self.must(ProgressOrder(order_id=self.order_of(unit), state=OrderState.ENROUTE), Role.FIELD)

    def enter(self, unit: str, area: Area, post: str = "") -> None:
        """The tracker sees it in an area."""
        command = EnterFence(
            muster_id=self.muster.id, unit_id=unit, area=area, fix_ms=self.t_ms, post_id=post
        )
        self.must(command, Role.TRACKER)

    def leave(self, unit: str, area: Area, why: str = "left") -> None:
        """The tracker sees it no more in an area."""
        command = LeaveFence(muster_id=self.muster.id, unit_id=unit, area=area, fix_ms=self.t_ms, why=why)
        self.must(command, Role.TRACKER)

    def mustered(self, count: int = 20, after_ms: int = 300_000) -> None:
        """Alarm, order, and `count` units at the rally point `after_ms` after T0."""
        self.alarm()
        self.pass_time(8_000)
        self.order(UNITS[:count])
        self.pass_time(10_000)
        for unit in UNITS[:count]:
            self.sign(unit)
        self.pass_time(30_000)
        for unit in UNITS[:count]:
            self.roll(unit)
        self.pass_time(after_ms - 40_000)
        for unit in UNITS[:count]:
            self.enter(unit, Area.RALLY)

    def posts_filled(self, after_ms: int = 120_000) -> None:
        """Two units to each post, there `after_ms` later, and one reports."""
        posts = [post for post in POSTS for _ in range(2)]
        sent = list(zip(UNITS, posts, strict=False))
        self.must(
            SendToPosts(
                muster_id=self.muster.id,
                assignments=tuple(PostAssignment(unit_id=unit, post_id=post) for unit, post in sent),
            )
        )
        self.pass_time(2_000)
        for unit, _ in sent:
            self.leave(unit, Area.RALLY)
        self.pass_time(after_ms - 2_000)
        for unit, post in sent:
            self.enter(unit, Area.POST, post)
        self.must(ReportHandling(order_id=self.order_of(UNITS[0]), action="hoses out"), Role.FIELD)

    def controlled(self) -> None:
        """Evidence of everything, declared, verified by the desk."""
        for item in ITEMS:
            self.must(ReportItem(muster_id=self.muster.id, item_id=item), Role.FIELD)
            self.pass_time(5_000)
        self.must(DeclareControl(muster_id=self.muster.id), Role.FIELD, actor="commander")
        self.pass_time(20_000)
        self.must(VerifyControl(muster_id=self.muster.id), Role.OPERATOR)


def result(world: DrillWorld) -> MusterResult:
    """The one muster of the world's journal, which must not contradict itself."""
    found = judge(world.journal).musters
    assert len(found) == 1
    assert found[0].contradictions == ()
    return found[0]


def gate(judged: MusterResult, name: str) -> GateResult:
    """One of its gates."""
    return next(one for one in judged.gates if one.gate == name)


def whole_run(kind: WorldKind = WorldKind.DRILL) -> DrillWorld:
    """All phases in time."""
    world = DrillWorld(kind)
    world.mustered(after_ms=300_000)
    world.pass_time(30_000)
    world.posts_filled(after_ms=120_000)
    world.pass_time(20_000)
    world.controlled()
    return world
