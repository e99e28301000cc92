from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.tracker.sanity import BELIEVE_AFTER, FUTURE_MS, Sieve

LON, LAT = 1_179_000_000, 368_000_000
KM = 112_000
"""About a kilometre of longitude in degrees × 10⁷, here."""


def test_a_plain_drive_is_believed() -> None:
    sieve = Sieve()
    for second in range(60):
        assert sieve.look("P-1", second * 1000, LON + second * 2_000, LAT, second * 1000) == ""


def test_the_future_is_not_believed() -> None:
    assert Sieve().look("P-1", 10_000 + FUTURE_MS + 1, LON, LAT, 10_000) == "future"
    assert Sieve().look("P-1", 10_000 + FUTURE_MS, LON, LAT, 10_000) == ""


def test_an_older_fix_than_the_last_is_out_of_order_and_the_same_is_nothing_new() -> None:
    sieve = Sieve()
    sieve.look("P-1", 5_000, LON, LAT, 5_000)
    assert sieve.look("P-1", 4_000, LON, LAT, 6_000) == "out of order"
    assert sieve.look("P-1", 5_000, LON, LAT, 6_000) == "same"


def test_a_receiver_without_satellites_is_not_at_null_island() -> None:
    assert Sieve().look("P-1", 0, 0, 0, 0) == "null island"
    assert Sieve().look("P-1", 0, 2_000_000_000, 0, 0) == "off the globe"


def test_one_jump_is_an_error_and_the_way_goes_on() -> None:
    sieve = Sieve()
    sieve.look("P-1", 0, LON, LAT, 0)
    assert sieve.look("P-1", 1_000, LON + 30 * KM, LAT, 1_000) == "jump"
    assert sieve.look("P-1", 2_000, LON + 200, LAT, 2_000) == ""


def test_a_jump_that_lasts_was_none() -> None:
    sieve = Sieve()
    sieve.look("P-1", 0, LON, LAT, 0)
    answers = [sieve.look("P-1", second * 1000, LON + 30 * KM, LAT, second * 1000) for second in range(1, 6)]
    assert answers == ["jump"] * (BELIEVE_AFTER - 1) + [""] * (6 - BELIEVE_AFTER)


def test_after_a_long_silence_a_far_place_is_no_jump() -> None:
    sieve = Sieve()
    sieve.look("P-1", 0, LON, LAT, 0)
    assert sieve.look("P-1", 600_000, LON + 10 * KM, LAT, 600_000) == ""


@given(
    st.lists(
        st.tuples(st.integers(0, 100_000), st.integers(-(2**31), 2**31 - 1), st.integers(-(2**31), 2**31 - 1))
    )
)
def test_times_of_accepted_fixes_only_grow(fixes: list[tuple[int, int, int]]) -> None:
    sieve, last = Sieve(), -1
    for fix_ms, lon, lat in fixes:
        if sieve.look("P-1", fix_ms, lon, lat, 100_000) == "":
            assert fix_ms > last
            last = fix_ms
