"""Decodes a camera's packets with as much effort as its rung allows. A camera thread's own."""

from __future__ import annotations

from fractions import Fraction

import av.codec.context
import av.error
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from streams.damage import Damage
from streams.errors import SourceError
from streams.governor import Quality
from streams.opening import OpenSource
from streams.scaler import Shape

_HOPELESS = 50
"""So many packets in a row that cannot be decoded: the connection is begun anew."""
_SKIP: dict[Quality, str] = {
    Quality.FULL: "DEFAULT",
    Quality.NO_LOOP_FILTER: "DEFAULT",
    Quality.NO_NONREF: "NONREF",
    Quality.KEY_FRAMES: "NONKEY",
    Quality.SLOW: "NONKEY",
}


class SteppedDecoder:
    """A decoder whose effort can be changed while it runs.

    What may be skipped is a property: less is decoded at once, more from the next key frame on, since pictures build on
    those before. The loop filter is chosen when a decoder is opened, so for that a fresh one takes over at a key frame.
    """

    def __init__(self, source: OpenSource, now_s: float) -> None:
        self.damage = Damage(now_s)
        self._faults = 0
        self._stream = source.stream
        self._context: VideoCodecContext = source.stream.codec_context
        self._turns: int | None = None
        self._filtered = True
        self._skip = "DEFAULT"

    def decode(self, packet: Packet[VideoStream], quality: Quality, now_s: float) -> list[VideoFrame]:
        """The frames fit to be shown that came out of `packet`.

        Raises SourceError where nothing can be decoded again and again.
        """
        if packet.is_corrupt:
            self.damage.note(now_s)
        try:
            frames = self._decode(packet, quality)
        except av.error.InvalidDataError:
            self.damage.note(now_s)
            self._faults += 1
            if self._faults > _HOPELESS:
                raise SourceError("Invalid data found again and again") from None
            return []
        if frames:
            self._faults = 0
        return [
            frame
            for frame in frames
            if self.damage.lets_pass(now_s, is_key=frame.key_frame, is_corrupt=frame.is_corrupt)
        ]

    def shape_of(self, frame: VideoFrame) -> Shape:
        """How to show a picture, by what it, its stream and its container say."""
        if self._context is self._stream.codec_context:  # a fresh one was not told by the container
            self._turns = round(frame.rotation / 90) % 4
        turns = self._turns or 0
        pixel = self._stream.sample_aspect_ratio or self._context.sample_aspect_ratio
        return Shape(turns, pixel or Fraction(1))

    def _decode(self, packet: Packet[VideoStream], quality: Quality) -> list[VideoFrame]:
        filtered = (
            quality is Quality.FULL
        )  # a fresh decoder is not told of turns: the first picture is waited for
        if filtered is not self._filtered and packet.is_keyframe and self._turns is not None:
            self._renew(filtered)
        skip = _SKIP[quality]
        if skip != self._skip and (self._skip != "NONKEY" or packet.is_keyframe):
            self._context.skip_frame = skip  # type: ignore[assignment]
            self._skip = skip
        return self._context.decode(packet)

    def _renew(self, filtered: bool) -> None:
        old = self._context
        fresh = VideoCodecContext.create(old.name, "r")
        assert isinstance(fresh, VideoCodecContext)
        if old.extradata:
            fresh.extradata = old.extradata
        fresh.thread_count = 1
        fresh.flags |= int(av.codec.context.Flags.low_delay)
        if not filtered:
            fresh.options = {"skip_loop_filter": "all"}
        self._context, self._filtered, self._skip = fresh, filtered, "DEFAULT"
