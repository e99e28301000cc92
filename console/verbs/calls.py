"""Verbs of intake: waiting calls, suspected duplicates, reporters. Qt main thread; see `declaration`.

A call of a group stands for the whole group, whichever way it is accepted, merged or acknowledged: the group becomes
one incident, and one key takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable

from console.desk.letters import Undo
from console.desk.seat import Seat, Thing
from console.desk.waiting import Suspicion, open_entities, selected_suspicion, sort_key, suspicion_of
from console.domain.base.refusals import Code
from console.domain.calls import commands as c
from console.domain.calls.entities import Call, CallState
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.picture import Picture
from console.verbs import values as kinds
from console.verbs.declaration import CONFIRM, Also, Button, Group, Param, Spot, Values, Verbs
from console.verbs.here import Here
from console.verbs.params import ANY_CALL, CALL, MAY_REASON, REASON
from console.words.phrases import TAKEN_BACK
from console.words.said import Words, said
from widgets.incident.buttons import Field
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.INTAKE)

AT_CALL = (Spot.CALL,)


# -- what is implied ---------------------------------------------------------------------------------------------------


def the_type(here: Here, values: Values) -> str:
    """The type chosen in the panel that shows the call, else what was reported."""
    picks = here.picks_for(values.get("call", ""))
    call = here.picture.calls.get(values.get("call", ""))
    return picks.type_key if picks is not None else "" if call is None else call.type_code


def the_level(here: Here, values: Values) -> str:
    """The level chosen in the panel that shows the call, for the type chosen there."""
    picks = here.picks_for(values.get("call", ""))
    chosen = picks is not None and picks.type_key == values.get("type")
    return str(picks.level or "") if picks is not None and chosen else ""


def the_suspect(here: Here, _: Values) -> str:
    """The call that is asked about where something selected is suspected."""
    suspicion = _selected(here)
    return "" if suspicion is None else suspicion.call_id


def calls_may_belong(here: Here) -> bool:
    """Whether calls may belong to an open incident, one of them or the incident being selected."""
    found = _selected(here)
    return found is not None and found.found.other_id in here.picture.incidents


def the_call_may_belong(here: Here) -> bool:
    """Whether the call in the panel may be about something else's event."""
    found = _selected(here)
    return found is not None and here.seat.case_id in found.calls


def _selected(here: Here) -> Suspicion | None:
    return selected_suspicion(here.seat.world.groups, here.seat.case_id)


def _group(here: Here, call_id: str) -> tuple[str, ...]:
    """The calls that are accepted or merged with a call; empty for one that goes alone."""
    group = here.seat.world.groups.group_of(call_id)
    alone = group is None or len(group.calls) < 2 or group.incident is not None
    return () if group is None or alone else tuple(group.calls)


def _of(call_id: str, count: int) -> str:
    return f"{call_id} ×{count}" if count > 1 else call_id


_none_suspected = said("command", "No duplicate is suspected here")


# -- taking back -------------------------------------------------------------------------------------------------------


def _leave(now: Picture, call_ids: Iterable[str], incident_id: str = "") -> list[AnyCommand]:
    """Those that are still merged (into that incident) leave it as one."""
    calls = (now.calls.get(call_id) for call_id in call_ids)
    merged = tuple(
        call.id
        for call in calls
        if call is not None and call.state is CallState.MERGED and incident_id in ("", call.incident_id)
    )
    return [c.UnmergeCalls(call_ids=merged, reason=TAKEN_BACK)] if merged else []


def _merge_back(command: c.MergeCall | c.MergeCalls, _: Picture) -> Undo:
    if isinstance(command, c.MergeCalls):
        return Undo(lambda now: _leave(now, command.call_ids, command.incident_id))

    def back(now: Picture) -> list[AnyCommand]:
        call = now.calls.get(command.call_id)
        merged = call is not None and call.state is CallState.MERGED
        return [c.UnmergeCall(call_id=command.call_id, reason=TAKEN_BACK)] if merged else []

    return Undo(back)


