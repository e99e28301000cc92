"""The enrolment socket: a one-time secret makes the key that sends it a seat. The service's main thread only."""

from __future__ import annotations

import logging

import zmq
from zmq.utils import z85

from console.domain.base.refusals import Code
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError

from .sockets import receive, send
from .store.access_list import AccessList

_log = logging.getLogger(__name__)


class EnrollDesk:
    """Redeems codes."""

    def __init__(self, socket: zmq.Socket[bytes], access: AccessList, commands_port: int) -> None:
        """`socket` is bound, and closed by its owner."""
        self._socket = socket
        self._access = access
        self._commands_port = commands_port

    def read(self) -> None:
        """Answer what came; a few at a time, since this writes to the disk."""
        for incoming in receive(self._socket, 4):
            answer = codec.encode(self.redeem(incoming.user, incoming.body))
            if not send(self._socket, incoming.identity, answer):
                _log.warning("the answer to an enrolment could not be sent")

    def redeem(self, key: str, body: bytes) -> m.Enrolled | m.Refused:
        """The answer to a frame from the CURVE key (Z85)."""
        try:
            message = codec.decode_client(body)
        except WireError as error:
            return m.Refused(id=error.id, code=error.code)
        if not isinstance(message, m.Enroll):
            return m.Refused(id="", code=Code.WRONG_SOCKET)
        try:
            secret = bytes.fromhex(message.secret)
            z85.decode(key.encode())
        except ValueError:
            return m.Refused(id="", code=Code.BAD_ENROLMENT_CODE)
        seat = self._access.redeem_code(secret, key)
        if seat is None:
            _log.warning("an enrolment with a wrong, used or old code")
            return m.Refused(id="", code=Code.BAD_ENROLMENT_CODE)
        _log.info("seat %s enrolled", seat.name)
        return m.Enrolled(seat=seat.name, commands_port=self._commands_port)
