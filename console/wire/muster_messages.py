"""Telemetry of the muster planner: rally points, the three plans, the live forecast. Pure data, any thread.

Topics `muster_plans` and `forecast`. Loss is allowed; each is said again every ten seconds. `_s` are whole seconds of
duration, `_ms` hub time.
"""

from __future__ import annotations

import msgspec

from console.domain.base.place import Place
from console.domain.musters.plan import Post

from .message_base import HubMessage


class RallyProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A rally point and what it means: T* there, the drive from there to the scene, how far off straight upwind.

    `off_wind_deg` 0 = exactly upwind of the scene, 180 = straight downwind, −1 = no wind known or not asked for.
    """

    place: Place
    t_star_s: int
    drive_s: int
    off_wind_deg: int = -1
    source: str = ""
    """Id of the gazetteer entry, or "junction"."""


class PlannedUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a plan: travel time with turnout to the rally point, and the officers that would count."""

    unit_id: str
    eta_s: int
    officers: int
    substitute_for: str = ""
    uncovers: tuple[str, ...] = ()


class MusterProposal(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three plans (`kind` "fastest", "balanced", "keep_cover"): 最快, 均衡, 保留守.

    `units` are those still to be ordered; `strength` counts units under the incident's orders already, too.
    `t_star_s` −1 = the strength cannot be reached with it. `uncovers` are the grids it leaves below their minimum that
    are not below it now.
    """

    kind: str
    t_star_s: int
    strength: int
    units: tuple[PlannedUnit, ...]
    uncovers: tuple[str, ...]


class MusterPlans(HubMessage, frozen=True, kw_only=True, tag="muster_plans"):
    """For one open major incident: rally points, best first, and three plans for the rally point chosen or, before an
    order, for the first of them. `posts` and `work_area_e7` are the plan card's, laid out on this town's streets.
    `eligible` = officers free now; `reserves` = officers who could be recalled."""

    number: int
    t_ms: int
    incident_id: str
    strength: int
    eligible: int
    reserves: int
    rallies: tuple[RallyProposal, ...]
    plans: tuple[MusterProposal, ...]
    posts: tuple[Post, ...] = ()
    work_area_e7: tuple[int, ...] = ()
    card: str = ""


class MusterForecast(HubMessage, frozen=True, kw_only=True, tag="forecast"):
    """When the strength will be reached, by simulation; and who could make it sooner.

    Losses still to come are taken to be made good by substitutes; losses that have happened are not: somebody must act.

    `p10_ms`, `p50_ms`, `p90_ms` are instants in t_ms (−1 = not within the horizon). The band: at `at_s_i32` seconds
    after T0, officers counted in the 10th, 50th and 90th percentile. `in_time_permille` = share of simulated runs that
    keep the limit. `substitutes`: free units that would help, best first; `en_route`: officers under way, not counted.
    """

    number: int
    t_ms: int
    muster_id: str
    incident_id: str
    counted: int
    en_route: int
    p10_ms: int
    p50_ms: int
    p90_ms: int
    in_time_permille: int
    at_s_i32: bytes
    p10_i16: bytes
    p50_i16: bytes
    p90_i16: bytes
    substitutes: tuple[PlannedUnit, ...] = ()
