"""The watch over running musters: baseline, live forecasts, early warnings, cover gaps.

Pure; owned by the planner's core, one thread. A forecast is made when something about its muster has changed and every
FORECAST_EVERY_MS while units are on their way; a forecast that says the same is not said again before the refresh.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from msgspec.structs import replace

from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.clock import limit_ms, started_ms
from console.domain.musters.entities import Muster, MusterState
from console.domain.registry.commands import Warn
from console.planning.cover import CoverTable
from console.wire.muster_messages import MusterForecast

from .baseline import Baselines
from .cover_gaps import CoverGaps
from .journeys import drive_s, journeys, orders_of
from .muster_alarm import MusterAlarm
from .muster_forecasts import MusterForecaster
from .muster_planning import MusterPlanning
from .plans import Planned, Press
from .situation import Situation

FORECAST_EVERY_MS = 2_000
"""How often a forecast follows the units' movements; what happens it follows at once."""
AFTERWARDS_EVERY_MS = 10_000
UNMANNED_S = 150.0
"""A post to which nobody is sent is warned of when so much of the limit is left."""
OPEN_ITEMS_S = 120.0


@dataclass(slots=True)
class _Watched:
    """What is kept of one muster."""

    forecaster: MusterForecaster
    alarm: MusterAlarm
    gaps: CoverGaps = field(default_factory=CoverGaps)
    muster: Muster | None = None
    seen: Hashable = None
    made_ms: int = -FORECAST_EVERY_MS


class MusterWatch:
    """One for all musters."""

    def __init__(self, situation: Situation, press: Press, desk: MusterPlanning) -> None:
        self._situation = situation
        self._press = press
        self._baselines = Baselines(situation, desk)
        self._watched: dict[str, _Watched] = {}

    def look(self, t_ms: int, out: Planned, only_changed: bool = False) -> None:
        """Add forecasts and commands due now to `out`; `only_changed`: of musters that an event has changed."""
        running = self._running()
        for gone in self._watched.keys() - running.keys():
            del self._watched[gone]
            self._press.forget(gone)
        self._baselines.keep(set(running))
        for muster, incident in running.values():
            out.commands += self._baselines.look(muster, incident, t_ms)
            if muster.plan is not None:
                self._forecast(muster, incident, t_ms, only_changed, out)

    def cover(self, table: CoverTable, t_ms: int) -> list[AnyCommand]:
        """Gaps in the cover that opened or closed."""
        commands: list[AnyCommand] = []
        pairs = zip(table.counts.tolist(), table.minimum.tolist(), strict=True)
        counts = dict(zip(table.grid_ids, pairs, strict=True))
        for muster, _ in self._running().values():
            commands += self._of(muster).gaps.look(muster, counts, t_ms)
        return commands

    def _running(self) -> dict[str, tuple[Muster, Incident]]:
        picture = self._situation.picture
        return {
            one.id: (one, picture.incidents[one.incident_id])
            for one in picture.musters.values()
            if one.state is MusterState.ACTIVE and one.incident_id in picture.incidents
        }

    def _of(self, muster: Muster) -> _Watched:
        known = self._watched.get(muster.id)
        if known is None:
            known = _Watched(MusterForecaster(muster.id), MusterAlarm(muster.incident_id))
            self._watched[muster.id] = known
        return known

    def _forecast(
        self, muster: Muster, incident: Incident, t_ms: int, only_changed: bool, out: Planned
    ) -> None:
        watched, over = self._of(muster), muster.t1_ms >= 0
        orders = tuple((one.state, one.delayed, one.silent) for one in orders_of(self._situation, incident))
        seen = (orders, self._situation.closures)
        changed = watched.muster is not muster or seen != watched.seen
        every_ms = AFTERWARDS_EVERY_MS if over else FORECAST_EVERY_MS
        if changed or (not only_changed and t_ms - watched.made_ms >= every_ms):
            watched.muster, watched.seen, watched.made_ms = muster, seen, t_ms
            said = watched.forecaster.look(self._situation, muster, incident, t_ms)
            if not over:
                out.commands += _muster_alarms(watched.alarm, muster, said, t_ms)
            if self._press.due("forecast", muster.id, _gist(said), t_ms):
                out.plans.append(replace(said, number=self._press.number("forecast", t_ms)))
        if over and not only_changed:
            out.commands += self._later_alarms(watched.alarm, muster, incident, t_ms)

    def _later_alarms(self, alarm: MusterAlarm, muster: Muster, incident: Incident, t_ms: int) -> list[Warn]:
        """Phases 2 and 3: posts that will not be filled in time, items that are still open near the end."""
        phase = 2 if muster.t2_ms < 0 else 3
        start_ms = started_ms(muster, phase, t_ms)
        left_s = (start_ms + limit_ms(muster, phase) - t_ms) / 1000
        if start_ms < 0 or left_s < 0 or muster.t3_ms >= 0:
            return []
        if phase == 3:
            done = sum(item.evidence_ms >= 0 for item in muster.items)
            open_still = done < len(muster.items) or muster.declared_ms < 0
            return alarm.resolve(open_still and left_s < OPEN_ITEMS_S, f"{done}/{len(muster.items)}", t_ms)
        expected_s, unmanned = self._posts_filled_s(muster, incident)
        limit_s = limit_ms(muster, 2) // 1000
        detail = f"{round(limit_s - left_s + expected_s)}/{limit_s}"
        if unmanned:
            wanted = sum(post.officers for post in muster.plan.posts) if muster.plan is not None else 0
            detail = f"{sum(post.officers for post in muster.posts)}/{wanted}"
        return alarm.arrive(left_s < UNMANNED_S if unmanned else expected_s > left_s, detail, t_ms)

    def _posts_filled_s(self, muster: Muster, incident: Incident) -> tuple[float, bool]:
        """Seconds until those who are sent fill their posts; whether a post lacks officers even then."""
        if muster.plan is None:
            return 0.0, False
        orders = orders_of(self._situation, incident)
        left = drive_s(self._situation, incident, journeys(self._situation, incident, orders))
        there = {post.post_id: post.officers for post in muster.posts}
        expected_s, unmanned = 0.0, False
        for post in muster.plan.posts:
            lacking = post.officers - there.get(post.id, 0)
            coming = sorted(
                (left.get(unit.unit_id, 0.0), len(unit.officers) or max(unit.headcount, 0))
                for unit in muster.units
                if unit.post == post.id and unit.at_post_ms < 0 and not unit.ended
            )
            for seconds, officers in coming:
                if lacking > 0:
                    lacking -= officers
                    expected_s = max(expected_s, seconds)
            unmanned = unmanned or lacking > 0
        return expected_s, unmanned


def _muster_alarms(alarm: MusterAlarm, muster: Muster, said: MusterForecast, t_ms: int) -> list[Warn]:
    p50_s = (said.p50_ms - muster.t0_ms) // 1000 if said.p50_ms >= 0 else -1
    return [
        *alarm.strength(said.counted + said.en_route, muster.required, t_ms),
        *alarm.muster(said.in_time_permille, p50_s, limit_ms(muster, 1) // 1000, t_ms),
    ]


def _gist(said: MusterForecast) -> Hashable:
    """The part of a forecast whose change is worth publishing: to the second and the per cent."""
    helpers = tuple((one.unit_id, one.substitute_for, one.eta_s // 10) for one in said.substitutes)
    times = said.p10_ms // 1000, said.p50_ms // 1000, said.p90_ms // 1000
    return said.counted, said.en_route, times, said.in_time_permille // 10, helpers
