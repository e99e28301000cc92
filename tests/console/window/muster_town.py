"""A console on a town that can muster, with what planner, crews and tracker would say. Test support."""

from __future__ import annotations

import msgspec
import numpy as np

from console.desk.offer import Offer
from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.decide import due
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.commands import EnterFence, ReportHeadcount, ReportItem, SendToPosts
from console.domain.musters.entities import Area, Muster
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import MusterPlan
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.domain.registry.entities import IncidentType, Registrable
from console.planning.plan_cards import shipped_definitions
from console.wire.messages import Positions
from console.wire.muster_messages import (
    MusterForecast,
    MusterPlans,
    MusterProposal,
    PlannedUnit,
    RallyProposal,
)
from tests.console.domain.musters import muster_world
from tests.console.domain.musters.muster_world import PATROLS, RALLY
from tests.console.domain.world import HERE
from tests.console.in_process_hub import FIELD, SYSTEM
from tests.console.window.whole_console import Console
from widgets.incident.view import IncidentView
from widgets.muster.view import MusterView

TRACKER = Stamp(actor="tracker", role=Role.TRACKER, seat="TRK")
LEADER = Stamp(actor="wang", role=Role.DUTY_LEADER, seat="D-02")
PLANNER = Stamp(actor="planner", role=Role.PLANNER, seat="PLN")
ORDERED = PATROLS[:26]
"""The balanced plan: 26 units of four officers."""
SPARE = PATROLS[26:]
FAR = Place(lon_e7=1_179_090_000, lat_e7=368_000_000, text_zh="东广场", text_en="East square")


def town() -> tuple[Registrable, ...]:
    """The mustering town with an incident type that has a plan card."""
    chemical = IncidentType(
        id="CHEM",
        name_zh="化工厂爆燃",
        name_en="Chemical plant explosion",
        kind=IncidentKind.EMERGENCY,
        level=1,
        limit_s=600,
        major=True,
    )
    return (*muster_world.types(), chemical, *muster_world.registry(), *shipped_definitions())


