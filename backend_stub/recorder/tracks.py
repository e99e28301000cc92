"""Tracks of units, kept beside the journal: append-only segments of fixed-size records, and their reader.

A segment holds an hour of hub time: a 16-byte header, then records of 24 bytes (TRACK_DTYPE) in the order they were
kept. A record cut off by a crash is passed over by the reader and cut away by the next writer. Units are numbered in
units.json. One writer (the tracker's thread); readers anywhere, also while it is being written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from io import BufferedWriter
from itertools import groupby
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from .thinning import Thinner, TrackFix

MAGIC = b"MUSTERTRACKS\x00\x00\x00\x01"
SEGMENT_MS = 3_600_000
TRACK_DTYPE = np.dtype(
    [
        ("t_ms", "<i8"),
        ("lon_e7", "<i4"),
        ("lat_e7", "<i4"),
        ("unit", "<u2"),
        ("speed_cmps", "<i2"),
        ("bearing_deg", "<i2"),
        ("spare", "<i2"),
    ]
)


class TrackError(Exception):
    """A track file is no track file, or of another version."""


@dataclass(frozen=True, slots=True)
class Track:
    """Kept fixes of one unit in order of time: arrays of one length."""

    unit_id: str
    t_ms: NDArray[np.int64]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    speed_cmps: NDArray[np.int16]
    bearing_deg: NDArray[np.int16]

    def at(self, t_ms: int) -> tuple[float, float]:
        """Interpolated lon, lat in degrees at a time, held at both ends; raises ValueError for an empty track."""
        if not len(self.t_ms):
            raise ValueError("an empty track has no place")
        lon = float(np.interp(t_ms, self.t_ms, self.lon_e7)) / 1e7
        return lon, float(np.interp(t_ms, self.t_ms, self.lat_e7)) / 1e7


class TrackWriter:
    """Thins and appends. `add` buffers; `flush` writes what has been kept (no fsync: tracks are telemetry)."""

    def __init__(self, directory: Path) -> None:
        """Make or go on with the tracks in `directory`; raises OSError and TrackError."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._units = _read_units(directory)
        self._known_units = len(self._units)
        self._numbers = {unit_id: number for number, unit_id in enumerate(self._units)}
        self._thinners: dict[str, Thinner] = {}
        self._pending: list[tuple[int, ...]] = []
        self._segment = -1
        self._file: BufferedWriter | None = None
        self.seen = 0
        self.kept = 0

    def __enter__(self) -> TrackWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, unit_id: str, fix: TrackFix) -> None:
        """Take a fix of a unit; fixes of one unit come in order of time."""
        self.seen += 1
        kept = self._thinners.setdefault(unit_id, Thinner()).add(fix)
        if kept is not None:
            self._keep(unit_id, kept)

    def flush(self) -> None:
        """Write everything that has been kept so far, so that readers see it."""
        if len(self._units) > self._known_units:
            _write_units(self._directory, self._units)
            self._known_units = len(self._units)
        for segment, kept in groupby(self._pending, key=lambda record: record[0] // SEGMENT_MS):
            file = self._open(segment)
            file.write(np.array(list(kept), dtype=TRACK_DTYPE).tobytes())
            file.flush()
        self._pending.clear()

    def close(self) -> None:
        """Keep the last fix of every unit and close the file."""
        for unit_id, thinner in self._thinners.items():
            kept = thinner.flush()
            if kept is not None:
                self._keep(unit_id, kept)
        self._pending.sort()
        self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None
            self._segment = -1

    def _keep(self, unit_id: str, fix: TrackFix) -> None:
        number = self._numbers.get(unit_id)
        if number is None:
            number = len(self._units)
            self._numbers[unit_id] = number
            self._units.append(unit_id)
        self.kept += 1
        self._pending.append((fix.t_ms, fix.lon_e7, fix.lat_e7, number, fix.speed_cmps, fix.bearing_deg, 0))

    def _open(self, segment: int) -> BufferedWriter:
        if self._file is not None and segment == self._segment:
            return self._file
        if self._file is not None:
            self._file.close()
        path = segment_path(self._directory, segment)
        whole = path.stat().st_size if path.exists() else 0
        if whole >= len(MAGIC):
            with path.open("rb") as stored:
                if stored.read(len(MAGIC)) != MAGIC:
                    raise TrackError(f"{path} is no track segment of this version")
            whole -= (whole - len(MAGIC)) % TRACK_DTYPE.itemsize
            os.truncate(path, whole)
        self._file = path.open("ab" if whole else "wb")
        if not whole:
            self._file.write(MAGIC)
        self._segment = segment
        return self._file


def segment_path(directory: Path, segment: int) -> Path:
    """File of the hour `segment` (hub time ÷ SEGMENT_MS)."""
    return directory / f"tracks-{segment:08d}.mtr"


def read_tracks(
    directory: Path, first_ms: int, last_ms: int, unit_ids: Iterable[str] | None = None
) -> dict[str, Track]:
    """Kept fixes between two hub times (inclusive), one kept fix more on each side where there is one in the same or
    the neighbouring hour; units without any are absent. `unit_ids` None = all. Raises TrackError."""
    units = _read_units(directory)
    wanted = None if unit_ids is None else set(unit_ids)
    first, last = max(0, first_ms // SEGMENT_MS - 1), last_ms // SEGMENT_MS + 1
    parts = [
        _read_segment(path) for path in sorted(directory.glob("tracks-*.mtr")) if first <= _hour(path) <= last
    ]
    if not parts:
        return {}
    every = np.concatenate(parts)
    every = every[np.lexsort((every["t_ms"], every["unit"]))]
    found: dict[str, Track] = {}
    bounds = np.searchsorted(every["unit"], np.arange(len(units) + 1))
    for number, unit_id in enumerate(units):
        if wanted is not None and unit_id not in wanted:
            continue
        rows = every[bounds[number] : bounds[number + 1]]
        start = max(0, int(np.searchsorted(rows["t_ms"], first_ms, "left")) - 1)
        end = int(np.searchsorted(rows["t_ms"], last_ms, "right")) + 1
        rows = rows[start:end]
        if len(rows) and rows["t_ms"][0] <= last_ms and rows["t_ms"][-1] >= first_ms:
            found[unit_id] = Track(
                unit_id, rows["t_ms"], rows["lon_e7"], rows["lat_e7"], rows["speed_cmps"], rows["bearing_deg"]
            )
    return found


def _hour(path: Path) -> int:
    try:
        return int(path.stem.removeprefix("tracks-"))
    except ValueError as error:
        raise TrackError(f"{path} is no track segment") from error


def _read_segment(path: Path) -> NDArray[np.void]:
    data = path.read_bytes()
    if len(data) < len(MAGIC):
        return np.empty(0, dtype=TRACK_DTYPE)
    if data[: len(MAGIC)] != MAGIC:
        raise TrackError(f"{path} is no track segment of this version")
    whole = (len(data) - len(MAGIC)) // TRACK_DTYPE.itemsize
    return np.frombuffer(data, dtype=TRACK_DTYPE, count=whole, offset=len(MAGIC))


def _read_units(directory: Path) -> list[str]:
    path = directory / "units.json"
    if not path.exists():
        return []
    try:
        units = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TrackError(f"{path}: {error}") from error
    if not isinstance(units, list) or not all(isinstance(unit_id, str) for unit_id in units):
        raise TrackError(f"{path} is no list of units")
    return units


def _write_units(directory: Path, units: list[str]) -> None:
    """Replace units.json in one step: a number once given must never be lost."""
    draft = directory / "units.json.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(units, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, directory / "units.json")
