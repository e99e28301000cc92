from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.base.place import Place
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState, UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import IncidentType, Unit, UnitKind
from console.planning.recommend import (
    HELD_S,
    UNCOVER_S,
    WORKLOAD_S,
    Held,
    Ranked,
    cheapest_cover,
    recommend,
)

PLACE = Place(lon_e7=1179000000, lat_e7=368000000)


def _unit(unit_id: str, *capabilities: str) -> Unit:
    return Unit(
        id=unit_id,
        name_zh="",
        name_en="",
        kind=UnitKind.PATROL,
        tier=1,
        station="",
        home_lon_e7=0,
        home_lat_e7=0,
        capabilities=capabilities,
        turnout_s=30,
    )


def _picture(
    units: list[Unit], wanted: tuple[str, ...] = ("patrol",), orders: tuple[Order, ...] = ()
) -> Picture:
    picture = Picture()
    picture.units = {unit.id: unit for unit in units}
    picture.incident_types["T"] = IncidentType(
        id="T", name_zh="", name_en="", kind=IncidentKind.EMERGENCY, level=2, limit_s=600, capabilities=wanted
    )
    picture.orders = {order.id: order for order in orders}
    picture.incidents["INC-0001"] = Incident(
        id="INC-0001",
        type_code="T",
        kind=IncidentKind.EMERGENCY,
        level=2,
        place=PLACE,
        state=IncidentState.ACCEPTED,
        opened_ms=0,
        accepted_ms=0,
        step_ms=0,
        limit_ms=600_000,
        deadline_ms=600_000,
        orders=tuple(picture.orders),
    )
    return picture


def _order(order_id: str, unit_id: str, state: OrderState, silent: bool = False) -> Order:
    return Order(
        id=order_id, incident_id="INC-0001", unit_id=unit_id, state=state, dispatched_ms=1, silent=silent
    )


def _chosen(
    picture: Picture, eta_s: dict[str, int], uncovers: dict[str, tuple[str, ...]] | None = None
) -> list[str]:
    found = recommend(picture, picture.incidents["INC-0001"], eta_s, uncovers or {})
    return [one.unit_id for one in found.chosen]


def test_the_nearest_able_unit_comes_first() -> None:
    picture = _picture([_unit("P-1", "patrol"), _unit("P-2", "patrol"), _unit("F-1", "fire")])
    assert _chosen(picture, {"P-1": 300, "P-2": 120, "F-1": 10}) == ["P-2"]


def test_every_term_is_shown_and_adds_up() -> None:
    picture = _picture([_unit("P-1", "patrol")], orders=(_order("O-1", "P-1", OrderState.CLEARED),))
    picture.incidents["INC-0001"] = msgspec.structs.replace(picture.incidents["INC-0001"], orders=())
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 100}, {"P-1": ("G-1", "G-2")})
    one = found.chosen[0]
    assert (one.rank, one.eta_s, one.turnout_s, one.workload, one.uncovers) == (1, 100, 30, 1, ("G-1", "G-2"))
    assert one.cost_s == 100 + 30 + 2 * UNCOVER_S + WORKLOAD_S


def test_a_unit_that_would_strip_an_area_stands_back() -> None:
    picture = _picture([_unit("P-1", "patrol"), _unit("P-2", "patrol")])
    etas = {"P-1": 100, "P-2": 150}
    assert _chosen(picture, etas) == ["P-1"]
    assert _chosen(picture, etas, {"P-1": ("G-1",)}) == ["P-2"]


@pytest.mark.parametrize(
    "change",
    [
        {"state": UnitState.ONSCENE},
        {"state": UnitState.OUT_OF_SERVICE},
        {"reserved": True},
        {"contact_lost": True},
    ],
)
def test_units_that_cannot_be_sent_are_not_recommended(change: dict[str, object]) -> None:
    near = msgspec.structs.replace(_unit("P-1", "patrol"), **change)
    picture = _picture([near, _unit("P-2", "patrol")])
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 1, "P-2": 500}, {})
    assert {one.unit_id for one in (*found.chosen, *found.others)} == {"P-2"}


def test_a_unit_without_a_way_is_not_recommended() -> None:
    picture = _picture([_unit("P-1", "patrol"), _unit("P-2", "patrol")])
    assert _chosen(picture, {"P-1": -1, "P-2": 500}) == ["P-2"]
    assert _chosen(picture, {}) == []


def test_a_capability_that_nobody_has_is_named_as_missing() -> None:
    picture = _picture([_unit("P-1", "patrol")], wanted=("patrol", "hazmat"))
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 60}, {})
    assert found.missing == ("hazmat",)
    assert [one.unit_id for one in found.chosen] == ["P-1"]


def test_what_is_under_way_is_wanted_no_more_and_the_rest_is_a_reserve() -> None:
    orders = (_order("O-1", "P-1", OrderState.ENROUTE),)
    units = [msgspec.structs.replace(_unit("P-1", "patrol"), state=UnitState.ENROUTE), _unit("P-2", "patrol")]
    picture = _picture(units, orders=orders)
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 10, "P-2": 60}, {})
    assert found.wanted == ()
    assert found.chosen == ()
    assert [one.unit_id for one in found.others] == ["P-2"]


