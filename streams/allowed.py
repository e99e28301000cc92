"""Which addresses a site's cameras may have: an allow-list of schemes and hosts. Pure but for `Opener`; any thread.

A rule is `SCHEME://HOST` with a name, `*.` and a name, an address, or a network: `rtsp://10.20.0.0/16`,
`https://*.media.example`; `file://` allows files. Names are compared as they are written and never resolved. The hub
holds what it lends against the list, and a worker whatever an address leads to: playlists, redirects.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import IO, Final
from urllib.parse import unquote, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

SCHEMES: Final = frozenset({"rtsp", "rtsps", "http", "https", "udp", "rtp", "rtmp", "rtmps", "file"})
_Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class _Rule:
    scheme: str
    name: str = ""
    network: _Network | None = None

    def permits(self, scheme: str, host: str) -> bool:
        if scheme != self.scheme:
            return False
        if scheme == "file":
            return True
        address = address_of(host)
        if self.network is not None:
            return address is not None and address in self.network
        if self.name.startswith("*."):
            return address is None and host.endswith(self.name[1:])
        return host == self.name


class Allowed:
    """An allow-list. Empty, it allows nothing."""

    def __init__(self, rules: Iterable[str]) -> None:
        """Raises ValueError, in words, for a rule that is none."""
        self.rules = tuple(rules)
        self._rules = [_rule(text) for text in self.rules]

    def permits(self, url: str) -> bool:
        """Whether an address, a playlist's entry or a redirect's target may be opened; a plain path is a file."""
        scheme, host = scheme_and_host(url)
        return bool(host or scheme == "file") and any(rule.permits(scheme, host) for rule in self._rules)


def _rule(text: str) -> _Rule:
    scheme, mark, host = text.partition("://")
    scheme, host = scheme.lower(), host.lower().removesuffix("/")
    if not mark or scheme not in SCHEMES:
        raise ValueError(f"{text!r} is no rule: SCHEME://HOST with one of {', '.join(sorted(SCHEMES))}")
    if scheme == "file":
        return _Rule(scheme)
    try:
        return _Rule(scheme, network=ip_network(host.replace("[", "").replace("]", "")))
    except ValueError:
        pass
    named = host.removeprefix("*.")
    if not named or not all(part and part.replace("-", "").isalnum() for part in named.split(".")):
        raise ValueError(f"{text!r} is no rule: {host!r} is no name, address or network")
    return _Rule(scheme, name=host)


def scheme_and_host(url: str) -> tuple[str, str]:
    """Of an address, in lower case; a plain path has the scheme `file`, what is no address has neither."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return "", ""
    scheme = parts.scheme.lower()
    return ("file", "") if len(scheme) <= 1 or scheme == "file" else (scheme, host)


def address_of(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is written as; None for a name. One written in another way is nobody's: 0.0.0.0."""
    try:
        address = ip_address(host)
    except ValueError:
        number = host.replace(".", "").removeprefix("0x")
        odd = bool(number) and all(letter in "0123456789abcdefx" for letter in number)
        return IPv4Address(0) if odd and host[:1].isdigit() else None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_of_this_machine(url: str) -> bool:
    """Whether an address leads to the machine that opens it, or to what only its own link has."""
    scheme, host = scheme_and_host(url)
    address = address_of(host)
    if scheme == "file" or host == "localhost" or host.endswith(".localhost"):
        return True
    return address is not None and (address.is_loopback or address.is_link_local or address.is_unspecified)


class Opener:
    """Opens what FFmpeg asks for over HTTP, as `io_open` of `av.open`: only what the list permits, redirects too."""

    def __init__(self, allowed: Allowed | None, url: str, timeout_s: float) -> None:
        """`url` is the source's, with its login, which is given to its own host only. Without a list all is permitted.

        An answer is waited for `timeout_s`, which may be changed.
        """
        self._allowed = allowed
        self.timeout_s = timeout_s
        self.refused = ""
        """Host of the last address that was refused."""
        parts = urlsplit(url)
        logins = HTTPPasswordMgrWithDefaultRealm()
        if parts.username:
            login = (unquote(parts.username), unquote(parts.password or ""))
            logins.add_password(
                None, f"{parts.scheme}://{parts.hostname}:{parts.port or ''}".rstrip(":"), *login
            )
        context = ssl.create_default_context()
        context.check_hostname = False  # as FFmpeg does: cameras sign for themselves
        context.verify_mode = ssl.CERT_NONE
        self.director = build_opener(
            *([] if allowed is None else [ProxyHandler({})]),
            HTTPSHandler(context=context),
            HTTPBasicAuthHandler(logins),
            HTTPDigestAuthHandler(logins),
            _Redirects(self),
        )
        """Opens an address that `permits` has passed, and follows redirects only within the list."""

    def permits(self, url: str) -> bool:
        """Whether the list has it; notes what it has not."""
        listed = self._allowed is None or self._allowed.permits(url)
        good = listed and scheme_and_host(url)[0] in ("http", "https")
        if not good:
            self.refused = scheme_and_host(url)[1] or "file"
        return good

    def __call__(self, url: str, flags: int, options: Mapping[str, str]) -> Body:
        """What FFmpeg reads from; nothing at all where the list has not got it, or it is not there."""
        return self.fetch(url, options)

    def fetch(self, url: str, options: Mapping[str, str]) -> Body:
        """Ask for an address, or for the bytes from `offset` up to `end_offset` of what lies there."""
        if not self.permits(url):
            return Body(None)
        first, end = int(options.get("offset", 0)), int(options.get("end_offset", 0))
        part = {"Range": f"bytes={first}-{end - 1 if end else ''}"} if first or end else {}
        try:
            return Body(self.director.open(Request(without_login(url), headers=part), timeout=self.timeout_s))
        except (OSError, HTTPException):
            return Body(None)


class _Redirects(HTTPRedirectHandler):
    def __init__(self, opener: Opener) -> None:
        self._permits = opener.permits

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not self._permits(newurl):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Body:
    """A response as PyAV reads it."""

    def __init__(self, response: HTTPResponse | None) -> None:
        self._response = response

    def read(self, size: int) -> bytes:
        """Some bytes as soon as there are any; none at the end, or when it breaks off."""
        try:
            return b"" if self._response is None else self._response.read1(size)
        except (OSError, HTTPException):
            return b""

    @property
    def place(self) -> str:
        """Where it lay, redirects followed, without a login; "" for what is not there."""
        return "" if self._response is None else str(self._response.geturl())

    def close(self) -> None:
        """The end."""
        if self._response is not None:
            self._response.close()


def without_login(url: str) -> str:
    """An address as it may be asked for and shown."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
