"""The work at the scene of a muster: people at posts make the items of its checklist true, and say so.

Pure given the seed, any thread; stepped by `backend_stub.town.simulation` once a second. The world decides when an item
is true — by person-seconds of the right people, see `scenario_story.SceneItem` — and the field reports evidence of it,
then the scene commander declares. What stands in the picture is asked for no more; what was taken back is asked again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from console.domain.decide import AnyCommand
from console.domain.musters.commands import DeclareControl, ReportItem
from console.domain.musters.entities import Muster, MusterState
from console.domain.musters.plan import ChecklistItem, MusterPlan, PostKind

from .scenario_story import SceneItem, SceneStory

ASK_AGAIN_MS = 20_000
EVERYBODY = "scene"
POST_KINDS = frozenset(kind.value for kind in PostKind)


@dataclass(frozen=True, slots=True)
class Hands:
    """A unit that stands on scene: its people, what it can do, and the kind of post it stands at ("" = none)."""

    people: int
    capabilities: tuple[str, ...]
    post_kind: str


@dataclass(slots=True)
class Job:
    """One item: what it needs, how far it is, since when it is true (−1 = not yet)."""

    need: SceneItem
    report_ms: int
    done: float = 0.0
    true_ms: int = -1
    asked_ms: int = -ASK_AGAIN_MS


class SceneWork:
    """One scene, from the muster order on."""

    def __init__(self, plan: MusterPlan, story: SceneStory, seed: int) -> None:
        """The same for the same plan, story and seed, whoever commands."""
        self.story = story
        self._dice = random.Random(f"{seed}:scene:{story.type_code}")
        self._jobs = {
            item.id: Job(need, self._ms(story.report_s))
            for item, need in zip(plan.checklist, self._needs(plan, story), strict=True)
        }
        self._declare_ms = self._ms(story.declare_s)
        self.linger_ms = self._ms(story.linger_s)
        self._will_lie = self._dice.random() < story.false_share
        self._declare_at = -1
        self._declared_ms = -ASK_AGAIN_MS

    @property
    def is_done(self) -> bool:
        """Whether everything is true: the world is in order again."""
        return all(job.true_ms >= 0 for job in self._jobs.values())

    @property
    def shares(self) -> dict[str, float]:
        """How far each item is, 0–1."""
        return {name: min(1.0, job.done / job.need.work) for name, job in self._jobs.items()}

    def step(self, t_ms: int, seconds: float, muster: Muster, hands: Sequence[Hands]) -> list[AnyCommand]:
        """Work for `seconds`, and what the field asks for."""
        self._work(t_ms, seconds, hands)
        if muster.state is not MusterState.ACTIVE:
            return []
        asks: list[AnyCommand] = []
        evidenced = {item.item_id for item in muster.items if item.evidence_ms >= 0}
        for name, job in self._jobs.items():
            due = 0 <= job.true_ms <= t_ms - job.report_ms and t_ms - job.asked_ms >= ASK_AGAIN_MS
            if due and name not in evidenced:
                job.asked_ms = t_ms
                asks.append(ReportItem(muster_id=muster.id, item_id=name, device_ms=t_ms))
        if hands and self._declares(t_ms, muster, evidenced):
            asks.append(DeclareControl(muster_id=muster.id, device_ms=t_ms))
        return asks

    # -- work ----------------------------------------------------------------------------------------------------------

    def _work(self, t_ms: int, seconds: float, hands: Sequence[Hands]) -> None:
        """People at one kind of post go through its items in the order of the checklist."""
        here = {capability for one in hands for capability in one.capabilities}
        idle: Counter[str] = Counter()
        for one in hands:
            idle[one.post_kind] += one.people
        for job in self._jobs.values():
            need = job.need
            waits = any(name in self._jobs and self._jobs[name].true_ms < 0 for name in need.after)
            if job.true_ms >= 0 or waits or not here.issuperset(need.needs):
                continue
            if need.by in POST_KINDS:
                people = idle[need.by]
            else:
                able = (one for one in hands if need.by == EVERYBODY or need.by in one.capabilities)
                people = sum(one.people for one in able)
            people = min(people, need.most or people)
            if need.by in POST_KINDS:
                idle[need.by] -= people
            job.done += people * seconds
            if job.done >= need.work:
                job.true_ms = t_ms

    def _needs(self, plan: MusterPlan, story: SceneStory) -> list[SceneItem]:
        """What each item of the checklist needs; `by` is never "" in it."""
        quota: Counter[str] = Counter()
        for post in plan.posts:
            quota[post.kind.value] += post.officers
        listed = {item.item: item for item in story.items}
        own = [item.post for item in plan.checklist if item.id not in listed]
        return [
            self._need(item, listed.get(item.id), quota, max(1, own.count(item.post)))
            for item in plan.checklist
        ]

    def _need(
        self, item: ChecklistItem, listed: SceneItem | None, quota: Counter[str], sharing: int
    ) -> SceneItem:
        by = item.post if item.post in quota else EVERYBODY
        if listed is not None:
            return replace(listed, by=listed.by or by)
        people = quota.get(by) or sum(quota.values()) or 1
        seconds = self._dice.uniform(*self.story.seconds_at_quota) / sharing
        return SceneItem(item=item.id, work=people * seconds, by=by)

    # -- the commander's word ------------------------------------------------------------------------------------------

    def _declares(self, t_ms: int, muster: Muster, evidenced: set[str]) -> bool:
        """Some time after the last evidence; once too early, where the dice want it so."""
        if muster.declared_ms >= 0:
            self._declare_at = -1
            return False
        early = self._will_lie and sum(job.true_ms < 0 for job in self._jobs.values()) == 1
        if not early and not evidenced.issuperset(self._jobs):
            self._declare_at = -1
            return False
        if self._declare_at < 0:
            self._declare_at = t_ms + self._declare_ms
        if t_ms < self._declare_at or t_ms - self._declared_ms < ASK_AGAIN_MS:
            return False
        self._declared_ms = t_ms
        if early:
            self._will_lie = False
        return True

    def _ms(self, span: tuple[float, float]) -> int:
        return round(self._dice.uniform(*span) * 1000)
