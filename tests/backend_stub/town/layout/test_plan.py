from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.layout.frame import Frame
from backend_stub.town.layout.plan import SECONDARY, lay_out
from tests.backend_stub.town import demo_town


def test_blocks_fill_the_board_without_overlap() -> None:
    plan, _, _ = demo_town.board()
    area = sum((cell.u1 - cell.u0) * (cell.v1 - cell.v0) for cell in plan.cells)
    assert area == pytest.approx(4 * plan.frame.half_u_m * plan.frame.half_v_m)


def test_blocks_are_smaller_in_the_centre() -> None:
    plan, _, _ = demo_town.board()
    size = {True: [0.0], False: [0.0]}
    for cell in plan.cells:
        reach = np.hypot(*cell.centre) / 5000
        if cell.use == "mixed" and (reach < 0.4 or reach > 0.9):
            size[bool(reach < 0.4)].append((cell.u1 - cell.u0) * (cell.v1 - cell.v0))
    assert np.mean(size[True][1:]) < np.mean(size[False][1:])


def test_arterials_have_names_given_once() -> None:
    plan = lay_out(Frame(0.0, 0.0, 6000.0, 5000.0), np.random.default_rng(3))
    names = [segment.name.zh for segment in plan.segments if segment.road_class <= SECONDARY and segment.name]
    assert len(set(names)) == len(names) >= 20
