"""Over ten alarms in ten minutes are a flood: each event sounds once, until there are under five."""

from __future__ import annotations

from console.panels.queue.flood import WINDOW_MS, AlarmFlood


def test_every_alarm_sounds_while_there_are_few() -> None:
    flood = AlarmFlood()
    assert all(flood.admit(number * 1_000, "C-1", 2) for number in range(10))
    assert not flood.flooded


def test_in_a_flood_an_event_sounds_once_and_again_when_it_is_graver() -> None:
    flood = AlarmFlood()
    sounded = [flood.admit(number * 1_000, "C-1", 2) for number in range(14)]
    assert sounded == [True] * 10 + [False] * 4
    assert flood.flooded
    assert flood.admit(15_000, "C-2", 3)
    assert not flood.admit(15_500, "C-2", 3)
    assert flood.admit(16_000, "C-1", 1)
    assert not flood.admit(17_000, "C-1", 1)


def test_a_flood_ends_under_five_in_ten_minutes() -> None:
    flood = AlarmFlood()
    for number in range(12):
        flood.admit(number * 1_000, "C-1", 2)
    assert flood.count(WINDOW_MS + 7_000) == 4
    assert not flood.flooded
    assert flood.admit(WINDOW_MS + 8_000, "C-1", 2)


def test_an_unclassified_alarm_sounds_once_too() -> None:
    flood = AlarmFlood()
    assert [flood.admit(number, "C-1", 0) for number in range(12)] == [True] * 10 + [False] * 2
