"""The words of a gate: sign, seconds, state. Qt main thread; used by the gate bar, copies and exports."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.durations import clock_text
from widgets.header.clock_view import PhaseState
from widgets.header.phase_words import left_text, over_text, seconds_text
from widgets.result.view import GateRow

_SIGNS = {
    PhaseState.NOT_STARTED: "—",
    PhaseState.RUNNING: "",
    PhaseState.PASSED: "✓",
    PhaseState.MISSED: "✗",
    PhaseState.INTERRUPTED: "■",
    PhaseState.STOOD_DOWN: "■",
}
_COLOURS = {PhaseState.PASSED: theme.PASSED, PhaseState.MISSED: theme.MISSED, PhaseState.RUNNING: theme.TEXT}


def state_words(state: PhaseState) -> str:
    """A gate's state in the language of the screen."""
    tr = QCoreApplication.translate
    return {
        PhaseState.NOT_STARTED: tr("clocks", "not started"),
        PhaseState.RUNNING: tr("clocks", "running"),
        PhaseState.PASSED: tr("clocks", "passed"),
        PhaseState.MISSED: tr("clocks", "missed"),
        PhaseState.INTERRUPTED: tr("clocks", "interrupted"),
        PhaseState.STOOD_DOWN: tr("clocks", "stood down"),
    }[state]


def sign_of(state: PhaseState) -> str:
    """The sign that stands beside the colour."""
    return _SIGNS[state]


def colour_of(state: PhaseState) -> str:
    """Green and red only once a gate is decided."""
    return _COLOURS.get(state, theme.FAINT)


def seconds_words(gate: GateRow) -> str:
    """The gate's seconds: what it took, by how much it was missed, or what is left; empty where it has none."""
    match gate.state:
        case PhaseState.PASSED:
            return seconds_text(gate.took_ms) if gate.took_ms >= 0 else ""
        case PhaseState.MISSED:
            over = gate.took_ms - gate.limit_ms if gate.took_ms >= 0 and gate.limit_ms >= 0 else -1
            if over > 0:
                return f"{seconds_text(gate.took_ms)} {over_text(over)}"
            return ""
        case PhaseState.RUNNING:
            if gate.limit_ms < 0:
                return ""
            return QCoreApplication.translate("clocks", "{0} left").format(left_text(gate.left_ms))
        case _:
            return ""


def limit_words(gate: GateRow) -> str:
    """The limit, empty where there is none."""
    if gate.limit_ms < 0:
        return ""
    return QCoreApplication.translate("clocks", "limit {0}").format(clock_text(gate.limit_ms))
