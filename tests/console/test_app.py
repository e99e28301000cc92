"""The application's own parts: accounts of the demo and screenshots."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.app import demo_accounts, main, save_screenshot
from console.link.config import AccessFileError

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
