from __future__ import annotations

from backend_stub.tracker.fence import (
    HOLD_MS,
    KERB_M,
    RADIUS_BY_TYPE_M,
    RADIUS_M,
    Fence,
    FenceWatch,
)

LON, LAT = 1_179_000_000, 368_000_000
M_LAT = 90
"""About one metre of latitude in degrees × 10⁷."""


def test_dangerous_incidents_have_wider_fences() -> None:
    assert Fence.around(LON, LAT, "CHEM", (LON, LAT)).radius_m == RADIUS_BY_TYPE_M["CHEM"]
    assert Fence.around(LON, LAT, "FIGHT", (LON, LAT)).radius_m == RADIUS_M


def test_the_kerb_counts_as_near() -> None:
    fence = Fence.around(LON, LAT, "FIGHT", (LON, LAT + 150 * M_LAT))
    at_kerb = LAT + round((150 + KERB_M * 0.9) * M_LAT)
    assert fence.distance_m(LON, at_kerb) <= fence.radius_m
    assert fence.distance_m(LON, LAT + 300 * M_LAT) > fence.radius_m


def test_a_wobble_at_the_edge_does_not_flap() -> None:
    fence = Fence.around(LON, LAT, "FIGHT", (LON, LAT))
    watch = FenceWatch()
    assert not watch.look(fence, fence.radius_m - 1, 0.0, 0)
    assert not watch.look(fence, fence.radius_m * 1.2, 0.0, HOLD_MS // 2)
    assert watch.look(fence, fence.radius_m - 1, 0.0, HOLD_MS)


def test_leaving_starts_anew() -> None:
    fence = Fence.around(LON, LAT, "FIGHT", (LON, LAT))
    watch = FenceWatch()
    watch.look(fence, 0.0, 0.0, 0)
    watch.look(fence, fence.radius_m * 2, 0.0, 1_000)
    assert not watch.look(fence, 0.0, 0.0, HOLD_MS)
    assert watch.look(fence, 0.0, 0.0, 2 * HOLD_MS)
