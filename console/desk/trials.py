"""What can be done to a call or incident now: asked of the rules themselves. Qt main thread.

`decide` is pure, so the console asks it about a trial command with placeholder words: a button is dim for the very
reason the hub would refuse, and never for another. Used by `incident_view_builder` and by the shell's actions.
"""

from __future__ import annotations

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.entities import Call, CallState
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.decide import AnyCommand, decide
from console.domain.incidents.commands import (
    AcknowledgeMajor,
    AddNote,
    AmendIncident,
    CloseIncident,
    DeclareMajor,
    ReopenIncident,
    SuperviseIncident,
    UrgeIncident,
)
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.permissions import may
from console.domain.picture import Picture
from console.words.refusals import refusal_words
from widgets.incident.view import Action, ActionState

_WORDS = "…"


_EMERGENCY = (
    Action.DISPATCH,
    Action.NOTE,
    Action.ESCALATE,
    Action.AMEND,
    Action.URGE,
    Action.SUPERVISE,
    Action.ACKNOWLEDGE_MAJOR,
    Action.REWORK,
    Action.CLOSE,
    Action.REOPEN,
)


_CASE = (
    Action.ASSIGN,
    Action.SIGN,
    Action.FINISH,
    Action.NOTE,
    Action.ESCALATE,
    Action.TRANSFER,
    Action.RETURN,
    Action.EXTEND,
    Action.SUSPEND,
    Action.RESUME,
    Action.REWORK,
    Action.AMEND,
    Action.URGE,
    Action.SUPERVISE,
    Action.ACKNOWLEDGE_MAJOR,
    Action.CLOSE,
    Action.REOPEN,
)


_ALWAYS_SHOWN = frozenset(
    {Action.DISPATCH, Action.NOTE, Action.ESCALATE, Action.CLOSE, Action.TRANSFER, Action.RETURN}
)
"""Shown dim when not possible now; the others are left out until they are."""


def refusal_of(
    picture: Picture, command: AnyCommand, role: Role, user: str, t_ms: int = -1
) -> Refusal | None:
    """Why the hub would refuse this command at this picture; None when it would not."""
    stamp = Stamp(actor=user, role=role, seat="")
    asked = Asked(t_ms=picture.t_ms if t_ms < 0 else t_ms, stamp=stamp, command=command)
    outcome = decide(picture, asked)
    return outcome if isinstance(outcome, Refusal) else None


def action_states(
    entity: Call | Incident, picture: Picture, role: Role, user: str
) -> tuple[ActionState, ...]:
    """The actions that the panel shows, each with why it is not possible now."""
    if isinstance(entity, Call):
        if entity.state is not CallState.REPORTED:
            return ()
        return tuple(ActionState(action) for action in (Action.ACCEPT, Action.REJECT, Action.ATTACH))
    states: list[ActionState] = []
    for action in _CASE if entity.kind is IncidentKind.CASE else _EMERGENCY:
        trial = trial_command(action, entity, picture)
        if not may(role, type(trial)):
            continue
        refusal = refusal_of(picture, trial, role, user)
        if refusal is None:
            states.append(ActionState(action))
        elif action in _ALWAYS_SHOWN and refusal.code != Code.ONLY_CASES:
            states.append(ActionState(action, refusal_words(refusal.code, refusal.fields)))
    return tuple(states)


def trial_command(action: Action, incident: Incident, picture: Picture) -> AnyCommand:
    """A command of this action as the rules would see it, with placeholders where a person has yet to choose."""
    i = incident.id
    other = next((one for one in picture.departments if one != incident.lead), "")
    match action:
        case Action.DISPATCH:
            # Notes are possible exactly while units may be sent: the incident is open.
            return UrgeIncident(incident_id=i)
        case Action.NOTE:
            return AddNote(incident_id=i, text=_WORDS)
        case Action.ESCALATE:
            return EscalateIncident(incident_id=i, reason=_WORDS)
        case Action.TRANSFER:
            return TransferCase(incident_id=i, department=other, reason=_WORDS)
        case Action.RETURN:
            return ReturnCase(incident_id=i, reason=_WORDS)
        case Action.CLOSE:
            return CloseIncident(incident_id=i, disposition=_WORDS)
        case Action.SIGN:
            return SignCase(incident_id=i)
        case Action.FINISH:
            return RequestCheck(incident_id=i, feedback=_WORDS)
        case Action.REWORK:
            return OrderRework(incident_id=i, reason=_WORDS)
        case Action.URGE:
            return UrgeIncident(incident_id=i)
        case Action.SUPERVISE:
            return SuperviseIncident(incident_id=i)
        case Action.EXTEND:
            return AskExtension(incident_id=i, reason=_WORDS)
        case Action.SUSPEND:
            return SuspendIncident(incident_id=i, reason=_WORDS)
        case Action.RESUME:
            return ResumeIncident(incident_id=i)
        case Action.REOPEN:
            return ReopenIncident(incident_id=i, reason=_WORDS)
        case Action.MAJOR:
            return DeclareMajor(incident_id=i)
        case Action.ACKNOWLEDGE_MAJOR:
            return AcknowledgeMajor(incident_id=i)
        case Action.ASSIGN:
            return AssignCase(incident_id=i, lead=other)
        case _:
            return AmendIncident(incident_id=i, level=1 if incident.level != 1 else 2)
