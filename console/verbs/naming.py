"""What people call things: whether what was typed names a verb, a unit, a camera, a person, and what only resembles it.

Chinese, English and pinyin (in full, by initials, mixed), whatever the language of the screen. Scores are those of
`console.places.spelling`, 0–1000. Pure readings; Qt main thread. Used by `parser` and `offers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.seat import Seat
from console.domain.base.place import Place
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.places.around import plain
from console.places.spelling import english_tokens, fits_english, fits_pinyin, letters_of, nearly
from console.verbs.declaration import Verb
from console.verbs.kind import MOST
from console.words.pinyin import readings

EXACT: Final = 1000
PREFIX: Final = 900
WITHIN: Final = 700
SOUNDS_WHOLE: Final = 850
"""From here on pinyin spells the whole name."""
LEAST_WITHIN: Final = 3
"""Letters that are looked for inside an English word; Chinese from the first sign on."""


@dataclass(frozen=True, slots=True)
class Called:
    """A thing that was named, by its id; `words` say what it is."""

    id: str
    words: str
    score: int


@lru_cache(maxsize=8192)
def _spelled(name: str) -> tuple[str, tuple[str, ...]]:
    low = plain(name)
    return low, english_tokens(low)


def fits(typed: str, names: Iterable[str]) -> int:
    """How well what was typed (`plain`) fits the best of these names; 0: not at all."""
    return max((_fits(typed, one) for one in names if one), default=0)


def _fits(typed: str, name: str) -> int:
    low, tokens = _spelled(name)
    if typed == low:
        return EXACT
    if low.startswith(typed):
        return PREFIX
    letters = letters_of(typed)
    inside = WITHIN if (not letters or len(typed) >= LEAST_WITHIN) and typed in low else 0
    if not typed.isascii():
        return inside or (WITHIN if typed.replace(" ", "") in low.replace(" ", "") else 0)
    spoken = max((fits_pinyin(letters, one) for one in readings(name)), default=0)
    return max(inside, spoken, fits_english(english_tokens(typed), tokens))


def resembles(typed: str, names: Iterable[str]) -> int:
    """Slips between what was typed (`plain`) and the nearest of these names or a word of one; 0: it is like none."""
    slips = [found for name in names for one in _forms(name) if (found := nearly(typed, one))]
    return min(slips, default=0)


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, ...]:
    low, tokens = _spelled(name)
    return (low, *tokens, *("".join(one) for one in readings(name)))


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
        if low in (plain(verb.text), plain(_translated(verb)))
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
