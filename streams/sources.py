"""What a camera source is, and how a cameras file (CSV or GeoJSON) is read. Pure; any thread.

Used by the console (which cameras there are), the workers (how to open one) and the probe.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import cast
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from streams.errors import SourceFileError

MAX_FILE_BYTES = 32 * 1024 * 1024
COLUMNS = (
    "id", "name_zh", "name_en", "lon", "lat", "bearing_deg", "fov_deg", "range_m",
    "url", "kind", "transport", "user", "secret",
)  # fmt: skip


class SourceKind(StrEnum):
    """How a source is spoken to."""

    RTSP = "rtsp"
    HLS = "hls"
    MPEGTS = "mpegts"
    MJPEG = "mjpeg"
    FILE = "file"


_SCHEMES = {"rtsp", "rtsps", "http", "https", "file", "udp", "rtp", "rtmp"}


class SourceSpec(msgspec.Struct, frozen=True):
    """One camera's source.

    `url` holds no credentials (see `parse_url`); `secret_ref` names a secret that the console borrows from
    the vault (or `env:NAME`); `secret` is that secret once lent, and never part of `repr`, logs or files.
    `options` are further options of the demuxer. `loop` replays a file for ever. `allowed` is the site's allow-list
    (`streams.allowed`), which holds for whatever the address leads to; empty = none.
    """

    camera_id: str
    url: str
    kind: SourceKind
    user: str = ""
    secret_ref: str = ""
    secret: str = ""
    options: dict[str, str] = {}
    loop: bool = True
    allowed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"SourceSpec({self.camera_id!r}, {redact(self.url)!r}, {self.kind.value})"

    def url_with_credentials(self) -> str:
        """The address as the demuxer wants it; for `av.open` only, never for a log."""
        if not self.user or self.kind is SourceKind.FILE:
            return self.url
        parts = urlsplit(self.url)
        login = quote(self.user, safe="") + (f":{quote(self.secret, safe='')}" if self.secret else "")
        return urlunsplit(parts._replace(netloc=f"{login}@{parts.netloc}"))


class CameraEntry(msgspec.Struct, frozen=True):
    """One record of a cameras file: where the camera stands, where it looks, and its source.

    Degrees are WGS-84; `bearing_deg` is clockwise from north, `range_m` how far it usefully sees. Both of
    `lon_deg` and `lat_deg` are None where the file only says where the picture of a known camera comes from.
    """

    id: str
    name_zh: str
    name_en: str
    lon_deg: float | None
    lat_deg: float | None
    bearing_deg: float
    fov_deg: float
    range_m: float
    source: SourceSpec


def guess_kind(url: str) -> SourceKind:
    """The likely kind of an address, by scheme and ending."""
    parts = urlsplit(url)
    scheme, path = parts.scheme.lower(), parts.path.lower()
    if scheme in ("rtsp", "rtsps"):
        return SourceKind.RTSP
    if scheme in ("http", "https"):
        if path.endswith((".m3u8", ".m3u")):
            return SourceKind.HLS
        if path.endswith((".mjpg", ".mjpeg", ".cgi")) or "mjpg" in url.lower() or "mjpeg" in url.lower():
            return SourceKind.MJPEG
        if path.endswith((".mp4", ".mkv", ".mov", ".avi", ".webm")):
            return SourceKind.FILE
        return SourceKind.MPEGTS
    if scheme in ("udp", "rtp"):
        return SourceKind.MPEGTS
    return SourceKind.FILE


def parse_url(url: str) -> tuple[str, str, str]:
    """Split an address into (address without credentials, user, password). Raises ValueError in words."""
    if not url:
        raise ValueError("is empty")
    parts = urlsplit(url)
    if len(parts.scheme) <= 1:  # a path; a single letter is a Windows drive
        return url, "", ""
    if parts.scheme.lower() not in _SCHEMES:
        raise ValueError(f"scheme {parts.scheme!r} is not one of {', '.join(sorted(_SCHEMES))}")
    if parts.scheme != "file" and not parts.hostname:
        raise ValueError("names no host")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    plain = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return urlunsplit(plain), user, password


def environment_secret(reference: str) -> str:
    """What `env:NAME` stands for: the environment variable, "" where it is not set or for anything else."""
    scheme, _, name = reference.partition(":")
    return os.environ.get(name, "") if scheme == "env" else ""


def lent(spec: SourceSpec, secret: str) -> SourceSpec:
    """The spec with the secret that its `secret_ref` names."""
    return msgspec.structs.replace(spec, secret=secret)


def redact(url: str) -> str:
    """The address without user, password and query, for logs and screens."""
    parts = urlsplit(url)
    if len(parts.scheme) <= 1:
        return url
    hidden = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="…" if parts.query else "")
    return urlunsplit(hidden)


def make_spec(camera_id: str, url: str, kind: SourceKind | None = None) -> SourceSpec:
    """A spec from an address alone; embedded credentials are taken out of it. Raises ValueError."""
    plain, user, password = parse_url(url)
    return SourceSpec(camera_id, plain, kind or guess_kind(plain), user=user, secret=password)


def load_cameras(path: Path) -> list[CameraEntry]:
    """Read a cameras file, CSV with a header line or GeoJSON of points. Raises SourceFileError."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceFileError(path, 0, "", f"is larger than {MAX_FILE_BYTES} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceFileError(path, 0, "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourceFileError(path, 0, "", "is not UTF-8 text") from error
    records = _csv_records(path, text) if path.suffix.lower() == ".csv" else _geojson_records(path, text)
    entries: list[CameraEntry] = []
    seen: dict[str, int] = {}
    for line, record in records:
        entry = _entry(path, line, record)
        if entry.id in seen:
            raise SourceFileError(
                path, line, "id", f"{entry.id!r} was already given in line {seen[entry.id]}"
            )
        seen[entry.id] = line
        entries.append(entry)
    return entries


def _csv_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    header = [name.strip() for name in reader.fieldnames or []]
    for needed in ("id", "url"):
        if needed not in header:
            raise SourceFileError(path, 1, needed, "this column is missing from the header line")
    for name in header:
        if name not in COLUMNS:
            raise SourceFileError(path, 1, name, f"is no known column; known are {', '.join(COLUMNS)}")
    reader.fieldnames = header
    try:
        for row in reader:
            if None in row:
                raise SourceFileError(
                    path, reader.line_num, "", "has more values than the header has columns"
                )
            if any((value or "").strip() for value in row.values()):
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}
    except csv.Error as error:
        raise SourceFileError(path, reader.line_num, "", f"is not CSV: {error}") from error


