"""Colours of the drawn town by time of day. Pure. Used by backdrop and painter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours 0xAARRGGBB; `night` 0 (noon) to 1; `lit` the share of lit windows."""

    sky_top: int
    sky_low: int
    ground: int
    walk: int
    road: int
    mark: int
    green: int
    water: int
    wall: int
    window: int
    lamp: int
    night: float
    lit: float


_DAY = Palette(
    sky_top=0xFF5C7282, sky_low=0xFF9FB0B8, ground=0xFF69726F, walk=0xFF7B8384, road=0xFF4C5558, mark=0xFFB9C2C4,
    green=0xFF4F6652, water=0xFF4E6876, wall=0xFF6C7B84, window=0xFF46555F, lamp=0xFF3A444A, night=0.0, lit=0.0,
)  # fmt: skip
_DUSK = Palette(
    sky_top=0xFF2B3A48, sky_low=0xFF6F7780, ground=0xFF3E484B, walk=0xFF4A5457, road=0xFF333D42, mark=0xFF98A3A8,
    green=0xFF2F4036, water=0xFF31454F, wall=0xFF3A4853, window=0xFF2A3640, lamp=0xFF262F35, night=0.6, lit=0.3,
)  # fmt: skip
_NIGHT = Palette(
    sky_top=0xFF121A22, sky_low=0xFF2E3C47, ground=0xFF2E393D, walk=0xFF38444A, road=0xFF293237, mark=0xFF98A5AB,
    green=0xFF24352C, water=0xFF1E2E38, wall=0xFF2C3944, window=0xFF1D2831, lamp=0xFF1B2329, night=1.0, lit=0.35,
)  # fmt: skip


def palette_at(hour: float) -> Palette:
    """The palette at a local hour 0–24; dawn 5–7, dusk 17–19.5."""
    if 7.0 <= hour < 17.0:
        return _DAY
    if 5.0 <= hour < 7.0:
        return blend(_NIGHT, _DUSK, (hour - 5.0)) if hour < 6.0 else blend(_DUSK, _DAY, hour - 6.0)
    if 17.0 <= hour < 18.0:
        return blend(_DAY, _DUSK, hour - 17.0)
    if 18.0 <= hour < 19.5:
        return blend(_DUSK, _NIGHT, (hour - 18.0) / 1.5)
    return _NIGHT


def blend(a: Palette, b: Palette, share: float) -> Palette:
    """The palette `share` of the way from `a` to `b`."""
    fields = {}
    for name in Palette.__slots__:
        x, y = getattr(a, name), getattr(b, name)
        fields[name] = mix(x, y, share) if isinstance(x, int) else x + (y - x) * share
    return Palette(**fields)


def mix(a: int, b: int, share: float) -> int:
    """The colour `share` of the way from `a` to `b`, channel by channel."""
    share = min(1.0, max(0.0, share))
    out = 0
    for shift in (0, 8, 16, 24):
        x, y = a >> shift & 0xFF, b >> shift & 0xFF
        out |= round(x + (y - x) * share) << shift
    return out


def shade(colour: int, factor: float) -> int:
    """The colour made darker (factor below 1) or lighter, alpha kept."""
    out = colour & 0xFF000000
    for shift in (0, 8, 16):
        out |= min(255, round((colour >> shift & 0xFF) * factor)) << shift
    return out
