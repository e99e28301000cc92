"""Pictures of every widget with sample data, in both languages: `python -m tests.widgets.gallery FOLDER`.

Offscreen; the Operate layout at 1920 × 1080 with the map and the wall left dark, and single widgets.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tests.widgets import clock_samples, command_samples, intake_samples, result_samples, samples
from tests.widgets.item_models import LogModel, RowsModel, UnitsModel
from tests.widgets.toml_translator import TomlTranslator
from widgets import theme
from widgets.command.command_board import CommandBoard
from widgets.emit_guard import guard_singletons
from widgets.header.clock_strip import ClockStrip
from widgets.header.clock_view import StripView
from widgets.header.header_bar import HeaderBar
from widgets.header.view import HubSignal, HubView, PerspectiveTab, SeatView, StrengthView, WorldSign
from widgets.incident.incident_panel import IncidentPanel
from widgets.incident.view import IncidentView
from widgets.intake.take_call_form import TakeCallForm
from widgets.log.event_log_view import EventLogView
from widgets.queue.queue_view import QueueView
from widgets.result.result_panel import ResultPanel
from widgets.states.state_banner import StateBanner
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView
from widgets.units.unit_list_view import UnitListView


def header(lang: str) -> HeaderBar:
    """Return the top bar of a live hub."""
    zh = lang == "zh"
    bar = HeaderBar()
    names = ("接处警", "指挥", "演练", "复盘") if zh else ("Operate", "Command", "Train", "Review")
    tabs = [PerspectiveTab(name.lower(), name, f"F{place + 5}") for place, name in enumerate(names)]
    bar.set_perspectives(tabs, tabs[0].key)
    bar.set_hub(HubView(HubSignal.LIVE, 2.0, 41.0))
    bar.set_strength(StrengthView(186, 412, 436, 120, 88))
    bar.set_seat(
        SeatView("3 号席" if zh else "Seat 3", "调度席" if zh else "dispatcher", "李明" if zh else "Li Ming")
    )
    bar.set_kind(WorldSign.DEMO)
    bar.set_clock(datetime(2026, 11, 21, 14, 22, 31, tzinfo=UTC))
    return bar


def queue(lang: str) -> QueueView:
    """Return the queue of the picture, first row selected."""
    view = QueueView()
    model = RowsModel(samples.queue_rows(lang), view)
    view.set_model(model)
    view.set_grids(samples.grids(lang))
    view.set_now_ms(samples.NOW_MS)
    view.select("INC-0417")
    return view


def panel(view: IncidentView) -> IncidentPanel:
    """Return the incident panel with a view."""
    made = IncidentPanel()
    made.set_now_ms(samples.NOW_MS)
    made.show_incident(view)
    return made


def operate(lang: str, view: IncidentView) -> QWidget:
    """Return the Operate layout with dark places for map and wall."""
    window = QWidget()
    window.setObjectName("window")
    window.setStyleSheet(f"#window {{ background: {theme.BG0}; }}")
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header(lang))
    strip = ClockStrip()
    strip.show_view(StripView(clock_samples.MUSTERING))
    column.addWidget(strip)
    row = QHBoxLayout()
    row.setSpacing(1)
    left = queue(lang)
    left.setFixedWidth(theme.px(theme.QUEUE_WIDTH_PX))
    right = panel(view)
    right.setFixedWidth(theme.px(theme.INCIDENT_WIDTH_PX))
    row.addWidget(left)
    row.addWidget(QFrame(), 1)
    row.addWidget(right)
    column.addLayout(row, 1)
    return window


def shoot(widget: QWidget, path: Path, width: int, height: int) -> None:
    """Show a widget at a size, let it settle, and save its picture."""
    widget.resize(width, height)
    widget.show()
    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(path))
    widget.close()
    widget.deleteLater()


def main(folder: Path) -> None:
    """Save all pictures."""
    guard_singletons()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app)
    folder.mkdir(parents=True, exist_ok=True)
    translator = TomlTranslator()
    for lang in ("en", "zh"):
        if lang == "zh":
            app.installTranslator(translator)
        shoot(operate(lang, samples.incident(lang)), folder / f"operate_{lang}.png", 1920, 1080)
        shoot(operate(lang, samples.call(lang)), folder / f"call_{lang}.png", 1920, 1080)
        shoot(panel(samples.case(lang)), folder / f"case_{lang}.png", 450, 960)
        asking = panel(samples.incident(lang))
        asking.resize(450, 960)
        asking.show()
        asking.trigger("close")
        asking.form.confirm()
        shoot(asking, folder / f"close_{lang}.png", 450, 960)
        units = UnitListView()
        units.set_model(UnitsModel(samples.units(lang), units))
        units.set_now_ms(samples.NOW_MS)
        units.select("C-105")
        units.show_detail(samples.unit_detail(lang))
        shoot(units, folder / f"units_{lang}.png", 1056, 520)
        log = EventLogView()
        log.set_model(LogModel(samples.log_rows(lang), log))
        shoot(log, folder / f"log_{lang}.png", 1056, 320)
        form = TakeCallForm()
        form.set_choices(intake_samples.intake_choices(lang))
        form.set_help(intake_samples.intake_help(lang))
        form.fields.number.show_numbers("138 0533 7721", call_back=True)
        form.put_aside()
        form.fields.place.take(intake_samples.place_offers(lang)[0])
        form.fields.words.setPlainText(
            "三楼冒烟，有人被困" if lang == "zh" else "smoke on the third floor, people trapped"
        )
        form.fields.address.setText("?")
        form.fields.type_box.setEditText("?")
        form.submit()
        shoot(form, folder / f"intake_{lang}.png", 450, 620)
        result = ResultPanel()
        result.show_result(result_samples.result(lang))
        shoot(result, folder / f"result_{lang}.png", 1056, 760)
        board = CommandBoard()
        board.show_board(command_samples.board(lang))
        shoot(board, folder / f"board_{lang}.png", 860, 430)
    app.removeTranslator(translator)
    states(folder)
    theme.apply(app, 1.5)
    shoot(operate("en", samples.incident("en")), folder / "operate_wall.png", 2880, 1620)
    theme.apply(app)


def states(folder: Path) -> None:
    """Save the designed states side by side, and the banners."""
    window = QWidget()
    row = QHBoxLayout(window)
    for kind in StateKind:
        panel = StatePanel(window)
        panel.show_state(StateView(kind, f"State {kind}", "What it means, in one sentence.", "Do something"))
        row.addWidget(panel)
    for kind in (StateKind.STALE, StateKind.REFUSED):
        banner = StateBanner(window)
        banner.show_state(
            StateView(kind, "The hub has been silent for 4 s", "shown as of 14:22:27", "Details")
        )
        row.addWidget(banner)
    shoot(window, folder / "states.png", 1800, 300)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
