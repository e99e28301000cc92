"""Events of a muster, of the wind and of a drill's run read as sentences; reasons for not counting have words."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.base.message import Refusal
from console.domain.base.roles import Role, WorldKind
from console.domain.musters.commands import (
    CloseCoverGap,
    EndMuster,
    OpenCoverGap,
    OrderPhase,
    RecallReserves,
    RecordCoverReason,
    RefuteControl,
    SetWorkArea,
    WithdrawItem,
)
from console.domain.musters.entities import Activation, Area, Gate, NotCounted
from console.domain.musters.events import (
    BaselineRecorded,
    ControlRefuted,
    CoverGapOpened,
    CoverReasonRecorded,
    FenceEntered,
    FenceLeft,
    GateDecided,
    HeadcountReported,
    ItemWithdrawn,
    MusterActivated,
    MusterOrdered,
    PhaseReached,
    PostsAssigned,
    SustainFailed,
    UnitCounted,
    UnitUncounted,
    VoiceContradicted,
    VoiceReported,
)
from console.domain.registry.commands import SetWind
from console.domain.registry.events import WindSet
from console.domain.runs.commands import InterruptRun, PauseRun, ResumeRun, SetRunRate
from console.domain.runs.events import RunEnded, RunInterrupted, RunOpened, RunRateSet
from console.window.translations import terms
from console.words.events import event_kind, event_subject, event_words
from console.words.muster_events import (
    MUSTER_EVENT_WORDS,
    activation_word,
    area_word,
    gate_word,
    heads_text,
    not_counted_word,
    phase_end_word,
)
from console.words.names import Names
from console.words.refusals import refusal_words
from tests.console.domain.musters.muster_world import PATROLS, VILLAGES, MusterWorld, baseline


@pytest.fixture(scope="module")
def played(qapp: QApplication) -> MusterWorld:
    """A drill in which everything happens that a muster's events can tell."""
    world = MusterWorld(WorldKind.DRILL)
    world.must(SetWind(from_deg=315, speed_cmps=420), Role.GATEWAY)
    world.dispatch(world.incident("theft"), "P-130")
    world.order(*PATROLS, *VILLAGES)
    world.must(baseline(), Role.PLANNER)
    world.sign("P-101", sworn=6, auxiliary=2)
    world.say("P-101")
    world.contradict("P-101")
    world.enter("P-101")
    world.leave("P-101", why="too_fast")
    world.rally(*PATROLS[1:29])
    world.pass_time(10_000)
    world.send(P_102="command", P_103="cordon", P_105="", P_106="lane")
    world.enter("P-102", area=Area.POST, post="command")
    world.enter("P-103", area=Area.POST, post="cordon")
    world.enter("P-106", area=Area.POST, post="lane")
    world.handle("P-102")
    world.must(OpenCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.must(RecordCoverReason(muster_id="M-0001", reason="neighbours told"), Role.DUTY_LEADER)
    world.must(CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER)
    world.must(RecallReserves(muster_id="M-0001"))
    area = world.muster.plan.work_area_e7  # type: ignore[union-attr]
    world.must(SetWorkArea(muster_id="M-0001", ring_e7=area), Role.DUTY_LEADER)
    world.leave(*PATROLS[7:29])
    world.pass_time(61_000)
    world.must(OrderPhase(muster_id="M-0001", phase=3))
    world.evidence("fire_out")
    world.must(WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="flared up"))
    world.evidence()
    world.declare()
    world.must(RefuteControl(muster_id="M-0001", reason="smoke"))
    world.declare()
    world.verify()
    world.must(EndMuster(muster_id="M-0001", reason="incident closed"))
    world.must(PauseRun(reason="a question"), Role.TRAINER)
    world.must(ResumeRun(), Role.TRAINER)
    world.must(SetRunRate(rate_permille=2_500), Role.TRAINER)
    world.must(InterruptRun(live_incident="INC-0815"), Role.TRAINER)
    return world


def lines(world: MusterWorld, kind: type) -> list[str]:
    """The words of all events of a type, in English."""
    names = Names(world.picture, chinese=False)
    return [event_words(r.event, names) for r in world.journal if isinstance(r.event, kind)]


