"""Verifying a journal: both chains and every checkpoint, also those kept elsewhere. Any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.base.roles import Stream
from console.journal.chain import GENESIS, link
from console.journal.checkpoint import AUDIT, SignedCheckpoint
from console.journal.errors import EditedJournalError
from console.journal.reader import check_checkpoint

from .store.evidence import JournalEvidence


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found good: (entries, root) of each stream, and of the audit chain."""

    streams: dict[Stream, tuple[int, bytes]]
    looks: int
    look_root: bytes
    checkpoints: int


def verify(journal: JournalEvidence, kept: Iterable[SignedCheckpoint] = ()) -> Verified:
    """Check everything; `kept` are checkpoints exported earlier and held off the machine.

    Raises EditedJournalError (with the first bad entry), TruncatedJournalError or NotAJournalError.
    """
    signed = [*journal.checkpoints(), *kept]
    other = {each.checkpoint.journal_id for each in signed} - {journal.journal_id}
    if other:
        raise EditedJournalError(0, f"a checkpoint belongs to another journal ({', '.join(sorted(other))})")
    if len({each.public_key for each in signed}) > 1:
        raise EditedJournalError(0, "checkpoints were signed with different keys")
    wanted = {(each.checkpoint.stream, each.checkpoint.seq) for each in signed}
    roots: dict[str, dict[int, bytes]] = {AUDIT: {}}
    ends: dict[str, int] = {}
    streams: dict[Stream, tuple[int, bytes]] = {}
    for stream in Stream:
        found = roots.setdefault(stream.value, {})
        events, root = 0, GENESIS
        for entry in journal.entries(stream):
            if entry.seq != events + 1:
                raise EditedJournalError(events + 1, f"entry {entry.seq} stands here")
            root = link(root, entry.link())
            if root != entry.chain:
                raise EditedJournalError(entry.seq)
            events = entry.seq
            if (stream.value, events) in wanted:
                found[events] = root
        streams[stream], ends[stream.value] = (events, root), events
    looks, look_root = 0, GENESIS
    for look, stored in journal.looks():
        if look.n != looks + 1:
            raise EditedJournalError(looks + 1, f"look {look.n} stands here")
        look_root = link(look_root, look)
        if look_root != stored:
            raise EditedJournalError(look.n, "the audit chain breaks here")
        looks = look.n
        if (AUDIT, looks) in wanted:
            roots[AUDIT][looks] = look_root
    ends[AUDIT] = looks
    for each in signed:
        chain = each.checkpoint.stream
        check_checkpoint(each, roots.get(chain, {}), ends.get(chain, 0))
    return Verified(streams, looks, look_root, len(signed))
