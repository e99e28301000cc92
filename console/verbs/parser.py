"""The command line's grammar: text → verb and arguments, or what is wrong with it in words. Qt main thread; pure.

    line   = verb { word }            dispatch P-101 C-202 INC-0417
           | verb { "." word }        D.P-101.INC-0417
           | thing { thing } [ verb { word } ]      P-101 C-202 dispatch INC-0417 · INC-4 close · 王强
           | place                    人民路12号
    verb   = any word or name of the verbs, in either language or pinyin
    thing  = an id, the end of one (INC-4), or the very name of a unit, a person or a camera

Ids may stand in any order and are recognised by what they name; words that name nothing go, in order, to the parameters
that take words; the last of those takes the rest of the line as it was typed. A thing or a place alone is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from console.desk.seat import Seat
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.declaration import Param, Verb
from console.verbs.naming import EXACT, objects_called, verb_said, verbs_like
from console.verbs.values import THING, place_value
from console.words.said import Words, always, said
from widgets.words import is_chinese

_CHINESE_VERB = re.compile(r"^([\u4e00-\u9fff]+)(.*)$", re.DOTALL)
_GLUED = re.compile(r"^([a-z]{1,4}-?\d+)(?=[\u4e00-\u9fff])", re.IGNORECASE)
"""An id with a Chinese verb behind it: P-101派警."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A verb and the values found, by parameter; UNITS are separated by blanks."""

    verb: Verb
    values: dict[str, str] = field(default_factory=dict)

    def missing(self) -> list[Param]:
        """Parameters that must still be given or implied."""
        return [
            p
            for p in typed_params(self.verb)
            if not p.optional and not p.wanted and p.name not in self.values
        ]


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why the line means nothing, in words, and which part of it."""

    say: Words
    part: str = ""

    @property
    def words(self) -> str:
        """In the language of the screen."""
        return self.say().strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart: the things that stand before its verb, the word for the verb, and what follows it."""

    ids: tuple[str, ...]
    head: str
    rest: str
    verb: Verb | None
    at_verb: bool
    """Its verb is still being typed."""


def take_apart(line: str, seat: Seat, verbs: Catalogue = CATALOGUE) -> Line:
    """What stands where in a line."""
    body = line.lstrip()
    head, rest = _split_verb(body, verbs)
    ids: list[str] = []
    while head and _said(head, verbs) is None:
        glued = _GLUED.match(body)
        if glued is not None:
            head, rest = glued.group(), body[glued.end() :]
        thing = _thing(head, seat, followed=bool(rest.strip()))
        if not thing:
            break
        ids.append(thing)
        body = rest.lstrip()
        head, rest = _split_verb(body, verbs)
    at_verb = body == head and not line.endswith((" ", "."))
    if ids and " " not in line.strip():
        rest = rest.replace(".", " ")
    return Line(tuple(ids), head, rest, _said(head, verbs), at_verb)


def parse(line: str, seat: Seat, verbs: Catalogue = CATALOGUE) -> Parsed | Misunderstood:
    """Read one line."""
    line = line.strip()
    if " " in line and (whole := verb_said(line, verbs)) is not None:
        return Parsed(whole)
    apart = take_apart(line, seat, verbs)
    verb = apart.verb
    if verb is None and not apart.ids:
        return _alone(line, seat, verbs)
    if verb is None:
        shows = verbs.of_word("show")
        if apart.head or shows is None or len(apart.ids) > 1:
            return _no_verb(apart.head or apart.ids[-1], verbs)
        return fill(shows, apart.ids[0], seat)
    if apart.ids and values_of(verb, apart.ids, seat) is None:
        return Misunderstood(
            said("command", "“{0}” is not for {1}", apart.head, " ".join(apart.ids)), apart.head
        )
    return fill(verb, " ".join((*apart.ids, apart.rest)).strip(), seat)


def values_of(verb: Verb, ids: tuple[str, ...], seat: Seat) -> dict[str, str] | None:
    """The parameters of a verb that these things are for; None where one of them is for none."""
    values: dict[str, str] = {}
    for one in ids:
        param, value = _recognise(verb, one, values, seat)
        if param is None or param.kind.looks is None:
            return None
        values[param.name] = " ".join(filter(None, (values.get(param.name), value)))
    return values


def typed_params(verb: Verb) -> list[Param]:
    return [param for param in verb.params if param.typed]


def _split_verb(line: str, verbs: Catalogue) -> tuple[str, str]:
    match = re.match(r"^([^\s.]+)[\s.]+(.*)$", line, re.DOTALL)
    if match is not None:
        return match.group(1), match.group(2)
    word = line.strip()
    chinese = _CHINESE_VERB.match(word)
    if chinese is not None and verbs.of_word(word) is None:
        # 派警P-101: Chinese needs no blank between verb and object.
        run = chinese.group(1)
        for length in range(len(run), 0, -1):
            if verbs.of_word(run[:length]) is not None:
                return run[:length], word[length:]
    return word, ""


