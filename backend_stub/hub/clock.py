"""The hub's clock: integer milliseconds that never run backwards and go on across restarts (decision 1).

One owner (the thread of the hub's core). Time sources are injected. Between start and stop the clock follows a
monotonic source, so that UTC may jump either way.

A live world's wall time is the journal's epoch plus the hub's time, so that a clock of the machine that was behind for
a while heals by itself. A leap of the machine's clock that neither the monotonic time of the same boot nor a boot
explains is not followed: no deadline falls due by it. It is said (`ahead_ms`) until somebody has looked, and starts the
hub with `--take-clock`, or sets the machine's clock right.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

SAVE_EVERY_MS: Final = 5_000
"""The owner stores a ClockMark at least this often; so much may have been shown beyond the last mark."""
UNEXPLAINED_MS: Final = 60_000
"""The machine's clock may be set by so much without anybody's looking."""
MAX_AWAY_MS: Final = 400 * 86_400_000
"""UTC steps over more than this while the hub was away are taken for a wrong clock."""


@dataclass(frozen=True, slots=True)
class ClockMark:
    """Hub time and UTC of one instant, as stored.

    `boot` names the machine's boot, `up_ms` is the monotonic time since then; "" in marks of before, and where the
    system does not tell. `guessed`: how long the hub had been away was not known when it came to this time.
    """

    t_ms: int
    utc_ms: int
    boot: str = ""
    up_ms: int = 0
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """Where a clock goes on, and whether that is a guess (see `ClockMark`)."""

    t_ms: int
    guessed: bool = False


class Clock(Protocol):
    """What the core needs: its own time, UTC as metadata, and how fast the time runs."""

    @property
    def rate_permille(self) -> int:
        """1000 = real time."""
        ...

    @property
    def paused(self) -> bool:
        """Whether the time stands still."""
        ...

    def now_ms(self) -> int:
        """Hub milliseconds, never less than before."""
        ...

    def utc_ms(self) -> int:
        """UTC milliseconds since 1970: metadata, never judged by."""
        ...

    def mark(self) -> ClockMark:
        """What to store, so that the next start goes on from here."""
        ...

    def set_rate(self, rate: float) -> None:
        """Run slower or faster from now on (exercises only)."""
        ...

    def pause(self, t_ms: int = -1) -> None:
        """Stand still (exercises only); see `HubClock.pause`."""
        ...

    def go_on(self) -> None:
        """End a pause."""
        ...


def monotonic_ns() -> int:
    """Monotonic nanoseconds that go on while the machine sleeps, where the system can tell."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime_ns(boottime) if boottime is not None else time.monotonic_ns()


def utc_now_ms() -> int:
    """UTC milliseconds since 1970 of this machine's clock."""
    return time.time_ns() // 1_000_000


