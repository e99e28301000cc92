"""Which words in events are a person's and are sealed, under whose key, and how they are taken out and put in. Pure.

The hub seals what `decide` says before it records it; rules are asked in clear, folds and judgement see sealed texts.
Every text field of every event is decided here or in docs/threats.md ("Words, field by field"); a test holds them
together. Consoles find here what of an event can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

import msgspec

from console.domain.base.message import Event
from console.domain.base.sealed_text import key_id_of, read_sealed
from console.domain.calls import events as calls
from console.domain.cases import events as cases
from console.domain.incidents import events as incidents
from console.domain.musters import events as musters
from console.domain.orders import events as orders

from .picture import Picture

OF_CALLS: Final[dict[type[Event], tuple[str, ...]]] = {
    calls.CallRejected: ("reason",),
    calls.CallUnmerged: ("reason",),
    calls.FeedbackGiven: ("text",),
}
"""Fields that belong to a report: sealed under its key, erased with it."""

OF_INCIDENTS: Final[dict[type[Event], tuple[str, ...]]] = {
    incidents.NoteAdded: ("text",),
    incidents.IncidentClosed: ("disposition",),
    incidents.IncidentReopened: ("reason",),
    incidents.IncidentUrged: ("text",),
    incidents.IncidentSupervised: ("text",),
    cases.CaseReturned: ("reason",),
    cases.CaseTransferred: ("reason",),
    cases.IncidentEscalated: ("reason",),
    cases.ExtensionAsked: ("reason",),
    cases.IncidentSuspended: ("reason",),
    cases.CheckRequested: ("feedback",),
    cases.ReworkOrdered: ("reason",),
    orders.UnitDispatched: ("override_reason",),
    orders.OrderCorrected: ("reason",),
    orders.OrderDeclined: ("reason",),
    orders.OrderDelayed: ("reason",),
    orders.OrderCancelled: ("reason",),
    orders.UnitDiverted: ("reason",),
    musters.MusterOrdered: ("plan.cover_reason",),
    musters.HandlingReported: ("action",),
    musters.ItemEvidenced: ("note",),
    musters.ItemWithdrawn: ("reason",),
    musters.ControlRefuted: ("reason",),
    musters.CoverReasonRecorded: ("reason",),
    musters.MusterEnded: ("reason",),
}
"""Fields that belong to an incident: by its id, or that of its muster or order."""

SEALED: Final = OF_CALLS | OF_INCIDENTS
_FIELDS: Final = {kind: tuple((path, attrgetter(path)) for path in paths) for kind, paths in SEALED.items()}


def text_key(picture: Picture, subject: str) -> str:
    """The id of the key under which words about a call or an incident are sealed now."""
    erased = picture.erasures.get(subject)
    return key_id_of(subject, 0 if erased is None else erased.times)


def is_erased(picture: Picture, text: str) -> bool:
    """Whether a text is sealed under a key that was destroyed."""
    sealed = read_sealed(text)
    erased = None if sealed is None else picture.erasures.get(sealed.subject)
    return sealed is not None and erased is not None and sealed.erasures < erased.times


def texts_of(event: Event) -> Iterator[str]:
    """The words of an event that belong to a person, sealed or (in journals of before) in clear; no empty ones."""
    for _, text_of in _FIELDS.get(type(event), ()):
        if text := text_of(event):
            yield text


def with_texts(event: Event, changed: Callable[[str], str]) -> Event:
    """The event with each of those words replaced."""
    for path, text_of in _FIELDS.get(type(event), ()):
        if text := text_of(event):
            event = _replaced(event, path, changed(text))
    return event


def _replaced(struct: Any, path: str, text: str) -> Any:
    name, _, rest = path.partition(".")
    value = _replaced(getattr(struct, name), rest, text) if rest else text
    return msgspec.structs.replace(struct, **{name: value})


def subjects(picture: Picture, events: Iterable[Event]) -> Iterator[tuple[Event, str]]:
    """Each event with the call or incident that its words belong to; "" for events without such words.

    Orders and musters may have begun by an earlier one of `events`. Raises KeyError for those that nobody knows.
    """
    begun: dict[str, str] = {}
    for event in events:
        match event:
            case orders.UnitDispatched():
                begun[event.order_id] = event.incident_id
            case orders.UnitDiverted():
                begun[event.new_order_id] = event.incident_id
            case musters.MusterActivated():
                begun[event.muster_id] = event.incident_id
            case _:
                pass
        yield event, _subject(picture, event, begun)


def _subject(picture: Picture, event: Any, begun: dict[str, str]) -> str:
    if type(event) in OF_CALLS:
        return str(event.call_id)
    if type(event) not in OF_INCIDENTS:
        return ""
    if hasattr(event, "incident_id"):
        return str(event.incident_id)
    if hasattr(event, "muster_id"):
        known = event.muster_id
        return begun.get(known) or picture.musters[known].incident_id
    return begun.get(event.order_id) or picture.orders[event.order_id].incident_id
