"""Invokes verbs: fills in what the selection implies, asks for what is missing, sends what comes of it. Qt main thread.

Keys, menus, command line, map and panels all end here, so that one verb behaves the same wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from console.desk.letters import Letters
from console.desk.seat import Seat, Thing
from console.domain.base.message import Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import IncidentKind
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.declaration import CONFIRM, Also, Built, NotNow, Param, Spot, Values, Verb
from console.verbs.here import Here
from console.verbs.params import SURE
from console.verbs.parser import Misunderstood, parse
from console.verbs.trials import Trials, refused, why_words
from console.verbs.values import YES
from console.words.said import Words, always, joined, said

_TOLD = (Thing.CALL, Thing.INCIDENT, Thing.UNIT)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a verb: asked in a strip, never in a dialog."""

    verb: Verb
    param: Param
    values: tuple[tuple[str, str], ...]

    def title(self) -> str:
        """What is asked, in the language of the screen."""
        verb, asked = (QCoreApplication.translate("verbs", one) for one in (self.verb.text, self.param.ask))
        return f"{verb} · {asked}"


class Invoker(QObject):
    """Does the verbs of one catalogue at one seat. Qt main thread."""

    prompt_wanted = Signal(object)
    """Prompt."""
    told = Signal(object, bool)
    """`Words` for the person, and whether they are a fault."""

    def __init__(
        self, seat: Seat, letters: Letters, catalogue: Catalogue = CATALOGUE, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self.here = Here(seat, letters, self.send, self.told.emit, self)
        self.trials = Trials(self.here)
        self._seat, self._letters = seat, letters

    # -- ways in -------------------------------------------------------------------------------------------------------

    def press(self, verb_id: str) -> None:
        """A key or menu entry: the panel's own button where it has one, else prompts."""
        verb = self._heir_of(self.catalogue[verb_id])
        if self._confirms(verb):
            return
        against = None if verb.ready is None else verb.ready(self.here)
        spot = spot_of(self._seat)
        if against is not None:
            self._fault(against)
        elif verb.button is not None and spot is not None:
            self._press_button(verb, spot)
        else:
            self._show_page(verb)
            self.invoke(verb.id, sure=False)

    def type_line(self, line: str) -> str:
        """A line of the command line; returns what is wrong with it, empty when it was understood."""
        parsed = parse(line, self._seat, self.catalogue)
        if isinstance(parsed, Misunderstood):
            return self._fault(lambda: parsed.words) if parsed.words else ""
        return self.invoke(parsed.verb.id, parsed.values, sure=False)

    def invoke(self, verb_id: str, given: Mapping[str, str] | None = None, *, sure: bool = True) -> str:
        """Do a verb with these values; asks for what is missing. Returns what is wrong, empty when done or asked.

        `sure` = False: no form was confirmed by its chord; a verb that has one is asked about, once nothing is missing.
        """
        verb, values = self.catalogue[verb_id], dict(given or {})
        if verb.sends and not self._seat.world.source.offers.asks:
            return self._fault(partial(why_words, verb, refuse(Code.NOT_OFFERED)))
        for param in verb.params:
            if values.get(param.name):
                continue
            implied = "" if param.implied is None else param.implied(self.here, values)
            if implied:
                values[param.name] = implied
            elif param.is_wanted(self.here, values):
                self.prompt_wanted.emit(Prompt(verb, param, tuple(values.items())))
                return ""
        built = verb.build(self.here, values)
        if verb.chord and not sure and not isinstance(built, NotNow | Refusal) and not callable(built):
            self.prompt_wanted.emit(Prompt(verb, SURE, tuple(values.items())))
            return ""
        return self._take(verb, values, built)

    def answer(self, prompt: Prompt, typed: str) -> str:
        """The answer to a prompt; returns what is wrong with it."""
        kind = prompt.param.kind
        words = typed.split() if kind.several else [typed.strip()]
        found = [kind.resolve(word, self._seat) for word in words if word]
        if not found or not all(found):
            return self._fault(said("command", "“{0}” means nothing here.", typed.strip()))
        if prompt.param is SURE:
            return self.invoke(prompt.verb.id, dict(prompt.values)) if found == [YES] else ""
        values = {**dict(prompt.values), prompt.param.name: " ".join(found)}
        return self.invoke(prompt.verb.id, values, sure=False)

    def send(self, verb_id: str, command: AnyCommand, about: str | Words) -> str:
        """Hand a command to the letters under its verb's name; returns its id."""
        verb = self.catalogue[verb_id]
        name = partial(QCoreApplication.translate, "verbs", verb.text)
        words = joined(" · ", name, always(about) if isinstance(about, str) else about)
        return self._letters.submit(command, words, verb.undo)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _heir_of(self, verb: Verb) -> Verb:
        """The verb that a key stands for here."""
        heirs = (one for one in self.catalogue.heirs(verb) if one.takes_over and one.takes_over(self.here))
        return next(heirs, verb)

    def _confirms(self, verb: Verb) -> bool:
        """A key of the teal button confirms what is open in the panel; its chord, any form."""
        shares = verb.button is not None and verb.button.primary
        return shares and self.here.screen.confirm(verb.id, any_form=CONFIRM in verb.all_keys())

    def _press_button(self, verb: Verb, spot: Spot) -> None:
        button = verb.button_at(spot)
        if button is None and spot is Spot.CALL:
            self._fault(said("command", "Not for a waiting call"))
        elif self.trials.against(trial := self.trials.of(verb), button):
            self._fault(partial(self.trials.against, trial, button))
        elif button is None:
            self.invoke(verb.id, sure=False)
        elif self.here.screen.press_button(verb.id):
            self._show_page(verb)

    def _show_page(self, verb: Verb) -> None:
        if verb.page is not None:
            self.here.screen.show_page(verb.page)

    def _take(self, verb: Verb, values: Values, built: Built) -> str:
        """Send what was built, or say why there is nothing to send."""
        if isinstance(built, NotNow):
            built = refused(built, self.here)
        if isinstance(built, Refusal) or callable(built):
            return self._fault(partial(why_words, verb, built))
        for one in () if built is None else built if isinstance(built, tuple) else (built,):
            if isinstance(one, Also):
                self.send(one.verb, one.command, one.about)
            else:
                self.send(verb.id, one, partial(self._about, verb, one, values))
        return ""

    def _about(self, verb: Verb, command: AnyCommand, values: Values) -> str:
        if verb.about is not None:
            return verb.about(self.here, command, values)
        named = [param for param in verb.params if param.name in values]
        about = [values[one.name] for one in named if one.kind.thing in _TOLD][:1]
        about += [one.kind.name_of(values[one.name], self._seat) for one in named if one.kind.told]
        return " ".join(about)

    def _fault(self, words: Words) -> str:
        self.told.emit(words, True)
        return words()


def spot_of(seat: Seat) -> Spot | None:
    """What the incident panel is about; None: nothing is selected."""
    if seat.incident is not None:
        return Spot.CASE if seat.incident.kind is IncidentKind.CASE else Spot.EMERGENCY
    return None if seat.call is None else Spot.CALL
