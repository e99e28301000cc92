"""Whether a scenario fits its town and the plan cards: units, types, capabilities, items of checklists that it names.

Pure but for `TownNames.read`, any thread. Used by `scenario.load` where the town is known; places are looked up there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console.planning.plan_cards import PlanCard, TownTerms, load_cards

from . import files
from .scenario_story import BreakdownInject, DeclineInject, SceneItem, SceneStory
from .scene_work import EVERYBODY, POST_KINDS

if TYPE_CHECKING:
    from .scenario import Scenario

ANYBODY = frozenset(("", EVERYBODY))


@dataclass(frozen=True, slots=True)
class TownNames:
    """What a scenario may name of a town: its terms, its units' ids, and the plan cards by type."""

    terms: TownTerms
    units: frozenset[str]
    cards: Mapping[str, PlanCard]

    @classmethod
    def read(cls, town: Path) -> TownNames:
        """Of a town's files and the program's cards, which must fit it. Raises TownFileError or PlanCardError."""
        return cls.of(files.read_registry(town))

    @classmethod
    def of(cls, registry: files.Registry) -> TownNames:
        """Of what a town registers. Raises PlanCardError."""
        terms = TownTerms.of(registry.incident_types, registry.units)
        return cls(terms, frozenset(unit.id for unit in registry.units), load_cards(terms=terms))


def strangers(scenario: Scenario, names: TownNames) -> Iterator[tuple[str, str]]:
    """(field, reason) of what the scenario names and neither the town nor the card of the type has."""
    for n, happens in enumerate(scenario.happens):
        yield from _type(f"happens[{n}].type_code", happens.type_code, names)
    for n, scene in enumerate(scenario.scenes):
        yield from _type(f"scenes[{n}].type_code", scene.type_code, names)
        yield from ((f"scenes[{n}].{field}", reason) for field, reason in _scene(scene, names))
    for n, inject in enumerate(scenario.injects):
        if isinstance(inject, BreakdownInject) and inject.unit and inject.unit not in names.units:
            yield f"injects[{n}].unit", f"the town has no unit {inject.unit!r}"
        elif isinstance(inject, DeclineInject):
            for m, unit in enumerate(inject.units):
                if unit not in names.units:
                    yield f"injects[{n}].units[{m}]", f"the town has no unit {unit!r}"


def _type(field: str, code: str, names: TownNames) -> Iterator[tuple[str, str]]:
    if code not in names.terms.types:
        yield field, f"the town has no incident type {code!r}"


def _scene(scene: SceneStory, names: TownNames) -> Iterator[tuple[str, str]]:
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
            yield f"{path}.item", f"the checklist of {scene.type_code} has no item {item.item!r}"
        for m, before in enumerate(item.after):
            if before not in checklist:
                yield f"{path}.after[{m}]", f"the checklist of {scene.type_code} has no item {before!r}"
        yield from _workers(path, item, posts, names)


def _workers(path: str, item: SceneItem, posts: set[str], names: TownNames) -> Iterator[tuple[str, str]]:
    """Who is to work on an item, and what must be there meanwhile."""
    if item.by in POST_KINDS:
        if item.by not in posts:
            yield f"{path}.by", f"the card has no post of {item.by}"
    elif item.by not in ANYBODY and item.by not in names.terms.capabilities:
        yield f"{path}.by", f"neither a kind of post nor a capability of the town: {item.by!r}"
    for m, need in enumerate(item.needs):
        if need not in names.terms.capabilities:
            yield f"{path}.needs[{m}]", f"the town has no capability {need!r}"
