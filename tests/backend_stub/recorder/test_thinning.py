from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.recorder.thinning import TOLERANCE_M, WINDOW_MS, Thinner, TrackFix
from console.geo import E7, LocalPlane, distance_m

LON, LAT = 1_179_000_000, 368_000_000
PLANE = LocalPlane.at(LON / E7, LAT / E7)


def _kept(fixes: list[TrackFix]) -> list[TrackFix]:
    thinner = Thinner()
    kept = [fix for fix in map(thinner.add, fixes) if fix is not None]
    last = thinner.flush()
    return [*kept, last] if last is not None else kept


def _drive(*legs: tuple[int, float, float]) -> list[TrackFix]:
    """Legs of (seconds, east m/s, north m/s), a fix each second."""
    x, y, fixes = 0.0, 0.0, [TrackFix(0, LON, LAT)]
    for seconds, east, north in legs:
        for _ in range(seconds):
            x, y = x + east, y + north
            lon, lat = PLANE.degrees(x, y)
            fixes.append(TrackFix(fixes[-1].t_ms + 1_000, round(lon * E7), round(lat * E7)))
    return fixes


def test_a_straight_even_drive_is_its_two_ends() -> None:
    fixes = _drive((50, 12.0, 0.0))
    assert _kept(fixes) == [fixes[0], fixes[-1]]


def test_a_turn_is_kept() -> None:
    fixes = _drive((20, 12.0, 0.0), (20, 0.0, 12.0))
    kept = _kept(fixes)
    assert any(abs(fix.t_ms - 20_000) <= 1_000 for fix in kept)
    assert len(kept) <= 5


def test_a_stop_is_kept_where_and_when_it_was() -> None:
    kept = [fix.t_ms for fix in _kept(_drive((20, 12.0, 0.0), (15, 0.0, 0.0), (20, 12.0, 0.0)))]
    assert any(abs(t_ms - 20_000) <= 1_000 for t_ms in kept)
    assert any(abs(t_ms - 35_000) <= 1_000 for t_ms in kept)


def test_a_standing_unit_is_kept_about_once_a_minute() -> None:
    kept = _kept(_drive((600, 0.0, 0.0)))
    assert 9 <= len(kept) <= 13
    gaps = np.diff([fix.t_ms for fix in kept])
    assert gaps.max() <= WINDOW_MS + 1_000


steps = st.lists(
    st.tuples(st.integers(1, 12), st.floats(-15, 15), st.floats(-15, 15)), min_size=1, max_size=12
)


@given(steps)
def test_every_fix_lies_within_the_tolerance_of_what_is_kept(legs: list[tuple[int, float, float]]) -> None:
    fixes = _drive(*legs)
    kept = _kept(fixes)
    times = [fix.t_ms for fix in kept]
    assert times == sorted(set(times))
    for fix in fixes:
        lon = float(np.interp(fix.t_ms, times, [one.lon_e7 for one in kept]))
        lat = float(np.interp(fix.t_ms, times, [one.lat_e7 for one in kept]))
        assert distance_m(lon, lat, fix.lon_e7, fix.lat_e7) <= TOLERANCE_M + 0.1
