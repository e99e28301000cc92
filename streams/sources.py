"""What a camera source is, and how a cameras file (CSV or GeoJSON) is read. Pure; any thread.

Used by the console (which cameras there are), the workers (how to open one) and the probe.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from streams.addresses import parse_url, redact, with_login
from streams.errors import SourceFileError

PATIENCE_S = 12.0
"""Some cameras and recorders start a stream only when they are asked, and need ten seconds for it."""
MAX_FILE_BYTES = 32 * 1024 * 1024
COLUMNS = (
    "id", "name_zh", "name_en", "lon", "lat", "bearing_deg", "fov_deg", "range_m",
    "url", "transport", "kind", "user", "secret",
)  # fmt: skip


class SourceKind(StrEnum):
    """How a source is spoken to."""

    RTSP = "rtsp"
    HLS = "hls"
    MPEGTS = "mpegts"
    MJPEG = "mjpeg"
    RTMP = "rtmp"
    FILE = "file"


_CAMERA_KINDS = ("fixed", "body", "vehicle", "drone")
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")


class SourceSpec(msgspec.Struct, frozen=True):
    """One camera's source.

    `url` holds no credentials (see `parse_url`); `secret_ref` names a secret that the console borrows from
    the vault (or `env:NAME`); `secret` is that secret once lent, and never part of `repr`, logs or files.
    `options` are further options of the demuxer. `loop` replays a file for ever. `patience_s` is how long it may take
    to answer when it is opened; what was opened is given up after `streams.opening.READ_TIMEOUT_S` of silence.
    `allowed` is the site's allow-list (`streams.allowed`), which holds for whatever the address leads to; empty = none.
    """

    camera_id: str
    url: str
    kind: SourceKind
    user: str = ""
    secret_ref: str = ""
    secret: str = ""
    options: dict[str, str] = {}
    loop: bool = True
    patience_s: float = PATIENCE_S
    allowed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"SourceSpec({self.camera_id!r}, {redact(self.url)!r}, {self.kind.value})"

    def url_with_credentials(self) -> str:
        """The address as the demuxer wants it; for `av.open` only, never for a log."""
        return with_login(self.url, self.user, self.secret)


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
    kind: str
    source: SourceSpec


def guess_kind(url: str) -> SourceKind:
    """The likely kind of an address, by scheme and ending."""
    parts = urlsplit(url)
    scheme, path = parts.scheme.lower(), parts.path.lower()
    if scheme in ("rtsp", "rtsps"):
        return SourceKind.RTSP
    if scheme in ("rtmp", "rtmps"):
        return SourceKind.RTMP
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


def environment_secret(reference: str) -> str:
    """What `env:NAME` stands for: the environment variable, "" where it is not set or for anything else."""
    scheme, _, name = reference.partition(":")
    return os.environ.get(name, "") if scheme == "env" else ""


def lent(spec: SourceSpec, secret: str) -> SourceSpec:
    """The spec with the secret that its `secret_ref` names."""
    return msgspec.structs.replace(spec, secret=secret)


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
        raise SourceFileError(path, 0, "", "is not UTF-8 text: save it again as CSV UTF-8") from error
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
    try:
        reader.fieldnames = _header(path, reader.fieldnames or ())
        for row in reader:
            if None in row:
                raise SourceFileError(
                    path, reader.line_num, "", "has more values than the header has columns"
                )
            if any((value or "").strip() for value in row.values()):
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}
    except csv.Error as error:
        raise SourceFileError(path, max(1, reader.line_num), "", f"is not CSV: {error}") from error


def _header(path: Path, names: Sequence[str]) -> list[str]:
    header = [name.strip() for name in names]
    for needed in ("id", "url"):
        if needed not in header:
            raise SourceFileError(path, 1, needed, "this column is missing from the header line")
    for name in header:
        if name not in COLUMNS:
            raise SourceFileError(path, 1, name, f"is no known column; known are {', '.join(COLUMNS)}")
    return header


def _geojson_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceFileError(path, error.lineno, "", f"is not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, thousands of brackets
        raise SourceFileError(path, 0, "", f"is not JSON that can be read: {error}") from error
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
        properties = feature.get("properties")
        if properties is not None and not isinstance(properties, dict):
            raise SourceFileError(path, number, "properties", "is not an object of names and values")
        record = {key: "" if value is None else str(value) for key, value in (properties or {}).items()}
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
    camera_kind, transport = _kinds(path, line, record)
    kind = transport or guess_kind(url)
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
        kind=camera_kind,
        source=_with_login(path, line, record, SourceSpec(camera_id, url, kind, user=user, secret=password)),
    )


def _kinds(path: Path, line: int, record: Mapping[str, str]) -> tuple[str, SourceKind | None]:
    """How the camera is mounted, and how its source is spoken to; None where that is to be guessed.

    Files of before the column `transport` say the latter in `kind`.
    """
    kind, transport = record.get("kind", "").lower(), record.get("transport", "").lower()
    if kind in list(SourceKind) and not transport:
        kind, transport = "", kind
    if kind and kind not in _CAMERA_KINDS:
        raise SourceFileError(path, line, "kind", f"{kind!r} is not one of {', '.join(_CAMERA_KINDS)}")
    if transport and transport not in list(SourceKind):
        raise SourceFileError(path, line, "transport", f"{transport!r} is not one of {', '.join(SourceKind)}")
    return kind or "fixed", SourceKind(transport) if transport else None


def _with_login(path: Path, line: int, record: Mapping[str, str], spec: SourceSpec) -> SourceSpec:
    """The source with the columns `user` and `secret`. What they hold is never repeated: it may be a password."""
    user, secret = record.get("user", ""), record.get("secret", "")
    if user and spec.user and user != spec.user:
        raise SourceFileError(path, line, "user", "is another than the address names")
    if secret and not _SECRET.fullmatch(secret):
        problem = "is not env:NAME, the name of an environment variable of the hub that holds the password"
        raise SourceFileError(path, line, "secret", problem)
    if secret and spec.secret:
        raise SourceFileError(path, line, "secret", "is given, but the address holds a password, too")
    if secret and not (user or spec.user):
        raise SourceFileError(path, line, "user", "is empty, but there is a secret")
    return msgspec.structs.replace(spec, user=user or spec.user, secret_ref=secret)
