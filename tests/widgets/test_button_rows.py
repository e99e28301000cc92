"""Buttons fill as few rows as fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from widgets.button_rows import ButtonRows
from widgets.key_button import KeyButton

Show = Callable[[QWidget, int, int], None]


def make(shown: Show, width: int) -> tuple[ButtonRows, list[KeyButton]]:
    window = QWidget()
    rows = ButtonRows(window)
    buttons = [KeyButton("ghost", rows) for _ in range(4)]
    for button in buttons:
        button.show_words("Some words")
    rows.set_children(buttons)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(rows)
    layout.addStretch(1)
    shown(window, width, 300)
    QApplication.processEvents()
    return rows, buttons


def test_wide_enough_is_one_full_row(shown: Show) -> None:
    rows, buttons = make(shown, 800)
    assert len({button.y() for button in buttons}) == 1
    assert buttons[-1].geometry().right() + 1 == rows.width()
    assert rows.height() == buttons[0].height()


def test_narrow_breaks_and_grows(shown: Show) -> None:
    rows, buttons = make(shown, 220)
    assert len({button.y() for button in buttons}) > 1
    assert rows.height() >= buttons[-1].geometry().bottom()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_children_taken_out_are_hidden(shown: Show) -> None:
    rows, buttons = make(shown, 800)
    rows.set_children(buttons[:1])
    assert [button.isVisible() for button in buttons] == [True, False, False, False]
    rows.set_children(())
    assert rows.heightForWidth(800) == 0
