"""Kinds of parameters of a muster: plans, rally points, posts, items, head-counts. Qt main thread.

Pure readings of a desk, as those of `values`. A rally point's value is its position, `lon_e7,lat_e7`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.drafts import PLAN_KINDS
from console.desk.offer import newest_muster
from console.desk.seat import Seat, Thing
from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.base.refusals import Code, refuse
from console.domain.musters.destinations import ON_SCENE_POST, muster_of
from console.domain.musters.entities import Area, Muster
from console.domain.musters.plan import ChecklistItem, Post
from console.places.finder import place_of
from console.verbs import values
from console.verbs.here import Here
from console.verbs.kind import Completion, Kind
from console.wire.muster_messages import RallyProposal
from console.words.choices import phrase_choices
from console.words.muster_events import area_word
from console.words.musters import plan_words, post_name
from console.words.phrases import COVER_REASONS, END_REASONS, HANDLING, phrase_word
from widgets.durations import clock_text
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

LEAST_M, MOST_M = 20, 5_000
FULL: Final = "full"
"""A head-count as the roster has it."""
RADII: Final = ("100", "150", "200", "300", "500")
_HEADS = re.compile(r"\d{1,3}(\+\d{1,3}){0,2}")
_POINT = re.compile(r"-?\d+,-?\d+")


def muster_now(seat: Seat) -> Muster | None:
    """The muster of the incident in the panel."""
    incident = seat.incident
    return None if incident is None else newest_muster(incident.id, seat.world.names)


def posts_of(seat: Seat) -> tuple[Post, ...]:
    """Posts of the order."""
    muster = muster_now(seat)
    return () if muster is None or muster.plan is None else muster.plan.posts


def items_of(seat: Seat, *, done: bool | None = None) -> list[tuple[int, ChecklistItem]]:
    """Numbered items of the order's checklist; only those with or without evidence where asked."""
    muster = muster_now(seat)
    if muster is None or muster.plan is None:
        return []
    evidenced = {one.item_id for one in muster.items if one.evidence_ms >= 0}
    rows = list(enumerate(muster.plan.checklist, start=1))
    return [row for row in rows if done is None or (row[1].id in evidenced) is done]


def heads(value: str) -> tuple[int, int, int]:
    """Sworn, auxiliaries and volunteers of a head-count like `12+2+0`."""
    parts = [int(part) for part in value.split("+")]
    sworn, auxiliary, volunteers = [*parts, 0, 0][:3]
    return sworn, auxiliary, volunteers


def point(place: Place) -> str:
    """A rally point as a value."""
    return f"{place.lon_e7},{place.lat_e7}"


# -- resolving ---------------------------------------------------------------------------------------------------------


def _plan(word: str, seat: Seat) -> str:
    if word.isdigit() and 1 <= int(word) <= len(PLAN_KINDS):
        return PLAN_KINDS[int(word) - 1]
    low = word.lower()
    return next((kind for kind, name in plan_words().items() if low in (kind, name.lower())), "")


def _rally(word: str, seat: Seat) -> str:
    if _POINT.fullmatch(word):
        return word
    places = _proposed(seat)
    if word.isdigit():
        return point(places[int(word) - 1]) if 1 <= int(word) <= len(places) else ""
    for place in places:
        if word in (place.text_zh, place.text_en, seat.world.names.place(place)):
            return point(place)
    found = seat.places.offers(word)
    return f"{found[0].lon_e7},{found[0].lat_e7}" if found else ""


def _area(word: str, seat: Seat) -> str:
    low = word.lower()
    return next((area.value for area in Area if low in (area.value, *_area_names(area))), "")


def _area_names(area: Area) -> tuple[str, ...]:
    more = {Area.RALLY: ("集结点", "rally point"), Area.SCENE: ("现场",), Area.POST: ("岗位",)}
    return (area_word(area).lower(), *more[area])


def _post(word: str, seat: Seat) -> str:
    posts = posts_of(seat)
    low = word.lower()
    if low in (ON_SCENE_POST, "现场"):
        return ON_SCENE_POST
    if word.isdigit():
        return posts[int(word) - 1].id if 1 <= int(word) <= len(posts) else ""
    exact = next((p.id for p in posts if low in (p.id, p.name_zh, p.name_en.lower())), "")
    if exact:
        return exact
    part = [p.id for p in posts if low in f"{p.id} {p.kind.value} {p.name_zh} {p.name_en}".lower()]
    return part[0] if len(part) == 1 else ""


def _item(done: bool) -> Callable[[str, Seat], str]:
    def resolve(word: str, seat: Seat) -> str:
        low = word.lower()
        rows = items_of(seat, done=done)
        for number, item in rows:
            if low in (str(number), item.id, item.text_zh, item.text_en.lower()):
                return item.id
        part = [item.id for _, item in rows if low in f"{item.id} {item.text_zh} {item.text_en}".lower()]
        return part[0] if len(part) == 1 and not word.isdigit() else ""

    return resolve


def _heads(word: str, seat: Seat) -> str:
    if word.lower() in (FULL, "满编", "全员"):
        return FULL
    return word if _HEADS.fullmatch(word) else ""


def _metres(word: str, seat: Seat) -> str:
    digits = word.lower().removesuffix("m").removesuffix("米")
    return digits if digits.isdigit() and LEAST_M <= int(digits) <= MOST_M else ""


