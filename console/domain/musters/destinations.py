"""Where an order sends its unit now: scene, rally point or post. Pure; town, tracker, planner and map agree by it."""

from __future__ import annotations

from console.domain.base.place import Place
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.picture import Picture

from .entities import LIVE_STATES, Muster
from .plan import Post

ON_SCENE_POST = "scene"
"""`Order.post` of a unit sent to the scene without a post."""


def muster_of(picture: Picture, incident_id: str) -> Muster | None:
    """The muster of an incident that is not over; the newest when there were several."""
    newest_first = reversed(picture.musters.values())
    return next(
        (one for one in newest_first if one.incident_id == incident_id and one.state in LIVE_STATES), None
    )


def post_of(picture: Picture, order: Order) -> Post | None:
    """The post the order's unit was sent to, if any: of the muster that goes on, else of the last one.

    A muster that was stood down moves nobody: who stands at a post stays there until he is cleared.
    """
    if not order.post:
        return None
    going = muster_of(picture, order.incident_id)
    over = [one for one in picture.musters.values() if one.incident_id == order.incident_id]
    plans = [one.plan for one in (going, *reversed(over)) if one is not None and one.plan is not None]
    return next((post for plan in plans for post in plan.posts if post.id == order.post), None)


def destination(picture: Picture, order: Order) -> Place | None:
    """Where the unit is to go: its post, else the rally point while it is ordered there, else the incident's place.

    None when the incident has left the picture.
    """
    incident = picture.incidents.get(order.incident_id)
    if incident is None:
        return None
    post = post_of(picture, order)
    if post is not None:
        return Place(lon_e7=post.lon_e7, lat_e7=post.lat_e7, text_zh=post.name_zh, text_en=post.name_en)
    if order.to_rally and not order.post and order.state is not OrderState.ONSCENE:
        muster = muster_of(picture, order.incident_id)
        if muster is not None and muster.plan is not None and muster.plan.rally is not None:
            return muster.plan.rally
    return incident.place
