"""One seat's connection: hello, sign-in, catching up, live, stale, down, again. Session thread only.

`turn` is called over and over: it waits for the network or a request, handles what came and looks at the clocks. All
states of LinkState are entered here and nowhere else.
"""

from __future__ import annotations

import logging
import queue
import random
import time
from functools import partial
from typing import Final, Literal

import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import WorldKind
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import FOLD_VERSION
from console.session.hub_clock import ClockEstimate
from console.wire import messages as m
from console.wire.errors import WireError
from console.wire.ids import new_id

from .catch_up import ASK_AGAIN_NS, CatchUp
from .config import LinkConfig
from .look_spool import LookSpool
from .outbox import DEFAULT_LIFE_MS, Outbox
from .port import LinkState, LinkView, SessionSink
from .sequencer import Sequencer, Wanted
from .sockets import HubSockets, drain

_log = logging.getLogger(__name__)

RESYNC: Final = "resync"
Request = (
    Literal["resync"]
    | tuple[str, AnyCommand]
    | m.OpenReport
    | m.OpenCamera
    | m.GetEvents
    | m.LookEntry
    | m.SignIn
    | m.SignOut
    | None
)
Mailbox = queue.SimpleQueue[Request]

STALE_NS = 2_500_000_000
"""Silence after which everything shown is marked old (within 3 s, issue 1 part 5)."""
DOWN_NS = 4_500_000_000
"""Silence after which the sockets are thrown away and made anew."""
HELLO_NS = 4_000_000_000
PING_NS = 2_000_000_000
TELL_NS = 500_000_000
TICK_MS = 250
FIRST_BACKOFF_NS = 300_000_000
LAST_BACKOFF_NS = 8_000_000_000

S = LinkState
_UNKNOWN_TO_HUB = (Code.NOT_SIGNED_IN, Code.HELLO_FIRST)


