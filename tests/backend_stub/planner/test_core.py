from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np
import pytest

from backend_stub.planner.core import REFRESH_MS, RING_MINUTES, PlannerCore
from backend_stub.planner.plans import Plan, Planned
from backend_stub.town import files
from console.domain.base.place import Place
from console.domain.incidents.entities import IncidentState
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.commands import Warn
from console.planning.roads import FREE_OFFSET_M
from console.planning.travel_time import RoadState
from console.wire import codec
from console.wire.messages import Cover, EtaTable, PutPlan, Recommendation, Rings, Routes
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town

PlanT = TypeVar("PlanT", bound=Plan)


def _only(planned: Planned, kind: type[PlanT]) -> PlanT:
    found = [plan for plan in planned.plans if isinstance(plan, kind)]
    assert len(found) == 1
    return found[0]


def _none(planned: Planned, *kinds: type[Plan]) -> bool:
    return not any(isinstance(plan, kinds) for plan in planned.plans)


def _etas(table: EtaTable) -> dict[str, int]:
    return dict(zip(table.unit_ids, np.frombuffer(table.eta_s_i32, "<i4").tolist(), strict=True))


@pytest.fixture
def core() -> PlannerCore:
    return PlannerCore(demo_town.graph(), town.picture())


def test_a_new_incident_has_everything_at_the_first_tick(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    planned = core.tick(1_000)
    etas = _etas(_only(planned, EtaTable))
    assert set(etas) == set(core.picture.units)
    assert sum(seconds >= 0 for seconds in etas.values()) > 100
    rings = _only(planned, Rings)
    assert rings.minutes == RING_MINUTES
    assert all(rings.rings_i32)
    advice = _only(planned, Recommendation)
    assert advice.wanted == ("traffic", "medical")
    assert {c for one in advice.chosen for c in one.capabilities} == {"traffic", "medical"}
    assert advice.others
    assert _none(planned, Routes)


def test_every_plan_fits_on_the_wire(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    town.add_order(core.picture, "P-101")
    for plan in core.tick(1_000).plans:
        assert codec.decode_client(codec.encode(PutPlan(plan=plan))) == PutPlan(plan=plan)


def test_when_nothing_changes_nothing_is_said_until_the_refresh(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    first = core.tick(1_000)
    assert core.tick(2_000) == Planned()
    again = core.tick(1_000 + REFRESH_MS)
    assert {type(plan) for plan in again.plans} == {type(plan) for plan in first.plans}
    for before, after in zip(first.plans, again.plans, strict=True):
        assert after.number > before.number


def test_numbers_go_on_growing_after_a_restart(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    before = _only(core.tick(5_000), EtaTable)
    reborn = PlannerCore(demo_town.graph(), core.picture)
    assert _only(reborn.tick(65_000), EtaTable).number > before.number


def test_a_unit_that_moves_has_a_new_eta(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    before = _etas(_only(core.tick(1_000), EtaTable))
    core.positions(town.positions(1_500, ("P-101", incident.place.lon_e7, incident.place.lat_e7, 0.0)))
    after = _etas(_only(core.tick(2_000), EtaTable))
    assert after["P-101"] < 60 < before["P-101"]
    assert {unit for unit in after if after[unit] != before[unit]} == {"P-101"}


def test_a_closure_makes_all_plans_of_an_incident_anew(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    before = _etas(_only(core.tick(1_000), EtaTable))
    town.add_closure(core.picture, incident.place.lon_e7 - 30_000, incident.place.lat_e7, 400)
    planned = core.tick(2_000)
    after = _etas(_only(planned, EtaTable))
    assert any(after[unit] != before[unit] for unit in after)
    assert all(after[unit] < 0 or after[unit] >= before[unit] for unit in after if before[unit] >= 0)
    assert not _none(planned, Rings)


def test_an_incident_that_moves_gets_a_new_field(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    core.tick(1_000)
    place = msgspec.structs.replace(incident.place, lat_e7=incident.place.lat_e7 + 100_000)
    core.picture.incidents[incident.id] = msgspec.structs.replace(incident, place=place)
    core.picture.seq += 1
    assert not _none(core.tick(2_000), Rings)


def test_units_on_their_way_have_routes_until_they_arrive(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    order = town.add_order(core.picture, "P-101")
    routes = _only(core.tick(1_000), Routes)
    assert routes.unit_ids == ("P-101",)
    line = np.frombuffer(routes.lines_i32[0], "<i4").reshape(-1, 2)
    unit = core.picture.units["P-101"]
    assert abs(line[0] - [unit.home_lon_e7, unit.home_lat_e7]).max() < 30_000
    assert abs(line[-1] - [incident.place.lon_e7, incident.place.lat_e7]).max() < 30_000
    core.picture.orders[order.id] = msgspec.structs.replace(order, state=OrderState.ONSCENE)
    core.picture.seq += 1
    assert _only(core.tick(2_000), Routes).unit_ids == ()
    assert _none(core.tick(2_000 + REFRESH_MS), Routes)


def test_closed_incidents_are_planned_no_more(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    core.tick(1_000)
    core.picture.incidents[incident.id] = msgspec.structs.replace(incident, state=IncidentState.CLOSED)
    core.picture.seq += 1
    assert _none(core.tick(2_000 + REFRESH_MS), EtaTable, Rings, Recommendation)


def test_a_declined_order_brings_a_substitute(core: PlannerCore) -> None:
    town.add_incident(core.picture, type_code="FIGHT")
    first = _only(core.tick(1_000), Recommendation).chosen[0].unit_id
    order = town.add_order(core.picture, first)
    assert _only(core.tick(2_000), Recommendation).chosen == ()
    core.picture.orders[order.id] = msgspec.structs.replace(order, state=OrderState.DECLINED)
    town.set_unit(core.picture, first, state=UnitState.AVAILABLE, order_id="")
    chosen = _only(core.tick(3_000), Recommendation).chosen
    assert [one.substitute_for for one in chosen] == [first]
    assert chosen[0].unit_id != first


def test_drones_fly_straight(core: PlannerCore) -> None:
    incident = town.add_incident(core.picture)
    etas = _etas(_only(core.tick(1_000), EtaTable))
    where = core.whereabouts
    place = incident.place.lon_e7 / 1e7, incident.place.lat_e7 / 1e7
    at = demo_town.graph().snap(where.lon_deg, where.lat_deg)
    by_road = RoadState(demo_town.graph()).field_to(*place).eta_s(at)
    assert etas["UAV-1"] < by_road[where.index["UAV-1"]]


def test_far_from_every_street_etas_are_guessed_and_say_so(core: PlannerCore) -> None:
    town.add_incident(core.picture, lon_e7=1_190_000_000, lat_e7=370_000_000)
    planned = core.tick(1_000)
    assert not _only(planned, EtaTable).by_road
    assert _none(planned, Rings)


def test_cover_is_published_and_the_quiet_town_is_covered(core: PlannerCore) -> None:
    cover = _only(core.tick(1_000), Cover)
    assert len(cover.grid_ids) == 48
    assert cover.short == ()


def test_a_stripped_area_is_warned_of_once(core: PlannerCore) -> None:
    core.tick(0)
    for unit in list(core.picture.units.values()):
        if unit.tier in {1, 2}:
            town.set_unit(core.picture, unit.id, state=UnitState.ONSCENE)
    warnings = [core.tick(t_ms).commands for t_ms in range(1_000, 120_000, 1_000)]
    said = [command for commands in warnings for command in commands]
    assert len(said) == 1
    assert isinstance(said[0], Warn)
    assert said[0].code == "cover_short"
    assert said[0].subject in core.picture.grids


def test_another_picture_object_is_taken_over(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    core.tick(1_000)
    fresh = town.picture()
    core.replace(fresh)
    assert _none(core.tick(2_000), EtaTable)
    town.add_incident(fresh, "INC-0002")
    assert _only(core.tick(3_000), EtaTable).incident_id == "INC-0002"


def test_eta_of_an_ordered_unit_holds_what_is_left_of_its_turnout(core: PlannerCore) -> None:
    town.add_incident(core.picture)
    before = _etas(_only(core.tick(1_000), EtaTable))
    town.add_order(core.picture, "P-101", state=OrderState.DISPATCHED)
    order = core.picture.orders[core.picture.units["P-101"].order_id]
    turnout_s = core.picture.units["P-101"].turnout_s
    ordered = _etas(_only(core.tick(order.dispatched_ms + 20_000), EtaTable))
    assert ordered["P-101"] == before["P-101"] + turnout_s - 20
    assert ordered["P-102"] == before["P-102"]


def test_route_leads_up_to_a_place_beside_the_street(core: PlannerCore) -> None:
    graph = demo_town.graph()
    incident = town.add_incident(core.picture)
    spots = files.read_gazetteer(demo_town.directory())
    offset_m = graph.snap([one.lon for one in spots], [one.lat for one in spots]).offset_m
    spot = spots[int(np.argmax(np.where(np.isfinite(offset_m), offset_m, 0.0)))]
    assert float(np.max(offset_m[np.isfinite(offset_m)])) > FREE_OFFSET_M
    place = Place(lon_e7=round(spot.lon * 1e7), lat_e7=round(spot.lat * 1e7))
    core.picture.incidents[incident.id] = msgspec.structs.replace(incident, place=place)
    town.add_order(core.picture, "P-101")
    line = np.frombuffer(_only(core.tick(1_000), Routes).lines_i32[0], "<i4").reshape(-1, 2)
    assert tuple(line[-1].tolist()) == (place.lon_e7, place.lat_e7)
