"""What a drill leaves behind: its result in every form and its exported journal. Used by `commandline`; one thread.

Nothing in them names a machine, a folder or the hour they were written: the same seed leaves the same bytes.
The judgement is what `main.py score` says of the journal, with the T* of its world instead of that of the T0
snapshot: the journal alone cannot know it. There is one T* and one efficiency in the file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from console.domain.base.roles import Stream
from console.domain.judge.judging import judge, with_t_star
from console.journal.file_format import SUFFIX, Header, write_journal
from console.result.chronicle import NOWHERE, Chronicle
from console.result.facts import ResultFacts
from console.result.files import RESULT, leave_files
from console.result.gathering import facts_of

from .reference import Reference
from .world import DrillWorld

JOURNAL: Final = "drill" + SUFFIX

__all__ = ["JOURNAL", "RESULT", "leave", "result_of"]


def result_of(world: DrillWorld, star: Reference | None) -> ResultFacts:
    """The result of a run that has ended; its journal is judged once. `star` None = nobody looked for T* to the end."""
    seq, chain = world.store.tail().ends[Stream.OPS]
    chronicle = Chronicle()
    judged = judge(world.store.read_events(Stream.OPS, 1, seq), seen=chronicle.see)
    judgement = replace(judged, chain=chain.hex())
    meant = "" if world.muster is None else world.muster.id
    judgement = with_t_star(judgement, meant, None if star is None else star.t_star_ms)
    refused = Counter(answer.code for _, _, answer in world.refused)
    place = NOWHERE if star is None else star.place
    return facts_of(judgement, chronicle, signature="unsigned", refused=refused, star_place=place)


def leave(directory: Path, world: DrillWorld, result: ResultFacts, chinese: bool) -> list[Path]:
    """Write everything into `directory` (made if absent): the paths, result first, journal second. Raises OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    journal = directory / JOURNAL
    partial = journal.with_name(journal.name + ".part")
    with partial.open("wb") as file:
        header = Header(world.journal_id, Stream.OPS.value, world.clock.utc_ms())
        write_journal(file, header, world.store.entries())
    partial.replace(journal)
    first, *others = leave_files(directory, result, chinese)
    return [first, journal, *others]
