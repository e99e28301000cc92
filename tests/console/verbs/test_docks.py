"""The table of docks."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.verbs.docks import DOCKS, dock_title


def test_names_are_given_once(qapp: QApplication) -> None:
    assert len({one.key for one in DOCKS}) == len({one.object_name for one in DOCKS}) == len(DOCKS)
    assert dock_title("queue") == "Queue"