def _geojson_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceFileError(path, error.lineno, "", f"is not JSON: {error.msg}") from error
    features = root.get("features") if isinstance(root, dict) else None
    if not isinstance(features, list):
        raise SourceFileError(path, 0, "features", "is not a GeoJSON FeatureCollection")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise SourceFileError(path, number, "", "is not a feature")
        geometry = feature.get("geometry")
        if geometry is not None and (not isinstance(geometry, dict) or geometry.get("type") != "Point"):
            raise SourceFileError(path, number, "geometry", "is not a Point")
        place = geometry.get("coordinates") if geometry is not None else ["", ""]
        if not isinstance(place, list) or len(place) < 2:
            raise SourceFileError(path, number, "coordinates", "needs longitude and latitude")
        properties = cast("dict[str, object]", feature.get("properties") or {})
        record = {key: "" if value is None else str(value) for key, value in properties.items()}
        if "id" not in record and feature.get("id") is not None:
            record["id"] = str(feature["id"])
        record["lon"], record["lat"] = str(place[0]), str(place[1])
        yield number, record


def _entry(path: Path, line: int, record: Mapping[str, str]) -> CameraEntry:
    def number(field: str, low: float, high: float, default: float | None = None) -> float:
        raw = record.get(field, "")
        if not raw and default is not None:
            return default
        try:
            value = float(raw)
        except ValueError:
            raise SourceFileError(path, line, field, f"{raw!r} is not a number") from None
        if not math.isfinite(value) or not low <= value <= high:
            raise SourceFileError(path, line, field, f"{raw} is not between {low:g} and {high:g}")
        return value

    camera_id = record.get("id", "")
    if not camera_id or len(camera_id) > 64:
        raise SourceFileError(
            path, line, "id", "is empty" if not camera_id else "is longer than 64 characters"
        )
    try:
        url, user, password = parse_url(record.get("url", ""))
    except ValueError as error:
        raise SourceFileError(path, line, "url", str(error)) from None
    raw_kind = (record.get("kind", "") or record.get("transport", "")).lower()
    if raw_kind and raw_kind not in list(SourceKind):
        raise SourceFileError(path, line, "kind", f"{raw_kind!r} is not one of {', '.join(SourceKind)}")
    kind = SourceKind(raw_kind) if raw_kind else guess_kind(url)
    if kind is SourceKind.FILE and "://" not in url:
        url = str((path.parent / url).resolve())
    has_place = bool(record.get("lon") or record.get("lat"))
    return CameraEntry(
        id=camera_id,
        name_zh=record.get("name_zh", "") or record.get("name_en", "") or camera_id,
        name_en=record.get("name_en", "") or record.get("name_zh", "") or camera_id,
        lon_deg=number("lon", -180, 180) if has_place else None,
        lat_deg=number("lat", -90, 90) if has_place else None,
        bearing_deg=number("bearing_deg", -360, 360, 0.0) % 360.0,
        fov_deg=number("fov_deg", 1, 360, 60.0),
        range_m=number("range_m", 1, 20_000, 80.0),
        source=SourceSpec(
            camera_id, url, kind, user=record.get("user", "") or user, secret_ref=record.get("secret", ""),
            secret=password,
        ),
    )  # fmt: skip
