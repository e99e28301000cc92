"""What words mean in the verbs of a muster, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.domain.musters.entities import Area
from console.domain.orders.commands import CancelOrder
from console.verbs import muster_values as kinds
from tests.console.domain.musters.muster_world import RALLY
from tests.console.window.muster_town import MusterTown, town
from tests.console.window.whole_console import Make


@pytest.fixture
def desk(make_console: Make) -> MusterTown:
    made = MusterTown(make_console(town=town()))
    made.incident()
    made.plans()
    return made


def test_words_mean_the_same_in_both_languages(desk: MusterTown) -> None:
    desk.console.line("muster")
    posts, items = desk.plan.posts, desk.plan.checklist
    for kind, word, value in (
        (kinds.PLAN, "2", "fastest"),
        (kinds.PLAN, "Keep cover", "keep_cover"),
        (kinds.PLAN, "7", ""),
        (kinds.RALLY, "1", f"{RALLY.lon_e7},{RALLY.lat_e7}"),
        (kinds.RALLY, "体育场", f"{RALLY.lon_e7},{RALLY.lat_e7}"),
        (kinds.RALLY, "1179000000,368000000", "1179000000,368000000"),
        (kinds.RALLY, "9", ""),
        (kinds.AREA, "集结点", Area.RALLY.value),
        (kinds.AREA, "scene", Area.SCENE.value),
        (kinds.AREA, "moon", ""),
        (kinds.POST, "1", posts[0].id),
        (kinds.POST, posts[1].name_zh, posts[1].id),
        (kinds.POST, posts[1].name_en.upper(), posts[1].id),
        (kinds.POST, "scene", "scene"),
        (kinds.ITEM, "2", items[1].id),
        (kinds.ITEM, items[0].text_zh, items[0].id),
        (kinds.ITEM, "77", ""),
        (kinds.DONE_ITEM, "1", ""),
        (kinds.HEADS, "12+2", "12+2"),
        (kinds.HEADS, "满编", "full"),
        (kinds.HEADS, "many", ""),
        (kinds.METRES, "300m", "300"),
        (kinds.METRES, "10", ""),
        (kinds.COVER_REASON, "neighbouring stations keep watch", "neighbouring stations keep watch"),
        (kinds.COVER_REASON, "words of my own", "words of my own"),
    ):
        assert kind.resolve(word, desk.console.seat) == value, word


def test_every_offer_can_be_typed(desk: MusterTown) -> None:
    desk.console.line("muster")
    for kind in (
        kinds.RALLY,
        kinds.PLAN,
        kinds.AREA,
        kinds.POST,
        kinds.ITEM,
        kinds.COVER_REASON,
        kinds.HANDLING_ACTION,
    ):
        offers = kind.completions("", desk.console.seat)
        assert offers
        for offer in offers:
            assert kind.resolve(offer.text, desk.console.seat), offer


def test_a_head_count_has_three_forces() -> None:
    assert kinds.heads("12") == (12, 0, 0)
    assert kinds.heads("12+2") == (12, 2, 0)
    assert kinds.heads("12+2+3") == (12, 2, 3)


def test_lines_of_the_command_line_are_understood(desk: MusterTown) -> None:
    console = desk.console
    for line, name in (
        ("方案 3", ""),
        ("rally 2", ""),
        ("集结", "OrderMuster"),
        ("headcount P-101 4+2", "ReportHeadcount"),
        ("there P-101 rally", "ReportThere"),
        ("post P-101 1", "SendToPosts"),
        ("清单项 2", "ReportItem"),
        ("cover reserves are on the way", "RecordCoverReason"),
        ("declare", "DeclareControl"),
        ("workarea 250", "SetWorkArea"),
        ("standdown danger over", "EndMuster"),
    ):
        assert console.line(line) == "", line
        if line.startswith("standdown"):
            console.type("yes")
            console.key(Qt.Key.Key_Return)
        asked = [type(one).__name__ for one in desk.hub.submitted if not isinstance(one, CancelOrder)]
        if name:
            assert asked[-1] == name, line
