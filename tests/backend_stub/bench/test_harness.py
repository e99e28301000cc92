"""The harness: ratios, alternation, medians, missing peers, CPU of children, growth."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from backend_stub.bench.harness import (
    Peer,
    Row,
    alternate,
    child_json,
    compare,
    exponent,
    growth,
    machine,
    optional,
    percentile,
    timed,
)


def test_ratio_of_a_cost_is_ours_over_peer_and_of_a_throughput_the_other_way() -> None:
    cost = Row.of("x", 1.0, peer=2.0, peer_name="p", unit="s", n=1)
    capacity = Row.of("x", 1.0, peer=2.0, peer_name="p", unit="1/s", n=1, better="higher")
    assert cost.ratio == 0.5
    assert capacity.ratio == 2.0


def test_row_has_the_fields_that_the_benchmarks_page_promises() -> None:
    row = Row.of("x", 1.0, unit="s", n=1)
    promised = {"name", "ours", "peer", "peer_name", "ratio", "unit", "n", "machine"}
    assert promised <= set(row.as_json())
    assert json.loads(json.dumps(row.as_json()))["machine"] == machine()


def test_subjects_alternate_and_the_first_one_changes() -> None:
    order: list[str] = []

    def measure(name: str) -> float:
        order.append(name)
        return 1.0

    samples = alternate({"a": lambda: measure("a"), "b": lambda: measure("b")}, rounds=2)
    assert order == ["a", "b", "b", "a"]
    assert samples.values == {"a": [1.0, 1.0], "b": [1.0, 1.0]}


def test_median_counts_and_a_missing_peer_is_reported() -> None:
    mine = iter([1.0, 9.0, 2.0])
    rows = compare(
        "x",
        lambda: next(mine),
        [Peer("there", lambda: 4.0), Peer("absent", None, "not on this machine")],
        unit="s",
        rounds=3,
    )
    assert [(row.peer_name, row.ours, row.ratio) for row in rows] == [
        ("there", 2.0, 0.5),
        ("absent", 2.0, None),
    ]
    assert rows[1].note == "missing: not on this machine"


def test_without_peers_there_is_one_row_of_ours() -> None:
    assert [row.ours for row in compare("x", lambda: 3.0, [], unit="s", rounds=1)] == [3.0]


def test_growth_reports_the_exponent() -> None:
    row = growth("x", [10, 40, 80], lambda size: size**1.5)
    assert row.ours == pytest.approx(1.5)
    assert "10: 31.62" in row.note


def test_exponent_of_one_size_is_not_a_number() -> None:
    assert math.isnan(exponent([5], [1.0]))
    assert growth("x", [5], lambda size: 1.0).ours is None


def test_percentile_is_the_nearest_rank() -> None:
    assert percentile([5.0, 1.0, 3.0], 50) == 3.0
    assert percentile([float(value) for value in range(1, 101)], 99) == 99.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_timed_returns_seconds_and_lets_errors_through() -> None:
    assert timed(lambda: None)() >= 0
    with pytest.raises(ZeroDivisionError):
        timed(lambda: 1 // 0)()


def test_absent_module_is_none() -> None:
    assert optional("no_such_module_of_a_peer") is None
    assert optional("json") is json


def test_child_that_fails_is_an_error_with_its_words() -> None:
    with pytest.raises(RuntimeError, match="No module named"):
        child_json("no_such_module_at_all")


def test_child_answers_with_its_last_line(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text('{"frames": 3}', encoding="utf-8")
    assert child_json("json.tool", "--compact", str(answer)) == {"frames": 3}
