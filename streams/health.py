"""The state of one tile, from what is known about its stream. Pure: time is given; one owner at a time.

Who uses it: the pool's feeder threads feed it, the wall reads the `HealthView`. Times `now_s` are local
monotonic seconds, `wall_ms` UTC milliseconds.

Frozen pictures. A camera whose encoder hangs sends the same picture for ever, at full rate. The worker
reduces a picture to 16 × 9 mean brightnesses about once a second (a *signature*). Where no cell changes by
more than `CELL_TOLERANCE` for `frozen_s`, the tile is FROZEN. Many cameras burn a running clock into a
corner, which changes a cell or two even when the sensor hangs: so changes that stay inside the outermost
rows of cells, where overlays live, count as none, but then the verdict waits `frozen_overlay_s`, since a
quiet street at night also changes little. FROZEN is a statement about the picture, not about the link: any
change elsewhere takes it back at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SIGNATURE_COLUMNS, SIGNATURE_ROWS = 16, 9
STALL_S = 2.0
DAMAGE_S = 3.0
"""A stream is whole again after so long without damage."""
CELL_TOLERANCE = 1  # of 255: re-coding one still picture moves a cell's mean by less


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


class FaultCode(StrEnum):
    """Why a stream was lost; the words for a user are made by who shows it."""

    ENDED = "ended"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    STALLED = "stalled"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NO_VIDEO = "no_video"
    UNDECODABLE = "undecodable"
    WORKER = "worker"
    EXHAUSTED = "exhausted"
    """Not the camera's fault: this computer has no descriptor, memory or thread left for it."""
    BROKEN = "broken"


_FAILING = {FaultCode.NOT_FOUND, FaultCode.NO_VIDEO, FaultCode.UNDECODABLE, FaultCode.EXHAUSTED}
"""Faults that do not pass by trying again: somebody has to do something."""


_WITH_PICTURES = {TileState.LIVE, TileState.DAMAGED, TileState.FROZEN}


@dataclass(frozen=True, slots=True)
class HealthView:
    """A snapshot for whoever shows it. `age_s` is None before the first frame, and so is `last_frame_ms`."""

    state: TileState
    since_s: float
    attempt: int
    age_s: float | None
    last_frame_ms: int | None
    fault: FaultCode | None
    detail: str


class PictureWatch:
    """Decides from signatures whether the picture stands still."""

    def __init__(self, frozen_s: float = 15.0, frozen_overlay_s: float = 40.0) -> None:
        self._frozen_s = frozen_s
        self._frozen_overlay_s = frozen_overlay_s
        self._signature = b""
        self._inner_changed_s = 0.0
        self._any_changed_s = 0.0

    def reset(self) -> None:
        """Forget the picture; a new connection begins."""
        self._signature = b""

    def see(self, now_s: float, signature: bytes) -> None:
        """Take the newest signature: `SIGNATURE_ROWS` × `SIGNATURE_COLUMNS` bytes, row by row."""
        if len(signature) != SIGNATURE_COLUMNS * SIGNATURE_ROWS:
            return
        if not self._signature:
            self._inner_changed_s = self._any_changed_s = now_s
            self._signature = signature
            return
        changed = [
            index
            for index, (old, new) in enumerate(zip(self._signature, signature, strict=True))
            if abs(old - new) > CELL_TOLERANCE
        ]
        if not changed:
            return  # keep the old one: a slow drift adds up until it counts
        self._any_changed_s = now_s
        if any(0 < index // SIGNATURE_COLUMNS < SIGNATURE_ROWS - 1 for index in changed):
            self._inner_changed_s = now_s
        self._signature = signature

    def is_frozen(self, now_s: float) -> bool:
        """True once the picture stood still for long enough."""
        if not self._signature:
            return False
        return (
            now_s - self._any_changed_s >= self._frozen_s
            or now_s - self._inner_changed_s >= self._frozen_overlay_s
        )


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

    def on_connecting(self, now_s: float, attempt: int) -> None:
        """Try number `attempt` (from 1) begins."""
        self._attempt = attempt
        self._connected = False
        self._interval_s = 0.0
        self._watch.reset()
        if self._state in (TileState.REFUSED, TileState.FAILED):
            return  # keep the reason on the screen until something better is known
        fresh = self._last_frame_ms is None and attempt <= 1
        self._go(now_s, TileState.CONNECTING if fresh else TileState.RECONNECTING)

    def on_opened(self, now_s: float) -> None:
        """The source answered; frames should follow."""
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
            self._state, self._since_s, self._attempt, age, self._last_frame_ms, self._fault, self._detail
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
                self._go(now_s, TileState.FROZEN if self._watch.is_frozen(now_s) else TileState.LIVE)
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
