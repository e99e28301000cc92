"""Fences of running musters: rally point, work area and posts against the newest fixes, and voice against position.

Pure given its inputs, one thread; owned by the tracker's core, which calls `look` about once a second. Whether a unit
is where it counts is compared each time with what the picture says of it: a difference is asked of the hub, asked again
when it does not come about, and never said twice in vain. Every limit comes from the order's plan (DOMAIN §3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from console.domain.decide import AnyCommand
from console.domain.musters.commands import ContradictVoice, EnterFence, LeaveFence
from console.domain.musters.entities import Area, Muster, MusterState, MusterUnit, NotCounted
from console.domain.musters.plan import MusterMode, MusterPlan, Post
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.geo import away_from_ring_m, distance_m

from .sanity import Heard

LEAVE_M: Final = 15.0
"""A fix this far outside a fence may still be the noise of one inside."""
LEAVE_HOLD_MS: Final = 3_000
"""One stray fix is no leaving: outside for so long is. (With time running fast every fix is as long apart.)"""
FAST_HOLD_MS: Final = 10_000
"""Too fast for so long is no rolling into a parking place any more."""
STAND_MS: Final = 20_000
"""Who is on the way to the rally point and stands so long on scene is there; a shorter stop is a traffic light."""
VOICE_M: Final = 50.0
"""A position further outside than this contradicts the voice."""
REACH_MPS: Final = 30.0
"""How far a unit may have come since its fix, before the fix contradicts anything."""
FIX_GRACE_MS: Final = 2_000
ASK_AGAIN_MS: Final = 20_000
JUMP_MS: Final = 10_000
"""Between two looks: the machine slept or the hub was away, and fixes grew old while nobody could hear them."""

Where = tuple[str, str]
"""Area and post id; ("", "") = outside of all."""
OUTSIDE: Final[Where] = ("", "")


@dataclass(slots=True)
class Watch:
    """What is remembered of one unit at one muster's fences. Times of fixes; −1 = not so."""

    outside_ms: int = -1
    fast_ms: int = -1
    still_ms: int = -1
    asked: tuple[object, ...] = ()
    asked_ms: int = -1


@dataclass(slots=True)
class MusterFences:
    """All running musters."""

    _watches: dict[tuple[str, str], Watch] = field(default_factory=dict)
    _looked_ms: int = -1
    _judge_age_from_ms: int = 0

    def look(
        self, picture: Picture, heard: Mapping[str, Heard], now_ms: int, interval_ms: int
    ) -> list[AnyCommand]:
        """Commands that are due at hub time `now_ms`; `interval_ms` is the hub time between two batches of fixes."""
        running = [
            m for m in picture.musters.values() if m.state is MusterState.ACTIVE and m.plan is not None
        ]
        known = {(muster.id, unit.unit_id) for muster in running for unit in muster.units if not unit.ended}
        for gone in self._watches.keys() - known:
            del self._watches[gone]
        commands: list[AnyCommand] = []
        for muster in running:
            if muster.plan is None:
                continue
            oldest_ms = max(muster.plan.limits.fix_age_ms, 2 * interval_ms)
            self._mind_gaps(now_ms, oldest_ms, interval_ms)
            for unit in muster.units:
                if unit.ended:
                    continue
                watch = self._watches.setdefault((muster.id, unit.unit_id), Watch())
                hold_ms = LEAVE_HOLD_MS if interval_ms < LEAVE_HOLD_MS else 0
                fix = heard.get(unit.unit_id)
                order = picture.orders.get(unit.order_id)
                bound = order is not None and order.to_rally and order.state is not OrderState.ONSCENE
                passes = bound and not unit.post
                look = _Look(muster, muster.plan, unit, fix, watch, now_ms, oldest_ms, hold_ms, passes)
                wishes = look.wishes(may_judge_age=now_ms >= self._judge_age_from_ms)
                if wishes and _may_ask(watch, unit, wishes, now_ms, interval_ms):
                    commands += wishes
        self._looked_ms = now_ms
        return commands

    def _mind_gaps(self, now_ms: int, oldest_ms: int, interval_ms: int) -> None:
        """After a gap between looks, no fix is called old before new ones had their time to come."""
        if self._looked_ms < 0 or now_ms - self._looked_ms > max(JUMP_MS, 3 * interval_ms):
            self._judge_age_from_ms = now_ms + oldest_ms
            self._looked_ms = now_ms


