"""What can be done to a call or incident now: asked of the rules themselves. Qt main thread.

`decide` is pure, so the console asks it about a trial command with placeholder words: a button is dim for the very
reason the hub would refuse, and never for another. Used by `incident_view_builder` and by the shell's actions.
"""

from __future__ import annotations

from console.domain import commands as c
from console.domain.decide import decide
from console.domain.entities import Call, CallState, Incident, IncidentKind, Role
from console.domain.events import Stamp
from console.domain.permissions import may
from console.domain.picture import Picture
from console.domain.refusals import Code
from console.models.wording import refusal_words
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
    picture: Picture, command: c.AnyCommand, role: Role, user: str, t_ms: int = -1
) -> c.Refusal | None:
    """Why the hub would refuse this command at this picture; None when it would not."""
    stamp = Stamp(actor=user, role=role, seat="")
    asked = c.Asked(t_ms=picture.t_ms if t_ms < 0 else t_ms, stamp=stamp, command=command)
    outcome = decide(picture, asked)
    return outcome if isinstance(outcome, c.Refusal) else None


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


def trial_command(action: Action, incident: Incident, picture: Picture) -> c.AnyCommand:
    """A command of this action as the rules would see it, with placeholders where a person has yet to choose."""
    i = incident.id
    other = next((one for one in picture.departments if one != incident.lead), "")
    match action:
        case Action.DISPATCH:
            # Notes are possible exactly while units may be sent: the incident is open.
            return c.UrgeIncident(incident_id=i)
        case Action.NOTE:
            return c.AddNote(incident_id=i, text=_WORDS)
        case Action.ESCALATE:
            return c.EscalateIncident(incident_id=i, reason=_WORDS)
        case Action.TRANSFER:
            return c.TransferCase(incident_id=i, department=other, reason=_WORDS)
        case Action.RETURN:
            return c.ReturnCase(incident_id=i, reason=_WORDS)
        case Action.CLOSE:
            return c.CloseIncident(incident_id=i, disposition=_WORDS)
        case Action.SIGN:
            return c.SignCase(incident_id=i)
        case Action.FINISH:
            return c.RequestCheck(incident_id=i, feedback=_WORDS)
        case Action.REWORK:
            return c.OrderRework(incident_id=i, reason=_WORDS)
        case Action.URGE:
            return c.UrgeIncident(incident_id=i)
        case Action.SUPERVISE:
            return c.SuperviseIncident(incident_id=i)
        case Action.EXTEND:
            return c.AskExtension(incident_id=i, reason=_WORDS)
        case Action.SUSPEND:
            return c.SuspendIncident(incident_id=i, reason=_WORDS)
        case Action.RESUME:
            return c.ResumeIncident(incident_id=i)
        case Action.REOPEN:
            return c.ReopenIncident(incident_id=i, reason=_WORDS)
        case Action.MAJOR:
            return c.DeclareMajor(incident_id=i)
        case Action.ACKNOWLEDGE_MAJOR:
            return c.AcknowledgeMajor(incident_id=i)
        case Action.ASSIGN:
            return c.AssignCase(incident_id=i, lead=other)
        case _:
            return c.AmendIncident(incident_id=i, level=1 if incident.level != 1 else 2)
