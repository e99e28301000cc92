from __future__ import annotations

import numpy as np
import pytest

from console.geo import distance_m
from console.planning import fallback


def test_distances_of_many_are_those_of_each() -> None:
    lon_e7, lat_e7 = np.meshgrid([1_178_000_000, 1_179_000_000, 1_180_000_000], [367_200_000, 368_900_000])
    many_m = fallback.distance_m(lon_e7 / 1e7, lat_e7 / 1e7, 117.91, 36.81)
    each_m = [
        [distance_m(*here, 1_179_100_000, 368_100_000) for here in zip(*row, strict=True)]
        for row in zip(lon_e7.tolist(), lat_e7.tolist(), strict=True)
    ]
    assert np.allclose(many_m, each_m, rtol=1e-5)


def test_eta_is_a_detour_at_a_middling_speed() -> None:
    eta = float(fallback.eta_s(117.9, 36.8, 117.9, 36.81))
    assert eta == pytest.approx(1_109.74 * fallback.DETOUR / fallback.SPEED_MPS, rel=1e-5)


def test_many_units_at_once() -> None:
    assert fallback.eta_s([117.9, 118.0], [36.8, 36.8], 117.9, 36.8).tolist()[0] == 0.0
