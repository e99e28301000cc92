"""Everything that says what sort of world is shown: frame, band, titles, the word over map and wall. Qt main thread.

A drill is never taken for live: the band stands in every window, names the scenario and says when the run stands still
or is over. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.domain.base.roles import WorldKind
from console.domain.runs.entities import Run, RunState
from console.words.terms import kind_word
from widgets import theme
from widgets.header.kind_banner import KindBanner
from widgets.words import is_chinese

tr = QCoreApplication.translate
RUN = "run"
FRAME_PX: Final = 2
FRAME_COLOURS: Final = {
    WorldKind.LIVE: theme.BG0,
    WorldKind.DEMO: theme.DIM,
    WorldKind.DRILL: theme.EXERCISE,
    WorldKind.REPLAY: theme.REPLAY,
}
MARKED = frozenset({WorldKind.DRILL, WorldKind.REPLAY})
"""Kinds whose map and wall carry the word; the demo's town is invented anyway, and live needs none."""


def mark_of(kind: WorldKind) -> str:
    """The word that goes over pictures and exports of this kind; "" for none."""
    return kind_word(kind) if kind in MARKED else ""


def run_words(run: Run) -> str:
    """Scenario, how fast, and whether it stands still or is over."""
    parts = [run.name_zh if is_chinese() else run.name_en, tr("run", "simulated")]
    if run.rate_permille != 1000:
        parts.append(f"×{run.rate_permille / 1000:g}")
    if run.autopilot:
        players = {
            "greedy": tr("run", "greedy"),
            "optimal": tr("run", "optimal"),
            "naive": tr("run", "naive"),
        }
        parts.append(tr("run", "autopilot {0}").format(players.get(run.autopilot, run.autopilot)))
    match run.state:
        case RunState.PAUSED:
            parts.append(tr("run", "PAUSED: the clocks stand still"))
        case RunState.INTERRUPTED:
            parts.append(tr("run", "INTERRUPTED by the real emergency {0}").format(run.live_incident))
        case RunState.ENDED:
            parts.append(tr("run", "the run has ended"))
        case RunState.RUNNING:
            pass
    return " · ".join(part for part in parts if part)


class KindFrame(QFrame):
    """The window's root: a column of parts inside the frame, the kind's band on top. Takes the focus nobody wants."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("root")
        self._kind: WorldKind | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column = QVBoxLayout(self)
        inside = 2 * FRAME_PX  # as much ground between frame and parts as there is frame
        self.column.setContentsMargins(inside, inside, inside, inside)
        self.column.setSpacing(0)
        self.banner = KindBanner(self)
        self.column.addWidget(self.banner)

    def set_kind(self, kind: WorldKind) -> None:
        """Frame everything in this kind's colour; live has none. The same kind again costs nothing."""
        if kind is self._kind:
            return
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kind is None:
            return
        painter = QPainter(self)
        pen = QPen(QColor(FRAME_COLOURS[self._kind]), FRAME_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = FRAME_PX // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
