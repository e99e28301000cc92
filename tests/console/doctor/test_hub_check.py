"""The doctor's check of the hub."""

from __future__ import annotations

import socket

import pytest

from console.doctor.finding import State
from console.doctor.hub_check import check_hub


def test_no_hub_named_is_no_fault() -> None:
    assert check_hub(None).state is State.OK


@pytest.mark.parametrize("address", ["", "hub", "hub:", ":7701", "hub:port", "hub:70000"])
def test_words_that_are_no_address_are_a_fault(address: str) -> None:
    assert "no address" in check_hub(address).says


@pytest.mark.parametrize("scheme", ["", "tcp://"])
def test_hub_that_listens_answers(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"{scheme}127.0.0.1:{server.getsockname()[1]}"
        assert check_hub(address).state is State.OK


def test_hub_that_is_gone_is_a_fault_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    finding = check_hub(f"127.0.0.1:{port}")
    assert finding.state is State.FAULT
    assert "main.py hub" in finding.remedy