def test_every_event_of_a_muster_happens_and_reads_as_a_sentence(played: MusterWorld) -> None:
    happened = {type(recorded.event) for recorded in played.journal}
    assert set(MUSTER_EVENT_WORDS) - happened == {RunEnded}
    names = Names(played.picture, chinese=False)
    for recorded in played.journal:
        if type(recorded.event) in MUSTER_EVENT_WORDS:
            words = event_words(recorded.event, names)
            assert not re.search(r"[{}]|\b(en_route|no_headcount|too_fast|M-0001)\b|\.[A-Z_]+\b", words), (
                words
            )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MusterActivated, "INC-0001: muster activated by the duty leader, 116 officers eligible"),
        (MusterOrdered, "Muster order: 100 officers to Stadium · not free: P-130"),
        (BaselineRecorded, "Baseline at T0: best achievable time 06:40"),
        (HeadcountReported, "P-101: head-count 6+2, 2 above the roster"),
        (VoiceReported, "P-101 says it is in place: rally point (by voice, desk-3)"),
        (VoiceContradicted, "P-101: position contradicts the voice report, 900 m away"),
        (UnitCounted, "P-101 counted: 4+2 by voice"),
        (UnitUncounted, "P-101 not counted: position contradicts"),
        (FenceEntered, "P-101 in place: rally point"),
        (FenceLeft, "P-101 no longer in place: rally point (driving)"),
        (PhaseReached, "T1 reached: strength mustered"),
        (GateDecided, "Gate muster: passed 00:00"),
        (PostsAssigned, "Sent to posts: P-102 → command, P-103 → cordon, P-105 → scene, P-106 → lane"),
        (CoverGapOpened, "Below minimum cover: G-01"),
        (CoverReasonRecorded, "Below minimum cover: G-01. Reason: neighbours told"),
        (ItemWithdrawn, "Checklist: fire_out withdrawn: flared up"),
        (ControlRefuted, "Declaration found false: smoke"),
        (WindSet, "Wind from 315°, 4.2 m/s"),
        (RunOpened, "Exercise begins: Test"),
        (RunRateSet, "Exercise runs at ×2.5"),
        (RunInterrupted, "Exercise interrupted, real emergency: INC-0815"),
    ],
)  # fmt: skip
def test_words_of(played: MusterWorld, kind: type, words: str) -> None:
    assert lines(played, kind)[0] == words


def test_a_missed_gate_says_so(played: MusterWorld) -> None:
    missed = GateDecided(muster_id="M-0001", gate=Gate.ARRIVE, passed=False, took_ms=-1, limit_ms=600_000)
    assert event_words(missed, Names(played.picture, chinese=False)) == "Gate arrival: missed"


def test_an_event_of_a_muster_is_about_its_incident(played: MusterWorld) -> None:
    failed = SustainFailed(muster_id="M-0001", since_ms=0)
    subject = event_subject(failed, played.picture)
    assert (subject.incident_id, subject.emphasis, event_kind(failed)) == ("INC-0001", True, "incident")
    assert event_kind(WindSet(from_deg=0, speed_cmps=0)) == "system"


def test_head_counts_show_the_three_forces_apart() -> None:
    assert [heads_text(4, 0, 0), heads_text(4, 2, 0), heads_text(0, 0, 8)] == ["4", "4+2", "0+0+8"]


def test_every_reason_gate_area_phase_and_activation_has_words_in_both_languages(qapp: QApplication) -> None:
    words = [not_counted_word(code.value) for code in NotCounted]
    words += [gate_word(gate) for gate in Gate]
    words += [area_word(area) for area in (Area.RALLY, Area.SCENE)]
    words += [phase_end_word(phase) for phase in (1, 2, 3)]
    words += [activation_word(activation) for activation in Activation]
    assert all(words)
    assert not any("_" in word for word in words)
    assert terms().keys() >= set(words)
    assert not_counted_word("") == ""


def test_refusals_name_the_seat_that_was_first(qapp: QApplication) -> None:

    world = MusterWorld()
    world.order()
    outcome = world.ask(world.command(*PATROLS), Role.DUTY_LEADER, "zhao", "desk-1")
    assert isinstance(outcome, Refusal)
    words = refusal_words(outcome.code, outcome.fields)
    assert words == "The muster order was given already, by li at desk-3"
