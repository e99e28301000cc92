"""The application's own parts: accounts of the demo and screenshots."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.app import demo_accounts, main, save_screenshot
from console.doctor.machine_checks import check_logs
from console.link.config import AccessFileError
from console.noise import LOG
from tests.console.session.hub_process import ROOT, HubProcess

USERS = [
    {"user": "operator", "name": "李明 Li Ming", "role": "operator", "password": "x"},
    {"user": "leader", "name": "王芳 Wang Fang", "role": "duty_leader", "password": "y"},
]


def test_reads_the_demo_users_with_both_names(tmp_path: Path) -> None:
    path = tmp_path / "access.json"
    path.write_text(json.dumps({"clients": {"console": {"users": USERS}}}), encoding="utf-8")
    access = demo_accounts(path)
    leader = access.account("duty-leader")
    assert leader is not None
    assert (leader.user, leader.name_zh, leader.name_en) == ("leader", "王芳", "Wang Fang")


def test_says_which_access_file_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "access.json"
    with pytest.raises(AccessFileError, match="access"):
        demo_accounts(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(AccessFileError):
        demo_accounts(path)


def test_refuses_a_seat_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seat-file", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_saves_the_window_as_png(qtbot: QtBot, tmp_path: Path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(320, 200)
    path = save_screenshot(widget, tmp_path / "new", "operate-zh")
    assert QImage(str(path)).width() == 320


@pytest.mark.slow
def test_a_console_on_a_running_hub_tells_a_person_what_he_wants_to_read(tmp_path: Path) -> None:
    """Chromium's, Qt's and the sound server's lines lie in the log that `doctor` names."""
    home = tmp_path / "home"
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        done = subprocess.run(
            [sys.executable, "main.py", "console", "--seat-file", str(hub.access), "--quit-after", "2"],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MUSTER_HOME": str(home)},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    finally:
        hub.kill()
    log = home / "console" / "logs" / LOG
    assert done.returncode == 0, done.stderr
    said = f"console: to the hub at 127.0.0.1:{hub.port}; what libraries say goes to {log}"
    assert done.stderr.splitlines() == [said]
    assert done.stdout == ""
    assert "propagateSizeHints" in log.read_text(encoding="utf-8")
    assert str(log.parent) in check_logs(home).says
