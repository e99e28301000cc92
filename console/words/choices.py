"""Lists to choose from in forms, prompts and command line: types, departments, dispositions, incidents nearby, phrases.

Built once per picture and language, since they rarely change. Qt main thread; kept by `World`.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.base.place import Place
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.geo import distance_m
from console.words.names import Named, Names
from console.words.phrases import phrase_word
from console.words.terms import disposition_words
from widgets.incident.buttons import Choice

NEAREST = 8


class ChoiceBook:
    """The lists of one picture in one language."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._types: tuple[Choice, ...] | None = None
        self._departments: tuple[Choice, ...] | None = None

    def types(self) -> tuple[Choice, ...]:
        """Incident types by level, then name."""
        known = self._names.picture.incident_types
        if self._types is None or len(self._types) != len(known):
            ordered = sorted(known.values(), key=lambda kind: (kind.level, kind.id))
            self._types = tuple(self._choice(kind.id, kind, kind.level) for kind in ordered)
        return self._types

    def departments(self) -> tuple[Choice, ...]:
        """Departments that handle cases."""
        known = self._names.picture.departments
        if self._departments is None or len(self._departments) != len(known):
            self._departments = tuple(self._choice(one.id, one) for one in known.values())
        return self._departments

    def dispositions(self) -> tuple[Choice, ...]:
        """What may have become of an incident."""
        return tuple(Choice(key, name, f"{key} {name}".lower()) for key, name in disposition_words().items())

    def incidents_near(self, place: Place) -> tuple[Choice, ...]:
        """The nearest open incidents, with their distance in words."""
        near: list[tuple[float, Choice]] = []
        for incident in self._names.picture.incidents.values():
            if incident.state not in OPEN_INCIDENT_STATES:
                continue
            away_m = distance_m(place.lon_e7, place.lat_e7, incident.place.lon_e7, incident.place.lat_e7)
            title = self._names.incident_type(incident.type_code)
            name = f"{incident.id} {title} · {distance_text(away_m)}"
            near.append((away_m, Choice(incident.id, name, name.lower(), incident.level)))
        near.sort(key=lambda pair: pair[0])
        return tuple(choice for _, choice in near[:NEAREST])

    def _choice(self, key: str, one: Named, level: int = 0) -> Choice:
        return Choice(key, self._names.of(one), f"{key} {one.name_zh} {one.name_en}".lower(), level)


def phrase_choices(phrases: Sequence[str]) -> tuple[Choice, ...]:
    """Standard phrases to choose from, in the language of the screen."""
    words = ((one, phrase_word(one)) for one in phrases)
    return tuple(Choice(one, word, f"{one} {word}".lower()) for one, word in words)


def distance_text(metres: float) -> str:
    """`42 m`, `1.3 km`."""
    return f"{metres:.0f} m" if metres < 995 else f"{metres / 1000:.1f} km"
