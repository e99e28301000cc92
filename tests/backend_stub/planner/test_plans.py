from __future__ import annotations

import numpy as np

from backend_stub.planner import plans
from console.planning.cover import CoverTable
from console.planning.recommend import Ranked, Recommended

ONE = Ranked("P-101", 1, 100, 45, ("patrol",), ("G-1",), 2, 265, "P-102")


def test_numbers_start_at_the_hubs_time_and_grow_by_one() -> None:
    press = plans.Press(10_000)
    assert [press.number("eta", 5_000), press.number("eta", 9_000), press.number("rings", 9_000)] == [
        5001,
        5002,
        9001,
    ]


def test_content_is_due_when_it_changed_or_the_refresh_came() -> None:
    press = plans.Press(10_000)
    assert press.due("rings", "INC-1", 1, 0)
    assert not press.due("rings", "INC-1", 1, 9_999)
    assert press.due("rings", "INC-1", 2, 9_999)
    assert press.due("rings", "INC-1", 2, 19_999)


def test_a_forgotten_incident_is_due_again() -> None:
    press = plans.Press(10_000)
    press.due("rings", "INC-1", 1, 0)
    press.eta_due("INC-1", np.array([1], dtype=np.int32), 0)
    press.forget("INC-1")
    assert press.due("rings", "INC-1", 1, 1)
    assert press.eta_due("INC-1", np.array([1], dtype=np.int32), 1)


def test_small_changes_of_an_eta_wait() -> None:
    press = plans.Press(10_000)
    assert press.eta_due("INC-1", np.array([100, -1], dtype=np.int32), 0)
    assert not press.eta_due("INC-1", np.array([102, -1], dtype=np.int32), 1_000)
    assert press.eta_due("INC-1", np.array([104, -1], dtype=np.int32), 2_000)
    assert press.eta_due("INC-1", np.array([104, 1], dtype=np.int32), 3_000)


def test_routes_are_alternating_lon_and_lat() -> None:
    message = plans.routes(1, "INC-1", ("P-1",), [(np.array([117.9, 118.0]), np.array([36.8, 36.9]))])
    assert np.frombuffer(message.lines_i32[0], "<i4").tolist() == [
        1_179_000_000,
        368_000_000,
        1_180_000_000,
        369_000_000,
    ]


def test_every_term_of_the_rank_is_in_the_message() -> None:
    found = Recommended(("patrol",), (ONE,), (), ("hazmat",))
    advice = plans.recommendation(7, 1_000, "INC-1", found).chosen[0]
    for name in (
        "unit_id",
        "rank",
        "eta_s",
        "turnout_s",
        "capabilities",
        "uncovers",
        "workload",
        "cost_s",
        "substitute_for",
    ):
        assert getattr(advice, name) == getattr(ONE, name)


def test_the_gist_of_a_recommendation_leaves_seconds_out() -> None:
    later = Ranked("P-101", 1, 103, 45, ("patrol",), ("G-1",), 2, 268, "P-102")
    assert plans.gist(Recommended((), (ONE,), (), ())) == plans.gist(Recommended((), (later,), (), ()))


def test_cover_names_the_short_grids() -> None:
    table = CoverTable(
        ("G-1", "G-2"),
        np.array([1, 1], dtype=np.int16),
        ("P-1",),
        np.array([[True], [False]], dtype=np.bool_),
    )
    message = plans.cover(1, 0, table)
    assert np.frombuffer(message.units_i16, "<i2").tolist() == [1, 0]
    assert message.short == ("G-2",)
