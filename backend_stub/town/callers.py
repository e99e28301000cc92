"""What happens in the demo town, and who reports it: seeded happenings, their callers, echoes by other callers.

Pure given seed and scenario, any thread; stepped by `backend_stub.town.simulation`. A happening is the world's
truth: it is there whether or not anybody reports it, and the operator only ever hears the reports.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from backend_stub.intake import RawReport
from console.domain.registry.entities import Camera
from console.geo import E7, distance_m

from .files import GazetteerEntry
from .scenario import Happens, Opening, Scenario, ScenarioSource
from .scenario_story import find_place

Site = GazetteerEntry

LASTS_MS = 40 * 60_000
"""A happening to which nobody ever comes is over after so long."""


@dataclass(slots=True)
class Happening:
    """Something going on at a site since `at_ms`; `over_ms` −1 while it goes on. Times in t_ms."""

    number: int
    kind: Happens
    site: Site
    at_ms: int
    handle_ms: int
    over_ms: int = -1

    @property
    def point(self) -> tuple[int, int]:
        """lon_e7, lat_e7: also what ties a call to it, since reports name the exact site."""
        return point_e7(self.site)


class Callers:
    """Makes happenings from `start_ms` on, and hands out their reports when they are due."""

    def __init__(
        self, scenario: Scenario, sites: Sequence[Site], cameras: Sequence[Camera], seed: int, start_ms: int
    ) -> None:
        self._scenario = scenario
        self._sites = sites
        self._cameras = cameras
        self._seed = seed
        self._pauses = {
            kind.type_code: random.Random(f"callers:{seed}:{kind.type_code}") for kind in scenario.happens
        }
        self._drawn: Counter[str] = Counter()
        self._kinds = {kind.type_code: kind for kind in scenario.happens}
        self._due: list[tuple[int, int, RawReport]] = []
        self._count = 0
        self.happenings: list[Happening] = []
        self._openings = sorted(
            ((start_ms + round(o.at_s * 1000), n, o) for n, o in enumerate(scenario.openings)), reverse=True
        )
        self._next = [
            (start_ms + self._pause_ms(kind), n, kind)
            for n, kind in enumerate(scenario.happens)
            if kind.per_hour
        ]
        heapq.heapify(self._next)

    def step(self, t_ms: int) -> list[RawReport]:
        """Reports that come in up to `t_ms`, oldest first."""
        while self._openings and self._openings[-1][0] <= t_ms:
            at_ms, _, opening = self._openings.pop()
            self.open(at_ms, opening)
        while self._next and self._next[0][0] <= t_ms:
            at_ms, n, kind = self._next[0]
            heapq.heapreplace(self._next, (at_ms + self._pause_ms(kind), n, kind))
            self._chance(at_ms, kind)
        self.happenings = [h for h in self.happenings if h.over_ms < 0 or t_ms - h.over_ms < 60_000]
        for happening in self.happenings:
            if happening.over_ms < 0 and t_ms - happening.at_ms > LASTS_MS:
                happening.over_ms = t_ms
        reports = []
        while self._due and self._due[0][0] <= t_ms:
            reports.append(heapq.heappop(self._due)[2])
        return reports

    def going_on(self) -> list[Happening]:
        """Happenings that are not over."""
        return [h for h in self.happenings if h.over_ms < 0]

    # -- making them ---------------------------------------------------------------------------------------------------

    def _pause_ms(self, kind: Happens) -> int:
        return max(1000, round(self._pauses[kind.type_code].expovariate(kind.per_hour) * 3_600_000))

    def _dice(self, kind: Happens) -> random.Random:
        """For the next happening of its kind alone: what else goes on, or is left out, changes nothing about it."""
        self._drawn[kind.type_code] += 1
        return random.Random(f"callers:{self._seed}:{kind.type_code}:{self._drawn[kind.type_code]}")

    def open(self, at_ms: int, opening: Opening) -> None:
        """It happens at the named place, or at one of its type's sites."""
        kind = self._kinds[opening.type_code]
        named = find_place(opening.place, self._sites) if opening.place else None
        sites = self._sites_for(kind) if named is None else [named]
        if opening.central:
            sites = self._watched(sites)
        dice = self._dice(kind)
        self._happen(at_ms, kind, dice.choice(sites), opening.calls, dice)

    def _chance(self, at_ms: int, kind: Happens) -> None:
        """A happening by rate: left out while as many go on as the scenario allows."""
        calls, dice = 1, self._dice(kind)
        if dice.random() < kind.echo_share:
            calls += dice.randint(*kind.echoes)
        site = dice.choice(self._sites_for(kind))
        if len(self.going_on()) < self._scenario.most_open:
            self._happen(at_ms, kind, site, calls, dice)

    def _happen(self, at_ms: int, kind: Happens, site: Site, calls: int, dice: random.Random) -> None:
        self._count += 1
        handle_ms = round(dice.uniform(*kind.handle_s) * 1000)
        self.happenings.append(Happening(self._count, kind, site, at_ms, handle_ms))
        heard_ms = at_ms
        for n in range(calls):
            heard_ms += round(dice.uniform(1.0, 4.0) * 1000 if n == 0 else dice.expovariate(1 / 35) * 1000)
            self._count += 1
            heapq.heappush(self._due, (heard_ms, self._count, self._report(kind, site, dice)))

    def _sites_for(self, kind: Happens) -> list[Site]:
        wanted = [site for site in self._sites if site.kind in kind.sites]
        return wanted or list(self._sites)

    def _watched(self, sites: list[Site]) -> list[Site]:
        """The dozen sites that cameras see best, towards the middle of the town."""
        if not self._cameras:
            return sites
        points = [point_e7(site) for site in sites]
        lon = sum(point[0] for point in points) // len(points)
        lat = sum(point[1] for point in points) // len(points)

        def unseen_m(site: Site) -> float:
            near = sorted(distance_m(*point_e7(site), one.lon_e7, one.lat_e7) for one in self._cameras)[:3]
            return sum(near) * 4 + distance_m(*point_e7(site), lon, lat) * 0.4

        return sorted(sites, key=unseen_m)[:12]

    # -- reporting them ------------------------------------------------------------------------------------------------

    def _report(self, kind: Happens, site: Site, dice: random.Random) -> RawReport:
        sources = kind.sources or (ScenarioSource(channel="phone"),)
        source = dice.choices(sources, [s.weight for s in sources])[0]
        words = dice.choice(source.words) if source.words else ""
        by_person = source.channel in ("phone", "public", "visit", "grid_officer")
        surname = dice.choice(self._scenario.surnames)
        title = "网格员" if source.channel == "grid_officer" else dice.choice(("先生", "女士"))
        number = f"100-0000-{dice.randrange(10_000):04d}"
        return RawReport(
            channel=source.channel,
            lon_deg=site.lon,
            lat_deg=site.lat,
            place_zh=site.name_zh,
            place_en=site.name_en,
            grid=site.grid,
            name=surname + title if by_person else "",
            number=number if by_person else "",
            words=words.replace("{place}", site.name_zh),
            type_code=kind.type_code,
            source_id=self._source_id(source, site),
        )

    def _source_id(self, source: ScenarioSource, site: Site) -> str:
        if source.channel == "camera" and self._cameras:
            return min(self._cameras, key=lambda one: distance_m(*point_e7(site), one.lon_e7, one.lat_e7)).id
        return site.id if source.channel == "panic_button" else ""


def point_e7(site: Site) -> tuple[int, int]:
    """lon_e7, lat_e7 of a site."""
    return round(site.lon * E7), round(site.lat * E7)
