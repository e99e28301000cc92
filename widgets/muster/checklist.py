"""The checklist 现场受控 with evidence times, and under it declaration and verification.

Space or Enter ticks an item, and asks to withdraw one that is ticked. Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.keys import is_ticking
from widgets.muster.view import ControlView, ItemView
from widgets.row_list import RowDelegate, RowList, paint_mark
from widgets.section import FactGrid, Section
from widgets.sequence_model import ROW_ROLE, SequenceModel


class ItemDelegate(RowDelegate):
    """Paints one `ItemView`."""

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        item = index.data(ROW_ROLE)
        if not isinstance(item, ItemView):
            return
        side = theme.px(14)
        mark = QRect(area.left() + theme.px(4), area.top() + (area.height() - side) // 2, side, side)
        paint_mark(painter, mark, done=item.done)
        left = area.left() + theme.px(26)
        box = QRect(left, area.top(), theme.px(16), area.height())
        self.cell(painter, box, str(item.number), self.mono, self.dim)
        left += theme.px(20)
        right = area.right() - theme.px(3)
        note, font = (item.evidence, self.mono) if item.done else (item.post, self.plain)
        note_px = min(QFontMetrics(font).horizontalAdvance(note) + 2, area.width() * 2 // 5)
        box = QRect(left, area.top(), max(0, right - note_px - theme.px(10) - left), area.height())
        self.cell(painter, box, item.text, self.plain, self.text)
        box = QRect(right - note_px, area.top(), note_px, area.height())
        self.cell(painter, box, note, font, self.dim if item.done else self.faint, right=True)


class ChecklistSection(Section):
    """The items as rows; declared, verified and what is still wanted below."""

    ticked = Signal(str)
    """Id of an item that is true now."""
    withdrawn = Signal(str)
    """Id of an item whose evidence is to be withdrawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: SequenceModel[ItemView] = SequenceModel(
            lambda item: item.id, self._text, self, tip=self._text
        )
        self._control = ControlView()
        self._delegate = ItemDelegate()
        self.list = RowList(self, self._model, self._delegate, is_ticking)
        self.list.acted.connect(self._on_chosen)
        self.list.doubleClicked.connect(self._on_chosen)
        self._facts = FactGrid(self)
        self._next = parts.label(self, "small", wraps=True, plain=True)
        self.body.addWidget(self.list)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._next)

    def show_items(self, items: tuple[ItemView, ...], control: ControlView) -> None:
        """Show the checklist and how it stands with declaration and verification."""
        self._control = control
        self._model.set_rows(items)
        self.list.fit()
        self.title.setText(
            self.tr("Under control — {0} of {1} items").format(sum(item.done for item in items), len(items))
        )
        self.list.setAccessibleName(self.title.text())
        self._facts.show_facts(
            (
                (self.tr("Declared"), control.declared or "—"),
                (self.tr("Verified"), control.verified or "—"),
                (self.tr("False"), str(control.false) if control.false else ""),
            )
        )
        self._next.setText(control.next)
        self._next.setVisible(bool(control.next))

    def retranslate(self) -> None:
        self._delegate.prepare()
        self.show_items(self._model.rows, self._control)

    def _text(self, item: ItemView) -> str:
        return f"{item.number} {item.text}\n{item.evidence or item.post}".strip()

    def _on_chosen(self, index: QModelIndex) -> None:
        item = self._model.row_at(index)
        if item is None or not item.may:
            return
        (self.withdrawn if item.done else self.ticked).emit(item.id)
