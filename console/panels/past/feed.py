"""Keeps the time line true and takes what is done with it to the source. Qt main thread; used by `DockedPanels`.

In a window on the present the panel says so. What stands in the log's filter is what one steps through.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from console.desk.world import Gathering
from console.panels.past.lanes import LaneReader, bands
from console.panels.strip.clocks import musters_going_on
from console.session.source import PastView
from console.verbs.invoker import Invoker
from console.wire.messages import EventsPart
from console.words.events import KIND_OF_TAG, event_words
from widgets.timeline.time_line_panel import RATES, TimeLinePanel, Transport
from widgets.timeline.view import Line

FRAME_MS = 40
"""Between two places of the playhead while time goes."""
SEEK_MS = 30
"""Where it is dragged, the newest place is asked for so often at most."""
NAMED_EVENTS = 6
"""So many events under the pointer are told in words."""


class PastFeed(QObject):
    """The panel `timeline`, and what the verbs of the past do (`PastControl`)."""

    def __init__(self, invoker: Invoker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat = invoker.here.seat
        self._world, self._source = seat.world, seat.world.source
        self.widget = panel = TimeLinePanel(parent)
        self._reader = LaneReader()
        self._line = Line()
        self._rate = 1
        self._only = ""
        self._wanted_ms = -1
        self._lane = self._asked = ""
        """The id under which the events below the pointer come."""
        self._seeking = Gathering(SEEK_MS, self._seek_wanted, self)
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._show_now)
        panel.rate_chosen.connect(self.set_rate)
        panel.line.sought.connect(self._on_sought)
        panel.line.pointed.connect(self._on_pointed)
        panel.acted.connect(invoker.press)
        if self._source.offers.seeks:
            panel.show_keys({verb: invoker.catalogue.key_of(verb) for verb in panel.verbs})
        self._world.link_changed.connect(lambda _: self._show_line())
        seat.events_came.connect(self._on_events)

    @property
    def _past(self) -> PastView | None:
        return self._world.link.past

    # -- DockedPanel ---------------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Read the source's view and show it, in the language of the screen."""
        self._reader.word()
        self._show_line()

    def _show_line(self) -> None:
        past = self._past
        if past is None:
            self.widget.show_transport(None)
            return
        self._reader.read(past.course)
        count, course = past.course.count, past.course
        line = Line(
            first_ms=course.t_ms(min(1, count)),
            last_ms=course.t_ms(count),
            lanes=self._reader.lanes,
            bands=bands(tuple(past.spans), course.t_ms(count)),
            looped=past.looped,
            only=self._only,
            clock_of=self._world.clock.wall_text,
        )
        if line != self._line:
            self._line = line
            self.widget.line.show_line(line)
        self._select()
        self._show_now()

    def tick(self) -> None:
        """Nothing falls due here: time is told by the frames."""

    def stop(self) -> None:
        """No more frames."""
        self._frames.stop()

    def set_only(self, kind: str) -> None:
        """The log's filter: the one kind that is stepped through; "" for all."""
        self._only = kind
        self._show_line()

    # -- PastControl: what verbs do ------------------------------------------------------------------------------------

    def play(self) -> None:
        """Go on, or hold."""
        self._source.play(0 if self._world.clock.rate else self._rate * 1000)

    def set_rate(self, rate: int) -> None:
        """How many times as fast as it was; also while it is held."""
        self._rate = rate
        if self._world.clock.rate:
            self._source.play(rate * 1000)
        self._show_now()

    def faster(self, by: int) -> None:
        """The next rate, or the one before."""
        place = RATES.index(self._rate) + by
        self.set_rate(RATES[min(max(0, place), len(RATES) - 1)])

    def step(self, by: int) -> bool:
        """To the next event of the filter, or the one before; False where there is none."""
        past = self._past
        if past is None:
            return False
        self._source.play(0)
        course = past.course
        seq = past.seq + by
        while 1 <= seq <= course.count:
            if not self._only or KIND_OF_TAG.get(course.type_of(seq), "system") == self._only:
                self._source.seek(0, seq)
                return True
            seq += by
        return False

    def skip(self, by_ms: int) -> None:
        """Another moment, so far from where one stands."""
        self._source.seek(max(0, self._world.clock.now_ms() + by_ms))

    def find(self, words: str) -> None:
        """The moment that is meant; a refusal says so."""
        self._source.find(words)

    def loop_from_here(self) -> None:
        """What is played again and again begins here."""
        now_ms, to_ms = self._world.clock.now_ms(), self._line.looped[1]
        self._source.loop(now_ms, to_ms if to_ms > now_ms else self._line.last_ms)

    def loop_to_here(self) -> None:
        """It ends here."""
        self._source.loop(self._line.looped[0], self._world.clock.now_ms())

    def no_loop(self) -> None:
        """Go on at the end."""
        self._source.loop(0, 0)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _select(self) -> None:
        """Where nobody has chosen anything, what is looked back at is the muster."""
        seat = self._seat
        if not seat.case_id and (going := musters_going_on(self._world.picture)):
            seat.select_case(going[0].incident_id)

    def _show_now(self) -> None:
        past = self._past
        if past is None:
            return
        clock = self._world.clock
        now_ms, rate = clock.now_ms(), clock.rate
        if bool(rate) is not self._frames.isActive():
            self._frames.start() if rate else self._frames.stop()
        self.widget.line.show_now(now_ms, follow=bool(rate))
        self.widget.show_transport(
            Transport(clock.wall_text(now_ms), round(rate), self._rate, self._state(past), past.bad_from > 0)
        )

    def _state(self, past: PastView) -> str:
        events = self.tr("{0} events").format(f"{past.course.count:,}")
        if past.cut_off:
            return self.tr("{0} · cut off after entry {1}").format(events, past.bad_from - 1)
        if past.bad_from:
            words = self.tr("{0} · changed at entry {1}: what follows cannot be relied on")
            return words.format(events, past.bad_from)
        if past.checked < 1.0:
            return self.tr("{0} · checking the chain, {1} %").format(events, int(past.checked * 100))
        signed = self.tr("signed by its hub") if past.signed else self.tr("not signed")
        return self.tr("{0} · chain whole, {1}").format(events, signed)

    def _on_sought(self, t_ms: int) -> None:
        self._wanted_ms = t_ms
        self.widget.line.show_now(t_ms)
        self._seeking.ask()

    def _seek_wanted(self) -> None:
        if self._wanted_ms >= 0:
            self._source.seek(self._wanted_ms)
            self._wanted_ms = -1

    def _on_pointed(self, lane: str, from_ms: int, to_ms: int) -> None:
        past = self._past
        if past is None:
            return
        course = past.course
        first, last = course.first_at(from_ms), course.seq_at(to_ms)
        found = [
            seq
            for seq in range(first, min(last, first + 20 * NAMED_EVENTS) + 1)
            if KIND_OF_TAG.get(course.type_of(seq), "system") == lane
        ]
        if found:
            self._asked = self._source.get_events(found[0], found[min(len(found), NAMED_EVENTS) - 1])
            self._lane = lane

    def _on_events(self, part: EventsPart) -> None:
        if part.id != self._asked or not part.id:
            return
        lines = [
            f"{self._world.clock.wall_text(one.t_ms)}  {event_words(one.event, self._world.names)}"
            for one in part.events
            if KIND_OF_TAG.get(str(type(one.event).__struct_config__.tag), "system") == self._lane
        ]
        self.widget.line.say("\n".join(lines[:NAMED_EVENTS]))
