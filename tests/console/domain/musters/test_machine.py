"""Random commands by random people over time: what no command by anybody can do to a muster.

Latched stays latched, counted officers are unique, no clock runs backwards, every instant and every gate is what the
facts alone make it (`muster_facts`, the rules written a second time), refusals change nothing, the journal folds again.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from console.domain.base.message import Refusal
from console.domain.base.roles import Role, WorldKind
from console.domain.decide import AnyCommand, due
from console.domain.evolve import AnyEvent, evolve
from console.domain.hashing import PictureHash
from console.domain.musters.clock import PhaseClock, phase_clock
from console.domain.musters.commands import (
    ActivateMuster,
    CloseCoverGap,
    ContradictVoice,
    DeclareControl,
    EndMuster,
    EnterFence,
    LeaveFence,
    OpenCoverGap,
    OrderMuster,
    OrderPhase,
    RecallReserves,
    RecordBaseline,
    RecordCoverReason,
    RefuteControl,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    ReportThere,
    SendToPosts,
    SettleMuster,
    VerifyControl,
    WithdrawItem,
)
from console.domain.musters.counting import lapse_ms
from console.domain.musters.entities import Area, Gate, Muster, MusterState
from console.domain.musters.events import PostAssignment
from console.domain.musters.latches import next_latch
from console.domain.musters.plan import (
    ChecklistItem,
    ClockModel,
    MusterLimits,
    MusterMode,
    MusterPlan,
    Post,
    PostKind,
)
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DeclineOrder,
    DispatchUnits,
    DivertUnit,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
    UnitChoice,
)
from console.domain.orders.states import OrderState
from console.domain.permissions import ROLES_OF
from console.domain.picture import Picture, decode_picture, encode_picture
from console.domain.registry.commands import Register
from console.domain.registry.entities import Force, Officer
from console.domain.runs.commands import InterruptRun, PauseRun, SetRunRate
from tests.console.domain.musters.facts import NEVER, Facts
from tests.console.domain.musters.muster_world import GRIDS, ITEMS, PATROLS, POSTS, MusterWorld, plan

CREWS = (*PATROLS[:6], "V-1")


UNITS = st.sampled_from((*CREWS, "X-1"))


POST_IDS = st.sampled_from((*POSTS, "", "moon"))


ORDERS = st.integers(1, 14).map(lambda number: f"O-{number:06d}")


MUSTERS = st.sampled_from(("M-0001", "M-0001", "M-0001", "M-0002", "M-0009"))


REASONS = st.sampled_from(("because", "because", ""))


ACTORS = st.sampled_from(("li", "wang", "P-101"))


SHORT = MusterLimits(
    strength=10,
    muster_ms=60_000,
    arrive_ms=40_000,
    resolve_ms=40_000,
    hold_ms=3_000,
    sustain_ms=8_000,
    next_phase_ms=10_000,
    cover_reason_ms=10_000,
)


SETTINGS = (
    (MusterMode.RALLY_POINT, ClockModel.SEQUENTIAL),
    (MusterMode.RALLY_POINT, ClockModel.PER_ORDER),
    (MusterMode.ROLL_CALL, ClockModel.SEQUENTIAL),
    (MusterMode.DIRECT_TO_SCENE, ClockModel.SEQUENTIAL),
    (MusterMode.DIRECT_TO_SCENE, ClockModel.PARALLEL),
)


QUOTAS = {"command": 1, "cordon": 3, "lane": 2}


KINDS = {"command": PostKind.SCENE_COMMAND, "cordon": PostKind.CORDON, "lane": PostKind.RESCUE_LANE}


def small_plan(mode: MusterMode, model: ClockModel, cover_reason: str) -> MusterPlan:
    """Ten officers in a minute, posts for six."""
    posts = tuple(
        Post(
            id=post_id,
            kind=KINDS[post_id],
            name_zh="",
            name_en="",
            lon_e7=1_179_000_000,
            lat_e7=368_000_000,
            officers=QUOTAS[post_id],
        )
        for post_id in POSTS
    )
    checklist = (
        ChecklistItem(id=ITEMS[0], text_zh="", text_en="", post=PostKind.CORDON.value),
        ChecklistItem(id=ITEMS[1], text_zh="", text_en=""),
    )
    return plan(
        posts=posts,
        checklist=checklist,
        limits=SHORT,
        mode=mode,
        clock_model=model,
        cover_reason=cover_reason,
    )


def commands() -> st.SearchStrategy[AnyCommand]:
    """Anything that concerns a muster, sensible or not; fences and reports of units come from rules of their own."""
    heads = st.integers(-1, 6)
    return st.one_of(
        st.builds(ReportHeadcount, order_id=ORDERS, sworn=heads, auxiliary=heads, device_ms=st.just(5)),
        st.builds(ReportThere, order_id=ORDERS, area=st.sampled_from(Area), post_id=POST_IDS),
        st.builds(ContradictVoice, muster_id=MUSTERS, unit_id=UNITS, away_m=st.integers(-1, 900)),
        st.builds(
            lambda muster, pairs: SendToPosts(
                muster_id=muster,
                assignments=tuple(PostAssignment(unit_id=unit, post_id=post) for unit, post in pairs),
            ),
            MUSTERS,
            st.lists(st.tuples(UNITS, POST_IDS), max_size=3),
        ),
        st.builds(OrderPhase, muster_id=MUSTERS, phase=st.integers(1, 4)),
        st.builds(ReportHandling, order_id=ORDERS, action=REASONS),
        st.builds(ReportItem, muster_id=MUSTERS, item_id=st.sampled_from((*ITEMS, "tea"))),
        st.builds(WithdrawItem, muster_id=MUSTERS, item_id=st.sampled_from(ITEMS), reason=REASONS),
        st.builds(DeclareControl, muster_id=MUSTERS),
        st.builds(VerifyControl, muster_id=MUSTERS),
        st.builds(RefuteControl, muster_id=MUSTERS, reason=REASONS),
        st.builds(OpenCoverGap, muster_id=MUSTERS, grid_ids=st.lists(st.sampled_from(GRIDS)).map(tuple)),
        st.builds(CloseCoverGap, muster_id=MUSTERS, grid_ids=st.just(GRIDS)),
        st.builds(RecordCoverReason, muster_id=MUSTERS, reason=REASONS),
        st.builds(RecallReserves, muster_id=MUSTERS),
        st.builds(SettleMuster, muster_id=MUSTERS),
        st.builds(ActivateMuster, incident_id=st.sampled_from(("INC-0001", "INC-0002"))),
        st.builds(CancelOrder, order_id=ORDERS, reason=REASONS),
        st.builds(DeclineOrder, order_id=ORDERS, reason=REASONS),
        st.builds(ProgressOrder, order_id=ORDERS, state=st.sampled_from(sorted(OrderState))),
        st.builds(CorrectOrder, order_id=ORDERS, state=st.sampled_from(sorted(OrderState)), reason=REASONS),
        st.builds(
            DivertUnit,
            unit_id=UNITS,
            incident_id=st.sampled_from(("INC-0001", "INC-0002")),
            reason=REASONS,
        ),
        st.builds(
            lambda unit: DispatchUnits(incident_id="INC-0001", units=(UnitChoice(unit_id=unit),)), UNITS
        ),
        st.builds(SetOutOfService, unit_id=UNITS, reason=REASONS),
        st.builds(ReturnToService, unit_id=UNITS),
    )


class RandomMuster(RuleBasedStateMachine):
    """One drill with two incidents; the first is mustered for, now and then the second is as well."""

    def __init__(self) -> None:
        super().__init__()
        self.world = MusterWorld(WorldKind.DRILL)
        self.world.incident("explosion")
        self.facts = Facts()
        self.facts.batch(0, [recorded.event for recorded in self.world.journal])
        self.latched: dict[str, tuple[Any, ...]] = {}
        self.clocks: dict[tuple[str, int], PhaseClock] = {}

    # -- asking --------------------------------------------------------------------------------------------------------

    def ask(self, command: AnyCommand, role: Role, actor: str = "li") -> list[AnyEvent] | Refusal:
        """Refusals change nothing; what is accepted reaches the facts as one batch."""
        before = encode_picture(self.world.picture)
        outcome = self.world.ask(command, role, actor)
        if isinstance(outcome, Refusal):
            assert encode_picture(self.world.picture) == before
            return outcome
        assert outcome, "an accepted command says what happened"
        self.facts.batch(self.world.t_ms, outcome)
        self.compare(settled=not isinstance(command, SettleMuster))
        return outcome

    def compare(self, *, settled: bool) -> None:
        """Every instant and every gate of the picture is what the facts make it."""
        for muster in self.world.picture.musters.values():
            if settled:
                assert next_latch(muster, self.world.t_ms) is None
            elif next_latch(muster, self.world.t_ms) is not None or lapse_ms(muster) <= self.world.t_ms:
                continue
            self._same(muster)

    def _same(self, muster: Muster) -> None:
        fact = self.facts.musters[muster.id]
        reached = {phase: fact.reached.get(phase, NEVER) for phase in (1, 2, 3)}
        assert reached == {1: muster.t1_ms, 2: muster.t2_ms, 3: muster.t3_ms}
        assert fact.gates == {status.gate: status.passed for status in muster.gates}
        assert fact.sustain_failed == muster.sustain_failed_ms
        for status in muster.gates:
            if status.passed and status.gate is not Gate.COVER:
                assert 0 <= status.took_ms <= status.limit_ms
        if muster.state in (MusterState.ACTIVE, MusterState.RESOLVED) and muster.plan is not None:
            counted = {u: self.facts.count(fact, u) for u in fact.crews}
            assert muster.counted == sum(counted.values())
            assert {u.unit_id: len(u.officers) for u in muster.units if u.counted_ms >= 0 and u.officers} == {
                unit_id: count for unit_id, count in counted.items() if count
            }

    # -- what happens --------------------------------------------------------------------------------------------------

    @initialize(mode=st.sampled_from(SETTINGS), reason=st.sampled_from(("", "by order")), early=st.booleans())
    def the_order_is_given(self, mode: tuple[MusterMode, ClockModel], reason: str, early: bool) -> None:
        if early:
            self.ask(ActivateMuster(incident_id="INC-0001"), Role.DUTY_LEADER)
            self.world.wait(4_000)
        choices = tuple(UnitChoice(unit_id=unit_id) for unit_id in CREWS)
        command = OrderMuster(incident_id="INC-0001", plan=small_plan(*mode, reason), units=choices)
        assert isinstance(self.ask(command, Role.DUTY_LEADER), list)

    @rule(ms=st.sampled_from((0, 1, 500, 1_000, 2_999, 3_000, 3_001, 5_000, 8_000, 8_001, 20_000, 180_000)))
    def time_passes(self, ms: int) -> None:
        self.world.wait(ms)

    @rule(seconds=st.integers(1, 15))
    def time_passes_with_the_timers(self, seconds: int) -> None:
        for _ in range(seconds):
            self.world.wait(1_000)
            self.the_timers_run()

    @rule()
    def the_timers_run(self) -> None:
        for command in due(self.world.picture, self.world.t_ms):
            outcome = self.ask(command, Role.SYSTEM, "hub")
            assert not isinstance(outcome, Refusal), outcome

    @rule(command=commands(), role=st.sampled_from(sorted(Role)), allowed=st.booleans(), actor=ACTORS)
    def somebody_asks(self, command: AnyCommand, role: Role, allowed: bool, actor: str) -> None:
        self.ask(command, min(ROLES_OF[type(command)]) if allowed else role, actor)

    @rule(units=st.sets(st.sampled_from(CREWS), min_size=1), sworn=st.integers(2, 5))
    def crews_confirm(self, units: set[str], sworn: int) -> None:
        for unit_id in sorted(units):
            order_id = self.world.order_id(unit_id)
            self.ask(ReportHeadcount(order_id=order_id, sworn=sworn, volunteers=3), Role.FIELD)

    @rule(units=st.sets(st.sampled_from(CREWS), min_size=1), area=st.sampled_from(Area), late=st.booleans())
    def the_tracker_sees_them_enter(self, units: set[str], area: Area, late: bool) -> None:
        for unit_id in sorted(units):
            post = self._post_of(unit_id) if area is Area.POST else ""
            fix_ms = self.world.t_ms - 31_000 if late else self.world.t_ms
            self.ask(
                EnterFence(muster_id="M-0001", unit_id=unit_id, area=area, fix_ms=fix_ms, post_id=post),
                Role.TRACKER,
            )

    @rule(unit_id=st.sampled_from(CREWS), why=st.sampled_from(("left", "too_fast", "stale_fix", "bored")))
    def the_tracker_sees_it_leave(self, unit_id: str, why: str) -> None:
        muster = self.world.picture.musters["M-0001"]
        area = next((u.area for u in muster.units if u.unit_id == unit_id and u.area), Area.RALLY.value)
        command = LeaveFence(muster_id="M-0001", unit_id=unit_id, area=Area(area), fix_ms=0, why=why)
        self.ask(command, Role.TRACKER)

    @rule(hold=st.booleans())
    def everybody_does_as_ordered(self, hold: bool) -> None:
        """Crews confirm and stand where they were sent; then, perhaps, long enough."""
        muster = self.world.picture.musters["M-0001"]
        direct = muster.plan is not None and muster.plan.mode is MusterMode.DIRECT_TO_SCENE
        for unit in muster.units:
            area = Area.SCENE if direct or unit.post == "scene" else Area.POST if unit.post else Area.RALLY
            self.the_tracker_sees_them_enter({unit.unit_id}, area, late=False)
            self.ask(ReportHeadcount(order_id=unit.order_id, sworn=4, volunteers=3), Role.FIELD)
        if hold:
            self.time_passes_with_the_timers(4)

    @rule(unit_id=st.sampled_from(CREWS), area=st.sampled_from(Area), true=st.booleans())
    def somebody_says_it_is_there(self, unit_id: str, area: Area, true: bool) -> None:
        post = self._post_of(unit_id) if area is Area.POST else ""
        said = ReportThere(order_id=self.world.order_id(unit_id), area=area, post_id=post)
        self.ask(said, Role.OPERATOR)
        if not true:
            self.ask(ContradictVoice(muster_id="M-0001", unit_id=unit_id, away_m=400), Role.TRACKER)

    @rule(grids=st.sets(st.sampled_from(GRIDS), min_size=1))
    def grids_fall_short(self, grids: set[str]) -> None:
        self.ask(OpenCoverGap(muster_id="M-0001", grid_ids=tuple(sorted(grids))), Role.PLANNER)

    @rule(grids=st.sets(st.sampled_from(GRIDS), max_size=2))
    def a_reason_is_recorded(self, grids: set[str]) -> None:
        command = RecordCoverReason(muster_id="M-0001", reason="by order", grid_ids=tuple(sorted(grids)))
        self.ask(command, Role.DUTY_LEADER)

    @rule()
    def posts_are_manned(self) -> None:
        pairs = zip(CREWS[:4], ("command", "cordon", "cordon", "lane"), strict=True)
        assignments = tuple(PostAssignment(unit_id=unit, post_id=post) for unit, post in pairs)
        self.ask(SendToPosts(muster_id="M-0001", assignments=assignments), Role.OPERATOR)

    @rule(ms=st.sampled_from((60_000, 170_000, 190_000, 400_000)), again=st.booleans())
    def those_who_were_mustered_are_sent_and_dawdle(self, ms: int, again: bool) -> None:
        """Some 710 m to drive: 179 s count; being sent elsewhere on the way gives no new time."""
        self.everybody_does_as_ordered(hold=True)
        self.posts_are_manned()
        for unit_id in CREWS[:4]:
            self.the_tracker_sees_it_leave(unit_id, "left")
        self.world.wait(ms // 2)
        if again:
            scene = tuple(PostAssignment(unit_id=unit_id) for unit_id in CREWS[:4])
            self.ask(SendToPosts(muster_id="M-0001", assignments=scene), Role.OPERATOR)
        self.world.wait(ms // 2)
        self.time_passes_with_the_timers(10)

    @rule()
    def whoever_is_on_scene_handles(self) -> None:
        for unit in self.world.picture.musters["M-0001"].units:
            self.ask(ReportHandling(order_id=unit.order_id, action="hose"), Role.FIELD)

    @rule(actor=ACTORS)
    def somebody_looks_whether_it_is_true(self, actor: str) -> None:
        self.ask(VerifyControl(muster_id="M-0001"), Role.DUTY_LEADER, actor)

    @rule(actor=ACTORS)
    def the_scene_is_declared_under_control(self, actor: str) -> None:
        for item in ITEMS:
            self.ask(ReportItem(muster_id="M-0001", item_id=item), Role.FIELD, actor)
        self.ask(DeclareControl(muster_id="M-0001"), Role.FIELD, actor)

    @rule(off=st.booleans())
    def an_officer_goes_off_duty_or_comes_back(self, off: bool) -> None:
        officer = Officer(
            id="P-101/1", name_zh="", name_en="", force=Force.SWORN, unit_id="P-101", on_duty=not off
        )
        self.ask(Register(entities=(officer,)), Role.ADMIN)

    @precondition(lambda self: self.world.t_ms > 60_000)
    @rule(best_ms=st.integers(-1, 200_000))
    def the_planner_tells_the_baseline(self, best_ms: int) -> None:
        command = RecordBaseline(
            muster_id="M-0001",
            units=(),
            closures=(),
            graph_hash="",
            best_ms=best_ms,
            best_anywhere_ms=best_ms,
        )
        self.ask(command, Role.PLANNER)

    @precondition(lambda self: self.world.t_ms > 100_000 and self.world.journal[-1].seq % 3 == 0)
    @rule(how=st.sampled_from(("end", "interrupt", "pause", "rate")))
    def something_final(self, how: str) -> None:
        commands: dict[str, AnyCommand] = {
            "end": EndMuster(muster_id="M-0001", reason="over"),
            "interrupt": InterruptRun(live_incident="INC-9"),
            "pause": PauseRun(reason="coffee"),
            "rate": SetRunRate(rate_permille=2_000),
        }
        self.ask(commands[how], Role.OPERATOR if how == "end" else Role.TRAINER)

    def _post_of(self, unit_id: str) -> str:
        units = self.world.picture.musters["M-0001"].units
        return next((unit.post for unit in units if unit.unit_id == unit_id), "")

    # -- what always holds ---------------------------------------------------------------------------------------------

    @invariant()
    def latched_stays_latched(self) -> None:
        for muster in self.world.picture.musters.values():
            now = (muster.t0_ms, muster.t1_ms, muster.t2_ms, muster.t3_ms, muster.sustain_failed_ms)
            old = self.latched.get(muster.id)
            if old is not None:
                for before, after in zip(old[:5], now, strict=True):
                    assert before in (NEVER, after)
                assert muster.gates[: len(old[5])] == old[5]
                assert old[6] in (NEVER, muster.first_on_scene_ms)
            assert len({status.gate for status in muster.gates}) == len(muster.gates)
            self.latched[muster.id] = (*now, muster.gates, muster.first_on_scene_ms)

    @invariant()
    def counted_officers_are_unique_and_as_many_as_counted(self) -> None:
        for muster in self.world.picture.musters.values():
            counted = [each for unit in muster.units if unit.counted_ms >= 0 for each in unit.officers]
            gone = [each for unit in muster.units if unit.counted_ms < 0 for each in unit.officers]
            assert len(set(counted)) == len(counted) == muster.counted
            assert not set(counted) & set(gone)
            for unit in muster.units:
                assert len(unit.officers) <= max(0, unit.headcount)
                assert (unit.counted_ms < 0) or not unit.ended

    @invariant()
    def no_clock_runs_backwards(self) -> None:
        for muster in self.world.picture.musters.values():
            for phase in (1, 2, 3):
                clock = phase_clock(muster, phase, self.world.t_ms)
                old = self.clocks.get((muster.id, phase))
                self.clocks[(muster.id, phase)] = clock
                assert clock.gone_ms >= 0
                if old is None or old.started_ms < 0:
                    continue
                assert clock.started_ms == old.started_ms
                assert old.reached_ms in (NEVER, clock.reached_ms)
                if clock.reached_ms < 0:
                    assert clock.gone_ms >= old.gone_ms

    @invariant()
    def the_curve_goes_forward_in_time(self) -> None:
        for muster in self.world.picture.musters.values():
            times = muster.curve[::2]
            assert list(times) == sorted(set(times))

    def teardown(self) -> None:
        """The journal folds again to the same bytes and the same hash, through a snapshot in the middle."""
        half = len(self.world.journal) // 2
        again = Picture()
        for recorded in self.world.journal[:half]:
            evolve(again, recorded)
        again = decode_picture(encode_picture(again))
        for recorded in self.world.journal[half:]:
            evolve(again, recorded)
        assert encode_picture(again) == encode_picture(self.world.picture)
        assert PictureHash(again).hexdigest() == PictureHash(self.world.picture).hexdigest()


TestRandomMuster = RandomMuster.TestCase


TestRandomMuster.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)


def test_the_second_writing_of_the_rules_agrees_on_a_muster_that_went_well() -> None:
    world = MusterWorld()
    world.mustered()
    world.arrived()
    world.resolved()
    facts = Facts()
    batch: list[AnyEvent] = []
    for recorded, following in zip(world.journal, [*world.journal[1:], None], strict=True):
        batch.append(recorded.event)
        if following is None or following.t_ms != recorded.t_ms:
            facts.batch(recorded.t_ms, batch)
            batch = []
    assert facts.musters["M-0001"].reached == {1: 300_000, 2: 600_000, 3: 900_000}
    assert all(facts.musters["M-0001"].gates.values())


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("ms", [60_000, 170_000, 190_000, 400_000])
def test_both_judges_agree_on_those_who_dawdle(ms: int, again: bool) -> None:
    """The one walk that chance seldom takes to its end."""
    machine = RandomMuster()
    machine.the_order_is_given((MusterMode.RALLY_POINT, ClockModel.SEQUENTIAL), "", early=False)
    machine.those_who_were_mustered_are_sent_and_dawdle(ms, again)
    assert (machine.world.muster.sustain_failed_ms >= 0) is (ms > 180_000)
    if ms == 170_000 and not again:  # who said he was there, and was not, is not on his way again
        machine.somebody_says_it_is_there(CREWS[0], Area.SCENE, true=False)
        machine.time_passes_with_the_timers(9)
        assert machine.world.muster.sustain_failed_ms >= 0
