"""What can be done now: asked of the rules themselves, once per change, by whoever wants to know. Qt main thread.

The rules are pure, so the console asks them about the very command that a verb would send, with placeholders where a
person has yet to choose: a button is dim for the reason the hub would refuse for, and never for another. Panel, keys
and unit list read the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.base.message import Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.decide import AnyCommand
from console.domain.permissions import may
from console.domain.picture import Picture
from console.verbs.declaration import Also, Button, Group, NotNow, Verb
from console.verbs.here import Here
from console.words.musters import refusal_advice
from console.words.refusals import refusal_words
from console.words.said import Words


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rules say about a verb now."""

    verb: Verb
    command: AnyCommand | None = None
    """What they were asked about; None: there is nothing here that could be asked for."""
    why_not: NotNow | Refusal | Words | None = None

    def is_possible(self, button: Button | None = None) -> bool:
        """Whether nothing stands against it that the form of its button could not mend."""
        forgives = frozenset() if button is None else button.forgives
        return not self.why_not or (isinstance(self.why_not, Refusal) and self.why_not.code in forgives)

    def shows(self, button: Button) -> bool:
        """Whether a button is shown: what is possible, and dim what always is; never what the role may not do."""
        if self.is_possible(button):
            return True
        refused = isinstance(self.why_not, Refusal) and self.why_not.code != Code.NOT_ALLOWED
        return button.always and self.command is not None and refused


class Trials:
    """Asks the rules about verbs. What was found is kept until picture, selection, person or offer is another."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._picture: Picture | None = None
        self._moment: tuple[object, ...] = ()
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], Trial] = {}
        self._occasions: dict[str, Refusal] = {}
        """Why there is no occasion for a verb, once somebody wanted to know."""

    def of(self, verb: Verb, given: Mapping[str, str] | None = None) -> Trial:
        """What the rules say about a verb; `given`: values that go without asking."""
        seat, picture = self._here.seat, self._here.picture
        moment = (picture.seq, seat.case_id, seat.selection, seat.identity, seat.offer)
        if picture is not self._picture or moment != self._moment:
            self._picture, self._moment = picture, moment
            self._found.clear()
            self._occasions.clear()
        key = (verb.id, tuple(sorted((given or {}).items())))
        trial = self._found.get(key)
        if trial is None:
            trial = self._found[key] = self._try(verb, dict(given or {}))
        return trial

    def against(self, trial: Trial, button: Button | None = None) -> str:
        """In words, what stands against a verb; empty where it is possible."""
        if trial.is_possible(button):
            return ""
        if isinstance(trial.why_not, NotNow):
            why = self._occasions.get(trial.verb.id) or refused(trial.why_not, self._here)
            self._occasions[trial.verb.id] = why
            return why_words(trial.verb, why)
        return why_words(trial.verb, trial.why_not)

    def _try(self, verb: Verb, values: dict[str, str]) -> Trial:
        if not verb.sends and verb.trial is None:
            return Trial(verb)
        for param in verb.params:
            if values.get(param.name):
                continue
            value = "" if param.implied is None else param.implied(self._here, values)
            if not value and param.typed and param.wanted is None:
                value = param.kind.for_trial(self._here)
            if value or param.is_wanted(self._here, values):
                values[param.name] = value
        built = verb.build(self._here, values, trial=True)
        if built is None or isinstance(built, (NotNow, Refusal)) or callable(built):
            return Trial(verb, why_not=built)
        first = built[0] if isinstance(built, tuple) else built
        command = first.command if isinstance(first, Also) else first
        role = self._here.seat.identity.role
        if not may(role, type(command)):
            return Trial(verb, command, refuse(Code.NOT_ALLOWED, role=role.value))
        return Trial(verb, command, self._here.seat.refusal_of(command))


def refused(why: NotNow, here: Here) -> Refusal:
    """Why the rules would not have a command that there is no occasion for."""
    return here.seat.refusal_of(why.command) or refuse(Code.WRONG_STATE)


def why_words(verb: Verb, why: Refusal | Words | None) -> str:
    """What stands against a verb in words; about a muster, with what helps."""
    if isinstance(why, Refusal):
        return (refusal_advice if verb.group is Group.MUSTER else refusal_words)(why.code, why.fields)
    return "" if why is None else why()
