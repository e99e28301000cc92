"""Prompts one after another, faults inline."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.console.window.whole_console import Console

K = Qt.Key


def test_asks_one_thing_after_another(console: Console) -> None:
    incident = console.accept("litter")
    console.line(f"assign D-CITY {incident}")
    console.invoker.invoke("transfer")
    assert "department" in console.window.command_bar.title
    console.type("D-WATER")
    console.key(K.Key_Return)
    assert "Reason" in console.window.command_bar.title
    console.type("not ours")
    console.key(K.Key_Return)
    assert console.hub.picture.incidents[incident].lead == "D-WATER"


def test_a_wrong_answer_is_asked_again(console: Console) -> None:
    console.accept()
    console.key(K.Key_U)
    console.type("X-9")
    console.key(K.Key_Return)
    assert "means nothing" in console.window.command_bar.fault
    assert console.window.command_bar.isVisible()
    console.key(K.Key_Escape)
    assert not console.window.command_bar.isVisible()
