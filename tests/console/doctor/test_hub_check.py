"""The doctor's check of the hub."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.doctor.finding import State
from console.doctor.hub_check import DEMO_SEAT_FILE, check_hub


@pytest.fixture
def listening_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def write_seat_file(path: Path, port: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"host": "127.0.0.1", "commands": port}), encoding="utf-8")
    return path


def test_no_hub_named_is_no_fault(tmp_path: Path) -> None:
    assert check_hub(tmp_path).state is State.OK


@pytest.mark.parametrize("address", ["hub", "hub:", ":7701", "hub:port", "hub:70000"])
def test_words_that_are_no_address_are_a_fault(tmp_path: Path, address: str) -> None:
    assert "no address" in check_hub(tmp_path, address=address).says


@pytest.mark.parametrize("scheme", ["", "tcp://"])
def test_hub_that_listens_answers(tmp_path: Path, scheme: str, listening_port: int) -> None:
    finding = check_hub(tmp_path, address=f"{scheme}127.0.0.1:{listening_port}")
    assert finding.state is State.OK


def test_hub_that_is_gone_is_a_fault_with_a_remedy(tmp_path: Path, closed_port: int) -> None:
    finding = check_hub(tmp_path, address=f"127.0.0.1:{closed_port}")
    assert finding.state is State.FAULT
    assert "main.py hub" in finding.remedy


def test_hub_of_a_seat_file_must_answer(tmp_path: Path, listening_port: int, closed_port: int) -> None:
    seat_file = write_seat_file(tmp_path / "seat.json", listening_port)
    assert check_hub(tmp_path, seat_file=seat_file).state is State.OK
    write_seat_file(seat_file, closed_port)
    assert check_hub(tmp_path, seat_file=seat_file).state is State.FAULT


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"host": "h"}'])
def test_seat_file_that_names_no_hub_is_a_fault(tmp_path: Path, text: str) -> None:
    seat_file = tmp_path / "seat.json"
    seat_file.write_text(text, encoding="utf-8")
    assert check_hub(tmp_path, seat_file=seat_file).state is State.FAULT


def test_hub_of_a_demo_is_found_when_it_runs_and_not_missed_when_not(
    tmp_path: Path, listening_port: int, closed_port: int
) -> None:
    write_seat_file(tmp_path / DEMO_SEAT_FILE, listening_port)
    assert "the demo's runs" in check_hub(tmp_path).says
    write_seat_file(tmp_path / DEMO_SEAT_FILE, closed_port)
    stopped = check_hub(tmp_path)
    assert stopped.state is State.OK
    assert "no demo is running" in stopped.says
