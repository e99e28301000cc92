"""The newest telemetry wins; what is not known stays unknown."""

from __future__ import annotations

import struct

from console.desk.telemetry import TelemetryStore
from console.wire.messages import Cover, EtaTable, Positions, Recommendation, Rings, Routes


def positions(t_ms: int, lon: int) -> Positions:
    return Positions(
        t_ms=t_ms,
        unit_ids=("P-101",),
        lon_i32=struct.pack("<i", lon),
        lat_i32=struct.pack("<i", 2),
        bearing_i16=struct.pack("<h", 90),
        speed_cmps_i16=struct.pack("<h", 1250),
        age_ms_i32=struct.pack("<i", 400),
    )


def eta(incident_id: str, seconds: int) -> EtaTable:
    packed = struct.pack("<ii", seconds, -1)
    return EtaTable(
        number=1, t_ms=1000, incident_id=incident_id, unit_ids=("P-101", "P-102"), eta_s_i32=packed
    )


def test_keeps_the_newest_fix_of_each_unit() -> None:
    store = TelemetryStore()
    assert store.take([positions(1000, 1), positions(2000, 7)]) == frozenset({Positions})
    fix = store.fixes["P-101"]
    assert (fix.lon_e7, fix.speed_mps, fix.fix_ms) == (7, 12.5, 1600)


def test_answers_etas_and_says_where_there_is_none() -> None:
    store = TelemetryStore()
    store.take([eta("I", 90)])
    assert store.eta_s("I", "P-101") == 90
    assert store.eta_ms("I", "P-101") == 91_000
    assert store.eta_ms("I", "P-102") is None
    assert store.eta_ms("J", "P-101") is None
    store.take([eta("I", 60)])
    assert store.eta_s("I", "P-101") == 60


def test_keeps_plans_per_incident_and_forgets_them() -> None:
    store = TelemetryStore()
    store.take(
        [
            Rings(number=1, incident_id="I", minutes=(), rings_i32=()),
            Routes(number=1, incident_id="I", unit_ids=(), lines_i32=()),
            Recommendation(number=1, t_ms=0, incident_id="I", wanted=(), chosen=(), others=()),
            Cover(number=1, t_ms=0, grid_ids=(), units_i16=b"", short=()),
            eta("I", 1),
            "something else",
        ]
    )
    assert store.advice.keys() == store.rings.keys() == store.routes.keys() == {"I"}
    assert store.cover is not None
    store.forget_incident("I")
    assert not store.advice
    assert not store.etas
