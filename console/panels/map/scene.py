"""A muster as things on the map: rally point with its count, proposals before the order, posts, cordon, wind. Pure.

Before the order is given the map shows what would be ordered: the offer's rally point and posts, and the other points
to choose from. Qt main thread (words); used by `MapFeed`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.base.place import Place
from console.domain.musters.clock import limits_of
from console.domain.musters.entities import Area, Muster, MusterState
from console.domain.musters.plan import MusterPlan, Post
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.wire.muster_messages import MusterPlans
from console.words.names import Names
from widgets.durations import clock_text
from widgets.map.items import PostItem, ProposalItem, RallyItem, SceneItem, WindItem

tr = QCoreApplication.translate
CALM_CMPS = 30
"""Below this the wind has no direction worth an arrow."""


def going_on(muster: Muster | None) -> Muster | None:
    """The muster as long as its places mean something: nobody stands at the posts of one that has ended."""
    if muster is None or muster.state not in (MusterState.ACTIVE, MusterState.RESOLVED):
        return None
    return muster


def rally_item(muster: Muster | None, names: Names) -> RallyItem | None:
    """The ordered rally point: its fence, its name, how many are there, on scene and wanted."""
    if muster is None or muster.plan is None or muster.plan.rally is None:
        return None
    rally = muster.plan.rally
    there, scene = counted_by_area(muster)
    words = tr("map", "Rally point {0} · {1} / {2}")
    label = words.format(names.place(rally), there, muster.required)
    if scene:
        words = tr("map", "Rally point {0} · {1} + {2} on scene / {3}")
        label = words.format(names.place(rally), there, scene, muster.required)
    radius = limits_of(muster).rally_radius_m
    return RallyItem(muster.id, rally.lon_e7, rally.lat_e7, float(radius), label)


def counted_by_area(muster: Muster) -> tuple[int, int]:
    """Officers counted at the rally point, and on scene (posts included)."""
    there = scene = 0
    for unit in muster.units:
        if unit.counted_ms >= 0:
            area = unit.area or unit.voice_area
            if area == Area.RALLY:
                there += len(unit.officers)
            else:
                scene += len(unit.officers)
    return there, scene


def proposal_items(plans: MusterPlans | None, chosen: Place | None, names: Names) -> list[ProposalItem]:
    """Rally points to choose from, best first; their ids are their positions, as the verb `rally` takes them."""
    if plans is None:
        return []
    items = [
        ProposalItem(
            place_id(one.place),
            one.place.lon_e7,
            one.place.lat_e7,
            number,
            _proposal_label(names.place(one.place), one.t_star_s),
            _same(one.place, chosen),
        )
        for number, one in enumerate(plans.rallies, 1)
    ]
    if chosen is not None and not any(item.chosen for item in items):
        # Chosen by hand, and none of the planner's.
        items.append(
            ProposalItem(place_id(chosen), chosen.lon_e7, chosen.lat_e7, 0, names.place(chosen), chosen=True)
        )
    return items


def place_id(place: Place) -> str:
    """`lon_e7,lat_e7`."""
    return f"{place.lon_e7},{place.lat_e7}"


def scene_item(plan: MusterPlan | None, muster: Muster | None, names: Names) -> SceneItem | None:
    """Work area and posts of an order, given or offered; `muster` says how they are filled."""
    if plan is None:
        return None
    ring = plan.work_area_e7
    return SceneItem(
        tuple(zip(ring[::2], ring[1::2], strict=False)),
        tuple(_post_item(post, muster, names) for post in plan.posts),
    )


def wind_item(picture: Picture) -> WindItem | None:
    """The wind as the weather station says."""
    wind = next(iter(picture.winds.values()), None)
    if wind is None or wind.speed_cmps < CALM_CMPS:
        return None
    words = tr("map", "{0} wind {1} m/s").format(compass_word(wind.from_deg), f"{wind.speed_cmps / 100:.1f}")
    return WindItem(float(wind.from_deg), words)


def compass_word(from_deg: float) -> str:
    """One of eight directions."""
    words = (
        tr("map", "N"),
        tr("map", "NE"),
        tr("map", "E"),
        tr("map", "SE"),
        tr("map", "S"),
        tr("map", "SW"),
        tr("map", "W"),
        tr("map", "NW"),
    )
    return words[round(from_deg / 45.0) % 8]


def is_under_way(order: Order, muster: Muster | None) -> bool:
    """Whether an order's unit still has a road to go: to its post, to the rally point, or to the scene."""
    if order.ended_ms >= 0:
        return False
    if order.post:
        unit = None if muster is None else next((u for u in muster.units if u.order_id == order.id), None)
        return unit is None or (unit.at_post_ms < 0 and (order.post != "scene" or order.onscene_ms < 0))
    if order.to_rally and order.state is OrderState.MUSTERED:
        return False
    return order.onscene_ms < 0


def _post_item(post: Post, muster: Muster | None, names: Names) -> PostItem:
    status = None if muster is None else next((s for s in muster.posts if s.post_id == post.id), None)
    have = 0 if status is None else status.officers
    filled = status is not None and status.filled_ms >= 0
    return PostItem(post.id, post.lon_e7, post.lat_e7, f"{names.of(post)} {have}/{post.officers}", filled)


def _proposal_label(name: str, t_star_s: int) -> str:
    return f"{name} · {clock_text(t_star_s * 1000)}" if t_star_s >= 0 else name


def _same(place: Place, other: Place | None) -> bool:
    return other is not None and place_id(place) == place_id(other)
