"""The locked definition of a pass (DOMAIN §3 "Locked definition"), and in what an order differs from it.

Pure, any thread. Definitions are registered, one for each type of incident (a plan card's, by `definition_of` in
`console.planning.plan_cards`); the one in force is locked whole by an event when a muster begins. `STANDARD` holds
where there is none. What makes a pass easier is decided here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

import msgspec

from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.base.refusals import Code, refuse
from console.geo import LocalPlane, distance_m, in_ring

from .plan import ChecklistItem, ClockModel, CountPolicy, MusterLimits, MusterMode, MusterPlan, PostKind

AREA_SLACK_M: Final = 1.0
"""Corners are rounded to 1e-7 degrees."""
_LOWER_IS_EASIER: Final = frozenset({"strength", "hold_ms"})
"""Of all other limits the greater number is the easier one."""
_MODE_EASE: Final = {MusterMode.ROLL_CALL: 0, MusterMode.RALLY_POINT: 1, MusterMode.DIRECT_TO_SCENE: 2}
_CLOCK_EASE: Final = {ClockModel.PARALLEL: 0, ClockModel.SEQUENTIAL: 1, ClockModel.PER_ORDER: 2}


class PostQuota(msgspec.Struct, frozen=True, kw_only=True):
    """How many officers the posts of one kind need together, at least."""

    kind: PostKind
    officers: int


class MusterDefinition(msgspec.Struct, frozen=True, kw_only=True, tag="muster_definition"):
    """What a pass means for one type of incident; `id` is the type's code, `card` and `version` the plan card's.

    `quotas` and `officers` (at all posts together) are the least there may be. `work_area_m` bounds how far from the
    incident the work area may reach, `post_radius_m` a post's fence.
    """

    id: str
    card: str
    version: int = 1
    name_zh: str = ""
    name_en: str = ""
    quotas: tuple[PostQuota, ...] = tuple(PostQuota(kind=kind, officers=1) for kind in PostKind)
    officers: int = 30
    checklist: tuple[ChecklistItem, ...] = ()
    post_radius_m: int = 60
    work_area_m: int = 500
    mode: MusterMode = MusterMode.RALLY_POINT
    clock_model: ClockModel = ClockModel.SEQUENTIAL
    policy: CountPolicy = CountPolicy()
    limits: MusterLimits = MusterLimits()


STANDARD: Final = MusterDefinition(id="", card="standard", name_zh="通用标准", name_en="General standard")
"""Five kinds of posts for thirty officers and the limits of DOMAIN §3: for types without a card."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """In one field the order asks for something else. Values as codes and numbers, "" = nothing of the sort."""

    field: str
    standard: str
    given: str
    easier: bool


class Standard(msgspec.Struct, frozen=True, kw_only=True, tag="standard"):
    """What one muster (`id`) is measured by, and what of it was changed since, in the order of the changes."""

    id: str
    definition: MusterDefinition
    differences: tuple[Difference, ...] = ()

    @property
    def eased(self) -> bool:
        """Whether any change made it easier: such a run is unranked and never called 三个10分钟."""
        return any(one.easier for one in self.differences)


def hash_of(definition: MusterDefinition) -> str:
    """First 16 hex digits of the SHA-256 of the definition's canonical JSON: the same card has the same hash."""
    return sha256(msgspec.json.encode(definition, order="sorted")).hexdigest()[:16]


def differences(definition: MusterDefinition, plan: MusterPlan) -> tuple[Difference, ...]:
    """All in which an order's plan differs from the definition; the drawn area is told when it is redrawn."""
    return (
        *_limits(definition.limits, plan.limits),
        *_ranked("mode", definition.mode, plan.mode, _MODE_EASE),
        *_ranked("clock_model", definition.clock_model, plan.clock_model, _CLOCK_EASE),
        *_policy(definition.policy, plan.policy),
        *_posts(definition, plan),
        *_checklist(definition, plan),
    )


def eased(definition: MusterDefinition) -> tuple[Difference, ...]:
    """In what a card itself makes a pass easier than the general definition does."""
    found = (
        *_limits(STANDARD.limits, definition.limits),
        *_ranked("mode", STANDARD.mode, definition.mode, _MODE_EASE),
        *_ranked("clock_model", STANDARD.clock_model, definition.clock_model, _CLOCK_EASE),
        *_policy(STANDARD.policy, definition.policy),
        *_quotas(STANDARD, {quota.kind: quota.officers for quota in definition.quotas}, definition.officers),
    )
    return tuple(one for one in found if one.easier)


