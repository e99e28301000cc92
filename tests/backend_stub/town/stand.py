"""A small town and a hub without sockets for the town's tests: `decide` and `evolve` in lock-step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backend_stub.drill.world import TOWN_ROLES
from backend_stub.town.callers import Site
from backend_stub.town.network import Network
from backend_stub.town.scenario import Happens, Manners, Opening, Scenario
from backend_stub.town.simulation import Simulation
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.decide import AnyCommand, decide
from console.domain.evolve import Recorded, evolve
from console.domain.incidents.entities import IncidentKind
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.orders.states import UnitState
from console.domain.permissions import giver_of
from console.domain.picture import Picture
from console.domain.registry.commands import OpenJournal, Register
from console.domain.registry.entities import (
    Department,
    Force,
    IncidentType,
    Officer,
    Registrable,
    Unit,
    UnitKind,
)
from console.geo import LocalPlane
from console.planning.roads import RoadGraph

WEST, SOUTH = 118.0, 36.8
STEP_DEG = 0.002
SIDE = 12
PUNCTUAL = Manners(
    silent_share=0.0,
    decline_share=0.0,
    breakdown_share=0.0,
    delay_share=0.0,
    lost_share=0.0,
    acknowledge_s=(5.0, 9.0),
)
QUIET = Scenario(
    format=1, name_zh="静", name_en="Quiet", manners=PUNCTUAL, happens=(Happens(type_code="FIRE"),)
)


def small_network(seed: int = 1) -> Network:
    """A square of SIDE × SIDE crossings, about 180–220 m apart, every street both ways, 10 m/s."""
    lon = np.array([WEST + STEP_DEG * (n % SIDE) for n in range(SIDE * SIDE)])
    lat = np.array([SOUTH + STEP_DEG * (n // SIDE) for n in range(SIDE * SIDE)])
    pairs = [(n, n + 1) for n in range(SIDE * SIDE) if n % SIDE < SIDE - 1]
    pairs += [(n, n + SIDE) for n in range(SIDE * (SIDE - 1))]
    both = pairs + [(b, a) for a, b in pairs]
    a, b = np.array([p[0] for p in both]), np.array([p[1] for p in both])
    east, north = LocalPlane.at(WEST, SOUTH + 0.01).metres(lon, lat)
    length = np.hypot(east[a] - east[b], north[a] - north[b])
    many = len(both)
    graph = RoadGraph.in_spatial_order(lon, lat, a, b, length, np.full(many, 10.0))
    return Network(graph, np.full(many, 2), np.full(many, -1), seed)


def site(number: int, east: int, north: int, kind: str = "estate") -> Site:
    """A site near the crossing `east`, `north`."""
    return Site(
        id=f"S-{number}",
        name_zh=f"第{number}处",
        name_en=f"Site {number}",
        pinyin="di chu",
        kind=kind,
        lon=WEST + STEP_DEG * east + 0.0003,
        lat=SOUTH + STEP_DEG * north + 0.00008,
        grid="",
    )


SITES = (site(1, 2, 3), site(2, 8, 8), site(3, 10, 1))


def unit(unit_id: str, east: int, north: int, kind: UnitKind = UnitKind.PATROL) -> Unit:
    """A unit at home near a crossing."""
    return Unit(
        id=unit_id,
        name_zh=unit_id,
        name_en=unit_id,
        kind=kind,
        tier=1,
        station="一中队",
        home_lon_e7=round((WEST + STEP_DEG * east) * 1e7) + 900,
        home_lat_e7=round((SOUTH + STEP_DEG * north) * 1e7) + 500,
        capabilities=("patrol",),
        sworn=4,
        turnout_s=30,
    )


class Said(NamedTuple):
    """What the town asked for, and in which role the hub takes it."""

    role: Role
    command: AnyCommand


def crew(one: Unit) -> tuple[Officer, ...]:
    """The unit's sworn officers, by number."""
    numbers = range(1, one.sworn + 1)
    return tuple(
        Officer(id=f"{one.id}/{n}", name_zh="民警", name_en="Officer", unit_id=one.id, force=Force.SWORN)
        for n in numbers
    )


