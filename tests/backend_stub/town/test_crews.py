"""Crews sign, turn out, drive, arrive, handle, clear and go back, and never argue with the picture."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from backend_stub.town.crews import TURNOUT
from backend_stub.tracker.core import TrackerCore
from backend_stub.tracker.service import street_point_of
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AmendIncident
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DelayOrder,
    DivertUnit,
    ProgressOrder,
    SetOutOfService,
    SuggestArrival,
)
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.entities import Unit, UnitKind
from console.geo import distance_m
from tests.backend_stub.town.stand import PUNCTUAL, QUIET, SITES, Stand, small_network, unit

P1, P2 = unit("P-1", 3, 3), unit("P-2", 9, 9)


def _stand(units: tuple[Unit, ...] = (P1, P2), **manners: Any) -> Stand:
    scenario = replace(QUIET, manners=replace(PUNCTUAL, **manners))
    return Stand(scenario, units=units)


def _urgent(stand: Stand) -> bool:
    return stand.town.crews["P-1"].urgent


def _said(stand: Stand, kind: type) -> list[AnyCommand]:
    return [wish.command for _, wish, _ in stand.said if isinstance(wish.command, kind)]


def test_order_is_signed_driven_handled_and_cleared() -> None:
    stand = _stand()
    stand.run(20)
    incident_id = stand.open_incident()
    (order_id,) = stand.dispatch(incident_id, "P-1")
    sent_ms = stand.t_ms
    stand.run_until("acknowledged", order_id)
    assert 5_000 <= stand.t_ms - sent_ms <= 10_000
    stand.run_until("enroute", order_id)
    stand.run_until("onscene", order_id)
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    place = stand.picture.incidents[incident_id].place
    assert distance_m(fix.lon_e7, fix.lat_e7, place.lon_e7, place.lat_e7) < 60.0
    stand.run_until("cleared", order_id)
    stand.run(60)
    assert stand.unit_state("P-1") is UnitState.AVAILABLE
    assert all(allowed for _, _, allowed in stand.said)


def test_cancelled_unit_turns_round_and_goes_back_to_its_beat() -> None:
    stand = _stand()
    incident_id = stand.open_incident(SITES[1])
    (order_id,) = stand.dispatch(incident_id, "P-1")
    stand.run_until("enroute", order_id)
    stand.run(10)
    assert _urgent(stand) is True
    assert stand.ask("desk", CancelOrder(order_id=order_id, reason="误报")) is None
    stand.run(1)
    assert _urgent(stand) is False
    stand.run(600)
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    assert distance_m(fix.lon_e7, fix.lat_e7, P1.home_lon_e7, P1.home_lat_e7) < 2500.0


def test_diverted_unit_drives_to_the_other_place() -> None:
    stand = _stand()
    first, second = stand.open_incident(SITES[0]), stand.open_incident(SITES[1])
    (order_id,) = stand.dispatch(first, "P-2")
    stand.run_until("enroute", order_id)
    divert = DivertUnit(unit_id="P-2", incident_id=second, reason="更近")
    assert stand.ask("leader", divert, Role.DUTY_LEADER) is None
    new_id = stand.picture.units["P-2"].order_id
    assert new_id != order_id
    stand.run_until("onscene", new_id)
    fix = stand.town.crews["P-2"].body.fix_at(stand.t_ms)
    place = stand.picture.incidents[second].place
    assert distance_m(fix.lon_e7, fix.lat_e7, place.lon_e7, place.lat_e7) < 60.0


def test_voice_proxy_is_taken_as_it_is() -> None:
    stand = _stand()
    (order_id,) = stand.dispatch(stand.open_incident(SITES[1]), "P-1")
    stand.run(2)
    assert stand.ask("desk", ProgressOrder(order_id=order_id, state=OrderState.ONSCENE)) is None
    stand.run_until("cleared", order_id)
    assert not [x for x in _said(stand, ProgressOrder) if getattr(x, "state", "") == OrderState.ENROUTE]


def test_corrected_order_is_asked_for_again() -> None:
    stand = _stand()
    (order_id,) = stand.dispatch(stand.open_incident(), "P-1")
    stand.run_until("onscene", order_id)
    correct = CorrectOrder(order_id=order_id, state=OrderState.ENROUTE, reason="尚未到达")
    assert stand.ask("desk", correct) is None
    stand.run_until("onscene", order_id, most_s=60)


def test_amended_place_is_driven_to() -> None:
    stand = _stand()
    incident_id = stand.open_incident(SITES[0])
    (order_id,) = stand.dispatch(incident_id, "P-1")
    stand.run_until("enroute", order_id)
    other = stand.picture.incidents[stand.open_incident(SITES[2])].place
    assert stand.ask("desk", AmendIncident(incident_id=incident_id, place=other)) is None
    stand.run_until("onscene", order_id)
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    assert distance_m(fix.lon_e7, fix.lat_e7, other.lon_e7, other.lat_e7) < 60.0


def test_decline_names_a_reason_and_ends_the_order() -> None:
    stand = _stand(decline_share=1.0)
    (order_id,) = stand.dispatch(stand.open_incident(), "P-1")
    stand.run_until("declined", order_id)
    assert stand.picture.orders[order_id].reason


def test_silent_crew_signs_late() -> None:
    stand = _stand(silent_share=1.0)
    (order_id,) = stand.dispatch(stand.open_incident(), "P-1")
    stand.run(55)
    assert stand.picture.orders[order_id].state is OrderState.DISPATCHED
    stand.run_until("acknowledged", order_id, most_s=60)


def test_breakdown_takes_the_unit_out_of_service_until_it_is_repaired() -> None:
    stand = _stand(breakdown_share=1.0, breakdown_s=(100.0, 120.0))
    (order_id,) = stand.dispatch(stand.open_incident(SITES[1]), "P-1")
    stand.run_until("cancelled", order_id)
    assert stand.unit_state("P-1") is UnitState.OUT_OF_SERVICE
    there = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    stand.run(60)
    assert stand.town.crews["P-1"].body.fix_at(stand.t_ms)[:2] == there[:2]
    stand.run(90)
    assert stand.unit_state("P-1") is UnitState.AVAILABLE


def test_delayed_unit_says_so_and_still_arrives() -> None:
    stand = _stand(delay_share=1.0)
    (order_id,) = stand.dispatch(stand.open_incident(SITES[1]), "P-1")
    stand.run_until("onscene", order_id)
    assert stand.picture.orders[order_id].delayed
    assert len(_said(stand, DelayOrder)) == 1


def test_radio_silence_leaves_the_unit_out_of_the_positions() -> None:
    stand = _stand(lost_share=1.0)
    seen = set()
    for _ in range(900):
        stand.run(1)
        seen.add(stand.town.positions(stand.t_ms).unit_ids)
    assert any("P-1" not in ids for ids in seen)
    assert any("P-1" in ids for ids in seen)


def test_unit_taken_out_of_service_by_the_desk_goes_home_and_stays() -> None:
    stand = _stand()
    stand.run(100)
    assert stand.ask("desk", SetOutOfService(unit_id="P-1", reason="换班")) is None
    stand.run(900)
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    assert distance_m(fix.lon_e7, fix.lat_e7, P1.home_lon_e7, P1.home_lat_e7) < 5.0
    assert stand.unit_state("P-1") is UnitState.OUT_OF_SERVICE


def test_drone_arrives_over_the_place_itself() -> None:
    stand = _stand((unit("UAV-1", 4, 4, UnitKind.DRONE),))
    incident_id = stand.open_incident(SITES[1])
    (order_id,) = stand.dispatch(incident_id, "UAV-1")
    stand.run_until("onscene", order_id)
    place = stand.picture.incidents[incident_id].place
    assert stand.town.crews["UAV-1"].body.fix_at(stand.t_ms)[:2] == (place.lon_e7, place.lat_e7)


def test_all_units_of_one_incident_leave_when_the_work_is_done() -> None:
    stand = _stand()
    orders = stand.dispatch(stand.open_incident(), "P-1", "P-2")
    for order_id in orders:
        stand.run_until("cleared", order_id)
    first, last = sorted(stand.picture.orders[order_id].ended_ms for order_id in orders)
    assert last - first < 120_000


def test_tracker_suggests_most_arrivals_before_the_crew_reports_them() -> None:
    units = tuple(unit(f"P-{n}", n, 2 * n % 11) for n in range(1, 9))
    stand = Stand(units=units)
    tracker = TrackerCore(stand.picture, street_point_of(small_network().graph))
    orders = stand.dispatch(stand.open_incident(), *(one.id for one in units))
    suggested: set[str] = set()
    for _ in range(400):
        stand.run(1)
        tracker.positions(stand.town.positions(stand.t_ms), stand.t_ms)
        for command in tracker.tick(stand.t_ms):
            if (
                isinstance(command, SuggestArrival)
                and stand.ask("tracker", command, Role.TRACKER) is None
                and stand.picture.orders[command.order_id].state is OrderState.ENROUTE
            ):
                suggested.add(command.order_id)
    assert all(stand.picture.orders[one].onscene_ms >= 0 for one in orders)
    assert len(suggested) >= len(orders) // 2


def test_turnout_runs_from_the_order() -> None:
    stand = Stand(units=(unit("P-1", 5, 5),))
    (order_id,) = stand.dispatch(stand.open_incident(), "P-1")
    stand.run_until("enroute", order_id)
    order = stand.picture.orders[order_id]
    turnout_ms = stand.picture.units["P-1"].turnout_s * 1000
    assert (
        TURNOUT[0] * turnout_ms - 1000
        <= order.enroute_ms - order.dispatched_ms
        <= TURNOUT[1] * turnout_ms + 2000
    )
