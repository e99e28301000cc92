"""Looks at an HLS playlist before FFmpeg reads it, which reads on as long as something comes. Runs on a camera thread.

What is no playlist, or cannot be read, is nothing to this file: whoever opens it learns why.
"""

from __future__ import annotations

import http.client
import itertools
import re
import ssl
import time
import urllib.request
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.error import URLError
from urllib.parse import urljoin

from streams.allowed import Allowed, Opener
from streams.errors import SourceUnusableError
from streams.sources import SourceSpec

MOST_BYTES = 2 * 1024 * 1024
"""A day of segments of two seconds takes as much."""
MOST_VARIANTS = 16
ENDLESS = "the playlist has no end"
MARK = b"#EXTM3U"
_PIECE = 65_536
_NAMED = re.compile(r'([:,]URI=)"([^"]*)"')


def is_playlist(spec: SourceSpec) -> bool:
    """Whether `playlist_at` finds one; raises what that raises."""
    return bool(playlist_at(spec))


def playlist_at(spec: SourceSpec) -> str:
    """Where the playlist of an address lies, redirects followed; "" where none does.

    It has an end, and so have the ones that it names, or SourceUnusableError is raised. Asks nobody whom the site's
    allow-list has not. Blocks up to the spec's `patience_s`.
    """
    deadline_s = time.monotonic() + spec.patience_s
    listed = (
        Opener(Allowed(spec.allowed), spec.url_with_credentials(), spec.patience_s) if spec.allowed else None
    )
    opener = _opener(spec) if listed is None else listed.director

    def read(url: str) -> tuple[bytes, str] | None:
        return _read(opener, url, deadline_s) if listed is None or listed.permits(url) else None

    found = read(spec.url)
    if found is None:
        return ""
    text, place = found
    for named in _variants(text)[:MOST_VARIANTS]:
        read(urljoin(place, named))
    return place


def _read(opener: urllib.request.OpenerDirector, url: str, deadline_s: float) -> tuple[bytes, str] | None:
    """All of a playlist, and where it lay; None for what is none or cannot be read. Raises SourceUnusableError."""
    if not url.startswith("http"):
        return None
    try:
        with opener.open(url, timeout=max(0.1, deadline_s - time.monotonic())) as answer:
            text = bytes(answer.read(len(MARK)))
            if text != MARK:
                return None
            while piece := answer.read1(_PIECE):
                text += piece
                if is_endless(len(text), deadline_s):
                    raise SourceUnusableError(ENDLESS)
            return text, str(answer.geturl())
    except (URLError, http.client.HTTPException, OSError, ValueError):
        return None


def is_endless(read_bytes: int, deadline_s: float) -> bool:
    """Whether so much of a playlist was read, or so long (monotonic seconds), that it has no end."""
    return read_bytes > MOST_BYTES or time.monotonic() > deadline_s


def made_whole(text: bytes, url: str) -> bytes:
    """A playlist with its addresses as they are meant where it lies, at `url` (RFC 8216 §4.1), whoever reads it."""
    lines = []
    for line in text.decode("utf-8", "surrogateescape").splitlines():
        if line.startswith("#"):
            lines.append(_NAMED.sub(lambda found: f'{found[1]}"{urljoin(url, found[2])}"', line))
        else:
            lines.append(urljoin(url, line.strip()) if line.strip() else "")
    return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")


def dates_of(text: bytes, url: str) -> dict[str, float]:
    """When each segment of a playlist at `url` was taken: UTC seconds by its address, as far as the playlist tells.

    RFC 8216 §4.3.2.6: a date holds for the segment after it, and for those that follow without a break.
    """
    dates: dict[str, float] = {}
    taken: datetime | None = None
    length_s, whole = 0.0, True
    for line in map(str.strip, text.decode("utf-8", "replace").splitlines()):
        tag, _, value = line.partition(":")
        if tag == "#EXT-X-PROGRAM-DATE-TIME":
            taken = _moment(value)
        elif tag == "#EXT-X-DISCONTINUITY":
            taken = None
        elif tag == "#EXT-X-BYTERANGE":
            whole = False  # several segments with one address
        elif tag == "#EXTINF":
            with suppress(ValueError):
                length_s = float(value.partition(",")[0])
        elif line and not line.startswith("#"):
            if taken is not None:
                if whole:
                    dates[urljoin(url, line)] = taken.timestamp()
                with suppress(OverflowError, ValueError):
                    taken += timedelta(seconds=length_s)
            length_s, whole = 0.0, True
    return dates


def _moment(text: str) -> datetime | None:
    """None for what is no moment: without its offset from UTC it could be any of a day."""
    try:
        found = datetime.fromisoformat(text)
        found.timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo is not None else None


def _variants(text: bytes) -> list[str]:
    """The playlists that a playlist of playlists names."""
    lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
    return [
        line
        for before, line in itertools.pairwise(lines)
        if before.startswith("#EXT-X-STREAM-INF") and line and not line.startswith("#")
    ]


def _opener(spec: SourceSpec) -> urllib.request.OpenerDirector:
    """Reads as FFmpeg does: with the login, and whatever certificate the camera made for itself."""
    logins = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if spec.user:
        logins.add_password(None, spec.url, spec.user, spec.secret)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trusting),
        urllib.request.HTTPBasicAuthHandler(logins),
        urllib.request.HTTPDigestAuthHandler(logins),
    )
