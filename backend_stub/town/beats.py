"""What a unit of the demo town does without an order: round its beat, a halt, back to the station.

Pure given seeded dice, any thread; owned by a `Crew`.
"""

from __future__ import annotations

from console.domain.registry.entities import UnitKind

from .body import Body
from .driving import PATROL, Dice
from .scenario import Manners

BEAT_M = {UnitKind.PATROL: 1600.0, UnitKind.STATION: 1000.0, UnitKind.VILLAGE: 450.0, UnitKind.GRID: 300.0}
ROAMS = {UnitKind.PATROL: 0.85, UnitKind.STATION: 0.6, UnitKind.VILLAGE: 0.4, UnitKind.GRID: 0.55}
"""Share of its turns that a unit without an order goes round its beat instead of standing."""


class Beat:
    """One unit's idle hours. `on_call`: it stays at its station."""

    def __init__(self, body: Body, manners: Manners, dice: Dice, *, on_call: bool) -> None:
        self._body = body
        self._manners = manners
        self._dice = dice
        self._roams = 0.0 if on_call else ROAMS.get(body.kind, 0.0)
        self._roaming = False
        self._rest_until_ms = 0
        self._lost_until_ms = -1

    def is_heard(self, t_ms: int) -> bool:
        """Whether its positions get through (radio silence now and then)."""
        return t_ms >= self._lost_until_ms

    def begin(self, t_ms: int) -> None:
        """At the very beginning: units that roam are already out somewhere, others at home or nearly."""
        if self._dice.random() < self._roams:
            self._roam(t_ms - round(self._dice.uniform(0.0, 140.0) * 1000))
        else:
            self._halt(t_ms)

    def rest(self, t_ms: int) -> None:
        """An order has ended: a breath before the beat goes on."""
        self._rest_until_ms = t_ms + round(self._dice.uniform(3.0, 8.0) * 1000)

    def idle(self, t_ms: int, keep_home: bool) -> None:
        """Round the beat, a halt, back to the station; radio silence now and then."""
        if self._body.moves(t_ms):
            return
        if self._roaming:
            self._roaming = False
            self._halt(t_ms)
        if t_ms < self._rest_until_ms:
            return
        if not keep_home and self._dice.random() < self._roams:
            self._roam(t_ms)
        elif not self._body.is_home(t_ms):
            self._roaming = True
            self._body.go_home(t_ms, self._dice)
        else:
            self._halt(t_ms)

    def _halt(self, t_ms: int) -> None:
        self._rest_until_ms = t_ms + round(self._dice.uniform(*self._manners.halt_s) * 1000)

    def _roam(self, t_ms: int) -> None:
        if self._dice.random() < self._manners.lost_share:
            self._lost_until_ms = t_ms + round(self._dice.uniform(*self._manners.lost_s) * 1000)
        self._roaming = True
        body = self._body
        last_s = self._dice.uniform(150.0, 400.0)
        beat_m = BEAT_M.get(body.kind, 500.0)
        body.trip = body.driver.patrol(
            body.where(), t_ms, body.home, beat_m, last_s, body.pace(PATROL), self._dice
        )
