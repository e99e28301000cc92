"""Every text that a person can see or hear read aloud: for tests of the language of the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QWidget,
)

CHINESE = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[a-z]{2,})+")
"""At least two English words in a row, which ids, keys and names of programs never are."""
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def texts() -> Iterator[tuple[str, str]]:
    """Where each text stands, and the text, of every window that is open."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            for widget in (top, *top.findChildren(QWidget)):
                if widget.isVisible():
                    where = f"{type(widget).__name__} {widget.objectName()}".strip()
                    yield from ((f"{where} · {kind}", text) for kind, text in _of(widget) if text)


def _of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "title", widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield "hint", widget.placeholderText()
        case QComboBox():
            yield from (("choice", widget.itemText(row)) for row in range(widget.count()))
        case QGraphicsView():
            items = widget.scene().items()
            yield from (("plot", one.toPlainText()) for one in items if isinstance(one, QGraphicsTextItem))
        case QAbstractItemView():
            yield from (("row", one) for one in _rows(widget))
        case _:
            pass


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = list(takewhile(lambda column: model.hasIndex(0, column), count()))
    for column in columns if isinstance(view, QTableView | QTreeView) else ():
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for column in columns:
        for row in range(model.rowCount(QModelIndex())):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in _ROLES)
