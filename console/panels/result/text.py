"""A result as text, CSV, HTML and JSON: what is copied and saved, each marked with its kind. Qt main thread.

Made from the `ResultView` on the screen, in its language; JSON also holds the plain numbers (`MusterResult`). Used by
the result's feed.
"""

from __future__ import annotations

import csv
import html
import io
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from console.domain.base.roles import WorldKind
from console.domain.judge.judgement import MusterResult
from console.panels.exports import mark_line
from widgets.durations import clock_text
from widgets.result.gate_words import limit_words, seconds_words, sign_of, state_words
from widgets.result.view import ExportFormat, GapRow, GateRow, ResultView, UnitResultRow

tr = QCoreApplication.translate
FORMAT: Final = 1
"""Of the JSON; grows when a field changes its meaning."""

_PAGE: Final = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 14px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em; color: #14202a; }}
table {{ border-collapse: collapse; margin: 0.6em 0 1.2em; }}
td, th {{ border-bottom: 1px solid #c5d0d8; padding: 3px 12px 3px 0; text-align: left; }}
.passed {{ color: #1d7a36; font-weight: bold; }} .missed {{ color: #b3261e; font-weight: bold; }}
.mark {{ position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none;
  font-size: 18vmin; color: #7a4fd022; transform: rotate(-24deg); }}
.note {{ color: #55636f; }}
</style></head><body>
{mark}<h1>{title}</h1>
<p class="note">{note}</p>
{body}
</body></html>
"""


def titles() -> tuple[str, ...]:
    """Headings of the units, in the order in which their cells are written."""
    return (
        tr("result", "unit"),
        tr("result", "officers"),
        tr("result", "standing"),
        tr("result", "signed"),
        tr("result", "rolling"),
        tr("result", "there"),
        tr("result", "ETA shown"),
    )


def as_text(view: ResultView) -> str:
    """Lines for the clipboard, the mark first."""
    lines = [
        mark_line(view.mark),
        f"{view.incident_id} · {view.title}",
        f"{view.state} · {view.basis}",
        *view.warnings,
        "",
    ]
    lines += [gate_line(gate) for gate in view.gates]
    lines += ["", *(f"{fact.name}: {fact.value}" for fact in view.facts)]
    if view.gaps:
        lines += ["", *("\t".join(_gap_cells(gap)) for gap in view.gaps)]
    lines += ["", "\t".join(titles()), *("\t".join(_unit_cells(unit)) for unit in view.units)]
    return "\n".join(lines).lstrip("\n") + "\n"


def as_csv(view: ResultView) -> str:
    """One table: what a row is about stands in its first cell. Durations as mm:ss."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["result", view.incident_id, view.title, view.state, view.basis, view.mark])
    for warning in view.warnings:
        writer.writerow(["warning", warning])
    for gate in view.gates:
        writer.writerow(["gate", *_gate_cells(gate)])
    for fact in view.facts:
        writer.writerow(["measure", fact.name, fact.value])
    for gap in view.gaps:
        writer.writerow(["gap", *_gap_cells(gap)])
    writer.writerow(["units", *titles()])
    for unit in view.units:
        writer.writerow(["unit", *_unit_cells(unit)])
    return out.getvalue()


def as_html(view: ResultView, chinese: bool) -> str:
    """A page of its own: no scripts, nothing fetched, everything escaped."""
    cells = html.escape
    gates = "".join(
        f'<tr><td>{cells(gate.name)}</td><td class="{gate.state.value}">{cells(sign_of(gate.state))} '
        f"{cells(state_words(gate.state))}</td><td>{cells(seconds_words(gate))}</td>"
        f"<td>{cells(limit_words(gate))}</td><td>{cells(gate.note)}</td></tr>"
        for gate in view.gates
    )
    facts = "".join(_row((fact.name, fact.value)) for fact in view.facts)
    gaps = "".join(_row(_gap_cells(gap)) for gap in view.gaps)
    units = "".join(_row(_unit_cells(unit)) for unit in view.units)
    head = "".join(f"<th>{cells(title)}</th>" for title in titles())
    body = f"<table>{gates}</table>\n<table>{facts}</table>\n"
    body += f"<table>{gaps}</table>\n" if gaps else ""
    body += f"<table><tr>{head}</tr>{units}</table>"
    note = " · ".join((view.state, view.basis, *view.warnings))
    return _PAGE.format(
        lang="zh-CN" if chinese else "en",
        title=cells(f"{view.incident_id} · {view.title}"),
        mark=f'<div class="mark">{cells(view.mark)}</div>\n' if view.mark else "",
        note=cells(f"{mark_line(view.mark)} · {note}" if view.mark else note),
        body=body,
    )


def as_json(view: ResultView, result: MusterResult, kind: WorldKind) -> str:
    """Plain numbers for other programs, with the kind of world they are from and what they rest on."""
    whole: dict[str, Any] = {
        "format": FORMAT,
        "kind": kind.value,
        "judged": view.judged,
        "basis": view.basis,
        "result": result,
    }
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=1).decode() + "\n"


def written(
    form: ExportFormat, view: ResultView, result: MusterResult, kind: WorldKind, chinese: bool
) -> str:
    """The result in a form of file."""
    match form:
        case ExportFormat.JSON:
            return as_json(view, result, kind)
        case ExportFormat.CSV:
            return as_csv(view)
        case ExportFormat.HTML:
            return as_html(view, chinese)


def gate_line(gate: GateRow) -> str:
    """One gate as a line."""
    head = f"{gate.name}: {sign_of(gate.state)} {state_words(gate.state)}".replace("  ", " ")
    return " · ".join(piece for piece in (head, seconds_words(gate), limit_words(gate), gate.note) if piece)


def _gate_cells(gate: GateRow) -> tuple[str, ...]:
    return gate.name, state_words(gate.state), seconds_words(gate), limit_words(gate), gate.note


def _gap_cells(gap: GapRow) -> tuple[str, ...]:
    excused = tr("result", "reason in time") if gap.excused else tr("result", "no reason in time")
    return gap.grid, gap.opened, gap.lasted, gap.reason, excused


def _unit_cells(unit: UnitResultRow) -> tuple[str, ...]:
    times = (unit.acknowledged_ms, unit.enroute_ms, unit.arrived_ms, unit.eta_ms)
    return (
        unit.unit_id,
        str(unit.officers),
        unit.standing,
        *(clock_text(duration_ms) if duration_ms >= 0 else "" for duration_ms in times),
    )


def _row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
