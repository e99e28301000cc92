"""Coming and going: enrolment, hello, sign-in, what may be read, sign-out, being thrown out. Service's main thread."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import zmq
from zmq.utils import z85

from console.domain.base.refusals import Code
from console.domain.base.roles import WorldKind
from console.domain.permissions import READING, Right
from console.domain.picture import FOLD_VERSION
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError

from .core import Hub
from .looking_desk import LookingDesk
from .sessions import Answers, Session, Sessions
from .sign_in import Checked, SignInDesk, Tries
from .sockets import receive, send
from .store.access_list import AccessList

_log = logging.getLogger(__name__)

UNREADABLE_S: Final = 1.0
"""How long a list that could not be read is left alone."""


class Reception:
    """Opens sessions and knows who sits at them."""

    def __init__(
        self,
        hub: Hub,
        answers: Answers,
        looking: LookingDesk,
        *,
        access: AccessList,
        sessions: Sessions,
        boot: str,
        town: str,
        ports: dict[str, int],
        sign_in: SignInDesk | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`boot`: which start of the hub this is; `town`: hash of the town's files; `sign_in` checks passwords."""
        self._hub = hub
        self._answers = answers
        self._looking = looking
        self._access = access
        self._sessions = sessions
        self._boot, self._town, self._ports = boot, town, ports
        self._monotonic_s = monotonic_s
        self._sign_in = sign_in
        self._tries = Tries()
        self._numbers = itertools.count(1)
        self._list_version: int | None = None
        """Of the access list when the sessions were last held against it."""
        self._fresh: list[bytes] = []
        """Who signed in since then. Their accounts were read before the passwords were checked: looked at once more."""
        self._look_again_s = 0.0

    def hello(self, identity: bytes, key: str, message: m.Hello, now_s: float) -> None:
        """Begin a session for the seat that has this key now, or say why not."""
        refuse = partial(self._answers.refuse, identity, "")
        if message.protocol != m.PROTOCOL_VERSION:
            refuse(Code.WRONG_PROTOCOL, hub=m.PROTOCOL_VERSION, client=message.protocol)
            return
        seat = self._access.seat_of_key(key)
        if seat is None or seat.disabled:
            refuse(Code.SEAT_DISABLED, seat="" if seat is None else seat.name)
            return
        if seat.autopilot and self._hub.picture.kind is WorldKind.LIVE:
            refuse(Code.AUTOPILOT_REFUSED, seat=seat.name)
            return
        self._sessions.open(identity, seat, now_s)
        _log.info("hello from seat %s (%s)", seat.name, message.client[:80])
        self._answers.message(
            identity,
            m.Welcome(
                protocol=m.PROTOCOL_VERSION,
                fold_version=FOLD_VERSION,
                same_fold=message.fold_version == FOLD_VERSION,
                kind=self._hub.picture.kind,
                seat=seat.name,
                boot=self._boot,
                t_ms=self._hub.now_ms(),
                signs_in=not seat.roles,
            ),
        )

    def ping(self, session: Session, message: m.Ping) -> None:
        """The clock, and which start of the hub this is."""
        pong = m.Pong(sent_ns=message.sent_ns, t_ms=self._hub.now_ms(), boot=self._boot)
        self._answers.message(session.identity, pong)

    def open_streams(self, session: Session, message: m.OpenStreams) -> None:
        """A ticket to what this session's roles may read: by role and stream, and nothing before somebody signed in."""
        if not session.roles:
            self._answers.refuse(session.identity, message.id, Code.NOT_SIGNED_IN)
            return
        ticket = self._sessions.open_reading(session)
        rights = {right for right in Right if session.stamp_for(right) is not None}
        picture, ports = self._hub.picture, self._ports
        streams = tuple(
            m.StreamGrant(stream=stream, port=ports[stream.value])
            for stream, right in READING.items()
            if right in rights
        )
        self._answers.message(
            session.identity,
            m.StreamsOpened(
                id=message.id,
                ticket=ticket,
                journal=self._hub.journal_id,
                epoch_ms=picture.epoch_ms,
                town_id=picture.town_id,
                town=self._town if Right.READ_TOWN in rights else "",
                streams=streams,
                telemetry_port=ports["telemetry"] if Right.READ_TELEMETRY in rights else 0,
                catchup_port=ports["catchup"] if streams or Right.READ_TOWN in rights else 0,
            ),
        )

    def begin_sign_in(self, session: Session, message: m.SignIn, now_s: float) -> None:
        """Have a password checked, unless there were too many tries."""
        wait_s = max(self._tries.wait_s(name, now_s) for name in _tried(session, message.user))
        refuse = partial(self._answers.refuse, session.identity, "")
        if session.seat.roles:
            refuse(Code.NOT_ALLOWED, request="sign_in")
        elif wait_s > 0:
            refuse(Code.TOO_MANY_TRIES, wait_s=int(wait_s) + 1)
        elif session.signing_in or self._sign_in is None:
            refuse(Code.BUSY)
        elif self._sign_in.put(
            session.identity, message.user, message.password, number := next(self._numbers)
        ):
            session.signing_in = number
        else:
            refuse(Code.BUSY)

    def signed_in(self, outcome: Checked) -> None:
        """The sign-in thread is done with a password."""
        now_s = self._monotonic_s()
        session = self._sessions.get(outcome.identity, now_s)
        if session is None:
            return
        names = _tried(session, outcome.user)
        if outcome.account is None:
            for name in names:
                self._tries.failed(name, now_s)
            self._looking.look(session, "sign_in", outcome.user[:80], result=Code.BAD_CREDENTIALS)
        if outcome.number != session.signing_in:
            return  # signed out, or said hello again, while the password was being checked
        session.signing_in = 0
        if outcome.account is None:
            self._answers.refuse(session.identity, "", Code.BAD_CREDENTIALS)
            return
        for name in names:
            self._tries.succeeded(name)
        self._sessions.sign(session, outcome.account)
        self._fresh.append(session.identity)
        self._looking.look(session, "sign_in", outcome.user)
        answer = m.SignedIn(user=outcome.account.user, name=outcome.account.name, role=outcome.account.role)
        self._answers.message(session.identity, answer)

    def sign_out(self, session: Session) -> None:
        """Sign out the person at this seat, and drop a sign-in that is being checked."""
        session.signing_in = 0
        if session.account is not None:
            self._looking.look(session, "sign_out", session.account.user)
            self._sessions.sign(session, None)
        self._answers.message(session.identity, m.SignedOut())

    def look_at_list(self) -> None:
        """Whoever is not on the access list as he came in has to go: disabled, another key, password or role.

        Called before every use of a session; costs some microseconds while nothing was changed.
        """
        now_s = self._monotonic_s()
        if now_s < self._look_again_s:
            return
        try:
            version = self._access.version()
            if version == self._list_version:
                self._look_at_fresh(now_s)
                return
            seats = {seat.public_key: seat for seat in self._access.seats()}
            accounts = {account.user: account for account in self._access.accounts()}
        except Exception:  # noqa: BLE001 - whatever is wrong with the list: who is in stays, and nobody comes in
            _log.exception("the access list cannot be read")
            self._look_again_s = now_s + UNREADABLE_S
            return
        self._list_version = version
        self._fresh.clear()
        for session in self._sessions.all():
            account = session.account
            if session.seat.disabled or seats.get(session.seat.public_key) != session.seat:
                self._sessions.close(session.identity)
                self._answers.refuse(session.identity, "", Code.SEAT_DISABLED, seat=session.seat.name)
            elif account is not None and accounts.get(account.user) != account:
                self.sign_out(session)

    def _look_at_fresh(self, now_s: float) -> None:
        """One account for each who came in: the list may be long, and a shift comes in all at once."""
        while self._fresh:
            session = self._sessions.get(self._fresh[-1], now_s)
            account = None if session is None else session.account
            if session is not None and account is not None and self._access.account(account.user) != account:
                self.sign_out(session)
            self._fresh.pop()