def boot_id() -> str:
    """The id of this boot of the machine; "" where the system does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def resume_live(mark: ClockMark, now: ClockMark, epoch_ms: int, *, take_clock: bool = False) -> Resumed:
    """Where a live clock goes on; `now` is this instant by the machine's clocks (its `t_ms` is not looked at).

    By the same boot's monotonic time where that is known. Else a boot lies between: by the machine's clock, unless that
    says less than the time since the boot, or was ahead already and nobody has looked. `take_clock`: somebody has.
    """
    wall_ms = now.utc_ms - epoch_ms
    was_ahead = mark.utc_ms - epoch_ms - mark.t_ms > UNEXPLAINED_MS and not mark.guessed
    if mark.boot and mark.boot == now.boot and now.up_ms >= mark.up_ms:
        least_ms = mark.t_ms + now.up_ms - mark.up_ms
        leaps = wall_ms - least_ms > UNEXPLAINED_MS
        if leaps and not take_clock and not (mark.guessed and wall_ms - least_ms <= MAX_AWAY_MS):
            return Resumed(least_ms)
        return Resumed(max(least_ms, wall_ms), mark.guessed and wall_ms < least_ms - UNEXPLAINED_MS)
    least_ms = mark.t_ms + (now.up_ms if mark.boot else 0)
    if wall_ms >= least_ms and (take_clock or (not was_ahead and wall_ms - least_ms <= MAX_AWAY_MS)):
        return Resumed(wall_ms)
    if was_ahead and 0 <= now.utc_ms - mark.utc_ms <= MAX_AWAY_MS:
        return Resumed(max(least_ms, mark.t_ms + now.utc_ms - mark.utc_ms))
    return Resumed(least_ms + SAVE_EVERY_MS, guessed=wall_ms < least_ms)


def resume_at_ms(mark: ClockMark | None, utc_ms: int, rate_permille: int) -> int:
    """Where the clock goes on: the last mark plus the time away by UTC when that is sane.

    Else (UTC ran backwards, or leapt) just past everything that can have been shown.
    """
    if mark is None:
        return 0
    away_ms = utc_ms - mark.utc_ms
    if 0 <= away_ms <= MAX_AWAY_MS:
        return mark.t_ms + away_ms * rate_permille // 1000
    return mark.t_ms + SAVE_EVERY_MS * max(rate_permille, 1000) // 1000


class HubClock:
    """The clock of a running hub. `rate` 1.0 = real time."""

    def __init__(
        self,
        mark: ClockMark | None = None,
        *,
        rate: float = 1.0,
        monotonic: Callable[[], int] = monotonic_ns,
        utc: Callable[[], int] = utc_now_ms,
        boot: str | None = None,
    ) -> None:
        """`boot` names the machine's boot (None: the system is asked). ValueError for a rate outside 0.001–1000."""
        if not 0.001 <= rate <= 1000:
            raise ValueError(f"rate {rate}: between 0.001 and 1000")
        self._monotonic = monotonic
        self._utc = utc
        self._boot = boot_id() if boot is None else boot
        self._epoch_ms: int | None = None
        self._guessed = False
        self._last_ms = self._base_ms = self._base_ns = 0
        self.resume(mark, round(rate * 1000), paused=False)

    @property
    def rate_permille(self) -> int:
        """1000 = real time."""
        return self._rate_permille

    @property
    def paused(self) -> bool:
        """Whether the time stands still."""
        return self._paused

    def resume(self, mark: ClockMark | None, rate_permille: int, *, paused: bool) -> None:
        """Begin where the last start left off, before anything was told; a paused run has not moved meanwhile."""
        self._rate_permille, self._paused = rate_permille, paused
        if paused and mark is not None:
            self._base_ms = mark.t_ms
        else:
            self._base_ms = resume_at_ms(mark, self._utc(), rate_permille)
        self._base_ns = self._monotonic()
        self._last_ms = self._base_ms

    def follow_wall(self, mark: ClockMark | None, epoch_ms: int, *, take_clock: bool = False) -> None:
        """Be a live world's clock, before anything was told: see `resume_live`."""
        self._epoch_ms = epoch_ms
        if mark is None:
            return
        resumed = resume_live(mark, self._instant(0), epoch_ms, take_clock=take_clock)
        self._base_ms = self._last_ms = resumed.t_ms
        self._guessed = resumed.guessed
        self._base_ns = self._monotonic()

    @property
    def ahead_ms(self) -> int:
        """By how much the machine's clock is ahead of a live world's time (negative: behind); 0 within a minute."""
        if self._epoch_ms is None:
            return 0
        ahead_ms = self._utc() - self._epoch_ms - self.now_ms()
        return ahead_ms if abs(ahead_ms) > UNEXPLAINED_MS else 0

    def now_ms(self) -> int:
        """Hub milliseconds, never less than before."""
        if self._guessed and self._epoch_ms is not None:
            self._heal(self._utc() - self._epoch_ms)
        if not self._paused:
            gone_ns = self._monotonic() - self._base_ns
            now_ms = self._base_ms + gone_ns * self._rate_permille // 1_000_000_000
            self._last_ms = max(self._last_ms, now_ms)
        return self._last_ms

    def utc_ms(self) -> int:
        """UTC milliseconds since 1970."""
        return self._utc()

    def mark(self) -> ClockMark:
        """What to store, so that the next start goes on from here."""
        return self._instant(self.now_ms())

    def _instant(self, t_ms: int) -> ClockMark:
        return ClockMark(t_ms, self._utc(), self._boot, self._monotonic() // 1_000_000, self._guessed)

    def _heal(self, wall_ms: int) -> None:
        """The machine's clock was behind at the start and has been set right: the time away is known now."""
        now_ms = self._base_ms + (self._monotonic() - self._base_ns) // 1_000_000
        if now_ms <= wall_ms <= now_ms + MAX_AWAY_MS:
            self._base_ms, self._base_ns, self._guessed = wall_ms, self._monotonic(), False

    def set_rate(self, rate: float) -> None:
        """Run slower or faster from now on; for drills. Raises ValueError for a rate outside 0.001–1000."""
        if not 0.001 <= rate <= 1000:
            raise ValueError(f"rate {rate}: between 0.001 and 1000")
        self._rebase()
        self._rate_permille = round(rate * 1000)

    def pause(self, t_ms: int = -1) -> None:
        """Stand still now, or at `t_ms`, the last time that was told: what the pause itself is stamped with.

        For exercises only: live has no pause in its code path.
        """
        self._last_ms = max(self._last_ms, t_ms) if t_ms >= 0 else self.now_ms()
        self._paused = True

    def go_on(self) -> None:
        """End a pause."""
        if self._paused:
            self._paused = False
            self._base_ms, self._base_ns = self._last_ms, self._monotonic()

    def _rebase(self) -> None:
        self._base_ms, self._base_ns = self.now_ms(), self._monotonic()


class SteppedClock:
    """Virtual time for headless runs and tests: moves only when told."""

    def __init__(self, t_ms: int = 0, *, epoch_ms: int = 0) -> None:
        self.t_ms = t_ms
        self.epoch_ms = epoch_ms
        self.rate_permille = 1000
        self.paused = False

    def now_ms(self) -> int:
        """Hub milliseconds."""
        return self.t_ms

    def utc_ms(self) -> int:
        """UTC as the epoch and the virtual time say."""
        return self.epoch_ms + self.t_ms

    def mark(self) -> ClockMark:
        """What to store."""
        return ClockMark(self.t_ms, self.utc_ms())

    def advance(self, by_ms: int) -> int:
        """Move on by `by_ms` ≥ 0 milliseconds, not at all while paused; the new time."""
        if by_ms < 0:
            raise ValueError("time does not run backwards")
        if not self.paused:
            self.t_ms += by_ms
        return self.t_ms

    def set_rate(self, rate: float) -> None:
        """Noted only: the one who steps this clock decides how fast it runs."""
        self.rate_permille = round(rate * 1000)

    def pause(self, t_ms: int = -1) -> None:
        """Stand still."""
        self.paused = True

    def go_on(self) -> None:
        """End a pause."""
        self.paused = False
