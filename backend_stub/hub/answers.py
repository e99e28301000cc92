"""Sending answers on the commands socket: frames, refusals, and the check of a right. Main thread only."""

from __future__ import annotations

from collections.abc import Callable

from console.domain.base.refusals import Code
from console.domain.permissions import Right
from console.wire import codec
from console.wire import messages as m

from .sessions import Session


class Answers:
    """What every desk answers with."""

    def __init__(self, send: Callable[[bytes, bytes], None]) -> None:
        """`send(identity, frame)` puts a frame on the socket and never blocks or raises."""
        self.send = send

    def message(self, identity: bytes, message: m.HubMessage) -> None:
        """Send a message."""
        self.send(identity, codec.encode(message))

    def refuse(self, identity: bytes, message_id: str, code: Code, **fields: str | int) -> None:
        """Send a typed refusal."""
        refused = m.Refused(id=message_id[: codec.MAX_ID_LENGTH], code=code.value, fields=fields)
        self.message(identity, refused)

    def may(self, session: Session, right: Right, message_id: str = "") -> bool:
        """Whether a role of this session has the right; refused where not."""
        if session.stamp_for(right) is not None:
            return True
        if not session.roles:
            self.refuse(session.identity, message_id, Code.NOT_SIGNED_IN)
        else:
            self.refuse(session.identity, message_id, Code.NOT_ALLOWED, role=session.roles[0].value)
        return False
