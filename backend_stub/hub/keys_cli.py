"""`main.py hub keys`: public keys shown, old ones trusted or joined, new ones where the old are lost. Main thread."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from console.journal.checkpoint import key_of
from console.journal.errors import JournalError

from .anchor import read_anchor
from .identity import KEYS_FILE, KeysError, make_keys, read_keys, write_private
from .store.evidence import JournalEvidence
from .store.opening import JOURNAL_FILE, HubLock, HubRunsAlreadyError
from .store.sql_store import SqlStore


def main(words: Sequence[str]) -> int:
    """Run `keys show`, `trust`, `new` or `join`; 0 = well, 1 = failed."""
    arguments = _parser().parse_args(list(words))
    try:
        sys.stdout.write(str(arguments.act(arguments)))
    except (KeysError, JournalError, HubRunsAlreadyError, OSError) as error:
        sys.stderr.write(f"hub: {error}\n")
        return 1
    return 0


def _show(arguments: argparse.Namespace) -> str:
    keys = read_keys(arguments.data / KEYS_FILE)
    former = "".join(f"former     {key.hex()}\n" for key in keys.former)
    return f"server     {keys.curve_public}\nsigning    {keys.signing_public.hex()}\n{former}"


def _trust(arguments: argparse.Namespace) -> str:
    """Versions of before made new keys without a word where the file was missing: what the old ones signed is good."""
    path: Path = arguments.data / KEYS_FILE
    with closing(HubLock(arguments.data)):
        keys = read_keys(path)
        if arguments.key not in keys.trusted:
            former = (*keys.former, arguments.key)
            write_private(path, msgspec.json.encode(msgspec.structs.replace(keys, former=former)))
    return (
        f"what was signed with {arguments.key.hex()} is good here; what was sealed under that file's keys stays closed"
        " (where the file is found: main.py hub keys join)\n"
    )


def _new(arguments: argparse.Namespace) -> str:
    directory: Path = arguments.data
    with closing(HubLock(directory)):
        path = directory / KEYS_FILE
        try:
            read_keys(path)
        except FileNotFoundError:
            pass
        except KeysError:  # what cannot be read today may be mended some day
            path.replace(path.with_name(path.name + ".broken"))
        else:
            raise KeysError(f"{path} is there and good: nothing is made anew")
        make_keys(directory, _former(directory))
        if (directory / JOURNAL_FILE).exists():
            with closing(SqlStore.open(directory)) as store:
                store.keyframes.clear()  # they were sealed with a key that is lost
    return (
        f"new keys written to {path}\n"
        "every seat must be enrolled again (main.py hub enroll); reports of before stay closed"
        " (where the old keys are found: main.py hub keys join; never put them in place of these)\n"
    )


def _join(arguments: argparse.Namespace) -> str:
    """Another file of keys of this hub was found: nothing that was sealed before or since is closed any more."""
    path: Path = arguments.data / KEYS_FILE
    with closing(HubLock(arguments.data)):
        keys, found = read_keys(path), read_keys(arguments.file)
        if not {*found.trusted} & {*keys.trusted, *_former(arguments.data)}:
            raise KeysError(
                f"{arguments.file} has signed nothing of this folder's journal: it is another hub's"
            )
        write_private(path, msgspec.json.encode(keys.joined(found)))
    return f"what was sealed and signed with the keys of {arguments.file} is open and good here\n"


def _former(directory: Path) -> tuple[bytes, ...]:
    """Keys that have signed this folder's journal so far."""
    signed = list(read_anchor(directory))
    if (directory / JOURNAL_FILE).exists():
        with closing(JournalEvidence(directory)) as journal:
            signed += journal.checkpoints()
    return tuple(dict.fromkeys(each.public_key for each in signed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py hub keys")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, act, text in (
        ("show", _show, "the public keys: what seats know the hub by, and what its journal is signed with"),
        ("trust", _trust, "take a signing key that was this hub's before"),
        ("new", _new, "make new keys, where the old are lost for good"),
        ("join", _join, "take another key file of this hub beside its own, to open what was sealed with it"),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("--data", type=Path, required=True)
        if act is _trust:
            verb.add_argument("key", type=key_of, help="as `journal verify` names it")
        if act is _join:
            verb.add_argument("file", type=Path, help=f"a {KEYS_FILE} of before, or of since")
        verb.set_defaults(act=act)
    return parser
