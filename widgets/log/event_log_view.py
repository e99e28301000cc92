"""The log of the whole hub: filter by kind and words, follow the newest, copy lines, ask for an export.

It takes a model of `LogRow`s, oldest line first, and shows the newest at the bottom; while the operator
has scrolled up it stays where it is. Main thread only; used by the console.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from widgets import glyphs, parts, theme
from widgets.key_button import KeyButton
from widgets.log.roles import LogRow
from widgets.parts import Translated
from widgets.queue.anchored_list import AnchoredList
from widgets.row_list import RowDelegate
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView

_KINDS = ("", "call", "incident", "order", "unit", "system")


class EventLogDelegate(RowDelegate):
    """Clock, level, reference, words, actor: one line of fixed height, so that very many scroll smoothly."""

    ROW_PX = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def prepare(self) -> None:
        super().prepare()
        metrics = QFontMetrics(self.mono)
        self._clock_width = metrics.horizontalAdvance("00:00:00")
        self._reference_width = metrics.horizontalAdvance("INC-20260000")

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, LogRow):
            return
        box = area.adjusted(theme.px(12), 0, -theme.px(12), 0)
        self.cell(
            painter,
            QRect(box.left(), box.top(), self._clock_width + 4, box.height()),
            row.clock,
            self.mono,
            self.dim,
        )
        left = box.left() + self._clock_width + theme.px(12)
        side = theme.px(12)
        if row.level:
            sign = glyphs.level_pixmap(row.level, side, painter.device().devicePixelRatio())
            painter.drawPixmap(left, box.top() + (box.height() - side) // 2, sign)
        left += side + theme.px(8)
        self.cell(
            painter,
            QRect(left, box.top(), self._reference_width, box.height()),
            row.reference,
            self.mono,
            self.dim,
        )
        left += self._reference_width + theme.px(10)
        actor = 0
        if row.actor and box.right() - left > theme.px(260):
            part = QRect(box.right() - theme.px(150), box.top(), theme.px(150), box.height())
            actor = self.cell(painter, part, row.actor, self.plain, self.faint, right=True) + theme.px(12)
        room = QRect(left, box.top(), max(0, box.right() - left - actor), box.height())
        self.cell(painter, room, row.words, self.bold if row.emphasis else self.plain, self.text)


class LogFilter(QSortFilterProxyModel):
    """Lets through lines of one kind in which every word occurs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        self.words: tuple[str, ...] = ()

    def set_filter(self, kind: str, text: str) -> None:
        """Let through lines of this kind (empty: all) with these words."""
        self.beginFilterChange()
        self.kind = kind
        self.words = tuple(text.lower().split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self.kind and not self.words:
            return True
        row = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        if not isinstance(row, LogRow) or (self.kind and row.kind != self.kind):
            return False
        text = f"{row.clock} {row.reference} {row.words} {row.actor}".lower()
        return all(word in text for word in self.words)


class EventLogView(Translated, QWidget):
    """The hub's log with its filter, the newest line at the bottom."""

    opened = Signal(str)
    """Reference (incident, call, unit) of a line opened by Enter or double click."""
    copied = Signal(str)
    kind_chosen = Signal(str)
    """Only lines of this kind are let through; "" for all."""
    export_requested = Signal(str, str)
    """Kind and words of the filter in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._following = True
        self._model: QAbstractItemModel | None = None
        self._filter = LogFilter(self)
        self._build_heading()
        self._build_body()
        self.retranslate()

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show a model; it is not owned."""
        self._model = model
        self._filter.setSourceModel(model)
        self._refresh()
        self.list.scrollToBottom()

    def copy(self) -> None:
        """Put the selected lines, or all that pass the filter, on the clipboard."""
        chosen = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        text = "\n".join(self._lines(chosen) if chosen else self.shown_lines())
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def shown_lines(self) -> list[str]:
        """Every line that passes the filter, oldest first: clock, reference, words, actor, separated by tabs."""
        return self._lines(range(self._filter.rowCount()))

    def filed_lines(self) -> list[str]:
        """The same for a file."""
        return self._lines(range(self._filter.rowCount()), filed=True)

    def _lines(self, rows: Iterable[int], *, filed: bool = False) -> list[str]:
        lines = []
        for row in rows:
            line = self._filter.index(row, 0).data(ROW_ROLE)
            if isinstance(line, LogRow):
                words = line.filed if filed and line.filed else line.words
                lines.append(f"{line.clock}\t{line.reference}\t{words}\t{line.actor}")
        return lines

    def _build_heading(self) -> None:
        self._heading = parts.heading(self)
        self._heading.setMinimumWidth(theme.px(240))
        row = self._row = QHBoxLayout(self._heading)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.setSpacing(theme.px(8))
        self._title = parts.label(self._heading, "title")
        self._count = parts.label(self._heading, "dim")
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addSpacing(theme.px(8))
        self._chips = parts.chips(self._heading, _KINDS, self._on_kind_chosen)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        self._box = QLineEdit(self._heading)
        self._box.setClearButtonEnabled(True)
        self._box.setFixedHeight(theme.px(26))
        self._box.setMinimumWidth(theme.px(90))
        self._box.setMaximumWidth(theme.px(190))
        self._box.textChanged.connect(self._on_filter_changed)
        self._box.installEventFilter(self)
        row.addWidget(self._box)
        self._copy = KeyButton("ghost", self._heading, self.copy)
        self._export = KeyButton("ghost", self._heading, self._on_export)
        for button in (self._copy, self._export):
            button.setFixedHeight(theme.px(26))
            row.addWidget(button)

    def _build_body(self) -> None:
        self.list = AnchoredList(KEY_ROLE, theme.px(EventLogDelegate.ROW_PX), self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setItemDelegate(EventLogDelegate(self.list))
        self.list.setModel(self._filter)
        self.list.activated.connect(self._on_activated)
        self.list.installEventFilter(self)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.list.rows_settled.connect(self._on_settled)
        for signal in (self._filter.rowsInserted, self._filter.rowsRemoved, self._filter.modelReset):
            signal.connect(self._refresh)
        self._filter.modelReset.connect(self._on_reset)
        self._empty = StatePanel(self)
        self._empty.action_requested.connect(self._on_all_wanted)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        parts.column(self, self._heading, (self._stack, 1), gap=0)
        parts.on_slash(self, self._box.setFocus)
        self.setFocusProxy(self.list)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Event log"))
        names = {
            "": self.tr("All"),
            "call": self.tr("Calls"),
            "incident": self.tr("Incidents"),
            "order": self.tr("Orders"),
            "unit": self.tr("Units"),
            "system": self.tr("System"),
        }
        for kind, chip in self._chips.items():
            chip.setText(names[kind])
        self._box.setPlaceholderText(self.tr("Filter  /"))
        self._box.setAccessibleName(self.tr("Filter by words"))
        self._copy.show_words(self.tr("Copy"))
        self._export.show_words(self.tr("Export"))
        self.list.setAccessibleName(self.tr("Log of the hub"))
        self._refresh()
        self._fit()

    def _refresh(self, *_: object) -> None:
        shown = self._filter.rowCount()
        total = 0 if self._model is None else self._model.rowCount()
        self._count.setText(str(shown) if shown == total else f"{shown} / {total}")
        for kind, chip in self._chips.items():
            chip.setChecked(kind == self._filter.kind)
        if not shown:
            self._empty.show_state(
                StateView(StateKind.EMPTY, self.tr("No line matches the filter"), "", self.tr("Show all"))
                if total
                else StateView(StateKind.EMPTY, self.tr("Nothing has happened yet"))
            )
        self._stack.setCurrentIndex(0 if shown else 1)

    def _on_kind_chosen(self, kind: str) -> None:
        self._filter.set_filter(kind, self._box.text())
        self._refresh()
        self.kind_chosen.emit(kind)

    def _on_filter_changed(self, text: str) -> None:
        self._filter.set_filter(self._filter.kind, text)
        self._refresh()

    def _on_all_wanted(self) -> None:
        self._box.clear()
        self._on_kind_chosen("")

    def _on_export(self) -> None:
        self.export_requested.emit(self._filter.kind, self._box.text())

    def _on_activated(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, LogRow) and line.reference:
            self.opened.emit(line.reference)

    def _on_scrolled(self, value: int) -> None:
        self._following = value >= self.list.verticalScrollBar().maximum()

    def _on_reset(self) -> None:
        """Another log begins, and is followed once its rows are laid out."""
        self._following = True
        QTimer.singleShot(0, self, self._on_settled)

    def _on_settled(self) -> None:
        if self._following and not self.list.selectionModel().hasSelection():
            self.list.scrollToBottom()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.list and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if watched is self._box and event.key() == Qt.Key.Key_Escape:
            self._box.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _fit(self) -> None:
        """In a narrow panel leave out what is needed least rather than cut words: kinds, from the last one on."""
        spare = [chip for kind, chip in reversed(self._chips.items()) if kind]
        for widget in (*spare, self._count, self._title):
            widget.show()
        for widget in (*spare, self._count, self._title):
            if self._row.minimumSize().width() <= self.width():
                break
            if not (isinstance(widget, QPushButton) and widget.isChecked()):
                widget.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
