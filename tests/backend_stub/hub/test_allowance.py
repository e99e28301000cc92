"""A burst, and then the average."""

from __future__ import annotations

from backend_stub.hub.allowance import Allowance


def test_allowance_gives_a_burst_and_then_the_average() -> None:
    allowance = Allowance.full(10.0, 20.0, 0.0)
    assert sum(allowance.take(0.0) for _ in range(30)) == 20
    assert sum(allowance.take(1.0) for _ in range(30)) == 10
    assert sum(allowance.take(100.0) for _ in range(30)) == 20


def test_what_costs_more_than_is_left_takes_nothing() -> None:
    allowance = Allowance.full(1.0, 10.0, 0.0)
    assert [allowance.take(0.0, cost) for cost in (6.0, 6.0, 4.0, 1.0)] == [True, False, True, False]
    assert not allowance.take(1_000.0, 10.5)
