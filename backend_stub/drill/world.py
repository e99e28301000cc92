"""The whole house of a drill in one process, stepped second by second: hub, town, tracker, planner and whoever plays.

One thread. Nothing here reads a wall clock or draws from the system's random numbers: the same town, scenario, seed and
player give the same journal, byte for byte. Used by `runner` and, for T*, by `reference`.
"""

from __future__ import annotations

import hashlib
import logging
import random
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from backend_stub.hub.clock import SteppedClock
from backend_stub.hub.core import Hub
from backend_stub.hub.ground import TownGround
from backend_stub.hub.registry import load_registry
from backend_stub.hub.vault import ReportVault
from backend_stub.planner.core import PlannerCore
from backend_stub.planner.situation import PlannerGround
from backend_stub.town import files, network
from backend_stub.town.autopilots.drill_players import Briefing, Player
from backend_stub.town.scenario import Scenario
from backend_stub.town.simulation import Simulation
from backend_stub.tracker.core import TrackerCore
from backend_stub.tracker.service import street_point_of
from console.domain.base.message import Command, Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.cases.flow import SHIPPED
from console.domain.decide import AnyCommand
from console.domain.musters.entities import Muster
from console.domain.permissions import giver_of
from console.domain.picture import Picture
from console.domain.registry.commands import Register
from console.domain.registry.entities import Registrable
from console.domain.runs.commands import EndRun, OpenRun
from console.planning.call_words import shipped_call_words
from console.planning.plan_cards import shipped_definitions
from console.wire import codec
from console.wire.messages import Refused

from .memory_store import MemoryStore

_log = logging.getLogger(__name__)

STEP_MS: Final = 1_000
BESIDE_EVERY_MS: Final = 2_000
"""How often units are heard, and tracker and planner look: no radio reports more often, and it is half of the work."""
LIFE_MS: Final = 60_000
TOWN_ROLES: Final = (Role.FIELD, Role.GATEWAY, Role.DEPARTMENT)
BESIDE_ROLES: Final = (Role.TRACKER, Role.PLANNER)
PLAYER: Final = Stamp(actor="autopilot-leader", role=Role.DUTY_LEADER, seat="AUTO-01")
"""As the demo's autopilot signs in: alone on the night shift, a duty leader who does the operator's work, too."""


class DrillError(Exception):
    """The drill cannot begin; the text says why."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A town's files, read once; several worlds may stand on it."""

    id: str
    roads: files.Roads
    gazetteer: tuple[files.GazetteerEntry, ...]
    planner: PlannerGround
    entities: tuple[Registrable, ...]

    @classmethod
    def read(cls, town: Path) -> Ground:
        """Raises TownFileError or RegistryError."""
        info = files.read_info(town)
        entities = load_registry(town).entities()
        return cls(
            info.id, files.read_roads(town), files.read_gazetteer(town), PlannerGround.of_town(town), entities
        )


