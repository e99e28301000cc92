"""The planner as a client of the hub: feeds the core, publishes what it says. On the link's thread throughout.

Used by `backend_stub.beside`. A tick comes with every heartbeat, and sooner when something happened, so that a new
incident has its recommendation at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from backend_stub.recorder.saying_recorder import SayingRecorder
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.planning.roads import RoadGraph
from console.wire.messages import Positions

from .core import PlannerCore
from .plans import Plan, Planned
from .situation import PlannerGround

_log = logging.getLogger(__name__)

SOONEST_S = 0.2


class Outlet(Protocol):
    """What the services need of a connection to the hub; `HubLink` is one."""

    def put_plan(self, plan: Plan) -> None:
        """Publish a plan."""
        ...

    def submit_soon(self, command: AnyCommand) -> object:
        """Ask for a command without waiting."""
        ...

    def now_ms(self) -> int:
        """Hub time."""
        ...


class PlannerService:
    """Call its methods from one thread, the one that folds the picture."""

    def __init__(
        self,
        graph: RoadGraph,
        outlet: Outlet,
        clock_s: Callable[[], float] = time.monotonic,
        ground: PlannerGround | None = None,
        recorder: SayingRecorder | None = None,
    ) -> None:
        """`recorder` keeps what review will need of what is published."""
        self._recorder = recorder
        self._graph = graph
        self._ground = ground
        self._outlet = outlet
        self._clock_s = clock_s
        self._ticked_s = -1.0
        self.core: PlannerCore | None = None

    def on_events(self, picture: Picture, events: list[Recorded]) -> None:
        """The picture has moved on (or is another one, after a snapshot)."""
        if self.core is None:
            self.core = PlannerCore(self._graph, picture, self._ground)
        elif self.core.picture is not picture:
            self.core.replace(picture)
        if self._clock_s() - self._ticked_s >= SOONEST_S:
            self.tick()
        else:
            # the strip of a muster that has changed is to follow within 100 ms; nothing is done where none has
            self._publish(self.core.hurry)

    def on_positions(self, batch: Positions) -> None:
        """Newest fixes."""
        if self.core is not None:
            self.core.positions(batch)

    def on_heartbeat(self) -> None:
        """A second has passed."""
        self.tick()

    def tick(self) -> None:
        """Plan and publish."""
        if self.core is not None:
            self._ticked_s = self._clock_s()
            self._publish(self.core.tick)

    def close(self) -> None:
        """Record what still waits to be."""
        if self._recorder is not None:
            self._recorder.close(self._outlet.now_ms())

    def _publish(self, plan: Callable[[int], Planned]) -> None:
        """A bug in planning is logged and does not end the connection."""
        if self.core is None or not self.core.picture.units:
            return
        try:
            planned = plan(self._outlet.now_ms())
        except Exception:  # noqa: BLE001 - the link must go on
            _log.exception("this tick gave no plans")
            return
        for one in planned.plans:
            self._outlet.put_plan(one)
        if self._recorder is not None:
            self._recorder.hear(planned.plans, self._outlet.now_ms())
        for command in planned.commands:
            self._outlet.submit_soon(command)
