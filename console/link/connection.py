"""One client's connection: hello, sign-in, reading, live, stale, down, again. Link's thread.

`turn` is called over and over: it waits for the network or an order, handles what came and looks at the clocks. All
states of LinkState are entered here and nowhere else. What is read, and how it is caught up with, is `Reading`'s.
"""

from __future__ import annotations

import logging
import queue
import random
import time
from collections.abc import Callable
from typing import Final

import msgspec
import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream, WorldKind
from console.domain.decide import AnyCommand
from console.domain.picture import FOLD_VERSION
from console.wire import messages as m
from console.wire.errors import WireError

from .clock import ClockEstimate
from .config import LinkConfig
from .outbox import Outbox
from .reading import Reading
from .signing import SigningIn
from .sockets import CATCHUP, COMMANDS, HubSockets, Line, drain
from .view import OF_CATCHUP, TELEMETRY_TYPES, LinkSink, LinkState, LinkView, Request, Wants

_log = logging.getLogger(__name__)

STALE_NS: Final = 2_500_000_000
"""Silence after which everything shown is marked old (within 3 s, issue 1 part 5)."""
DOWN_NS: Final = 4_500_000_000
"""Silence after which the sockets are thrown away and made again."""
HELLO_NS: Final = 4_000_000_000
PING_NS: Final = 2_000_000_000
TELL_NS: Final = 500_000_000
TICK_MS: Final = 250
FIRST_BACKOFF_NS: Final = 300_000_000
LAST_BACKOFF_NS: Final = 8_000_000_000

S = LinkState
_UNKNOWN_TO_HUB = (Code.NOT_SIGNED_IN, Code.HELLO_FIRST)
_NOT_HERE = (Code.WRONG_PROTOCOL, Code.WRONG_FOLD, Code.SEAT_DISABLED)


