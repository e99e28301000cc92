"""The rule book as a whole: complete tables, and random commands that hold the invariants."""

from __future__ import annotations

from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.roles import Role
from console.domain.calls.commands import (
    AcceptCall,
    AcknowledgeCall,
    AcknowledgeCalls,
    DismissDuplicate,
    EraseReport,
    GiveFeedback,
    MergeCall,
    MergeCalls,
    ReconsiderDuplicate,
    RejectCall,
    ReportCall,
    UnmergeCall,
    UnmergeCalls,
)
from console.domain.calls.entities import Channel
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.cases.flow import SHIPPED, CaseFlow, states_of
from console.domain.cases.running import flow_of
from console.domain.decide import AnyCommand, decide, due
from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    AddNote,
    AmendIncident,
    ArchiveIncident,
    CloseIncident,
    DeclareMajor,
    EscalateMajor,
    EvaluateIncident,
    MarkDeadlineNear,
    MarkDeadlinePassed,
    ReopenIncident,
)
from console.domain.incidents.deadlines import clock_stands_still
from console.domain.incidents.entities import IncidentKind, IncidentState
from console.domain.musters.commands import OrderMuster
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DeclineOrder,
    DelayOrder,
    DispatchUnits,
    DivertUnit,
    LoseContact,
    ProgressOrder,
    RegainContact,
    ReturnToService,
    SetOutOfService,
    SuggestArrival,
    UnitChoice,
)
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.permissions import ROLES_OF
from console.domain.picture import Picture, decode_picture, encode_picture
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm, Register
from console.domain.rule_book import BOOKS

from .cases.flows import HASTY, SHOWN_OTHERWISE
from .world import HERE, SEALED, World

COMMANDS = set(get_args(AnyCommand))


def test_every_command_has_a_rule_and_a_row_of_roles() -> None:
    assert all(set(book.rules) == COMMANDS for book in BOOKS.values())
    assert set(ROLES_OF) == COMMANDS


def test_roles_that_must_not_dispatch_do_not() -> None:
    barred = {Role.TRAINER, Role.EVALUATOR, Role.AUDITOR, Role.ADMIN}
    assert not ROLES_OF[DispatchUnits] & barred
    assert not ROLES_OF[OrderMuster] & barred
    assert all(Role.AUDITOR not in roles for roles in ROLES_OF.values())
    director = {command.__name__ for command, roles in ROLES_OF.items() if Role.TRAINER in roles}
    of_the_run = {"PauseRun", "ResumeRun", "SetRunRate", "InterruptRun", "EndRun"}
    assert director == of_the_run | {"ActivateMuster", "NoteExercise"}


def test_a_role_outside_the_table_is_refused_before_anything_else() -> None:
    world = World()
    stamp = Stamp(actor="a", role=Role.AUDITOR, seat="s")
    command = DispatchUnits(incident_id="nowhere", units=())
    outcome = decide(world.picture, Asked(t_ms=0, stamp=stamp, command=command))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "not_allowed"


UNITS = st.sampled_from(("P-101", "P-102", "P-103", "C-201", "C-202", "X-1"))
INCIDENTS = st.integers(1, 6).map(lambda number: f"INC-{number:04d}")
CALLS = st.integers(1, 12).map(lambda number: f"C-{number:06d}")
GROUPS = st.lists(CALLS, max_size=4).map(tuple)
ORDERS = st.integers(1, 12).map(lambda number: f"O-{number:06d}")
TYPES = st.sampled_from(("explosion", "theft", "gas", "litter", "ufo"))
WORDS = st.sampled_from(("", "because", "x" * 2_001))
ROLES = st.sampled_from(sorted(set(Role) - {Role.SYSTEM}))
DEPARTMENTS = st.sampled_from(("D-CITY", "D-WATER", "D-NONE"))


