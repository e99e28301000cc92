"""The rules of DOMAIN §3 written a second time, from facts alone: what the random test holds the domain against.

Fed with each accepted command's events. It never looks at who was said to be counted, at latches or at gates: it keeps
orders, rosters, head-counts, areas, voice and reports, and derives strength, T1, T2, T3, "sustained" and gates itself.
Written without the domain's own counting and clock code on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.domain.base.roles import WorldKind
from console.domain.evolve import AnyEvent
from console.domain.musters.entities import Area, Gate
from console.domain.musters.events import (
    BaselineRecorded,
    ControlDeclared,
    ControlRefuted,
    ControlVerified,
    CoverGapOpened,
    CoverReasonRecorded,
    FenceEntered,
    FenceLeft,
    HandlingReported,
    HeadcountReported,
    ItemEvidenced,
    ItemWithdrawn,
    MusterActivated,
    MusterEnded,
    MusterOrdered,
    PhaseOrdered,
    PostsAssigned,
    VoiceContradicted,
    VoiceReported,
)
from console.domain.musters.plan import ClockModel, MusterLimits, MusterMode, MusterPlan
from console.domain.orders.events import (
    OrderCancelled,
    OrderCorrected,
    OrderDeclined,
    OrderProgressed,
    UnitDispatched,
    UnitDiverted,
)
from console.domain.orders.states import OrderState
from console.domain.registry.entities import Force, Officer, Unit
from console.domain.registry.events import Registered
from console.domain.runs.events import RunEnded, RunInterrupted
from console.geo import distance_m

NEVER = -1


FINAL = (OrderState.CLEARED,)


@dataclass
class Crew:
    """One unit under the order."""

    open: bool = True
    head: int = NEVER
    head_ms: int = NEVER
    area: str = ""
    rally_ms: int = NEVER
    said: str = ""
    said_ms: int = NEVER
    sent_to: str | None = None
    sent_from: str = ""
    sent_ms: int = NEVER
    under_way: bool = False
    """Sent on while it counted, until its position arrives or leaves."""
    last: int = 0
    """How many counted when it was last in place."""


@dataclass
class Muster:
    """One muster, derived."""

    t0: int
    eligible: int
    crews: dict[str, Crew] = field(default_factory=dict)
    plan: MusterPlan | None = None
    limits: MusterLimits = field(default_factory=MusterLimits)
    best: int = NEVER
    enough_since: int = NEVER
    below_since: int = NEVER
    filled_since: int = NEVER
    handled: int = NEVER
    ordered: dict[int, int] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)
    declared: int = NEVER
    verified: bool = False
    gaps: list[list[int]] = field(default_factory=list)
    """[opened, reason recorded]."""
    grids: list[str] = field(default_factory=list)
    reached: dict[int, int] = field(default_factory=dict)
    gates: dict[Gate, bool] = field(default_factory=dict)
    sustain_failed: int = NEVER
    ended: bool = False
    stopped: bool = False

    @property
    def needed(self) -> int:
        return max(1, min(self.limits.strength, self.eligible))

    def start(self, phase: int, now: int) -> int:
        """When a phase began, as far as it is known now."""
        model = self.plan.clock_model if self.plan else ClockModel.SEQUENTIAL
        if phase == 1 or (phase == 2 and model is ClockModel.PARALLEL):
            return self.t0
        before = self.reached.get(phase - 1, NEVER)
        if before == NEVER or model is not ClockModel.PER_ORDER:
            return before
        latest = before + self.limits.next_phase_ms
        told = self.ordered.get(phase, NEVER)
        if told != NEVER and told < latest:
            return max(told, before)
        return latest if now >= latest else NEVER

    def limit(self, phase: int) -> int:
        """How long a phase may take."""
        if phase == 1 and self.eligible < self.limits.strength and self.best >= 0:
            return max(self.limits.muster_ms, self.best + self.limits.allowance_ms)
        return (self.limits.muster_ms, self.limits.arrive_ms, self.limits.resolve_ms)[phase - 1]

    def candidate(self, phase: int, now: int) -> int:
        """When the phase would have been reached by what stands now."""
        began = self.start(phase, now)
        if began == NEVER:
            return NEVER
        if phase == 1:
            return self.enough_since
        if phase == 2:
            parts = [self.filled_since, self.handled]
        else:
            items = self.plan.checklist if self.plan else ()
            parts = [self.declared, *(self.evidence.get(item.id, NEVER) for item in items)]
            if not items:
                return NEVER
        return NEVER if NEVER in parts else max(began, *parts)


class Facts:
    """Everything needed to judge, from the events of all musters of one journal."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.officers: dict[str, tuple[str, bool]] = {}
        self.orders: dict[str, tuple[str, str]] = {}
        self.open: dict[str, str] = {}
        self.musters: dict[str, Muster] = {}
        self.of_incident: dict[str, str] = {}
        self.kind = WorldKind.DEMO
        self.now = 0

    def batch(self, now: int, events: list[AnyEvent]) -> None:
        """What one accepted command made happen at `now`."""
        self.now = now
        for muster in self.musters.values():
            self._lapse(muster, now)
            self._due(muster, now)
        for event in events:
            self._happened(now, event)
        for muster in self.musters.values():
            self._stand(muster, now)
            self._due(muster, now)

    # -- what happened -------------------------------------------------------------------------------------------------

    def _happened(self, now: int, event: AnyEvent) -> None:
        match event:
            case Registered():
                if isinstance(event.entity, Unit):
                    self.units[event.entity.id] = event.entity
                elif isinstance(event.entity, Officer):
                    sworn = event.entity.force is Force.SWORN and event.entity.on_duty
                    self.officers[event.entity.id] = (event.entity.unit_id, sworn)
            case UnitDispatched():
                self._order(event.order_id, event.unit_id, event.incident_id)
            case UnitDiverted():
                self._over(event.old_order_id)
                self._order(event.new_order_id, event.unit_id, event.incident_id)
            case OrderCancelled() | OrderDeclined():
                self._over(event.order_id)
            case OrderProgressed():
                if event.state in FINAL:
                    self._over(event.order_id)
            case OrderCorrected():
                self._unsay(event.order_id)
            case MusterActivated():
                muster = Muster(t0=now if event.t0_ms == NEVER else event.t0_ms, eligible=event.eligible)
                for order_id, unit_id in self.open.items():
                    if self.orders[order_id][1] == event.incident_id:
                        muster.crews[unit_id] = Crew()
                self.musters[event.muster_id] = muster
                self.of_incident[event.incident_id] = event.muster_id
            case HeadcountReported():
                crew = self._crew(event.order_id)
                crew.head, crew.head_ms = event.sworn, now
                crew.last = min(crew.last, event.sworn)
            case RunInterrupted() | RunEnded():
                for muster in self.musters.values():
                    muster.stopped = muster.stopped or not muster.ended
            case _:
                self._in_muster(now, event)

    def _in_muster(self, now: int, event: AnyEvent) -> None:
        muster = self.musters.get(getattr(event, "muster_id", ""))
        if muster is None or muster.ended or muster.stopped:
            return
        crew = muster.crews.get(getattr(event, "unit_id", ""), Crew())
        match event:
            case MusterOrdered():
                muster.plan, muster.limits, muster.eligible = event.plan, event.plan.limits, event.eligible
            case BaselineRecorded():
                muster.best = event.best_ms
            case FenceEntered():
                if crew.area == crew.said == "post" and event.area is not Area.POST:
                    crew.said = ""
                crew.area, crew.sent_from = event.area.value, ""
                if event.area is Area.RALLY and crew.rally_ms == NEVER:
                    crew.rally_ms = now
                if event.area is not Area.RALLY:
                    crew.under_way = False
            case FenceLeft():
                self._left(crew, event.why)
            case VoiceReported():
                crew.said, crew.said_ms = event.area.value, now
            case VoiceContradicted():
                crew.said = ""
            case PostsAssigned():
                muster.ordered.setdefault(2, now)
                for each in event.assignments:
                    self._sent(muster, each.unit_id, each.post_id or "scene")
            case PhaseOrdered():
                muster.ordered.setdefault(event.phase, now)
            case HandlingReported():
                assert self._on_scene(crew), "handled by somebody who is not there"
                muster.handled = now if muster.handled == NEVER else muster.handled
            case ItemEvidenced():
                self._witnessed(muster, event)
                muster.evidence[event.item_id] = now
            case ItemWithdrawn():
                muster.evidence.pop(event.item_id, None)
                muster.verified = False
            case ControlDeclared():
                command = self._posts(muster, "scene_command")
                there = [one for one in muster.crews.values() if self._on_scene(one)]
                assert any(not command or one.sent_to in command for one in there), "declared by nobody there"
                muster.declared = now
            case ControlVerified():
                muster.verified = True
            case ControlRefuted():
                muster.declared, muster.verified = NEVER, False
            case CoverGapOpened():
                muster.gaps += [[now, NEVER] for _ in event.grid_ids]
                muster.grids += event.grid_ids
            case CoverReasonRecorded():
                for gap, grid in zip(muster.gaps, muster.grids, strict=True):
                    if grid in event.grid_ids and gap[1] == NEVER:
                        gap[1] = now
            case MusterEnded():
                muster.ended = True
            case _:
                pass

    def _order(self, order_id: str, unit_id: str, incident_id: str) -> None:
        self.orders[order_id] = (unit_id, incident_id)
        self.open[order_id] = unit_id
        muster = self.musters.get(self.of_incident.get(incident_id, ""))
        if muster is not None and not muster.ended and not muster.stopped:
            muster.crews[unit_id] = Crew()

    def _over(self, order_id: str) -> None:
        unit_id, incident_id = self.orders[order_id]
        self.open.pop(order_id, None)
        muster = self.musters.get(self.of_incident.get(incident_id, ""))
        if muster is not None and unit_id in muster.crews:
            muster.crews[unit_id] = Crew(open=False)

    def _crew(self, order_id: str) -> Crew:
        unit_id, incident_id = self.orders[order_id]
        return self.musters[self.of_incident[incident_id]].crews[unit_id]

    def _unsay(self, order_id: str) -> None:
        unit_id, incident_id = self.orders[order_id]
        muster = self.musters.get(self.of_incident.get(incident_id, ""))
        if muster is not None and unit_id in muster.crews:
            muster.crews[unit_id].said = ""

    def _left(self, crew: Crew, why: str) -> None:
        """Leaving is ordered from where the unit was sent on, and while it is under way."""
        ordered = crew.sent_from == crew.area or crew.under_way
        crew.area, crew.sent_from = "", ""
        if not ordered:
            crew.under_way = False
            crew.said = crew.said if why == "stale_fix" else ""

    def _sent(self, muster: Muster, unit_id: str, post: str) -> None:
        crew = muster.crews[unit_id]
        if crew.sent_to != post and not crew.under_way:
            crew.sent_ms = self.now
        crew.under_way = crew.under_way or self.count(muster, unit_id) > 0
        crew.sent_to = post
        if crew.said == "rally":
            crew.rally_ms = crew.said_ms if crew.rally_ms == NEVER else crew.rally_ms
            crew.said = ""
        crew.said = "scene" if crew.said == "post" else crew.said
        crew.area = "scene" if crew.area == "post" else crew.area
        crew.sent_from = crew.area

    def _on_scene(self, crew: Crew) -> bool:
        return crew.open and bool({crew.area, crew.said} & {"scene", "post"})

    def _posts(self, muster: Muster, kind: str) -> dict[str, int]:
        posts = muster.plan.posts if muster.plan else ()
        return {post.id: post.officers for post in posts if post.kind.value == kind}

    def _witnessed(self, muster: Muster, event: ItemEvidenced) -> None:
        """Somebody bears witness who is there: at the item's kind of post, after it was filled."""
        crew = muster.crews[event.unit_id]
        assert self._on_scene(crew), "evidence by somebody who is not there"
        kind = (
            next(item.post for item in muster.plan.checklist if item.id == event.item_id)
            if muster.plan
            else ""
        )
        if kind:
            posts = self._posts(muster, kind)
            assert crew.sent_to in posts, "evidence from another post"
            assert "post" in (crew.area, crew.said), "evidence from somebody on the way to the post"
            assert self._at_post(muster, crew.sent_to) >= posts[crew.sent_to], (
                "evidence from a post not filled"
            )

    def _lapse(self, muster: Muster, now: int) -> None:
        """On the way longer than the drive takes at 30 km/h over 1.4 times the straight line, and a minute more."""
        if muster.ended or muster.stopped or muster.plan is None:
            return
        away = [one for one in muster.crews.values() if one.open and one.under_way and one.last]
        away = [one for one in away if not self.in_place(muster, one)]
        late = [one for one in away if now > self._until(muster.plan, one)]
        if late:
            self._due(muster, min(self._until(muster.plan, one) for one in late) + 1)
            for crew in late:
                crew.last = 0
            self._stand(muster, now)

    def _until(self, plan: MusterPlan, crew: Crew) -> int:
        if plan.rally is None:
            return crew.sent_ms + 60_000
        goals = {post.id: (post.lon_e7, post.lat_e7) for post in plan.posts}
        corners = list(zip(plan.work_area_e7[2::2], plan.work_area_e7[3::2], strict=True))
        middle = tuple(sum(values) / len(corners) for values in zip(*corners, strict=True))
        lon, lat = goals.get(crew.sent_to or "", middle)
        metres = distance_m(plan.rally.lon_e7, plan.rally.lat_e7, lon, lat)
        return crew.sent_ms + round(metres * 1.4 / (30_000 / 3_600) * 1_000) + 60_000

    # -- what stands ---------------------------------------------------------------------------------------------------

    def in_place(self, muster: Muster, crew: Crew) -> bool:
        """Whether position or voice says that the unit is where it counts."""
        places = {"scene", "post"}
        if muster.plan and muster.plan.mode is not MusterMode.DIRECT_TO_SCENE and crew.sent_to is None:
            places.add("rally")
        return crew.open and (crew.area in places or crew.said in places)

    def count(self, muster: Muster, unit_id: str) -> int:
        """Officers of a unit who count now."""
        crew, unit = muster.crews[unit_id], self.units[unit_id]
        if muster.plan is None or crew.head < 0 or unit.tier not in muster.plan.policy.tiers:
            return 0
        if not self.in_place(muster, crew):
            return 0
        if muster.plan.mode is MusterMode.ROLL_CALL:
            there = crew.rally_ms
            if there == NEVER and crew.said == "rally":
                there = crew.said_ms
            if there == NEVER or crew.head_ms < there:
                return 0
        return min(crew.head, sum(sworn for of, sworn in self.officers.values() if of == unit_id))

    def strength(self, muster: Muster) -> int:
        """Counted, and those who are on their ordered way."""
        return sum(crew.last for crew in muster.crews.values() if crew.open)

    def _stand(self, muster: Muster, now: int) -> None:
        if muster.ended or muster.stopped or muster.plan is None:
            return
        for unit_id, crew in muster.crews.items():
            if self.in_place(muster, crew):
                crew.last = self.count(muster, unit_id)
            elif not crew.under_way or now > self._until(muster.plan, crew):
                crew.last = 0  # never sent on, or back on a way for which the time is over
        enough = self.strength(muster) >= muster.needed
        if 1 not in muster.reached:
            muster.enough_since = (
                (now if muster.enough_since == NEVER else muster.enough_since) if enough else NEVER
            )
        else:
            muster.below_since = (
                NEVER if enough else (now if muster.below_since == NEVER else muster.below_since)
            )
        full = all(self._at_post(muster, post.id) >= post.officers for post in muster.plan.posts)
        muster.filled_since = (
            (now if muster.filled_since == NEVER else muster.filled_since) if full else NEVER
        )

    def _at_post(self, muster: Muster, post_id: str) -> int:
        there = [
            unit_id
            for unit_id, crew in muster.crews.items()
            if crew.sent_to == post_id and (crew.area == "post" or crew.said == "post")
        ]
        return sum(self.count(muster, unit_id) for unit_id in there)

    # -- what is due ---------------------------------------------------------------------------------------------------

    def _due(self, muster: Muster, now: int) -> None:
        if muster.stopped:
            return
        if muster.ended:
            for gate in (Gate.MUSTER, Gate.ARRIVE, Gate.RESOLVE):
                muster.gates.setdefault(gate, False)
            muster.gates.setdefault(Gate.COVER, all(self._excused(muster, gap) for gap in muster.gaps))
            return
        for phase, gate in enumerate((Gate.MUSTER, Gate.ARRIVE, Gate.RESOLVE), start=1):
            self._phase(muster, phase, gate, now)
        self._sustained(muster, now)
        if 3 in muster.reached and Gate.COVER not in muster.gates:
            fresh = [gap for gap in muster.gaps if gap[1] == NEVER]
            if not any(now - gap[0] <= muster.limits.cover_reason_ms for gap in fresh):
                muster.gates[Gate.COVER] = all(self._excused(muster, gap) for gap in muster.gaps)

    def _phase(self, muster: Muster, phase: int, gate: Gate, now: int) -> None:
        began = muster.start(phase, now)
        if began == NEVER:
            return
        at, deadline = muster.candidate(phase, now), began + muster.limit(phase)
        if phase not in muster.reached and at != NEVER:
            held_since = {1: muster.enough_since, 2: muster.filled_since}.get(phase, NEVER)
            if muster.verified if phase == 3 else now - held_since >= muster.limits.hold_ms:
                muster.reached[phase] = at
        at = muster.reached.get(phase, at)
        if gate in muster.gates:
            return
        if phase in muster.reached:
            muster.gates[gate] = at <= deadline
        elif now > deadline and (at == NEVER or at > deadline):
            muster.gates[gate] = False

    def _sustained(self, muster: Muster, now: int) -> None:
        if muster.sustain_failed != NEVER or muster.below_since == NEVER:
            return
        until = muster.reached.get(3, muster.candidate(3, now))
        lasts = muster.below_since + muster.limits.sustain_ms
        if now > lasts and not (until != NEVER and until <= lasts):
            muster.sustain_failed = lasts

    def _excused(self, muster: Muster, gap: list[int]) -> bool:
        return gap[1] != NEVER and gap[1] - gap[0] <= muster.limits.cover_reason_ms
