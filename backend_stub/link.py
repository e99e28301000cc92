"""`HubLink`: the console's link as our programs use it (tracker, planner, town, autopilot, benches): hooks and futures.

One thread per link owns its sockets (`console.link`); the public methods may be called from any thread and are safe
together. Hooks run on the link's thread and must return soon: they may call `put_*` and `submit_soon`, but nothing that
waits. Events are folded into `picture` there: in order, without gaps, each once, across restarts of the hub.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded, evolve
from console.domain.picture import AnyPicture, Picture
from console.link.config import LinkConfig, LinkError
from console.link.link import Link
from console.link.outbox import DEFAULT_LIFE_MS
from console.link.view import Answer as CommandAnswer
from console.link.view import LinkState, LinkView, Planned, Request, Telemetry, Wants
from console.wire import messages as m
from console.wire.ids import new_id

_log = logging.getLogger(__name__)

Answer = m.Accepted | m.Refused


@dataclass(slots=True)
class LinkHooks:
    """What to call, on the link's thread. Leave out what is not wanted: without `events` nothing is followed."""

    events: Callable[[Picture, list[Recorded]], None] | None = None
    """The folded picture and the events just folded into it; an empty list after a snapshot. Read it only here."""
    telemetry: Callable[[Telemetry], None] | None = None
    connected: Callable[[m.Welcome], None] | None = None
    """In, and whatever is wanted is being read; after each reconnect again, before the first events."""
    lost: Callable[[str], None] | None = None
    heartbeat: Callable[[m.Heartbeat], None] | None = None
    topics: tuple[str, ...] = ("pos", "eta", "rings", "routes", "advice", "cover")
    """Telemetry topics to hear."""

    def wants(self) -> Wants:
        """What has to be read for these hooks."""
        reads = self.events is not None or self.heartbeat is not None
        return Wants(
            streams=frozenset({Stream.OPS}) if reads else frozenset(),
            topics=self.topics if self.telemetry is not None else None,
            beats_only=self.events is None,
        )


