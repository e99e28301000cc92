"""The selected unit's people and possible actions, as the unit list shows them. Pure; Qt main thread."""

from __future__ import annotations

from console.desk.trials import refusal_of
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.orders.commands import (
    CancelOrder,
    DeclineOrder,
    DelayOrder,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
)
from console.domain.orders.states import OrderState
from console.domain.registry.entities import Force
from console.panels.incident.proposal import capability_word
from console.words.names import Names
from widgets.units.roles import OfficerView, UnitAction, UnitDetail

_STEPS = (
    (UnitAction.ACKNOWLEDGED, OrderState.ACKNOWLEDGED),
    (UnitAction.ENROUTE, OrderState.ENROUTE),
    (UnitAction.ONSCENE, OrderState.ONSCENE),
    (UnitAction.CLEARED, OrderState.CLEARED),
)


_FORCES = {Force.SWORN: "sworn", Force.AUXILIARY: "auxiliary", Force.VOLUNTEER: "volunteer"}


def detail_of(unit_id: str, names: Names, role: Role, user: str) -> UnitDetail | None:
    """The unit's roster and the actions that the rules allow now; None for an unknown unit."""
    picture = names.picture
    unit = picture.units.get(unit_id)
    if unit is None:
        return None
    trials: list[tuple[UnitAction, AnyCommand]] = []
    if unit.order_id:
        trials += [(action, ProgressOrder(order_id=unit.order_id, state=state)) for action, state in _STEPS]
        trials += [
            (UnitAction.DECLINED, DeclineOrder(order_id=unit.order_id, reason="…")),
            (UnitAction.DELAYED, DelayOrder(order_id=unit.order_id, reason="…")),
            (UnitAction.CANCEL, CancelOrder(order_id=unit.order_id, reason="…")),
        ]
    trials.append((UnitAction.OUT_OF_SERVICE, SetOutOfService(unit_id=unit_id, reason="…")))
    trials.append((UnitAction.IN_SERVICE, ReturnToService(unit_id=unit_id)))
    actions = tuple(action for action, trial in trials if refusal_of(picture, trial, role, user) is None)
    roster = tuple(
        OfficerView(one.id, names.of(one), _FORCES[one.force], one.rank)
        for one in picture.officers.values()
        if one.unit_id == unit_id and one.on_duty
    )
    return UnitDetail(
        call_sign=unit_id,
        capabilities=tuple(capability_word(code) for code in unit.capabilities),
        roster=roster,
        actions=actions,
        order_id=unit.order_id,
    )
