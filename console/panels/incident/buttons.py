"""What can be done to what a panel shows, as its buttons and menu entries: made from the verbs and their trials.

Qt main thread; used by the feed of the incident panel and by the unit list's detail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from console.verbs.declaration import Button, Param, Spot, Values, Verb
from console.verbs.here import Here
from console.verbs.invoker import Invoker, spot_of
from widgets.incident.buttons import ButtonView, EntryView, FormView


def case_buttons(invoker: Invoker, due: str = "") -> tuple[ButtonView, ...]:
    """Buttons of the incident panel for what is selected. `due`: the verb that is the step to take next."""
    spot = spot_of(invoker.here.seat)
    return () if spot is None else tuple(_case_buttons(invoker, spot, due))


def _case_buttons(invoker: Invoker, spot: Spot, due: str) -> Iterator[ButtonView]:
    here, case_id = invoker.here, invoker.here.seat.case_id
    for verb, button in invoker.catalogue.buttons(spot):
        trial = invoker.trials.of(verb)
        if not trial.shows(button):
            continue
        words = _tr(button.words or verb.text)
        values = {verb.param_at(spot).name: case_id}
        yield ButtonView(
            verb=verb.id,
            words=words,
            keys=printed(button.key or invoker.catalogue.key_of(verb.id)),
            why_not=invoker.trials.against(trial, button),
            values=tuple(values.items()),
            form=None if button.field else form_of(verb, here, values, _title(button, here, words)),
            field=button.field,
            menu=button.menu,
            primary=button.primary,
            teal_words="" if button.teal_words is None else button.teal_words(here),
            due=verb.id == due,
        )


def row_entries(invoker: Invoker) -> tuple[EntryView, ...]:
    """What can be done to a unit in the rows of the incident panel."""
    found = []
    entries = invoker.catalogue.entries
    for verb, entry in (*entries(Spot.ROW), *entries(Spot.MUSTER_ROW)):
        unit, words = verb.param_at(Spot.ROW).name, _tr(entry.words)
        given = {unit: "", **dict(entry.values)}
        found.append(
            EntryView(
                verb=verb.id,
                words=words,
                keys=printed(invoker.catalogue.key_of(verb.id)) if entry.keyed else "",
                unit=unit,
                values=entry.values,
                form=form_of(verb, invoker.here, given, words, says_why=entry.says_why),
                states=entry.states,
                muster=Spot.MUSTER_ROW in entry.at,
                posted=entry.posted,
            )
        )
    return tuple(found)


def unit_buttons(invoker: Invoker, unit_id: str) -> tuple[ButtonView, ...]:
    """What the rules let be done to a unit now."""
    found = []
    for verb, entry in invoker.catalogue.entries(Spot.UNIT):
        values = {verb.param_at(Spot.UNIT).name: unit_id, **dict(entry.values)}
        if invoker.trials.of(verb, values).is_possible():
            words = _tr(entry.words)
            title = f"{words.rstrip(' …')} — {unit_id}"
            form = form_of(verb, invoker.here, values, title, says_why=entry.says_why)
            found.append(ButtonView(verb.id, words, values=tuple(values.items()), form=form))
    return tuple(found)


def form_of(verb: Verb, here: Here, values: Values, title: str, *, says_why: bool = False) -> FormView | None:
    """The form that asks for what a verb needs besides `values`; None where nothing is asked, or not by a form.

    `says_why`: words that the verb could do without are asked for, too.
    """
    asked = [param for param in verb.params if param.name not in values and param.typed]
    asked = [param for param in asked if param.wanted is None or param.wanted(here, values)]
    if not all(param.kind.is_asked_in_forms for param in asked) or not (asked or verb.confirm):
        return None
    form = FormView(title, chord=_tr(verb.chord))
    for param in asked:
        form = _with_field(form, param, here, says_why)
    return form


def _with_field(form: FormView, param: Param, here: Here, says_why: bool) -> FormView:
    kind = param.kind
    filled = "" if param.filled is None else param.filled(here.seat)
    if kind.rest:
        return replace(form, text=param.name, text_required=says_why or not param.optional)
    if kind.level:
        return replace(form, level=param.name, level_now=int(filled or 0))
    choices = () if kind.choices is None else kind.choices(here.seat)
    first = choices[0].key if choices and param.preset else ""
    return replace(
        form,
        choice=param.name,
        choices=choices,
        chosen=filled or first,
        label=_tr(kind.label),
        missing=_tr(kind.missing),
        own_words=kind.own_words,
    )


def _title(button: Button, here: Here, words: str) -> str:
    return f"{words} — {here.seat.case_id}" if button.title is None else button.title(here)


def printed(keys: str) -> str:
    """A key as it stands on a button: `E`, `Ctrl ⏎`, `Ctrl⇧C`."""
    for sign, shown in (
        ("Ctrl+Return", "Ctrl ⏎"),
        ("Ctrl+Shift+", "Ctrl⇧"),
        ("Shift+", "⇧"),
        ("Ctrl+", "Ctrl "),
    ):
        keys = keys.replace(sign, shown)
    return keys


def _tr(text: str) -> str:
    return QCoreApplication.translate("verbs", text) if text else ""