def _worded(phrases: Sequence[str]) -> Callable[[str, Seat], str]:
    def resolve(word: str, seat: Seat) -> str:
        low = word.lower()
        # Words of one's own are as good.
        return next((one for one in phrases if low in (one, phrase_word(one).lower())), word)

    return resolve


# -- offering ----------------------------------------------------------------------------------------------------------


def _proposed(seat: Seat) -> list[Place]:
    return [one.place for one in _rally_proposals(seat)]


def _rally_proposals(seat: Seat) -> tuple[RallyProposal, ...]:
    incident = seat.incident
    plans = None if incident is None else seat.world.telemetry.muster_plans.get(incident.id)
    return () if plans is None else plans.rallies


def _rallies(seat: Seat) -> Iterator[Completion]:
    """The planner's points."""
    for number, one in enumerate(_rally_proposals(seat), start=1):
        words = seat.world.names.place(one.place)
        if one.t_star_s >= 0:
            words += " · " + clock_text(one.t_star_s * 1000)
        to_scene = QCoreApplication.translate("muster", "{0} to the scene")
        words += " · " + to_scene.format(clock_text(one.drive_s * 1000))
        yield Completion(str(number), words, f"{one.place.text_zh} {one.place.text_en}")


def _named_places(part: str, seat: Seat) -> Iterator[Completion]:
    """Places by name."""
    if part and not part.isdigit():
        yield from (Completion(one.name, one.detail) for one in seat.places.offers(part))


def _posts(seat: Seat) -> Iterator[Completion]:
    muster = muster_now(seat)
    stands = {} if muster is None else {one.post_id: one.officers for one in muster.posts}
    for number, post in enumerate(posts_of(seat), start=1):
        name = seat.world.names.of(post)
        words = f"{name} {stands.get(post.id, 0)}/{post.officers}"
        yield Completion(str(number), words, f"{post.id} {post.name_zh} {post.name_en}")
    if muster is not None:
        yield Completion(ON_SCENE_POST, post_name(muster, ON_SCENE_POST, seat.world.names))


def _items(done: bool) -> Callable[[Seat], Iterator[Completion]]:
    def offer(seat: Seat) -> Iterator[Completion]:
        for number, item in items_of(seat, done=done):
            yield Completion(
                str(number),
                seat.world.names.either(item.text_zh, item.text_en),
                f"{item.text_zh} {item.text_en}",
            )

    return offer


# -- as functions take them --------------------------------------------------------------------------------------------


def _going(value: str, here: Here) -> Muster | Refusal:
    return muster_of(here.picture, value) or refuse(Code.UNKNOWN_MUSTER)


def _ordered(value: str, here: Here) -> Muster | Refusal:
    muster = _going(value, here)
    return refuse(Code.MUSTER_NOT_ORDERED) if isinstance(muster, Muster) and muster.plan is None else muster


def _read_rally(value: str, here: Here) -> Place:
    """A rally point that the planner proposes, or what is known of the ground."""
    lon_e7, lat_e7 = (int(part) for part in value.split(","))
    proposed = (one for one in _proposed(here.seat) if (one.lon_e7, one.lat_e7) == (lon_e7, lat_e7))
    return next(proposed, None) or place_of(here.seat.places.spot(lon_e7, lat_e7))


def _phrase(phrases: Sequence[str]) -> Kind:
    """A standard phrase, or words of one's own."""
    return Kind(
        find=_worded(phrases),
        offers=lambda _: (Completion(phrase_word(one), "", one) for one in phrases),
        own_words=True,
        stand_in=lambda _: values.WORDS,
        choices=lambda _: phrase_choices(phrases),
        label=_N("verbs", "Reason"),
        missing=_N("verbs", "Please give a reason: it goes into the log."),
    )


MUSTER: Final = replace(values.INCIDENT, read=_going)
"""An incident with a muster that goes on, which is what the function takes."""
ORDERED: Final = replace(values.INCIDENT, read=_ordered)
"""An incident whose muster is ordered."""
PLAN: Final = Kind(
    find=_plan,
    offers=lambda _: (
        Completion(str(n), plan_words()[one], one) for n, one in enumerate(PLAN_KINDS, start=1)
    ),
)
RALLY: Final = Kind(thing=Thing.GROUND, find=_rally, offers=_rallies, more=_named_places, read=_read_rally)
"""A proposed rally point, or a place of the gazetteer."""
AREA: Final = Kind(
    find=_area,
    offers=lambda _: (Completion(one.value, area_word(one)) for one in Area),
    read=lambda value, _: Area(value),
)
"""Rally point, scene or post."""
POST: Final = Kind(find=_post, offers=_posts)
ITEM: Final = Kind(find=_item(False), offers=_items(False))
"""A checklist item that is open."""
DONE_ITEM: Final = Kind(find=_item(True), offers=_items(True))
"""A checklist item with evidence."""
HEADS: Final = Kind(
    find=_heads,
    offers=lambda _: (Completion(FULL, QCoreApplication.translate("muster", "the whole roster")),),
)
"""Officers, and after a plus auxiliaries and civil defence; or the whole roster."""
METRES: Final = Kind(find=_metres, offers=lambda _: map(Completion, RADII), read=lambda value, _: int(value))
COVER_REASON: Final = _phrase(COVER_REASONS)
END_REASON: Final = _phrase(END_REASONS)
HANDLING_ACTION: Final = replace(_phrase(HANDLING), choices=None)
"""Asked for in a prompt: the panel has no form for it."""
