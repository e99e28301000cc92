"""Log of one incident: a line for a new note, below it what happened, newest first, to be copied as text.

Main thread only; used by `IncidentPanel`.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from widgets import parts, theme
from widgets.incident.view import LogLine
from widgets.queue.scroll_anchor import ScrollAnchor
from widgets.row_list import RowDelegate
from widgets.section import Section
from widgets.sequence_model import KEY_ROLE, ROW_ROLE, SequenceModel

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
MOST_HEIGHTS = 4_000
_LIST_PX, _LIST_LOW_PX = 84, 40
_HEIGHT_PX, _HEIGHT_LOW_PX = 170, 118
"""Least heights of the list and of the section; low: beside a muster."""


class LogDelegate(RowDelegate):
    """Time in mono, words wrapped beside it; no hairlines, as in a text."""

    def prepare(self) -> None:
        super().prepare()
        self._heights: dict[tuple[str, int], int] = {}
        self._indent_px = QFontMetrics(self.mono).horizontalAdvance("00:00:00") + theme.px(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else theme.px(400)
        line = index.data(ROW_ROLE)
        words = line.words if isinstance(line, LogLine) else ""
        # A muster has some hundred lines, and every new one lays all of them out again.
        height = self._heights.get((words, width))
        if height is None:
            if len(self._heights) > MOST_HEIGHTS:
                self._heights.clear()
            height = self._heights[(words, width)] = self._height(words, width)
        return QSize(width, height)

    def _height(self, words: str, width: int) -> int:
        box = QFontMetrics(self.plain).boundingRect(0, 0, width - self._indent(), 10_000, int(_WRAP), words)
        return max(theme.px(21), box.height() + theme.px(4))

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, LogLine):
            return
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(theme.BG1))
        clock = QRect(area.left() + theme.px(2), area.top(), self._indent(), theme.px(21))
        self.cell(painter, clock, line.clock, self.mono, self.dim)
        box = area.adjusted(self._indent(), theme.px(2), 0, 0)
        painter.setFont(self.plain)
        painter.setPen(self.warning if line.emphasis else self.text)
        painter.drawText(box, int(_WRAP), line.words)

    def _indent(self) -> int:
        return self._indent_px


class WrappedList(QListView):
    """Rows of different heights, some hundred at most, that keep still when lines come in above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor = ScrollAnchor(self, KEY_ROLE)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        self._anchor.watch(model)
        super().setModel(model)

    def doItemsLayout(self) -> None:
        at_top = self.verticalScrollBar().value() == 0
        super().doItemsLayout()
        if self._anchor.put_back() and at_top and not self.selectionModel().hasSelection():
            self.verticalScrollBar().setValue(0)


class LogSection(Section):
    """A field for a note, and the incident's lines, newest first."""

    noted = Signal(str)
    """A note was entered."""
    unseal_requested = Signal()
    """Somebody wants to read what is sealed."""
    copied = Signal(str)
    """This text was put on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._note_keys = ""
        self._model: SequenceModel[LogLine] = SequenceModel(
            lambda line: line.seq, lambda line: f"{line.clock}  {line.words}", self
        )
        self.note_field = QLineEdit(self)
        self.note_field.setMaxLength(2000)
        self.note_field.installEventFilter(self)
        self.list = WrappedList(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._delegate = LogDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setModel(self._model)
        self.list.setMinimumHeight(theme.px(_LIST_PX))
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.list.installEventFilter(self)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_wanted)
        self._unseal = parts.button(self, "link", self.unseal_requested)
        self._unseal.hide()
        self._sealed, self._bare = 0, False
        self.body.addWidget(self.note_field)
        self.body.addWidget(self._unseal)
        self.body.addWidget(self.list, 1)
        self.setMinimumHeight(theme.px(_HEIGHT_PX))
        self.retranslate()

    def show_log(
        self, key: str, lines: tuple[LogLine, ...], *, note_keys: str | None, sealed: int = 0
    ) -> None:
        """Show an incident's lines, newest first; a half-written note is kept while the incident is the same.

        `note_keys`: the key of the line for notes, as printed; None: nothing may be noted. `sealed`: texts that could
        be opened.
        """
        if sealed != self._sealed:
            self._sealed = sealed
            self._unseal.setVisible(bool(sealed) and not self._bare)
            self.retranslate()
        if key != self._key:
            self._key = key
            self.note_field.clear()
            self._model.set_rows(())
        self._model.set_rows(lines)
        self.note_field.setVisible(note_keys is not None)
        if note_keys is not None and note_keys != self._note_keys:
            self._note_keys = note_keys
            self.retranslate()

    def set_low(self, low: bool, *, bare: bool = False) -> None:
        """Give way to what matters more: down to two lines, or `bare` to the field for notes alone."""
        self._bare = bare
        self.list.setVisible(not bare)
        self._unseal.setVisible(bool(self._sealed) and not bare)
        self.list.setMinimumHeight(theme.px(_LIST_LOW_PX if low else _LIST_PX))
        self.setMinimumHeight(0 if bare else theme.px(_HEIGHT_LOW_PX if low else _HEIGHT_PX))

    def retranslate(self) -> None:
        self.title.setText(self.tr("Log"))
        note = self.tr("Add a note")
        self.note_field.setPlaceholderText(f"{note}  {self._note_keys}")
        self.note_field.setAccessibleName(self.tr("Note"))
        self._unseal.setText(self.tr("Show sealed words ({0})").format(self._sealed))
        self._unseal.setToolTip(self.tr("Your look is recorded."))
        self.list.setAccessibleName(self.tr("Log of this incident"))

    def copy(self, *, everything: bool = False) -> None:
        """Put the selected lines, or all, on the clipboard: time, two blanks, words, one line each."""
        chosen = {index.row() for index in self.list.selectionModel().selectedIndexes()}
        lines = [
            f"{line.clock}  {line.words}"
            for row, line in enumerate(self._model.rows)
            if everything or row in chosen or not chosen
        ]
        text = "\n".join(lines)
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def _on_menu_wanted(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy lines")).triggered.connect(lambda _=False: self.copy())
        menu.addAction(self.tr("Copy whole log")).triggered.connect(lambda: self.copy(everything=True))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.list and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if watched is self.note_field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            words = self.note_field.text().strip()
            if words:
                self.note_field.clear()
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # single keys are for the incident again
                self.noted.emit(words)
            return True
        if watched is self.note_field and event.key() == Qt.Key.Key_Escape:
            self.note_field.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()
