"""Strength: officers on duty, ready, by tier and area, always by kind of force. Pure; used by the shell's header."""

from __future__ import annotations

from console.domain.orders.states import FREE
from console.domain.picture import Picture
from console.domain.registry.entities import Force
from widgets.header.view import StrengthView


def strength_of(picture: Picture) -> StrengthView:
    """Head-counts from the roster; without one, from the units' make-up."""
    available = sum(
        unit.sworn for unit in picture.units.values() if unit.state in FREE and not unit.contact_lost
    )
    sworn = [one for one in picture.officers.values() if one.force is Force.SWORN]
    on_duty = sum(one.on_duty for one in sworn)
    auxiliary = sum(one.on_duty for one in picture.officers.values() if one.force is Force.AUXILIARY)
    others = sum(one.on_duty for one in picture.officers.values() if one.force is Force.VOLUNTEER)
    if not picture.officers:
        on_duty = sum(unit.sworn for unit in picture.units.values())
        auxiliary = sum(unit.auxiliary for unit in picture.units.values())
        others = sum(unit.volunteers for unit in picture.units.values())
    return StrengthView(available, on_duty, len(sworn) or on_duty, auxiliary, others)
