"""What is told aloud of a muster: what happened, what to do, with which key and sound."""

from __future__ import annotations

import pytest

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import AnyEvent, Recorded
from console.domain.musters.entities import Activation, CoverGap, Gate, Muster
from console.domain.musters.events import (
    BaselineRecorded,
    ControlDeclared,
    ControlRefuted,
    CoverGapOpened,
    GateDecided,
    MusterActivated,
    PhaseReached,
    SustainFailed,
    UnitCounted,
    VoiceContradicted,
)
from console.domain.orders.events import OrderDeclined
from console.domain.registry.events import EarlyWarning
from console.panels.muster.notices import (
    AGAIN_MS,
    OLD_MS,
    MusterSound,
    MusterWarner,
    Notice,
    NoticeTone,
    notices,
)
from console.panels.sounds import FOLDER
from console.panels.toasts import ToastStrip
from console.settings.table import BY_NAME
from console.words.names import Names
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from tests.console.window.panel_fakes import NotedSounds
from tests.console.window.whole_console import Console

KEYS = {
    "substitute": "Q",
    "posts": "Shift+P",
    "result": "F8",
    "muster": "Ctrl+M",
    "cover": "V",
    "verify": "Y",
}


STAMP = Stamp(actor="x", role=Role.SYSTEM, seat="HUB")


pytestmark = pytest.mark.usefixtures("qapp")


def told(*events: AnyEvent, muster: Muster | None = None) -> list[Notice]:
    picture = made.picture(muster or made.muster())
    recorded = [Recorded(seq=n, t_ms=T0, stamp=STAMP, event=event) for n, event in enumerate(events, 1)]
    return notices(recorded, Names(picture, chinese=False), lambda verb: KEYS.get(verb, ""))


def one(*events: AnyEvent, muster: Muster | None = None) -> Notice:
    (notice,) = told(*events, muster=muster)
    return notice


M = "M-000001"


def activated() -> MusterActivated:
    return MusterActivated(muster_id=M, incident_id="INC-0417", activation=Activation.STRENGTH, eligible=186)


def test_a_clock_that_runs_without_an_order_asks_for_it() -> None:
    notice = one(activated(), muster=made.muster(plan=None))
    assert notice.words == "INC-0417: the clock runs, T0. Give the muster order  Ctrl+M"
    assert (notice.tone, notice.sound) == (NoticeTone.INFO, MusterSound.STARTED)
    assert "muster begun" in one(activated()).words


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (1, "INC-0417: 100 officers mustered, T1 07:36. Send them to the posts  Shift+P"),
        (2, "INC-0417: posts filled and handling begun, T2 07:36. Work through the checklist"),
        (3, "INC-0417: under control, T3 07:36. The result stands  F8"),
    ],
)
def test_a_reached_phase_says_what_is_next(phase: int, words: str) -> None:
    notice = one(PhaseReached(muster_id=M, phase=phase, at_ms=T0 + 456_040))
    assert (notice.words, notice.tone, notice.sound) == (words, NoticeTone.GOOD, MusterSound.REACHED)


def gate(which: Gate, passed: bool) -> GateDecided:
    return GateDecided(muster_id=M, gate=which, passed=passed, took_ms=-1, limit_ms=600_000)


def test_only_a_missed_gate_is_told() -> None:
    assert told(gate(Gate.MUSTER, True)) == []
    notice = one(gate(Gate.MUSTER, False))
    assert notice.words == "INC-0417: gate muster missed. Go on: a late end is still recorded  F8"
    assert (notice.tone, notice.sound) == (NoticeTone.BAD, MusterSound.MISSED)
    assert "no reason in time" in one(gate(Gate.COVER, False)).words


def test_a_warning_comes_before_the_miss_and_says_what_helps() -> None:
    late = EarlyWarning(subject="INC-0417", code="muster_late", detail="648/600")
    notice = one(late)
    assert notice.words == "INC-0417: muster forecast 10:48, limit 10:00. Send a substitute  Q"
    assert (notice.tone, notice.sound) == (NoticeTone.WARN, MusterSound.WARNING)
    posts = EarlyWarning(subject="INC-0417", code="arrive_late", detail="18/30")
    assert one(posts).words.endswith("Send units to the posts  Shift+P")
    assert told(EarlyWarning(subject="INC-0417", code="cover_short", detail="G-22 0/2")) == []


def test_two_warnings_about_strength_share_a_topic() -> None:
    short = EarlyWarning(subject="INC-0417", code="muster_short", detail="84/100")
    late = EarlyWarning(subject="INC-0417", code="muster_late", detail="648/600")
    first, second = told(short, late)
    assert first.topic == second.topic


def test_strength_that_was_not_kept_is_grave() -> None:
    assert one(SustainFailed(muster_id=M, since_ms=T0)).sound is MusterSound.MISSED


def decline(order_id: str, unit_id: str) -> OrderDeclined:
    return OrderDeclined(order_id=order_id, unit_id=unit_id, reason="refuelling")


def test_units_that_decline_together_make_one_notice() -> None:
    notice = one(decline("O-000004", "P-103"), decline("O-000005", "C-202"))
    assert notice.words == "INC-0417: P-103, C-202 will not come. Send a substitute  Q"
    assert notice.sound is MusterSound.UNIT


