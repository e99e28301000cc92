"""`main.py reference SCENARIO --seed N`: the T* of a scenario's world, looked for after people have played in it.

A child of the console's drill, or by hand. Prints a JSON line `{"done": THOUSANDTHS}` now and then, at the end one with
what was found (`Found`); faults in words on stderr. Main thread; stops when its parent goes, and on SIGINT and SIGTERM.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from backend_stub.hub.registry import RegistryError
from backend_stub.process import Life
from backend_stub.town import files
from backend_stub.town.generate import data_home, ensure_town
from backend_stub.town.scenario import ScenarioError, TownNames, load
from console.domain.base.seeds import seed
from console.result.facts import Name

from .reference import reference
from .world import DrillError, Ground

GOOD, FAILED, BAD_USE, STOPPED = 0, 1, 2, 130


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The last line. `types`: of the incident whose muster is meant (empty: the first muster). −1 = never reached."""

    t_star_ms: int
    place: Name
    types: tuple[str, ...]
    town: str


def main(argv: Sequence[str]) -> int:
    """Look for T*; 0 = found, 1 = it cannot be, 2 = bad use or a wrong file, 130 = stopped."""
    chosen = _parser().parse_args(list(argv))
    life = Life.begin("reference", level=logging.WARNING)
    if hasattr(os, "nice"):
        os.nice(5)  # whoever sits at the window comes first
    try:
        town = chosen.town or ensure_town(data_home())
        ground = Ground.read(town)
        scenario = load(chosen.scenario, ground.gazetteer, TownNames.read(town))
    except (ScenarioError, ValueError) as error:
        return _fault(str(error), BAD_USE)
    except (files.TownFileError, RegistryError, OSError) as error:
        return _fault(str(error), FAILED)
    tell, own = _Teller(), scenario.seed if chosen.seed is None else chosen.seed
    try:
        star = reference(ground, scenario, chosen.scenario.stem, own, tell, life.stopping.is_set)
    except DrillError as error:
        return _fault(str(error), FAILED)
    if star is None:
        return STOPPED
    types = tuple(scene.type_code for scene in scenario.scenes)
    found = Found(t_star_ms=star.t_star_ms, place=star.place, types=types, town=ground.id)
    _print(msgspec.json.encode(found))
    return GOOD


class _Teller:
    """Each whole percent once."""

    def __init__(self) -> None:
        self._told = -1

    def __call__(self, done: int) -> None:
        if done // 10 > self._told:
            self._told = done // 10
            _print(b'{"done":%d}' % done)


def _print(line: bytes) -> None:
    sys.stdout.write(line.decode() + "\n")
    sys.stdout.flush()


def _fault(words: str, status: int) -> int:
    sys.stderr.write(f"reference: {words}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py reference",
        description="T* of a scenario's world: the soonest that its muster was possible, wherever it gathers.",
    )
    parser.add_argument("scenario", type=Path, help="a scenario of resources/scenarios/")
    parser.add_argument("--seed", type=seed, help="the world that was played in (the scenario's seed)")
    parser.add_argument("--town", type=Path, help="directory of the town's files (the demo town)")
    return parser
