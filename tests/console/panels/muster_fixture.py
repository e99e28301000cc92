"""A world that musters, seen by the models: sources, plans and forecasts. Test support."""

from __future__ import annotations

import msgspec
import numpy as np

from console.desk.clock import SeatClock
from console.desk.drafts import MusterDraft
from console.desk.offer import PlanBook
from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.musters.plan import PostKind
from console.panels.muster.builder import MusterPart, PanelSources, muster_part
from console.planning.plan_cards import Bilingual, CardItem, CardPost, PlanCard
from console.wire.muster_messages import (
    MusterForecast,
    MusterPlans,
    MusterProposal,
    PlannedUnit,
    RallyProposal,
)
from console.words.choices import ChoiceBook
from console.words.names import Names
from tests.console.domain.musters.muster_world import PATROLS, RALLY, RING, MusterWorld
from tests.console.domain.musters.muster_world import plan as world_plan
from tests.console.verbs.stand import Stand
from widgets.incident.buttons import ButtonView

CARD = PlanCard(
    format=1,
    id="test-card",
    type_code="EXPLOSION",
    name_zh="测试预案",
    name_en="Test card",
    channel="CH 7",
    gear_zh="面具",
    gear_en="masks",
    work_area_m=400,
    posts=(
        CardPost(id="command", kind=PostKind.SCENE_COMMAND, name_zh="指挥", name_en="Command", officers=2),
    ),
    checklist=(CardItem(id="out", zh="已扑灭", en="Fire out"),),
    tasks=(Bilingual(zh="封锁", en="Close off"),),
)


class OneCard(PlanBook):
    """A book with the test's card for every type."""

    def card(self, type_code: str) -> PlanCard | None:
        return CARD

    def by_id(self, card_id: str) -> PlanCard | None:
        return CARD if card_id == CARD.id else None


class Sight:
    """What a desk sees of a `MusterWorld`."""

    def __init__(self, world: MusterWorld) -> None:
        self.world = world
        self.telemetry = TelemetryStore()
        self.draft = MusterDraft()
        self.book: PlanBook = OneCard()
        self.role = Role.OPERATOR

    @property
    def names(self) -> Names:
        return Names(self.world.picture, chinese=False)

    def part(self) -> MusterPart | None:
        """The muster's part of the panel now."""
        incident = self.world.picture.incidents[self.world.incident_id]
        sources = PanelSources(
            self.names, self.telemetry, SeatClock(), ChoiceBook(self.names), self.draft, self.book
        )
        return muster_part(incident, sources)

    def buttons(self) -> dict[str, ButtonView]:
        """What has a button in the panel now, by verb."""
        stand = Stand(self.world.picture, self.role)
        stand.seat.select_case(self.world.incident_id)
        part = self.part()
        stand.seat.offer = None if part is None else part.offer
        return {one.verb: one for one in stand.button_views(self.world.incident_id)}

    def against(self) -> dict[str, str]:
        """Verbs with a button in the panel now, each with what stands against it."""
        return {verb: one.why_not for verb, one in self.buttons().items()}

    def must(self) -> MusterPart:
        """The muster's part, which has to be there."""
        part = self.part()
        assert part is not None
        return part

    def plans(self, *, bare: tuple[str, ...] = (), **changes: object) -> MusterPlans:
        """The planner speaks."""
        units = tuple(
            PlannedUnit(unit_id=unit, eta_s=200 + 10 * n, officers=4, uncovers=bare if n == 0 else ())
            for n, unit in enumerate(PATROLS[:26])
        )
        told = MusterPlans(
            number=1,
            t_ms=self.world.t_ms,
            incident_id=self.world.incident_id,
            strength=100,
            eligible=120,
            reserves=20,
            rallies=(
                RallyProposal(place=RALLY, t_star_s=430, drive_s=130, off_wind_deg=0),
                RallyProposal(
                    place=msgspec.structs.replace(RALLY, lon_e7=RALLY.lon_e7 + 9),
                    t_star_s=500,
                    drive_s=90,
                    off_wind_deg=180,
                ),
            ),
            plans=(
                MusterProposal(kind="balanced", t_star_s=440, strength=104, units=units, uncovers=bare),
                MusterProposal(kind="fastest", t_star_s=430, strength=100, units=units[:25], uncovers=()),
            ),
            posts=world_plan().posts,
            work_area_e7=RING,
        )
        told = msgspec.structs.replace(told, **changes)
        self.telemetry.take([told])
        return told

    def forecast(self, *substitutes: PlannedUnit, p50_s: int = 456, p90_s: int = 530) -> None:
        """The planner says how it goes."""
        seconds = np.arange(0, 1300, 10)
        middle = np.minimum(104, seconds // 4)
        muster = self.world.muster
        at = [muster.t0_ms + s * 1000 if s >= 0 else -1 for s in (p50_s, p90_s)]
        self.telemetry.take(
            [
                MusterForecast(
                    number=1,
                    t_ms=self.world.t_ms,
                    muster_id=muster.id,
                    incident_id=muster.incident_id,
                    counted=0,
                    en_route=0,
                    p10_ms=muster.t0_ms + 400_000,
                    p50_ms=at[0],
                    p90_ms=at[1],
                    in_time_permille=900,
                    at_s_i32=seconds.astype("<i4").tobytes(),
                    p10_i16=(middle - 8).astype("<i2").tobytes(),
                    p50_i16=middle.astype("<i2").tobytes(),
                    p90_i16=(middle + 6).astype("<i2").tobytes(),
                    substitutes=substitutes,
                )
            ]
        )