class Connection:
    """The state machine; everything it learns goes to the sink."""

    def __init__(
        self,
        context: zmq.Context[zmq.Socket[bytes]],
        config: LinkConfig,
        wants: Wants,
        sink: LinkSink,
    ) -> None:
        self._context = context
        self._config = config
        self._wants = wants
        self._sink = sink
        self.clock = ClockEstimate()
        self.orders: queue.SimpleQueue[Callable[[int], None]] = queue.SimpleQueue()
        """What other threads order: called with the local monotonic time in ns. To be put in by any thread."""
        self._outbox = Outbox()
        self._reading = Reading(wants, sink, self._send)
        self._sockets: HubSockets | None = None
        self._random = random.Random()
        self._signing = SigningIn(config)
        self._welcome: m.Welcome | None = None
        self._requests: set[str] = set()
        self._events_per_s = 0.0
        self._utc_zero_ms = 0
        self._heard_ns = 0
        self._ping_ns = 0
        self._told_ns = 0
        self._retry_ns = 0
        self._attempt = 0
        self._state = S.CONNECTING
        self._reason = ""

    # -- the turn ------------------------------------------------------------------------------------------------------

    def turn(self, wake: zmq.Socket[bytes], now_ns: int) -> None:
        """Wait at most TICK_MS for something to do, and do it."""
        if self._sockets is None and now_ns >= self._retry_ns:
            self._connect(now_ns)
        poller = self._sockets.poller if self._sockets is not None else zmq.Poller()
        poller.register(wake, zmq.POLLIN)
        poller.poll(TICK_MS)
        poller.unregister(wake)
        drain(wake)

        now_ns = time.monotonic_ns()
        while not self.orders.empty():
            self.orders.get()(now_ns)
        self._receive(now_ns)
        self._look_at_clocks(now_ns)

    def _connect(self, now_ns: int) -> None:
        self._attempt += 1
        self._sockets = HubSockets(self._context, self._config)
        self._heard_ns = now_ns
        self._welcome = None
        if self._state is not S.REFUSED:
            self._enter(S.DOWN if self._reading.has_any else S.CONNECTING, self._reason, now_ns)
        client = self._config.client
        self._send(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client=client))

    def drop(self, reason: str, now_ns: int, *, refused: bool = False) -> None:
        """Throw the sockets away; the next attempt follows after a jittered backoff."""
        self.close(reason)
        self._signing.lose()
        self._outbox.on_disconnect()
        self.clock.lose()
        wait_ns = min(LAST_BACKOFF_NS, FIRST_BACKOFF_NS << min(self._attempt, 10))
        self._retry_ns = now_ns + int(wait_ns * self._random.uniform(0.5, 1.0))
        self._enter(S.REFUSED if refused else S.DOWN, reason, now_ns)

    def close(self, reason: str = "stopped") -> None:
        """Close the sockets: nothing is sent or read any more."""
        if self._sockets is not None:
            self._sockets.close()
            self._sockets = None
        self._leave(reason)

    def _leave(self, reason: str) -> None:
        """Nothing is read any more; who waits for a reply is told that none comes."""
        self._reading.leave()
        waiting, self._requests = self._requests, set()
        for id_ in waiting:
            self._sink.on_reply(m.Refused(id=id_, code=Code.NOT_SIGNED_IN.value))
        if self._reading.is_open:
            self._reading.is_open = False
            self._sink.on_lost(reason)

    # -- orders: what other threads ask, each called from the queue ----------------------------------------------------

    def submit(self, id_: str, command: AnyCommand, life_ms: int, now_ns: int) -> None:
        """See `Link.submit`."""
        life_ms = life_ms * max(1000, self.clock.rate_permille) // 1000
        not_after_ms, seq = self.clock.t_ms(now_ns) + life_ms, self._reading.seq(Stream.OPS)
        submit = self._outbox.add(id_, command, not_after_ms, seq, self._signing.user)
        if self._signed_in and self._state is not S.STALE and self._send(submit):
            self._outbox.mark_sent(id_)

    def request(self, request: Request, now_ns: int) -> None:
        """See `Link.request`."""
        line: Line = COMMANDS
        if isinstance(request, OF_CATCHUP):
            line = CATCHUP
            request = msgspec.structs.replace(request, ticket=self._reading.ticket)
        if self._signed_in and self._send(request, line=line):
            self._requests.add(request.id)
        else:
            self._sink.on_reply(m.Refused(id=request.id, code=Code.NOT_SIGNED_IN.value))

    def send_frame(self, frame: bytes, now_ns: int) -> None:
        """Send what has no answer; dropped while nothing is open."""
        if self._reading.is_open and self._sockets is not None:
            self._sockets.send_frame(frame)

    def sign_in(self, credentials: m.SignIn, now_ns: int) -> None:
        """Somebody signs in, now and after every reconnect."""
        self._signing.use(credentials)
        self._retry_ns = now_ns
        if self._welcome is not None:  # else it follows the welcome
            self._send(credentials)

    def sign_out(self, now_ns: int) -> None:
        """The person at this seat leaves."""
        self._signing.use(None)
        if not self._send(m.SignOut()):
            self._sink.on_reply(m.SignedOut())

    def retry(self, now_ns: int) -> None:
        """Do not wait for the rest of the backoff."""
        self._retry_ns = now_ns

    def resync(self, stream: Stream, now_ns: int) -> None:
        """Ask for a fresh snapshot of a stream."""
        if self._reading.resync(stream, now_ns):
            self._settle(now_ns)

    def _send_waiting(self) -> None:
        for submit in self._outbox.unsent(self._signing.user):
            if self._send(submit):
                self._outbox.mark_sent(submit.id)

    @property
    def _signed_in(self) -> bool:
        return self._signing.done and self._sockets is not None

    def _send(self, message: m.ClientMessage, line: Line = COMMANDS) -> bool:
        return self._sockets is not None and self._sockets.send(message, line)

    # -- what the hub says ---------------------------------------------------------------------------------------------

    def _receive(self, now_ns: int) -> None:
        sockets = self._sockets
        if sockets is None:
            return
        try:
            for line, message in sockets.receive():
                self._on_message(line, message, now_ns)
                if self._sockets is not sockets:
                    return  # dropped by what came
        except WireError as error:
            _log.warning("the hub sent what cannot be read: %s", error)
            self.drop(error.code.value, now_ns)

    def _on_message(self, line: Line, message: m.HubMessage, now_ns: int) -> None:
        if isinstance(message, m.Pong):
            self._on_pong(message, now_ns)
            return
        if not isinstance(message, m.Refused):
            self._heard_ns = now_ns  # a hub that came back refuses before it knows us
            self._reading.heard(line, now_ns)
        match message:
            case m.EventBatch():
                self._reading.on_events(message, now_ns)
                self._settle(now_ns)
            case m.Heartbeat():
                self._on_beat(message, now_ns)
            case m.Joined():
                if self._reading.on_joined(line, message, now_ns):
                    self._now_open(now_ns)
            case m.Welcome():
                self._on_welcome(message, now_ns)
            case m.SignedIn():
                self._on_signed_in(message, now_ns)
            case m.SignedOut():
                self._on_signed_out(message, now_ns)
            case m.StreamsOpened():
                self._on_opened(message, now_ns)
            case m.Accepted():
                self._on_answer(message)
            case m.Refused():
                self._on_refused(line, message, now_ns)
            case m.SnapshotPart() | m.EventsPart():
                if self._reading.on_caught(message, now_ns):
                    self._settle(now_ns)
                else:
                    self._on_reply(message)
            case _ if isinstance(message, TELEMETRY_TYPES):
                self._sink.on_telemetry(message)
            case _:
                self._on_reply(message)

    def _on_pong(self, pong: m.Pong, now_ns: int) -> None:
        if self._welcome is not None and pong.boot != self._welcome.boot:
            self.drop("restarted", now_ns)
            return
        self._heard_ns = now_ns
        self.clock.on_pong(pong.sent_ns, pong.t_ms, now_ns)
        if self._state is S.STALE:
            self._settle(now_ns)

    def _on_welcome(self, welcome: m.Welcome, now_ns: int) -> None:
        if not welcome.same_fold and self._wants.streams and not self._wants.beats_only:
            self.drop(Code.WRONG_FOLD.value, now_ns, refused=True)
            return
        if self._config.kind not in ("", welcome.kind.value):
            self.drop(Code.WRONG_KIND.value, now_ns, refused=True)
            return
        self._welcome = welcome
        self._attempt = 0
        self.clock.begin(welcome.t_ms, now_ns)
        self._send(m.Ping(sent_ns=now_ns))
        self._ping_ns = now_ns
        if not welcome.signs_in:
            self._signing.on_program()
            self._open_streams(now_ns)
        elif self._signing.credentials is not None:
            self._send(self._signing.credentials)
        else:
            self._enter(S.SIGNED_OUT, "", now_ns)

    def _on_signed_in(self, signed: m.SignedIn, now_ns: int) -> None:
        if self._reading.is_asked_for and self._sockets is not None:  # what the one before could read is over
            self._leave("signed_in_anew")
            self._sockets.close_reading()
        self._signing.on_signed_in(signed.user)
        self._sink.on_reply(signed)
        for answer in self._outbox.drop_of_others(signed.user):
            self._sink.on_answer(answer)
        if self._welcome is not None:
            self._open_streams(now_ns)

    def _on_signed_out(self, signed: m.SignedOut, now_ns: int) -> None:
        self._signing.lose()
        self._leave("signed_out")
        if self._sockets is not None:
            self._sockets.close_reading()
        self._sink.on_reply(signed)
        self._enter(S.SIGNED_OUT, "", now_ns)

    def _on_answer(self, result: m.Accepted | m.Refused) -> bool:
        answer = self._outbox.on_answer(result)
        if answer is not None:
            self._sink.on_answer(answer)
        return answer is not None

    def _on_reply(self, message: m.HubMessage) -> None:
        id_ = str(getattr(message, "id", ""))
        last = not isinstance(message, m.TownFilePart) or message.part + 1 == message.parts
        if last and not (isinstance(message, m.EventsPart) and not message.last_part):
            self._requests.discard(id_)
        self._sink.on_reply(message)

    def _on_refused(self, line: Line, refused: m.Refused, now_ns: int) -> None:
        if refused.code in _UNKNOWN_TO_HUB and self._signed_in:
            self.drop("restarted", now_ns)  # not an answer: the outbox sends it again after signing in
            return
        if refused.id and self._on_answer(refused):
            return
        if self._reading.on_caught(refused, now_ns) or self._reading.on_refused(line, refused, now_ns):
            return
        if self._reading.was_asked(refused.id):
            _log.warning("no streams: %s", refused.code)
            self._signing.later(now_ns)
            return
        if self._welcome is None and refused.code in _NOT_HERE:
            self.drop(refused.code, now_ns, refused=True)
            return
        reason = "" if refused.id else self._signing.on_refused(refused, now_ns)
        if reason:
            self._enter(S.SIGNED_OUT, reason, now_ns)
        self._on_reply(refused)

    # -- reading -------------------------------------------------------------------------------------------------------

    def _open_streams(self, now_ns: int) -> None:
        if self._wants:
            self._reading.ask()
        else:
            self._now_open(now_ns)

    def _on_opened(self, opened: m.StreamsOpened, now_ns: int) -> None:
        if self._sockets is None or not self._reading.was_asked(opened.id):
            return  # asked for by somebody who has left since
        if self._reading.on_opened(opened, self._sockets, now_ns):
            self._now_open(now_ns)

    def _now_open(self, now_ns: int) -> None:
        if (
            self._welcome is not None and not self._reading.is_open
        ):  # a line that joined again changes nothing
            self._reading.is_open = True
            self._sink.on_open(self._welcome, self._reading.opened)
        self._send_waiting()
        self._settle(now_ns)

    def _on_beat(self, beat: m.Heartbeat, now_ns: int) -> None:
        if self._welcome is not None and beat.boot != self._welcome.boot:
            self.drop("restarted", now_ns)
            return
        self.clock.on_rate(beat.rate_permille, beat.paused, beat.t_ms, now_ns)
        if beat.stream is Stream.OPS:
            self._events_per_s = float(beat.events_per_s)
            self._utc_zero_ms = beat.utc_ms - beat.t_ms
        self._reading.on_beat(beat, now_ns)
        self._settle(now_ns)
        self._tell(now_ns)  # a picture that is at this seq is held against the hash at once

    def _settle(self, now_ns: int) -> None:
        """Live when everything that is read is current; only once it is open, and never out of the sign-in page."""
        if self._reading.is_open:
            self._enter(S.CATCHING_UP if self._reading.is_behind else S.LIVE, "", now_ns)

    # -- clocks --------------------------------------------------------------------------------------------------------

    def _look_at_clocks(self, now_ns: int) -> None:
        t_ms = self.clock.t_ms(now_ns)
        for answer in self._outbox.expired(t_ms) if t_ms else ():
            self._sink.on_answer(answer)
        if self._sockets is not None:
            self._look_at_silence(now_ns)
        if now_ns - self._told_ns > TELL_NS:
            self._tell(now_ns)

    def _look_at_silence(self, now_ns: int) -> None:
        silent_ns = now_ns - self._heard_ns
        if self._welcome is None and silent_ns > HELLO_NS:
            self.drop("no_answer", now_ns)
        elif silent_ns > DOWN_NS:
            self.drop("silent", now_ns)
        elif silent_ns > STALE_NS and self._state in (S.LIVE, S.CATCHING_UP):
            self._enter(S.STALE, "silent", now_ns)
        else:
            self._reading.ask_again(now_ns)
        if self._welcome is not None:
            self._reading.join_again(now_ns)
            if self._signing.is_due(now_ns):
                self._again(now_ns)
            if now_ns - self._ping_ns > PING_NS:
                self._ping_ns = now_ns
                self._send(m.Ping(sent_ns=now_ns))

    def _again(self, now_ns: int) -> None:
        """A busy hub sent us away: once more."""
        if self._signing.done:
            self._open_streams(now_ns)
        elif self._signing.credentials is not None:
            self._send(self._signing.credentials)

    def _enter(self, state: LinkState, reason: str, now_ns: int) -> None:
        changed = (state, reason) != (self._state, self._reason)
        if changed and state is S.LIVE:
            self._send_waiting()
        self._state, self._reason = state, reason
        if changed:
            self._tell(now_ns)

    def _tell(self, now_ns: int) -> None:
        self._told_ns = now_ns
        welcome = self._welcome
        self._sink.on_link(
            LinkView(
                state=self._state,
                kind=welcome.kind if welcome else WorldKind(self._config.kind or WorldKind.DEMO),
                seat=welcome.seat if welcome else "",
                town=self._reading.opened.town if self._reading.opened else "",
                rtt_ms=self.clock.rtt_ms,
                clock_ms=self.clock.t_ms(now_ns),
                mono_ns=now_ns,
                rate_permille=self.clock.rate_permille,
                paused=self.clock.paused,
                events_per_s=self._events_per_s,
                silent_ms=max(0, (now_ns - self._heard_ns) // 1_000_000),
                attempt=self._attempt,
                reason=self._reason,
                beats=dict(self._reading.beats),
                utc_zero_ms=self._utc_zero_ms,
            )
        )