def commands() -> st.SearchStrategy[AnyCommand]:
    """Any command that persons, programs and sensors may send, sensible or not."""
    of_incident = [
        st.builds(kind, incident_id=INCIDENTS)
        for kind in (
            DeclareMajor,
            AcknowledgeMajor,
            SignCase,
            ResumeIncident,
            ArchiveIncident,
            EscalateMajor,
            MarkDeadlineNear,
            MarkDeadlinePassed,
        )
    ]
    reasoned = [
        st.builds(kind, incident_id=INCIDENTS, reason=WORDS)
        for kind in (
            ReturnCase,
            EscalateIncident,
            AskExtension,
            SuspendIncident,
            OrderRework,
            ReopenIncident,
        )
    ]
    states = st.sampled_from(sorted(OrderState))
    return st.one_of(
        *of_incident,
        *reasoned,
        st.builds(AcceptCall, call_id=CALLS, type_code=TYPES, level=st.integers(0, 5)),
        st.builds(RejectCall, call_id=CALLS, reason=WORDS),
        st.builds(AcknowledgeCall, call_id=CALLS),
        st.builds(MergeCall, call_id=CALLS, incident_id=INCIDENTS),
        st.builds(UnmergeCall, call_id=CALLS),
        *[st.builds(kind, call_ids=GROUPS) for kind in (AcknowledgeCalls, UnmergeCalls)],
        st.builds(MergeCalls, call_ids=GROUPS, incident_id=INCIDENTS),
        st.builds(AcceptCall, call_id=CALLS, type_code=TYPES, level=st.integers(0, 5), with_calls=GROUPS),
        *[
            st.builds(kind, call_id=CALLS, other_id=CALLS | INCIDENTS)
            for kind in (DismissDuplicate, ReconsiderDuplicate)
        ],
        st.builds(GiveFeedback, call_id=CALLS, text=WORDS),
        st.builds(EraseReport, call_id=CALLS, reason=WORDS),
        st.builds(AmendIncident, incident_id=INCIDENTS, type_code=TYPES, level=st.integers(0, 4)),
        st.builds(AddNote, incident_id=INCIDENTS, text=WORDS),
        st.builds(AssignCase, incident_id=INCIDENTS, lead=DEPARTMENTS),
        st.builds(TransferCase, incident_id=INCIDENTS, department=DEPARTMENTS, reason=WORDS),
        st.builds(RequestCheck, incident_id=INCIDENTS, feedback=WORDS),
        st.builds(CloseIncident, incident_id=INCIDENTS, disposition=WORDS),
        st.builds(EvaluateIncident, incident_id=INCIDENTS, rating=st.sampled_from(("meets", "bad"))),
        st.builds(
            lambda incident, units: DispatchUnits(
                incident_id=incident, units=tuple(UnitChoice(unit_id=unit) for unit in units)
            ),
            INCIDENTS,
            st.lists(UNITS, max_size=3),
        ),
        st.builds(CancelOrder, order_id=ORDERS, reason=WORDS),
        st.builds(DivertUnit, unit_id=UNITS, incident_id=INCIDENTS, reason=WORDS),
        st.builds(ProgressOrder, order_id=ORDERS, state=states),
        st.builds(CorrectOrder, order_id=ORDERS, state=states, reason=WORDS),
        st.builds(DeclineOrder, order_id=ORDERS, reason=WORDS),
        st.builds(DelayOrder, order_id=ORDERS, reason=WORDS),
        st.builds(SetOutOfService, unit_id=UNITS, reason=WORDS),
        st.builds(ReturnToService, unit_id=UNITS),
        st.builds(SuggestArrival, order_id=ORDERS),
        st.builds(LoseContact, unit_id=UNITS, last_fix_ms=st.just(0)),
        st.builds(RegainContact, unit_id=UNITS),
        st.builds(RaiseSensorAlarm, sensor_id=st.just("SEN-01"), value_milli=st.integers(0, 9)),
        st.builds(ClearSensorAlarm, sensor_id=st.just("SEN-01"), value_milli=st.just(0)),
    )


