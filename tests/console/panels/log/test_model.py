"""The log in words: appended, bounded, and by incident."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.desk.clock import SeatClock
from console.domain.registry.events import EarlyWarning
from console.panels.log import model as log_model
from console.panels.log.model import LogModel
from tests.console.panels.town import Town
from widgets.sequence_model import ROW_ROLE


@pytest.fixture
def model(town: Town) -> LogModel:
    made = LogModel(SeatClock())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_picture(town.picture)
    return made


def test_words_events_and_keeps_their_order(model: LogModel, town: Town) -> None:
    first = len(town.journal)
    town.open("gas")
    model.append(town.journal[first:])
    words = [model.index(row).data(ROW_ROLE).words for row in range(model.rowCount())]
    assert words[0].startswith("C-000001 reported")
    assert words[-1].startswith("INC-0001 accepted")
    assert model.index(1).data(ROW_ROLE).level == 2


def test_gives_the_lines_of_an_incident_with_those_of_its_calls(model: LogModel, town: Town) -> None:
    first = len(town.journal)
    incident = town.open()
    town.open()
    model.append(town.journal[first:])
    lines = model.lines_of(incident.id, "C-000001")
    assert [line.words.split()[0] for line in lines] == ["C-000001", "INC-0001"]


def test_drops_the_oldest_lines_in_one_go(model: LogModel, town: Town) -> None:
    town.report()
    event = town.journal[-1]
    for _ in range(6):
        model.append([event] * 1000)
    assert model.rowCount() <= log_model.KEPT + log_model.DROPPED_AT_ONCE


def test_words_everything_again_in_another_language(model: LogModel, town: Town) -> None:
    town.report()
    model.append(town.journal[-1:])
    model.retranslate()
    assert model.rowCount() == 1


def test_a_warning_stands_out(model: LogModel, town: Town) -> None:
    town.report()
    warned = msgspec.structs.replace(
        town.journal[-1], event=EarlyWarning(subject="G-01", code="cover_short", detail="G-01 0/2")
    )
    model.append([town.journal[-1], warned])
    rows = [model.index(row).data(ROW_ROLE) for row in range(2)]
    assert [row.emphasis for row in rows] == [False, True]
    assert rows[1].words.endswith("below its minimum cover: 0 of 2")
