"""Grids that fell below their minimum cover, each with its reason or the lack of one. Main thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from widgets import parts
from widgets.parts import Translated
from widgets.result.view import GapRow


class GapList(Translated, QWidget):
    """One line a gap; amber with a word where no reason was recorded in time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[GapRow, ...] = ()
        self._labels: list[QLabel] = []
        self._column = parts.column(self, gap=3)
        self._none = parts.label(self, "small")
        self._column.addWidget(self._none)
        self.retranslate()

    def show_gaps(self, gaps: tuple[GapRow, ...]) -> None:
        """Show these, in order."""
        if gaps != self._gaps:
            self._gaps = gaps
            self.retranslate()

    def lines(self) -> list[str]:
        """What is written."""
        return [self._line(gap) for gap in self._gaps] or [self._none.text()]

    def _line(self, gap: GapRow) -> str:
        reason = gap.reason or self.tr("no reason recorded")
        if gap.reason and not gap.excused:
            reason = self.tr("{0} (recorded too late)").format(reason)
        return " · ".join(
            (
                gap.grid,
                self.tr("from {0}").format(gap.opened),
                self.tr("lasted {0}").format(gap.lasted),
                reason,
            )
        )

    def retranslate(self) -> None:
        self._none.setText(self.tr("No grid stood below its minimum."))
        self._none.setVisible(not self._gaps)
        while len(self._labels) < len(self._gaps):
            label = parts.label(self, wraps=True, plain=True)
            self._labels.append(label)
            self._column.addWidget(label)
        for place, label in enumerate(self._labels):
            shown = place < len(self._gaps)
            label.setVisible(shown)
            if shown:
                gap = self._gaps[place]
                label.setText(self._line(gap))
                parts.set_part(label, "small" if gap.excused else "warning")
