"""T* of a drill's world, as the process tells it that looks for it (`main.py reference`). Pure, any thread.

Used by `console.drill`, by the bridge to that process and by the result's panel.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from console.child import DOOR
from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import with_t_star
from console.result.facts import Name


class Star(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `types`: of the incident whose muster is meant; empty: the first. −1 = it was never reached."""

    t_star_ms: int
    place: Name
    types: tuple[str, ...]
    town: str


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How much is done, in thousandths."""

    done: int


def command(scenario: Path, seed: int | None, town: Path | None) -> list[str]:
    """The process that looks for it, ended by closing its standard input. None: the scenario's seed, the demo town."""
    words = [*DOOR, "reference", str(scenario)]
    words += [] if seed is None else ["--seed", str(seed)]
    return words if town is None else [*words, "--town", str(town)]


def heard(line: bytes) -> Star | Progress | None:
    """A line of that process; None for one that says nothing."""
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(line, type=Progress)
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(line, type=Star)
    return None


def meant_muster(musters: Iterable[tuple[str, str]], types: tuple[str, ...]) -> str:
    """Which of a run's musters (id, type of incident; in the order of T0) T* is for; "" = none of them.

    The first of a meant type; a single one whatever the desk calls it.
    """
    known = list(musters)
    if len(known) == 1 or not types:
        return known[0][0] if known else ""
    return next((muster_id for muster_id, type_code in known if type_code in types), "")


def starred(judgement: Judgement, star: Star | None) -> Judgement:
    """The judgement of a drill's journal with its world's T*; None = nobody has looked for it to the end."""
    musters = ((one.muster_id, one.type_code) for one in judgement.musters)
    meant = meant_muster(musters, () if star is None else star.types)
    return with_t_star(judgement, meant, None if star is None else star.t_star_ms)