def _words(rest: str) -> list[str]:
    if rest and " " not in rest.strip() and "." in rest:
        return [word for word in rest.strip().split(".") if word]
    return rest.split()


def fill(verb: Verb, rest: str, seat: Seat) -> Parsed | Misunderstood:
    values: dict[str, str] = {}
    units: list[str] = []
    words = _words(rest)
    if len(words) > 1 and (whole := _whole(verb, rest.strip(), seat)):
        return Parsed(verb, whole)
    for index, word in enumerate(words):
        param, value = _recognise(verb, word, values, seat)
        if param is not None:
            if param.kind.several:
                units.append(value)
            else:
                values[param.name] = value
            continue
        if _is_unknown_id(verb, word, values):
            return Misunderstood(said("command", "{0} is not known", word.upper()), word)
        worded = (p for p in typed_params(verb) if p.kind.rest or p.kind.own_words)
        text = next((p for p in worded if p.name not in values), None)
        if text is None:
            return _cannot(verb, word, values)
        values[text.name] = _tail(rest, words, index)
        break
    if units:
        values["units"] = " ".join(dict.fromkeys(units))
    return Parsed(verb, values)


def _recognise(verb: Verb, word: str, values: dict[str, str], seat: Seat) -> tuple[Param | None, str]:
    for param in typed_params(verb):
        kind = param.kind
        if kind.rest or (param.name in values and not kind.several):
            continue
        value = kind.resolve(word, seat)
        if kind.own_words and value == word:
            # Only known codes here; free words take the rest of the line.
            value = word if word in {one.text for one in kind.completions(word, seat)} else ""
        if value:
            return param, value
    return None, ""


def _is_unknown_id(verb: Verb, word: str, values: dict[str, str]) -> bool:
    """Whether a word that named nothing looks like the id that is still wanted."""
    wanted = (p.kind.looks for p in typed_params(verb) if p.name not in values or p.kind.several)
    return any(looks is not None and looks.fullmatch(word) is not None for looks in wanted)


def _tail(rest: str, words: list[str], index: int) -> str:
    position = 0
    for word in words[:index]:
        position = rest.index(word, position) + len(word)
    return rest[position:].strip(" .")


def _cannot(verb: Verb, word: str, values: dict[str, str]) -> Misunderstood:
    open_params = [p for p in typed_params(verb) if p.name not in values]
    if not open_params:
        return Misunderstood(said("command", "“{0}” is too much here", word), word)
    asked = next((p.ask for p in open_params if p.ask), "")
    asks = said("verbs", asked) if asked else always("")
    return Misunderstood(said("command", "“{0}” means nothing here. {1}", word, asks), word)


def _whole(verb: Verb, rest: str, seat: Seat) -> dict[str, str]:
    """All that follows the verb as one name with blanks in it: `type gas leak`, `show Renmin Rd`."""
    for param in typed_params(verb):
        kind = param.kind
        free = kind.rest or kind.own_words or kind.several
        if not free and (value := kind.resolve(rest, seat)):
            return {param.name: value}
    return {}


def _said(word: str, verbs: Catalogue) -> Verb | None:
    return (verbs.of_word(word) or verb_said(word, verbs)) if word else None


def _thing(word: str, seat: Seat, *, followed: bool) -> str:
    """The id of a thing that is named; by its name only where something follows, which could be a verb."""
    found = THING.resolve(word, seat)
    if found or not followed:
        return found
    exact = [one.id for one in objects_called(word, seat) if one.score == EXACT]
    return exact[0] if len(exact) == 1 else ""


def _alone(text: str, seat: Seat, verbs: Catalogue) -> Parsed | Misunderstood:
    """A name alone: the thing or the place is shown."""
    shows, thing = verbs.of_word("show"), _thing(text, seat, followed=True) or place_value(text, seat)
    if not text or shows is None or not thing:
        return _no_verb(text.split()[0] if text else "", verbs)
    return Parsed(shows, {"thing": thing})


def _no_verb(word: str, verbs: Catalogue) -> Misunderstood:
    if not word:
        return Misunderstood(always(""))
    near = verbs_like(word, verbs)
    if near:
        first = near[0]
        meant = said(
            "command",
            "No command “{0}”. Did you mean “{1}”?",
            word,
            lambda: first.word_in(chinese=is_chinese()),
        )
        return Misunderstood(meant, word)
    return Misunderstood(said("command", "No command “{0}” — ? shows them all", word), word)
