"""`main.py score JOURNAL`: judge an exported journal, or a hub's data directory, and print the result. Main thread.

`--text` prints a page for people, `--report DIR` leaves every form of the result.

The chain is verified link by link while it is judged, and whose signature it bears is said; only what a hub of the
register has signed is ranked. A data directory is exported by `main.py journal export` first,
as a process of its own: the console knows no database.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from console.child import DOOR
from console.domain.base.errors import UnknownRulesError
from console.domain.judge.judgement import Judgement
from console.domain.judge.judging import UnfoldableError, judge, verdict_bytes
from console.journal.checkpoint import key_of
from console.journal.errors import EditedJournalError, JournalError, TruncatedJournalError
from console.journal.file_format import SUFFIX
from console.journal.reader import JournalReader
from console.result.chronicle import NOWHERE, Chronicle
from console.result.facts import Name, ResultFacts
from console.result.files import leave_files
from console.result.gathering import facts_of
from console.result.text import text_of
from console.result.words import LANGUAGES
from console.settings.options import language
from console.settings.store import data_home

from .register import REGISTER, RegisterError, Signature, read_register

EXPORT_S = 600.0
GOOD, NOT_GOOD, BAD_USE = 0, 1, 2
OWN: Final = "the hub of this folder"


class BadJournalError(Exception):
    """There is no journal to be judged; the text says why."""


class BrokenChainError(Exception):
    """A hub's own journal does not verify; the text says where."""


def judge_file(path: Path) -> Judgement:
    """The judgement of an exported journal, its chain verified.

    Raises JournalError, UnfoldableError, UnknownRulesError or OSError.
    """
    with JournalReader(path) as reader:
        judgement = judge(reader.events())
        end = reader.end
    return replace(judgement, chain=end.root.hex() if end is not None else "")


def judge_signed(
    path: Path, known: Mapping[bytes, str], chronicle: Chronicle | None = None
) -> tuple[Judgement, Signature]:
    """As `judge_file`, and whose signature it bears: what no hub of `known` (names by key) signed is not ranked.

    `chronicle` looks on.
    """
    with JournalReader(path) as reader:
        judgement = judge(reader.events(), seen=None if chronicle is None else chronicle.see)
        end = reader.end
    signed = None if end is None else end.checkpoint
    signature = (
        Signature() if signed is None else Signature(signed.public_key, known.get(signed.public_key, ""))
    )
    judgement = replace(judgement, chain=end.root.hex() if end is not None else "")
    if judgement.ranked and signature.code:
        judgement = replace(judgement, ranked=False, unranked=(signature.code,))
    return judgement, signature


def facts_signed(
    judgement: Judgement, signature: Signature, chronicle: Chronicle, star_place: Name = NOWHERE
) -> ResultFacts:
    """The facts of a journal that was judged; `star_place` as in `facts_of`."""
    said = signature.code or "signed"
    return facts_of(judgement, chronicle, signature=said, signed_by=signature.name, star_place=star_place)


def judge_data(directory: Path, chronicle: Chronicle | None = None) -> tuple[Judgement, Signature]:
    """As `judge_signed` for a hub's data directory, which may be in use: its own key counts. Raises as `judge_file`."""
    with tempfile.TemporaryDirectory(prefix="muster-score-") as scratch:
        out = Path(scratch) / f"journal{SUFFIX}"
        export(directory, out)
        return judge_signed(out, dict.fromkeys(signed_with(out), OWN), chronicle)


def signed_with(path: Path) -> tuple[bytes, ...]:
    """The key that an exported journal is signed with, if any. Raises JournalError or OSError."""
    with JournalReader(path) as reader:
        for _ in reader.entries():
            pass
        end = reader.end
    return () if end is None or end.checkpoint is None else (end.checkpoint.public_key,)


def export(directory: Path, out: Path) -> None:
    """Have a hub's journal verified and exported. Raises BadJournalError or BrokenChainError, in words."""
    try:
        done = subprocess.run(
            [*DOOR, "journal", "export", str(directory), str(out)],
            capture_output=True,
            text=True,
            timeout=EXPORT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadJournalError(f"{directory} cannot be exported: {error}") from error
    if done.returncode:
        words = done.stderr.strip().rpartition("\n")[2].removeprefix("journal: ")
        name, _, detail = words.partition(": ")
        if name in (EditedJournalError.__name__, TruncatedJournalError.__name__):
            raise BrokenChainError(detail)
        why = detail if detail and name.isidentifier() else words
        raise BadJournalError(f"{directory} cannot be exported: {why}")


def main(argv: Sequence[str]) -> int:
    """Print the judgement; 0 = judged, 1 = the journal is broken, 2 = no journal or bad use."""
    chosen = _parser().parse_args(list(argv))
    path: Path = chosen.journal
    chronicle = Chronicle()
    try:
        if path.is_dir():
            judgement, signature = judge_data(path, chronicle)
        else:
            known = read_register(chosen.register or data_home() / REGISTER)
            judgement, signature = judge_signed(
                path, known | {key: key.hex() for key in chosen.key}, chronicle
            )
    except (EditedJournalError, TruncatedJournalError, BrokenChainError) as error:
        return _fault(f"{path}: the chain is broken: {error}", NOT_GOOD)
    except UnfoldableError as error:
        return _fault(f"{path}: {error}", NOT_GOOD)
    except (JournalError, UnknownRulesError, BadJournalError, RegisterError, ValueError) as error:
        return _fault(str(error), BAD_USE)
    except OSError as error:
        return _fault(f"{path}: {error.strerror or error}", BAD_USE)
    sys.stderr.write(f"score: {in_words(signature)}\n")
    facts, chinese = facts_signed(judgement, signature, chronicle), chosen.lang == "zh"
    text = text_of(facts, chinese).encode() if chosen.text else verdict_bytes(judgement)
    try:
        if chosen.report is not None:
            chosen.report.mkdir(parents=True, exist_ok=True)
            for left in leave_files(chosen.report, facts, chinese):
                sys.stderr.write(f"score: {left}\n")
        if chosen.out is not None:
            chosen.out.write_bytes(text)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text)
            sys.stdout.buffer.flush()
    except OSError as error:
        return _fault(f"the result cannot be written: {error}", BAD_USE)
    return GOOD


def in_words(signature: Signature) -> str:
    """Whose signature it is, for standard error."""
    if signature.code == "unsigned":
        return "not signed: never ranked"
    key = signature.key.hex()
    if signature.code:
        return f"signed with {key}, which the register does not know (--key): never ranked"
    return f"signed by {signature.name}" + ("" if signature.name == key else f" ({key})")


def _fault(words: str, status: int) -> int:
    sys.stderr.write(f"score: {words}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py score", description="Judge a journal: gates, strength, T* and measures of every muster."
    )
    parser.add_argument(
        "journal", type=Path, help="exported journal (.muster-journal) or a hub's data directory"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_true", help="canonical JSON, the same bytes each time (default)"
    )
    form.add_argument("--text", action="store_true", help="a page for people")
    parser.add_argument(
        "--lang", type=language, choices=LANGUAGES, default="en", help="language of --text and --report (en)"
    )
    parser.add_argument(
        "--key",
        type=key_of,
        action="append",
        default=[],
        help="signing key of a hub (main.py hub keys show), known besides those of the register",
    )
    parser.add_argument(
        "--register", type=Path, metavar="FILE", help=f"hubs whose signature counts (HOME/{REGISTER})"
    )
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="leave result.json, a page (HTML), a text and tables there"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")
    return parser