def _may_ask(watch: Watch, unit: MusterUnit, wishes: list[AnyCommand], now_ms: int, interval_ms: int) -> bool:
    """Not the same again at the same state of the picture, unless it has not come about for long."""
    asking = (
        *((type(wish).__name__, getattr(wish, "area", ""), getattr(wish, "post_id", "")) for wish in wishes),
        unit.area_ms,
        unit.voice_ms,
        unit.post,
    )
    again_ms = max(ASK_AGAIN_MS, 2 * interval_ms)
    if watch.asked == asking and now_ms - watch.asked_ms < again_ms:
        return False
    watch.asked, watch.asked_ms = asking, now_ms
    return True


@dataclass(slots=True)
class _Look:
    """One unit of one muster at one instant."""

    muster: Muster
    plan: MusterPlan
    unit: MusterUnit
    fix: Heard | None
    watch: Watch
    now_ms: int
    oldest_ms: int
    leave_hold_ms: int
    passes: bool
    """On its way to the rally point: on scene it may only be passing."""

    def wishes(self, *, may_judge_age: bool) -> list[AnyCommand]:
        """What to ask for."""
        fix = self.fix
        if fix is None or self.now_ms - fix.fix_ms > self.oldest_ms:
            self.watch.outside_ms = self.watch.fast_ms = -1
            gone = bool(self.unit.area) and may_judge_age
            wishes: list[AnyCommand] = [self._leave(NotCounted.STALE_FIX)] if gone else []
        else:
            wishes = self._step(fix)
        contradiction = self._contradiction(fix) if fix is not None else None
        return [*wishes, contradiction] if contradiction is not None else wishes

    # -- where it is ---------------------------------------------------------------------------------------------------

    def _step(self, fix: Heard) -> list[AnyCommand]:
        """Entering, leaving, or going from one area to another."""
        unit = self.unit
        here, why = self._where(fix)
        if here != OUTSIDE:
            self.watch.outside_ms = -1
            return [] if self._is_known(here) else self._enter(here, fix)
        if not unit.area:
            self.watch.outside_ms = -1
            return []
        if why is NotCounted.TOO_FAST:
            return [self._leave(why)]
        if self.watch.outside_ms < 0:
            self.watch.outside_ms = fix.fix_ms
        held_ms = fix.fix_ms - self.watch.outside_ms
        return [self._leave(NotCounted.LEFT)] if held_ms >= self.leave_hold_ms else []

    def _is_known(self, here: Where) -> bool:
        """Whether the picture has it there already."""
        area, _ = here
        return self.unit.area == area and (area != Area.POST or self.unit.at_post_ms >= 0)

    def _enter(self, here: Where, fix: Heard) -> list[AnyCommand]:
        area, post_id = here
        entered = EnterFence(
            muster_id=self.muster.id,
            unit_id=self.unit.unit_id,
            area=Area(area),
            fix_ms=fix.fix_ms,
            post_id=post_id,
        )
        return [entered]

    def _leave(self, why: NotCounted) -> AnyCommand:
        area = Area(self.unit.area)
        return LeaveFence(
            muster_id=self.muster.id,
            unit_id=self.unit.unit_id,
            area=area,
            fix_ms=self.fix.fix_ms if self.fix is not None else self.unit.area_ms,
            why=why.value,
            post_id=self.unit.post if area is Area.POST else "",
        )

    def _where(self, fix: Heard) -> tuple[Where, NotCounted | None]:
        """The area whose rule the fix satisfies, with tolerance for the one it is in already; why it is in none."""
        unit = self.unit
        self._note_standing(fix)
        post, rally_m = self._own_post(), self._away_from_rally_m(fix)
        at_post = unit.area == Area.POST and unit.at_post_ms >= 0
        if post is not None and self._holds(fix, _away_from_post_m(post, fix), at_post, may_move=True):
            return (Area.POST.value, post.id), None
        at_rally, on_scene = unit.area == Area.RALLY, unit.area in (Area.SCENE, Area.POST)
        if rally_m is not None and (at_rally or not unit.post):
            if self._holds(fix, rally_m, at_rally, may_move=bool(unit.post)):
                return (Area.RALLY.value, ""), None
            if at_rally and rally_m <= LEAVE_M:
                return OUTSIDE, NotCounted.TOO_FAST
        if self.passes and not on_scene and not self._stands(fix):
            return OUTSIDE, None
        away_m = away_from_scene_m(self.plan, fix.lon_e7, fix.lat_e7)
        if self._holds(fix, away_m, on_scene, may_move=not self.passes):
            return (Area.SCENE.value, ""), None
        return OUTSIDE, NotCounted.TOO_FAST if on_scene and away_m <= LEAVE_M else None

    def _note_standing(self, fix: Heard) -> None:
        if fix.speed_cmps >= self.plan.limits.rally_speed_cmps:
            self.watch.still_ms = -1
        elif self.watch.still_ms < 0:
            self.watch.still_ms = fix.fix_ms

    def _stands(self, fix: Heard) -> bool:
        """Whether it has stood for so long that no traffic light explains it."""
        return 0 <= self.watch.still_ms <= fix.fix_ms - STAND_MS

    def _holds(self, fix: Heard, away_m: float, inside: bool, *, may_move: bool) -> bool:
        """Whether a fence so far away holds the unit. It enters slowly; who is `inside` has tolerance, and time to
        slow down again unless it may move there."""
        if away_m > (LEAVE_M if inside else 0.0):
            return False
        if fix.speed_cmps < self.plan.limits.rally_speed_cmps:
            self.watch.fast_ms = -1
            return True
        if not inside or may_move:
            return inside
        if self.watch.fast_ms < 0:
            self.watch.fast_ms = fix.fix_ms
        return fix.fix_ms - self.watch.fast_ms < FAST_HOLD_MS

    def _own_post(self) -> Post | None:
        return next((post for post in self.plan.posts if post.id == self.unit.post), None)

    def _away_from_rally_m(self, fix: Heard) -> float | None:
        """Metres outside the rally fence, negative inside; None where there is none."""
        rally = self.plan.rally
        if rally is None or self.plan.mode is MusterMode.DIRECT_TO_SCENE:
            return None
        middle_m = distance_m(fix.lon_e7, fix.lat_e7, rally.lon_e7, rally.lat_e7)
        return middle_m - self.plan.limits.rally_radius_m

    # -- voice ---------------------------------------------------------------------------------------------------------

    def _contradiction(self, fix: Heard) -> AnyCommand | None:
        """A voice report that the newest fix, however old, makes impossible: nobody can have driven so far since."""
        unit = self.unit
        if unit.voice_ms < 0 or unit.contradicted:
            return None
        away_m = self._away_from_said_m(fix)
        old_ms = max(0, self.now_ms - fix.fix_ms - FIX_GRACE_MS)
        if away_m is None or away_m <= VOICE_M + REACH_MPS * old_ms / 1000:
            return None
        return ContradictVoice(muster_id=self.muster.id, unit_id=unit.unit_id, away_m=round(away_m))

    def _away_from_said_m(self, fix: Heard) -> float | None:
        if self.unit.voice_area == Area.RALLY:
            return self._away_from_rally_m(fix)
        post = self._own_post()
        if self.unit.voice_area == Area.POST and post is not None:
            return _away_from_post_m(post, fix)
        return away_from_scene_m(self.plan, fix.lon_e7, fix.lat_e7)


def _away_from_post_m(post: Post, fix: Heard) -> float:
    return distance_m(fix.lon_e7, fix.lat_e7, post.lon_e7, post.lat_e7) - post.radius_m


def away_from_scene_m(plan: MusterPlan, lon_e7: int, lat_e7: int) -> float:
    """Metres outside the work area and every post, negative inside one of them."""
    away = [away_from_ring_m(plan.work_area_e7, lon_e7, lat_e7)]
    away += [distance_m(lon_e7, lat_e7, p.lon_e7, p.lat_e7) - p.radius_m for p in plan.posts]
    return min(away)
