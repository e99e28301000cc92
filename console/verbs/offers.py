"""What the command line offers: with a thing what can be done with it, with words what is called so, with nothing typed
what is likely now. Qt main thread; used by `Prompting`.

What can't be done now is offered after what can, with the reason: the rules' own (`Trials`), so that line, buttons and
hub never disagree. They are asked once for each verb, thing and picture, however many keys are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.domain.calls.entities import Call, CallState
from console.domain.incidents.deadlines import is_overdue
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.orders.states import OPEN_ORDER_STATES
from console.verbs.completing import complete
from console.verbs.declaration import Verb
from console.verbs.invoker import Invoker, spot_of
from console.verbs.kind import MOST, Completion
from console.verbs.musters import step_due
from console.verbs.naming import Called, objects_called, objects_like
from console.verbs.parser import take_apart, values_of
from console.words.names import Names
from widgets.durations import elapsed_text
from widgets.words import is_chinese, unit_state_words

MOST_PLACES: Final = 3
NEXT_STEPS: Final = 3
"""Of what is selected."""


class Offers:
    """Offers of one seat's command line."""

    def __init__(self, invoker: Invoker) -> None:
        self._invoker = invoker
        self._seat, self._verbs = invoker.here.seat, invoker.catalogue

    def of(self, line: str) -> list[Completion]:
        """What may be meant, best first."""
        if not line.strip():
            return self._likely()
        apart = take_apart(line, self._seat, self._verbs)
        if apart.verb is not None and not apart.at_verb:
            return complete(line, self._seat, self._verbs)
        verbs = [self._judged(one, apart.ids) for one in complete(line, self._seat, self._verbs)]
        if apart.ids:
            return sorted(verbs, key=lambda one: bool(one.why_not))[:MOST]
        return self._called(line.strip(), verbs)

    # -- what can be done ----------------------------------------------------------------------------------------------

    def _judged(self, offer: Completion, ids: tuple[str, ...] = ()) -> Completion:
        verb = self._verbs[offer.verb]
        return replace(offer, why_not=self._against(verb, values_of(verb, ids, self._seat) or {}))

    def _against(self, verb: Verb, given: Mapping[str, str]) -> str:
        """What stands against a verb now, in words; empty where it is possible."""
        here = self._invoker.here
        for param in verb.params if verb.sends else ():
            named = given.get(param.name) or (param.implied is not None and param.implied(here, given))
            wanted = param.typed and not named and param.is_wanted(here, given)
            if wanted and not param.kind.for_trial(here):
                asked = QCoreApplication.translate("verbs", param.ask)
                return QCoreApplication.translate("command", "{0} There is none now").format(asked)
        trials = self._invoker.trials
        why = trials.against(trials.of(verb, given), verb.button)
        if why and any(trials.of(verb, one).is_possible(verb.button) for one in self._chosen(verb, given)):
            return ""
        return why

    def _chosen(self, verb: Verb, given: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """The same with each thing that may be chosen for what is still open: where the first won't do, another may."""
        here = self._invoker.here
        for param in verb.params:
            implied = param.implied is not None and param.implied(here, given)
            if param.name in given or implied or not param.typed or param.kind.stand_in is not None:
                continue
            for one in islice(param.kind.offers(self._seat), MOST):
                value = param.kind.resolve(one.text, self._seat)
                if value:
                    yield {**given, param.name: value}
            return

    # -- what is called so ---------------------------------------------------------------------------------------------

    def _called(self, typed: str, verbs: list[Completion]) -> list[Completion]:
        """Verbs, things and places of that name; what is only like it comes where nothing else does, and is marked."""
        named = objects_called(typed, self._seat)
        places = self._places(typed)
        if named or any(not one.alike for one in (*verbs, *places)):
            verbs = [one for one in verbs if not one.alike]
            places = [one for one in places if not one.alike]
        else:
            named = objects_like(typed, self._seat)
            return [*verbs, *(replace(_thing(one), alike=True) for one in named)][
                : MOST - len(places)
            ] + places
        things = [_thing(one) for one in named]
        return [*verbs[: MOST // 2], *things, *verbs[MOST // 2 :]][: MOST - len(places)] + places

    def _places(self, typed: str) -> list[Completion]:
        """Places of that name: they can be shown, and the best of them reported as a new call."""
        found = [one for one in self._seat.places.offers(typed) if one.place_id][:MOST_PLACES]
        shows, reports = self._verbs.of_word("show"), self._verbs.of_word("call")
        offers = []
        for one in found:
            words = " · ".join(filter(None, (one.name, one.detail)))
            for verb in (shows, reports if one is found[0] else None):
                if verb is not None:
                    offers.append(replace(_line(verb, one.name, words), alike=one.alike))
        return offers

    # -- what is likely now --------------------------------------------------------------------------------------------

    def _likely(self) -> list[Completion]:
        """The next steps of what is selected, the oldest call nobody accepted, what is overdue, who is lost, undo."""
        known: dict[str, Completion] = {}
        for offer in chain(self._next_steps(), self._waiting(), self._late(), self._silent(), self._always()):
            known.setdefault(offer.text, offer)
        return list(known.values())[:MOST]

    def _next_steps(self) -> Iterator[Completion]:
        seat, trials = self._seat, self._invoker.trials
        spot = spot_of(seat)
        if spot is None:
            return
        muster = seat.muster
        due = "" if muster is None else step_due(muster)
        buttons = sorted(self._verbs.buttons(spot), key=lambda pair: pair[0].id != due)
        able = [verb for verb, button in buttons if trials.of(verb).is_possible(button)]
        for verb in able[:NEXT_STEPS]:
            yield _line(verb, seat.case_id, _text(verb))

    def _waiting(self) -> Iterator[Completion]:
        calls = [one for one in self._seat.world.picture.calls.values() if one.state is CallState.REPORTED]
        if calls:
            oldest = min(calls, key=lambda one: (one.reported_ms, one.id))
            words = QCoreApplication.translate("command", "Oldest call, waiting {0}")
            yield self._about(oldest, "accept", words, oldest.reported_ms)

    def _late(self) -> Iterator[Completion]:
        now_ms = self._seat.world.clock.now_ms()
        known = self._seat.world.picture.incidents.values()
        late = [one for one in known if one.state in OPEN_INCIDENT_STATES and is_overdue(one, now_ms)]
        late = [one for one in late if one.id != self._seat.case_id]
        if late:
            longest = min(late, key=lambda one: (one.deadline_ms, one.id))
            words = QCoreApplication.translate("command", "Overdue for {0}")
            yield self._about(longest, "show", words, longest.deadline_ms)

    def _silent(self) -> Iterator[Completion]:
        """The crew that has been silent or delayed longest."""
        picture, names = self._seat.world.picture, self._seat.world.names
        orders = (one for one in picture.orders.values() if one.state in OPEN_ORDER_STATES)
        found = [
            one for one in orders if one.silent or one.delayed or picture.units[one.unit_id].contact_lost
        ]
        verb = self._verbs.of_word("show")
        if found and verb is not None:
            first = min(found, key=lambda one: (one.dispatched_ms, one.id))
            states, unit = unit_state_words(), picture.units[first.unit_id]
            what = states["lost_contact"] if unit.contact_lost or first.silent else states["delayed"]
            yield _line(verb, unit.id, f"{what} · {names.of(unit)} · {first.incident_id}")

    def _always(self) -> Iterator[Completion]:
        undo = self._invoker.here.letters.last_undo()
        what = "" if undo is None or undo.words is None else f" · {undo.words()}"
        for word, told in (("undo", what), ("call", ""), ("help", "")):
            verb = self._verbs.of_word(word)
            if verb is not None and (undo is not None or word != "undo"):
                yield _line(verb, "", _text(verb) + told)

    def _about(self, one: Call | Incident, word: str, words: str, since_ms: int) -> Completion:
        names, verb = self._seat.world.names, self._verbs.of_word(word)
        now_ms = self._seat.world.clock.now_ms()
        told = " · ".join((words.format(elapsed_text(now_ms - since_ms)), _what(one, names)))
        return (
            Completion(one.id, told) if verb is None else self._judged(_line(verb, one.id, told), (one.id,))
        )


def _what(one: Call | Incident, names: Names) -> str:
    return " · ".join(filter(None, (names.incident_type(one.type_code), names.place(one.place))))


def _thing(called: Called) -> Completion:
    return Completion(called.id, called.words, whole=True)


def _line(verb: Verb, rest: str, words: str) -> Completion:
    """A whole line that Enter does."""
    text = f"{verb.word_in(chinese=is_chinese())} {rest}".rstrip()
    return Completion(text, words, verb=verb.id, whole=True, at_once=True)


def _text(verb: Verb) -> str:
    return QCoreApplication.translate("verbs", verb.text)
