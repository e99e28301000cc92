"""Wall time after a clock of the machine that was wrong: heals by itself, leaps are said and mark nothing (K1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.hub.clock import (
    MAX_AWAY_MS,
    SAVE_EVERY_MS,
    UNEXPLAINED_MS,
    ClockMark,
    HubClock,
    resume_live,
    utc_now_ms,
)
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.opened import OpenedHub, open_hub
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import WorldKind
from console.domain.calls.commands import AcceptCall
from console.domain.registry.commands import Register
from console.wire import messages as m

from .forging import change
from .house import House, eventually
from .scene import FIRE, OPERATOR, new_id, report_call

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
EPOCH_MS = 1_790_000_000_000


@dataclass
class Machine:
    """True time, what the machine's clock says of it, and when the machine was started."""

    true_ms: int = EPOCH_MS
    wrong_ms: int = 0
    boot: str = "first"
    booted_ms: int = EPOCH_MS - DAY_MS

    def start(self, mark: ClockMark | None, *, take_clock: bool = False) -> HubClock:
        """A live hub's clock on this machine."""
        clock = HubClock(
            None,
            monotonic=lambda: (self.true_ms - self.booted_ms) * 1_000_000,
            utc=lambda: self.true_ms + self.wrong_ms,
            boot=self.boot,
        )
        clock.follow_wall(mark, EPOCH_MS, take_clock=take_clock)
        return clock

    def reboot(self, off_ms: int = 0) -> None:
        """Off for so long."""
        self.true_ms += off_ms
        self.boot, self.booted_ms = f"{self.boot} next", self.true_ms

    def run(self, clock: HubClock, ms: int) -> ClockMark:
        """Time passes, and the hub is stopped."""
        self.true_ms += ms
        return clock.mark()

    @property
    def wall_ms(self) -> int:
        """What a live hub's time should be."""
        return self.true_ms - EPOCH_MS


@pytest.mark.parametrize("wrong_ms", [-8 * HOUR_MS, 2 * DAY_MS, -UNEXPLAINED_MS - 1, UNEXPLAINED_MS + 1])
def test_clock_that_was_wrong_once_between_two_starts_of_one_boot_leaves_no_trace(wrong_ms: int) -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.wrong_ms = wrong_ms
    clock = machine.start(mark)
    assert clock.now_ms() == machine.wall_ms
    assert clock.ahead_ms == wrong_ms
    mark = machine.run(clock, 10 * 60_000)
    machine.wrong_ms = 0
    machine.true_ms += 60_000
    clock = machine.start(mark)
    assert clock.now_ms() == machine.wall_ms
    assert clock.ahead_ms == 0


def test_clock_that_was_behind_after_a_boot_heals_as_soon_as_it_is_set_right() -> None:
    """A machine without a clock of its own, which asks the network some time after it was started."""
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.reboot(off_ms=30 * 60_000)
    machine.wrong_ms = -8 * HOUR_MS
    clock = machine.start(mark)
    assert clock.now_ms() == HOUR_MS + SAVE_EVERY_MS  # how long it was off nobody knows
    assert clock.ahead_ms < -7 * HOUR_MS
    machine.true_ms += 5 * 60_000
    assert clock.now_ms() < machine.wall_ms
    machine.wrong_ms = 0
    assert clock.now_ms() == machine.wall_ms
    assert clock.ahead_ms == 0
    machine.wrong_ms = 2 * DAY_MS  # and once healed it follows nothing any more
    assert clock.now_ms() == machine.wall_ms


def test_clock_that_was_behind_after_a_boot_heals_at_the_next_start() -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.reboot(off_ms=30 * 60_000)
    machine.wrong_ms = -8 * HOUR_MS
    mark = machine.run(machine.start(mark), 60_000)
    machine.wrong_ms = 0
    for again in (machine.start(mark), None):
        if again is None:
            machine.reboot(off_ms=60_000)
            again = machine.start(mark)
        assert again.now_ms() == machine.wall_ms


def test_leap_of_the_clock_is_not_followed_until_somebody_has_looked() -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.wrong_ms = 2 * DAY_MS
    for _ in range(3):  # looking away does not make it right
        machine.true_ms += 1_000
        clock = machine.start(mark)
        assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms, 2 * DAY_MS)
        mark = machine.run(clock, 1_000)
    machine.reboot(off_ms=60_000)  # nor does a boot
    clock = machine.start(mark)
    assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms, 2 * DAY_MS)
    clock = machine.start(machine.run(clock, 1_000), take_clock=True)
    assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms + 2 * DAY_MS, 0)


@pytest.mark.parametrize("off_ms", [1_000, HOUR_MS, 3 * DAY_MS, 300 * DAY_MS])
def test_time_off_between_two_boots_passes(off_ms: int) -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.reboot(off_ms)
    clock = machine.start(mark)
    assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms, 0)


def test_leap_over_more_than_a_year_is_no_time_off() -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.reboot(MAX_AWAY_MS + 1)
    clock = machine.start(mark)
    assert clock.now_ms() == HOUR_MS + SAVE_EVERY_MS
    assert clock.ahead_ms > DAY_MS


def test_clock_is_set_by_less_than_a_minute_without_a_word() -> None:
    machine = Machine()
    mark = machine.run(machine.start(None), HOUR_MS)
    machine.wrong_ms = 30_000
    clock = machine.start(mark)
    assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms + 30_000, 0)


def test_leap_while_the_hub_runs_is_said_and_changes_nothing() -> None:
    machine = Machine()
    clock = machine.start(None)
    for wrong_ms in (DAY_MS, -DAY_MS):
        machine.wrong_ms = wrong_ms
        assert (clock.now_ms(), clock.ahead_ms) == (machine.wall_ms, wrong_ms)


