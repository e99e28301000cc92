"""Sounds are there for every level and for a muster, and without a device nothing is played and nothing said."""

from __future__ import annotations

import wave

import pytest
from PySide6.QtWidgets import QApplication

from console.panels.muster.notices import MusterSound
from console.panels.sounds import FOLDER, WINDOW_MS, AlarmFlood, Sounds

NAMES = ("level1", "level2", "level3", "level4", "lost", *(sound.value for sound in MusterSound))


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_short(name: str) -> None:
    with wave.open(str(FOLDER / f"{name}.wav")) as file:
        assert 0.1 < file.getnframes() / file.getframerate() < 1.0


def test_a_muted_seat_looks_for_no_device(qapp: QApplication) -> None:
    sounds = Sounds(60)
    sounds.muted = True
    sounds.play("level1")
    assert sounds.usable is None


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