class HubLink:
    """A connection to a hub that mends itself. A `LinkSink` of its own link."""

    def __init__(self, config: LinkConfig, hooks: LinkHooks | None = None) -> None:
        self._hooks = hooks or LinkHooks()
        self._link = Link(config, self._hooks.wants(), self)
        self._lock = threading.Lock()
        self._waiting: dict[str, Future[Any]] = {}
        self._ready = threading.Event()
        self._settled = threading.Event()
        self.picture = Picture()
        """The folded picture; changes on the link's thread."""
        self.welcome: m.Welcome | None = None
        self.refused = ""
        """Why the hub does not let us in (a refusal's code), else ""."""

    # -- any thread ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to connect."""
        self._link.start()

    def stop(self) -> None:
        """Close; waiting submits fail with LinkError."""
        self._link.stop()
        with self._lock:
            left = list(self._waiting.values())
            self._waiting.clear()
        for future in left:
            future.set_exception(LinkError("the link is stopped"))

    def wait_connected(self, timeout_s: float = 10.0) -> m.Welcome:
        """The hub's Welcome once we are in; raises LinkError, at once when the hub refuses us."""
        self._settled.wait(timeout_s)
        if not self._ready.is_set() or self.welcome is None:
            raise LinkError(f"not connected: {self.refused or 'the hub does not answer'}")
        return self.welcome

    def give_up(self) -> None:
        """Let `wait_connected` go. Any thread."""
        self._settled.set()

    @property
    def connected(self) -> bool:
        """Whether we are in just now."""
        return self._ready.is_set()

    def now_ms(self) -> int:
        """The hub's time as known here."""
        return self._link.now_ms()

    def submit(
        self, command: AnyCommand, *, ttl_ms: int = DEFAULT_LIFE_MS, timeout_s: float = 20.0
    ) -> Answer:
        """Ask for a command and wait for its answer. Not on the link's thread.

        Sent again with the same id over reconnects, until `ttl_ms` are over. Raises LinkError when no answer came: the
        command may or may not have been done.
        """
        return cast("Answer", _result(self.submit_soon(command, ttl_ms=ttl_ms), timeout_s))

    def submit_soon(self, command: AnyCommand, *, ttl_ms: int = DEFAULT_LIFE_MS) -> Future[Answer]:
        """As `submit`, without waiting. Any thread, hooks too; the future's callbacks run on the link's thread."""
        id_ = new_id()
        return self._ask(id_, partial(self._link.submit, command, ttl_ms, id_))

    def request(self, message: Request, timeout_s: float = 10.0) -> m.HubMessage:
        """Send a request that has an id, and wait for its answer; raises LinkError. Not on the link's thread."""
        future = self._ask(message.id, partial(self._link.request, message))
        return cast("m.HubMessage", _result(future, timeout_s))

    def put_positions(self, batch: m.Positions) -> None:
        """Tell positions (seat with role FIELD); dropped while there is no hub."""
        self._link.send(m.PutPositions(batch=batch))

    def put_plan(self, plan: Planned) -> None:
        """Publish a plan (seat with role PLANNER); dropped while there is no hub."""
        self._link.send(m.PutPlan(plan=plan))

    def put_cameras(self, addresses: Sequence[m.CameraAddress]) -> None:
        """Tell where cameras are (seat with role GATEWAY); best in the `connected` hook."""
        self._link.send(m.PutCameras(addresses=tuple(addresses)))

    def _ask(self, id_: str, ask: Callable[[], object]) -> Future[Any]:
        """Ask what is answered under this id."""
        future: Future[Any] = Future()
        with self._lock:
            if self._link.stopping:
                future.set_exception(LinkError("the link is stopped"))
                return future
            self._waiting[id_] = future
        ask()
        return future

    # -- LinkSink: the link's thread -----------------------------------------------------------------------------------

    def on_snapshot(self, stream: Stream, picture: AnyPicture) -> None:
        """Another picture."""
        if isinstance(picture, Picture):
            self.picture = picture
            if self._hooks.events is not None:
                self._hooks.events(picture, [])

    def on_events(self, stream: Stream, events: Sequence[Recorded]) -> None:
        """Fold them, then tell."""
        try:
            for recorded in events:
                evolve(self.picture, recorded)
        except Exception:  # noqa: BLE001 - a picture that is half folded helps nobody: the hub has a whole one
            _log.exception("an event cannot be folded")
            self._link.resync()
            return
        if self._hooks.events is not None:
            self._hooks.events(self.picture, list(events))

    def on_beat(self, beat: m.Heartbeat) -> None:
        """The hub's pulse."""
        if self._hooks.heartbeat is not None:
            self._hooks.heartbeat(beat)

    def on_telemetry(self, message: Telemetry) -> None:
        """Pass it on."""
        if self._hooks.telemetry is not None:
            self._hooks.telemetry(message)

    def on_link(self, view: LinkView) -> None:
        """Only a refusal is of interest here, and a seat of persons where nobody signs in."""
        if view.state in (LinkState.REFUSED, LinkState.SIGNED_OUT):
            self.refused = view.reason or Code.NOT_SIGNED_IN.value
            self._settled.set()

    def on_open(self, welcome: m.Welcome, opened: m.StreamsOpened | None) -> None:
        """We are in."""
        self.welcome, self.refused = welcome, ""
        self._ready.set()
        self._settled.set()
        if self._hooks.connected is not None:
            self._hooks.connected(welcome)

    def on_lost(self, reason: str) -> None:
        """We are out."""
        self._ready.clear()
        self._settled.clear()
        if self._hooks.lost is not None and not self._link.stopping:
            self._hooks.lost(reason)

    def on_answer(self, answer: CommandAnswer) -> None:
        """A command's answer, or that none came."""
        self._answer(answer.id, answer.result or LinkError("no answer in time"))

    def on_reply(self, message: m.HubMessage) -> None:
        """A request's answer."""
        if id_ := str(getattr(message, "id", "")):
            self._answer(id_, message)

    def _answer(self, id_: str, answer: object) -> None:
        with self._lock:
            future = self._waiting.pop(id_, None)
        if future is None:
            return  # told to be unconfirmed before
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)


def _result(future: Future[Any], timeout_s: float) -> object:
    try:
        return future.result(timeout_s)
    except TimeoutError:
        raise LinkError("no answer") from None
