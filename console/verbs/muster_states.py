"""What can be done about a muster now: asked of the rules themselves, as `action_states` does for everything else.

The trial of the order is the very order that the chord would send. Qt main thread; used by `muster_view_builder` and by
the muster's verbs.
"""

from __future__ import annotations

from typing import Final

from console.desk.trials import refusal_of
from console.domain.base.message import Refusal
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import (
    ActivateMuster,
    DeclareControl,
    EndMuster,
    OrderMuster,
    OrderPhase,
    RecallReserves,
    RecordCoverReason,
    RefuteControl,
    SendToPosts,
    VerifyControl,
)
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Area, Muster
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import MusterPlan
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.domain.permissions import may
from console.domain.picture import Picture
from console.words.musters import refusal_advice
from widgets.incident.view import Action, ActionState

_WORDS: Final = "…"


MUSTER_ACTIONS: Final = (
    Action.MUSTER,
    Action.MUSTER_FORM,
    Action.ACTIVATE,
    Action.POSTS,
    Action.NEXT_PHASE,
    Action.DECLARE,
    Action.VERIFY,
    Action.REFUTE,
    Action.COVER,
    Action.RECALL,
    Action.STAND_DOWN,
)


_SHOWN_DIM: Final = frozenset({Action.MUSTER, Action.POSTS, Action.DECLARE, Action.VERIFY})
"""Shown with the reason against them; the others are left out until they are possible."""


_OF_THE_ORDER: Final = (Action.MUSTER, Action.MUSTER_FORM, Action.ACTIVATE)


_PLAN_FAULTS: Final = frozenset(
    {
        Code.RALLY_REQUIRED.value,
        Code.BAD_PLAN.value,
        Code.PARALLEL_NEEDS_DIRECT.value,
        Code.NO_UNITS.value,
        Code.RALLY_IN_WATER.value,
        Code.RALLY_UNREACHABLE.value,
    }
)
"""What the order form can mend: it opens in spite of them."""


def muster_states(
    incident: Incident, picture: Picture, order: OrderMuster | None, role: Role, user: str
) -> tuple[ActionState, ...]:
    """The muster's actions of an incident. `order`: what would be ordered now; None when no order is offered."""
    muster = muster_of(picture, incident.id)
    states = []
    for action in MUSTER_ACTIONS:
        trial = trial_of(action, incident, muster, order)
        if trial is None or not may(role, type(trial)):
            continue
        refusal = refusal_of(picture, trial, role, user)
        if action is Action.MUSTER_FORM and refusal is not None and refusal.code in _PLAN_FAULTS:
            refusal = None
        if refusal is None:
            states.append(ActionState(action))
        elif action in _SHOWN_DIM:
            states.append(ActionState(action, refusal_advice(refusal.code, refusal.fields)))
    return tuple(states)


def why_not(
    action: Action, incident: Incident, picture: Picture, order: OrderMuster | None, role: Role, user: str
) -> Refusal | None:
    """Why an action of the muster is not possible; None when it is."""
    trial = trial_of(action, incident, muster_of(picture, incident.id), order)
    if trial is None:
        trial = _impossible(action, incident)
    return refusal_of(picture, trial, role, user)


def trial_of(
    action: Action, incident: Incident, muster: Muster | None, order: OrderMuster | None
) -> AnyCommand | None:
    """A command of this action as the rules would see it; None where it makes no sense to show it."""
    if action in _OF_THE_ORDER:
        if order is None or (action is Action.ACTIVATE and muster is not None):
            return None
        return ActivateMuster(incident_id=incident.id) if action is Action.ACTIVATE else order
    if muster is None or muster.plan is None:
        return RecallReserves(muster_id=muster.id) if muster and action is Action.RECALL else None
    m = muster.id
    match action:
        case Action.POSTS:
            return SendToPosts(muster_id=m, assignments=_any_assignment(muster))
        case Action.NEXT_PHASE:
            return OrderPhase(muster_id=m, phase=next_phase(muster))
        case Action.DECLARE:
            return DeclareControl(muster_id=m)
        case Action.VERIFY:
            return VerifyControl(muster_id=m)
        case Action.REFUTE:
            return RefuteControl(muster_id=m, reason=_WORDS)
        case Action.COVER:
            return RecordCoverReason(muster_id=m, reason=_WORDS)
        case Action.RECALL:
            return RecallReserves(muster_id=m)
        case _:
            return EndMuster(muster_id=m, reason=_WORDS)


def orders_to_release(muster: Muster, picture: Picture) -> list[Order]:
    """Open orders of the muster's units that are not on scene: free with it when it is stood down."""
    away = (one for one in muster.units if one.area not in (Area.SCENE, Area.POST))
    held = (picture.orders.get(one.order_id) for one in away)
    return [
        order
        for order in held
        if order is not None
        and order.state in OPEN_ORDER_STATES
        and order.state is not OrderState.ONSCENE
        and order.incident_id == muster.incident_id
    ]


def next_phase(muster: Muster) -> int:
    """The phase whose order is still to be given."""
    return 2 if muster.phase2_ordered_ms < 0 else 3


def _any_assignment(muster: Muster) -> tuple[PostAssignment, ...]:
    """Somebody who could be sent; nobody: the rules refuse for want of units."""
    posts = () if muster.plan is None else muster.plan.posts
    unit = next((one for one in muster.units if not one.ended and not one.post), None)
    return (PostAssignment(unit_id=unit.unit_id, post_id=posts[0].id),) if unit and posts else ()


def _impossible(action: Action, incident: Incident) -> AnyCommand:
    """A command that the rules refuse for the very reason for which the action makes no sense yet."""
    if action is Action.ACTIVATE:
        return ActivateMuster(incident_id=incident.id)
    if action in _OF_THE_ORDER:
        empty = MusterPlan(rally=None, work_area_e7=(), posts=(), checklist=())
        return OrderMuster(incident_id=incident.id, plan=empty, units=())
    return EndMuster(muster_id="", reason=_WORDS)
