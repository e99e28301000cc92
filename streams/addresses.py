"""Addresses of sources: user and password taken out of them, and kept off screens. Pure; any thread.

Passwords are chosen by people who know nothing of addresses, so that `#`, `/` and `?` in one are understood where only
one meaning is left. Where more is, the address is refused; no refusal repeats a part of it that may be a password.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "file", "udp", "rtp", "rtmp", "rtmps"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_LOGIN_ALONE = re.compile(r"[^/\\:@]{2,}:[^@]*@")
_REMEDY = "write %40 for @, and %2F, %3F, %23 for / ? # in a password"


def parse_url(url: str) -> tuple[str, str, str]:
    """Split an address into (address without credentials, user, password). Raises ValueError in words."""
    if not url:
        raise ValueError("is empty")
    found = _SCHEME.match(url)
    if found is None:
        if _LOGIN_ALONE.match(url):
            raise ValueError("names no scheme, such as rtsp://")
        return url, "", ""  # a path
    if found[1].lower() not in SCHEMES:
        raise ValueError(f"scheme {found[1]!r} is not one of {', '.join(sorted(SCHEMES))}")
    login, rest = _without_login(url[found.end() :])
    plain = found[0] + rest
    try:
        parts = urlsplit(plain)
        known = parts.port, parts.hostname  # raises where they cannot be
    except ValueError:
        raise ValueError("names no host that can be understood, or no port") from None
    if parts.scheme != "file" and not known[1]:
        raise ValueError("names no host")
    user, _, password = login.partition(":")
    return plain, unquote(user), unquote(password)


def _without_login(rest: str) -> tuple[str, str]:
    """(user:password, what is left) of an address without its scheme. Raises ValueError where that is not clear."""
    head = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = rest[len(head) :]
    if "@" in head:
        login, _, host = head.rpartition("@")
        if "@" in tail and ":" in login:  # a password with @ and /, or a path with @
            raise ValueError(f"holds more than one @: {_REMEDY}")
        return login, host + tail
    name, colon, port = head.partition(":")
    if "@" not in tail or not colon or head.startswith("["):
        return "", rest
    if not name or port.isdigit() or tail.count("@") > 1:  # host:554/path@1, or viewer:554/x@host
        raise ValueError(f"holds an @ that may end a password, or not: {_REMEDY}")
    login, _, rest = rest.rpartition("@")
    return login, rest


def with_login(url: str, user: str, password: str) -> str:
    """The address with credentials in it; for `av.open` and the link only, never for a log."""
    parts = urlsplit(url)
    if not user or len(parts.scheme) <= 1 or parts.scheme == "file":
        return url
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    return urlunsplit(parts._replace(netloc=f"{login}@{parts.netloc}"))


def redact(url: str) -> str:
    """The address without user, password and query, for logs and screens."""
    try:
        plain, _, _ = parse_url(url)
    except ValueError:
        return "…"
    parts = urlsplit(plain)
    if len(parts.scheme) <= 1:
        return plain
    return urlunsplit(parts._replace(query="…" if parts.query else "", fragment=""))
