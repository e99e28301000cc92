"""Looks at an HLS playlist before FFmpeg reads it, which reads on as long as something comes. Runs on a camera thread.

What is no playlist, or cannot be read, is nothing to this file: whoever opens it learns why.
"""

from __future__ import annotations

import http.client
import itertools
import ssl
import time
import urllib.request
from urllib.error import URLError
from urllib.parse import urljoin

from streams.allowed import Allowed, Opener
from streams.errors import SourceUnusableError
from streams.sources import SourceSpec

MOST_BYTES = 2 * 1024 * 1024
"""A day of segments of two seconds takes as much."""
MOST_VARIANTS = 16
_MARK = b"#EXTM3U"
_PIECE = 65_536


def is_playlist(spec: SourceSpec) -> bool:
    """Whether a playlist lies at the address, one with an end, and so the ones that it names.

    Blocks up to the spec's `patience_s`. Asks nobody whom the site's allow-list has not. Raises SourceUnusableError
    where there is no end.
    """
    deadline_s = time.monotonic() + spec.patience_s
    listed = (
        Opener(Allowed(spec.allowed), spec.url_with_credentials(), spec.patience_s) if spec.allowed else None
    )
    opener = _opener(spec) if listed is None else listed.director

    def read(url: str) -> bytes | None:
        return _read(opener, url, deadline_s) if listed is None or listed.permits(url) else None

    text = read(spec.url)
    if text is None:
        return False
    for named in _variants(text)[:MOST_VARIANTS]:
        read(urljoin(spec.url, named))
    return True


def _read(opener: urllib.request.OpenerDirector, url: str, deadline_s: float) -> bytes | None:
    """All of a playlist; None for what is none or cannot be read. Raises SourceUnusableError."""
    if not url.startswith("http"):
        return None
    try:
        with opener.open(url, timeout=max(0.1, deadline_s - time.monotonic())) as answer:
            text = bytes(answer.read(len(_MARK)))
            if text != _MARK:
                return None
            while piece := answer.read1(_PIECE):
                text += piece
                if len(text) > MOST_BYTES or time.monotonic() > deadline_s:
                    raise SourceUnusableError("the playlist has no end")
    except (URLError, http.client.HTTPException, OSError, ValueError):
        return None
    return text


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
