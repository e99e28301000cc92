"""What words can mean in the verbs of a muster: plans, rally points, posts, items, head-counts. Qt main thread.

Pure readings of a desk; registered in the tables of `values`. A rally point's value is its position, `lon_e7,lat_e7`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.drafts import PLAN_KINDS
from console.desk.musters import newest_muster
from console.domain.base.place import Place
from console.domain.musters.destinations import ON_SCENE_POST
from console.domain.musters.entities import Area, Muster
from console.domain.musters.plan import ChecklistItem, Post
from console.verbs.completion import Completion, Sources
from console.verbs.kinds import Kind
from console.words.muster_events import area_word
from console.words.musters import item_text, plan_words, post_name
from console.words.phrases import COVER_REASONS, END_REASONS, HANDLING, phrase_word
from widgets.durations import clock_text

LEAST_M, MOST_M = 20, 5_000


FULL: Final = "full"
"""A head-count as the roster has it."""


RADII: Final = ("100", "150", "200", "300", "500")


_HEADS = re.compile(r"\d{1,3}(\+\d{1,3}){0,2}")


_POINT = re.compile(r"-?\d+,-?\d+")


def muster_now(sources: Sources) -> Muster | None:
    """The muster of the incident in the panel."""
    incident = sources.incident
    return None if incident is None else newest_muster(incident.id, sources.world.names)


def posts_of(sources: Sources) -> tuple[Post, ...]:
    """Posts of the order."""
    muster = muster_now(sources)
    return () if muster is None or muster.plan is None else muster.plan.posts


def items_of(sources: Sources, *, done: bool | None = None) -> list[tuple[int, ChecklistItem]]:
    """Numbered items of the order's checklist; only those with or without evidence where asked."""
    muster = muster_now(sources)
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


def _plan(word: str, sources: Sources) -> str:
    if word.isdigit() and 1 <= int(word) <= len(PLAN_KINDS):
        return PLAN_KINDS[int(word) - 1]
    low = word.lower()
    return next((kind for kind, name in plan_words().items() if low in (kind, name.lower())), "")


def _rally(word: str, sources: Sources) -> str:
    if _POINT.fullmatch(word):
        return word
    places = _proposed(sources)
    if word.isdigit():
        return point(places[int(word) - 1]) if 1 <= int(word) <= len(places) else ""
    for place in places:
        if word in (place.text_zh, place.text_en, sources.world.names.place(place)):
            return point(place)
    found = sources.places.offers(word)
    return f"{found[0].lon_e7},{found[0].lat_e7}" if found else ""


def _area(word: str, sources: Sources) -> str:
    low = word.lower()
    return next((area.value for area in Area if low in (area.value, *_area_names(area))), "")


def _area_names(area: Area) -> tuple[str, ...]:
    more = {Area.RALLY: ("集结点", "rally point"), Area.SCENE: ("现场",), Area.POST: ("岗位",)}
    return (area_word(area).lower(), *more[area])


def _post(word: str, sources: Sources) -> str:
    posts = posts_of(sources)
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


def _item(done: bool) -> Callable[[str, Sources], str]:
    def resolve(word: str, sources: Sources) -> str:
        low = word.lower()
        rows = items_of(sources, done=done)
        for number, item in rows:
            if low in (str(number), item.id, item.text_zh, item.text_en.lower()):
                return item.id
        part = [item.id for _, item in rows if low in f"{item.id} {item.text_zh} {item.text_en}".lower()]
        return part[0] if len(part) == 1 and not word.isdigit() else ""

    return resolve


def _heads(word: str, sources: Sources) -> str:
    if word.lower() in (FULL, "满编", "全员"):
        return FULL
    return word if _HEADS.fullmatch(word) else ""


def _metres(word: str, sources: Sources) -> str:
    digits = word.lower().removesuffix("m").removesuffix("米")
    return digits if digits.isdigit() and LEAST_M <= int(digits) <= MOST_M else ""


def _phase(word: str, sources: Sources) -> str:
    return word if word in ("2", "3") else ""


def _worded(phrases: Sequence[str]) -> Callable[[str, Sources], str]:
    def resolve(word: str, sources: Sources) -> str:
        low = word.lower()
        # Words of one's own are as good.
        return next((one for one in phrases if low in (one, phrase_word(one).lower())), word)

    return resolve


