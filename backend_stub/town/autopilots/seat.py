"""A seat for the autopilot: its own link to the hub, with its own keys and sign-in.

`OperatorSeat` is started and stopped by the town's service; everything else happens on its link's thread.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future

from backend_stub.link import Answer, HubLink, LinkConfig, LinkHooks, Telemetry
from console.domain.commands import AnyCommand
from console.domain.entities import Kind
from console.wire.messages import Heartbeat, Recommendation, Refused, Welcome

from .operator import Operator

_log = logging.getLogger(__name__)


class OperatorSeat:
    """Signs in, looks once a heartbeat, does one thing at a time."""

    def __init__(self, config: LinkConfig, operator: Operator) -> None:
        self._operator = operator
        self._advice: dict[str, Recommendation] = {}
        self._may_play = False
        hooks = LinkHooks(
            events=lambda picture, events: None,
            telemetry=self._on_telemetry,
            connected=self._on_connected,
            heartbeat=self._on_heartbeat,
            topics=("advice",),
        )
        self._link = HubLink(config, hooks)

    def start(self) -> None:
        """Begin to connect."""
        self._link.start()

    def stop(self) -> None:
        """Leave the seat."""
        self._link.stop()

    def _on_connected(self, welcome: Welcome) -> None:
        self._may_play = welcome.kind is not Kind.LIVE
        if not self._may_play:
            _log.error("this hub is live: the autopilot keeps its hands off")

    def _on_telemetry(self, message: Telemetry) -> None:
        if isinstance(message, Recommendation):
            self._advice[message.incident_id] = message

    def _on_heartbeat(self, beat: Heartbeat) -> None:
        picture = self._link.picture
        if not self._may_play or beat.paused or not picture.units:
            return
        for gone in [i for i in self._advice if i not in picture.incidents]:
            del self._advice[gone]
        command = self._operator.step(beat.t_ms, picture, self._advice)
        if command is not None:
            self._submit(command)

    def _submit(self, command: AnyCommand) -> None:
        def settled(future: Future[Answer]) -> None:
            error = future.exception()
            answer = None if error else future.result()
            if isinstance(answer, Refused):
                _log.info("%s refused: %s %s", type(command).__name__, answer.code, answer.fields)

        self._link.submit_soon(command).add_done_callback(settled)
