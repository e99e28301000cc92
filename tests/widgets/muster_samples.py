"""Sample views of a muster for tests and the gallery: before the order, half-way, and with a checklist begun."""

from __future__ import annotations

from dataclasses import replace

from tests.widgets import samples
from tests.widgets.button_samples import buttons, phrases
from tests.widgets.samples import NOW_MS
from widgets.incident.buttons import ButtonView, Choice
from widgets.incident.view import AssignedUnit, Counts, IncidentView
from widgets.muster.view import (
    CardBlock,
    CardView,
    ControlView,
    CurveView,
    ItemView,
    MusterView,
    OfferView,
    Page,
    PlanChip,
    PlanUnit,
    PostView,
)

T0_MS = NOW_MS - 231_000
EMERGENCY = ("recommended", "escalate", "note", "close", "type")
KEY, NUMBER = "INC-0417", "INC-20261121-0417"


def curve(lang: str = "en") -> CurveView:
    """Return the curve of the picture: 63 of 100 after 03:51."""
    zh = lang == "zh"
    return CurveView(
        T0_MS,
        600.0,
        100,
        actual=((0.0, 0), (125.0, 12), (150.0, 25), (185.0, 39), (200.0, 51), (226.0, 63)),
        planned=(
            (0.0, 0), (110.0, 12), (140.0, 24), (170.0, 38), (190.0, 50), (225.0, 62), (320.0, 74), (335.0, 84),
            (380.0, 95), (436.0, 105),
        ),
        band=tuple(
            (231.0 + 20 * step, min(96, 63 + 2 * step), min(105, 63 + 4 * step), min(115, 63 + 6 * step))
            for step in range(19)
        ),
        top=115,
        words="预计 07:36（P90 08:50）" if zh else "forecast 07:36 (P90 08:50)",
    )  # fmt: skip


def reasons(lang: str = "en") -> tuple[Choice, ...]:
    """Return standard reasons for bare grids."""
    zh = lang == "zh"
    return (
        Choice("life first", "生命优先，邻区代管" if zh else "Life first: neighbours keep watch"),
        Choice("reserves", "备勤补位中" if zh else "Reserves are on their way to fill in"),
    )


def card(lang: str = "en") -> CardView:
    """Return a plan card in words."""
    zh = lang == "zh"
    if zh:
        blocks = (
            CardBlock("任务", ("封锁厂区 500 m，疏散下风向居民", "开辟救援通道")),
            CardBlock("岗位", ("现场指挥 2 · 警戒 12 · 疏散 8 · 交通 6 · 救援通道 2",)),
            CardBlock("装备", ("防毒面具、警戒带、扩音器",)),
            CardBlock("信道", ("CH 7 · 409.250",)),
            CardBlock("联系", ("应急局 12350", "环保局 CH 9")),
            CardBlock(
                "清单", ("泄漏源已切断", "明火已扑灭", "下风向已疏散", "警戒已闭合", "无人失联", "监测达标")
            ),
        )
        return CardView("预案 — 化工厂爆燃", blocks)
    blocks = (
        CardBlock("Tasks", ("Close the plant off at 500 m, evacuate downwind", "Open the rescue lane")),
        CardBlock("Posts", ("Scene command 2 · Cordon 12 · Evacuation 8 · Traffic 6 · Rescue lane 2",)),
        CardBlock("Gear", ("Gas masks, tape, loudhailers",)),
        CardBlock("Channel", ("CH 7 · 409.250",)),
        CardBlock("Contacts", ("Emergency bureau 12350", "Environment CH 9")),
        CardBlock("Checklist", ("Leak stopped", "Fire out", "Downwind evacuated", "Cordon closed",
                                "Nobody missing", "Air within limits")),
    )  # fmt: skip
    return CardView("Plan card — chemical plant explosion", blocks)


def posts(lang: str = "en") -> tuple[PostView, ...]:
    """Return five posts, one of them filled."""
    zh = lang == "zh"
    return (
        PostView("command", "现场指挥" if zh else "Scene command", 2, 2, True, "P-101", 12),
        PostView("cordon", "警戒" if zh else "Cordon", 8, 12, False, "C-202 · P-105 01:10", 27),
        PostView("evacuation", "疏散" if zh else "Evacuation", 0, 8, False, "P-112 02:05", 12),
        PostView("traffic", "交通" if zh else "Traffic", 0, 6, False, "", 0),
        PostView("lane", "救援通道" if zh else "Rescue lane", 0, 2, False, "", 0),
    )