def test_a_substitute_is_named_when_a_unit_declines() -> None:
    picture = _picture(
        [_unit("P-1", "patrol"), _unit("P-2", "patrol")], orders=(_order("O-1", "P-1", OrderState.DECLINED),)
    )
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 10, "P-2": 60}, {})
    assert [(one.unit_id, one.substitute_for) for one in found.chosen] == [("P-2", "P-1")]
    assert "P-1" not in {one.unit_id for one in found.others}


def test_a_substitute_is_named_when_a_unit_is_silent() -> None:
    units = [
        msgspec.structs.replace(_unit("P-1", "patrol"), state=UnitState.DISPATCHED),
        _unit("P-2", "patrol"),
    ]
    picture = _picture(units, orders=(_order("O-1", "P-1", OrderState.DISPATCHED, silent=True),))
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 10, "P-2": 60}, {})
    assert [(one.unit_id, one.substitute_for) for one in found.chosen] == [("P-2", "P-1")]


def test_a_substitute_is_named_when_a_unit_breaks_down() -> None:
    units = [
        msgspec.structs.replace(_unit("P-1", "patrol"), state=UnitState.OUT_OF_SERVICE),
        _unit("P-2", "patrol"),
    ]
    picture = _picture(units, orders=(_order("O-1", "P-1", OrderState.CANCELLED),))
    found = recommend(picture, picture.incidents["INC-0001"], {"P-1": 10, "P-2": 60}, {})
    assert [(one.unit_id, one.substitute_for) for one in found.chosen] == [("P-2", "P-1")]


def test_an_emergency_of_an_unknown_type_wants_a_patrol() -> None:
    picture = _picture([_unit("P-1", "patrol")])
    picture.incident_types.clear()
    assert _chosen(picture, {"P-1": 60}) == ["P-1"]


capability = st.sampled_from(["patrol", "fire", "medical", "cordon"])
teams = st.lists(
    st.tuples(st.frozensets(capability, min_size=1, max_size=3), st.integers(1, 900)), max_size=7
)


@given(teams, st.lists(capability, unique=True))
def test_the_chosen_set_is_the_cheapest_there_is(
    team: list[tuple[frozenset[str], int]], wanted: list[str]
) -> None:
    able = [
        Ranked(f"U-{number}", 0, cost, 0, tuple(c for c in wanted if c in has), (), 0, cost)
        for number, (has, cost) in enumerate(team)
    ]
    chosen, missing = cheapest_cover(able, wanted)
    had = {c for one in able for c in one.capabilities}
    assert set(missing) == set(wanted) - had
    assert {c for one in chosen for c in one.capabilities} == set(wanted) & had
    best = min(
        sum(one.cost_s for one in subset)
        for size in range(len(able) + 1)
        for subset in itertools.combinations(able, size)
        if {c for one in subset for c in one.capabilities} >= set(wanted) & had
    )
    assert sum(one.cost_s for one in chosen) == best


def _chosen_after(first: dict[str, int], then: dict[str, int]) -> tuple[list[str], list[str]]:
    """Chosen units, and everybody as ranked, of a second recommendation after a first."""
    picture = _picture([_unit(unit_id, "patrol") for unit_id in first])
    incident = picture.incidents["INC-0001"]
    found = recommend(picture, incident, first, {})
    again = recommend(picture, incident, then, {}, Held.of(found))
    ranked = [one.unit_id for one in (*again.chosen, *again.others)]
    assert [one.rank for one in (*again.chosen, *again.others)] == list(range(1, len(ranked) + 1))
    return [one.unit_id for one in again.chosen], ranked


def test_who_is_recommended_stays_while_another_is_hardly_faster() -> None:
    chosen, ranked = _chosen_after(
        {"P-1": 100, "P-2": 101, "P-3": 200}, {"P-1": 100, "P-2": 101 - HELD_S, "P-3": 199}
    )
    assert chosen == ["P-1"]
    assert ranked == ["P-1", "P-2", "P-3"]


def test_who_is_recommended_gives_way_to_one_who_is_clearly_faster() -> None:
    chosen, ranked = _chosen_after({"P-1": 100, "P-2": 101}, {"P-1": 100, "P-2": 99 - HELD_S})
    assert chosen == ["P-2"]
    assert ranked == ["P-2", "P-1"]


def test_reserves_of_about_equal_cost_do_not_change_places() -> None:
    first = {"P-1": 10, "P-2": 100, "P-3": 104, "P-4": 150}
    _, ranked = _chosen_after(first, {"P-1": 10, "P-2": 104, "P-3": 100, "P-4": 80})
    assert ranked == ["P-1", "P-4", "P-2", "P-3"]


def test_who_is_recommended_but_cannot_come_any_more_is_replaced_at_once() -> None:
    chosen, _ = _chosen_after({"P-1": 100, "P-2": 105}, {"P-1": -1, "P-2": 105})
    assert chosen == ["P-2"]
