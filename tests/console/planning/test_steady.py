from __future__ import annotations

from console.planning.steady import steady


def _order(costs: dict[str, float], held: list[str], lead: float = 10.0) -> list[str]:
    return steady(costs, lambda one: costs[one], lambda one: one, held, lead)


def test_without_a_past_the_cheapest_is_first() -> None:
    assert _order({"a": 3.0, "b": 1.0, "c": 2.0}, []) == ["b", "c", "a"]


def test_a_slightly_cheaper_one_does_not_pass() -> None:
    assert _order({"a": 10.0, "b": 5.0}, ["a", "b"]) == ["a", "b"]


def test_a_clearly_cheaper_one_passes() -> None:
    assert _order({"a": 20.0, "b": 5.0}, ["a", "b"]) == ["b", "a"]


def test_newcomers_stand_behind_unless_clearly_cheaper() -> None:
    assert _order({"a": 20.0, "b": 15.0, "c": 1.0}, ["a"]) == ["c", "a", "b"]


def test_who_is_gone_leaves_no_gap() -> None:
    assert _order({"b": 5.0, "c": 4.0}, ["a", "b", "c"]) == ["b", "c"]