def test_many_of_them_are_counted_rather_than_listed() -> None:
    events = [decline(unit.order_id, unit.unit_id) for unit in made.UNITS]
    assert "and 1 more will not come" in one(*events).words


def test_nobody_is_called_for_a_decline_once_the_strength_stood() -> None:
    assert told(decline("O-000004", "P-103"), muster=made.mustered()) == []


def test_a_decline_outside_of_a_muster_is_not_told() -> None:
    assert told(OrderDeclined(order_id="O-9", unit_id="P-900", reason="")) == []


def test_a_gap_without_reason_is_told_by_name() -> None:
    notice = one(CoverGapOpened(muster_id=M, grid_ids=("G-22",)))
    assert notice.words == "INC-0417: below minimum cover: G-22. Record a reason or send cover  V"
    gap = CoverGap(grid_id="G-22", opened_ms=T0, reason="all to the plant", reason_ms=T0)
    assert told(CoverGapOpened(muster_id=M, grid_ids=("G-22",)), muster=made.muster(gaps=(gap,))) == []


def test_a_declaration_waits_for_somebody_else_and_a_false_one_is_said() -> None:
    declared = one(ControlDeclared(muster_id=M, entered_by=""))
    assert declared.words == "INC-0417: declared under control. Somebody else verifies it  Y"
    assert one(ControlRefuted(muster_id=M, reason="still burning")).tone is NoticeTone.BAD


def test_a_voice_that_its_position_contradicts_is_told() -> None:
    notice = one(VoiceContradicted(muster_id=M, unit_id="P-103", away_m=840))
    assert notice.words == "P-103: position is 840 m away, it does not count. Ask it again"


def test_counting_itself_makes_no_noise() -> None:
    counted = UnitCounted(
        muster_id=M, unit_id="P-103", officers=("A",), auxiliary=0, volunteers=0, by_voice=False
    )
    assert told(counted, BaselineRecorded(
        muster_id=M, units=(), closures=(), graph_hash="", rules=1, best_ms=1, best_anywhere_ms=1, short_grids=(),
    )) == []  # fmt: skip


LATE = EarlyWarning(subject="INC-0417", code="muster_late", detail="648/600")


LATER = EarlyWarning(subject="INC-0417", code="muster_late", detail="660/600")


MISSED = GateDecided(muster_id="M-000001", gate=Gate.MUSTER, passed=False, took_ms=-1, limit_ms=600_000)


class Desk:
    """A warner of its own beside a console's, with a muster in the picture."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.sounds = NotedSounds()
        self.toasts = ToastStrip(console.window)
        picture = console.seat.world.picture
        source = made.picture(made.muster())
        picture.musters.update(source.musters)
        picture.incidents.update(source.incidents)
        self.warner = MusterWarner(
            console.seat, self.toasts, self.sounds, console.settings, lambda verb: "Q" if verb == "substitute" else "",
            self.toasts,
        )  # fmt: skip

    def happen(self, *events: AnyEvent, t_ms: int = 0) -> None:
        batch = [Recorded(seq=n, t_ms=t_ms, stamp=STAMP, event=event) for n, event in enumerate(events, 1)]
        self.console.seat.world.recorded.emit(batch)


@pytest.fixture
def desk(console: Console) -> Desk:
    return Desk(console)


def test_a_warning_is_said_and_heard(desk: Desk) -> None:
    desk.happen(LATE)
    assert desk.toasts.words() == ["INC-0417: muster forecast 10:48, limit 10:00. Send a substitute  Q"]
    assert desk.sounds.played == ["muster_warning"]


def test_a_newer_warning_takes_the_place_of_the_older_one(desk: Desk) -> None:
    desk.happen(LATE)
    desk.happen(LATER)
    assert desk.toasts.words() == ["INC-0417: muster forecast 11:00, limit 10:00. Send a substitute  Q"]


def test_the_same_words_are_not_said_again_within_a_minute(desk: Desk) -> None:
    desk.happen(LATE)
    desk.happen(LATE)
    assert len(desk.sounds.played) == 1
    desk.console.hub.advance(AGAIN_MS + 10_000)
    desk.console.hub.link(desk.console.seat.world.link.state, mono_ns=1, paused=True)
    desk.console.settle()
    desk.happen(LATE, t_ms=AGAIN_MS + 10_000)
    assert len(desk.sounds.played) == 2


def test_of_several_at_once_the_gravest_sound_is_played(desk: Desk) -> None:
    desk.happen(LATE, MISSED)
    assert desk.sounds.played == ["muster_missed"]
    assert len(desk.toasts.words()) == 2


def test_each_sound_can_be_switched_off(desk: Desk) -> None:
    desk.console.settings.set("sound_muster_missed", False)
    desk.happen(MISSED)
    assert desk.sounds.played == []
    assert len(desk.toasts.words()) == 1


def test_what_is_old_when_it_comes_is_silent(desk: Desk) -> None:
    desk.console.hub.advance(OLD_MS + 10_000)
    desk.console.hub.link(desk.console.seat.world.link.state, mono_ns=1, paused=True)
    desk.console.settle()
    desk.happen(MISSED)
    assert desk.sounds.played == []
    assert desk.toasts.words() == []


def test_every_sound_has_its_file_and_its_setting() -> None:
    for sound in MusterSound:
        assert (FOLDER / f"{sound.value}.wav").is_file()
        assert BY_NAME[f"sound_{sound.value}"].default is True
