"""How likely two reports are about one event: place × time × type × words × caller, with the reasons. Pure, any thread.

Only what is not sealed is compared: of the words their tags, of the caller a mark that is equal for equal numbers
(`entities.Call`). A likeness is a suspicion shown to a person; nothing is merged by it. Used by
`groups`, and through it by queue and panel of every console and by programs beside the hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from typing import Final

from console.domain.incidents.entities import Incident
from console.domain.registry.entities import IncidentType
from console.geo import E7, distance_m, metres_per_deg

from .entities import Call

SUSPECT_PERMILLE: Final = 450
"""From here on a person is asked."""
GROUP_PERMILLE: Final = 650
"""From here on waiting calls stand in the queue as one row."""
REACH_M: Final = 600.0
"""Further apart nothing is compared."""
_REACH_LAT_E7: Final = REACH_M / metres_per_deg(0.0)[1] * E7
"""More than this north or south is out of reach anywhere: no degree of latitude is shorter than the equator's."""
_NEAR_M: Final = 150.0
_NEAR_GRAVE_M: Final = 350.0
"""A plume or a crowd of level 1 is seen, and its place named, from further away."""
_SOON_MS: Final = 3 * 60_000
_FADE_MS: Final = 15 * 60_000
_LONGEST_MS: Final = 60 * 60_000
_SAME_CALLER: Final = 0.4
"""What is left of the doubt when the same number calls again."""
_AKIN_CAPABILITIES: Final = 0.5


class TypeMatch(StrEnum):
    """How the two types stand to one another."""

    SAME = "same"
    AKIN = "akin"
    """Answered by much the same crews: smoke and fire, say."""
    UNKNOWN = "unknown"
    OTHER = "other"


_TYPE_FACTOR: Final = {
    TypeMatch.SAME: 1.0,
    TypeMatch.AKIN: 0.75,
    TypeMatch.UNKNOWN: 0.7,
    TypeMatch.OTHER: 0.3,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event is compared by: one call, a group of calls, or an incident with all its calls."""

    id: str
    lon_e7: int
    lat_e7: int
    type_code: str
    level: int
    first_ms: int
    last_ms: int
    """First and last report about it."""
    tags: frozenset[str]
    callers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A suspicion with its reasons."""

    other_id: str
    score_permille: int
    away_m: int
    apart_ms: int
    types: TypeMatch
    shared: tuple[str, ...]
    """Tags that both have."""
    same_caller: bool


def facts_of_call(call: Call) -> Facts:
    """A call by itself."""
    return Facts(
        id=call.id,
        lon_e7=call.place.lon_e7,
        lat_e7=call.place.lat_e7,
        type_code=call.type_code,
        level=call.level,
        first_ms=call.reported_ms,
        last_ms=call.reported_ms,
        tags=frozenset(call.keywords),
        callers=frozenset({call.caller_tag} - {""}),
    )


def facts_of_incident(incident: Incident, calls: Mapping[str, Call]) -> Facts:
    """An incident with every report about it."""
    known = [calls[call_id] for call_id in incident.calls if call_id in calls]
    return Facts(
        id=incident.id,
        lon_e7=incident.place.lon_e7,
        lat_e7=incident.place.lat_e7,
        type_code=incident.type_code,
        level=incident.level,
        first_ms=incident.opened_ms,
        last_ms=max((call.reported_ms for call in known), default=incident.opened_ms),
        tags=frozenset(tag for call in known for tag in call.keywords),
        callers=frozenset(call.caller_tag for call in known if call.caller_tag),
    )


def likeness(new: Facts, known: Facts, types: Mapping[str, IncidentType]) -> Likeness | None:
    """How likely `new` is about what `known` is about; None below SUSPECT_PERMILLE."""
    apart_ms = max(known.first_ms - new.last_ms, new.first_ms - known.last_ms, 0)
    if apart_ms > _LONGEST_MS or abs(new.lat_e7 - known.lat_e7) > _REACH_LAT_E7:
        return None
    away_m = distance_m(new.lon_e7, new.lat_e7, known.lon_e7, known.lat_e7)
    if away_m > REACH_M:
        return None
    near_m = _NEAR_GRAVE_M if 1 in (new.level, known.level) else _NEAR_M
    place = exp(-((max(0.0, away_m - near_m / 2) / near_m) ** 2))
    time = exp(-max(0, apart_ms - _SOON_MS) / _FADE_MS)
    match = type_match(new.type_code, known.type_code, types)
    shared = new.tags & known.tags
    score = place * time * _TYPE_FACTOR[match] * _words_factor(new.tags, known.tags, match)
    same_caller = not new.callers.isdisjoint(known.callers)
    if same_caller:
        score = 1 - (1 - score) * _SAME_CALLER if place * time > 0.5 else score
    permille = round(score * 1000)
    if permille < SUSPECT_PERMILLE:
        return None
    return Likeness(
        known.id, permille, round(away_m), apart_ms, match, tuple(sorted(shared)), same_caller=same_caller
    )


def type_match(first: str, second: str, types: Mapping[str, IncidentType]) -> TypeMatch:
    """Same, answered alike, not known, or something else."""
    if not first or not second:
        return TypeMatch.UNKNOWN
    if first == second:
        return TypeMatch.SAME
    one, other = types.get(first), types.get(second)
    wanted = set() if one is None else set(one.capabilities)
    others = set() if other is None else set(other.capabilities)
    # A patrol alone answers half of everything: only crews of a kind make two types akin.
    both = (wanted & others) - {"patrol"}
    overlap = len(both) / len((wanted | others) - {"patrol"}) if both else 0.0
    return TypeMatch.AKIN if overlap >= _AKIN_CAPABILITIES or len(both) > 1 else TypeMatch.OTHER


def together(parts: Iterable[Facts], known_as: str) -> Facts:
    """Several calls as one event, standing where its first one stands."""
    ordered = sorted(parts, key=lambda one: (one.first_ms, one.id))
    first = ordered[0]
    return Facts(
        id=known_as,
        lon_e7=first.lon_e7,
        lat_e7=first.lat_e7,
        type_code=next((one.type_code for one in ordered if one.type_code), ""),
        level=min((one.level for one in ordered if one.level), default=0),
        first_ms=first.first_ms,
        last_ms=max(one.last_ms for one in ordered),
        tags=frozenset(tag for one in ordered for tag in one.tags),
        callers=frozenset(mark for one in ordered for mark in one.callers),
    )


def _words_factor(first: frozenset[str], second: frozenset[str], match: TypeMatch) -> float:
    """1 where the words are about the same things; other words say less against the same type."""
    if not first or not second:
        return 0.85
    alike = len(first & second) / min(len(first), len(second))
    least = 0.7 if match is TypeMatch.SAME else 0.5
    return least + (1 - least) * alike
