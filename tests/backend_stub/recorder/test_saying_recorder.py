"""What of the planner's words is recorded, when, and that nothing about it holds the planner up."""

from __future__ import annotations

import logging

import pytest

from backend_stub.recorder.saying_recorder import LEAST_GAP_MS, RETRY_MS, SayingRecorder
from backend_stub.recorder.sayings import SayingRow, said_at, saying_of
from console.wire.messages import Routes

from .said import INCIDENT, MemorySayings, advice, cover, forecast


@pytest.fixture
def store() -> MemorySayings:
    return MemorySayings()


@pytest.fixture
def recorder(store: MemorySayings) -> SayingRecorder:
    return SayingRecorder(store)


def times(store: MemorySayings, topic: str) -> list[int]:
    return [row.t_ms for row in store.rows if row.topic == topic]


def test_what_is_said_first_is_recorded_at_once(recorder: SayingRecorder, store: MemorySayings) -> None:
    recorder.hear([advice(1_000, "P-101"), cover(1_000), forecast(1_000, 900)], 1_000)
    assert [row.topic for row in store.rows] == ["advice", "cover", "forecast"]


def test_what_is_no_saying_is_not_recorded(recorder: SayingRecorder, store: MemorySayings) -> None:
    recorder.hear([Routes(number=1, incident_id=INCIDENT, unit_ids=(), lines_i32=())], 1_000)
    assert store.rows == []


def test_what_says_the_same_again_is_not_recorded(recorder: SayingRecorder, store: MemorySayings) -> None:
    for t_ms in range(1_000, 60_000, 10_000):
        recorder.hear([advice(t_ms, "P-101")], t_ms)
    assert times(store, "advice") == [1_000]


def test_of_what_changes_every_second_a_row_in_five_is_recorded(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    for second in range(60):
        t_ms = second * 1_000
        recorder.hear([forecast(t_ms, 900, counted=second)], t_ms)
    assert times(store, "forecast") == list(range(0, 60_000, LEAST_GAP_MS))


def test_a_forecast_that_turns_is_recorded_in_the_second_it_turns(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    for t_ms, permille in ((0, 900), (1_000, 800), (2_000, 400), (3_000, 300), (4_000, 600), (20_000, 600)):
        recorder.hear([forecast(t_ms, permille)], t_ms)
    assert times(store, "forecast") == [0, 2_000, 4_000]


def test_another_unit_is_recorded_at_once_another_eta_is_not(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    recorder.hear([advice(0, "P-101", eta_s=60)], 0)
    recorder.hear([advice(1_000, "P-101", eta_s=50)], 1_000)
    recorder.hear([advice(2_000, "P-102", eta_s=50)], 2_000)
    assert times(store, "advice") == [0, 2_000]


def test_a_grid_that_falls_short_is_recorded_at_once(recorder: SayingRecorder, store: MemorySayings) -> None:
    recorder.hear([cover(0, units=3)], 0)
    recorder.hear([cover(1_000, units=2)], 1_000)
    recorder.hear([cover(2_000, "G-2", units=2)], 2_000)
    assert times(store, "cover") == [0, 2_000]


def test_what_had_to_wait_is_written_when_its_time_is_over(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    recorder.hear([forecast(0, 900, counted=0)], 0)
    recorder.hear([forecast(1_000, 900, counted=5)], 1_000)
    recorder.hear([], LEAST_GAP_MS - 1)
    assert times(store, "forecast") == [0]
    recorder.hear([], LEAST_GAP_MS)
    assert times(store, "forecast") == [0, 1_000]


def test_what_went_back_to_what_it_was_is_not_recorded(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    for t_ms, eta_s in ((0, 60), (1_000, 50), (2_000, 60), (10_000, 60)):
        recorder.hear([advice(t_ms, "P-101", eta_s=eta_s)], t_ms)
    assert times(store, "advice") == [0]


def test_incidents_do_not_wait_for_each_other(recorder: SayingRecorder, store: MemorySayings) -> None:
    recorder.hear([advice(0, "P-101")], 0)
    recorder.hear([advice(1_000, "P-101", incident_id="INC-0002")], 1_000)
    assert times(store, "advice") == [0, 1_000]


def test_what_is_read_for_a_time_is_never_older_than_the_gap(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    said = {t_ms: forecast(t_ms, 900, counted=t_ms) for t_ms in range(0, 120_000, 700)}
    for t_ms, saying in said.items():
        recorder.hear([saying], t_ms)
    for t_ms in said:
        found = said_at(store, "forecast", INCIDENT, t_ms)
        assert found is not None
        assert t_ms - found.t_ms <= LEAST_GAP_MS + 700


def test_closing_writes_what_still_waits(recorder: SayingRecorder, store: MemorySayings) -> None:
    recorder.hear([forecast(0, 900, counted=0)], 0)
    recorder.hear([forecast(1_000, 900, counted=5)], 1_000)
    recorder.close(1_500)
    assert times(store, "forecast") == [0, 1_000]
    assert store.closed


# -- restart, and disks that fail --------------------------------------------------------------------------------------


def test_after_a_restart_it_goes_on_where_it_was(store: MemorySayings) -> None:
    SayingRecorder(store).hear([advice(1_000, "P-101"), forecast(1_000, 900, counted=1)], 1_000)
    again = SayingRecorder(store)
    again.hear([advice(2_000, "P-101"), forecast(2_000, 900, counted=2)], 2_000)
    assert len(store.rows) == 2
    again.hear([], 6_000)
    assert times(store, "forecast") == [1_000, 2_000]


@pytest.mark.expects_log("cannot be read")
def test_a_last_row_that_cannot_be_read_is_as_good_as_none(store: MemorySayings) -> None:
    store.rows.append(SayingRow(1_000, "advice", INCIDENT, 1, b"\x80"))
    SayingRecorder(store).hear([advice(2_000, "P-101")], 2_000)
    assert saying_of(store.rows[-1]) == advice(2_000, "P-101")


@pytest.mark.expects_log("not recorded")
def test_a_full_disk_is_said_once_and_tried_again_later(
    recorder: SayingRecorder, store: MemorySayings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    recorder.hear([advice(0, "P-101")], 0)
    store.room_bytes = 0
    for t_ms in range(10_000, 10_000 + RETRY_MS * 2, 1_000):
        recorder.hear([advice(t_ms, "P-102", eta_s=t_ms), cover(t_ms)], t_ms)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["what the planner says is not recorded: database or disk is full"]
    store.room_bytes = 1 << 40
    recorder.hear([advice(140_000, "P-103")], 140_000)
    assert caplog.records[-1].getMessage() == "what the planner says is recorded again"
    assert said_at(store, "advice", INCIDENT, 1 << 50) == advice(140_000, "P-103")
    assert times(store, "cover") == [129_000]


@pytest.mark.expects_log("not recorded")
def test_a_disk_that_cannot_be_read_is_a_disk_that_fails(
    recorder: SayingRecorder, store: MemorySayings
) -> None:
    store.broken = True
    recorder.hear([advice(0, "P-101")], 0)
    store.broken = False
    recorder.hear([], RETRY_MS)
    assert times(store, "advice") == [0]
