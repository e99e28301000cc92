"""`main.py journal`: verify, export, back up, restore and describe a hub's journal, or an exported one. Main thread."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from itertools import takewhile
from pathlib import Path

from console.domain.base.roles import Stream
from console.journal.checkpoint import (
    SignedCheckpoint,
    encode_checkpoints,
    key_of,
    load_checkpoints,
)
from console.journal.errors import EditedJournalError, JournalError
from console.journal.file_format import Header, write_journal
from console.journal.reader import JournalReader, check_checkpoint

from .anchor import read_anchor
from .backup import BackupError, back_up, put_back, put_back_keys, sign_ends
from .clock import utc_now_ms
from .identity import KEYS_FILE, HubKeys, KeysError, read_keys
from .store.evidence import JournalEvidence, Verified, verify
from .store.opening import HubRunsAlreadyError
from .store.refolding import refold


def main(argv: Sequence[str]) -> int:
    """Run `verify | export | checkpoint | backup | restore | info`; 0 = good, 1 = not good, 2 = bad use."""
    arguments = _parser().parse_args(argv)
    try:
        sys.stdout.write(str(arguments.act(arguments)))
    except (JournalError, KeysError, BackupError, HubRunsAlreadyError, OSError) as error:
        sys.stderr.write(f"journal: {type(error).__name__}: {error}\n")
        return 1
    return 0


def _verify(arguments: argparse.Namespace) -> str:
    kept = load_checkpoints(arguments.checkpoints) if arguments.checkpoints else ()
    given: tuple[bytes, ...] = tuple(arguments.key)
    path: Path = arguments.path
    if _is_export(path):
        return _verify_export(path, kept, given)
    with closing(JournalEvidence(path)) as journal:
        own = _keys_of(journal)
        good = _verified(journal, kept, given or own)
        pictures = refold(journal, _seal_key_of(journal))
    if given and not good.signed:
        raise EditedJournalError(0, "nothing in it is signed, with that key or another")
    vouched = (
        "the key given" if given else "a key of this hub" if own else "a key that nobody here vouches for"
    )
    streams = "".join(
        f"      {count} events of {stream.value}, root {root.hex()}\n"
        for stream, (count, root) in good.streams.items()
        if count and stream is not Stream.OPS
    )
    events, root = good.streams[Stream.OPS]
    return (
        f"good: {events} events, root {root.hex()}\n{streams}"
        f"      {good.looks} looks, root {good.look_root.hex()}\n"
        f"      {pictures} pictures kept beside them, {good.checkpoints} signed checkpoints\n"
        + "".join(
            f"      {chain} signed to entry {seq} with {key.hex()}, {vouched}\n"
            for chain, (seq, key) in sorted(good.signed.items())
        )
    )


def _verify_export(path: Path, kept: Sequence[SignedCheckpoint], given: Sequence[bytes]) -> str:
    roots: dict[int, bytes] = {}
    count = 0
    with JournalReader(path) as reader:
        mine = [each for each in kept if each.checkpoint.stream == reader.header.stream]
        wanted = {each.checkpoint.seq for each in mine}
        for entry in reader.entries():
            count = entry.seq
            if count in wanted:
                roots[count] = entry.chain
        end = reader.end
    for each in mine:
        check_checkpoint(each, roots, count)
    signed = end.checkpoint if end is not None else None
    signers = {each.public_key for each in (*mine, signed) if each is not None}
    if given and (signed is None or not signers <= {*given}):
        raise EditedJournalError(count, "the export is not signed with the key given")
    root = end.root.hex() if end is not None else ""
    words = "not signed" if signed is None else f"signed with {signed.public_key.hex()}"
    return f"good: {count} events, root {root}, {words}\n"


def _export(arguments: argparse.Namespace) -> str:
    stream = Stream(arguments.stream)
    with closing(JournalEvidence(arguments.path)) as journal:
        good = _verified(journal)
        last = good.streams[stream][0]
        signed = [each for each in _sign_now(journal, good) if each.checkpoint.stream == stream.value]
        out: Path = arguments.out
        partial = out.with_name(out.name + ".part")
        with partial.open("wb") as file:
            header = Header(journal.journal_id, stream.value, utc_now_ms())
            # a running hub may have written more meanwhile
            entries = takewhile(lambda entry: entry.seq <= last, journal.entries(stream))
            count = write_journal(file, header, entries, signed[0] if signed else None)
        partial.replace(out)
    return f"{count} events written to {out}\n"


def _checkpoint(arguments: argparse.Namespace) -> str:
    with closing(JournalEvidence(arguments.path)) as journal:
        good = _verified(journal)
        signed = (*journal.checkpoints(), *_sign_now(journal, good))
    arguments.out.write_bytes(encode_checkpoints(signed))
    return f"{len(signed)} checkpoints written to {arguments.out}: keep it off this machine\n"


def _verified(
    journal: JournalEvidence, kept: Sequence[SignedCheckpoint] = (), trusted: Sequence[bytes] = ()
) -> Verified:
    """All of it checked, against what its folder knows of it as well; raises JournalError or KeysError."""
    known = read_anchor(journal.path.parent)  # before the entries: a running hub writes both
    return verify(journal, (*kept, *known), trusted or _keys_of(journal))


def _hub_keys(journal: JournalEvidence) -> HubKeys | None:
    """The keys that lie beside the journal, if any."""
    path = journal.path.parent / KEYS_FILE
    return read_keys(path) if path.exists() else None


def _keys_of(journal: JournalEvidence) -> tuple[bytes, ...]:
    """The keys that this hub signs and signed with; none where its keys do not lie beside the journal."""
    keys = _hub_keys(journal)
    return () if keys is None else keys.trusted


def _seal_key_of(journal: JournalEvidence) -> bytes | None:
    keys = _hub_keys(journal)
    return None if keys is None else keys.keyframe_seal


def _sign_now(journal: JournalEvidence, good: Verified) -> tuple[SignedCheckpoint, ...]:
    """Every chain's present end, where the hub's key lies beside the journal."""
    keys = _hub_keys(journal)
    return () if keys is None else sign_ends(journal.journal_id, good, keys)


def _backup(arguments: argparse.Namespace) -> str:
    good = back_up(arguments.path, arguments.out)
    return f"{_counted(good)} backed up to {arguments.out}, with the hub's keys: keep it as safe as the hub itself\n"


def _restore(arguments: argparse.Namespace) -> str:
    if arguments.keys:
        put_back_keys(arguments.path, arguments.data)
        return f"the keys are back in {arguments.data}\n"
    good, aside = put_back(arguments.path, arguments.data, replace=arguments.replace)
    was = f"; what was there lies in {aside}" if aside is not None else ""
    return f"{_counted(good)} put back into {arguments.data}{was}\n"


def _counted(good: Verified) -> str:
    return f"{good.streams[Stream.OPS][0]} events and {good.looks} looks"


def _info(arguments: argparse.Namespace) -> str:
    path: Path = arguments.path
    if _is_export(path):
        with JournalReader(path) as reader:
            header = reader.header
            count = sum(1 for _ in reader.entries())
        return f"exported journal {header.journal_id}, stream {header.stream}, {count} events\n"
    with closing(JournalEvidence(path)) as journal:
        lines = [
            f"journal {journal.journal_id}",
            *(f"{n:>10} {name}" for name, n in journal.counts().items()),
        ]
        newest = {each.checkpoint.stream: each for each in journal.checkpoints()}
        lines += [
            f"checkpoint of {stream} at {each.checkpoint.seq}, signed by {each.public_key.hex()}"
            for stream, each in newest.items()
        ]
        ahead_ms = journal.clock_ahead_ms()
        if ahead_ms is not None:
            lines.append(f"clock {ahead_ms} ms: the machine's was so much ahead of the hub's")
    return "\n".join(lines) + "\n"


def _is_export(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(7) == b"MUSTERJ"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py journal", description="Look after a hub's journal.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = _verb(verbs, "verify", _verify, "check chains and signatures; says the first bad entry")
    add.add_argument("--checkpoints", type=Path, help="checkpoint file kept elsewhere: shows truncation")
    add.add_argument(
        "--key",
        type=key_of,
        action="append",
        default=[],
        help="the hub's signing key (main.py hub keys show), kept elsewhere: nothing else may have signed",
    )
    add = _verb(verbs, "export", _export, "write a .muster-journal file")
    add.add_argument("out", type=Path)
    add.add_argument("--stream", choices=[one.value for one in Stream], default=Stream.OPS.value)
    add = _verb(verbs, "checkpoint", _checkpoint, "write the signed checkpoints, to be kept off the machine")
    add.add_argument("out", type=Path)
    add = _verb(verbs, "backup", _backup, "copy journal, access list and keys, also of a running hub")
    add.add_argument("out", type=Path, help="a folder that is not there yet")
    add = _verb(verbs, "restore", _restore, "put a backup back, the hub being stopped")
    add.add_argument("data", type=Path, help="the hub's data directory")
    add.add_argument("--replace", action="store_true", help="put the journal that is there aside")
    add.add_argument("--keys", action="store_true", help="only hub-keys.json, where it was lost")
    _verb(verbs, "info", _info, "what is in it")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, act: object, text: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text)
    parser.add_argument("path", type=Path, help="data directory, journal.db or an exported journal")
    parser.set_defaults(act=act)
    return parser