def _accept_back(command: c.AcceptCall, _: Picture) -> Undo | None:
    """The incident stays: only what was merged into it leaves again."""
    words = said("undo", "Merging with {0}", command.call_id)
    return Undo(lambda now: _leave(now, command.with_calls), words) if command.with_calls else None


def _report_back(command: c.ReportCall, before: Picture) -> Undo | None:
    """A call that this desk reported into an incident leaves it; what others merged meanwhile stays."""
    if not command.merge_into:
        return None
    known = before.incidents.get(command.merge_into)
    had = () if known is None else known.calls

    def back(now: Picture) -> list[AnyCommand]:
        incident = now.incidents.get(command.merge_into)
        added = [] if incident is None else [one for one in incident.calls if one not in had]
        own = [one for one in added if one in now.calls and now.calls[one].place == command.place]
        return _leave(now, own[:1], command.merge_into)

    return Undo(back)


def _dismiss_back(command: c.DismissDuplicate, _: Picture) -> Undo:
    def back(now: Picture) -> list[AnyCommand]:
        call = now.calls.get(command.call_id)
        if call is None or command.other_id not in call.not_same:
            return []
        return [c.ReconsiderDuplicate(call_id=command.call_id, other_id=command.other_id)]

    return Undo(back)


# -- verbs -------------------------------------------------------------------------------------------------------------


@VERBS.handler("take", _N("verbs", "Take the most urgent call"), "take 接警 接听", "N")
def take(here: Here) -> Words | None:
    calls = [one for one in open_entities(here.picture) if isinstance(one, Call)]
    if not calls:
        return said("command", "No call is waiting")
    first = min(calls, key=lambda one: sort_key(one, here.picture))
    call_id = here.seat.world.groups.leader_of(first.id)
    here.seat.select(Thing.CALL, call_id)
    see(here, call_id)
    return None


TYPE = Param("type", kinds.TYPE, _N("verbs", "Incident type"), the_type)
LEVEL = Param("level", kinds.LEVEL, implied=the_level, optional=True)
INTO = Param("incident", kinds.INCIDENT, _N("verbs", "Into which incident?"), filled=kinds.nearest)
SUSPECT = Param("call", kinds.CALL, implied=the_suspect, optional=True, typed=False)


@VERBS.command("accept", _N("verbs", "Accept call"), "accept 受理 立案", "A", (CALL, TYPE, LEVEL),
               local_keys=(CONFIRM,), takes_over=lambda here: here.seat.incident is None and here.seat.call is not None,
               button=Button(AT_CALL, 10, always=True, primary=True, field=Field.CALLER,
                             key=CONFIRM),
               about=lambda _, command, __: _of(command.call_id, len(command.with_calls)),
               undo=_accept_back)  # fmt: skip
def accept(here: Here, call: Call, type: str, level: int = 0) -> c.AcceptCall:
    return c.AcceptCall(call_id=call.id, type_code=type, level=level, with_calls=_group(here, call.id))


VERBS.asks("reject", _N("verbs", "Reject call"), "reject 不予受理 拒接", "X", (CALL, REASON), c.RejectCall,
           button=Button(AT_CALL, 110, _N("verbs", "Reject"), always=True))  # fmt: skip


@VERBS.command(
    "acknowledge", _N("verbs", "Acknowledge"), "ack 知悉 acknowledge 已阅", "", (CALL,), local_keys=("Space",)
)
def acknowledge(here: Here, call: Call) -> c.AcknowledgeCall | c.AcknowledgeCalls:
    return _seen(here, call.id) or c.AcknowledgeCall(call_id=call.id)


def _seen(here: Here, call_id: str) -> c.AcknowledgeCall | c.AcknowledgeCalls | None:
    """Acknowledges a call with its whole group; None where somebody did already."""
    group, calls = here.seat.world.groups.group_of(call_id), here.picture.calls
    every = (call_id,) if group is None else tuple(group.calls)
    fresh = tuple(one for one in every if one in calls and not calls[one].acknowledged)
    if not fresh:
        return None
    return c.AcknowledgeCall(call_id=fresh[0]) if len(fresh) == 1 else c.AcknowledgeCalls(call_ids=fresh)


