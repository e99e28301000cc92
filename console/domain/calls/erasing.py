"""Rules of erasing what is sealed: a report and what was said about its call, or what was said about an incident. Pure.

Calls and incidents that have left the picture are erased by their ids alone. Erasing again is never refused: what was
said since then goes too. See `console.domain.sealing` for what is sealed, and `console.domain.decide`.
"""

from __future__ import annotations

from typing import Final

from console.domain.base.message import Asked, Event, Outcome
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.sealed_text import key_id_of
from console.domain.picture import Picture, was_given

from . import commands as c
from . import events as e

CALL_IDS: Final = ("C-", "call", 6)
"""How calls are named: prefix, counter, digits."""
_INCIDENT_IDS: Final = ("INC-", "incident", 4)


def erase_report(p: Picture, a: Asked, cmd: c.EraseReport) -> Outcome:
    call = p.calls.get(cmd.call_id)
    if call is None and not was_given(p, cmd.call_id, *CALL_IDS):
        return refuse(Code.UNKNOWN_CALL, call=cmd.call_id[:40])
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    gone: list[Event] = [_texts_erased(p, cmd.call_id, cmd.reason)]
    if call is not None and call.sealed is not None:
        gone.append(e.ReportErased(call_id=call.id, key_id=call.sealed.key_id, reason=cmd.reason))
    return gone


def erase_incident(p: Picture, a: Asked, cmd: c.EraseIncident) -> Outcome:
    if cmd.incident_id not in p.incidents and not was_given(p, cmd.incident_id, *_INCIDENT_IDS):
        return refuse(Code.UNKNOWN_INCIDENT, incident=cmd.incident_id[:40])
    return check_text(cmd.reason, field="reason") or [_texts_erased(p, cmd.incident_id, cmd.reason)]


def _texts_erased(p: Picture, subject_id: str, reason: str) -> e.TextsErased:
    erased = p.erasures.get(subject_id)
    times = 0 if erased is None else erased.times
    key_id = key_id_of(subject_id, times)
    return e.TextsErased(subject_id=subject_id, key_id=key_id, times=times + 1, reason=reason)