class Stand:
    """A picture that commands are decided on and folded into, and a town that looks at it."""

    def __init__(self, scenario: Scenario = QUIET, seed: int = 5, units: tuple[Unit, ...] = ()) -> None:
        self.picture = Picture()
        self.t_ms = 0
        self.town = Simulation(small_network(), SITES, scenario, seed)
        self.said: list[tuple[int, Said, bool]] = []
        self.journal: list[Recorded] = []
        types = (
            IncidentType(
                id="FIRE",
                name_zh="火灾",
                name_en="Fire",
                kind=IncidentKind.EMERGENCY,
                level=2,
                limit_s=600,
                capabilities=("patrol",),
            ),
            IncidentType(
                id="BIN",
                name_zh="垃圾",
                name_en="Bin",
                kind=IncidentKind.CASE,
                level=4,
                limit_s=86_400,
                department="D-1",
            ),
        )
        self.ask("system", OpenJournal(kind="demo", epoch_ms=0, town_id="small"), Role.SYSTEM)
        registry: tuple[Registrable, ...] = (
            *types,
            Department(id="D-1", name_zh="环卫", name_en="Sanitation"),
            *units,
            *(officer for one in units for officer in crew(one)),
        )
        self.ask("system", Register(entities=registry), Role.SYSTEM)

    def ask(self, actor: str, command: AnyCommand, role: Role = Role.OPERATOR) -> Refusal | None:
        """Decide a command now and fold what follows; the refusal, if any. Reports are taken as sealed."""
        if isinstance(command, ReportCall):
            command = ReportCall(
                channel=command.channel,
                place=command.place,
                type_code=command.type_code,
                source_id=command.source_id,
            )
        stamp = Stamp(actor=actor, role=role, seat=actor)
        outcome = decide(self.picture, Asked(t_ms=self.t_ms, stamp=stamp, command=command))
        if isinstance(outcome, Refusal):
            return outcome
        for event in outcome:
            recorded = Recorded(seq=self.picture.seq + 1, t_ms=self.t_ms, stamp=stamp, event=event)
            self.journal.append(recorded)
            evolve(self.picture, recorded)
        return None

    def run(self, seconds: int) -> None:
        """Live on, second by second."""
        for _ in range(seconds):
            self.t_ms += 1000
            for command in self.town.step(self.t_ms, self.picture):
                role = giver_of(type(command), TOWN_ROLES)
                assert role is not None, f"the town may not ask for {type(command).__name__}"
                refused = self.ask(role.value, command, role)
                self.said.append((self.t_ms, Said(role, command), refused is None))

    def unit_state(self, unit_id: str) -> UnitState:
        """A unit's state now."""
        return self.picture.units[unit_id].state

    def run_until(self, state: str, order_id: str, most_s: int = 900) -> None:
        """Live on until an order is in a state."""
        for _ in range(most_s):
            if self.picture.orders[order_id].state.value == state:
                return
            self.run(1)
        raise AssertionError(f"{order_id} is {self.picture.orders[order_id].state}, not {state}")

    def open_incident(self, place: Site = SITES[0], type_code: str = "FIRE") -> str:
        """A reported and accepted incident."""
        from backend_stub.intake import RawReport, to_command

        raw = RawReport(channel="phone", lon_deg=place.lon, lat_deg=place.lat, type_code=type_code)
        assert self.ask("gateway", to_command(raw), Role.GATEWAY) is None
        call_id = list(self.picture.calls)[-1]
        assert self.ask("desk", AcceptCall(call_id=call_id, type_code=type_code)) is None
        return list(self.picture.incidents)[-1]

    def dispatch(self, incident_id: str, *unit_ids: str) -> list[str]:
        """Orders to units; their ids."""
        before = set(self.picture.orders)
        choices = tuple(UnitChoice(unit_id=u) for u in unit_ids)
        assert self.ask("desk", DispatchUnits(incident_id=incident_id, units=choices)) is None
        return [order for order in self.picture.orders if order not in before]


def opening_scenario(manners: Manners = PUNCTUAL) -> Scenario:
    """A fire after three seconds, reported twice, and cases by rate."""
    return Scenario(
        format=1,
        name_zh="试",
        name_en="Trial",
        manners=manners,
        openings=(Opening(at_s=3.0, type_code="FIRE", calls=2),),
        happens=(
            Happens(type_code="FIRE", effect="smoke", handle_s=(60.0, 80.0)),
            Happens(type_code="BIN", per_hour=20.0),
        ),
    )