times = st.integers(0, 2**42)


@given(times, times, st.booleans(), times, times, st.booleans(), st.booleans())
def test_no_restart_ever_goes_back(
    t_ms: int, then_ms: int, guessed: bool, now_ms: int, up_ms: int, same: bool, take_clock: bool
) -> None:
    mark = ClockMark(t_ms, then_ms, "a", up_ms // 2, guessed)
    now = ClockMark(0, now_ms, "a" if same else "b", up_ms)
    assert resume_live(mark, now, EPOCH_MS, take_clock=take_clock).t_ms >= t_ms
    old = replace(mark, boot="", up_ms=0)
    assert resume_live(old, now, EPOCH_MS).t_ms >= t_ms


# -- a live hub --------------------------------------------------------------------------------------------------------


def live(directory: Path, age_ms: int) -> None:
    """A live journal, with a fire that is due in an hour, whose machine's clock is `age_ms` ahead of it from now on."""
    opened = open_hub(directory, load_or_make_keys(directory))
    epoch_ms = utc_now_ms() - age_ms
    assert opened.hub.open_journal(WorldKind.LIVE.value, epoch_ms, "songting") is None
    opened.clock.follow_wall(None, epoch_ms)
    assert opened.hub.system(Register(entities=(FIRE,))) is None
    for command in (report_call(), AcceptCall(call_id="C-000001", type_code="fire")):
        opened.hub.submit(OPERATOR, new_id(), opened.clock.now_ms() + 60_000, command)
        opened.hub.flush()
    assert opened.hub.picture.incidents
    stop(opened)


def stop(opened: OpenedHub) -> None:
    opened.hub.flush(last=True)
    opened.access.close()
    opened.store.close()


def start(directory: Path, *, take_clock: bool = False) -> OpenedHub:
    return open_hub(directory, load_or_make_keys(directory), take_clock=take_clock)


def events_after_a_tick(opened: OpenedHub) -> list[str]:
    """What the hub does by itself at its start."""
    opened.hub.tick()
    return [row.entry.type for row in opened.hub.flush().events]


def test_nothing_falls_due_by_a_leap_before_somebody_has_looked(tmp_path: Path) -> None:
    live(tmp_path, 8 * HOUR_MS)
    for _ in range(2):
        opened = start(tmp_path)
        assert events_after_a_tick(opened) == []
        assert opened.clock.now_ms() < HOUR_MS
        assert opened.clock.ahead_ms > 7 * HOUR_MS
        stop(opened)
    opened = start(tmp_path, take_clock=True)
    assert opened.clock.ahead_ms == 0
    assert events_after_a_tick(opened) == ["deadline_passed"]
    stop(opened)


def test_command_in_between_is_stamped_with_the_time_before_the_leap(tmp_path: Path) -> None:
    live(tmp_path, 8 * HOUR_MS)
    opened = start(tmp_path)
    opened.hub.submit(OPERATOR, new_id(), opened.clock.now_ms() + 60_000, report_call())
    made = opened.hub.flush().events
    assert made
    assert all(row.entry.t_ms < HOUR_MS for row in made)
    stop(opened)


def test_mark_of_a_version_before_and_one_from_the_last_event_are_read(tmp_path: Path) -> None:
    live(tmp_path, 0)
    change(tmp_path, "UPDATE meta SET value = CAST('1234567 1790000000000' AS BLOB) WHERE name = 'clock'")
    store = SqlStore.open(tmp_path)
    assert store.clock_mark() == ClockMark(1_234_567, 1_790_000_000_000)
    mark = ClockMark(0, 5, "boot", 70, True)
    store._writer.exec_driver_sql(
        "UPDATE meta SET value = ? WHERE name = 'clock'", (msgspec.json.encode(mark),)
    )
    store._writer.commit()
    last = store.clock_mark()
    assert last is not None
    assert last.t_ms > 0
    assert (last.boot, last.up_ms, last.guessed) == ("boot", 70 + last.t_ms, True)
    store.close()


def test_command_line_says_that_the_clocks_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live(tmp_path, 8 * HOUR_MS)
    stop(start(tmp_path))
    assert journal(["info", str(tmp_path)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("clock "))
    assert 7 * HOUR_MS < int(line.split()[1]) <= 8 * HOUR_MS + 60_000


@pytest.mark.expects_log("ahead of the hub's: nothing falls due by it")
def test_running_hub_says_it_to_its_log_and_to_every_seat(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live(tmp_path, 8 * HOUR_MS)
    with House(tmp_path, kind=WorldKind.LIVE) as house:
        client = house.person("li")
        beat = client.beat(client.join())
        assert isinstance(beat, m.Heartbeat)
        assert client.opened is not None
        assert beat.utc_ms - beat.t_ms - client.opened.epoch_ms > 7 * HOUR_MS
        eventually(lambda: "nothing falls due by it" in caplog.text)
    assert caplog.text.count("nothing falls due by it") == 1


@pytest.mark.parametrize("kind", [WorldKind.DEMO, WorldKind.DRILL])
def test_worlds_that_are_not_live_have_no_clock_to_differ_from(tmp_path: Path, kind: WorldKind) -> None:
    opened = open_hub(tmp_path, load_or_make_keys(tmp_path))
    assert opened.hub.open_journal(kind.value, utc_now_ms() - DAY_MS, "songting") is None
    stop(opened)
    again = start(tmp_path)
    assert again.clock.ahead_ms == 0
    assert again.clock.now_ms() < HOUR_MS
    stop(again)
