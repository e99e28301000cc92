from __future__ import annotations

from itertools import pairwise

from backend_stub.town.cameras.palette import blend, mix, palette_at, shade


def test_day_is_bright_and_night_is_lit() -> None:
    noon, midnight = palette_at(12.0), palette_at(23.5)
    assert noon.night == 0.0
    assert noon.lit == 0.0
    assert midnight.night == 1.0
    assert midnight.lit > 0.2
    assert noon.sky_low > midnight.sky_low


def test_dusk_and_dawn_pass_without_a_jump() -> None:
    for begin, end in ((4.9, 7.1), (16.9, 19.6)):
        steps = [palette_at(begin + k * (end - begin) / 60).night for k in range(61)]
        assert max(abs(a - b) for a, b in pairwise(steps)) < 0.12


def test_mixes_channel_by_channel() -> None:
    assert mix(0xFF000000, 0xFFFFFFFF, 0.5) == 0xFF808080
    assert mix(0xFF102030, 0xFF405060, 7.0) == 0xFF405060
    assert shade(0x80FF8040, 0.5) == 0x80804020
    assert shade(0xFFF0F0F0, 2.0) == 0xFFFFFFFF


def test_blending_with_itself_changes_nothing() -> None:
    assert blend(palette_at(12.0), palette_at(12.0), 0.3) == palette_at(12.0)