class Connection:
    """The state machine; everything it learns goes to the sink."""

    def __init__(
        self,
        context: zmq.Context[zmq.Socket[bytes]],
        config: LinkConfig,
        sink: SessionSink,
        requests: Mailbox,
    ) -> None:
        self._context = context
        self._config = config
        self._sink = sink
        self._requests = requests
        self._clock = ClockEstimate()
        self._outbox = Outbox(new_id)
        self._spool = LookSpool(config.spool_path)
        self._sequencer = Sequencer()
        self._catch_up = CatchUp(self._sequencer, sink, partial(self._send, on_catchup=True))
        self._sockets: HubSockets | None = None
        self._random = random.Random()
        self._credentials = m.SignIn(user=config.user, password=config.password) if config.user else None
        self._user = ""
        self._signed = False
        self._welcome: m.Welcome | None = None
        self._journal: tuple[str, int] | None = None
        self._beat: m.Heartbeat | None = None
        self._heard_ns = 0
        self._ping_ns = 0
        self._looks_ns = 0
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
        self._take_requests(now_ns)
        self._receive(now_ns)
        self._look_at_clocks(now_ns)

    def _connect(self, now_ns: int) -> None:
        self._attempt += 1
        self._sockets = HubSockets(self._context, self._config)
        self._heard_ns = now_ns
        self._welcome = None
        if self._state is not S.REFUSED:
            self._enter(S.CONNECTING if self._sequencer.seq < 0 else S.DOWN, self._reason, now_ns)
        self._send(
            m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client=self._config.client)
        )

    def drop(self, reason: str, now_ns: int, *, refused: bool = False) -> None:
        """Throw the sockets away; the next attempt follows after a jittered backoff."""
        if self._sockets is not None:
            self._sockets.close()
            self._sockets = None
        self._signed = False
        self._outbox.on_disconnect()
        self._clock.reset()
        self._beat = None
        self._catch_up.reset()
        wait_ns = min(LAST_BACKOFF_NS, FIRST_BACKOFF_NS << min(self._attempt, 10))
        self._retry_ns = now_ns + int(wait_ns * self._random.uniform(0.5, 1.0))
        self._enter(S.REFUSED if refused else S.DOWN, reason, now_ns)

    def close(self) -> None:
        """The end: sockets closed, nothing sent any more."""
        if self._sockets is not None:
            self._sockets.close()
            self._sockets = None

    # -- requests of the user ------------------------------------------------------------------------------------------

    def _take_requests(self, now_ns: int) -> None:
        while True:
            try:
                request = self._requests.get_nowait()
            except queue.Empty:
                return
            match request:
                case None:
                    self._retry_ns = now_ns
                case "resync":
                    if self._signed_in and self._welcome is not None:
                        self._ask(self._sequencer.begin(self._welcome.seq, same_journal=False), now_ns)
                case (id_, command):
                    life_ms = DEFAULT_LIFE_MS * max(1000, self._clock.rate_permille) // 1000
                    not_after_ms = self._clock.t_ms(now_ns) + life_ms
                    submit = self._outbox.add(id_, command, not_after_ms, self._sequencer.seq, self._user)
                    if self._signed_in and self._state is not S.STALE and self._send(submit):
                        self._outbox.mark_sent(id_)
                case m.LookEntry():
                    self._spool.add(request)
                    self._send_looks(now_ns)
                case m.SignIn():
                    self._credentials = request
                    self._retry_ns = now_ns
                    self._send(request)
                case m.SignOut():
                    self._credentials = None
                    self._send(request)
                case _:
                    past = isinstance(request, m.GetEvents)
                    if not (self._signed_in and self._send(request, on_catchup=past)):
                        self._sink.on_reply(m.Refused(id=request.id, code=Code.NOT_SIGNED_IN.value))

    def _send_waiting(self) -> None:
        for submit in self._outbox.unsent(self._user):
            if self._send(submit):
                self._outbox.mark_sent(submit.id)

    @property
    def _signed_in(self) -> bool:
        return self._signed and self._sockets is not None

    def _send(self, message: m.ClientMessage, *, on_catchup: bool = False) -> bool:
        return self._sockets is not None and self._sockets.send(message, on_catchup=on_catchup)

    # -- what the hub says ---------------------------------------------------------------------------------------------

    def _receive(self, now_ns: int) -> None:
        sockets = self._sockets
        if sockets is None:
            return
        try:
            for message in sockets.receive():
                if not isinstance(message, m.Pong | m.Refused):
                    self._heard_ns = now_ns  # a hub that came back answers these before it knows us
                self._on_message(message, now_ns)
                if self._sockets is not sockets:
                    return  # dropped by what came
        except WireError as error:
            _log.warning("the hub sent what cannot be read: %s", error)
            self.drop(error.code.value, now_ns)

    def _on_message(self, message: m.HubMessage, now_ns: int) -> None:
        match message:
            case m.EventBatch():
                self._on_events(message.events)
                self._ask(self._sequencer.gap(), now_ns)
            case m.Heartbeat():
                self._on_beat(message, now_ns)
            case m.EventsPart():
                if self._catch_up.on_events_part(message, now_ns):
                    self._after_catch_up(now_ns)
            case m.SnapshotPart():
                if self._catch_up.on_snapshot_part(message, now_ns):
                    self._after_catch_up(now_ns)
            case m.Accepted():
                self._on_answer(message)
            case m.Refused():
                self._on_refused(message, now_ns)
            case m.Pong():
                self._clock.on_pong(message.sent_ns, message.t_ms, now_ns)
            case m.Welcome():
                self._on_welcome(message, now_ns)
            case m.SignedIn():
                self._on_signed_in(message, now_ns)
            case m.SignedOut():
                self._signed = False
                self._sink.on_reply(message)
                self._enter(S.SIGNED_OUT, "", now_ns)
            case m.LooksLogged():
                self._spool.on_logged(message.id)
                self._send_looks(now_ns)
            case m.Positions() | m.EtaTable() | m.Rings() | m.Routes() | m.Recommendation() | m.Cover():
                self._sink.on_telemetry(message)
            case m.MusterPlans() | m.MusterForecast():
                self._sink.on_telemetry(message)
            case m.ReportOpened() | m.CameraLent():
                self._sink.on_reply(message)
            case _:
                _log.warning("unexpected %s from the hub", type(message).__name__)

    def _on_welcome(self, welcome: m.Welcome, now_ns: int) -> None:
        if not welcome.same_fold:
            self.drop(Code.WRONG_FOLD.value, now_ns, refused=True)
            return
        if self._config.kind not in ("", welcome.kind.value):
            self.drop(Code.WRONG_KIND.value, now_ns, refused=True)
            return
        self._welcome = welcome
        self._attempt = 0
        self._clock.reset()
        if self._sockets is not None:
            self._sockets.open_streams(welcome.events_port, welcome.telemetry_port, welcome.catchup_port)
        self._send(m.Ping(sent_ns=now_ns))
        self._ping_ns = now_ns
        if self._credentials is not None:
            self._send(self._credentials)
        else:
            self._enter(S.SIGNED_OUT, "", now_ns)

    def _on_signed_in(self, signed: m.SignedIn, now_ns: int) -> None:
        self._user, self._signed = signed.user, True
        self._sink.on_reply(signed)
        for answer in self._outbox.drop_of_others(signed.user):
            self._sink.on_answer(answer)
        if self._welcome is None:
            return
        self._send_waiting()
        self._send_looks(now_ns)
        journal = (self._welcome.town_id, self._welcome.epoch_ms)
        wanted = self._sequencer.begin(self._welcome.seq, journal == self._journal)
        self._journal = journal
        if wanted is None:
            self._enter(S.LIVE, "", now_ns)
        self._ask(wanted, now_ns)

    def _on_events(self, events: tuple[Recorded, ...]) -> None:
        ready = self._sequencer.on_events(events)
        if ready:
            self._sink.on_events(ready)

    def _on_beat(self, beat: m.Heartbeat, now_ns: int) -> None:
        if self._welcome is not None and beat.boot != self._welcome.boot:
            self.drop("restarted", now_ns)
            return
        self._beat = beat
        self._clock.on_rate(beat.rate_permille, beat.paused, beat.t_ms, now_ns)
        if self._state in (S.LIVE, S.STALE):
            wanted = self._sequencer.gap(beat.seq)
            if wanted is None and self._sequencer.asking is None:
                self._enter(S.LIVE, "", now_ns)
            self._ask(wanted, now_ns)

    def _on_answer(self, result: m.Accepted | m.Refused) -> bool:
        answer = self._outbox.on_answer(result)
        if answer is not None:
            self._sink.on_answer(answer)
        return answer is not None

    def _on_refused(self, refused: m.Refused, now_ns: int) -> None:
        if refused.code in _UNKNOWN_TO_HUB and self._signed_in:
            self.drop("restarted", now_ns)  # not an answer: the outbox sends it again after signing in
            return
        if refused.id and self._on_answer(refused):
            return
        if self._catch_up.on_refused(refused.id, now_ns):
            _log.warning("catch-up refused: %s", refused.code)
            return
        if self._welcome is None and refused.code in (Code.WRONG_PROTOCOL, Code.WRONG_FOLD):
            self.drop(refused.code, now_ns, refused=True)
            return
        if refused.code in (Code.BAD_CREDENTIALS, Code.AUTOPILOT_REFUSED):
            self._credentials = None
            self._enter(S.SIGNED_OUT, refused.code, now_ns)
        self._sink.on_reply(refused)

    # -- catching up ---------------------------------------------------------------------------------------------------

    def _ask(self, wanted: Wanted | None, now_ns: int) -> None:
        if wanted is not None:
            self._enter(S.CATCHING_UP, "", now_ns)
            self._catch_up.request(wanted, now_ns)

    def _after_catch_up(self, now_ns: int) -> None:
        wanted = self._sequencer.gap()
        if wanted is None:
            self._enter(S.LIVE, "", now_ns)
        else:
            self._catch_up.request(wanted, now_ns)

    # -- clocks --------------------------------------------------------------------------------------------------------

    def _send_looks(self, now_ns: int) -> None:
        batch = self._spool.next_batch() if self._signed_in else None
        if batch is not None and self._send(batch):
            self._looks_ns = now_ns

    def _look_at_clocks(self, now_ns: int) -> None:
        for answer in self._outbox.expired(self._clock.t_ms(now_ns)) if self._clock.t_ms(now_ns) else ():
            self._sink.on_answer(answer)
        if self._sockets is not None:
            silent_ns = now_ns - self._heard_ns
            if self._welcome is None and silent_ns > HELLO_NS:
                self.drop("no_answer", now_ns)
            elif silent_ns > DOWN_NS:
                self.drop("silent", now_ns)
            elif silent_ns > STALE_NS and self._state in (S.LIVE, S.CATCHING_UP):
                self._enter(S.STALE, "silent", now_ns)
            else:
                self._catch_up.again_when_due(now_ns)
            if self._welcome is not None and now_ns - self._ping_ns > PING_NS:
                self._ping_ns = now_ns
                self._send(m.Ping(sent_ns=now_ns))
            if len(self._spool) and now_ns - self._looks_ns > ASK_AGAIN_NS:
                self._send_looks(now_ns)
        if now_ns - self._told_ns > TELL_NS:
            self._tell(now_ns)

    def _enter(self, state: LinkState, reason: str, now_ns: int) -> None:
        changed = (state, reason) != (self._state, self._reason)
        if changed and state is S.LIVE:
            self._send_waiting()
        self._state, self._reason = state, reason
        if changed or state is S.LIVE:
            self._tell(now_ns)

    def _tell(self, now_ns: int) -> None:
        self._told_ns = now_ns
        welcome, beat = self._welcome, self._beat
        self._sink.on_link(
            LinkView(
                state=self._state,
                kind=welcome.kind if welcome else WorldKind.DEMO,
                seat=welcome.seat if welcome else "",
                town_dir=welcome.town_dir if welcome else "",
                rtt_ms=self._clock.rtt_ms,
                clock_ms=self._clock.t_ms(now_ns),
                mono_ns=now_ns,
                rate_permille=self._clock.rate_permille,
                paused=self._clock.paused,
                events_per_s=float(beat.events_per_s) if beat else 0.0,
                silent_ms=max(0, (now_ns - self._heard_ns) // 1_000_000),
                attempt=self._attempt,
                reason=self._reason,
                beat_seq=beat.seq if beat else -1,
                beat_hash=beat.picture_hash if beat else "",
            )
        )
