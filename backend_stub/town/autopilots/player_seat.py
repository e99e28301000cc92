"""A seat for a player of the demo or a drill: its own link to the hub, with its own keys and sign-in.

`PlayerSeat` is started and stopped by the town's service; everything else happens on its link's thread. The player sees
what a person at the desk sees: the picture and what the planner says.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any

from backend_stub.link import Answer, HubLink, LinkHooks
from console.domain.base.roles import WorldKind
from console.domain.decide import AnyCommand
from console.domain.musters.checks import run_is_over
from console.link.config import LinkConfig
from console.wire.messages import Heartbeat, Refused, Welcome

from .drill_players import Briefing, Player

_log = logging.getLogger(__name__)


class PlayerSeat:
    """Signs in, listens to the planner, and lets the player act once a heartbeat.

    Never in a pause, never once the run has ended or was interrupted, never at live.
    """

    def __init__(self, config: LinkConfig, player: Player) -> None:
        self._player = player
        self._briefing = Briefing()
        self._may_play = False
        self._waiting: list[Future[Answer]] = []
        hooks = LinkHooks(
            events=lambda picture, events: None,
            telemetry=self._briefing.hear,
            connected=self._on_connected,
            heartbeat=self._on_heartbeat,
            topics=("advice", "muster_plans", "forecast"),
        )
        self._link = HubLink(config, hooks)

    def start(self) -> None:
        """Begin to connect."""
        self._link.start()

    def stop(self) -> None:
        """Leave the seat."""
        self._link.stop()

    def _on_connected(self, welcome: Welcome) -> None:
        self._may_play = welcome.kind is not WorldKind.LIVE
        if not self._may_play:
            _log.error("this hub is live: the autopilot keeps its hands off")

    def _on_heartbeat(self, beat: Heartbeat) -> None:
        picture = self._link.picture
        if not self._may_play or beat.paused or not picture.units or run_is_over(picture):
            return
        self._waiting = [future for future in self._waiting if not future.done()]
        if self._waiting:
            return  # it has not seen yet what its last command brought about
        _forget(self._briefing.advice, picture.incidents)
        _forget(self._briefing.plans, picture.incidents)
        _forget(self._briefing.forecasts, picture.musters)
        for command in self._player.play(beat.t_ms, picture, self._briefing):
            future = self._link.submit_soon(command)
            future.add_done_callback(partial(_note, command))
            self._waiting.append(future)


def _forget(said: dict[str, Any], there: Mapping[str, object]) -> None:
    for gone in [one for one in said if one not in there]:
        del said[gone]


def _note(command: AnyCommand, future: Future[Answer]) -> None:
    answer = None if future.exception() else future.result()
    if isinstance(answer, Refused):
        _log.info("%s refused: %s %s", type(command).__name__, answer.code, answer.fields)
