"""The state of one tile, from what is known about its stream. Pure: time is given; one owner at a time.

Who uses it: the pool's feeder threads feed it, the wall reads the `HealthView`. Times `now_s` are local
monotonic seconds, `wall_ms` UTC milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from streams.faults import FaultCode, Nature
from streams.picture_watch import PictureWatch

STALL_S = 2.0
DAMAGE_S = 3.0
"""A stream is whole again after so long without damage."""


class TileState(StrEnum):
    """What a tile says about itself."""

    CONNECTING = "connecting"
    LIVE = "live"
    STALLED = "stalled"
    DAMAGED = "damaged"
    """Data come, but not whole: the picture is the last whole one, or a damaged one where there was none for long."""
    FROZEN = "frozen"
    RECONNECTING = "reconnecting"
    FAILED = "failed"
    REFUSED = "refused"


_FAILING = {FaultCode.NOT_FOUND, FaultCode.NO_VIDEO, FaultCode.UNDECODABLE, FaultCode.EXHAUSTED}
"""Faults that do not pass by trying again: somebody has to do something."""


_OFTEN_ONCE = {FaultCode.BROKE_OFF, FaultCode.BROKEN}
"""Faults that the next try often does not have: a camera is called so when the second try fails too."""
_WITH_PICTURES = {TileState.LIVE, TileState.DAMAGED, TileState.FROZEN}


@dataclass(frozen=True, slots=True)
class HealthView:
    """A snapshot for whoever shows it. `age_s` is None before the first frame, and so is `last_frame_ms`.

    What `age_s` means `nature` says: with a delay it is what the way to us added, of a recording it is nothing.
    """

    state: TileState
    since_s: float
    attempt: int
    age_s: float | None
    last_frame_ms: int | None
    fault: FaultCode | None
    detail: str
    nature: Nature
    delay_s: float | None = None
    """How far what is shown lies behind its source, where the source tells; None where nobody knows."""


class TileHealth:
    """The state machine of one tile."""

    def __init__(self, now_s: float) -> None:
        self._watch = PictureWatch()
        self._state = TileState.CONNECTING
        self._since_s = now_s
        self._attempt = 0
        self._opened_s = now_s
        self._data_s = now_s
        self._last_frame_s: float | None = None
        self._last_frame_ms: int | None = None
        self._damage_s: float | None = None
        self._lag_s = 0.0
        self._interval_s = 0.0
        self._connected = False
        self._fault: FaultCode | None = None
        self._detail = ""
        self._nature = Nature.LIVE
        self._delay_s: float | None = None

    def on_connecting(self, now_s: float, attempt: int) -> None:
        """Try number `attempt` (from 1) begins."""
        self._attempt = attempt
        self._connected = False
        self._interval_s = 0.0
        if self._state in (TileState.REFUSED, TileState.FAILED):
            return  # keep the reason on the screen until something better is known
        fresh = self._last_frame_ms is None and self._fault is None
        self._go(now_s, TileState.CONNECTING if fresh else TileState.RECONNECTING)

    def on_opened(self, now_s: float, nature: Nature = Nature.LIVE) -> None:
        """The source answered, and this is what it is; frames should follow."""
        self._nature, self._delay_s = nature, None
        self._connected, self._damage_s = True, None
        self._opened_s = now_s

    def on_frame(self, now_s: float, wall_ms: int, lag_s: float = 0.0) -> None:
        """A frame arrived, so much later than it should have: what was held up on the line ends no stall."""
        self._connected = True
        if self._last_frame_s is not None and self._state in (TileState.LIVE, TileState.FROZEN):
            gap = now_s - self._last_frame_s
            self._interval_s = gap if not self._interval_s else 0.9 * self._interval_s + 0.1 * gap
        self._last_frame_s, self._lag_s = now_s, lag_s
        self._last_frame_ms = wall_ms - round(lag_s * 1000)
        if self._state is TileState.STALLED and lag_s > STALL_S:
            return
        self._fault, self._detail = None, ""
        if self._state is not TileState.FROZEN:
            self._go(now_s, TileState.DAMAGED if self._is_damaged(now_s) else TileState.LIVE)

    def on_delay(self, delay_s: float | None) -> None:
        """How far the newest picture lay behind its source when it was shown; None where nobody knows."""
        self._delay_s = delay_s

    def on_data(self, now_s: float) -> None:
        """Something came, of which not every picture is decoded and shown: on the lower rungs few are."""
        self._data_s = now_s

    def on_damage(self, now_s: float) -> None:
        """Something came damaged."""
        self._damage_s = now_s

    def on_signature(self, now_s: float, signature: bytes) -> None:
        """The worker's newest picture signature."""
        self._watch.see(now_s, signature)

    def on_interval_unknown(self) -> None:
        """The frame rate was changed by us (quality stepped): forget what was measured."""
        self._interval_s = 0.0

    def on_lost(self, now_s: float, fault: FaultCode, detail: str) -> None:
        """The source ended or could not be opened; the worker tries again by itself."""
        self._connected = False
        if fault in _OFTEN_ONCE and self._attempt == 1:
            fresh = self._last_frame_ms is None
            self._go(now_s, TileState.CONNECTING if fresh else TileState.RECONNECTING)
            return
        self._fault, self._detail = fault, detail
        if fault is FaultCode.REFUSED:
            self._go(now_s, TileState.REFUSED)
        elif fault in _FAILING:
            self._go(now_s, TileState.FAILED)
        else:
            self._go(now_s, TileState.RECONNECTING)

    def view(self, now_s: float) -> HealthView:
        """Bring the state up to `now_s` and describe it."""
        if self._connected:
            self._judge(now_s)
        age = None if self._last_frame_s is None else max(0.0, now_s - self._last_frame_s + self._lag_s)
        return HealthView(
            state=self._state,
            since_s=self._since_s,
            attempt=self._attempt,
            age_s=age,
            last_frame_ms=self._last_frame_ms,
            fault=self._fault,
            detail=self._detail,
            nature=self._nature,
            delay_s=self._delay_s,
        )

    def _judge(self, now_s: float) -> None:
        """What a connection has come to that sends, or should."""
        quiet_s = now_s - max(self._last_frame_s or 0.0, self._opened_s, self._data_s)
        if self._state in _WITH_PICTURES:
            if quiet_s > self.stall_limit_s:
                self._go(now_s, TileState.STALLED)
            elif self._is_damaged(now_s):
                self._go(now_s, TileState.DAMAGED)
            else:
                self._go(now_s, TileState.FROZEN if self._watch.is_frozen else TileState.LIVE)
        elif self._is_damaged(now_s) and self._state in (TileState.CONNECTING, TileState.RECONNECTING):
            self._go(now_s, TileState.DAMAGED)

    def _is_damaged(self, now_s: float) -> bool:
        return self._damage_s is not None and now_s - self._damage_s < DAMAGE_S

    @property
    def stall_limit_s(self) -> float:
        """Silence, not even data, longer than this is a stall: two seconds, or five frame times of a slow camera."""
        return max(STALL_S, 5.0 * self._interval_s)

    def _go(self, now_s: float, state: TileState) -> None:
        if state is not self._state:
            self._state, self._since_s = state, now_s
