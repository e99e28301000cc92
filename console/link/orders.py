"""What other threads order of a link: commands, requests, signing in and out. Pure data, any thread."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.domain.base.roles import Stream
from console.domain.decide import AnyCommand
from console.wire import messages as m

Request = m.OpenReport | m.OpenCamera | m.LogLooks | m.GetEvents | m.GetSnapshot | m.GetTown | m.GetTownFile
"""Asks something under an id, and is answered under it."""
OF_CATCHUP: Final = (m.GetEvents, m.GetSnapshot, m.GetTown, m.GetTownFile)
"""Those that go to the catch-up socket, with the ticket."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A command on its way to the outbox; `life_ms` of real time, 0 = the usual."""

    id: str
    command: AnyCommand
    life_ms: int = 0


Order = Submission | Request | m.SignIn | m.SignOut | bytes | Stream | Callable[[], None] | None
"""From any thread: a command, a request, a frame without an answer, a stream to be told anew, work of the link's owner,
None: try again now."""
Mailbox = queue.SimpleQueue[Order]
