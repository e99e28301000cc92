"""The selected unit's people and possible actions, as the unit list shows them. Pure; Qt main thread."""

from __future__ import annotations

from console.domain.registry.entities import Force
from console.panels.incident.buttons import unit_buttons
from console.panels.incident.proposal import capability_word
from console.verbs.invoker import Invoker
from widgets.units.roles import OfficerView, UnitDetail

_FORCES = {Force.SWORN: "sworn", Force.AUXILIARY: "auxiliary", Force.VOLUNTEER: "volunteer"}


def detail_of(unit_id: str, invoker: Invoker) -> UnitDetail | None:
    """The unit's roster and what the rules let be done to it now; None for an unknown unit."""
    names = invoker.here.seat.world.names
    picture = names.picture
    unit = picture.units.get(unit_id)
    if unit is None:
        return None
    roster = tuple(
        OfficerView(one.id, names.of(one), _FORCES[one.force], one.rank)
        for one in picture.officers.values()
        if one.unit_id == unit_id and one.on_duty
    )
    return UnitDetail(
        call_sign=unit_id,
        capabilities=tuple(capability_word(code) for code in unit.capabilities),
        roster=roster,
        buttons=unit_buttons(invoker, unit_id),
    )