class DrillWorld:
    """One run. `step` until `picture` says that it is over, then `end`; `store` holds the journal."""

    def __init__(
        self, ground: Ground, scenario: Scenario, name: str, seed: int, player: Player, player_name: str
    ) -> None:
        """`name` is the scenario's file name without its suffix. Raises DrillError where the rules refuse to begin."""
        self.journal_id = journal_id(name, seed, player_name)
        self.clock = SteppedClock(epoch_ms=scenario.drill.epoch_ms)
        self.store = MemoryStore()
        secrets = _Secrets(self.journal_id)
        vault = ReportVault(secrets(32), secrets)
        streets = network.from_roads(ground.roads, seed)
        check = TownGround(streets.graph, ground.planner.water)
        words = shipped_call_words().keywords
        self.hub = Hub(
            self.store, self.clock, vault, journal_id=self.journal_id, ground=check, keywords=words
        )
        self._begin(ground, scenario, name, seed, player_name)
        self.town = Simulation(streets, ground.gazetteer, scenario, seed)
        self.tracker = TrackerCore(self.hub.picture, street_point_of(streets.graph))
        self.planner = PlannerCore(streets.graph, self.hub.picture, ground.planner, draws=False)
        self.briefing = Briefing()
        self._player = player
        self._ids = count(1)
        self.refused: list[tuple[int, Command, Refused]] = []
        """What the player was refused, with its time."""

    @property
    def picture(self) -> Picture:
        """What everybody folds into."""
        return self.hub.picture

    @property
    def muster(self) -> Muster | None:
        """The muster that the drill is about: the first of the incident that its scenario means; None before it."""
        return self.town.meant_muster(self.picture)

    @property
    def t_ms(self) -> int:
        """Hub time."""
        return self.clock.t_ms

    def step(self) -> None:
        """Live through one second."""
        t_ms = self.clock.advance(STEP_MS)
        self.hub.tick()
        for command in self.town.step(t_ms, self.picture):
            self._ask("TOWN", TOWN_ROLES, command)
        if t_ms % BESIDE_EVERY_MS == 0:
            self._look(t_ms)
            self._plan(t_ms)
        for command in self._player.play(t_ms, self.picture, self.briefing):
            self._submit(PLAYER, command, command)
        self._flush()

    def end(self, reason: str = "") -> None:
        """The run is over: the last entry of the journal."""
        self.hub.tick()
        refusal = self.hub.system(EndRun(reason=reason))
        if refusal is not None:
            _log.warning("the run cannot be ended: %s", refusal.code)
        self.hub.flush(last=True)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _begin(self, ground: Ground, scenario: Scenario, name: str, seed: int, player: str) -> None:
        refusal = self.hub.open_journal(WorldKind.DRILL.value, scenario.drill.epoch_ms, ground.id)
        refusal = refusal or self.hub.system(Register(entities=(SHIPPED, *shipped_definitions())))
        refusal = refusal or self.hub.system(Register(entities=ground.entities))
        refusal = refusal or self.hub.system(
            OpenRun(
                scenario=name,
                name_zh=scenario.name_zh,
                name_en=scenario.name_en,
                seed=seed,
                autopilot=player,
            )
        )
        if refusal is not None:
            raise DrillError(f"the drill cannot begin: {refusal.code} {refusal.fields}")
        self.hub.flush()

    def _look(self, t_ms: int) -> None:
        """Units are heard, and what the tracker makes of it."""
        batch = self.town.positions(t_ms)
        self.tracker.positions(batch, t_ms)
        self.planner.positions(batch)
        for command in self.tracker.tick(t_ms):
            self._ask("BESIDE", BESIDE_ROLES, command)

    def _plan(self, t_ms: int) -> None:
        planned = self.planner.tick(t_ms)
        for plan in planned.plans:
            self.briefing.hear(plan)
        for command in planned.commands:
            self._ask("BESIDE", BESIDE_ROLES, command)

    def _ask(self, seat: str, roles: tuple[Role, ...], command: AnyCommand) -> None:
        role = giver_of(type(command), roles)
        if role is None:
            _log.error("%s may not ask for %s", seat, type(command).__name__)
            return
        self._submit(Stamp(actor=seat, role=role, seat=seat), command)

    def _submit(self, stamp: Stamp, command: AnyCommand, ticket: AnyCommand | None = None) -> None:
        command_id = f"{next(self._ids):032x}"
        self.hub.submit(stamp, command_id, self.clock.t_ms + LIFE_MS, command, ticket)

    def _flush(self) -> None:
        for ticket, _, frame in self.hub.flush().replies:
            if ticket is not None:
                answer = codec.decode_hub(frame)
                if isinstance(answer, Refused) and isinstance(ticket, Command):
                    self.refused.append((self.clock.t_ms, ticket, answer))
                    _log.info("refused: %s %s %s", type(ticket).__name__, answer.code, answer.fields)


def journal_id(name: str, seed: int, player: str) -> str:
    """The same for the same run."""
    return "drill-" + hashlib.blake2b(f"{name}:{seed}:{player}".encode(), digest_size=8).hexdigest()


class _Secrets:
    """Keys for what a drill's invented callers say: from the journal's id, so that the ciphertext repeats."""

    def __init__(self, journal_id: str) -> None:
        self._dice = random.Random(f"vault:{journal_id}")

    def __call__(self, size: int) -> bytes:
        return self._dice.randbytes(size)
