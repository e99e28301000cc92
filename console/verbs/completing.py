"""What may be typed next in the command line: verbs, what can be done with a thing, values of parameters.

Qt main thread; pure: whether it can be done now is said by `offers`. Used by it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from console.desk.seat import Seat, Thing
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.declaration import Verb
from console.verbs.kind import MOST, Completion
from console.verbs.naming import verb_fits, verbs_like
from console.verbs.parser import Line, Misunderstood, fill, take_apart, typed_params, values_of
from widgets.words import is_chinese


def complete(line: str, seat: Seat, verbs: Catalogue = CATALOGUE) -> list[Completion]:
    """What may be typed next: verbs first, then values of the parameters that are still open."""
    apart = take_apart(line, seat, verbs)
    verb, rest = apart.verb, apart.rest
    if verb is None or apart.at_verb:
        return _actions(apart, seat, verbs) if apart.ids else verbs_called(line.strip(), verbs)
    if apart.ids:
        rest = " ".join((*apart.ids, rest))
    dotted = "." in line and " " not in line.strip() and not apart.ids
    done, part = _last_word(rest, dotted)
    filled = fill(verb, done, seat)
    if isinstance(filled, Misunderstood):
        return []
    offers: list[Completion] = []
    named = set(filled.values.get("units", "").split())
    for param in typed_params(verb):
        if param.kind.rest or (param.name in filled.values and not param.kind.several):
            continue
        if param.implied and not part and param.kind.thing in (Thing.INCIDENT, Thing.CALL):
            continue
        offers += [one for one in param.kind.completions(part, seat) if one.text not in named]
    return offers[:MOST]


def verbs_called(part: str, verbs: Catalogue) -> list[Completion]:
    """Verbs of that name, the best first; where there are none, those with a name like it."""
    chinese, low = is_chinese(), part.lower()
    if not part:
        return [_named(verb, verb.word_in(chinese=chinese)) for verb in verbs][:MOST]
    scores = ((verb_fits(part, verb), verb) for verb in verbs)
    found = sorted((pair for pair in scores if pair[0]), key=lambda pair: -pair[0])
    if not found:
        return [_named(verb, verb.word_in(chinese=chinese), alike=True) for verb in verbs_like(part, verbs)]
    words = (next((w for w in verb.words if w.lower().startswith(low)), "") for _, verb in found)
    rows = zip(found, words, strict=True)
    return [_named(verb, word or verb.word_in(chinese=chinese)) for (_, verb), word in rows][:MOST]


def with_completion(line: str, chosen: Completion) -> str:
    """The line with a completion put in, ready for the next word."""
    if chosen.whole:
        return f"{chosen.text} "
    dotted = "." in line and " " not in line.strip()
    separator = "." if dotted else " "
    body = line if line.endswith(separator) else line[: line.rfind(separator) + 1]
    return f"{body}{chosen.text}{separator}"


def _last_word(rest: str, dotted: bool) -> tuple[str, str]:
    separator = "." if dotted else " "
    done, found, part = rest.rpartition(separator)
    return (done, part) if found else ("", rest)


def _actions(apart: Line, seat: Seat, verbs: Catalogue) -> list[Completion]:
    """What can be done with the things that were named, all of it; only verbs called so where one is being typed."""
    able = Catalogue(verb for verb in verbs if values_of(verb, apart.ids, seat) is not None)
    if apart.head:
        found = verbs_called(apart.head, able)
    else:
        chinese = is_chinese()
        found = [_named(verb, verb.word_in(chinese=chinese)) for verb in able]
    things = " ".join(apart.ids)
    return [replace(one, text=f"{things} {one.text}", whole=True, at_once=True) for one in found]


def _named(verb: Verb, word: str, *, alike: bool = False) -> Completion:
    name = QCoreApplication.translate("verbs", verb.text)
    return Completion(word, name, verb=verb.id, whole=True, alike=alike)
