"""Plan cards (预案): what a muster of one type of incident needs, from files in `resources/plans/`, checked on reading.

Pure but for reading files, any thread. The planner takes rally rule, posts and quotas from a card, the console its
words; `layout` and `plan_of` make the body of a muster order of it. Wrong files raise PlanCardError with file, line and
field.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from console.domain.base.place import Place
from console.domain.musters.definition import MusterDefinition, PostQuota
from console.domain.musters.plan import (
    ChecklistItem,
    ClockModel,
    CountPolicy,
    MusterLimits,
    MusterMode,
    MusterPlan,
    Post,
    PostKind,
)
from console.domain.registry.entities import IncidentType, Unit
from console.geo import moved_e7

from .checked_toml import CheckedFileError, CheckedToml

FORMAT: Final = 1
PLANS: Final = Path(__file__).resolve().parents[2] / "resources" / "plans"
"""The cards that come with the program."""
_CORNERS: Final = 24
_LIMITS: Final = frozenset(MusterLimits.__struct_fields__)

Words = Annotated[str, Meta(min_length=1, max_length=400)]
Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Bearing = Annotated[int, Meta(ge=0, lt=360)]
Metres = Annotated[int, Meta(ge=0, le=20_000)]


class PlanCardError(CheckedFileError):
    """A plan card that does not fit; see CheckedFileError for `path`, `line` and `field`."""


@dataclass(frozen=True, slots=True)
class TownTerms:
    """What a town knows that its files may name: codes of incident types, and capabilities."""

    types: frozenset[str]
    capabilities: frozenset[str]

    @classmethod
    def of(cls, types: Iterable[IncidentType], units: Iterable[Unit]) -> TownTerms:
        """A capability is known where a unit has it or a type wants it."""
        kinds = tuple(types)
        known = (*(kind.capabilities for kind in kinds), *(unit.capabilities for unit in units))
        return cls(frozenset(kind.id for kind in kinds), frozenset().union(*known))


class Bilingual(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text in both languages."""

    zh: Words
    en: Words


class CardPost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A post: where it lies as seen from the scene. `bearing_deg` clockwise from `relative`, upwind or north."""

    id: Id
    kind: PostKind
    name_zh: Words
    name_en: Words
    officers: Annotated[int, Meta(ge=1, le=100)]
    bearing_deg: Bearing = 0
    relative: Literal["upwind", "north"] = "upwind"
    distance_m: Metres = 0
    radius_m: Annotated[int, Meta(ge=20, le=300)] = 60


class RallyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to gather: how far from the scene, whether upwind of it, at which kinds of the gazetteer (none = any)."""

    upwind: bool = False
    min_m: Metres = 300
    max_m: Metres = 2_500
    kinds: tuple[Words, ...] = ()


class Contact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to call, by number or on a radio channel."""

    name_zh: Words
    name_en: Words
    number: str = ""
    channel: str = ""


class CardItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of 现场受控; `post` is the kind of post that brings it about, none = any."""

    id: Id
    zh: Words
    en: Words
    post: PostKind | None = None


class CardPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """See CountPolicy."""

    tiers: tuple[Annotated[int, Meta(ge=1, le=3)], ...] = (1, 2)
    auxiliaries: bool = False
    volunteers: bool = False


class PlanCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One card. `quotas`: how many of the mustered units must have a capability. `limits` override MusterLimits.

    The work area is a circle of `work_area_m` around the scene, drawn out to `work_area_downwind_m` downwind.
    """

    format: int
    id: Id
    version: Annotated[int, Meta(ge=1)] = 1
    type_code: Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_]*$")]
    name_zh: Words
    name_en: Words
    channel: Words
    gear_zh: Words
    gear_en: Words
    work_area_m: Annotated[int, Meta(ge=50, le=5_000)]
    posts: Annotated[tuple[CardPost, ...], Meta(min_length=1, max_length=30)]
    checklist: Annotated[tuple[CardItem, ...], Meta(min_length=1, max_length=30)]
    tasks: Annotated[tuple[Bilingual, ...], Meta(min_length=1)]
    work_area_downwind_m: Metres = 0
    rally: RallyRule = RallyRule()
    quotas: dict[Annotated[str, Meta(pattern=r"^[a-z]+$")], Annotated[int, Meta(ge=0, le=100)]] = {}
    contacts: tuple[Contact, ...] = ()
    mode: MusterMode = MusterMode.RALLY_POINT
    clock_model: ClockModel = ClockModel.SEQUENTIAL
    policy: CardPolicy = CardPolicy()
    limits: dict[str, Annotated[int, Meta(ge=0)]] = {}

    @property
    def muster_limits(self) -> MusterLimits:
        """The defaults with what the card overrides."""
        return MusterLimits(**self.limits)

    @property
    def count_policy(self) -> CountPolicy:
        """Whose head-count makes the strength."""
        return msgspec.convert(self.policy, CountPolicy, from_attributes=True)

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """The checklist as an order carries it."""
        return tuple(
            ChecklistItem(
                id=item.id, text_zh=item.zh, text_en=item.en, post=item.post.value if item.post else ""
            )
            for item in self.checklist
        )


def definition_of(card: PlanCard) -> MusterDefinition:
    """What a pass means by this card, as it is registered with the hub (DOMAIN §3 "Locked definition")."""
    quotas = Counter[PostKind]()
    for post in card.posts:
        quotas[post.kind] += post.officers
    return MusterDefinition(
        id=card.type_code,
        card=card.id,
        version=card.version,
        name_zh=card.name_zh,
        name_en=card.name_en,
        quotas=tuple(PostQuota(kind=kind, officers=officers) for kind, officers in quotas.items()),
        officers=quotas.total(),
        checklist=card.items,
        post_radius_m=max(post.radius_m for post in card.posts),
        work_area_m=max(card.work_area_m, card.work_area_downwind_m),
        mode=card.mode,
        clock_model=card.clock_model,
        policy=card.count_policy,
        limits=card.muster_limits,
    )


def load_card(path: Path, terms: TownTerms | None = None) -> PlanCard:
    """The card in a file; with a town's terms, what it names is looked up as well.

    Raises PlanCardError naming file, line and field.
    """
    file = CheckedToml(path, PlanCardError)
    card = file.decode(PlanCard)
    for field, reason in _contradictions(card):
        raise file.error(field, reason)
    if terms is not None:
        for field, reason in _strangers(card, terms):
            raise file.error(field, reason)
    return card


def load_cards(directory: Path | None = None, terms: TownTerms | None = None) -> dict[str, PlanCard]:
    """Every card of a directory (the program's) by type code, in the order of the files' names; see `load_card`."""
    directory = PLANS if directory is None else directory
    if not directory.is_dir():
        raise PlanCardError(directory, 1, "", "there is no such directory")
    cards: dict[str, PlanCard] = {}
    for path in sorted(directory.glob("*.toml")):
        card = load_card(path, terms)
        if card.type_code in cards:
            raise CheckedToml(path, PlanCardError).error("type_code", f"{card.type_code} has a card already")
        cards[card.type_code] = card
    return cards


def shipped_definitions() -> tuple[MusterDefinition, ...]:
    """What a pass means by each card of the program. Raises PlanCardError."""
    return tuple(definition_of(card) for card in load_cards().values())


def layout(
    card: PlanCard, lon_e7: int, lat_e7: int, wind_from_deg: int | None = None
) -> tuple[tuple[Post, ...], tuple[int, ...]]:
    """Posts and the closed ring of the work area around a scene. Without a wind, upwind is taken to be north."""
    upwind = 0 if wind_from_deg is None else wind_from_deg
    posts = []
    for post in card.posts:
        bearing = post.bearing_deg + (upwind if post.relative == "upwind" else 0)
        lon, lat = moved_e7(lon_e7, lat_e7, bearing, post.distance_m)
        posts.append(
            Post(
                id=post.id,
                kind=post.kind,
                name_zh=post.name_zh,
                name_en=post.name_en,
                lon_e7=lon,
                lat_e7=lat,
                officers=post.officers,
                radius_m=post.radius_m,
            )
        )
    ring: list[int] = []
    for corner in range(_CORNERS + 1):
        towards = corner % _CORNERS * 360 / _CORNERS
        ring += moved_e7(lon_e7, lat_e7, towards, _reach_m(card, towards - upwind))
    return tuple(posts), tuple(ring)


def plan_of(
    card: PlanCard,
    scene: Place,
    rally: Place | None,
    *,
    wind_from_deg: int | None = None,
    posts: Sequence[Post] = (),
    work_area_e7: Sequence[int] = (),
    proposal: str = "",
) -> MusterPlan:
    """The body of a muster order. Posts and work area as given (the planner's, on streets), else the card's own."""
    own_posts, own_ring = layout(card, scene.lon_e7, scene.lat_e7, wind_from_deg)
    return MusterPlan(
        rally=rally,
        work_area_e7=tuple(work_area_e7) or own_ring,
        posts=tuple(posts) or own_posts,
        checklist=card.items,
        mode=card.mode,
        clock_model=card.clock_model,
        policy=card.count_policy,
        limits=card.muster_limits,
        gear_zh=card.gear_zh,
        gear_en=card.gear_en,
        channel=card.channel,
        card=card.id,
        proposal=proposal,
    )


def _reach_m(card: PlanCard, from_upwind_deg: float) -> float:
    """How far the work area reaches: drawn out smoothly within 60° of straight downwind."""
    far = max(card.work_area_downwind_m, card.work_area_m)
    off = abs(from_upwind_deg % 360 - 180)
    if off >= 60:
        return float(card.work_area_m)
    return card.work_area_m + (far - card.work_area_m) * math.cos(math.radians(off * 1.5))


def _contradictions(card: PlanCard) -> list[tuple[str, str]]:
    """(field, reason) of what fits the types and still makes no sense, the first in the order of the card."""
    found: list[tuple[str, str]] = []
    if card.format != FORMAT:
        found.append(("format", f"format {card.format} is not {FORMAT}"))
    found += _bad_limits(card)
    if card.rally.min_m >= card.rally.max_m:
        found.append(("rally.max_m", "not more than min_m"))
    if card.clock_model is ClockModel.PARALLEL and card.mode is not MusterMode.DIRECT_TO_SCENE:
        found.append(("clock_model", "parallel clocks need mode = direct_to_scene"))
    for name, ids in (("posts", [p.id for p in card.posts]), ("checklist", [i.id for i in card.checklist])):
        seen: Counter[str] = Counter()
        for number, id_ in enumerate(ids):
            seen[id_] += 1
            if seen[id_] > 1:
                found.append((f"{name}[{number}].id", f"{id_} is there already"))
    kinds = {post.kind for post in card.posts}
    for number, post in enumerate(card.posts):
        fixed = post.relative == "north"
        reach = float(card.work_area_m) if fixed else _reach_m(card, post.bearing_deg)
        if post.distance_m + post.radius_m > reach:
            found.append(
                (f"posts[{number}].distance_m", f"the post reaches out of the work area ({reach:.0f} m)")
            )
    if PostKind.SCENE_COMMAND not in kinds:
        found.append(("posts", "no post of scene_command"))
    officers = sum(post.officers for post in card.posts)
    if not found and officers > card.muster_limits.strength:
        found.append(("posts", f"{officers} officers at posts, more than the strength"))
    for number, item in enumerate(card.checklist):
        if item.post is not None and item.post not in kinds:
            found.append((f"checklist[{number}].post", f"the card has no post of {item.post.value}"))
    for number, contact in enumerate(card.contacts):
        if not contact.number and not contact.channel:
            found.append((f"contacts[{number}]", "neither number nor channel"))
    return found


def _strangers(card: PlanCard, terms: TownTerms) -> list[tuple[str, str]]:
    """(field, reason) of what the card names and the town does not have."""
    found: list[tuple[str, str]] = []
    if card.type_code not in terms.types:
        found.append(("type_code", f"the town has no incident type {card.type_code!r}"))
    unknown = [name for name in card.quotas if name not in terms.capabilities]
    found += [(f"quotas.{name}", f"the town has no capability {name!r}") for name in unknown]
    return found


def _bad_limits(card: PlanCard) -> list[tuple[str, str]]:
    unknown = [name for name in card.limits if name not in _LIMITS]
    found = [(f"limits.{name}", "there is no such limit") for name in unknown]
    if card.limits.get("strength", 1) < 1:
        found.append(("limits.strength", "at least 1"))
    return found