def _tried(session: Session, user: str) -> tuple[str, str]:
    """Whose failures count: the seat's, and this user's at this seat. Nobody is locked out at another seat by it."""
    return session.seat.name, f"{user}\0{session.seat.name}"


class EnrollDesk:
    """The enrolment socket: a one-time secret makes the key that sends it a seat."""

    def __init__(
        self,
        socket: zmq.Socket[bytes],
        access: AccessList,
        commands_port: int,
        *,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`socket` is bound, and closed by its owner."""
        self._monotonic_s = monotonic_s
        self._tries = Tries()
        self._socket = socket
        self._access = access
        self._commands_port = commands_port

    def read(self) -> None:
        """Answer what came; a few at a time, since this writes to the disk."""
        for incoming in receive(self._socket, 4):
            answer = codec.encode(self.redeem(incoming.key, incoming.body, incoming.address))
            if not send(self._socket, incoming.identity, answer):
                _log.warning("the answer to an enrolment could not be sent")

    def redeem(self, key: str, body: bytes, address: str = "") -> m.Enrolled | m.Refused:
        """The answer to a frame from the CURVE key (Z85), of which anybody has as many as he likes: guesses are counted
        by the address that they come from."""
        try:
            message = codec.decode_client(body)
        except WireError as error:
            return m.Refused(id=error.id, code=error.code)
        if not isinstance(message, m.Enroll):
            return m.Refused(id="", code=Code.WRONG_SOCKET)
        now_s = self._monotonic_s()
        wait_s = self._tries.wait_s(address, now_s)
        if wait_s > 0:
            return m.Refused(id="", code=Code.TOO_MANY_TRIES, fields={"wait_s": int(wait_s) + 1})
        try:
            secret = bytes.fromhex(message.secret)
            z85.decode(key.encode())
        except ValueError:
            return self._wrong(address, now_s)
        seat = self._access.redeem_code(secret, key)
        if seat is None:
            return self._wrong(address, now_s)
        self._tries.succeeded(address)
        _log.info("seat %s enrolled", seat.name)
        return m.Enrolled(seat=seat.name, commands_port=self._commands_port)

    def _wrong(self, address: str, now_s: float) -> m.Refused:
        self._tries.failed(address, now_s)
        _log.warning("an enrolment with a wrong, used or old code")
        return m.Refused(id="", code=Code.BAD_ENROLMENT_CODE)
