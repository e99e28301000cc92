"""The frame desk: what the hub does with each frame of the commands socket. The service's main thread only.

A frame becomes a message, a session, a role check, and then a command for the core, a look, or a relayed batch. What
is relayed waits until the service has published the events that came with it: somebody acts on those.
Whatever is wrong with it is answered with a typed refusal and changes nothing.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from console.domain.base.refusals import Code
from console.domain.permissions import Right
from console.domain.registry.commands import OpenJournal
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError
from console.wire.shapes import wrong_shape

from .cameras import CameraAddresses
from .core import Hub
from .looking_desk import LookingDesk
from .ports import StoreError
from .positions_desk import PositionsDesk
from .reception import Reception
from .sessions import Answers, Session, Sessions
from .sockets import Incoming

_log = logging.getLogger(__name__)

_HEX: Final = frozenset("0123456789abcdef")
_PROBE_S: Final = 1.0


class FrameDesk:
    """Answers frames. `relay(topic, frame)` is the service's telemetry socket."""

    def __init__(
        self,
        hub: Hub,
        answers: Answers,
        reception: Reception,
        looking: LookingDesk,
        *,
        cameras: CameraAddresses,
        sessions: Sessions,
        relay: Callable[[str, bytes], None],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._answers = answers
        self._reception = reception
        self._looking = looking
        self._cameras = cameras
        self._sessions = sessions
        self._relay = relay
        self._monotonic_s = monotonic_s
        self._positions = PositionsDesk()
        self._gathered: list[tuple[bytes, Callable[[], None]]] = []
        self.stopping = False
        self._store_down_until_s = -math.inf

    def store_failed(self) -> None:
        """A commit failed: refuse commands for a moment instead of failing each."""
        self._store_down_until_s = self._monotonic_s() + _PROBE_S

    def relay_gathered(self) -> None:
        """Send on, in order, what the frames that were handled had for the telemetry."""
        gathered, self._gathered = self._gathered, []
        for identity, relay in gathered:
            self._contained(relay, identity, "", "relaying")

    # -- frames --------------------------------------------------------------------------------------------------------

    def handle(self, incoming: Iterable[Incoming]) -> None:
        """Work through frames in order; ids of all their commands are looked up at once.

        Read one by one: what its sender may not send, or not so soon, is let go of before it is decoded.
        """
        now_s = self._monotonic_s()
        ready: list[tuple[Incoming, m.ClientMessage]] = []
        ids: list[tuple[str, str]] = []
        for frame in incoming:
            session = self._sessions.get(frame.identity, now_s)
            refused = self._refusal_unread(frame, session, now_s)
            if refused is not None:
                self._answers.refuse(frame.identity, codec.id_of(frame.body), refused)
                continue
            try:
                message = codec.decode_client(frame.body)
            except WireError as error:
                self._answers.refuse(frame.identity, error.id, error.code, detail=error.detail)
                continue
            ready.append((frame, message))
            if type(message) is m.Submit and session is not None:
                ids.append((session.seat.name, message.id))
        if ids and now_s >= self._store_down_until_s:
            try:
                self._hub.preload(ids)
            except StoreError as error:
                _log.error("answers cannot be read: %s", error)
                self.store_failed()
        for frame, message in ready:
            session = self._sessions.get(frame.identity, now_s)  # a frame before may have opened or ended one
            work = partial(self._handle_one, frame, session, message, now_s)
            self._contained(work, frame.identity, str(getattr(message, "id", "")), type(message).__name__)

    def _contained(self, work: Callable[[], None], identity: bytes, message_id: str, what: str) -> None:
        """Do it; an error costs its sender that message, and nobody else anything."""
        try:
            work()
        except Exception:  # noqa: BLE001 - one message's bug costs that message only
            _log.exception("failed on %s", what)
            self._answers.refuse(identity, message_id, Code.INTERNAL)

    def _refusal_unread(self, frame: Incoming, session: Session | None, now_s: float) -> Code | None:
        """Why a frame is not even decoded."""
        size = len(frame.body)
        if not self._sessions.allows(frame.key, size, now_s):
            return Code.TOO_FAST
        if size <= codec.SUBMIT_BOUND:
            return None
        if session is None:
            return Code.HELLO_FIRST
        if not session.roles:
            return Code.NOT_SIGNED_IN
        return Code.TOO_LARGE if size > session.most_bytes() else None

    def _handle_one(
        self, frame: Incoming, session: Session | None, message: m.ClientMessage, now_s: float
    ) -> None:
        if isinstance(message, m.Hello):
            self._reception.hello(frame.identity, frame.key, message, now_s)
            return
        if session is None:
            self._answers.refuse(frame.identity, str(getattr(message, "id", "")), Code.HELLO_FIRST)
            return
        match message:
            case m.Submit():
                self._submit(session, message, now_s)
            case m.Ping():
                self._reception.ping(session, message)
            case m.PutPositions():
                if self._answers.may(session, Right.PUT_POSITIONS):
                    self._take_positions(session, message.batch, now_s)
            case m.PutPlan():
                if not self._answers.may(session, Right.PUT_PLAN):
                    return
                if wrong := wrong_shape(message.plan):
                    self._answers.refuse(session.identity, "", Code.BAD_VALUE, field=wrong)
                else:
                    self._gathered.append((session.identity, partial(self._relay_plan, message.plan)))
            case m.PutCameras():
                if self._answers.may(session, Right.PUT_CAMERAS):
                    self._cameras.tell(session.seat.name, message.addresses)
            case m.OpenStreams():
                self._reception.open_streams(session, message)
            case m.SignIn():
                self._reception.begin_sign_in(session, message, now_s)
            case m.SignOut():
                self._reception.sign_out(session)
            case m.LogLooks():
                self._looking.log_looks(session, message, stopping=self.stopping)
            case m.OpenReport():
                self._looking.open_report(session, message)
            case m.OpenTexts():
                self._looking.open_texts(session, message)
            case m.OpenCamera():
                self._looking.open_camera(session, message)
            case _:
                self._answers.refuse(frame.identity, str(getattr(message, "id", "")), Code.WRONG_SOCKET)

    def _take_positions(self, session: Session, batch: m.Positions, now_s: float) -> None:
        if wrong := self._positions.wrong_in(batch, self._hub.now_ms()):
            self._answers.refuse(session.identity, "", Code.BAD_VALUE, field=wrong)
            return
        relay = partial(self._relay_passed, session.seat.name, batch, now_s)
        self._gathered.append((session.identity, relay))

    def _relay_passed(self, seat: str, batch: m.Positions, now_s: float) -> None:
        passed = self._positions.relayed(seat, batch, self._hub.picture, now_s)
        self._relay("pos", codec.encode(passed))

    def _relay_plan(self, plan: m.HubMessage) -> None:
        self._relay(codec.tag_of(type(plan)), codec.encode(plan))

    # -- commands and requests -----------------------------------------------------------------------------------------

    def _submit(self, session: Session, message: m.Submit, now_s: float) -> None:
        identity, command = session.identity, message.command
        refuse = partial(self._answers.refuse, identity, message.id)
        stamp = session.stamp_for(type(command))
        if len(message.id) != 32 or not _HEX.issuperset(message.id):
            refuse(Code.BAD_ID)
        elif self.stopping:
            refuse(Code.STOPPING)
        elif now_s < self._store_down_until_s:
            refuse(Code.STORE_FAILED)
        elif not session.roles:
            refuse(Code.NOT_SIGNED_IN)
        elif stamp is None or isinstance(command, OpenJournal):
            refuse(Code.NOT_ALLOWED, role=session.roles[0].value)
        else:
            try:
                kept = self._hub.submit(stamp, message.id, message.not_after_ms, command, identity)
            except StoreError as error:
                _log.error("answers cannot be read: %s", error)
                self.store_failed()
                refuse(Code.STORE_FAILED)
                return
            if kept is not None:
                self._answers.send(identity, kept)
