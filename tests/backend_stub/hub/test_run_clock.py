"""The run of a drill steers its hub's clock; live and demo hubs have no pause."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.clock import HubClock, SteppedClock
from backend_stub.hub.core import Hub
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import OpenedHub, begin_journal, begin_run, open_hub
from backend_stub.hub.run_clock import follow_run, why_over
from backend_stub.hub.service import HubService
from backend_stub.hub.vault import ReportVault
from backend_stub.link import HubLink, LinkHooks
from backend_stub.town.scenario import DEMO
from console.domain.base.message import Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, WorldKind
from console.domain.musters.entities import Activation, Gate, GateStatus, Muster, MusterState
from console.domain.picture import Picture
from console.domain.runs.commands import EndRun, InterruptRun, OpenRun, PauseRun, ResumeRun, SetRunRate
from console.domain.runs.entities import RunState
from console.link.config import from_access_file
from console.wire import messages as m

from .house import House, eventually
from .scene import MASTER, Scene, report_call

ROOT = Path(__file__).resolve().parents[3]
TRAINER = Stamp(actor="zhou", role=Role.TRAINER, seat="D-04")
GATEWAY = Stamp(actor="TOWN", role=Role.GATEWAY, seat="TOWN")
LEADER = Stamp(actor="wang", role=Role.DUTY_LEADER, seat="D-02")
RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)
COVER_KEPT = GateStatus(gate=Gate.COVER, passed=True, took_ms=-1, limit_ms=0, decided_ms=400_000)


@pytest.fixture
def scene() -> Scene:
    """The core of a drill whose run is open."""
    made = Scene(MemoryStore())
    assert made.hub.open_journal("drill", 0, "songting") is None
    assert made.hub.system(RUN) is None
    made.hub.flush()
    return made


def test_pause_stops_the_clock_and_resuming_lets_it_go_on(scene: Scene) -> None:
    scene.clock.advance(5_000)
    assert isinstance(scene.ask(PauseRun(reason="a question"), TRAINER), m.Accepted)
    assert scene.clock.paused
    assert scene.clock.advance(60_000) == 5_000
    refused = scene.ask(report_call())
    assert isinstance(refused, m.Refused)
    assert refused.code == Code.RUN_PAUSED  # J17: nobody plays
    assert isinstance(scene.ask(report_call(), GATEWAY), m.Accepted)
    assert scene.hub.picture.t_ms == 5_000
    assert isinstance(scene.ask(ResumeRun(), TRAINER), m.Accepted)
    assert scene.clock.advance(1_000) == 6_000


def test_rate_that_the_director_sets_is_the_clocks(scene: Scene) -> None:
    assert isinstance(scene.ask(SetRunRate(rate_permille=4_000), TRAINER), m.Accepted)
    assert scene.clock.rate_permille == 4_000


@pytest.mark.parametrize(
    ("ending", "state"),
    [(EndRun(), RunState.ENDED), (InterruptRun(live_incident="LIVE-1"), RunState.INTERRUPTED)],
)
def test_run_that_ends_in_a_pause_leaves_the_clock_running(
    scene: Scene, ending: EndRun | InterruptRun, state: RunState
) -> None:
    scene.ask(PauseRun(reason="a question"), TRAINER)
    assert isinstance(scene.ask(ending, TRAINER), m.Accepted)
    assert scene.hub.picture.runs["run"].state is state
    assert not scene.clock.paused


def test_only_the_director_pauses(scene: Scene) -> None:
    refused = scene.ask(PauseRun(reason="a question"), LEADER)
    assert isinstance(refused, m.Refused)
    assert refused.code == "not_allowed"
    assert not scene.clock.paused


@pytest.mark.parametrize("command", [PauseRun(reason="x"), ResumeRun(), SetRunRate(rate_permille=2_000)])
@pytest.mark.parametrize("kind", ["live", "demo"])
def test_live_and_demo_have_no_pause_and_no_other_speed(kind: str, command: PauseRun) -> None:
    scene = Scene(MemoryStore())
    assert scene.hub.open_journal(kind, 0, "songting") is None
    scene.hub.flush()
    refused = scene.ask(command, TRAINER)
    assert isinstance(refused, m.Refused)
    assert refused.code == "only_drills"
    assert (scene.clock.paused, scene.clock.rate_permille) == (False, 1_000)


def test_run_in_a_picture_that_is_no_drill_steers_nothing(scene: Scene) -> None:
    scene.ask(PauseRun(reason="x"), TRAINER)
    scene.hub.picture.kind = WorldKind.LIVE
    clock = SteppedClock()
    follow_run(clock, scene.hub.picture)
    assert not clock.paused


def test_store_that_fails_takes_the_pause_back_with_the_event(scene: Scene) -> None:
    assert scene.hub.submit(TRAINER, f"{1:032x}", 60_000, PauseRun(reason="x")) is None
    stood = scene.clock.paused
    scene.hub.failed()
    assert (stood, scene.clock.paused) == (True, False)
    assert scene.hub.picture.runs["run"].state is RunState.RUNNING


def test_new_core_on_a_paused_journal_reads_the_pause(scene: Scene) -> None:
    scene.ask(PauseRun(reason="x"), TRAINER)
    fresh = Hub(scene.store, SteppedClock(scene.clock.t_ms), ReportVault(MASTER))
    assert fresh.picture.runs["run"].state is RunState.PAUSED


# -- on disk -----------------------------------------------------------------------------------------------------------


def reopened(directory: Path) -> OpenedHub:
    return open_hub(directory, load_or_make_keys(directory))


def close(opened: OpenedHub) -> None:
    opened.access.close()
    opened.store.close()


def test_restart_stands_where_the_pause_stood_to_the_millisecond(tmp_path: Path) -> None:
    opened = reopened(tmp_path)
    begin_journal(opened, WorldKind.DRILL, "songting", ())
    begin_run(opened, DEMO, 7, 3.0, "")
    assert opened.clock.rate_permille == 3_000
    opened.hub.submit(TRAINER, f"{1:032x}", opened.clock.now_ms() + 60_000, PauseRun(reason="x"))
    opened.hub.flush()
    stood_ms = opened.clock.now_ms()
    assert stood_ms == opened.hub.picture.t_ms
    close(opened)
    again = reopened(tmp_path)
    assert isinstance(again.clock, HubClock)
    assert (again.clock.now_ms(), again.clock.paused, again.clock.rate_permille) == (stood_ms, True, 3_000)
    close(again)


def test_run_is_opened_with_the_scenarios_names_and_the_seed_that_was_given(tmp_path: Path) -> None:
    opened = reopened(tmp_path)
    begin_journal(opened, WorldKind.DRILL, "songting", ())
    begin_run(opened, DEMO, 99, 1.0, "greedy")
    run = opened.hub.picture.runs["run"]
    assert (run.scenario, run.seed, run.autopilot, run.unranked) == ("demo", 99, "greedy", ("autopilot",))
    assert run.name_zh
    assert run.name_en
    close(opened)


def test_run_of_a_journal_that_is_no_drill_is_refused(tmp_path: Path) -> None:
    opened = reopened(tmp_path)
    begin_journal(opened, WorldKind.DEMO, "songting", ())
    with pytest.raises(ValueError, match="only_drills"):
        begin_run(opened, DEMO, None, 1.0, "")
    close(opened)


# -- over the wire -----------------------------------------------------------------------------------------------------


def test_heartbeat_tells_a_pause_at_once_and_time_stands_for_everybody(tmp_path: Path) -> None:
    with House(tmp_path, kind=WorldKind.DRILL, run=RUN) as house:
        trainer = house.person("zhou")
        events = trainer.join()
        assert isinstance(trainer.receive(events), m.Heartbeat)
        assert isinstance(trainer.submit(PauseRun(reason="a question")), m.Accepted)
        beats = [beat for _ in range(4) if isinstance(beat := trainer.receive(events), m.Heartbeat)]
        standing = [beat.t_ms for beat in beats if beat.paused]
        assert len(standing) >= 2
        assert len(set(standing)) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_killed_hub_comes_back_in_the_pause_at_the_very_millisecond(tmp_path: Path) -> None:
    words = ["hub", "--kind", "drill", "--data", str(tmp_path), "--demo-accounts", "--scenario", str(DEMO)]

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "main.py", *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert b'"ready"' in process.stdout.readline()
        return process

    def link() -> HubLink:
        made = HubLink(from_access_file(tmp_path / "demo-access.json", "console", user=2), LinkHooks())
        made.start()
        return made

    first = start()
    director = link()
    try:
        director.wait_connected()
        assert isinstance(director.submit(PauseRun(reason="a question")), m.Accepted)
    finally:
        director.stop()
        first.send_signal(signal.SIGKILL)
        first.communicate()
    journal = reopened(tmp_path)
    stood_ms = journal.hub.picture.t_ms
    close(journal)
    second = start()
    director = link()
    try:
        assert director.wait_connected().t_ms == stood_ms
        answer = director.submit(ResumeRun())
        assert isinstance(answer, m.Accepted)
    finally:
        director.stop()
        second.communicate(timeout=20)
    journal = reopened(tmp_path)
    assert journal.hub.picture.t_ms >= stood_ms
    assert journal.hub.picture.runs["run"].state is RunState.RUNNING
    close(journal)


# -- its end -----------------------------------------------------------------------------------------------------------


def test_run_is_over_when_its_time_is_over(scene: Scene) -> None:
    assert why_over(scene.hub.picture, 599_999, 600_000) == ""
    assert why_over(scene.hub.picture, 600_000, 600_000) == "time"


def test_run_is_over_a_minute_after_its_last_muster(scene: Scene) -> None:
    picture = scene.hub.picture
    muster = Muster(
        id="M-0001", incident_id="INC-0001", t0_ms=0, activation=Activation.LEADER, activated_by="x"
    )
    picture.musters["M-0001"] = muster
    assert why_over(picture, 500_000, 600_000) == ""
    picture.musters["M-0001"] = msgspec.structs.replace(
        muster, state=MusterState.RESOLVED, t3_ms=380_000, verified_ms=400_000, gates=(COVER_KEPT,)
    )
    assert why_over(picture, 459_999, 600_000) == ""
    assert why_over(picture, 460_000, 600_000) == "resolved"


def test_run_goes_on_while_a_late_cover_gap_keeps_its_time_for_a_reason(scene: Scene) -> None:
    picture = scene.hub.picture
    muster = Muster(
        id="M-0001",
        incident_id="INC-0001",
        t0_ms=0,
        activation=Activation.LEADER,
        activated_by="x",
        state=MusterState.RESOLVED,
        t3_ms=380_000,
        verified_ms=400_000,
    )
    picture.musters["M-0001"] = muster
    assert why_over(picture, 500_000, 600_000) == ""
    picture.musters["M-0001"] = msgspec.structs.replace(muster, gates=(COVER_KEPT,))
    assert why_over(picture, 500_000, 600_000) == "resolved"


def test_paused_run_and_a_journal_without_one_are_never_over(scene: Scene) -> None:
    scene.ask(PauseRun(reason="x"), TRAINER)
    assert why_over(scene.hub.picture, 10**9, 1) == ""
    assert why_over(Picture(), 10**9, 1) == ""


def test_hub_ends_a_run_whose_time_is_over(tmp_path: Path) -> None:
    opened = reopened(tmp_path)
    begin_journal(opened, WorldKind.DRILL, "songting", ())
    begin_run(opened, DEMO, None, 1.0, "")
    service = HubService(opened, run_lasts_ms=1)
    thread = threading.Thread(target=service.run, name="hub-main")
    thread.start()
    try:
        eventually(lambda: opened.hub.picture.runs["run"].state is RunState.ENDED)
    finally:
        service.stop()
        thread.join(20)
        service.close()
        close(opened)
