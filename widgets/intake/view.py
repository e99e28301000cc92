"""What the call form offers and what it hands over, as plain frozen values. Any thread; used by form and shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """A place that may be meant by what was typed, or the spot that was picked on the map."""

    name: str
    """In the language of the screen."""
    detail: str
    """Grid, kind of place, how sure: small words behind the name."""
    lon_e7: int
    lat_e7: int
    """WGS-84 degrees × 10⁷."""
    place_zh: str
    place_en: str
    """What stands in the call: with the house number, where one was typed."""
    place_id: str = ""
    """Id in the gazetteer; empty for units, cameras and spots of the map."""
    grid_id: str = ""
    grid: str = ""
    """Name of the grid."""
    kind: str = ""
    """Kind of the gazetteer: speaks for some types of incident."""
    roughly: bool = False
    """A street or a house number that the gazetteer does not know: the position is not the very spot."""
    alike: bool = False
    """Its name only resembles what was typed."""


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
class TypeOffer:
    """A type that the words suggest, best first in a list of them."""

    key: str
    name: str
    level: int
    """1–4; graver than the type's own where the words say so."""
    share_percent: int
    reasons: tuple[str, ...] = ()
    """The words that made it, as they were said."""


@dataclass(frozen=True, slots=True)
class DuplicateOffer:
    """An open incident that what is being typed may be about."""

    key: str
    title: str
    """Number and type."""
    reasons: str
    """Distance, time, type, words: why, in one line."""


class Ending(StrEnum):
    """What is to become of the call that was taken."""

    ACCEPT = "accept"
    """At once an incident."""
    SAVE = "save"
    """A waiting call."""
    MERGE = "merge"
    """A further report about an open incident."""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """Everything in the form: handed over when it has passed its checks, kept while it is put aside."""

    channel: str = ""
    number: str = ""
    call_back: bool = False
    call_back_number: str = ""
    name: str = ""
    address: str = ""
    words: str = ""
    type_key: str = ""
    type_text: str = ""
    """What stands in the field of the type, also while it is no type."""
    level: int = 0
    level_by_hand: bool = False
    place_text: str = ""
    place: PlaceOffer | None = None
    """None while the words of the place have no position."""
    started_ms: int = -1
    """Hub time when the form was begun."""
    ending: Ending = Ending.SAVE
    merge_into: str = ""


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """One call put aside, as the list under the form shows it."""

    number: int
    """Which one; stable while it waits."""
    title: str
    started_ms: int


@dataclass(frozen=True, slots=True)
class IntakeHelp:
    """Who answers the form while somebody types; the console gives these, tests their own."""

    places: Callable[[str], tuple[PlaceOffer, ...]] = field(default=lambda typed: ())
    types: Callable[[CallDraft], tuple[TypeOffer, ...]] = field(default=lambda draft: ())
    duplicates: Callable[[CallDraft], tuple[DuplicateOffer, ...]] = field(default=lambda draft: ())
    now_ms: Callable[[], int] = field(default=lambda: 0)