def items(lang: str = "en") -> tuple[ItemView, ...]:
    """Return six items, two of them evidenced."""
    zh = lang == "zh"
    rows = (
        ("leak", "泄漏源已切断", "Leak stopped", "14:31:07 P-101", ""),
        ("fire", "明火已扑灭", "Fire out", "14:33:40 V-302", ""),
        ("down", "下风向居民已疏散", "Downwind residents evacuated", "", "疏散" if zh else "Evacuation"),
        ("cordon", "警戒已闭合", "Cordon closed", "", "警戒" if zh else "Cordon"),
        ("missing", "无人失联", "Nobody missing", "", ""),
        ("air", "环境监测达标", "Air within limits", "", ""),
    )
    return tuple(
        ItemView(id_, number, chinese if zh else english, bool(evidence), evidence, post)
        for number, (id_, chinese, english, evidence, post) in enumerate(rows, 1)
    )


def offer(lang: str = "en", uncovers: int = 0) -> OfferView:
    """Return what the chord would order."""
    zh = lang == "zh"
    return OfferView(
        chips=(
            PlanChip("balanced", "均衡" if zh else "Balanced", "1", 456, uncovers, True),
            PlanChip("fastest", "最快" if zh else "Fastest", "2", 422, 2, False),
            PlanChip("keep_cover", "保留守" if zh else "Keep cover", "3", 550, 0, False),
        ),
        rally="柳泉路北口" if zh else "Liuquan Rd north end",
        rally_note="到现场 02:10 · 上风向" if zh else "02:10 to the scene · upwind",
        units=tuple(
            PlanUnit(sign, 1 if sign[0] == "P" else 2, samples._team(1 if sign[0] == "P" else 2, lang), officers, eta)
            for sign, officers, eta in (
                ("P-101", 12, 206), ("P-105", 14, 151), ("P-112", 12, 182), ("C-202", 13, 197), ("C-207", 12, 220),
                ("P-107", 12, 346), ("C-204", 10, 371), ("P-118", 10, 401), ("C-211", 10, 456),
            )
        ),
        ordered_units=9,
        officers=105,
        rally_keys="⇧R",
    )  # fmt: skip


def before(lang: str = "en", uncovers: int = 0) -> IncidentView:
    """Return the explosion before the muster order."""
    made = _buttons(("muster", "muster_form", "activate", *EMERGENCY), lang)
    return replace(
        samples.incident(lang),
        assigned=(),
        buttons=tuple(_mustering(one, lang, uncovers) if one.verb == "muster" else one for one in made),
        muster=MusterView("", Page.CARD, offer=offer(lang, uncovers), card=card(lang), page_keys="[ ]"),
    )


def _buttons(verbs: tuple[str, ...], lang: str) -> tuple[ButtonView, ...]:
    return buttons(verbs, KEY, samples.choices(lang), NUMBER)


def _mustering(button: ButtonView, lang: str, uncovers: int) -> ButtonView:
    """The muster button with what it would order; it asks why grids are left bare."""
    zh = lang == "zh"
    words = (
        "集结 9 个单元 · 105 名民警 · 07:36 满 100" if zh else "Muster 9 units · 105 officers · 100 in 07:36"
    )
    title = "集结令 — 空防" if zh else "Muster order — leaves below cover: Zhangdian 1, Mashang. Why?"
    return replace(button, teal_words=words, form=phrases(reasons(lang), title) if uncovers else None)


def assigned(lang: str = "en") -> tuple[AssignedUnit, ...]:
    """Return the nine orders of the picture, with who counts and why not."""
    zh = lang == "zh"
    rows = []
    for place, unit in enumerate(samples.assigned(lang)):
        counts, why = (Counts.YES, "") if place < 5 else (Counts.NO, "")
        if place == 2:
            counts, why = Counts.NO, "人数未确认" if zh else "no head-count"
        if place == 4:
            counts = Counts.BY_VOICE
        if place == 1:
            unit = replace(unit, confirmed=13)
        rows.append(replace(unit, counts=counts, why_not=why))
    return tuple(rows)


def mustering(lang: str = "en", page: Page = Page.ASSIGNED) -> IncidentView:
    """Return the explosion 03:51 after T0, as in the picture."""
    zh = lang == "zh"
    plain = samples.incident(lang)
    verbs = ("posts", "declare", "verify", "cover", "standdown", *EMERGENCY)
    assert plain.proposal is not None
    return replace(
        plain,
        assigned=assigned(lang),
        buttons=_buttons(verbs, lang),
        proposal=replace(plain.proposal, reserve=True),
        muster=MusterView(
            "M-001", page, ordered=True, curve=curve(lang), posts=posts(lang), items=items(lang), card=card(lang),
            control=ControlView(next="⇧D 宣布受控；还差 4 项" if zh else "4 items are open, then ⇧D declares"),
            counted=63, apart="另：辅警 6 · 语音 12" if zh else "apart: auxiliaries 6 · voice 12",
            page_keys="[ ]",
        ),
    )  # fmt: skip
