"""What order events do to the muster of their incident: units come under it, leave it, arrive on scene. See `evolve`.

Used by the folds of orders; nothing happens where there is no muster.
"""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.picture import Key, Picture

from .clock import limits_of
from .counting import muster_unit
from .destinations import muster_of
from .entities import Area, Muster, MusterUnit, NotCounted
from .standing import restood, set_unit


def under_order(order: Order, t_ms: int) -> MusterUnit:
    """The unit of an open order as it comes under a muster; on scene by a desk's word already = by voice."""
    said = order.state is OrderState.ONSCENE and bool(order.entered_by)
    return MusterUnit(
        unit_id=order.unit_id,
        order_id=order.id,
        ordered_ms=order.dispatched_ms,
        eta_ms=order.eta_ms,
        voice_ms=t_ms if said else -1,
        voice_area=Area.SCENE.value if said else "",
        first_scene_ms=t_ms if order.state is OrderState.ONSCENE else -1,
    )


def unit_ordered(p: Picture, r: Stamped, order: Order) -> list[Key]:
    """A unit was dispatched or diverted to the incident of a muster."""
    muster = muster_of(p, order.incident_id) if p.musters else None
    if muster is None:
        return []
    return set_unit(p, muster, under_order(order, r.t_ms), r.t_ms)


def unit_order_ended(p: Picture, r: Stamped, order: Order) -> list[Key]:
    """Its order ended. Who is counted is taken out by the `unit_uncounted` that follows; who departed, here."""
    found = _unit_of(p, order)
    if found is None:
        return []
    muster, unit = found
    unit = replace(unit, ended=True)
    if unit.counted_ms < 0:
        why = NotCounted.ORDER_ENDED.value
        unit = replace(unit, why_not=why, officers=(), auxiliary=0, volunteers=0)
    return set_unit(p, muster, unit, r.t_ms)


def unit_on_scene(p: Picture, r: Stamped, order: Order) -> list[Key]:
    """Its arrival on scene was confirmed: T2a is the first of them."""
    found = _unit_of(p, order)
    if found is None:
        return []
    muster, unit = found
    if unit.first_scene_ms < 0:
        unit = replace(unit, first_scene_ms=r.t_ms)
    first_ms = muster.first_on_scene_ms if muster.first_on_scene_ms >= 0 else r.t_ms
    muster = replace(muster, first_on_scene_ms=first_ms)
    return set_unit(p, muster, unit, r.t_ms)


def unit_corrected(p: Picture, r: Stamped, order: Order) -> list[Key]:
    """A step backward takes back what was said by voice."""
    found = _unit_of(p, order)
    if found is None or found[1].voice_ms < 0:
        return []
    muster, unit = found
    post_ms = unit.at_post_ms if unit.area == Area.POST else -1
    unit = replace(unit, voice_ms=-1, voice_area="", at_post_ms=post_ms)
    return set_unit(p, muster, unit, r.t_ms)


def device_told(p: Picture, r: Stamped, order_id: str, device_ms: int) -> list[Key]:
    """Keep the largest difference of the device's clock with its order; count those over the limit."""
    if device_ms < 0:
        return []
    order = p.orders[order_id]
    skew_ms = abs(device_ms - r.t_ms)
    keys: list[Key] = []
    if skew_ms > order.skew_ms:
        p.orders[order_id] = replace(order, skew_ms=skew_ms)
        keys.append(("orders", order_id))
    return keys + muster_skew(p, muster_of(p, order.incident_id) if p.musters else None, r.t_ms, device_ms)


def muster_skew(p: Picture, muster: Muster | None, t_ms: int, device_ms: int) -> list[Key]:
    """A report whose device's clock was further off than the limit is flagged, not judged by."""
    if muster is None or device_ms < 0 or abs(device_ms - t_ms) <= limits_of(muster).skew_ms:
        return []
    p.musters[muster.id] = replace(muster, skewed=muster.skewed + 1)
    return [("musters", muster.id)]


def units_at_activation(p: Picture, muster: Muster, t_ms: int, orders: list[Order]) -> Muster:
    """The units that are on the incident already come under the muster; early ones on scene are shown from T0 on."""
    units = tuple(under_order(order, t_ms) for order in orders)
    early = any(order.state is OrderState.ONSCENE for order in orders)
    return restood(replace(muster, units=units, first_on_scene_ms=t_ms if early else -1), t_ms)


def _unit_of(p: Picture, order: Order) -> tuple[Muster, MusterUnit] | None:
    muster = muster_of(p, order.incident_id) if p.musters else None
    unit = muster_unit(muster, order.unit_id) if muster is not None else None
    if muster is None or unit is None or unit.order_id != order.id:
        return None
    return muster, unit
