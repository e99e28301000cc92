"""What a scenario says about a muster: work on scene by checklist item, injects at their times, wind. Pure data.

Part of `scenario.Scenario`; docs/scenarios.md explains every field. Times are seconds of hub time, lengths metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from .files import GazetteerEntry

Span = tuple[float, float]
"""Least and most of something drawn evenly between them."""
Share = Annotated[float, Meta(ge=0, le=1)]
Bearing = Annotated[int, Meta(ge=0, lt=360)]


class SceneItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes one item of the checklist true: `work` person-seconds by the right people.

    `by` "" = those at the item's kind of post (anybody on scene where the card names none), "scene" = anybody on scene,
    a kind of post, else a capability, such as "fire": crews that have it. `needs` are capabilities that must be on
    scene meanwhile, `after` items that must be true before. More people than `most` do not help (0 = they do).
    """

    item: str
    work: Annotated[float, Meta(gt=0)]
    by: str = ""
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    most: Annotated[int, Meta(ge=0)] = 0


class SceneStory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a scene of one type is worked through. Items that are not listed get their work from the card's quotas."""

    type_code: str = ""
    items: tuple[SceneItem, ...] = ()
    seconds_at_quota: Span = (150.0, 240.0)
    """An unlisted item's work: the quota of its posts × this, shared by the unlisted items of those posts."""
    handling_s: Span = (6.0, 20.0)
    """From a unit's arrival on scene to its report of a handling action."""
    handling: Annotated[tuple[str, ...], Meta(min_length=1)] = (
        "cordon set up",
        "evacuation begun",
        "casualties cared for",
        "traffic diverted",
        "rescue lane kept clear",
    )
    report_s: Span = (4.0, 14.0)
    """From an item's being true to its evidence."""
    declare_s: Span = (12.0, 35.0)
    """From the last evidence to the scene commander's declaration."""
    false_share: Share = 0.03
    """How likely the scene commander declares once while an item is not true yet."""
    linger_s: Span = (40.0, 120.0)
    """From T3 to the crews' clearing."""

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """(field, reason) of what makes no sense."""
        seen: set[str] = set()
        for n, item in enumerate(self.items):
            if item.item in seen:
                yield f"items[{n}].item", f"{item.item} is listed already"
            seen.add(item.item)
            if item.item in item.after:
                yield f"items[{n}].after", f"{item.item} waits for itself"
        after = {item.item: item.after for item in self.items}
        for n, item in enumerate(self.items):
            if circle := _circle(item.item, after):
                yield f"items[{n}].after", f"nothing of this can ever begin: {' → '.join(circle)}"


def _circle(first: str, after: Mapping[str, Sequence[str]]) -> list[str]:
    """Items from `first` back to itself, each waiting for the next; empty where it does not wait for itself."""
    ways, seen = [[first]], set[str]()
    while ways:
        way = ways.pop()
        for before in after.get(way[-1], ()):
            if before == first:
                return [*way, first]
            if before not in seen:
                seen.add(before)
                ways.append([*way, before])
    return []


class Moment(StrEnum):
    """Instants that injects are counted from; all but the first are those of the first muster."""

    START = "start"
    ACTIVATED = "activated"
    ORDERED = "ordered"
    MUSTERED = "mustered"
    ARRIVED = "arrived"


class Inject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Something that befalls the world `at_s` seconds after a moment. The rest is by kind.

    `incident` is the type of the incident whose muster and scene are meant; "" = of the types with a [[scenes]] entry.
    """

    at_s: Annotated[float, Meta(ge=0)]
    after: Moment = Moment.START
    incident: str = ""


class Placed(Inject, frozen=True, kw_only=True):
    """`place` is "scene", "rally" or a name of the gazetteer; the inject lies `distance_m` from it on a bearing."""

    place: str = "scene"
    bearing_deg: Bearing = 0
    distance_m: Annotated[float, Meta(ge=0, le=20_000)] = 0.0
    radius_m: Annotated[int, Meta(ge=5, le=5_000)] = 60
    last_s: Annotated[float, Meta(ge=0)] = 0.0
    """0 = for good."""


class ClosureInject(Placed, frozen=True, kw_only=True, tag="closure"):
    """A road is closed, and everybody is told at once by the traffic centre."""

    reason: str = "road closed by an accident"


class ZoneInject(Placed, frozen=True, kw_only=True, tag="zone"):
    """Smoke or water slows whoever drives there to `factor` of the speed. Nobody is told: ETAs turn out wrong."""

    factor: Annotated[float, Meta(gt=0, le=1)] = 0.4


class BreakdownInject(Inject, frozen=True, kw_only=True, tag="breakdown"):
    """Units on their way break down: `unit`, or the `count` nearest to (or strongest on the way to) their goal."""

    unit: str = ""
    count: Annotated[int, Meta(ge=1, le=20)] = 1
    strongest: bool = False
    reason: str = "vehicle breakdown"


class DeclineInject(Inject, frozen=True, kw_only=True, tag="decline"):
    """These units decline the next order they hear."""

    units: Annotated[tuple[str, ...], Meta(min_length=1)]
    reason: str = "escorting a person in custody"


class IncidentInject(Inject, frozen=True, kw_only=True, tag="incident"):
    """Something else happens, at a place of the gazetteer or ("") at one of the type's sites."""

    type_code: str
    place: str = ""
    calls: Annotated[int, Meta(ge=1, le=60)] = 1


class WindInject(Inject, frozen=True, kw_only=True, tag="wind"):
    """The wind turns."""

    from_deg: Bearing
    speed_mps: Annotated[float, Meta(ge=0, le=60)] = 3.0


AnyInject = ClosureInject | ZoneInject | BreakdownInject | DeclineInject | IncidentInject | WindInject


class WindStory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wind at the start (`from_deg` −1 = by the seed) and how it drifts: up to `drift_deg` every `every_s`."""

    from_deg: Annotated[int, Meta(ge=-1, lt=360)] = -1
    speed_mps: Annotated[float, Meta(ge=0, le=60)] = 3.0
    drift_deg: Annotated[int, Meta(ge=0, le=90)] = 8
    every_s: Annotated[float, Meta(ge=10)] = 180.0


class DrillStory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The run of a drill: what its first second is called, and after how long it ends at the latest."""

    starts: Annotated[datetime, Meta(tz=True)] = datetime(
        2026, 6, 18, 9, 0, tzinfo=timezone(timedelta(hours=8))
    )
    lasts_s: Annotated[int, Meta(ge=60, le=4 * 3600)] = 2_100

    @property
    def epoch_ms(self) -> int:
        """UTC milliseconds since 1970 of hub time 0."""
        return round(self.starts.timestamp() * 1000)


def find_place(name: str, gazetteer: Iterable[GazetteerEntry]) -> GazetteerEntry | None:
    """The first entry of that name, in either language."""
    return next((entry for entry in gazetteer if name in (entry.name_zh, entry.name_en)), None)
