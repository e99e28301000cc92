"""A drill of a few minutes on the demo town for tests, and a player who does nothing."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from backend_stub.drill.world import DrillWorld, Ground
from backend_stub.town.autopilots.drill_players import Briefing
from backend_stub.town.scenario import Scenario, load
from console.domain.decide import AnyCommand
from console.domain.picture import Picture
from tests.backend_stub.town import demo_town

SCENARIOS = Path(__file__).resolve().parents[3] / "resources" / "scenarios"
NAMES = ("chemical-plant", "multi-vehicle-collision", "flash-flood")


class Idle:
    """Nobody at the desk."""

    def play(self, t_ms: int, picture: Picture, briefing: Briefing) -> Iterable[AnyCommand]:
        """Nothing."""
        return ()


@functools.cache
def ground() -> Ground:
    """The demo town's."""
    return Ground.read(demo_town.directory())


def scenario(name: str = NAMES[0], lasts_s: int = 0) -> Scenario:
    """One of the program's scenarios, cut short where a length is given."""
    whole = load(SCENARIOS / f"{name}.toml", ground().gazetteer)
    return replace(whole, drill=replace(whole.drill, lasts_s=lasts_s)) if lasts_s else whole


def world(player: object = None, *, name: str = NAMES[0], seed: int = 7) -> DrillWorld:
    """A world about to begin."""
    return DrillWorld(ground(), scenario(name), name, seed, player or Idle(), "nobody")  # type: ignore[arg-type]
