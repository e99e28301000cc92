"""A seat enrols at a real hub with a code printed by its administrator, and connects."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from console.link.config import AccessFileError, from_access_file
from console.link.enrolment import EnrolmentError, enroll, open_seat
from console.session.live import LiveSource
from console.session.source import LinkState

from .hub_process import ROOT, HubProcess, KeepingSink


@pytest.mark.slow
def test_a_code_makes_a_seat_once(tmp_path: Path) -> None:
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    session = None
    try:
        enrolment_port = int(hub.ready["enroll"])
        command = [sys.executable, str(ROOT / "main.py"), "hub", "enroll", "D-77", "--data", str(hub.data)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        code = printed.splitlines()[-1].strip()
        seat_file = tmp_path / "d-77.seat"
        assert enroll("127.0.0.1", enrolment_port - 4, code, seat_file) == "D-77"
        assert stat.S_IMODE(seat_file.stat().st_mode) == 0o600
        with pytest.raises(EnrolmentError, match="refused"):
            enroll("127.0.0.1", enrolment_port - 4, code, tmp_path / "again.seat")
        sink = KeepingSink()
        session = LiveSource(from_access_file(seat_file, "console", tmp_path / "looks"), sink)
        session.start()
        sink.wait(lambda: sink.state is LinkState.SIGNED_OUT, "the welcome")
        assert sink.views[-1].seat == "D-77"
    finally:
        if session is not None:
            session.stop()
        hub.kill()


@pytest.mark.parametrize(
    ("hub", "code", "words"),
    [("nowhere", "", "no HOST:PORT"), ("", "MUSTER-x", "say where the hub is"), ("", "", "seat")],
)
def test_says_what_is_wrong_with_a_seat(tmp_path: Path, hub: str, code: str, words: str) -> None:
    with pytest.raises((EnrolmentError, AccessFileError), match=words):
        open_seat(tmp_path / "no.seat", hub=hub, code=code, spool_path=tmp_path / "looks")
