"""What the call form offers in the demo town, as plain values in either language: for the gallery and the tests."""

from __future__ import annotations

from tests.widgets.samples import NOW_MS
from widgets.intake.view import (
    CallDraft,
    ChannelChoice,
    DuplicateOffer,
    IntakeChoices,
    IntakeHelp,
    PlaceOffer,
    TypeChoice,
    TypeOffer,
)


def intake_choices(lang: str) -> IntakeChoices:
    """Return types and channels of the call form."""
    zh = lang == "zh"
    return IntakeChoices(
        (
            TypeChoice("fire", "火情", "Fire", 2),
            TypeChoice("gas", "燃气泄漏", "Gas leak", 3),
            TypeChoice("collision", "交通事故", "Traffic collision", 2),
        ),
        (
            ChannelChoice("phone", "110 电话" if zh else "110 telephone"),
            ChannelChoice("visit", "来访" if zh else "Visit"),
        ),
    )


def place_offers(lang: str) -> tuple[PlaceOffer, ...]:
    """Return two places, the second one known roughly only."""
    zh = lang == "zh"
    return (
        PlaceOffer(
            name="柳泉路 × 人民路" if zh else "Liuquan Rd × Renmin Rd",
            detail="路口 · 张店二网格" if zh else "crossing · Zhangdian Grid 2",
            lon_e7=1_180_000_000,
            lat_e7=368_000_000,
            place_zh="柳泉路 × 人民路",
            place_en="Liuquan Rd × Renmin Rd",
            place_id="PL-1",
            grid_id="G-12",
            kind="crossing",
        ),
        PlaceOffer(
            name="人民路" if zh else "Renmin Rd",
            detail="道路 · 张店二网格" if zh else "street · Zhangdian Grid 2",
            lon_e7=1_180_100_000,
            lat_e7=368_100_000,
            place_zh="人民路",
            place_en="Renmin Rd",
            place_id="PL-2",
            grid_id="G-12",
            kind="street",
            roughly=True,
        ),
    )


def intake_help(lang: str) -> IntakeHelp:
    """Return help that knows two places, suggests by two words, and suspects INC-0417 at the first place."""
    zh = lang == "zh"
    places = place_offers(lang)

    def find(typed: str) -> tuple[PlaceOffer, ...]:
        low = typed.lower()
        return tuple(one for one in places if low in f"{one.place_zh} {one.place_en} rml renminlu".lower())

    def types(draft: CallDraft) -> tuple[TypeOffer, ...]:
        if not any(word in draft.words for word in ("烟", "smoke")):
            return ()
        said = ("冒烟",) if zh else ("smoke",)
        fire = TypeOffer("fire", "火情" if zh else "Fire", 1, 72, (*said, "被困" if zh else "trapped"))
        return fire, TypeOffer("gas", "燃气泄漏" if zh else "Gas leak", 3, 20, said)

    def duplicates(draft: CallDraft) -> tuple[DuplicateOffer, ...]:
        if draft.place != places[0] or not draft.words:
            return ()
        title = "INC-0417 化工厂爆燃" if zh else "INC-0417 Chemical plant explosion"
        reasons = "相距 38 m · 2 分钟内 · 类型相近" if zh else "38 m apart · 2 min later · kindred type"
        return (DuplicateOffer("INC-0417", title, reasons),)

    return IntakeHelp(find, types, duplicates, lambda: NOW_MS)
