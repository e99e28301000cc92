"""What people call things: whether what was typed names a verb, a unit, a camera, a person, and what only resembles it.

Chinese, English and pinyin (in full, by initials, mixed), whatever the language of the screen. Scores are those of
`console.places.spelling`, 0–1000. Pure readings; Qt main thread. Used by `parser` and `offers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.seat import Seat
from console.domain.base.place import Place
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.places.around import plain
from console.places.spelling import english_tokens, fits_english, fits_pinyin, letters_of, nearly
from console.verbs.declaration import Verb
from console.verbs.kind import MOST
from console.words.pinyin import Sounds, readings

EXACT: Final = 1000
PREFIX: Final = 900
WITHIN: Final = 700
LEAST_WITHIN: Final = 3
"""Letters that are looked for inside an English word; Chinese from the first sign on."""


@dataclass(frozen=True, slots=True)
class Called:
    """A thing that was named, by its id; `words` say what it is."""

    id: str
    words: str
    score: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is looked up, made once."""

    low: str
    tight: str
    """Without blanks."""
    tokens: tuple[str, ...]
    ways: tuple[Sounds, ...]
    """How its Chinese is read."""
    starts: frozenset[str]
    """Letters with which something typed can begin that fits a word or a syllable of it."""
    forms: tuple[str, ...]
    """What a slip of the fingers is held against."""


@lru_cache(maxsize=16_384)
def _name(text: str) -> _Name:
    low, ways = plain(text), readings(text)
    tokens = english_tokens(low)
    starts = frozenset(one[0] for one in (*tokens, *chain.from_iterable(ways)))
    return _Name(low, low.replace(" ", ""), tokens, ways, starts, (low, *tokens, *map("".join, ways)))


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, taken apart once for all names."""

    low: str
    tight: str
    letters: str
    tokens: tuple[str, ...]
    is_latin: bool


@lru_cache(maxsize=16)
def _typed(low: str) -> _Typed:
    return _Typed(low, low.replace(" ", ""), letters_of(low), english_tokens(low), low.isascii())


def fits(typed: str, names: Iterable[str]) -> int:
    """How well what was typed (`plain`) fits the best of these names; 0: not at all."""
    asked = _typed(typed)
    return max((_fits(asked, _name(one)) for one in names if one), default=0)


def _fits(typed: _Typed, name: _Name) -> int:
    if typed.low == name.low:
        return EXACT
    if name.low.startswith(typed.low):
        return PREFIX
    if not typed.is_latin:
        return WITHIN if typed.tight in name.tight else 0
    looks_inside = not typed.letters or len(typed.low) >= LEAST_WITHIN
    inside = WITHIN if looks_inside and typed.low in name.low else 0
    if typed.letters[:1] not in name.starts:
        return inside
    spoken = max((fits_pinyin(typed.letters, one) for one in name.ways), default=0)
    return max(inside, spoken, fits_english(typed.tokens, name.tokens))


def resembles(typed: str, names: Iterable[str]) -> int:
    """Slips between what was typed (`plain`) and the nearest of these names or a word of one; 0: it is like none."""
    begins = typed[:2]  # nobody slips at the first letter but by swapping it with the next
    forms = (form for name in names for form in _name(name).forms if form[:1] in begins)
    return min((found for form in forms if (found := nearly(typed, form))), default=0)


# -- verbs -------------------------------------------------------------------------------------------------------------

OF_NAME: Final = 100
"""Less for the name in menus than for a word of the command line."""


def verb_fits(typed: str, verb: Verb) -> int:
    """How well what was typed names a verb: its words in both languages, its name in the language of the screen."""
    low = plain(typed)
    named = fits(low, (verb.text, _translated(verb)))
    return max(fits(low, verb.words), named - OF_NAME)


def verbs_like(typed: str, verbs: Iterable[Verb]) -> list[Verb]:
    """Verbs with a word or a name like what was typed, the nearest first."""
    low = plain(typed)
    slips = ((resembles(low, (*verb.words, verb.text, _translated(verb))), verb) for verb in verbs)
    return [verb for _, verb in sorted((one for one in slips if one[0]), key=lambda pair: pair[0])][:MOST]


def verb_said(text: str, verbs: Iterable[Verb]) -> Verb | None:
    """The one verb that is called exactly so: by its name, or its Chinese word in pinyin; None where two are."""
    low = plain(text)
    letters = letters_of(low) if low.isascii() else ""
    found = [
        verb
        for verb in verbs
        if low in (_name(verb.text).low, _name(_translated(verb)).low)
        or (letters and any(letters in spoken_forms(one) for one in verb.words))
    ]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1024)
def spoken_forms(word: str) -> frozenset[str]:
    """A Chinese word in pinyin, in full and by its initials."""
    ways = readings(word)
    return frozenset(form for way in ways for form in ("".join(way), "".join(one[0] for one in way)))


def _translated(verb: Verb) -> str:
    return QCoreApplication.translate("verbs", verb.text)


# -- things with an id -------------------------------------------------------------------------------------------------


def objects_called(typed: str, seat: Seat) -> list[Called]:
    """Units, persons (by their unit), cameras, sensors, open incidents and calls of that name, best first."""
    low = plain(typed)
    found = [Called(one, words, score) for one, words, names in _named(seat) if (score := fits(low, names))]
    return _best(found)


def objects_like(typed: str, seat: Seat) -> list[Called]:
    """Those whose name or id differs by a slip; worth asking only where nothing is called so."""
    low = plain(typed)
    known = ((one, words, resembles(low, names)) for one, words, names in _named(seat))
    return _best([Called(one, words, EXACT - slips) for one, words, slips in known if slips])


def _best(found: list[Called]) -> list[Called]:
    known: dict[str, Called] = {}
    for one in sorted(found, key=lambda called: (-called.score, called.id)):
        known.setdefault(one.id, one)
    return list(known.values())


def _named(seat: Seat) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Everything that has an id: id, words, and the names it goes by."""
    names, picture = seat.world.names, seat.world.picture
    for incident in picture.incidents.values():
        if incident.state in OPEN_INCIDENT_STATES:
            yield incident.id, *_case(incident.id, incident.type_code, incident.place, seat)
    for call in picture.calls.values():
        if not call.incident_id:
            yield call.id, *_case(call.id, call.type_code, call.place, seat)
    for unit in picture.units.values():
        yield unit.id, names.of(unit), (unit.id, unit.id.replace("-", ""), unit.name_zh, unit.name_en)
    for officer in picture.officers.values():
        if officer.unit_id in picture.units:
            yield officer.unit_id, names.of(officer), (officer.name_zh, officer.name_en, officer.id)
    for table in (picture.cameras, picture.sensors):
        for site in table.values():
            yield site.id, names.of(site), (site.id, site.name_zh, site.name_en)


def _case(item_id: str, type_code: str, place: Place, seat: Seat) -> tuple[str, tuple[str, ...]]:
    """Words and names of a call or an incident: what it is, and where."""
    kind = seat.world.picture.incident_types.get(type_code)
    types = ("", "") if kind is None else (kind.name_zh, kind.name_en)
    words = " · ".join(
        filter(None, (seat.world.names.incident_type(type_code), seat.world.names.place(place)))
    )
    return words, (item_id, *types, place.text_zh, place.text_en)
