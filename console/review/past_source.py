"""A journal's past as a `Source`: it is shown at any moment, and goes on from there as fast as is wished. No Qt.

One thread owns the journal: orders come to it by a queue, and between them it plays, lays the file out and follows its
chain, a few milliseconds at a time, so that an order never waits long. Nobody decides here: a command is refused.
Used by `main.py replay` through `SourceBridge`.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream, WorldKind
from console.domain.decide import AnyCommand
from console.journal.errors import EditedJournalError, JournalError, TruncatedJournalError
from console.session.source import Answer, LinkState, LinkView, Offers, PastView, SourceSink
from console.wire.ids import new_id
from console.wire.messages import EventsPart, LookEntry, Refused

from .moments import Known, moment
from .past import Past

_log = logging.getLogger(__name__)

OFFERS: Final = Offers(seeks=True)
TURN_S: Final = 0.02
"""Between two turns while it plays."""
TOLD_AGAIN_S: Final = 0.5
"""The view is told at least so often while the file is laid out and checked."""
LAID_OUT_AT_ONCE: Final = 2_000
SURVEYED_AT_ONCE: Final = 100
PART_EVENTS: Final = 500
"""Events of one batch, and of one part of an answer."""
MAX_RATE_PERMILLE: Final = 60_000
JOIN_S: Final = 10.0


class PastSource:
    """A `Source` over an opened journal, which is closed with it; shows its first moment, and holds."""

    def __init__(self, past: Past, sink: SourceSink, town_dir: Callable[[str], str] = lambda _: "") -> None:
        """`town_dir` says where the files of a town lie, by its id; "" where they are not here. Asked once."""
        self._past, self._sink = past, sink
        self._find_town, self._town_dir = town_dir, ""
        self._town_id, self._epoch_ms = "", 0
        self._orders: queue.Queue[Callable[[], None]] = queue.Queue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="past", daemon=True)
        self._seq = 0
        self._base_ms, self._base_ns, self._rate = 0, time.monotonic_ns(), 0
        self._looped = (0, 0)
        self._wanted: tuple[int, int] | None = None
        """(t_ms, seq) of a moment that is not laid out yet."""
        self._sought: tuple[str, str] | None = None
        """(id, words) of a moment that may yet come up in what is not surveyed."""
        self._told_s = 0.0
        self._told_surveyed = False

    # -- Source: any thread --------------------------------------------------------------------------------------------

    @property
    def offers(self) -> Offers:
        """It seeks, and that is all."""
        return OFFERS

    def start(self) -> None:
        """Show the first moment."""
        self._orders.put(partial(self._seek, 0, 0))
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close the journal."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._orders.put(lambda: None)
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        else:
            self._past.close()

    def seek(self, t_ms: int, seq: int = 0) -> None:
        """Show another moment; where several are asked for at once, the last one is shown."""
        self._orders.put(partial(self._seek, t_ms, seq))

    def find(self, words: str) -> str:
        """Show the moment that is meant; refused where none is, at the latest when the whole journal is known."""
        id_ = new_id()
        self._orders.put(partial(self._find, id_, words))
        return id_

    def play(self, rate_permille: int) -> None:
        """Let time go on."""
        self._orders.put(partial(self._play, rate_permille))

    def loop(self, from_ms: int, to_ms: int) -> None:
        """Play a span again and again."""
        self._orders.put(partial(self._loop, from_ms, to_ms))

    def resync(self) -> None:
        """Tell the picture again."""
        self._orders.put(self._show)

    def submit(self, command: AnyCommand) -> str:
        """Nobody decides here: refused."""
        id_ = new_id()
        answer = Answer(id_, command, Refused(id=id_, code=Code.NOT_OFFERED.value))
        self._orders.put(partial(self._sink.on_answer, answer))
        return id_

    def get_events(self, first: int, last: int) -> str:
        """Past events, also those after the moment that is shown."""
        id_ = new_id()
        self._orders.put(partial(self._bring, id_, first, last))
        return id_

    def open_report(self, call_id: str, purpose: str) -> str:
        """Clear words stay with the hub: refused."""
        return self._refuse()

    def open_texts(self, subject_id: str, texts: tuple[str, ...], purpose: str) -> str:
        """Clear words stay with the hub: refused."""
        return self._refuse()

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        """A camera's address is no part of a journal: refused."""
        return self._refuse()

    def look(self, entry: LookEntry) -> None:
        """Nothing personal can be looked at in an exported journal, and nobody audits it."""

    def sign_in(self, user: str, password: str) -> None:
        """Nobody needs to."""

    def sign_out(self) -> None:
        """Nobody sits here."""

    def retry_now(self) -> None:
        """It is there."""

    def _refuse(self) -> str:
        id_ = new_id()
        self._orders.put(partial(self._sink.on_reply, Refused(id=id_, code=Code.NOT_OFFERED.value)))
        return id_

    # -- the thread ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._obey(self._next_order())
                if self._stopping.is_set():
                    return
                self._go_on()
        except Exception:
            _log.exception("the past can be shown no more")
            raise
        finally:
            self._past.close()

    def _next_order(self) -> list[Callable[[], None]]:
        """What was ordered; waits for it as long as there is nothing else to do."""
        busy = not self._past.surveyed or self._wanted is not None
        wait_s = TURN_S if self._rate else 0.0 if busy else None
        orders: list[Callable[[], None]] = []
        try:
            orders.append(self._orders.get(block=wait_s != 0.0, timeout=wait_s))
            while True:
                orders.append(self._orders.get_nowait())
        except queue.Empty:
            return orders

    def _obey(self, orders: list[Callable[[], None]]) -> None:
        seeks = [one for one in orders if isinstance(one, partial) and one.func == self._seek]
        for order in orders:
            if self._stopping.is_set():
                return
            if order not in seeks or order is seeks[-1]:
                order()

    def _go_on(self) -> None:
        past = self._past
        laid_out = past.layout.read_on(LAID_OUT_AT_ONCE)
        if self._wanted is not None:
            self._seek(*self._wanted)
        if self._rate:
            self._advance()
        past.survey(SURVEYED_AT_ONCE)
        if self._sought is not None and past.surveyed:
            self._find(*self._sought)
        again = time.monotonic() - self._told_s > TOLD_AGAIN_S and bool(
            laid_out or self._rate or not past.surveyed
        )
        if again or past.surveyed is not self._told_surveyed:
            self._tell()

    # -- orders --------------------------------------------------------------------------------------------------------

    def _seek(self, t_ms: int, seq: int) -> None:
        layout = self._past.layout
        known = layout.whole or (seq <= layout.count if seq else t_ms < layout.t_ms(layout.count))
        self._wanted = None if known else (t_ms, seq)
        if not known:
            layout.read_on(LAID_OUT_AT_ONCE)
            return
        first_ms, last_ms = layout.t_ms(min(1, layout.count)), layout.t_ms(layout.count)
        at_ms = layout.t_ms(min(seq, layout.count)) if seq else min(max(t_ms, first_ms), last_ms)
        before, self._seq = self._seq, min(seq, layout.count) if seq else layout.seq_at(at_ms)
        self._stand_at(at_ms)
        if not 0 < before < self._seq <= before + PART_EVENTS or not self._tell_events(before):
            self._show()

    def _find(self, id_: str, words: str) -> None:
        past, layout = self._past, self._past.layout
        known = Known(
            now_ms=self._now_ms(),
            first_ms=layout.t_ms(min(1, layout.count)),
            last_ms=layout.t_ms(layout.count),
            count=layout.count,
            epoch_ms=self._epoch_ms,
            spans=past.spans.found,
            first_of=past.first_of,
        )
        found = moment(words, known)
        self._sought = (id_, words) if found is None and not past.surveyed else None
        if found is not None:
            self._seek(*found)
        elif self._sought is None:
            refused = Refused(id=id_, code=Code.NO_SUCH_MOMENT.value, fields={"words": words})
            self._sink.on_reply(refused)

    def _play(self, rate_permille: int) -> None:
        self._stand_at(self._now_ms())
        self._rate = min(max(0, rate_permille), MAX_RATE_PERMILLE)
        layout = self._past.layout
        if (
            self._rate
            and layout.whole
            and self._seq >= layout.count
            and self._base_ms >= layout.t_ms(layout.count)
        ):
            self._rate = 0
        self._tell()

    def _loop(self, from_ms: int, to_ms: int) -> None:
        self._looped = (from_ms, to_ms) if 0 <= from_ms < to_ms else (0, 0)
        self._tell()

    def _bring(self, id_: str, first: int, last: int) -> None:
        layout = self._past.layout
        while not layout.whole and layout.count < last:
            layout.read_on(LAID_OUT_AT_ONCE)
        if not 1 <= first <= last <= layout.count:
            self._sink.on_reply(Refused(id=id_, code=Code.NO_SUCH_EVENTS.value))
            return
        for begin in range(first, last + 1, PART_EVENTS):
            until = min(last, begin + PART_EVENTS - 1)
            try:
                events = tuple(self._past.events(begin, until))
            except JournalError as fault:
                self._sink.on_reply(
                    Refused(id=id_, code=Code.NO_SUCH_EVENTS.value, fields={"why": str(fault)})
                )
                return
            self._sink.on_reply(EventsPart(id=id_, stream=Stream.OPS, events=events, last_part=until == last))

    # -- time ----------------------------------------------------------------------------------------------------------

    def _now_ms(self) -> int:
        passed_ms = (time.monotonic_ns() - self._base_ns) * self._rate // 1_000_000_000
        return self._base_ms + passed_ms

    def _stand_at(self, t_ms: int) -> None:
        self._base_ms, self._base_ns = t_ms, time.monotonic_ns()

    def _advance(self) -> None:
        """Tell what has happened by now."""
        layout, now_ms = self._past.layout, self._now_ms()
        from_ms, to_ms = self._looped
        if from_ms < to_ms <= now_ms and layout.t_ms(self._seq) <= to_ms:
            self._seek(from_ms, 0)
            return
        before, self._seq = self._seq, max(self._seq, min(layout.seq_at(now_ms), self._seq + PART_EVENTS))
        if self._seq > before and not self._tell_events(before):
            self._show()
            return
        if layout.whole and self._seq >= layout.count:
            self._stand_at(layout.t_ms(layout.count))
            self._rate = 0
            self._tell()

    def _tell_events(self, before: int) -> bool:
        """What followed the event `before` up to where one stands now; False where some of it cannot be read."""
        try:
            events = list(self._past.events(before + 1, self._seq))
        except JournalError:
            return False
        self._sink.on_events(Stream.OPS, events)
        self._tell()
        return True

    # -- telling -------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """The picture where one stands, or before the first event that cannot be read or folded."""
        while True:
            try:
                picture = self._past.picture_at(self._seq)
                break
            except (EditedJournalError, TruncatedJournalError) as fault:
                self._hold_before(fault.seq)
            except JournalError:
                self._hold_before(self._seq)
        if picture.town_id and picture.town_id != self._town_id:
            self._town_id = picture.town_id
            self._town_dir = self._find_town(picture.town_id)
        self._epoch_ms = picture.epoch_ms
        self._sink.on_snapshot(Stream.OPS, picture)
        self._tell()

    def _hold_before(self, seq: int) -> None:
        """Nothing can be shown from this event on."""
        self._seq, self._rate = max(0, min(seq, self._seq) - 1), 0
        self._stand_at(self._past.layout.t_ms(self._seq))

    def _tell(self) -> None:
        past, self._told_s = self._past, time.monotonic()
        self._told_surveyed = past.surveyed
        now_ms = self._now_ms()
        view = PastView(
            course=past.layout,
            seq=self._seq,
            known=past.layout.share,
            checked=1.0 if past.surveyed else past.layout.share * past.surveyed_to / max(1, past.count),
            signed=past.surveyed and past.fault is None and past.signed is not None,
            bad_from=0 if past.fault is None else past.surveyed_to + 1,
            cut_off=isinstance(past.fault, TruncatedJournalError),
            looped=self._looped,
            spans=past.spans.found,
        )
        self._sink.on_link(
            LinkView(
                LinkState.LIVE,
                kind=WorldKind.REPLAY,
                clock_ms=now_ms,
                mono_ns=time.monotonic_ns(),
                rate_permille=self._rate,
                paused=self._rate == 0,
                town_dir=self._town_dir,
                past=view,
            )
        )