def see(here: Here, call_id: str) -> None:
    """Stop the blinking everywhere because somebody looks; says nothing where there is nothing to stop."""
    command = _seen(here, call_id)
    if command is not None and here.seat.world.is_live:
        here.send(acknowledge.id, command, call_id)


@VERBS.command("merge", _N("verbs", "Merge call into an incident"), "merge 合并 并警", "M", (CALL, INTO),
               button=Button(AT_CALL, 100, _N("verbs", "Merge"), always=True,
                             forgives=frozenset({Code.UNKNOWN_INCIDENT})),
               about=lambda _, command, values: f"{_of(values['call'], _count(command))} → {command.incident_id}",
               undo=_merge_back)  # fmt: skip
def merge(here: Here, call: Call, incident: Incident) -> c.MergeCall | c.MergeCalls:
    calls = _group(here, call.id)
    if calls:
        return c.MergeCalls(call_ids=calls, incident_id=incident.id)
    return c.MergeCall(call_id=call.id, incident_id=incident.id)


def _count(command: c.MergeCall | c.MergeCalls) -> int:
    return 1 if isinstance(command, c.MergeCall) else len(command.call_ids)


VERBS.asks("unmerge", _N("verbs", "Take a call out of its incident"), "unmerge 拆分 split", "", (ANY_CALL, MAY_REASON),
           c.UnmergeCall)  # fmt: skip


@VERBS.command("merge_group", _N("verbs", "Merge suspected duplicates"), "merge-group 合并重复", "", (SUSPECT,),
               local_keys=("M",), takes_over=calls_may_belong)  # fmt: skip
def merge_group(here: Here, call: Call | None = None) -> tuple[Also] | Words:
    suspicion = None if call is None else _suspicion(here.seat, call.id)
    if suspicion is None or suspicion.found.other_id not in here.picture.incidents:
        return _none_suspected
    command = c.MergeCalls(call_ids=suspicion.calls, incident_id=suspicion.found.other_id)
    about = f"{_of(suspicion.call_id, len(suspicion.calls))} → {command.incident_id}"
    return (Also(merge.id, command, about),)


@VERBS.command("not_duplicate", _N("verbs", "Not a duplicate"), "not-duplicate 不是重复", "", (CALL,),
               local_keys=("N",), takes_over=the_call_may_belong,
               about=lambda _, command, __: f"{command.call_id} ↔ {command.other_id}",
               undo=_dismiss_back)  # fmt: skip
def not_duplicate(here: Here, call: Call) -> c.DismissDuplicate | Words:
    suspicion = _suspicion(here.seat, call.id)
    if suspicion is None:
        return _none_suspected
    return c.DismissDuplicate(call_id=suspicion.call_id, other_id=suspicion.found.other_id)


def _suspicion(seat: Seat, call_id: str) -> Suspicion | None:
    group = seat.world.groups.group_of(call_id)
    return None if group is None else suspicion_of(seat.world.groups, group)


VERBS.asks("feedback", _N("verbs", "The reporter was called back"), "feedback 回访 callback", "",
           (ANY_CALL, Param("text", kinds.TEXT, optional=True)), c.GiveFeedback)  # fmt: skip


@VERBS.handler("call", _N("verbs", "New call"), "call 报警 新警情 newcall", "Ctrl+N",
               (Param("place", kinds.TEXT, optional=True),),
               undo=_report_back)  # fmt: skip
def call_(here: Here, place: str = "") -> None:
    """What its form sends can be taken back."""
    here.screen.open_intake(place)


@VERBS.handler("reveal", _N("verbs", "Show who reported"), "reveal 查看报警人 caller 报警人", "",
               (CALL, Param("purpose", kinds.TEXT, _N("verbs", "Purpose"))))  # fmt: skip
def reveal(here: Here, call: Call, purpose: str) -> None:
    here.seat.world.source.open_report(call.id, purpose)
