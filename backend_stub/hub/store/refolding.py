"""Whether the pictures kept beside a journal are what its events make: every stream folded from its beginning.

Any thread, read only. Takes about as long as a replay; `main.py journal verify` does it once the chains are good.
"""

from __future__ import annotations

from console.domain.base.errors import DomainError
from console.domain.base.roles import Stream
from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.picture import (
    FOLD_VERSION,
    AnyPicture,
    decode_stream,
    encode_parts,
    join_parts,
    new_picture,
)
from console.journal.errors import EditedJournalError
from console.journal.reader import recorded_of

from .evidence import JournalEvidence
from .keyframes import Keyframes


def refold(journal: JournalEvidence, seal_key: bytes | None) -> int:
    """Hold every keyframe against a fold from the beginning; how many there are, all good.

    `seal_key` is the hub's, None where its keys are not at hand. Raises EditedJournalError (with the first entry that
    does not fit, or whose keyframe is another picture), or another JournalError for an event that cannot be read.
    """
    return sum(_refold_stream(journal, stream, seal_key) for stream in Stream)


def _refold_stream(journal: JournalEvidence, stream: Stream, seal_key: bytes | None) -> int:
    numbers, keyframes = journal.keyframes(stream, seal_key)
    waiting = set(numbers)
    picture = new_picture(stream)
    hashed = PictureHash(picture)
    for entry in journal.entries(stream):
        try:
            hashed.touch(evolve(picture, recorded_of(entry)))
        except (DomainError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise EditedJournalError(entry.seq, f"does not fit what stands before it: {error}") from error
        if entry.seq in waiting:
            waiting.remove(entry.seq)
            _check(keyframes, stream, picture, hashed, entry.chain)
    if waiting:
        raise EditedJournalError(
            min(waiting), f"a picture of {stream.value} is kept of an entry that is not there"
        )
    return len(numbers)


def _check(
    keyframes: Keyframes, stream: Stream, picture: AnyPicture, hashed: PictureHash, chain: bytes
) -> None:
    kept = keyframes.read(stream, FOLD_VERSION, at_seq=picture.seq)
    if kept is None or kept.seq != picture.seq:
        raise EditedJournalError(
            picture.seq, f"the picture kept of {stream.value} is not of the hub's making"
        )
    same = (kept.chain, kept.picture_hash, kept.t_ms) == (chain, hashed.hexdigest(), picture.t_ms)
    try:
        shown = decode_stream(stream, join_parts(kept.parts))
    except (DomainError, LookupError, ValueError) as error:
        raise EditedJournalError(picture.seq, f"the picture kept of {stream.value} cannot be read") from error
    same &= PictureHash(shown).hexdigest() == kept.picture_hash
    same &= encode_parts(shown)["head"] == encode_parts(picture)["head"]
    if not same:
        raise EditedJournalError(
            picture.seq, f"the picture kept of {stream.value} is not what the events make"
        )
