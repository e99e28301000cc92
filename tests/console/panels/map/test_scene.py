"""A muster on the map: the count beside the flag, posts with their officers, points to choose from, the wind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from console.domain.base.place import Place
from console.domain.musters.entities import MusterState, PostStatus
from console.domain.musters.plan import MusterMode
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.registry.entities import Wind
from console.panels.map.items import route_items
from console.panels.map.scene import (
    compass_word,
    counted_by_area,
    going_on,
    is_under_way,
    proposal_items,
    rally_item,
    scene_item,
    wind_item,
)
from console.wire.messages import Routes
from console.wire.muster_messages import MusterPlans, RallyProposal
from console.words.names import Names
from tests.console.panels import musters as made
from tests.console.panels.musters import T0

pytestmark = pytest.mark.usefixtures("qapp")


NAMES = Names(made.picture(made.muster()), chinese=False)


def test_the_count_stands_beside_the_flag() -> None:
    item = rally_item(made.muster(), NAMES)
    assert item is not None
    assert item.label == "Rally point Liuquan Rd N · 25 + 14 on scene / 100"
    assert item.radius_m == 150.0
    assert counted_by_area(made.muster()) == (25, 14)


def test_nobody_on_scene_is_not_mentioned() -> None:
    item = rally_item(made.muster(units=made.UNITS[:1]), NAMES)
    assert item is not None
    assert item.label == "Rally point Liuquan Rd N · 12 / 100"


def test_without_an_order_or_a_rally_point_there_is_no_flag() -> None:
    direct = made.plan(rally=None, mode=MusterMode.DIRECT_TO_SCENE)
    assert rally_item(None, NAMES) is None
    assert rally_item(made.muster(plan=None), NAMES) is None
    assert rally_item(made.muster(plan=direct), NAMES) is None


def test_nobody_stands_at_the_places_of_a_muster_that_has_ended() -> None:
    assert going_on(made.muster()) is not None
    assert going_on(made.resolved()) is not None
    assert going_on(made.muster(state=MusterState.ENDED, ended_ms=T0)) is None
    assert going_on(None) is None


def test_a_voice_report_counts_where_it_says() -> None:
    unit = made.counted("P-101", 1, 12, by_voice=True, voice_area="scene", voice_ms=T0)
    assert counted_by_area(made.muster(units=(replace(unit, area=""),))) == (0, 12)


def test_posts_say_how_full_they_are() -> None:
    scene = scene_item(made.plan(), made.muster(), NAMES)
    assert scene is not None
    assert [(post.label, post.filled) for post in scene.posts[:2]] == [
        ("Cordon 1 6/6", True),
        ("Cordon 2 0/6", False),
    ]
    assert scene.work_area_e7[0] == scene.work_area_e7[-1] == (1_178_990_000, 367_990_000)
    partly = made.muster(posts=(PostStatus(post_id="POST-1", officers=4),))
    found = scene_item(made.plan(), partly, NAMES)
    assert found is not None
    assert (found.posts[0].label, found.posts[0].filled) == ("Cordon 1 4/6", False)


def test_before_the_order_posts_are_shown_empty() -> None:
    scene = scene_item(made.plan(), None, NAMES)
    assert scene is not None
    assert {post.filled for post in scene.posts} == {False}
    assert scene_item(None, None, NAMES) is None


def proposals() -> MusterPlans:
    other = Place(lon_e7=5, lat_e7=6, text_zh="广场", text_en="Square")
    return MusterPlans(
        number=1,
        t_ms=0,
        incident_id="INC-0417",
        strength=100,
        eligible=186,
        reserves=20,
        rallies=(
            RallyProposal(place=made.RALLY, t_star_s=422, drive_s=90),
            RallyProposal(place=other, t_star_s=-1, drive_s=120),
        ),
        plans=(),
    )


def test_points_to_choose_from_are_numbered_best_first() -> None:
    items = proposal_items(proposals(), made.RALLY, NAMES)
    assert [(item.number, item.label, item.chosen) for item in items] == [
        (1, "Liuquan Rd N · 07:02", True),
        (2, "Square", False),
    ]
    assert items[1].id == "5,6"


def test_a_point_chosen_by_hand_is_shown_too() -> None:
    by_hand = Place(lon_e7=9, lat_e7=9, text_zh="这里", text_en="Here")
    items = proposal_items(proposals(), by_hand, NAMES)
    assert [(item.number, item.chosen) for item in items] == [(1, False), (2, False), (0, True)]
    assert proposal_items(None, by_hand, NAMES) == []


@pytest.mark.parametrize(
    ("from_deg", "word"), [(0, "N"), (22, "N"), (23, "NE"), (180, "S"), (315, "NW"), (350, "N")]
)
def test_the_wind_has_one_of_eight_names(from_deg: int, word: str) -> None:
    assert compass_word(from_deg) == word


def test_the_wind_is_shown_unless_it_is_calm(qapp: QApplication) -> None:
    picture = made.picture(made.muster())
    assert wind_item(picture) is None
    picture.winds["wind"] = Wind(id="wind", from_deg=315, speed_cmps=320, since_ms=0)
    item = wind_item(picture)
    assert item is not None
    assert (item.from_deg, item.label) == (315.0, "NW wind 3.2 m/s")
    picture.winds["wind"] = Wind(id="wind", from_deg=315, speed_cmps=10, since_ms=0)
    assert wind_item(picture) is None


def order(**changes: object) -> Order:
    made_order = Order(
        id="O-000001", incident_id="INC-0417", unit_id="P-101", state=OrderState.ENROUTE, dispatched_ms=T0
    )
    return replace(made_order, **changes)


def test_a_unit_has_a_road_to_go_until_it_is_where_it_was_sent() -> None:
    muster = made.muster()
    assert is_under_way(order(to_rally=True), muster)
    assert not is_under_way(order(to_rally=True, state=OrderState.MUSTERED), muster)
    assert is_under_way(order(to_rally=True, state=OrderState.MUSTERED, post="POST-1"), muster)
    assert not is_under_way(order(onscene_ms=T0), muster)
    assert is_under_way(order(onscene_ms=T0, post="POST-1"), muster)
    arrived = made.muster(units=(replace(made.UNITS[0], post="POST-1", at_post_ms=T0),))
    assert not is_under_way(order(onscene_ms=T0, post="POST-1"), arrived)
    assert not is_under_way(order(post="scene", onscene_ms=T0), muster)
    assert not is_under_way(order(ended_ms=T0), muster)


def test_routes_to_posts_are_drawn_for_units_already_on_scene() -> None:
    picture = made.picture(made.muster())
    first = picture.orders["O-000001"]
    picture.orders["O-000001"] = replace(first, onscene_ms=T0, post="POST-2", state=OrderState.ONSCENE)
    line = b"".join(number.to_bytes(4, "little") for number in (1, 2, 3, 4))
    message = Routes(number=1, incident_id="INC-0417", unit_ids=("P-101", "X-1"), lines_i32=(line, line))
    items = route_items(message, picture.incidents["INC-0417"], Names(picture, chinese=False))
    assert [item.unit_id for item in items] == ["P-101"]
