"""The command line's grammar: text → verb and arguments, or what is wrong with it in words. Qt main thread; pure.

    line   = verb { word }            dispatch P-101 C-202 INC-0417
           | verb { "." word }        D.P-101.INC-0417
    verb   = any word of the verbs, in either language

Ids may stand in any order and are recognised by what they name; words that name nothing go, in order, to the parameters
that take words; the last of those takes the rest of the line as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from console.desk.seat import Seat, Thing
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.declaration import Param, Verb
from console.verbs.kind import MOST, Completion
from widgets.words import is_chinese

_CHINESE_VERB = re.compile(r"^([\u4e00-\u9fff]+)(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A verb and the values found, by parameter; UNITS are separated by blanks."""

    verb: Verb
    values: dict[str, str] = field(default_factory=dict)

    def missing(self) -> list[Param]:
        """Parameters that must still be given or implied."""
        return [p for p in _typed(self.verb) if not p.optional and not p.wanted and p.name not in self.values]


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why the line means nothing, in words, and which part of it."""

    words: str
    part: str = ""


def parse(line: str, seat: Seat, verbs: Catalogue = CATALOGUE) -> Parsed | Misunderstood:
    """Read one line."""
    head, rest = _split_verb(line.strip(), verbs)
    if not head:
        return Misunderstood("")
    verb = verbs.of_word(head)
    if verb is None:
        words = QCoreApplication.translate("command", "No command “{0}” — ? shows them all")
        return Misunderstood(words.format(head), head)
    return _fill(verb, rest, seat)


def complete(line: str, seat: Seat, verbs: Catalogue = CATALOGUE) -> list[Completion]:
    """What may be typed next: verbs first, then values of the parameters that are still open."""
    stripped = line.lstrip()
    head, rest = _split_verb(stripped, verbs)
    verb = verbs.of_word(head)
    at_verb = verb is None or (stripped == head and not line.endswith((" ", ".")))
    if at_verb:
        return _verbs(stripped, verbs)
    if verb is None:
        return []
    dotted = "." in stripped and " " not in stripped
    done, part = _last_word(rest, dotted)
    filled = _fill(verb, done, seat)
    if isinstance(filled, Misunderstood):
        return []
    offers: list[Completion] = []
    named = set(filled.values.get("units", "").split())
    for param in _typed(verb):
        if param.kind.rest or (param.name in filled.values and not param.kind.several):
            continue
        if param.implied and not part and param.kind.thing in (Thing.INCIDENT, Thing.CALL):
            continue
        offers += [one for one in param.kind.completions(part, seat) if one.text not in named]
    return offers[:MOST]


def with_completion(line: str, chosen: str) -> str:
    """The line with its last word replaced by a completion, ready for the next word."""
    dotted = "." in line and " " not in line.strip()
    separator = "." if dotted else " "
    body = line if line.endswith(separator) else line[: line.rfind(separator) + 1]
    return f"{body}{chosen}{separator}"


def _typed(verb: Verb) -> list[Param]:
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


def _last_word(rest: str, dotted: bool) -> tuple[str, str]:
    separator = "." if dotted else " "
    done, found, part = rest.rpartition(separator)
    return (done, part) if found else ("", rest)


def _fill(verb: Verb, rest: str, seat: Seat) -> Parsed | Misunderstood:
    values: dict[str, str] = {}
    units: list[str] = []
    words = _words(rest)
    for index, word in enumerate(words):
        param, value = _recognise(verb, word, values, seat)
        if param is not None:
            if param.kind.several:
                units.append(value)
            else:
                values[param.name] = value
            continue
        if _is_unknown_id(verb, word, values):
            unknown = QCoreApplication.translate("command", "{0} is not known")
            return Misunderstood(unknown.format(word.upper()), word)
        worded = (p for p in _typed(verb) if p.kind.rest or p.kind.own_words)
        text = next((p for p in worded if p.name not in values), None)
        if text is None:
            return _cannot(verb, word, values)
        values[text.name] = _tail(rest, words, index)
        break
    if units:
        values["units"] = " ".join(dict.fromkeys(units))
    return Parsed(verb, values)


def _recognise(verb: Verb, word: str, values: dict[str, str], seat: Seat) -> tuple[Param | None, str]:
    for param in _typed(verb):
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
    wanted = (p.kind.looks for p in _typed(verb) if p.name not in values or p.kind.several)
    return any(looks is not None and looks.fullmatch(word) is not None for looks in wanted)


def _tail(rest: str, words: list[str], index: int) -> str:
    position = 0
    for word in words[:index]:
        position = rest.index(word, position) + len(word)
    return rest[position:].strip(" .")


def _cannot(verb: Verb, word: str, values: dict[str, str]) -> Misunderstood:
    open_params = [p for p in _typed(verb) if p.name not in values]
    if not open_params:
        words = QCoreApplication.translate("command", "“{0}” is too much here")
        return Misunderstood(words.format(word), word)
    asked = next((p.ask for p in open_params if p.ask), "")
    words = QCoreApplication.translate("command", "“{0}” means nothing here. {1}")
    return Misunderstood(words.format(word, QCoreApplication.translate("verbs", asked)).strip(), word)


def _verbs(part: str, verbs: Catalogue) -> list[Completion]:
    low, chinese = part.lower(), is_chinese()
    found: list[tuple[int, Completion]] = []
    for verb in verbs:
        name = QCoreApplication.translate("verbs", verb.text)
        starts = next((word for word in verb.words if word.lower().startswith(low)), "")
        if starts:
            found.append((0, Completion(starts if low else verb.word_in(chinese=chinese), name)))
        elif low in name.lower():
            found.append((1, Completion(verb.word_in(chinese=chinese), name)))
    return [completion for _, completion in sorted(found, key=lambda pair: pair[0])][:MOST]
