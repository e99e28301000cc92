from __future__ import annotations

import pytest

from console.planning import fallback


def test_distance_of_one_degree_of_latitude() -> None:
    assert float(fallback.distance_m(117.9, 36.0, 117.9, 37.0)) == pytest.approx(111_195, rel=1e-4)


def test_eta_is_a_detour_at_a_middling_speed() -> None:
    eta = float(fallback.eta_s(117.9, 36.8, 117.9, 36.81))
    assert eta == pytest.approx(1_111.95 * fallback.DETOUR / fallback.SPEED_MPS, rel=1e-3)


def test_many_units_at_once() -> None:
    assert fallback.eta_s([117.9, 118.0], [36.8, 36.8], 117.9, 36.8).tolist()[0] == 0.0
