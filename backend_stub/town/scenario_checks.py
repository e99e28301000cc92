"""What a scenario says that makes no sense, or that its town and its plan cards do not have. Pure, any thread.

Each check yields (field, reason); `scenario.load` raises the first with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from console.domain.calls.entities import Channel
from console.geo import E7, moved_e7
from console.planning.toml_words import did_you_mean, none_of

from . import scenario_story as story
from .cameras.scene import EFFECTS
from .files import GazetteerEntry
from .scene_work import EVERYBODY, POST_KINDS

if TYPE_CHECKING:
    from .scenario import Happens, Opening, Scenario, TownNames

Found = Iterator[tuple[str, str]]

SPECIAL_PLACES: Final = ("scene", "rally")
ANYBODY: Final = frozenset(("", EVERYBODY))
CHANNELS: Final = tuple(channel.value for channel in Channel)
PLACE: Final = "{place}"
MARGIN_E7: Final = 200_000
"""So far (about 2 km) the town reaches beyond its outermost named places."""


def contradictions(scenario: Scenario, *, ends: bool) -> Found:
    """What fits the types and still makes no sense. `ends`: the file itself says when its run ends."""
    if scenario.format != 1:
        yield "format", f"format {scenario.format} is not 1"
    known = [happens.type_code for happens in scenario.happens]
    for n, happens in enumerate(scenario.happens):
        if happens.type_code in known[:n]:
            yield f"happens[{n}].type_code", f"{happens.type_code} is described by a [[happens]] already"
        yield from _bad_manners(f"happens[{n}]", happens)
    for n, opening in enumerate(scenario.openings):
        yield from _unknown_type(f"openings[{n}].type_code", opening.type_code, known)
    for n, inject in enumerate(scenario.injects):
        if isinstance(inject, story.IncidentInject):
            yield from _unknown_type(f"injects[{n}].type_code", inject.type_code, known)
        if inject.incident:
            yield from _unknown_type(f"injects[{n}].incident", inject.incident, known)
    if ends:
        yield from _too_late("openings", scenario.openings, scenario.drill.lasts_s)
        yield from _too_late("injects", scenario.injects, scenario.drill.lasts_s)
    told: set[str] = set()
    for n, scene in enumerate(scenario.scenes):
        if scene.type_code in told:
            yield f"scenes[{n}].type_code", f"{scene.type_code} has a scene already"
        told.add(scene.type_code)
        yield from ((f"scenes[{n}].{field}", reason) for field, reason in scene.contradictions())
    yield from _bad_spans(scenario, "")


def _unknown_type(field: str, code: str, known: Sequence[str]) -> Found:
    if code not in known:
        names = ", ".join(known) or "those that you add"
        near = did_you_mean(code, known)
        yield (
            field,
            f"no [[happens]] of this file describes {code!r}: add one for it, or name one of {names}{near}",
        )


def _bad_manners(path: str, happens: Happens) -> Found:
    """Effects, channels and words that nobody would see or hear."""
    for effect in happens.effect.split():
        if effect not in EFFECTS:
            yield f"{path}.effect", none_of(effect, EFFECTS)
    for n, source in enumerate(happens.sources):
        if source.channel not in CHANNELS:
            yield f"{path}.sources[{n}].channel", none_of(source.channel, CHANNELS)
        for m, words in enumerate(source.words):
            left = words.replace(PLACE, "")
            if "{" in left or "}" in left:
                reason = f"only {PLACE} is filled in; other braces would be said as they stand"
                yield f"{path}.sources[{n}].words[{m}]", reason


def _too_late(path: str, sure: Sequence[Opening | story.Inject], lasts_s: int) -> Found:
    for n, one in enumerate(sure):
        if one.at_s >= lasts_s:
            yield f"{path}[{n}].at_s", f"comes after the end of the run (drill.lasts_s = {lasts_s})"


def _bad_spans(value: Any, path: str) -> Found:
    """Every span (a field `*_s` of two numbers, and pairs of whole numbers) whose least is more than its most."""
    for name in value.__struct_fields__:
        found = getattr(value, name)
        field = f"{path}.{name}" if path else name
        if isinstance(found, msgspec.Struct):
            yield from _bad_spans(found, field)
        elif isinstance(found, tuple):
            pair = len(found) == 2 and all(isinstance(one, int | float) for one in found)
            if pair and (found[0] > found[1] or found[0] < 0):
                yield field, f"{list(found)} is no span from least to most"
            for n, one in enumerate(found):
                if isinstance(one, msgspec.Struct):
                    yield from _bad_spans(one, f"{field}[{n}]")


def misplaced(scenario: Scenario, entries: Sequence[GazetteerEntry]) -> Found:
    """Places and kinds of places that the gazetteer does not have, and what lies outside the town."""
    kinds = sorted({entry.kind for entry in entries})
    for n, happens in enumerate(scenario.happens):
        for m, kind in enumerate(happens.sites):
            if kind not in kinds:
                yield f"happens[{n}].sites[{m}]", f"the town has no such places: {none_of(kind, kinds)}"
    for n, opening in enumerate(scenario.openings):
        if opening.place:
            yield from _no_place(f"openings[{n}].place", opening.place, entries)
    for n, inject in enumerate(scenario.injects):
        if isinstance(inject, story.IncidentInject) and inject.place:
            yield from _no_place(f"injects[{n}].place", inject.place, entries)
        elif isinstance(inject, story.Placed):
            if inject.place in SPECIAL_PLACES:
                origins = entries
            else:
                yield from _no_place(f"injects[{n}].place", inject.place, entries, SPECIAL_PLACES)
                named = story.find_place(inject.place, entries)
                origins = () if named is None else (named,)
            if origins and not _reaches(inject, origins, entries):
                far = f"{inject.distance_m:g} m from {inject.place!r} lies outside the town"
                yield f"injects[{n}].distance_m", far


def _no_place(
    field: str, name: str, entries: Sequence[GazetteerEntry], special: tuple[str, ...] = ()
) -> Found:
    if story.find_place(name, entries) is not None:
        return
    if all(char in "0123456789.,;°NESW -" for char in name):
        yield field, f"{name!r} are coordinates: name a place of the town's gazetteer instead"
        return
    known = [*special, *(text for entry in entries for text in (entry.name_zh, entry.name_en))]
    yield field, f"the town has no place {name!r}{did_you_mean(name, known)}"


def _reaches(
    inject: story.Placed, origins: Sequence[GazetteerEntry], entries: Sequence[GazetteerEntry]
) -> bool:
    """Whether it lies in the town from any of the places that it may be counted from."""
    lons, lats = [entry.lon * E7 for entry in entries], [entry.lat * E7 for entry in entries]
    return any(
        min(lons) - MARGIN_E7 <= lon <= max(lons) + MARGIN_E7
        and min(lats) - MARGIN_E7 <= lat <= max(lats) + MARGIN_E7
        for lon, lat in (
            moved_e7(round(one.lon * E7), round(one.lat * E7), inject.bearing_deg, inject.distance_m)
            for one in origins
        )
    )


def strangers(scenario: Scenario, names: TownNames) -> Found:
    """What the scenario names and neither the town nor the card of the type has."""
    for n, happens in enumerate(scenario.happens):
        yield from _of_town(f"happens[{n}].type_code", happens.type_code, names)
    for n, scene in enumerate(scenario.scenes):
        yield from _of_town(f"scenes[{n}].type_code", scene.type_code, names)
        yield from ((f"scenes[{n}].{field}", reason) for field, reason in _of_card(scene, names))
    for n, inject in enumerate(scenario.injects):
        if isinstance(inject, story.BreakdownInject) and inject.unit and inject.unit not in names.units:
            yield f"injects[{n}].unit", _no_unit(inject.unit, names)
        elif isinstance(inject, story.DeclineInject):
            for m, unit in enumerate(inject.units):
                if unit not in names.units:
                    yield f"injects[{n}].units[{m}]", _no_unit(unit, names)


def _no_unit(unit: str, names: TownNames) -> str:
    return f"the town has no unit {unit!r}{did_you_mean(unit, sorted(names.units))}"


def _of_town(field: str, code: str, names: TownNames) -> Found:
    if code not in names.terms.types:
        yield field, f"the town has no incident type {code!r}{did_you_mean(code, sorted(names.terms.types))}"


def _of_card(scene: story.SceneStory, names: TownNames) -> Found:
    card = names.cards.get(scene.type_code)
    if card is None:
        if scene.items:
            yield "items", f"there is no plan card of {scene.type_code}, and so no checklist"
        return
    checklist = {item.id for item in card.checklist}
    posts = {post.kind.value for post in card.posts}
    for n, item in enumerate(scene.items):
        path = f"items[{n}]"
        if item.item not in checklist:
            yield f"{path}.item", _no_item(scene, item.item, checklist)
        for m, before in enumerate(item.after):
            if before not in checklist:
                yield f"{path}.after[{m}]", _no_item(scene, before, checklist)
        yield from _workers(path, item, posts, names)


def _no_item(scene: story.SceneStory, item: str, checklist: Iterable[str]) -> str:
    return f"the checklist of {scene.type_code} has no item {item!r}{did_you_mean(item, sorted(checklist))}"


def _workers(path: str, item: story.SceneItem, posts: set[str], names: TownNames) -> Found:
    """Who is to work on an item, and what must be there meanwhile."""
    able = names.terms.capabilities
    if item.by in POST_KINDS:
        if item.by not in posts:
            yield f"{path}.by", f"the card has no post of {item.by}"
    elif item.by not in ANYBODY and item.by not in able:
        yield (
            f"{path}.by",
            (
                f"neither a kind of post nor a capability of the town: {item.by!r}"
                f"{did_you_mean(item.by, sorted({*POST_KINDS, *able}))}"
            ),
        )
    for m, need in enumerate(item.needs):
        if need not in able:
            yield (
                f"{path}.needs[{m}]",
                f"the town has no capability {need!r}{did_you_mean(need, sorted(able))}",
            )
