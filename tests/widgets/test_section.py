"""Name–value lines: only those with a value."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from widgets.section import FactGrid

Show = Callable[[QWidget, int, int], None]


def test_lines_without_a_value_are_left_out_and_come_back(shown: Show) -> None:
    grid = FactGrid()
    shown(grid, 300, 120)
    grid.show_facts((("Place", "Renmin Rd"), ("Leader", ""), ("Source", "110")))
    visible = [label.text() for label in grid.findChildren(QLabel) if label.isVisible()]
    assert sorted(visible) == ["110", "Place", "Renmin Rd", "Source"]
    grid.show_facts(())
    assert not [label for label in grid.findChildren(QLabel) if label.isVisible()]
    grid.show_facts((("Leader", "Wang"),))
    assert [label.text() for label in grid.findChildren(QLabel) if label.isVisible()] == ["Leader", "Wang"]
