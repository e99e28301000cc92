"""The desk: what the hub does with each frame of the commands socket. The service's main thread only.

A frame becomes a message, a session, a role check, and then a command for the core, a look, or a relayed batch.
Whatever is wrong with it is answered with a typed refusal and changes nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.domain.commands import OpenJournal
from console.domain.entities import Kind
from console.domain.evolve import FOLD_VERSION
from console.domain.refusals import Code
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError

from .cameras import CameraAddresses
from .clock import Clock
from .core import Hub
from .ports import Store, StoreError, Vault
from .sessions import Session, Sessions
from .sign_in import Checked, Disabled, SignInDesk, Tries
from .store.access_list import AccessList
from .vault import VaultError

_log = logging.getLogger(__name__)

TOPICS: Final[dict[type[m.Message], bytes]] = {
    m.EtaTable: b"eta",
    m.Rings: b"rings",
    m.Routes: b"routes",
    m.Recommendation: b"advice",
    m.Cover: b"cover",
}
_HEX: Final = frozenset("0123456789abcdef")
_PROBE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What Welcome says besides the core's state."""

    boot: str
    town_dir: str
    ports: dict[str, int]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One frame with where it came from; `seat` is the CURVE-proven seat name."""

    identity: bytes
    seat: str
    body: bytes


class Desk:
    """Answers frames. `send(identity, frame)` and `relay(topic, frame)` are the service's sockets."""

    def __init__(
        self,
        hub: Hub,
        *,
        store: Store,
        vault: Vault,
        clock: Clock,
        access: AccessList,
        cameras: CameraAddresses,
        sessions: Sessions,
        facts: Facts,
        send: Callable[[bytes, bytes], None],
        relay: Callable[[bytes, bytes], None],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._store = store
        self._vault = vault
        self._clock = clock
        self._access = access
        self._cameras = cameras
        self._sessions = sessions
        self._facts = facts
        self._send = send
        self._relay = relay
        self._monotonic_s = monotonic_s
        self._sign_in: SignInDesk | None = None
        self._tries = Tries()
        self.stopping = False
        self._store_down_until_s = 0.0

    def use_sign_in(self, sign_in: SignInDesk) -> None:
        """Where passwords are checked."""
        self._sign_in = sign_in

    def store_failed(self) -> None:
        """A commit failed: refuse commands for a moment instead of failing each."""
        self._store_down_until_s = self._monotonic_s() + _PROBE_S

    # -- frames --------------------------------------------------------------------------------------------------------

    def handle(self, incoming: list[Incoming]) -> None:
        """Work through frames in order; ids of all their commands are looked up at once."""
        now_s = self._monotonic_s()
        ready: list[tuple[Incoming, Session | None, m.ClientMessage]] = []
        ids: list[tuple[str, str]] = []
        for frame in incoming:
            session = self._sessions.get(frame.identity, now_s)
            if session is not None and not session.allowance.take(now_s):
                self._refuse(frame.identity, "", Code.TOO_FAST)
                continue
            try:
                message = codec.decode_client(frame.body)
            except WireError as error:
                self._refuse(frame.identity, error.id, error.code, detail=error.detail)
                continue
            ready.append((frame, session, message))
            if type(message) is m.Submit and session is not None:
                ids.append((session.seat.name, message.id))
        if ids and now_s >= self._store_down_until_s:
            try:
                self._hub.preload(ids)
            except StoreError as error:
                _log.error("answers cannot be read: %s", error)
                self.store_failed()
        for frame, session, message in ready:
            if session is None or type(message) is m.Hello:
                # a frame before this one may have opened the session
                session = self._sessions.get(frame.identity, now_s)
            try:
                self._handle_one(frame, session, message, now_s)
            except Exception:  # noqa: BLE001 - one message's bug costs that message only
                _log.exception("failed on %s", type(message).__name__)
                self._refuse(frame.identity, str(getattr(message, "id", "")), Code.INTERNAL)

    def _handle_one(
        self, frame: Incoming, session: Session | None, message: m.ClientMessage, now_s: float
    ) -> None:
        if isinstance(message, m.Hello):
            self._hello(frame, message, now_s)
            return
        if session is None:
            self._refuse(frame.identity, str(getattr(message, "id", "")), Code.HELLO_FIRST)
            return
        match message:
            case m.Submit():
                self._submit(session, message, now_s)
            case m.Ping():
                self._send(
                    frame.identity,
                    codec.encode(m.Pong(sent_ns=message.sent_ns, t_ms=self._clock.now_ms())),
                )
            case m.PutPositions():
                if self._may(session, message):
                    self._relay(b"pos", codec.encode(message.batch))
            case m.PutPlan():
                if self._may(session, message):
                    self._relay(TOPICS[type(message.plan)], codec.encode(message.plan))
            case m.PutCameras():
                if self._may(session, message):
                    self._cameras.tell(session.seat.name, message.addresses)
            case m.SignIn():
                self._begin_sign_in(session, message, now_s)
            case m.SignOut():
                self._sign_out(session)
            case m.LogLooks():
                self._log_looks(session, message)
            case m.OpenReport():
                self._open_report(session, message)
            case m.OpenCamera():
                self._open_camera(session, message)
            case m.GetSnapshot() | m.GetEvents() | m.Enroll():
                self._refuse(frame.identity, str(getattr(message, "id", "")), Code.WRONG_SOCKET)

    # -- coming and going ----------------------------------------------------------------------------------------------

    def _hello(self, frame: Incoming, message: m.Hello, now_s: float) -> None:
        if message.protocol != m.PROTOCOL_VERSION:
            self._refuse(
                frame.identity, "", Code.WRONG_PROTOCOL, hub=m.PROTOCOL_VERSION, client=message.protocol
            )
            return
        seat = next((seat for seat in self._access.seats() if seat.name == frame.seat), None)
        if seat is None or seat.disabled:
            self._refuse(frame.identity, "", Code.SEAT_DISABLED, seat=frame.seat)
            return
        if seat.autopilot and self._hub.picture.kind is Kind.LIVE:
            self._refuse(frame.identity, "", Code.AUTOPILOT_REFUSED, seat=frame.seat)
            return
        self._sessions.open(frame.identity, seat, now_s)
        picture, ports = self._hub.picture, self._facts.ports
        _log.info("hello from seat %s (%s)", seat.name, message.client[:80])
        self._send(
            frame.identity,
            codec.encode(
                m.Welcome(
                    protocol=m.PROTOCOL_VERSION,
                    fold_version=FOLD_VERSION,
                    same_fold=message.fold_version == FOLD_VERSION,
                    kind=picture.kind,
                    seat=seat.name,
                    boot=self._facts.boot,
                    epoch_ms=picture.epoch_ms,
                    t_ms=self._clock.now_ms(),
                    seq=picture.seq,
                    events_port=ports["events"],
                    telemetry_port=ports["telemetry"],
                    catchup_port=ports["catchup"],
                    town_id=picture.town_id,
                    town_dir=self._facts.town_dir,
                )
            ),
        )

    def _begin_sign_in(self, session: Session, message: m.SignIn, now_s: float) -> None:
        wait_s = max(self._tries.wait_s(name, now_s) for name in (message.user, "seat " + session.seat.name))
        if session.seat.roles:
            self._refuse(session.identity, "", Code.NOT_ALLOWED, request="sign_in")
        elif wait_s > 0:
            self._refuse(session.identity, "", Code.TOO_MANY_TRIES, wait_s=int(wait_s) + 1)
        elif session.signing_in or self._sign_in is None:
            self._refuse(session.identity, "", Code.BUSY)
        elif self._sign_in.put(session.identity, message.user, message.password):
            session.signing_in = True
        else:
            self._refuse(session.identity, "", Code.BUSY)

    def signed_in(self, outcome: Checked | Disabled) -> None:
        """The sign-in thread is done with a password, or says who was disabled."""
        now_s = self._monotonic_s()
        if isinstance(outcome, Disabled):
            self._throw_out(outcome)
            return
        session = self._sessions.get(outcome.identity, now_s)
        if session is None:
            return
        session.signing_in = False
        names = (outcome.user, "seat " + session.seat.name)
        if outcome.account is None:
            for name in names:
                self._tries.failed(name, now_s)
            self._look(session, "sign_in", outcome.user[:80], result=Code.BAD_CREDENTIALS)
            self._refuse(session.identity, "", Code.BAD_CREDENTIALS)
            return
        for name in names:
            self._tries.succeeded(name)
        session.sign(outcome.account)
        self._look(session, "sign_in", outcome.user)
        answer = m.SignedIn(user=outcome.account.user, name=outcome.account.name, role=outcome.account.role)
        self._send(session.identity, codec.encode(answer))

    def _sign_out(self, session: Session) -> None:
        if session.account is not None:
            self._look(session, "sign_out", session.account.user)
            session.sign(None)
        self._send(session.identity, codec.encode(m.SignedOut()))

    def _throw_out(self, disabled: Disabled) -> None:
        for session in self._sessions.all():
            if session.seat.name in disabled.seats:
                self._sessions.close(session.identity)
                self._refuse(session.identity, "", Code.SEAT_DISABLED, seat=session.seat.name)
            elif session.account is not None and session.account.user in disabled.users:
                session.sign(None)
                self._send(session.identity, codec.encode(m.SignedOut()))

    # -- commands and requests -----------------------------------------------------------------------------------------

    def _submit(self, session: Session, message: m.Submit, now_s: float) -> None:
        identity, command = session.identity, message.command
        if len(message.id) != 32 or not _HEX.issuperset(message.id):
            self._refuse(identity, message.id[: codec.MAX_ID_LENGTH], Code.BAD_ID)
            return
        if self.stopping:
            self._refuse(identity, message.id, Code.STOPPING)
            return
        if now_s < self._store_down_until_s:
            self._refuse(identity, message.id, Code.STORE_FAILED)
            return
        if not session.roles:
            self._refuse(identity, message.id, Code.NOT_SIGNED_IN)
            return
        stamp = session.stamp_for_command(type(command))
        if stamp is None or isinstance(command, OpenJournal):
            self._refuse(identity, message.id, Code.NOT_ALLOWED, role=session.roles[0].value)
            return
        try:
            kept = self._hub.submit(stamp, message.id, message.not_after_ms, command, identity)
        except StoreError as error:
            _log.error("answers cannot be read: %s", error)
            self.store_failed()
            self._refuse(identity, message.id, Code.STORE_FAILED)
            return
        if kept is not None:
            self._send(identity, kept)

    def _may(self, session: Session, message: m.ClientMessage) -> bool:
        if session.stamp_for_request(type(message)) is not None:
            return True
        message_id = str(getattr(message, "id", ""))[: codec.MAX_ID_LENGTH]
        if not session.roles:
            self._refuse(session.identity, message_id, Code.NOT_SIGNED_IN)
        else:
            self._refuse(session.identity, message_id, Code.NOT_ALLOWED, role=session.roles[0].value)
        return False

    def _log_looks(self, session: Session, message: m.LogLooks) -> None:
        stamp = session.stamp_for_request(m.LogLooks)
        if stamp is None or self.stopping:
            self._refuse(session.identity, message.id, Code.STOPPING if self.stopping else Code.NOT_SIGNED_IN)
            return
        if not message.id or len(message.id) > codec.MAX_ID_LENGTH:
            self._refuse(session.identity, "", Code.BAD_ID)
            return
        if any(not 0 <= abs(entry.at_ms) < 2**62 for entry in message.looks):
            self._refuse(session.identity, message.id, Code.BAD_VALUE, field="at_ms")
            return
        try:
            kept = self._hub.log_looks(stamp, message.id, message.looks, session.identity)
        except StoreError:
            self._refuse(session.identity, message.id, Code.STORE_FAILED)
            return
        if kept is not None:
            self._send(session.identity, kept)

    def _open_report(self, session: Session, message: m.OpenReport) -> None:
        call = self._hub.picture.calls.get(message.call_id)
        if not self._may(session, message):
            self._look(session, "report_opened", message.call_id, message, result=Code.NOT_ALLOWED)
        elif call is None:
            self._refuse(session.identity, message.id, Code.UNKNOWN_CALL, call_id=message.call_id)
        elif not message.purpose.strip() and not call.incident_id and session.seat.roles:
            self._refuse(session.identity, message.id, Code.PURPOSE_REQUIRED)
        elif call.sealed is None:
            self._refuse(session.identity, message.id, Code.NO_REPORT, call_id=message.call_id)
        else:
            self._answer_report(session, message, call.incident_id)

    def _answer_report(self, session: Session, message: m.OpenReport, incident_id: str) -> None:
        sealed = self._hub.picture.calls[message.call_id].sealed
        wrapped = self._store.read_key(sealed.key_id) if sealed is not None else None
        if sealed is None or wrapped is None:
            self._refuse(session.identity, message.id, Code.REPORT_ERASED, call_id=message.call_id)
            return
        try:
            report = self._vault.open(sealed, wrapped)
        except VaultError as error:
            _log.error("%s", error)
            self._refuse(session.identity, message.id, Code.INTERNAL)
            return
        opened = codec.encode(m.ReportOpened(id=message.id, call_id=message.call_id, report=report))
        self._look(session, "report_opened", message.call_id, message, incident_id=incident_id, answer=opened)

    def _open_camera(self, session: Session, message: m.OpenCamera) -> None:
        picture = self._hub.picture
        address = self._cameras.find(message.camera_id)
        if not self._may(session, message):
            self._look(session, "camera_opened", message.camera_id, message, result=Code.NOT_ALLOWED)
        elif message.camera_id not in picture.cameras:
            self._refuse(session.identity, message.id, Code.UNKNOWN_CAMERA, camera_id=message.camera_id)
        elif message.incident_id and message.incident_id not in picture.incidents:
            self._refuse(session.identity, message.id, Code.UNKNOWN_INCIDENT, incident_id=message.incident_id)
        elif not message.incident_id and not message.purpose.strip():
            self._refuse(session.identity, message.id, Code.PURPOSE_REQUIRED)
        elif address is None:
            self._refuse(session.identity, message.id, Code.CAMERA_HAS_NO_SOURCE, camera_id=message.camera_id)
        else:
            lent = m.CameraLent(
                id=message.id, camera_id=address.camera_id, url=address.url, transport=address.transport
            )
            self._look(
                session,
                "camera_opened",
                message.camera_id,
                message,
                incident_id=message.incident_id,
                answer=codec.encode(lent),
            )

    def _look(
        self,
        session: Session,
        what: str,
        subject: str,
        request: m.OpenReport | m.OpenCamera | None = None,
        *,
        incident_id: str = "",
        result: str = "ok",
        answer: bytes | None = None,
    ) -> None:
        entry = m.LookEntry(
            what=what,
            subject=subject[:80],
            at_ms=self._clock.now_ms(),
            incident_id=incident_id,
            purpose=request.purpose[:500] if request is not None else "",
            result=str(result),
        )
        reply = None
        if answer is not None and request is not None:
            reply = (session.identity, request.id, answer)
        self._hub.look(session.stamp(), entry, reply)

    def _refuse(self, identity: bytes, message_id: str, code: Code, **fields: str | int) -> None:
        refused = m.Refused(id=message_id[: codec.MAX_ID_LENGTH], code=code.value, fields=fields)
        self._send(identity, codec.encode(refused))
