"""The musters of the demo town: each unit's part in one, and the work at its scene.

Pure given the seed, any thread; stepped by `backend_stub.town.simulation` before the crews look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from backend_stub.tracker.muster_fences import away_from_scene_m
from console.domain.decide import AnyCommand
from console.domain.musters.entities import Muster, MusterState
from console.domain.musters.plan import MusterPlan, Post
from console.domain.orders.entities import Order
from console.domain.picture import Picture
from console.geo import distance_m

from .crews import Crew
from .scenario_story import SceneStory
from .scene_work import Hands, SceneWork
from .shift import Part
from .trips import Standpoint

AT_POST_M = 20.0
"""People work at a post when they stand so near to its fence."""


class MusterScenes:
    """All ordered musters that the picture knows."""

    def __init__(self, stories: Sequence[SceneStory], seed: int) -> None:
        self._stories = {story.type_code: story for story in stories}
        self._seed = seed
        self._works: dict[str, SceneWork] = {}
        self._newest: dict[str, Muster] = {}
        self._parts: dict[str, Part] = {}
        self.in_order: tuple[str, ...] = ()
        """Incidents of which everything on the checklist is true."""

    def step(
        self, t_ms: int, seconds: float, picture: Picture, crews: Mapping[str, Crew]
    ) -> list[AnyCommand]:
        """Work on every scene; what the field asks for."""
        self._newest = {m.incident_id: m for m in picture.musters.values() if m.plan is not None}
        self._parts = {}
        asks: list[AnyCommand] = []
        in_order = []
        for incident_id, muster in self._newest.items():
            incident = picture.incidents.get(incident_id)
            if muster.plan is None or incident is None or muster.state is MusterState.INTERRUPTED:
                continue
            work = self._works.get(muster.id)
            if work is None:
                work = SceneWork(muster.plan, self._story(incident.type_code), self._seed)
                self._works[muster.id] = work
            for unit in muster.units:
                if not unit.ended:
                    self._parts[unit.order_id] = Part(muster, unit, work.story)
            asks += work.step(t_ms, seconds, muster, _hands(t_ms, muster, muster.plan, picture, crews))
            if work.is_done:
                in_order.append(incident_id)
        for gone in self._works.keys() - picture.musters.keys():
            del self._works[gone]
        self.in_order = tuple(in_order)
        return asks

    def leads(self, incident_id: str) -> bool:
        """Whether a muster was ordered at the incident."""
        return incident_id in self._newest

    def is_done(self, t_ms: int, incident_id: str) -> bool:
        """Whether crews may leave: some time after T3, or when it was stood down."""
        muster = self._newest[incident_id]
        work = self._works.get(muster.id)
        if muster.state is MusterState.ENDED:
            return True
        return muster.t3_ms >= 0 and work is not None and t_ms >= muster.t3_ms + work.linger_ms

    def part_of(self, order: Order) -> Part | None:
        """The part of an order's unit in its muster."""
        return self._parts.get(order.id)

    def radius_m(self, order: Order) -> float:
        """Radius of the fence that an order sends its unit to; 0 = to the place itself."""
        part = self._parts.get(order.id)
        plan = part.muster.plan if part is not None else None
        if plan is None:
            return 0.0
        post = next((post for post in plan.posts if post.id == order.post), None)
        if post is not None:
            return float(post.radius_m)
        return float(plan.limits.rally_radius_m) if order.to_rally and not order.post else 0.0

    def _story(self, type_code: str) -> SceneStory:
        return self._stories.get(type_code) or replace(SceneStory(), type_code=type_code)


def _hands(
    t_ms: int, muster: Muster, plan: MusterPlan, picture: Picture, crews: Mapping[str, Crew]
) -> list[Hands]:
    """Units of a muster that stand on scene, and at which post."""
    posts = {post.id: post for post in plan.posts}
    hands = []
    for unit in muster.units:
        crew, known = crews.get(unit.unit_id), picture.units.get(unit.unit_id)
        if unit.ended or crew is None or known is None or not crew.at_work:
            continue
        fix = crew.body.fix_at(t_ms)
        post = posts.get(unit.post)
        stands_at = post is not None and _away_m(fix, post) <= AT_POST_M
        if not stands_at and away_from_scene_m(plan, fix.lon_e7, fix.lat_e7) > 0.0:
            continue
        kind = post.kind.value if post is not None and stands_at else ""
        hands.append(Hands(crew.shift.people, known.capabilities, kind))
    return hands


def _away_m(fix: Standpoint, post: Post) -> float:
    return distance_m(fix.lon_e7, fix.lat_e7, post.lon_e7, post.lat_e7) - post.radius_m
