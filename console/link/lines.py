"""What is read from a hub: the lines of streams and telemetry, joined with a ticket and joined again. Link's thread.

A socket that loses its connection is connected again by ZeroMQ itself, but the hub does not know it then: nothing
comes, while the other sockets go on as if all were well. So a line that is silent for long shows its ticket once more.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.wire import messages as m

from .sockets import Line

SILENT_NS: Final = 15_000_000_000
"""Silence after which a line joins again; on a stream there is a heartbeat each second."""
AGAIN_NS: Final = (1_000_000_000, 2_000_000_000)
"""A line that was refused (the hub is full) tries again after a time drawn between the two."""


@dataclass(slots=True)
class _Joined:
    join: m.Join
    due_ns: int
    answered: bool = False


class Lines:
    """Those that are read just now."""

    def __init__(self, send: Callable[[m.Join, Line], object]) -> None:
        self._send = send
        self._lines: dict[Line, _Joined] = {}
        self._random = random.Random()

    def __contains__(self, line: object) -> bool:
        return line in self._lines

    @property
    def waits(self) -> bool:
        """Whether a line was not answered yet."""
        return any(not one.answered for one in self._lines.values())

    def clear(self) -> None:
        """Nothing is read any more."""
        self._lines.clear()

    def join(self, line: Line, join: m.Join, now_ns: int) -> None:
        """Show the ticket on a line whose socket is open."""
        self._lines[line] = _Joined(join, now_ns + SILENT_NS)
        self._send(join, line)

    def heard(self, line: Line, now_ns: int) -> None:
        """Something came."""
        if line in self._lines:
            self._lines[line].due_ns = now_ns + SILENT_NS

    def answered(self, line: Line) -> None:
        """The hub has let us in."""
        if line in self._lines:
            self._lines[line].answered = True

    def refused(self, line: Line, now_ns: int) -> None:
        """Not now: later."""
        if line in self._lines:
            self._lines[line].due_ns = now_ns + self._random.randint(*AGAIN_NS)

    def again_when_due(self, now_ns: int) -> None:
        """Join those once more that were silent for long."""
        for line, one in self._lines.items():
            if now_ns >= one.due_ns:
                one.due_ns = now_ns + SILENT_NS
                self._send(one.join, line)
