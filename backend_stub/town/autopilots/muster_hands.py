"""The hands of a muster commander: what to ask for next about one major incident, parametrised by a policy.

Pure, one thread; used by the demo's autopilot (`operator`) and by the drill's autopilots. It sees what a desk sees: the
picture, the planner's plans and forecast, the plan cards; never the town's truth. `MusterHands.next_command` gives at
most one command a call and repeats one only when it has not
shown in the picture for long. Who goes, where and to which post is a
`Chooser`'s: `muster_choices.ByPlanner` does what the planner says; a drill brings its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters import commands as mc
from console.domain.musters.clock import limits_of
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster, MusterState, MusterUnit, NotCounted
from console.domain.musters.events import PostAssignment
from console.domain.musters.latches import wanting_gaps
from console.domain.musters.plan import ClockModel
from console.domain.orders.commands import CancelOrder, DispatchUnits, UnitChoice
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.picture import Picture
from console.planning.plan_cards import PlanCard, plan_of
from console.wire.muster_messages import MusterForecast, MusterPlans

TRY_AGAIN_MS = 15_000
STOOD_DOWN = "danger over, the strength is not needed any more"
COVER_REASON = "lives at stake, the strength comes first"
NOT_UNDER_CONTROL = "the checklist is not complete"
"""Standard phrases, worded by the consoles (`console.words.phrases`)."""
SILENT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What a commander sees at `t_ms`: plans by incident id, forecasts by muster id, cards by type code."""

    t_ms: int
    picture: Picture
    plans: Mapping[str, MusterPlans] = field(default_factory=dict)
    forecasts: Mapping[str, MusterForecast] = field(default_factory=dict)
    cards: Mapping[str, PlanCard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a commander plays. Seconds of hub time."""

    proposal: str = "balanced"
    """Which of the planner's three plans is ordered, kept in the order ("" = picked by hand)."""
    activate: bool = False
    """Activate first, as soon as the incident is accepted: T0 runs while the order is still being thought over."""
    look_s: float = 3.0
    """From the incident's acceptance to the order, at least."""
    substitutes_every_s: float = 10.0
    """How often others are sent for whoever declines, is silent, breaks down or is late."""
    margin: int = 0
    """Officers to keep under way above the strength."""
    hurry_permille: int = 800
    """Send more when the forecast's chance of keeping the limit is below this (0 = never)."""
    posts_after_s: float = 3.0
    """From T1 to the order to the posts."""
    everybody_to_posts: bool = False
    """Who is over when the posts are filled goes to a post, too; else it stays at the rally point as a reserve."""
    verify_s: float = 12.0
    """From the declaration to its verification."""
    refutes: bool = True
    cover_reason: str = COVER_REASON
    """"" = gaps are left without a reason."""
    recalls: bool = True
    """Recall reserves when fewer are eligible than wanted."""


class Chooser(Protocol):
    """Who goes where. Every answer may be empty: then the hands wait."""

    def rally(self, sight: Sight, incident: Incident) -> Place | None:
        """Where to gather; None = not known yet."""
        ...

    def units(self, sight: Sight, incident: Incident, rally: Place | None) -> tuple[UnitChoice, ...]:
        """Who is ordered."""
        ...

    def substitutes(
        self, sight: Sight, incident: Incident, muster: Muster, missing: int
    ) -> tuple[UnitChoice, ...]:
        """Who else goes when `missing` officers will not come (0 = only late)."""
        ...

    def posts(self, sight: Sight, muster: Muster, everybody: bool) -> tuple[PostAssignment, ...]:
        """Which units at hand go to which posts now; nobody who was sent already."""
        ...


class MusterHands:
    """One commander at one incident after another; keeps what it tried, nothing else."""

    def __init__(self, policy: Policy, chooser: Chooser) -> None:
        self.policy = policy
        self._chooser = chooser
        self._tried: dict[tuple[str, str], int] = {}

    def next_command(self, sight: Sight, incident: Incident) -> AnyCommand | None:
        """What to ask for about a major incident now, if anything of the muster is to do."""
        if not incident.major or incident.type_code not in sight.cards:
            return None
        muster = _newest(sight.picture, incident.id)
        if muster is None or muster.plan is None:
            return self._begin(sight, incident, muster)
        if muster.state is MusterState.ACTIVE:
            return self._lead(sight, incident, muster)
        return self._stand_down(sight, incident) if muster.state is MusterState.RESOLVED else None

    def _once(
        self, sight: Sight, subject: str, command: AnyCommand, again_ms: int = TRY_AGAIN_MS
    ) -> AnyCommand | None:
        """The command, unless the same was asked a moment ago."""
        key = (type(command).__name__, subject)
        tried = self._tried.get(key)
        if tried is not None and sight.t_ms - tried < again_ms:
            return None
        self._tried[key] = sight.t_ms
        return command

    # -- before the order ----------------------------------------------------------------------------------------------

    def _begin(self, sight: Sight, incident: Incident, muster: Muster | None) -> AnyCommand | None:
        if muster is not None and muster.state is not MusterState.ACTIVE:
            return None
        if muster is None and self.policy.activate:
            return self._once(sight, incident.id, mc.ActivateMuster(incident_id=incident.id))
        if sight.t_ms - incident.accepted_ms < self.policy.look_s * 1000:
            return None
        if muster is not None and self._wants_recall(sight, muster):
            return self._once(sight, muster.id, mc.RecallReserves(muster_id=muster.id))
        rally = self._chooser.rally(sight, incident)
        units = self._chooser.units(sight, incident, rally)
        if not units:
            return None
        told = sight.plans.get(incident.id)
        wind = next(iter(sight.picture.winds.values()), None)
        plan = plan_of(
            sight.cards[incident.type_code],
            incident.place,
            rally,
            wind_from_deg=wind.from_deg if wind else None,
            posts=told.posts if told else (),
            work_area_e7=told.work_area_e7 if told else (),
            proposal=self.policy.proposal,
        )
        order = mc.OrderMuster(incident_id=incident.id, plan=plan, units=units)
        return self._once(sight, incident.id, order)

    def _wants_recall(self, sight: Sight, muster: Muster) -> bool:
        if not self.policy.recalls or muster.eligible >= limits_of(muster).strength:
            return False
        return any(unit.reserved for unit in sight.picture.units.values())

    # -- while it runs -------------------------------------------------------------------------------------------------

    def _lead(self, sight: Sight, incident: Incident, muster: Muster) -> AnyCommand | None:
        policy = self.policy
        for gap in wanting_gaps(muster, sight.t_ms) if policy.cover_reason else ():
            reason = mc.RecordCoverReason(
                muster_id=muster.id, reason=policy.cover_reason, grid_ids=(gap.grid_id,)
            )
            if (asked := self._once(sight, f"{muster.id} {gap.grid_id}", reason)) is not None:
                return asked
        if muster.t1_ms < 0:
            if self._wants_recall(sight, muster):
                recall = mc.RecallReserves(muster_id=muster.id)
                if (asked := self._once(sight, muster.id, recall)) is not None:
                    return asked
            return self._replace(sight, incident, muster)
        if muster.t2_ms < 0 or muster.posts_filled_ms < 0:
            if sight.t_ms - muster.t1_ms >= policy.posts_after_s * 1000:
                return self._send(sight, muster)
            return None
        per_order = muster.plan is not None and muster.plan.clock_model is ClockModel.PER_ORDER
        if per_order and muster.phase3_ordered_ms < 0:
            return self._once(sight, muster.id, mc.OrderPhase(muster_id=muster.id, phase=3))
        return self._judge_declaration(sight, muster)

    def _replace(self, sight: Sight, incident: Incident, muster: Muster) -> AnyCommand | None:
        """Others for those who will not come, and more of them when it will be late."""
        policy = self.policy
        missing = muster.required + policy.margin - expected(sight, muster)
        forecast = sight.forecasts.get(muster.id)
        late = (
            forecast is not None
            and forecast.t_ms > muster.ordered_ms
            and forecast.in_time_permille < policy.hurry_permille
        )
        if missing <= 0 and not late:
            return None
        units = self._chooser.substitutes(sight, incident, muster, max(0, missing))
        if not units:
            return None
        command = DispatchUnits(incident_id=incident.id, units=units)
        return self._once(sight, muster.id, command, round(policy.substitutes_every_s * 1000))

    def _send(self, sight: Sight, muster: Muster) -> AnyCommand | None:
        assignments = self._chooser.posts(sight, muster, self.policy.everybody_to_posts)
        if not assignments:
            return None
        return self._once(sight, muster.id, mc.SendToPosts(muster_id=muster.id, assignments=assignments))

    def _judge_declaration(self, sight: Sight, muster: Muster) -> AnyCommand | None:
        if muster.declared_ms < 0 or sight.t_ms - muster.declared_ms < self.policy.verify_s * 1000:
            return None
        evidenced = {item.item_id for item in muster.items if item.evidence_ms >= 0}
        wanted = {item.id for item in muster.plan.checklist} if muster.plan else set()
        if wanted <= evidenced:
            return self._once(sight, muster.id, mc.VerifyControl(muster_id=muster.id))
        if not self.policy.refutes:
            return None
        return self._once(sight, muster.id, mc.RefuteControl(muster_id=muster.id, reason=NOT_UNDER_CONTROL))

    # -- afterwards ----------------------------------------------------------------------------------------------------

    def _stand_down(self, sight: Sight, incident: Incident) -> AnyCommand | None:
        """Whoever is not on scene is free again, one by one; those on scene report clear by themselves."""
        for order_id in incident.orders:
            order = sight.picture.orders.get(order_id)
            if order is None or order.state not in OPEN_ORDER_STATES or order.state is OrderState.ONSCENE:
                continue
            cancel = CancelOrder(order_id=order.id, reason=STOOD_DOWN)
            if (asked := self._once(sight, order.id, cancel)) is not None:
                return asked
        return None


def expected(sight: Sight, muster: Muster) -> int:
    """Officers that count now or may yet: of units that signed and are on their way, or have not been silent long."""
    return sum(_officers_to_come(sight, muster, unit) for unit in muster.units)


def _officers_to_come(sight: Sight, muster: Muster, unit: MusterUnit) -> int:
    """Officers of one unit under the order that count or may yet count; 0 for one that is lost to it."""
    if unit.ended:
        return 0
    if unit.why_not == "":
        return len(unit.officers)
    known, order = sight.picture.units.get(unit.unit_id), sight.picture.orders.get(unit.order_id)
    policy = muster.plan.policy if muster.plan else None
    if known is None or order is None or policy is None or known.tier not in policy.tiers:
        return 0
    lost = order.silent or (
        order.state is OrderState.DISPATCHED and sight.t_ms - order.dispatched_ms > SILENT_MS
    )
    if lost or known.contact_lost or unit.why_not in (NotCounted.CONTRADICTED, NotCounted.NOBODY_NEW):
        return 0
    return known.sworn if unit.headcount < 0 else min(known.sworn, unit.headcount)


def _newest(picture: Picture, incident_id: str) -> Muster | None:
    running = muster_of(picture, incident_id)
    if running is not None:
        return running
    return next((m for m in reversed(picture.musters.values()) if m.incident_id == incident_id), None)
