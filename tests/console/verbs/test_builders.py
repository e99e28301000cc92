"""Verb and values become the domain's commands, with what the recommendation showed."""

from __future__ import annotations

import struct

from console.desk.telemetry import TelemetryStore
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.verbs.builders import command_of, dispatch, order_of, recommended_units
from console.wire.messages import Advice, EtaTable, Recommendation
from tests.console.domain.world import World


def shown(incident_id: str) -> TelemetryStore:
    store = TelemetryStore()
    advice = Advice(
        unit_id="P-101", rank=1, eta_s=100, turnout_s=60, capabilities=(), uncovers=(), workload=0, cost_s=0
    )
    eta = EtaTable(
        number=1, t_ms=0, incident_id=incident_id, unit_ids=("P-102",), eta_s_i32=struct.pack("<i", 45)
    )
    recommendation = Recommendation(
        number=1, t_ms=0, incident_id=incident_id, wanted=(), chosen=(advice,), others=()
    )
    store.take([eta, recommendation])
    return store


def test_a_dispatch_keeps_eta_and_rank_that_were_shown() -> None:
    command = dispatch("INC-0001", ["P-101", "P-102", "P-103"], shown("INC-0001"))
    assert [(one.eta_ms, one.rank) for one in command.units] == [(160_000, 1), (45_000, 0), (-1, 0)]


def test_recommends_only_units_that_are_free() -> None:
    world = World()
    incident = world.incident()
    store = shown(incident)
    assert recommended_units(incident, world.picture, store) == ["P-101"]
    world.dispatch(incident, "P-101")
    assert recommended_units(incident, world.picture, store) == []
    assert recommended_units("INC-9999", world.picture, store) == []


def test_speaks_of_the_order_that_the_unit_has() -> None:
    world = World()
    (order,) = world.dispatch(world.incident(), "P-101")
    values = {"unit": "P-101", "state": "enroute"}
    command = command_of("proxy", values, world.picture, TelemetryStore())
    assert command == ProgressOrder(order_id=order, state=OrderState.ENROUTE)
    assert order_of("P-102", world.picture) == ""
    assert command_of("cancel", {"unit": "P-102"}, world.picture, TelemetryStore()) is None


def test_a_verb_of_the_screen_makes_no_command() -> None:
    assert command_of("lang", {"language": "zh"}, World().picture, TelemetryStore()) is None