class RandomCentre(RuleBasedStateMachine):
    """Whatever anybody asks in whatever order: refusals change nothing, events fold, the invariants hold."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.hash = PictureHash(self.world.picture)

    @initialize()
    def some_incidents(self) -> None:
        for type_code in ("theft", "litter"):
            self.world.incident(type_code)

    @rule(type_code=st.sampled_from(("theft", "gas", "litter", "explosion")))
    def a_call_comes(self, type_code: str) -> None:
        command = ReportCall(channel=Channel.PHONE, place=HERE, sealed=SEALED, type_code=type_code)
        self.world.must(command, Role.GATEWAY)

    @rule(flow=st.sampled_from((SHIPPED, HASTY, SHOWN_OTHERWISE)))
    def a_flow_is_registered(self, flow: CaseFlow) -> None:
        self.world.must(Register(entities=(flow,)), Role.ADMIN)

    @rule(ms=st.integers(0, 120_000))
    def time_passes(self, ms: int) -> None:
        self.world.wait(ms)

    @rule(command=commands(), role=ROLES, allowed=st.booleans())
    def somebody_asks(self, command: AnyCommand, role: Role, allowed: bool) -> None:
        if allowed:
            role = min(ROLES_OF[type(command)])
        before = encode_picture(self.world.picture)
        outcome = self.world.ask(command, role)
        if isinstance(outcome, Refusal):
            assert encode_picture(self.world.picture) == before
        else:
            assert outcome, "an accepted command says what happened"

    @rule()
    def the_timers_run_dry(self) -> None:
        for command in due(self.world.picture, self.world.t_ms):
            self.world.ask(command, Role.SYSTEM, "hub")
        again = due(self.world.picture, self.world.t_ms)
        assert all(isinstance(command, EscalateMajor) for command in again) or not again

    @invariant()
    def one_open_order_a_unit(self) -> None:
        picture = self.world.picture
        open_of: dict[str, list[str]] = {}
        for order in picture.orders.values():
            if order.state in OPEN_ORDER_STATES:
                open_of.setdefault(order.unit_id, []).append(order.id)
        for unit in picture.units.values():
            assert open_of.get(unit.id, []) == ([unit.order_id] if unit.order_id else [])
            if unit.order_id:
                assert unit.state.value == picture.orders[unit.order_id].state.value

    @invariant()
    def a_closed_incident_binds_no_unit(self) -> None:
        picture = self.world.picture
        for incident in picture.incidents.values():
            if incident.state in (IncidentState.CLOSED, IncidentState.EVALUATED):
                assert all(picture.orders[o].state not in OPEN_ORDER_STATES for o in incident.orders)

    @invariant()
    def a_case_stands_in_a_state_of_its_flow(self) -> None:
        picture = self.world.picture
        for incident in picture.incidents.values():
            if incident.kind is IncidentKind.CASE:
                assert incident.state in states_of(flow_of(picture, incident))
            assert (incident.suspended_since_ms >= 0) == clock_stands_still(incident)
        assert set(picture.frozen_flows) <= set(picture.incidents)

    @invariant()
    def times_stand_in_order(self) -> None:
        for order in self.world.picture.orders.values():
            times = [order.dispatched_ms, order.acknowledged_ms, order.enroute_ms, order.onscene_ms]
            known = [t for t in (*times, order.ended_ms) if t >= 0]
            assert known == sorted(known)

    def teardown(self) -> None:
        """The journal folds again to the same bytes and the same hash, from the start and from a snapshot."""
        half = len(self.world.journal) // 2
        again = Picture()
        for recorded in self.world.journal[:half]:
            evolve(again, recorded)
        again = decode_picture(encode_picture(again))
        hashed = PictureHash(again)
        hashed.hexdigest()
        for recorded in self.world.journal[half:]:
            hashed.touch(evolve(again, recorded))
        assert encode_picture(again) == encode_picture(self.world.picture)
        assert hashed.hexdigest() == PictureHash(self.world.picture).hexdigest()


TestRandomCentre = RandomCentre.TestCase
TestRandomCentre.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
