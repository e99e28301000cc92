"""What one client reads of a hub: streams and telemetry, opened with a ticket, joined, followed, left. Link's thread.

It knows no sockets but through `send` and `HubSockets.open`, and no sign-in: `Connection` says when reading may begin,
and enters the states that follow from it. A reading ends with the connection or the sign-out and begins anew; what was
handed on before stays, so that only the difference is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.domain.base.roles import Stream
from console.wire import messages as m
from console.wire.ids import new_id

from .following import Following
from .lines import Lines
from .sockets import CATCHUP, COMMANDS, TELEMETRY, HubSockets, Line
from .view import LinkSink, Wants

_log = logging.getLogger(__name__)

Send = Callable[[m.ClientMessage, Line], object]


class Reading:
    """The streams that are wanted, as far as the hub gives them."""

    def __init__(self, wants: Wants, sink: LinkSink, send: Send) -> None:
        self._wants, self._sink, self._send = wants, sink, send
        followed = () if wants.beats_only else wants.streams
        self._followings = {one: Following(one, sink, lambda asked: send(asked, CATCHUP)) for one in followed}
        self._lines = Lines(send)
        self.opened: m.StreamsOpened | None = None
        """What the hub gives; None until it has said so."""
        self._opening_id = ""
        self.is_open = False
        """Whether whatever is wanted is being read, and the sink was told."""
        self._journal = ""
        self.beats: dict[Stream, tuple[int, str]] = {}
        """Seq and picture hash of the hub at the last heartbeat of each stream."""

    @property
    def ticket(self) -> str:
        """What is shown at the catch-up socket; empty before anything is opened."""
        return "" if self.opened is None else self.opened.ticket

    @property
    def is_asked_for(self) -> bool:
        """Whether the streams were asked for since the last sign-in."""
        return bool(self._opening_id)

    @property
    def has_any(self) -> bool:
        """Whether any stream was handed on, now or before."""
        return any(one.seq >= 0 for one in self._followings.values())

    def seq(self, stream: Stream) -> int:
        """Last event handed on of a stream; −1 for none."""
        following = self._followings.get(stream)
        return -1 if following is None else following.seq

    @property
    def is_behind(self) -> bool:
        """Whether something that the hub gives and is followed was not handed on yet."""
        granted = () if self.opened is None else self.opened.streams
        followed = [self._followings[one.stream] for one in granted if one.stream in self._followings]
        return any(not one.is_current for one in followed)

    # -- from asking to leaving ----------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the streams."""
        self._opening_id = new_id()
        self._send(m.OpenStreams(id=self._opening_id), COMMANDS)

    def was_asked(self, id_: str) -> bool:
        """Whether that is the id under which the streams were asked for last."""
        return bool(id_) and id_ == self._opening_id

    def on_opened(self, opened: m.StreamsOpened, sockets: HubSockets, now_ns: int) -> bool:
        """Join what is wanted and given; True where nothing is left to wait for."""
        self.opened = opened
        self._lines.clear()
        for stream in self._followings.keys() - {grant.stream for grant in opened.streams}:
            self._followings[stream].forget()
        if opened.catchup_port:
            sockets.open(CATCHUP, opened.catchup_port)
        for grant in opened.streams:
            if grant.stream in self._wants.streams:
                sockets.open(grant.stream, grant.port)
                self._lines.join(grant.stream, m.Join(ticket=opened.ticket), now_ns)
        if opened.telemetry_port and self._wants.topics is not None:
            sockets.open(TELEMETRY, opened.telemetry_port)
            self._lines.join(TELEMETRY, m.Join(ticket=opened.ticket, topics=self._wants.topics), now_ns)
        return not self._lines.waits

    def on_joined(self, line: Line, joined: m.Joined, now_ns: int) -> bool:
        """A line was let in; True where nothing is left to wait for."""
        opened = self.opened
        if opened is None:
            return False
        self._lines.answered(line)
        if isinstance(line, Stream) and line in self._followings:
            same = self.is_open or opened.journal == self._journal
            self._followings[line].begin(opened.ticket, joined.seq, same, now_ns)
        if self._lines.waits:
            return False
        self._journal = opened.journal
        return True

    def leave(self) -> None:
        """Nothing is read any more. Whether it was open stays to be told: see `is_open`."""
        for following in self._followings.values():
            following.leave()
        self.opened, self._opening_id = None, ""
        self._lines.clear()
        self.beats.clear()

    # -- what comes ----------------------------------------------------------------------------------------------------

    def heard(self, line: Line, now_ns: int) -> None:
        """Something came on a line."""
        self._lines.heard(line, now_ns)

    def on_events(self, batch: m.EventBatch, now_ns: int) -> None:
        """Live events of a stream."""
        if batch.stream in self._followings:
            self._followings[batch.stream].on_events(batch.events, now_ns)

    def on_beat(self, beat: m.Heartbeat, now_ns: int) -> None:
        """The hub says where a stream stands."""
        self.beats[beat.stream] = (beat.seq, beat.picture_hash)
        self._sink.on_beat(beat)
        if beat.stream in self._followings:
            self._followings[beat.stream].on_beat(beat.seq, now_ns)

    def on_caught(self, message: m.SnapshotPart | m.EventsPart | m.Refused, now_ns: int) -> bool:
        """Whether this answers what one of the followings had asked."""
        return any(one.on_caught(message, now_ns) for one in self._followings.values())

    def on_refused(self, line: Line, refused: m.Refused, now_ns: int) -> bool:
        """Whether a line was not let in, which tries again later."""
        if line not in self._lines:
            return False
        _log.warning("not let in at %s: %s", line, refused.code)
        self._lines.refused(line, now_ns)
        return True

    def resync(self, stream: Stream, now_ns: int) -> bool:
        """Ask for a fresh snapshot of a stream; False where it is not read."""
        if self.opened is None or stream not in self._followings:
            return False
        self._followings[stream].resync(now_ns)
        return True

    # -- clocks --------------------------------------------------------------------------------------------------------

    def ask_again(self, now_ns: int) -> None:
        """What was asked of the catch-up socket and never came."""
        for following in self._followings.values():
            following.again_when_due(now_ns)

    def join_again(self, now_ns: int) -> None:
        """Lines that were silent for long."""
        self._lines.again_when_due(now_ns)
