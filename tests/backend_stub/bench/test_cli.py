"""The bench sub-command: its table, its JSON and its answers to bad use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend_stub.bench import cli
from backend_stub.bench.harness import Row


def test_lists_every_bench(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == list(cli.BENCHES)


def test_unknown_bench_is_refused_with_the_known_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["wall.beauty"]) == 2
    assert "hub.commands" in capsys.readouterr().err


def test_no_name_is_refused() -> None:
    assert cli.main([]) == 2


def test_table_is_aligned_also_with_wide_characters() -> None:
    rows = [
        Row.of("a", 12345.6, peer=1.0, peer_name="甲", unit="s", n=3),
        Row.of("bb", None, peer_name="x", unit="s", n=1, note="missing: x"),
    ]
    lines = cli.table(rows).splitlines()
    assert lines[0].split() == ["name", "ours", "peer", "unit", "ratio", "n", "against", "note"]
    assert "12,346" in lines[1]
    assert "12345.60" in lines[1]
    assert lines[2].endswith("x        missing: x")


def test_each_bench_that_is_listed_has_a_run_function() -> None:
    for name in cli.BENCHES:
        assert callable(cli.bench_named(name))


@pytest.mark.slow
def test_writes_json_of_a_quick_bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    assert cli.main(["fold", "--quick", "--json", str(file)]) == 0
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures
    assert {"name", "ours", "peer", "peer_name", "ratio", "unit", "n", "machine"} <= set(figures[0])
    assert "fold" in capsys.readouterr().out
