"""Handling of ordinary incidents in the demo town: it begins when the first crew is there, and is done some time later.

Pure given the seed, any thread; stepped by `backend_stub.town.simulation`. Incidents with a muster are worked through
by their checklist instead (`muster_scenes`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from console.domain.calls.entities import CallState
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.domain.orders.states import OrderState
from console.domain.picture import Picture

from .callers import Happening
from .crews import Crew


class Handling:
    """When the work at each incident is done."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._done_ms: dict[str, int] = {}

    def is_done(self, t_ms: int, incident_id: str) -> bool:
        """Whether the work there is done."""
        return 0 <= self._done_ms.get(incident_id, -1) <= t_ms

    def step(
        self,
        t_ms: int,
        picture: Picture,
        crews: Mapping[str, Crew],
        happenings: Mapping[str, Happening],
        led: Callable[[str], bool],
    ) -> list[str]:
        """Incidents whose work is done; those that are `led` by a muster are left out."""
        for crew in crews.values():
            if not crew.at_work:
                continue
            order = picture.orders.get(picture.units[crew.unit_id].order_id)
            if order is None or order.state is not OrderState.ONSCENE or order.incident_id in self._done_ms:
                continue
            happening = happenings.get(order.incident_id)
            dice = random.Random(f"{self._seed}:{order.incident_id}")
            took_ms = happening.handle_ms if happening else round(dice.uniform(60.0, 150.0) * 1000)
            self._done_ms[order.incident_id] = t_ms + took_ms
        done = []
        for incident_id, done_ms in list(self._done_ms.items()):
            if incident_id not in picture.incidents or led(incident_id):
                del self._done_ms[incident_id]
            elif t_ms >= done_ms:
                done.append(incident_id)
        for incident_id, happening in happenings.items():
            if picture.incidents[incident_id].state not in OPEN_INCIDENT_STATES and happening.over_ms < 0:
                happening.over_ms = t_ms
        return done


def happenings_of(picture: Picture, happenings: Sequence[Happening]) -> dict[str, Happening]:
    """Which incident is about which happening: by place and type of its calls, the newest that there was."""
    at: dict[tuple[int, int, str], list[Happening]] = {}
    for happening in happenings:
        at.setdefault((*happening.point, happening.kind.type_code), []).append(happening)
    found: dict[str, Happening] = {}
    for call in picture.calls.values():
        if call.state in (CallState.ACCEPTED, CallState.MERGED) and call.incident_id in picture.incidents:
            here = at.get((call.place.lon_e7, call.place.lat_e7, call.type_code), ())
            before = [happening for happening in here if happening.at_ms <= call.reported_ms]
            if before:
                found[call.incident_id] = before[-1]
    return found
