from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.layout.frame import Frame, densify, distance_to, rectangle

FRAME = Frame(117.9, 36.8, 6000.0, 5000.0)


def test_the_centre_lies_near_the_given_place() -> None:
    lon_e7, lat_e7 = FRAME.point_e7(0.0, 0.0)
    assert lon_e7 == pytest.approx(1_179_000_000, abs=30_000)
    assert lat_e7 == pytest.approx(368_000_000, abs=30_000)


def test_bending_keeps_blocks_in_shape() -> None:
    """No street is stretched or squeezed by more than a quarter, and nothing folds over."""
    u, v = np.meshgrid(np.linspace(-6000, 6000, 60), np.linspace(-5000, 5000, 50))
    x, y = FRAME.bend(u, v)
    xu, yu = FRAME.bend(u + 1, v)
    xv, yv = FRAME.bend(u, v + 1)
    assert np.hypot(xu - x, yu - y) == pytest.approx(1.0, abs=0.25)
    assert np.hypot(xv - x, yv - y) == pytest.approx(1.0, abs=0.25)
    assert ((xu - x) * (yv - y) - (xv - x) * (yu - y) > 0.5).all()


def test_a_densified_line_keeps_its_points() -> None:
    line = rectangle(0, 0, 100, 50)
    dense = densify(line, 30)
    steps = np.hypot(*np.diff(dense, axis=0).T)
    assert steps.max() <= 30
    assert all((dense == point).all(axis=1).any() for point in line)


def test_distance_to_a_line() -> None:
    line = np.array([[0.0, 0.0], [100.0, 0.0]])
    assert distance_to(line, np.array([[50.0, 40.0]]))[0] == pytest.approx(40.0, abs=1.0)
