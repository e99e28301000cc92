"""Addresses of cameras, lent one by one. Held in memory only: a file given at start, or told by the demo town.

The service's main thread. A file (CSV with columns id,url[,transport], or GeoJSON points with those properties) wins
over what a gateway tells.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from console.wire.messages import CameraAddress

TRANSPORTS: Final = frozenset({"mpegts", "rtsp", "hls", "mjpeg", "file"})


class CamerasFileError(Exception):
    """The cameras file cannot be read; the text says which line or feature."""


def transport_of(url: str) -> str:
    """The kind of source an address looks like."""
    parts = urlsplit(url)
    if parts.scheme in {"rtsp", "rtsps"}:
        return "rtsp"
    if parts.scheme in {"http", "https"}:
        path = parts.path.lower()
        if path.endswith(".m3u8"):
            return "hls"
        if path.endswith((".mjpg", ".mjpeg")):
            return "mjpeg"
        return "mpegts"
    return "file"


def load_cameras(path: Path) -> list[CameraAddress]:
    """Addresses of a cameras file; raises CamerasFileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CamerasFileError(f"{path}: {error}") from error
    if path.suffix.lower() in {".json", ".geojson"}:
        return _from_geojson(path, text)
    return _from_csv(path, text)


def _from_csv(path: Path, text: str) -> list[CameraAddress]:
    reader = csv.DictReader(io.StringIO(text))
    if not {"id", "url"} <= set(reader.fieldnames or ()):
        raise CamerasFileError(f"{path}: the first line must name the columns id and url")
    return [
        _address(f"{path}, line {reader.line_num}", row.get("id"), row.get("url"), row.get("transport"))
        for row in reader
    ]


def _from_geojson(path: Path, text: str) -> list[CameraAddress]:
    try:
        features: list[dict[str, Any]] = json.loads(text)["features"]
        return [
            _address(
                f"{path}, feature {number}",
                feature["properties"].get("id"),
                feature["properties"].get("url"),
                feature["properties"].get("transport"),
            )
            for number, feature in enumerate(features, 1)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CamerasFileError(f"{path}: not GeoJSON features with properties id and url") from error


def _address(where: str, camera_id: object, url: object, transport: object) -> CameraAddress:
    if not isinstance(camera_id, str) or not isinstance(url, str) or not camera_id.strip() or not url.strip():
        raise CamerasFileError(f"{where}: id and url must both be given")
    kind = (
        transport.strip() if isinstance(transport, str) and transport.strip() else transport_of(url.strip())
    )
    if kind not in TRANSPORTS:
        raise CamerasFileError(f"{where}: transport {kind!r} is none of {', '.join(sorted(TRANSPORTS))}")
    return CameraAddress(camera_id=camera_id.strip(), url=url.strip(), transport=kind)


class CameraAddresses:
    """Who knows where which camera is."""

    def __init__(self, given: Iterable[CameraAddress] = ()) -> None:
        self._given = {address.camera_id: address for address in given}
        self._told: dict[str, dict[str, CameraAddress]] = {}

    def tell(self, seat: str, addresses: Iterable[CameraAddress]) -> None:
        """What a gateway knows now; replaces what it told before."""
        self._told[seat] = {
            address.camera_id: address for address in addresses if address.transport in TRANSPORTS
        }

    def find(self, camera_id: str) -> CameraAddress | None:
        """Where a camera is; the file first."""
        if camera_id in self._given:
            return self._given[camera_id]
        for told in self._told.values():
            if camera_id in told:
                return told[camera_id]
        return None
