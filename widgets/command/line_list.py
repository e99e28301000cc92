"""A short list of lines that lead somewhere: gaps of cover, decisions to take. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.command.view import BoardLine, LineTone
from widgets.keys import is_confirming
from widgets.parts import Translated
from widgets.row_list import RowDelegate, RowList
from widgets.sequence_model import ROW_ROLE, SequenceModel


class LineDelegate(RowDelegate):
    """Words from the left, the key or number at the right."""

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, BoardLine):
            return
        inner = area.adjusted(theme.px(4), 0, -theme.px(4), 0)
        used = 0
        if line.tail:
            used = self.cell(painter, inner, line.tail, self.mono, self.dim, right=True) + theme.px(10)
        words = QRect(inner.left(), inner.top(), inner.width() - used, inner.height())
        font = theme.text_font()
        self.cell(painter, words, line.words, font, self.warning if line.tone is LineTone.WARN else self.text)


class LineList(Translated, RowList):
    """Lines of the board that lead somewhere. A click or Enter chooses a line."""

    chosen = Signal(str)
    """The target of a line that has one."""

    def __init__(self, parent: QWidget) -> None:
        self._model: SequenceModel[BoardLine] = SequenceModel(
            lambda line: line.key,
            lambda line: " · ".join(piece for piece in (line.words, line.tail) if piece),
            tip=lambda line: line.words,
        )
        self._delegate = LineDelegate()
        super().__init__(parent, self._model, self._delegate, is_confirming)
        self._model.setParent(self)
        self.clicked.connect(self._on_chosen)
        self.acted.connect(self._on_chosen)

    @property
    def lines(self) -> tuple[BoardLine, ...]:
        """What is shown."""
        return self._model.rows

    def show_lines(self, lines: tuple[BoardLine, ...]) -> None:
        """Show these; a selected line stays selected."""
        self._model.set_rows(lines)
        self.fit()

    def _on_chosen(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, BoardLine) and line.target:
            self.chosen.emit(line.target)

    def retranslate(self) -> None:
        self._delegate.prepare()
