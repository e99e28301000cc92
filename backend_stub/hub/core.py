"""The hub's core: decides commands, numbers and chains events, keeps answers, runs timers. No sockets, no SQL.

One owner thread. Time, storage, sealing and signing are injected, so that a drill can hold it in one process and step
it. A command is decided at once, but its answer comes out only when its batch is on disk: `take` a batch, commit it (on
any thread), then call `committed` or `failed` with it, in the order they were taken.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream
from console.domain.calls.commands import ReportCall
from console.domain.calls.erasing import CALL_IDS
from console.domain.calls.events import ReportErased, TextsErased
from console.domain.calls.rules import check_report
from console.domain.decide import AnyCommand, decide, due
from console.domain.evolve import AnyEvent
from console.domain.picture import Picture, next_id
from console.domain.registry.commands import OpenJournal
from console.domain.sealing import text_key
from console.journal.chain import GENESIS, LookLink, link
from console.journal.checkpoint import AUDIT, Checkpoint, SignedCheckpoint
from console.wire import codec
from console.wire import messages as m

from .clock import SAVE_EVERY_MS, Clock
from .kept_answers import KeptAnswers, mark_of, read_kept
from .ledger import Ledger
from .ports import (
    AnswerKey,
    AnswerRow,
    AnyGround,
    Batch,
    GroundCheck,
    KeyRow,
    LookRow,
    Released,
    Reply,
    Sign,
    Store,
    StoreError,
)
from .run_clock import follow_run, steers
from .texts import TextSealer
from .vault import Keywords, ReportVault, seal_call

_log = logging.getLogger(__name__)

MAX_BATCH: Final = 256
"""Requests of one transaction; the owner stops reading when a batch is full and another is being committed."""
MAX_NOT_AFTER_MS: Final = 600_000
"""A command may not live longer than this."""
CHECKPOINT_EVERY: Final = 10_000
"""Entries between two signed checkpoints of a chain."""
SYSTEM: Final = Stamp(actor="hub", role=Role.SYSTEM, seat="hub")


class Hub:
    """Decides and folds. See the module's docstring for how batches pass through it."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        vault: ReportVault,
        *,
        journal_id: str = "",
        sign: Sign = lambda checkpoint: None,
        keywords: Keywords = lambda words: (),
        ground: GroundCheck | None = None,
        read_only: bool = False,
    ) -> None:
        """Load each stream's picture from the store's newest keyframe and the events after it.

        `read_only`: no command is decided, also none of its own; each is refused.
        """
        self.read_only = read_only
        self._store = store
        self._clock = clock
        self._vault = vault
        self._keywords = keywords
        self._sign = sign
        self._ground = AnyGround() if ground is None else ground
        self.journal_id = journal_id
        """The journal's random id."""
        self._answers = KeptAnswers(store)
        self._batch = Batch()
        self._flying: list[Batch] = []
        self._marked_ms = -SAVE_EVERY_MS
        self._looks, self._look_chain = 0, GENESIS
        self._ends: dict[str, tuple[int, bytes]] = {}
        self._texts = TextSealer(vault, self._find_key)
        self._ledgers: dict[Stream, Ledger] = {}
        self._load()

    @property
    def picture(self) -> Picture:
        """The picture of the stream `ops`, as folded now: what is decided on."""
        picture = self._ledgers[Stream.OPS].picture
        assert isinstance(picture, Picture)
        return picture

    def now_ms(self) -> int:
        """The hub's time."""
        return self._clock.now_ms()

    def seq(self, stream: Stream) -> int:
        """Number of the stream's last event."""
        return self._ledgers[stream].seq

    # -- asking --------------------------------------------------------------------------------------------------------

    def preload(self, keys: Iterable[AnswerKey]) -> None:
        """Look up many command ids at once; `submit` then finds them without asking the store one by one.

        Raises StoreError.
        """
        self._answers.preload(keys)

    def submit(
        self, stamp: Stamp, command_id: str, not_after_ms: int, command: AnyCommand, ticket: object = None
    ) -> bytes | None:
        """Decide a command. The kept answer's frame when the id was answered before (or is refused unkept).

        Otherwise None: `(ticket, id, frame)` comes out of `committed` or `failed`. Raises StoreError when the store
        cannot say whether the id was seen.
        """
        if self.read_only:
            return codec.encode(m.Refused(id=command_id, code=Code.READ_ONLY))
        key, mark = (stamp.seat, command_id), mark_of(command)
        if not self._answers.is_new(key):
            return self._answers.again(key, mark, ticket)
        now_ms = self._clock.now_ms()
        if not_after_ms > now_ms + MAX_NOT_AFTER_MS:
            refused = m.Refused(
                id=command_id, code=Code.EXPIRES_TOO_LATE, fields={"most_ms": MAX_NOT_AFTER_MS}
            )
            return codec.encode(refused)
        self._answers.wait(key, mark, ticket)
        if not_after_ms < now_ms:
            self._answer(key, now_ms, Refusal(code=Code.EXPIRED, fields={"late_ms": now_ms - not_after_ms}))
            return None
        try:
            outcome = self._decide(stamp, command, now_ms, command_id)
        except StoreError:
            self._answers.end_wait(key)
            raise
        self._answer(key, now_ms, outcome)
        return None

    def system(self, command: AnyCommand) -> Refusal | None:
        """The hub's own command (timers, opening, registry): decided now, committed with the next batch."""
        if self.read_only:
            return Refusal(code=Code.READ_ONLY)
        outcome = self._decide(SYSTEM, command, self._clock.now_ms(), "")
        return outcome if isinstance(outcome, Refusal) else None

    def open_journal(self, kind: str, epoch_ms: int, town_id: str) -> Refusal | None:
        """First command of an empty journal."""
        return self.system(OpenJournal(kind=kind, epoch_ms=epoch_ms, town_id=town_id))

    def tick(self) -> None:
        """Give itself the commands whose time has come; a few times per second."""
        if self.read_only:
            return
        leaving = self._ledgers[Stream.OPS].leaving
        for command in due(self.picture, self._clock.now_ms(), leaving=leaving):
            refusal = self.system(command)
            if refusal is not None:
                _log.warning("own timer command %s refused: %s", type(command).__name__, refusal.code)

    def look(self, stamp: Stamp, entry: m.LookEntry, reply: Reply | None = None) -> None:
        """Append to the audit chain; `reply` is released when it is on disk."""
        number = self._looks + 1
        look = LookLink(
            n=number,
            utc_ms=self._clock.utc_ms(),
            at_ms=entry.at_ms,
            user=entry.user or stamp.actor,
            role=stamp.role.value if entry.user in ("", stamp.actor) else "",
            seat=stamp.seat,
            what=entry.what,
            subject=entry.subject,
            incident_id=entry.incident_id,
            purpose=entry.purpose,
            result=entry.result,
        )
        self._look_chain = link(self._look_chain, look)
        self._looks = number
        self._batch.looks.append(LookRow(look, self._look_chain))
        if number % CHECKPOINT_EVERY == 0:
            self._checkpoint(AUDIT)
        if reply is not None:
            self._batch.replies.append(reply)

    def log_looks(
        self, stamp: Stamp, request_id: str, entries: tuple[m.LookEntry, ...], ticket: object = None
    ) -> bytes | None:
        """Append spooled looks once per request id; answers as `submit` does. Raises StoreError."""
        if self.read_only:
            return codec.encode(m.Refused(id=request_id, code=Code.READ_ONLY))
        key, mark = (stamp.seat, request_id), mark_of(entries)
        if not self._answers.is_new(key):
            return self._answers.again(key, mark, ticket)
        self._answers.wait(key, mark, ticket)
        for entry in entries:
            self.look(stamp, entry)
        body = self._answers.body(key, codec.encode(m.LooksLogged(id=request_id)))
        self._batch.answers.append(AnswerRow(stamp.seat, request_id, self._clock.now_ms(), body))
        return None

    # -- committing ----------------------------------------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """Requests in the batch that is being gathered."""
        return len(self._batch.answers) + len(self._batch.replies)

    @property
    def in_flight(self) -> int:
        """Batches taken and not yet reported back."""
        return len(self._flying)

    def take(self, *, last: bool = False) -> Batch | None:
        """The gathered batch, to be committed; None when there is nothing to write. `last`: note the time as well."""
        now_ms = self._clock.now_ms()
        if last or now_ms - self._marked_ms >= SAVE_EVERY_MS:
            self._batch.clock = self._clock.mark()
            self._marked_ms = now_ms
        if not self._batch:
            return None
        batch, self._batch = self._batch, Batch()
        self._flying.append(batch)
        return batch

    def committed(self, batch: Batch) -> Released:
        """The batch is on disk: its answers may leave and its events be published."""
        if not self._flying or self._flying[0] is not batch:
            raise ValueError("batches come back in the order they were taken")
        self._flying.pop(0)
        for event in batch.events:
            self._ends[event.stream.value] = (event.entry.seq, event.chain)
        if batch.looks:
            self._ends[AUDIT] = (batch.looks[-1].look.n, batch.looks[-1].chain)
        replies: list[Reply] = list(batch.replies)
        for row in batch.answers:
            key = (row.seat, row.id)
            self._answers.keep(key, row.body)
            frame, _ = read_kept(row.body)
            replies += [(ticket, row.id, frame) for ticket in self._answers.end_wait(key)]
        return Released(replies, batch.events)

    def failed(self) -> list[Reply]:
        """A commit failed: everything not on disk is refused, and the picture is what the store says.

        Raises StoreError when the store cannot be read either; the hub must then stop.
        """
        lost = [*self._flying, self._batch]
        self._flying, self._batch = [], Batch()
        replies: list[Reply] = []
        for batch in lost:
            for row in batch.answers:
                refused = codec.encode(m.Refused(id=row.id, code=Code.STORE_FAILED))
                replies += [
                    (ticket, row.id, refused) for ticket in self._answers.end_wait((row.seat, row.id))
                ]
            for ticket, request_id, _ in batch.replies:
                replies.append(
                    (ticket, request_id, codec.encode(m.Refused(id=request_id, code=Code.STORE_FAILED)))
                )
        self._answers.forget_waiting()
        self._load()
        follow_run(self._clock, self.picture)
        return replies

    def flush(self, *, last: bool = False) -> Released:
        """Commit what is gathered here and now (headless runs, start and stop). Raises StoreError after undoing."""
        batch = self.take(last=last)
        if batch is None:
            return Released([], [])
        try:
            self._store.prepare(batch)
            self._store.finish(batch)
        except StoreError:
            self.failed()
            raise
        return self.committed(batch)

    def checkpoint_now(self) -> None:
        """Sign every chain's end with the next batch."""
        for stream in Stream:
            self._checkpoint(stream)
        self._checkpoint(AUDIT)

    def signed_ends(self) -> tuple[SignedCheckpoint, ...]:
        """Every chain's end as it is on disk, signed now; chains without an entry are left out."""
        utc_ms = self._clock.utc_ms()
        signed = (
            self._sign(Checkpoint(self.journal_id, chain, seq, root, utc_ms))
            for chain, (seq, root) in self._ends.items()
            if seq
        )
        return tuple(one for one in signed if one is not None)

    # -- showing -------------------------------------------------------------------------------------------------------

    def picture_hash(self, stream: Stream = Stream.OPS) -> str:
        """32 hex digits over the stream's picture as folded now (dirty entities only are hashed)."""
        return self._ledgers[stream].hash.hexdigest()

    def copies(self) -> list[Ledger]:
        """Every stream as it is on disk, freshly loaded, for a thread that folds beside the core. Raises StoreError."""
        tail = self._store.tail()
        return [Ledger(stream, self._store, tail) for stream in Stream]

    def store_keyframes(self) -> None:
        """Keep the pictures as they are; only when nothing is waiting or in flight. Raises StoreError."""
        if self._flying or self._batch.events:
            raise ValueError("there are events that are not on disk")
        for ledger in self._ledgers.values():
            if ledger.seq:
                self._store.write_keyframe(ledger.keyframe())

    # -- inside --------------------------------------------------------------------------------------------------------

    def _find_key(self, key_id: str) -> bytes | None:
        """A wrapped key, also one that is not on disk yet."""
        waiting = (self._batch, *self._flying)
        if any(key_id in batch.erased_keys for batch in waiting):
            return None
        fresh = (row.wrapped for batch in waiting for row in batch.keys if row.key_id == key_id)
        return next(fresh, None) or self._store.read_key(key_id)

    def _erased_by(self, event: AnyEvent) -> list[str]:
        """The keys that an event destroys."""
        match event:
            case ReportErased():
                return [event.key_id]
            case TextsErased():
                keys = self._texts.keys_of(event.key_id)
                subject = event.subject_id
                if subject.startswith(CALL_IDS[0]) and subject not in self.picture.calls:
                    keys += filter(None, [self._store.find_former_key(subject)])
                return keys  # of a call that is there, `ReportErased` names its report's
            case _:
                return []

    def _load(self) -> None:
        self._texts.forget()
        tail = self._store.tail()
        self._ledgers = {stream: Ledger(stream, self._store, tail) for stream in Stream}
        self._looks, self._look_chain = tail.looks, tail.look_chain
        self._ends = {stream.value: end for stream, end in tail.ends.items()}
        self._ends[AUDIT] = (tail.looks, tail.look_chain)

    def _decide(
        self, stamp: Stamp, command: AnyCommand, now_ms: int, command_id: str
    ) -> m.Accepted | Refusal:
        """Which events were made, or why there are none."""
        keys: list[KeyRow] = []
        picture = self.picture
        if isinstance(command, ReportCall):
            if wrong := check_report(command.report):
                return wrong
            key_id = text_key(picture, next_id(picture, *CALL_IDS))
            command, keys = seal_call(command, self._vault, self._keywords, now_ms, key_id)
        try:
            asked = Asked(t_ms=now_ms, stamp=stamp, command=command)
            outcome = self._ground.refusal(picture, command) or decide(picture, asked)
            if isinstance(outcome, list):
                outcome, fresh = self._texts.seal(picture, outcome)
                keys += fresh
        except StoreError:
            self._texts.forget()
            raise
        except Exception:  # noqa: BLE001 - a bug in one rule must not take the hub with it; decide is pure
            _log.exception("decide failed on %s", type(command).__name__)
            self._texts.forget()
            return Refusal(code=Code.INTERNAL)
        if isinstance(outcome, Refusal):
            return outcome
        before = {stream: ledger.seq for stream, ledger in self._ledgers.items()}
        try:
            self._record(outcome, stamp, now_ms, command_id)
        except Exception:  # noqa: BLE001 - a bug in one fold: take the command back, keep everything else
            _log.exception("fold failed on the events of %s", type(command).__name__)
            self._take_back(before)
            return Refusal(code=Code.INTERNAL)
        if steers(outcome):
            follow_run(self._clock, self.picture)
        self._batch.keys += keys
        stream = outcome[0].stream if outcome else Stream.OPS
        return m.Accepted(
            id=command_id, stream=stream, first_seq=before[stream] + 1, last_seq=self.seq(stream)
        )

    def _take_back(self, before: dict[Stream, int]) -> None:
        """Drop events after these and load and fold the rest again: a picture may be half changed."""
        batch = self._batch
        batch.events = [row for row in batch.events if row.entry.seq <= before[row.stream]]
        batch.erased_keys = []
        batch.erased_keys = [key for row in batch.events for key in self._erased_by(row.recorded.event)]
        batch.checkpoints = [
            signed
            for signed in batch.checkpoints
            if signed.checkpoint.stream == AUDIT
            or signed.checkpoint.seq <= before[Stream(signed.checkpoint.stream)]
        ]
        looks, look_chain = self._looks, self._look_chain
        self._load()
        self._looks, self._look_chain = looks, look_chain
        for waiting in (*self._flying, batch):  # a flying batch may be on disk by now
            for ledger in self._ledgers.values():
                ledger.fold(waiting.events)

    def _record(self, events: list[AnyEvent], stamp: Stamp, now_ms: int, command_id: str) -> None:
        batch = self._batch
        utc_ms = self._clock.utc_ms()
        for event in events:
            row = self._ledgers[event.stream].record(event, stamp, now_ms, utc_ms, command_id)
            batch.events.append(row)
            if erased := self._erased_by(event):
                batch.erased_keys += erased
                self._texts.forget()
            if row.entry.seq % CHECKPOINT_EVERY == 0:
                self._checkpoint(row.stream)

    def _checkpoint(self, chain: Stream | str) -> None:
        if isinstance(chain, Stream):
            seq, root = self._ledgers[chain].seq, self._ledgers[chain].chain
        else:
            seq, root = self._looks, self._look_chain
        signed = self._sign(Checkpoint(self.journal_id, str(chain), seq, root, self._clock.utc_ms()))
        if signed is not None and seq:
            self._batch.checkpoints.append(signed)

    def _answer(self, key: AnswerKey, now_ms: int, outcome: m.Accepted | Refusal) -> None:
        seat, command_id = key
        answer: m.Accepted | m.Refused
        if isinstance(outcome, Refusal):
            answer = m.Refused(id=command_id, code=outcome.code, fields=outcome.fields)
        else:
            answer = outcome
        body = self._answers.body(key, codec.encode(answer))
        self._batch.answers.append(AnswerRow(seat, command_id, now_ms, body))
