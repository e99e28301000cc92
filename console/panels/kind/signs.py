"""Everything that says what sort of world is shown: frame, band, titles, the word over map and wall. Qt main thread.

A drill is never taken for live: the band stands in every window, names the scenario and says when the run stands still
or is over. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.base.roles import WorldKind
from console.domain.runs.entities import Run, RunState
from console.words.terms import kind_word
from widgets.words import is_chinese

tr = QCoreApplication.translate

RUN = "run"
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
