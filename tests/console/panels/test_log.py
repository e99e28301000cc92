"""The log in words: appended, bounded, and by incident."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from console.desk.clock import SeatClock
from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.domain.incidents.events import MajorEscalated
from console.domain.registry.events import EarlyWarning
from console.panels import log as log_model
from console.panels.log import LogModel
from tests.console.panels.town import Town
from tests.console.window.whole_console import Console
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


class CountingClock(SeatClock):
    """Counts the lines that are worded: each asks once."""

    asked = 0

    def wall_text(self, t_ms: int, seconds: bool = True) -> str:
        self.asked += 1
        return super().wall_text(t_ms, seconds)


def test_another_language_words_only_what_is_read_however_long_the_log_is(town: Town) -> None:
    clock = CountingClock()
    model = LogModel(clock)
    model.set_picture(town.picture)
    first = len(town.journal)
    incident = town.open()
    event = town.journal[-1]
    model.append(town.journal[first:])
    model.append([replace(event, seq=event.seq + number) for number in range(1, 3_000)])
    before = [model.index(row).data(ROW_ROLE) for row in (0, 1, 2_999)]
    lines = model.lines_of(incident.id)
    clock.asked = 0
    model.retranslate()
    assert clock.asked == 0
    assert [model.index(row).data(ROW_ROLE) for row in (0, 1, 2_999)] == before
    assert clock.asked == 3
    assert model.lines_of(incident.id) == lines
    assert clock.asked <= 3 + len(lines)
    model.append([replace(event, seq=event.seq + 5_000)])
    assert model.index(model.rowCount() - 1).data(ROW_ROLE).seq == event.seq + 5_000


@pytest.mark.parametrize(
    ("role", "actor", "shown"),
    [
        (Role.TRACKER, "BESIDE", "Tracker"),
        (Role.PLANNER, "BESIDE", "Planner"),
        (Role.GATEWAY, "TOWN", "Gateway"),
        (Role.FIELD, "TOWN", "Field terminal"),
        (Role.SYSTEM, "hub", "Hub"),
        (Role.OPERATOR, "operator", "Li Ming"),
        (Role.DUTY_LEADER, "wang", "Duty leader wang"),
    ],
)
def test_who_did_it_is_named_as_people_know_them(
    model: LogModel, town: Town, role: Role, actor: str, shown: str
) -> None:
    town.report()
    stamp = Stamp(actor=actor, role=role, seat="seat-1")
    model.know("operator", "李明", "Li Ming")
    model.append([msgspec.structs.replace(town.journal[-1], stamp=stamp)])
    assert model.index(0).data(ROW_ROLE).actor == shown


def test_a_name_that_is_heard_later_is_put_into_the_lines_that_are_there_and_stays(
    model: LogModel, town: Town
) -> None:
    town.report()
    stamp = Stamp(actor="wang", role=Role.DUTY_LEADER, seat="seat-1")
    model.append([msgspec.structs.replace(town.journal[-1], stamp=stamp)])
    model.know("", "x", "x")
    model.know("wang", "", "")
    assert model.index(0).data(ROW_ROLE).actor == "Duty leader wang"
    for name in ("Wang Fang", "somebody else"):
        model.know("wang", "王芳", name)
        assert model.index(0).data(ROW_ROLE).actor == "Wang Fang"
    assert model.rowCount() == 1


def escalations(town: Town, incident_id: str, leader: str, times: int, first: int) -> list[Recorded]:
    event = MajorEscalated(incident_id=incident_id, leader=leader)
    return [
        msgspec.structs.replace(town.journal[-1], seq=first + n, t_ms=n * 60_000, event=event)
        for n in range(times)
    ]


@pytest.mark.parametrize("batches", [[1, 1, 1, 1, 1], [5], [2, 3], [4, 1]])
def test_a_silent_chief_is_one_line_that_counts(model: LogModel, town: Town, batches: list[int]) -> None:
    incident = town.open()
    first = 1_000
    model.append(town.journal[-1:])
    for size in batches:
        model.append(escalations(town, incident.id, "chief", size, first))
        first += size
    model.append(escalations(town, incident.id, "deputy_chief", 1, 2_000))
    model.append(escalations(town, "INC-0002", "chief", 2, 3_000))
    for _ in range(2):
        rows = [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())][1:]
        assert [row.seq for row in rows] == [1_004, 2_000, 3_001]
        assert [row.words.rpartition(" ")[2] for row in rows] == ["×5", "notified", "×2"]
        told = [line.words for line in model.lines_of(incident.id) if "notified" in line.words]
        assert [words.rpartition(" ")[2] for words in told] == ["×5", "notified"]
        model.retranslate()


def test_a_line_that_was_dropped_meanwhile_goes_on_counting(model: LogModel, town: Town) -> None:
    incident = town.open()
    model.append(escalations(town, incident.id, "chief", 1, 1_000))
    other = town.journal[-1]
    model.append([msgspec.structs.replace(other, seq=2_000 + n) for n in range(log_model.KEPT + 1_000)])
    model.append(escalations(town, incident.id, "chief", 1, 9_000))
    assert model.index(model.rowCount() - 1).data(ROW_ROLE).words.endswith(" ×2")


def test_a_warning_stands_out(model: LogModel, town: Town) -> None:
    town.report()
    warned = msgspec.structs.replace(
        town.journal[-1],
        seq=town.journal[-1].seq + 1,
        event=EarlyWarning(subject="G-01", code="cover_short", detail="G-01 0/2"),
    )
    model.append([town.journal[-1], warned])
    rows = [model.index(row).data(ROW_ROLE) for row in range(2)]
    assert [row.emphasis for row in rows] == [False, True]
    assert rows[1].words.endswith("below its minimum cover: 0 of 2")


def test_saves_the_lines_that_pass_the_filter(console: Console) -> None:
    console.accept("gas")
    log = console.window.panels.log
    shown = log.shown_lines()
    log.export_requested.emit("", "")
    (path,) = (console.home / "exports").iterdir()
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines() == shown
    assert "INC-0001" in text
    assert any(str(path) in words for words in console.window.toasts.words())
    assert QApplication.activeModalWidget() is None


def test_enters_the_export_into_the_audit_chain(console: Console) -> None:
    console.accept("gas")
    console.window.panels.log.export_requested.emit("call", "Li Ming")
    (look,) = [one for one in console.hub.looks if one.what == "log_exported"]
    assert look.purpose == "call"
    assert "Li Ming" not in look.subject


def test_never_writes_over_an_earlier_export(console: Console) -> None:
    console.accept("gas")
    for _ in range(3):
        console.window.panels.log.export_requested.emit("", "")
    assert len(list((console.home / "exports").iterdir())) == 3


def test_says_when_it_cannot_save(console: Console) -> None:
    console.accept("gas")
    (console.home / "exports").write_text("in the way", encoding="utf-8")
    console.window.panels.log.export_requested.emit("", "")
    assert any(words.startswith("The log was not saved") for words in console.window.toasts.words())
