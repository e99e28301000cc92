"""Opens what FFmpeg asks for while it plays an HLS stream over HTTP. Runs on a camera thread.

FFmpeg reads a playlist again and again, each time as long as something comes: here each has an end, as the first had
that we looked at. Playlists may tell when their segments were taken (RFC 8216, EXT-X-PROGRAM-DATE-TIME), which FFmpeg
does not pass on: that passes through here, too.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from io import BytesIO

from streams.allowed import Allowed, Body, Opener, without_login
from streams.playlist import MARK, dates_of, is_endless, made_whole

_CRYPTO = ("crypto+", "crypto:")
_BLOCK = 16
_FARTHEST_S = 86_400.0
_CLOCKS_DIFFER_S = 2.0
"""Pictures out of the future by more than this: one of the two clocks is wrong, and nothing is known."""


class HlsOpener(Opener):
    """Playlists within a bound, segments whole or in part, ciphered ones in clear."""

    def __init__(self, allowed: Allowed | None, url: str, timeout_s: float) -> None:
        super().__init__(allowed, url, timeout_s)
        self.dates: dict[str, float] = {}
        """When the segments of the newest playlists were taken: UTC seconds by their addresses."""
        self.is_endless = False
        """A playlist had no end: it is cut off, nothing is opened any more, and the connection is to be ended.

        No exception passes through FFmpeg: its traceback would keep the container, which crashes when it is collected.
        """
        self._begun: float | None = None

    def __call__(self, url: str, flags: int, options: Mapping[str, str]) -> Body:
        """What FFmpeg reads from: a playlist, a segment or a key."""
        mark = next((one for one in _CRYPTO if url.startswith(one)), "")
        address = url.removeprefix(mark)
        if self.is_endless:
            return Body(None)
        body = self.fetch(address, options)
        if address in self.dates:
            self._begun = self.dates[address]
        if mark:
            return _Deciphered(body, bytes.fromhex(options["key"]), bytes.fromhex(options["iv"]))
        place = body.place or address
        if place == without_login(address):
            return _Bounded(body, self, address)
        return _Moved(_Bounded(body, self, place), place)

    def segment_begun_s(self) -> float | None:
        """When the first picture of a segment was taken that has been opened since the last call (UTC seconds)."""
        begun, self._begun = self._begun, None
        return begun


class _Bounded(Body):
    """A playlist is read to its end, or is none; anything else passes."""

    def __init__(self, body: Body, opener: HlsOpener, url: str) -> None:
        super().__init__(None)
        self._body, self._opener, self._url = body, opener, url
        self._deadline_s = time.monotonic() + opener.timeout_s
        self._text = b""
        self._is_playlist: bool | None = None

    def read(self, size: int) -> bytes:
        """Some bytes; none at the end, or where a playlist has none."""
        data = b"" if self._opener.is_endless else self._body.read(size)
        if self._is_playlist is not False:
            self._text += data
            if len(self._text) >= len(MARK) or not data:
                self._is_playlist = self._text.startswith(MARK)
        if not self._is_playlist:
            if self._is_playlist is False:
                self._text = b""
            return data
        if is_endless(len(self._text), self._deadline_s):
            self._opener.is_endless, self._text = True, b""
            return b""
        if not data:
            self._opener.dates |= dates_of(self._text, self._url)
        return data

    def close(self) -> None:
        """The end."""
        self._body.close()


class _Moved(Body):
    """What lay elsewhere than it was asked for. FFmpeg is not told so: a playlist gets its addresses whole."""

    def __init__(self, body: Body, place: str) -> None:
        super().__init__(None)
        self._body, self._place = body, place
        self._head: BytesIO | None = None

    def read(self, size: int) -> bytes:
        """Some bytes; those of a playlist once it has ended."""
        if self._head is None:
            head = b""
            while len(head) < len(MARK) and (data := self._body.read(size)):
                head += data
            if head.startswith(MARK):
                while data := self._body.read(size):
                    head += data
                head = made_whole(head, self._place)
            self._head = BytesIO(head)
        return self._head.read(size) or self._body.read(size)

    def close(self) -> None:
        """The end."""
        self._body.close()


class _Deciphered(Body):
    """A segment under AES-128 (RFC 8216 §4.3.2.4): CBC, the padding taken off."""

    def __init__(self, body: Body, key: bytes, iv: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # few cameras need it

        super().__init__(None)
        self._body = body
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        self._kept = b""

    def read(self, size: int) -> bytes:
        """Some bytes; the last block is held back until it is known to be the last."""
        while data := self._body.read(size):
            clear = self._kept + self._cipher.update(data)
            self._kept = clear[-_BLOCK:]
            if out := clear[:-_BLOCK]:
                return out
        kept, self._kept = self._kept, b""
        return kept[: -kept[-1]] if kept and kept[-1] <= _BLOCK else kept

    def close(self) -> None:
        """The end."""
        self._body.close()


class SourceClock:
    """How far what is shown lies behind its source. Pure: times are given, in seconds; a camera thread's own."""

    def __init__(self) -> None:
        self._zero_s: float | None = None
        """When a picture with the presentation time 0 would have been taken, UTC."""

    def begin(self, taken_s: float, pts_s: float) -> None:
        """A picture with this presentation time was taken then (UTC)."""
        self._zero_s = taken_s - pts_s

    def delay_s(self, pts_s: float, utc_s: float) -> float | None:
        """How long ago the picture was taken; None where nobody knows, or the clocks differ."""
        if self._zero_s is None:
            return None
        delay_s = utc_s - self._zero_s - pts_s
        return max(0.0, delay_s) if -_CLOCKS_DIFFER_S <= delay_s <= _FARTHEST_S else None
