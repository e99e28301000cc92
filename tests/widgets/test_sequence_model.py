"""A tuple of rows as a model: however it changes, views are told rightly and selections follow their rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from widgets.sequence_model import KEY_ROLE, ROW_ROLE, SequenceModel

ROWS = st.lists(st.integers(0, 12), unique=True)


def make() -> SequenceModel[int]:
    return SequenceModel(lambda row: row, str)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60, deadline=None)
@given(changes=st.lists(ROWS, min_size=1, max_size=6))
def test_any_change_ends_in_the_rows_given(changes: list[list[int]]) -> None:
    model = make()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for rows in changes:
        kept = {row: QPersistentModelIndex(model.index(place)) for place, row in enumerate(model.rows)}
        model.set_rows(rows)
        assert model.rows == tuple(rows)
        assert [model.data(model.index(place), ROW_ROLE) for place in range(model.rowCount())] == rows
        for row, index in kept.items():
            assert index.isValid() == (row in rows)
            if index.isValid():
                assert index.data(KEY_ROLE) == row
    del tester


def test_same_rows_are_no_change(qapp: QApplication) -> None:
    model = make()
    model.set_rows([1, 2])
    heard: list[object] = []
    model.dataChanged.connect(lambda *what: heard.append(what))
    model.set_rows([1, 2])
    assert heard == []


def test_text_is_what_a_screen_reader_gets(qapp: QApplication) -> None:
    model = make()
    model.set_rows([7])
    assert model.data(model.index(0)) == "7"
    assert model.data(model.index(5)) is None
