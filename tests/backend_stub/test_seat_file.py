"""A program enrols itself at a real hub with a printed code."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backend_stub.link import HubLink, LinkHooks
from console.link.config import LinkError, from_access_file
from console.link.enrolment import make_seat
from tests.console.session.hub_process import ROOT, HubProcess


@pytest.mark.slow
def test_a_program_becomes_a_seat_with_its_roles(tmp_path: Path) -> None:
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        words = [sys.executable, str(ROOT / "main.py"), "hub", "enroll", "BESIDE-2", "--data", str(hub.data)]
        words += ["--roles", "tracker", "planner"]
        printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        code = printed.strip().splitlines()[-1]
        seat = tmp_path / "beside.seat"
        address = f"127.0.0.1:{int(hub.ready['enroll']) - 4}"
        make_seat(seat, "beside", code, address)
        assert stat.S_IMODE(seat.stat().st_mode) == 0o600
        link = HubLink(from_access_file(seat, "beside"), LinkHooks())
        link.start()
        try:
            assert link.wait_connected().seat == "BESIDE-2"
        finally:
            link.stop()
        with pytest.raises(LinkError, match="exists"):
            make_seat(seat, "beside", code, address)
    finally:
        hub.kill()


def test_an_address_without_a_port_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="HOST:PORT"):
        make_seat(tmp_path / "x.seat", "beside", "MUSTER-x", "somewhere")