def redrawn(before_e7: tuple[int, ...], after_e7: tuple[int, ...]) -> tuple[Difference, ...]:
    """The work area was drawn anew: easier when it grew. In square metres."""
    before, after = ring_m2(before_e7), ring_m2(after_e7)
    if before_e7 == after_e7:
        return ()
    return (Difference(field="work_area", standard=str(before), given=str(after), easier=after > before),)


def ring_m2(ring_e7: tuple[int, ...]) -> int:
    """Area of a closed ring in square metres, rounded."""
    plane = LocalPlane.at(ring_e7[0] / 1e7, ring_e7[1] / 1e7)
    corners = [
        plane.metres(lon / 1e7, lat / 1e7) for lon, lat in zip(ring_e7[::2], ring_e7[1::2], strict=True)
    ]
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(corners))
    return round(abs(twice) / 2)


def check_area(
    definition: MusterDefinition, scene: Place, ring_e7: tuple[int, ...], rally: Place | None
) -> Refusal | None:
    """A work area reaches no farther from the incident than its definition allows, and never holds the rally point."""
    reach_m = max(
        distance_m(scene.lon_e7, scene.lat_e7, lon, lat)
        for lon, lat in zip(ring_e7[::2], ring_e7[1::2], strict=True)
    )
    if reach_m > definition.work_area_m + AREA_SLACK_M:
        return refuse(Code.WORK_AREA_TOO_LARGE, reach=round(reach_m), most=definition.work_area_m)
    if rally is not None and in_ring(ring_e7, rally.lon_e7, rally.lat_e7):
        return refuse(Code.RALLY_IN_WORK_AREA)
    return None


def _limits(standard: MusterLimits, given: MusterLimits) -> list[Difference]:
    found = []
    for name in MusterLimits.__struct_fields__:
        wanted, told = getattr(standard, name), getattr(given, name)
        if wanted != told:
            easier = (told < wanted) if name in _LOWER_IS_EASIER else (told > wanted)
            found.append(
                Difference(field=f"limits.{name}", standard=str(wanted), given=str(told), easier=easier)
            )
    return found


def _ranked(field: str, standard: StrEnum, given: StrEnum, ease: Mapping[Any, int]) -> list[Difference]:
    if standard == given:
        return []
    easier = ease[given] > ease[standard]
    return [Difference(field=field, standard=standard.value, given=given.value, easier=easier)]


def _policy(standard: CountPolicy, given: CountPolicy) -> list[Difference]:
    found = []
    if set(standard.tiers) != set(given.tiers):
        more = not set(given.tiers) <= set(standard.tiers)
        wanted, told = (",".join(map(str, sorted(set(one.tiers)))) for one in (standard, given))
        found.append(Difference(field="policy.tiers", standard=wanted, given=told, easier=more))
    for name in ("auxiliaries", "volunteers"):
        wanted, told = (str(int(getattr(one, name))) for one in (standard, given))
        if wanted != told:
            found.append(Difference(field=f"policy.{name}", standard=wanted, given=told, easier=told == "1"))
    return found


def _quotas(definition: MusterDefinition, told: Mapping[PostKind, int], together: int) -> list[Difference]:
    """Kinds of posts, and all together, with fewer officers than wanted; more officers are no difference."""
    least = [("posts", definition.officers, together)]
    least += [(f"posts.{one.kind.value}", one.officers, told.get(one.kind, 0)) for one in definition.quotas]
    return [
        Difference(field=field, standard=str(wanted), given=str(given), easier=True)
        for field, wanted, given in least
        if given < wanted
    ]


def _posts(definition: MusterDefinition, plan: MusterPlan) -> list[Difference]:
    """Fewer officers than the quotas, and fences wider than the definition's."""
    told: Counter[PostKind] = Counter()
    for post in plan.posts:
        told[post.kind] += post.officers
    found = _quotas(definition, told, told.total())
    widest = max((post.radius_m for post in plan.posts), default=0)
    if widest > definition.post_radius_m:
        radius = Difference(
            field="posts.radius_m", standard=str(definition.post_radius_m), given=str(widest), easier=True
        )
        found.append(radius)
    return found


def _checklist(definition: MusterDefinition, plan: MusterPlan) -> list[Difference]:
    """Items left out, added, or brought about by others than the definition names (where it names any)."""
    wanted = {item.id: item.post or "any" for item in definition.checklist}
    told = {item.id: item.post or "any" for item in plan.checklist}
    return [
        Difference(
            field=f"checklist.{item}",
            standard=wanted.get(item, ""),
            given=told.get(item, ""),
            easier=item in wanted,
        )
        for item in dict.fromkeys((*wanted, *told))
        if wanted and wanted.get(item) != told.get(item)
    ]