RESOLVERS: Final[dict[Kind, Callable[[str, Sources], str]]] = {
    Kind.PLAN: _plan,
    Kind.RALLY: _rally,
    Kind.AREA: _area,
    Kind.POST: _post,
    Kind.ITEM: _item(False),
    Kind.DONE_ITEM: _item(True),
    Kind.HEADS: _heads,
    Kind.METRES: _metres,
    Kind.PHASE: _phase,
    Kind.COVER_REASON: _worded(COVER_REASONS),
    Kind.END_REASON: _worded(END_REASONS),
    Kind.HANDLING: _worded(HANDLING),
}


# -- offering ----------------------------------------------------------------------------------------------------------


def _proposed(sources: Sources) -> list[Place]:
    incident = sources.incident
    plans = None if incident is None else sources.world.telemetry.muster_plans.get(incident.id)
    return [] if plans is None else [one.place for one in plans.rallies]


def _plans(sources: Sources) -> Iterator[Completion]:
    for number, kind in enumerate(PLAN_KINDS, start=1):
        yield Completion(str(number), plan_words()[kind], f"{kind} {plan_words()[kind]}")


def _rallies(sources: Sources) -> Iterator[Completion]:
    """The planner's points; places by name are offered by `rally_offers`, which knows what was typed."""
    incident = sources.incident
    plans = None if incident is None else sources.world.telemetry.muster_plans.get(incident.id)
    for number, one in enumerate(() if plans is None else plans.rallies, start=1):
        words = sources.world.names.place(one.place)
        if one.t_star_s >= 0:
            words += " · " + clock_text(one.t_star_s * 1000)
        to_scene = QCoreApplication.translate("muster", "{0} to the scene")
        words += " · " + to_scene.format(clock_text(one.drive_s * 1000))
        yield Completion(str(number), words, f"{one.place.text_zh} {one.place.text_en}")


def rally_offers(part: str, sources: Sources) -> list[Completion]:
    """Proposed rally points that fit, then places by name."""
    found = [one for one in _rallies(sources) if one.matches(part)]
    if part and not part.isdigit():
        found += [Completion(one.name, one.detail) for one in sources.places.offers(part)]
    return found


def _areas(_: Sources) -> Iterator[Completion]:
    for area in Area:
        yield Completion(area.value, area_word(area), area_word(area))


def _posts(sources: Sources) -> Iterator[Completion]:
    muster = muster_now(sources)
    stands = {} if muster is None else {one.post_id: one.officers for one in muster.posts}
    for number, post in enumerate(posts_of(sources), start=1):
        name = sources.world.names.of(post)
        words = f"{name} {stands.get(post.id, 0)}/{post.officers}"
        yield Completion(str(number), words, f"{post.id} {post.name_zh} {post.name_en}")
    if muster is not None:
        yield Completion(ON_SCENE_POST, post_name(muster, ON_SCENE_POST, sources.world.names))


def _items(done: bool) -> Callable[[Sources], Iterator[Completion]]:
    def offer(sources: Sources) -> Iterator[Completion]:
        for number, item in items_of(sources, done=done):
            yield Completion(
                str(number), item_text(item, sources.world.names), f"{item.text_zh} {item.text_en}"
            )

    return offer


def _heads_offered(_: Sources) -> Iterator[Completion]:
    yield Completion(FULL, QCoreApplication.translate("muster", "the whole roster"))


def _phrases(phrases: Sequence[str]) -> Callable[[Sources], Iterator[Completion]]:
    def offer(_: Sources) -> Iterator[Completion]:
        for one in phrases:
            yield Completion(phrase_word(one), "", one)

    return offer


def _fixed(values: Sequence[str]) -> Callable[[Sources], Iterator[Completion]]:
    return lambda _: (Completion(value) for value in values)


OFFERS: Final[dict[Kind, Callable[[Sources], Iterator[Completion]]]] = {
    Kind.PLAN: _plans,
    Kind.RALLY: _rallies,
    Kind.AREA: _areas,
    Kind.POST: _posts,
    Kind.ITEM: _items(False),
    Kind.DONE_ITEM: _items(True),
    Kind.HEADS: _heads_offered,
    Kind.METRES: _fixed(RADII),
    Kind.PHASE: _fixed(("2", "3")),
    Kind.COVER_REASON: _phrases(COVER_REASONS),
    Kind.END_REASON: _phrases(END_REASONS),
    Kind.HANDLING: _phrases(HANDLING),
}
