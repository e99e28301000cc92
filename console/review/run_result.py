"""What a drill that people played leaves in its run's folder, and the T* that comes to it later. Main thread.

`leave` judges the exported journal; `look_again` looks for T* when the window was closed before it was found
(`main.py drill --reference RUN`), in the world of the scenario that was kept. Used by `console.drill`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import PENDING
from console.domain.runs.events import RunOpened
from console.journal.file_format import SUFFIX
from console.journal.reader import JournalReader
from console.result.chronicle import NOWHERE, Chronicle
from console.result.files import leave_files, write_whole

from .score_cli import facts_signed, judge_signed
from .t_star import Progress, Star, command, heard, starred

SCENARIO = ".toml"
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


def keep_scenario(scenario: Path, folder: Path) -> Path:
    """The scenario goes into its run's folder, with its SHA-256 as `sha256sum` writes it. Raises OSError."""
    body = scenario.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    kept = write_whole(folder / f"{scenario.stem}{SCENARIO}", body)
    write_whole(_sum_of(kept), f"{sha256(body).hexdigest()}  {kept.name}\n".encode())
    return kept


def kept_scenario(folder: Path, run: RunOpened) -> Path:
    """The scenario in a run's folder: the one that its journal names, unchanged. Raises RunError, OSError."""
    found = sorted(folder.glob(f"*{SCENARIO}"))
    if not found:
        raise RunError(f"{folder} has kept no scenario: name it, main.py drill SCENARIO --reference {folder}")
    if [one.stem for one in found] != [run.scenario]:
        names = ", ".join(repr(one.stem) for one in found)
        raise RunError(f"the run played {run.scenario!r}; its folder has kept {names}")
    (kept,) = found
    said = _sum_of(kept).read_bytes().split() if _sum_of(kept).is_file() else []
    if said[:1] != [sha256(kept.read_bytes()).hexdigest().encode()]:
        raise RunError(f"{kept} is not what was played: its SHA-256 is another than when the run began")
    return kept


def _sum_of(kept: Path) -> Path:
    return kept.with_name(f"{kept.name}.sha256")


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
    scenario: Path | None,
    folder: Path,
    town: Path | None,
    known: Mapping[bytes, str],
    language: str,
    tell: Tell,
) -> Judgement:
    """Look for the T* of a run and write its result anew; `scenario` None = the one that its folder has kept.

    Raises RunError, JournalError, DomainError, OSError.
    """
    journal = journal_of(folder)
    run = opened_run(journal)
    if scenario is None:
        scenario = kept_scenario(folder, run)
    elif run.scenario != scenario.stem:
        raise RunError(f"the run played {run.scenario!r}, not {scenario.stem!r}")
    elif (
        _sum_of(folder / scenario.name).is_file()
        and kept_scenario(folder, run).read_bytes() != scenario.read_bytes()
    ):
        raise RunError(f"{scenario} is not what was played: leave it out, the run has kept its own")
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
