"""What a drill that people played leaves in its run's folder, and the T* that comes to it later. Main thread.

`leave` judges the exported journal; `look_again` looks for T* when the window was closed before it was found
(`main.py drill SCENARIO --reference RUN`). Used by `console.drill`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import PENDING
from console.domain.runs.events import RunOpened
from console.journal.file_format import SUFFIX
from console.journal.reader import JournalReader
from console.result.chronicle import NOWHERE, Chronicle
from console.result.files import leave_files

from .score_cli import facts_signed, judge_signed
from .t_star import Progress, Star, command, heard, starred

Tell = Callable[[int], None]
"""How much is done, in thousandths."""


class RunError(Exception):
    """A run's folder that T* cannot be looked for; the text says why and what to do."""


def leave(
    journal: Path, known: Mapping[bytes, str], star: Star | None, language: str
) -> tuple[Judgement, Path]:
    """Judge a run's journal with its world's T* (None = nobody knows it yet), into files beside it.

    `known`: names of hubs by signing key. The judgement and `result.json`. Raises JournalError, DomainError, OSError.
    """
    chronicle = Chronicle()
    judged, signature = judge_signed(journal, known, chronicle)
    judgement = starred(judged, star)
    place = NOWHERE if star is None else star.place
    facts = facts_signed(judgement, signature, chronicle, place)
    return judgement, leave_files(journal.parent, facts, language == "zh")[0]


def is_pending(judgement: Judgement) -> bool:
    """Whether T* has still to be looked for."""
    return any(one.t_star_source == PENDING for one in judgement.musters)


def journal_of(folder: Path) -> Path:
    """The journal in a run's folder. Raises RunError."""
    found = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    if len(found) != 1:
        raise RunError(f"{folder} is no run's folder: one *{SUFFIX} is wanted, there are {len(found)}")
    return found[0]


def opened_run(journal: Path) -> RunOpened:
    """How the run began. Raises RunError, JournalError, OSError."""
    with JournalReader(journal) as reader:
        for recorded in reader.events():
            if isinstance(recorded.event, RunOpened):
                return recorded.event
    raise RunError(f"{journal} is no drill's journal")


def look_again(
    scenario: Path, folder: Path, town: Path | None, known: Mapping[bytes, str], language: str, tell: Tell
) -> Judgement:
    """Look for the T* of a run and write its result anew. Raises RunError, JournalError, DomainError, OSError."""
    journal = journal_of(folder)
    run = opened_run(journal)
    if run.scenario != scenario.stem:
        raise RunError(f"the run played {run.scenario!r}, not {scenario.stem!r}")
    with subprocess.Popen(
        command(scenario, run.seed, town),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        star = _heard_out(process, tell)
        fault = b"" if process.stderr is None else process.stderr.read()
    if star is None:
        words = fault.decode(errors="replace").strip().rpartition("\n")[2]
        raise RunError(words or f"T* was not found: status {process.returncode}")
    judged, _ = judge_signed(journal, known)
    if judged.town_id != star.town:
        raise RunError("the run was played in another town than this one: --town names it")
    return leave(journal, known, star, language)[0]


def _heard_out(process: subprocess.Popen[bytes], tell: Tell) -> Star | None:
    star = None
    for line in process.stdout or ():
        said = heard(line)
        if isinstance(said, Star):
            star = said
        elif isinstance(said, Progress):
            tell(said.done)
    return star
