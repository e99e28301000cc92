"""The result's panel: gates apart, everything in words, copied and saved by keyboard, whole at every size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import result_samples as samples
from tests.widgets.conftest import Language
from widgets import theme
from widgets.header.clock_strip import WALL_TEXT_PX
from widgets.result.gap_list import GapList
from widgets.result.gate_bar import GateBar
from widgets.result.result_panel import ResultPanel
from widgets.result.unit_table import ETA, TURNOUT, UnitResultTable
from widgets.result.view import ExportFormat

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def panel(shown: Show) -> ResultPanel:
    made = ResultPanel()
    made.show_result(samples.result("en"))
    shown(made, 1056, 760)
    return made


@pytest.fixture
def wall_scale(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    yield lambda scale: theme.apply(qapp, scale)
    theme.apply(qapp)
    qapp.setStyleSheet("")


def labels(panel: ResultPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def button(panel: ResultPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def test_says_what_it_is_of_and_what_it_rests_on(panel: ResultPanel) -> None:
    texts = labels(panel)
    assert "Result · INC-0417 · Chemical plant explosion" in texts
    assert "EXERCISE" in texts
    assert "under control · live, from this console's picture" in texts
    assert "Not ranked: not at real speed" in texts


def test_every_measure_has_name_and_value(panel: ResultPanel) -> None:
    texts = labels(panel)
    for fact in samples.result("en").facts:
        assert fact.name in texts
        assert fact.value in texts


def test_units_say_who_counts_and_why_not(panel: ResultPanel) -> None:
    model = panel.findChild(UnitResultTable).model()  # type: ignore[union-attr]
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert rows[0][:3] == ["P-101", "12", "counted by voice"]
    assert rows[1][:3] == ["C-102", "—", "no head-count"]
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Signed"
    assert "Units — 5 of 9 counted" in labels(panel)


def test_gaps_without_a_reason_stand_out(panel: ResultPanel) -> None:
    gaps = panel.findChild(GapList)
    assert gaps is not None
    assert gaps.lines()[0] == "Fangzhen · from 02:00 · lasted 01:00 · no reason recorded"
    late = replace(samples.result("en").gaps[1], excused=False)
    gaps.show_gaps((late,))
    assert "(recorded too late)" in gaps.lines()[0]
    gaps.show_gaps(())
    assert gaps.lines() == ["No grid stood below its minimum."]


def test_without_a_muster_it_says_when_there_will_be_one(shown: Show) -> None:
    panel = ResultPanel()
    shown(panel, 600, 400)
    assert "No muster yet" in labels(panel)
    assert not button(panel, "Copy").isEnabled()


def test_copy_is_a_key_and_a_button(panel: ResultPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.copy_requested):
        button(panel, "Copy").click()
    panel.setFocus()
    with qtbot.waitSignal(panel.copy_requested):
        QTest.keyClick(panel, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_every_form_of_file_can_be_asked_for(panel: ResultPanel, qtbot: QtBot) -> None:
    menu = panel.forms()
    *forms, _, elsewhere = menu.actions()
    for action, form in zip(forms, ExportFormat, strict=True):
        with qtbot.waitSignal(panel.export_requested) as signal:
            action.trigger()
        assert signal.args == [form.value]
    with qtbot.waitSignal(panel.place_requested):
        elsewhere.trigger()
    menu.close()


def test_each_gate_says_its_reason_and_a_judged_one_what_it_comes_to(panel: ResultPanel) -> None:
    view = samples.result("en")
    gates = tuple(replace(gate, reason=f"Reason {at} <b>.") for at, gate in enumerate(view.gates))
    panel.show_result(replace(view, gates=gates, closing="All gates passed."))
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "\n".join(f"{gate.name} — {gate.reason}" for gate in gates) in words
    assert "All gates passed." in words


def test_the_journal_is_judged_on_request_and_it_shows_that_it_takes_time(
    panel: ResultPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.judgement_requested):
        button(panel, "Judge the journal").click()
    panel.say_judging(True)
    assert not button(panel, "Judging …").isEnabled()
    panel.say_judging(False)
    assert button(panel, "Judge the journal").isEnabled()


def test_a_unit_can_be_selected_from_its_row(panel: ResultPanel, qtbot: QtBot) -> None:
    table = panel.findChild(UnitResultTable)
    assert table is not None
    with qtbot.waitSignal(panel.unit_selected) as signal:
        table.clicked.emit(table.model().index(1, 4, QModelIndex()))
    assert signal.args == ["C-102"]


def test_a_refresh_keeps_what_is_looked_at(panel: ResultPanel) -> None:
    scroll = panel.findChild(QScrollArea)
    table = panel.findChild(UnitResultTable)
    assert scroll is not None
    assert table is not None
    panel.resize(450, 300)
    QApplication.processEvents()
    table.selectRow(2)
    scroll.verticalScrollBar().setValue(120)
    view = samples.result("en")
    panel.show_result(replace(view, units=tuple(replace(one, acknowledged_ms=1_000) for one in view.units)))
    QApplication.processEvents()
    assert scroll.verticalScrollBar().value() == 120
    assert table.currentIndex().row() == 2


def test_words_follow_the_language(panel: ResultPanel, language: Language) -> None:
    language.chinese()
    panel.show_result(samples.result("zh"))
    assert "单元 — 计入 5/9" in labels(panel)
    assert button(panel, "按日志评定").isEnabled()


def test_a_narrow_panel_leaves_out_what_says_least(panel: ResultPanel) -> None:
    table = panel.findChild(UnitResultTable)
    assert table is not None
    panel.resize(450, 760)
    QApplication.processEvents()
    assert [column for column in range(7) if table.isColumnHidden(column)] == [TURNOUT, ETA]
    panel.resize(1056, 760)
    QApplication.processEvents()
    assert not table.isColumnHidden(ETA)


def test_gates_stand_in_as_many_columns_as_fit(shown: Show) -> None:
    bar = GateBar()
    bar.show_gates(samples.result("en").gates)
    shown(bar, 900, 72)
    assert len({box.top() for box in bar.boxes()}) == 1
    bar.resize(400, 200)
    QApplication.processEvents()
    assert len({box.top() for box in bar.boxes()}) == 2


def test_gates_are_coloured_only_once_decided(shown: Show) -> None:
    bar = GateBar()
    bar.show_gates(samples.running("en").gates)
    shown(bar, 900, 72)
    image = bar.grab().toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert not {QColor(theme.PASSED).rgb(), QColor(theme.MISSED).rgb()} & colours
    assert "Muster · running · 06:09 left" in bar.accessibleDescription()


def test_gates_are_read_aloud(shown: Show) -> None:
    bar = GateBar()
    bar.show_gates(samples.result("en").gates)
    lines = bar.accessibleDescription().splitlines()
    assert lines[0] == "Muster · passed · 456.0 s · sustained"
    assert lines[2] == "Resolve · missed · 612.4 s +00:12"


@pytest.mark.parametrize(("scale", "width"), [(1.5, 1400), (2.0, 3000)])
def test_on_the_wall_gates_are_whole_and_large(
    shown: Show, wall_scale: Callable[[float], None], language: Language, scale: float, width: int
) -> None:
    wall_scale(scale)
    language.chinese()
    bar = GateBar()
    bar.show_gates(samples.result("zh").gates)
    shown(bar, width, bar.heightForWidth(width))
    metrics = QFontMetrics(theme.text_font(WALL_TEXT_PX, bold=True))
    box = bar.boxes()[0]
    assert box.height() >= 2 * metrics.capHeight() * 1.3
    assert metrics.horizontalAdvance("612.4 s +00:12") <= box.width() - theme.px(16)
    assert metrics.horizontalAdvance("处置 ✗ 未达标") <= box.width() - theme.px(16)
