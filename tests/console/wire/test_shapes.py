"""Arrays that do not fit each other are told by their field."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.wire import messages as m
from console.wire.shapes import MAX_ROWS, wrong_shape

from .samples import ETA, HUB, POSITIONS

FOUR, TWO = bytes(4), bytes(2)
ROUTES = m.Routes(number=1, incident_id="INC-0001", unit_ids=("P-101",), lines_i32=(bytes(16),))
RINGS = m.Rings(number=1, incident_id="INC-0001", minutes=(5,), rings_i32=((bytes(24),),))
COVER = m.Cover(number=1, t_ms=9, grid_ids=("G-1",), units_i16=TWO, short=())
(FORECAST,) = (one for one in HUB if isinstance(one, m.MusterForecast))

WRONG: list[tuple[m.HubMessage, str]] = [
    *((replace(POSITIONS, **{name: b""}), name) for name in ("lon_i32", "lat_i32", "age_ms_i32")),
    *((replace(POSITIONS, **{name: bytes(6)}), name) for name in ("bearing_i16", "speed_cmps_i16")),
    (replace(POSITIONS, lon_i32=bytes(7)), "lon_i32"),
    (replace(POSITIONS, unit_ids=("P-101",)), "lon_i32"),
    (replace(POSITIONS, unit_ids=("P-101", "P-101")), "unit_ids"),
    (replace(ETA, eta_s_i32=FOUR), "eta_s_i32"),
    (replace(ETA, unit_ids=tuple(str(number) for number in range(MAX_ROWS + 1))), "unit_ids"),
    (replace(ROUTES, lines_i32=()), "lines_i32"),
    (replace(ROUTES, lines_i32=(bytes(12),)), "lines_i32"),
    (replace(RINGS, minutes=(5, 10)), "rings_i32"),
    (replace(RINGS, rings_i32=((bytes(9),),)), "rings_i32"),
    (replace(COVER, units_i16=b""), "units_i16"),
    (replace(COVER, grid_ids=("G-1", "G-1")), "grid_ids"),
    (replace(FORECAST, at_s_i32=bytes(5)), "at_s_i32"),
    (replace(FORECAST, p50_i16=b""), "p50_i16"),
]


@pytest.mark.parametrize(("message", "field"), WRONG)
def test_field_that_does_not_fit_is_named(message: m.HubMessage, field: str) -> None:
    """T9"""
    assert wrong_shape(message) == field


@pytest.mark.parametrize("message", [POSITIONS, ETA, ROUTES, RINGS, COVER, FORECAST, m.SignedOut()])
def test_what_fits_is_taken(message: m.HubMessage) -> None:
    assert wrong_shape(message) == ""


def test_batch_of_nobody_fits() -> None:
    nobody = m.Positions(
        t_ms=0, unit_ids=(), lon_i32=b"", lat_i32=b"", bearing_i16=b"", speed_cmps_i16=b"", age_ms_i32=b""
    )
    assert wrong_shape(nobody) == ""
