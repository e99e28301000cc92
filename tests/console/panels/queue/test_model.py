"""The queue's model: order, single row changes, filter, and that 100,000 rows stay usable."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester

from console.desk.telemetry import TelemetryStore
from console.domain.base.place import Place
from console.domain.calls.commands import AcknowledgeCall, RejectCall
from console.domain.calls.entities import Call, Channel
from console.domain.calls.groups import CallGroups
from console.domain.incidents.commands import AmendIncident, CloseIncident
from console.domain.picture import Key, Picture
from console.panels.queue.model import IncidentQueueModel
from tests.console.panels.town import Town
from widgets.queue.roles import QueueFilter, QueueScope
from widgets.sequence_model import KEY_ROLE, ROW_ROLE


@pytest.fixture
def model(town: Town) -> IncidentQueueModel:
    made = IncidentQueueModel(TelemetryStore())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_picture(town.picture, "li")
    return made


def keys(model: IncidentQueueModel) -> list[str]:
    return [model.index(row).data(KEY_ROLE) for row in range(model.rowCount())]


def follow(model: IncidentQueueModel, town: Town) -> None:
    picture = town.picture
    touched = [("calls", key) for key in picture.calls] + [("incidents", key) for key in picture.incidents]
    model.update_keys(touched)


def test_sorts_by_level_then_unseen_then_youngest(model: IncidentQueueModel, town: Town) -> None:
    low = town.open("theft").id
    town.wait(1000)
    high = town.open("explosion").id
    town.wait(1000)
    call = town.report("theft")
    follow(model, town)
    assert keys(model) == [high, call, low]


def test_what_comes_later_does_not_push_the_selected_row_down(model: IncidentQueueModel, town: Town) -> None:
    older = town.open("explosion").id
    town.wait(1000)
    selected = town.open("explosion").id
    follow(model, town)
    model.hold(selected)
    town.wait(1000)
    call = town.report("explosion")
    follow(model, town)
    assert keys(model) == [selected, call, older]
    town.wait(1000)
    second = town.report("explosion")
    follow(model, town)
    assert keys(model)[0] == selected
    assert set(keys(model)[1:3]) == {call, second}
    town.must(AcknowledgeCall(call_id=call))
    follow(model, town)
    assert keys(model)[0] == selected
    model.hold("")
    model.set_picture(town.picture, "wang")
    assert keys(model)[0] == selected


def test_something_graver_still_comes_above_the_selected_row(model: IncidentQueueModel, town: Town) -> None:
    selected = town.open("theft").id
    follow(model, town)
    model.hold(selected)
    town.wait(1000)
    graver = town.report("explosion")
    follow(model, town)
    assert keys(model) == [graver, selected]


def test_with_nothing_selected_the_youngest_comes_first(model: IncidentQueueModel, town: Town) -> None:
    first = town.report("explosion")
    follow(model, town)
    model.hold("INC-9999")
    town.wait(1000)
    second = town.report("explosion")
    follow(model, town)
    assert keys(model) == [second, first]


def test_a_row_leaves_when_its_incident_is_closed(model: IncidentQueueModel, town: Town) -> None:
    incident = town.open()
    follow(model, town)
    town.must(CloseIncident(incident_id=incident.id, disposition="handled"))
    follow(model, town)
    assert keys(model) == []
    assert model.total() == 0


def test_a_row_moves_when_its_level_changes(model: IncidentQueueModel, town: Town) -> None:
    first, second = town.open("gas").id, town.open("theft").id
    follow(model, town)
    town.must(AmendIncident(incident_id=second, level=1))
    follow(model, town)
    assert keys(model) == [second, first]
    assert model.index(0).data(ROW_ROLE).level == 1


def test_one_change_touches_one_row(model: IncidentQueueModel, town: Town) -> None:
    town.open("theft")
    second = town.open("theft")
    follow(model, town)
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    town.send(second.id, "P-101")
    model.update_keys([("orders", "O-000001")])
    assert touched == [model.row_of_key(second.id)]
    assert model.index(touched[0]).data(ROW_ROLE).state == "dispatched"


def test_filters_by_words_grid_and_scope(model: IncidentQueueModel, town: Town) -> None:
    gas, theft = town.open("gas").id, town.open("theft").id
    follow(model, town)
    model.set_filter(QueueFilter(text="gas renmin"), 0)
    assert keys(model) == [gas]
    model.set_filter(QueueFilter(grid_ids=frozenset({"G-99"})), 0)
    assert keys(model) == []
    model.set_filter(QueueFilter(scope=QueueScope.OVERDUE), 0)
    assert keys(model) == []
    model.tick(1_000_000)
    assert keys(model) == [gas]
    model.set_filter(QueueFilter(), 0)
    assert set(keys(model)) == {gas, theft}


def test_a_new_row_that_the_filter_hides_is_counted_but_not_shown(
    model: IncidentQueueModel, town: Town
) -> None:
    counts: list[tuple[int, int]] = []
    model.counts_changed.connect(lambda shown, total: counts.append((shown, total)))
    model.set_filter(QueueFilter(text="gas"), 0)
    town.open("theft")
    follow(model, town)
    assert counts[-1] == (0, 1)


def test_calls_of_one_event_are_one_row_that_grows_and_passes_on(town: Town) -> None:
    groups = CallGroups()
    groups.reset(town.picture)
    model = IncidentQueueModel(TelemetryStore(), groups=groups)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_picture(town.picture, "li")

    def changed(*calls: str) -> None:
        keys_of: list[Key] = [("calls", one) for one in calls]
        model.update_keys([*keys_of, *(("calls", one) for one in groups.update(keys_of))])

    calls = []
    for _ in range(3):
        town.wait(1000)
        calls.append(town.report("gas"))
        changed(calls[-1])
    assert keys(model) == calls[:1]
    assert model.index(0).data(ROW_ROLE).count == 3
    assert model.row_of_key(calls[2]) == 0
    model.set_filter(QueueFilter(text=calls[2].lower()), 0)
    assert keys(model) == calls[:1]
    model.set_filter(QueueFilter(), 0)
    town.must(RejectCall(call_id=calls[0], reason="prank"))
    changed(calls[0])
    assert keys(model) == [calls[1]]
    assert model.index(0).data(ROW_ROLE).count == 2
    model.set_picture(town.picture, "li")
    assert keys(model) == [calls[1]]


def test_one_call_among_a_hundred_thousand_rows_is_one_row_inserted(qapp: QObject) -> None:
    """What a call costs does not grow with the queue; `bench queue.ui` says how long it takes."""
    picture = Picture()
    call = Call(
        id="C-0", channel=Channel.PHONE, place=Place(lon_e7=1, lat_e7=1, text_en="Renmin Rd"), reported_ms=0
    )
    for number in range(100_000):
        key = f"C-{number:06d}"
        picture.calls[key] = msgspec.structs.replace(call, id=key, reported_ms=number, level=number % 4 + 1)
    model = IncidentQueueModel(TelemetryStore())
    model.set_picture(picture)
    told: list[str] = []
    model.rowsInserted.connect(lambda _parent, first, last: told.append(f"inserted {last - first + 1}"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.layoutChanged.connect(lambda: told.append("layout"))
    fresh = msgspec.structs.replace(call, id="C-999999", reported_ms=1)
    picture.calls[fresh.id] = fresh
    model.update_keys([("calls", fresh.id)])
    assert told == ["inserted 1"]
    assert model.rowCount() == 100_001
    model.set_filter(QueueFilter(text="renmin 99999"), 0)
    assert keys(model) == ["C-999999", "C-099999"]
