"""What the call form offers and what it hands over, as plain frozen values; roles of its gazetteer model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt


class PlaceRole(IntEnum):
    """Roles of a gazetteer model (one column; DisplayRole is the line shown in the list)."""

    NAME = Qt.ItemDataRole.UserRole + 1
    SEARCH = Qt.ItemDataRole.UserRole + 2
    """Text matched while typing: both languages and pinyin."""
    PLACE_ID = Qt.ItemDataRole.UserRole + 3
    LON_E7 = Qt.ItemDataRole.UserRole + 4
    LAT_E7 = Qt.ItemDataRole.UserRole + 5
    GRID_ID = Qt.ItemDataRole.UserRole + 6


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """One incident type."""

    key: str
    name_zh: str
    name_en: str
    level: int
    """Default level, 1–4."""
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """One way by which a report arrives."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class IntakeChoices:
    """Everything that the form lets choose from."""

    types: tuple[TypeChoice, ...] = ()
    channels: tuple[ChannelChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A filled-in form that has passed its checks."""

    channel: str
    number: str
    name: str
    words: str
    type_key: str
    level: int
    place: str
    """The place in words."""
    place_id: str
    """Id in the gazetteer, empty for a spot on the map or words only."""
    lon_e7: int
    lat_e7: int
    """WGS-84 degrees × 10⁷."""
    grid_id: str = ""
    """Empty: the hub finds it from the position."""
