"""Sounds are there for every level and for a muster, and without a device nothing is played and nothing said."""

from __future__ import annotations

import wave

import pytest
from PySide6.QtWidgets import QApplication

from console.panels.muster.notices import MusterSound
from console.panels.sounds import FOLDER, Sounds

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
