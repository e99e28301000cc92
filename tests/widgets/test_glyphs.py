"""Signs are told apart by shape and fill, and never wear a level's colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from widgets import glyphs, theme
from widgets.words import unit_state_words

STATES = sorted(
    unit_state_words().keys() - {"diverted", "cancelled"}
)  # ends of orders: no unit stands in one


def image(tier: int, state: str) -> QImage:
    return glyphs.unit_pixmap(tier, state, 28).toImage()


@pytest.mark.parametrize("tier", [0, 1, 2, 3])
def test_every_state_looks_different(qapp: QApplication, tier: int) -> None:
    pictures = [image(tier, state) for state in STATES]
    alike = [
        (STATES[one], STATES[two])
        for one in range(len(pictures))
        for two in range(one)
        if pictures[one] == pictures[two]
    ]
    assert alike == []


def test_every_tier_has_its_shape(qapp: QApplication) -> None:
    pictures = [image(tier, "available") for tier in (0, 1, 2, 3)]
    assert all(pictures[one] != pictures[two] for one in range(4) for two in range(one))


def test_units_never_wear_a_levels_colour(qapp: QApplication) -> None:
    levels = {QColor(colour).rgb() for colour in theme.LEVELS[1:]}
    for tier in (0, 1, 2, 3):
        for state in STATES:
            picture = image(tier, state)
            found = {picture.pixel(x, y) for x in range(28) for y in range(28)}
            assert not found & levels


def test_level_square_has_its_colour_and_numeral(qapp: QApplication) -> None:
    for level in (1, 2, 3, 4):
        filled = glyphs.level_pixmap(level, 22).toImage()
        outlined = glyphs.level_pixmap(level, 22, filled=False).toImage()
        assert filled.pixelColor(3, 11).name() == theme.LEVELS[level]
        assert outlined.pixelColor(3, 11).alpha() == 0
    numerals = [glyphs.level_pixmap(level, 22, filled=False).toImage().copy(6, 4, 10, 14) for level in (1, 2)]
    assert numerals[0] != numerals[1]
    assert glyphs.level_pixmap(0, 22).toImage() != glyphs.level_pixmap(1, 22).toImage()


def test_same_sign_is_drawn_once(qapp: QApplication) -> None:
    first, second = glyphs.unit_pixmap(1, "enroute", 14), glyphs.unit_pixmap(1, "enroute", 14)
    assert first.cacheKey() == second.cacheKey()
