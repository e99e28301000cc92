"""Addresses of cameras, lent one by one. Held in memory only: a file given at start, or told by the demo town.

The service's main thread. A file (CSV or GeoJSON, see `streams.sources`) wins over what a gateway tells; records with
a place are cameras of their own and belong into the picture.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from console.domain.registry.entities import Camera
from console.geo import E7
from console.wire.messages import CameraAddress
from streams.addresses import redact
from streams.allowed import SCHEMES, Allowed, is_of_this_machine, scheme_and_host
from streams.sources import CameraEntry, SourceKind, environment_secret, lent

_log = logging.getLogger(__name__)

TRANSPORTS: Final = frozenset(kind.value for kind in SourceKind)


class CameraNotAllowedError(Exception):
    """A record of the cameras file is not on the site's allow-list; the text says which."""


class CameraSecretError(Exception):
    """A record of the cameras file names a secret that is not there; the text says which."""


def address_of(entry: CameraEntry) -> CameraAddress:
    """Where the camera's pictures come from, credentials included: that is what is lent.

    Raises CameraSecretError where the record names a secret that is not there.
    """
    source = entry.source
    if source.user and source.secret_ref and not source.secret:
        source = lent(source, environment_secret(source.secret_ref))
        if not source.secret:
            raise CameraSecretError(f"camera {entry.id}: there is no secret {source.secret_ref!r}")
    return CameraAddress(camera_id=entry.id, url=source.url_with_credentials(), transport=source.kind.value)


def placed(entries: Iterable[CameraEntry]) -> list[Camera]:
    """Those with a place, as registry entries."""
    return [
        Camera(
            id=entry.id,
            name_zh=entry.name_zh,
            name_en=entry.name_en,
            lon_e7=round(entry.lon_deg * E7),
            lat_e7=round(entry.lat_deg * E7),
            bearing_deg=round(entry.bearing_deg) % 360,
            fov_deg=round(entry.fov_deg),
            range_m=round(entry.range_m),
            kind=entry.kind,
        )
        for entry in entries
        if entry.lon_deg is not None and entry.lat_deg is not None
    ]


class CameraAddresses:
    """Who knows where which camera is, and where cameras may be."""

    def __init__(
        self, given: Iterable[CameraAddress] = (), allowed: Allowed | None = None, *, live: bool = False
    ) -> None:
        """`allowed` is the site's list; raises CameraNotAllowedError for a given address that is not on it.

        Without a list, what is given is taken as it is; what a gateway tells may be no file and, in a live hub, nothing
        of the machine that opens it.
        """
        self._allowed = allowed
        self._live = live
        self._given = {address.camera_id: address for address in given}
        self._told: dict[str, dict[str, CameraAddress]] = {}
        for address in self._given.values():
            if allowed is not None and not allowed.permits(address.url):
                raise CameraNotAllowedError(
                    f"camera {address.camera_id}: {redact(address.url)} is not allowed here"
                )

    @property
    def rules(self) -> tuple[str, ...]:
        """The site's list, for whoever opens what is lent; empty where there is none."""
        return () if self._allowed is None else self._allowed.rules

    def tell(self, seat: str, addresses: Iterable[CameraAddress]) -> None:
        """What a gateway knows now; replaces what it told before. What may not be is left out."""
        told = [address for address in addresses if address.transport in TRANSPORTS]
        bad = [address.camera_id for address in told if not self._may_be(address.url)]
        if bad:
            _log.warning(
                "%d cameras of seat %s are not allowed here, the first of them %s", len(bad), seat, bad[0]
            )
        self._told[seat] = {address.camera_id: address for address in told if address.camera_id not in bad}

    def _may_be(self, url: str) -> bool:
        if self._allowed is not None:
            return self._allowed.permits(url)
        scheme, _ = scheme_and_host(url)
        return scheme in SCHEMES - {"file"} and not (self._live and is_of_this_machine(url))

    def find(self, camera_id: str) -> CameraAddress | None:
        """Where a camera is; the file first."""
        if camera_id in self._given:
            return self._given[camera_id]
        for told in self._told.values():
            if camera_id in told:
                return told[camera_id]
        return None
