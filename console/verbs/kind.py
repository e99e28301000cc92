"""What a parameter of a verb can be, said once: words, offers, what functions take, stand-ins, fields.

The kinds themselves stand in `values` and `muster_values`. Data only; Qt main thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from console.desk.seat import Seat, Thing
from console.places.spelling import fits_pinyin, letters_of
from console.verbs.here import Here
from console.words.pinyin import readings
from widgets.incident.buttons import Choice

MOST = 12
"""Completions offered at once."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be typed: `text` goes into the line, `words` say what it is."""

    text: str
    words: str = ""
    search: str = ""
    verb: str = ""
    """The verb that it names, by its id."""
    whole: bool = False
    """It takes the place of the whole line, not of its last word."""
    at_once: bool = False
    """Enter does it, and asks for what is missing."""
    alike: bool = False
    """It is not what was typed, only like it."""
    why_not: str = ""
    """Why the rules would refuse it now; empty where they would not."""

    def matches(self, part: str) -> bool:
        """Whether what was typed so far fits: start of the text, anywhere in its words, or their pinyin."""
        low, words = part.lower(), self.search or self.words
        if self.text.lower().startswith(low) or low in words.lower():
            return True
        letters = letters_of(low) if low.isascii() else ""
        return bool(letters) and any(fits_pinyin(letters, one) for one in readings(words))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """What a parameter can be: how a word is understood, offered, read for a function and asked for in a form."""

    thing: Thing = Thing.NONE
    find: Callable[[str, Seat], str] | None = None
    """The value of a word, empty when it means nothing; None: what is offered under this text or these words."""
    offers: Callable[[Seat], Iterable[Completion]] = lambda _: ()
    more: Callable[[str, Seat], Iterable[Completion]] | None = None
    """What is offered besides for a part that was typed, whatever its text."""
    looks: re.Pattern[str] | None = None
    """What an id looks like: one that nothing carries is a mistake, not the beginning of a reason."""
    rest: bool = False
    """Words: the rest of the line as it was typed."""
    own_words: bool = False
    """Standard phrases where words of one's own are as good."""
    several: bool = False
    """Values separated by blanks."""
    read: Callable[[str, Here], object] = lambda value, _: value
    """The value as the function takes it, or why there is no such thing now."""
    stand_in: Callable[[Here], str] | None = None
    """What a trial takes where nothing was chosen yet; None: the first thing offered."""
    choices: Callable[[Seat], tuple[Choice, ...]] | None = None
    """The list of a form's field; None: a form cannot ask for it."""
    label: str = ""
    missing: str = ""
    """What the field is called, and what is said while nothing is chosen."""
    level: bool = False
    """A form asks for it with four buttons."""
    told: bool = False
    """Its words stand in the toast."""

    def resolve(self, word: str, seat: Seat) -> str:
        """The canonical value of a word (an id or code), empty when it means nothing."""
        if self.rest:
            return word
        if self.find is not None:
            return self.find(word, seat)
        low = word.lower()
        fits = (one.text for one in self.offers(seat) if low in (one.text.lower(), one.words.lower()))
        return next(fits, word if self.own_words else "")

    def completions(self, part: str, seat: Seat) -> list[Completion]:
        """What may be typed for `part`, best first."""
        found: list[Completion] = []
        for completion in self.offers(seat):
            if completion.matches(part):
                found.append(completion)
                if len(found) >= MOST:
                    break
        if self.more is not None:
            found += self.more(part, seat)
        return found[:MOST]

    def name_of(self, value: str, seat: Seat) -> str:
        """A value in words."""
        return next((one.words for one in self.offers(seat) if one.text == value and one.words), value)

    def for_trial(self, here: Here) -> str:
        """A value that nobody has chosen yet; empty where there is none to choose."""
        if self.stand_in is not None:
            return self.stand_in(here)
        first = next(iter(self.offers(here.seat)), None)
        return "" if first is None else self.resolve(first.text, here.seat)

    @property
    def is_asked_in_forms(self) -> bool:
        """Whether a form of the panel has a field for it."""
        return self.rest or self.level or self.choices is not None
