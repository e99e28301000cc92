"""What a planner may say, and a store that forgets everything with the process."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from backend_stub.recorder.sayings import SayingError, SayingRow
from console.wire.messages import Advice, Cover, MusterForecast, Recommendation

INCIDENT = "INC-0001"


def advice(t_ms: int, *unit_ids: str, eta_s: int = 60, incident_id: str = INCIDENT) -> Recommendation:
    """A recommendation of these units."""
    chosen = tuple(
        Advice(
            unit_id=unit_id,
            rank=rank,
            eta_s=eta_s,
            turnout_s=30,
            capabilities=("patrol",),
            uncovers=(),
            workload=0,
            cost_s=eta_s,
        )
        for rank, unit_id in enumerate(unit_ids, start=1)
    )
    return Recommendation(
        number=t_ms + 1, t_ms=t_ms, incident_id=incident_id, wanted=("patrol",), chosen=chosen, others=()
    )


def forecast(t_ms: int, in_time_permille: int, counted: int = 0) -> MusterForecast:
    """A forecast whose median is eight minutes after T0."""
    return MusterForecast(
        number=t_ms + 1,
        t_ms=t_ms,
        muster_id="M-0001",
        incident_id=INCIDENT,
        counted=counted,
        en_route=100,
        p10_ms=400_000,
        p50_ms=480_000,
        p90_ms=580_000,
        in_time_permille=in_time_permille,
        at_s_i32=struct.pack("<2i", 0, 600),
        p10_i16=struct.pack("<2h", 0, 90),
        p50_i16=struct.pack("<2h", 0, 100),
        p90_i16=struct.pack("<2h", 0, 110),
    )


def cover(t_ms: int, *short: str, units: int = 3) -> Cover:
    """Cover of two grids."""
    return Cover(
        number=t_ms + 1,
        t_ms=t_ms,
        grid_ids=("G-1", "G-2"),
        units_i16=struct.pack("<2h", units, units),
        short=short,
    )


class MemorySayings:
    """A `SayingStore` with room for so many bytes; `broken` = nothing can be read or written."""

    def __init__(self, room_bytes: int = 1 << 40) -> None:
        self.room_bytes = room_bytes
        self.broken = False
        self.closed = False
        self.rows: list[SayingRow] = []

    def append(self, rows: Sequence[SayingRow]) -> None:
        """Keep all of them or none."""
        held = sum(len(row.body) for row in (*self.rows, *rows))
        if self.broken or held > self.room_bytes:
            raise SayingError("database or disk is full")
        self.rows += rows

    def newest(self, topic: str, incident_id: str, t_ms: int) -> SayingRow | None:
        """The last at or before."""
        if self.broken:
            raise SayingError("disk I/O error")
        found = [
            row
            for row in self.rows
            if (row.topic, row.incident_id) == (topic, incident_id) and row.t_ms <= t_ms
        ]
        return max(found, key=lambda row: (row.t_ms, row.number), default=None)

    def close(self) -> None:
        """No more is written."""
        self.closed = True