class MusterTown:
    """Short cuts around one `Console`."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.hub = console.hub
        self.incident_id = ""

    @property
    def muster(self) -> Muster:
        """The newest muster, as the hub has it."""
        return next(reversed(self.hub.picture.musters.values()))

    @property
    def plan(self) -> MusterPlan:
        """What was ordered."""
        plan = self.muster.plan
        assert plan is not None, "no order was given"
        return plan

    @property
    def offer(self) -> Offer:
        """What would be ordered."""
        offer = self.console.seat.offer
        assert offer is not None, "no order is offered"
        return offer

    @property
    def panel(self) -> IncidentView:
        """What the panel shows."""
        view = self.console.window.panels.incident.view
        assert view is not None, "nothing is selected"
        return view

    @property
    def view(self) -> MusterView:
        """What the panel shows of the muster."""
        view = self.panel.muster
        assert view is not None, "no muster is shown"
        return view

    def incident(self) -> str:
        """A level-1 incident, accepted and selected."""
        self.incident_id = self.console.accept("CHEM")
        return self.incident_id

    def plans(self, *, bare: tuple[str, ...] = (), eligible: int = 120, **changes: object) -> None:
        """The planner's three plans; `bare`: grids that the balanced one uncovers."""
        units = tuple(
            PlannedUnit(unit_id=unit, eta_s=200 + 10 * place, officers=4)
            for place, unit in enumerate(ORDERED)
        )
        fast = (*units[:24], PlannedUnit(unit_id=SPARE[0], eta_s=205, officers=4))
        plans = MusterPlans(
            number=1,
            t_ms=self.hub.t_ms,
            incident_id=self.incident_id,
            strength=100,
            eligible=eligible,
            reserves=20,
            rallies=(
                RallyProposal(place=RALLY, t_star_s=430, drive_s=130, off_wind_deg=10),
                RallyProposal(place=FAR, t_star_s=500, drive_s=90, off_wind_deg=170),
            ),
            plans=(
                MusterProposal(kind="balanced", t_star_s=440, strength=104, units=units, uncovers=bare),
                MusterProposal(kind="fastest", t_star_s=430, strength=100, units=fast, uncovers=("G-01",)),
                MusterProposal(kind="keep_cover", t_star_s=550, strength=104, units=units, uncovers=()),
            ),
        )
        self.console.bridge.on_telemetry(msgspec.structs.replace(plans, **changes))
        self.console.settle()

    def forecast(self, *substitutes: str, late: bool = False) -> None:
        """What the planner expects now."""
        t0_ms = self.muster.t0_ms
        seconds = np.arange(0, 700, 10)
        middle = np.minimum(104, seconds // 4)
        self.console.bridge.on_telemetry(
            MusterForecast(
                number=1,
                t_ms=self.hub.t_ms,
                muster_id=self.muster.id,
                incident_id=self.incident_id,
                counted=self.muster.counted,
                en_route=0,
                p10_ms=t0_ms + 400_000,
                p50_ms=t0_ms + (650_000 if late else 456_000),
                p90_ms=t0_ms + (700_000 if late else 530_000),
                in_time_permille=100 if late else 930,
                at_s_i32=seconds.astype("<i4").tobytes(),
                p10_i16=(middle - 8).astype("<i2").tobytes(),
                p50_i16=middle.astype("<i2").tobytes(),
                p90_i16=(middle + 6).astype("<i2").tobytes(),
                substitutes=tuple(PlannedUnit(unit_id=one, eta_s=300, officers=4) for one in substitutes),
            )
        )
        self.console.settle()

    def positions(self) -> None:
        """Every patrol stands near the scene."""
        count = len(PATROLS)
        self.console.bridge.on_telemetry(
            Positions(
                t_ms=self.hub.t_ms,
                unit_ids=PATROLS,
                lon_i32=(HERE.lon_e7 + np.arange(count) * 1000).astype("<i4").tobytes(),
                lat_i32=np.full(count, HERE.lat_e7, dtype="<i4").tobytes(),
                bearing_i16=np.zeros(count, dtype="<i2").tobytes(),
                speed_cmps_i16=np.zeros(count, dtype="<i2").tobytes(),
                age_ms_i32=np.zeros(count, dtype="<i4").tobytes(),
            )
        )
        self.console.settle()

    def order_of(self, unit: str) -> str:
        """The unit's open order."""
        return self.hub.picture.units[unit].order_id

    def sign(self, *units: str) -> None:
        """Crews sign and confirm how many they are."""
        for unit in units:
            order = self.order_of(unit)
            self.hub.give(ProgressOrder(order_id=order, state=OrderState.ENROUTE), FIELD)
            self.hub.give(ReportHeadcount(order_id=order, sworn=4), FIELD)
        self.console.settle()

    def enter(self, *units: str, area: Area = Area.RALLY, post: str = "") -> None:
        """The tracker sees them there."""
        for unit in units:
            entered = EnterFence(
                muster_id=self.muster.id, unit_id=unit, area=area, post_id=post, fix_ms=self.hub.t_ms
            )
            self.hub.give(entered, TRACKER)
        self.console.settle()

    def man_posts(self) -> None:
        """Ordered units stand at every post, as many as fill it."""
        free = iter(ORDERED)
        manned = [
            PostAssignment(unit_id=next(free), post_id=post.id)
            for post in self.plan.posts
            for _ in range(-(-post.officers // 4))
        ]
        self.hub.give(SendToPosts(muster_id=self.muster.id, assignments=tuple(manned)), LEADER)
        for one in manned:
            self.enter(one.unit_id, area=Area.POST, post=one.post_id)

    def evidence(self) -> None:
        """Everything on the checklist is true, and said so."""
        for item in self.plan.checklist:
            self.hub.give(ReportItem(muster_id=self.muster.id, item_id=item.id), FIELD)
        self.console.settle()

    def pass_time(self, seconds: int) -> None:
        """Seconds go by, and the hub's timers have their turn in each."""
        for _ in range(seconds):
            self.hub.advance(1000)
            for command in due(self.hub.picture, self.hub.t_ms):
                self.hub.give(command, SYSTEM)
        self.console.settle()
