"""Orders to units carry what the recommendation, or the forecast, showed."""

from __future__ import annotations

import struct

from msgspec.structs import replace

from console.desk.telemetry import TelemetryStore
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.musters.commands import ActivateMuster, RecallReserves
from console.domain.registry.entities import Unit
from console.verbs.dispatching import advised_units, dispatch, reinforcement
from console.wire.messages import Advice, EtaTable, Recommendation
from console.words.phrases import DISPATCHERS_CHOICE
from tests.console.domain.world import World, registry

FREE = next(one for one in registry() if isinstance(one, Unit) and one.id == "P-101")
HELD = replace(FREE, reserved=True)


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
    assert advised_units(incident, world.picture, store) == ["P-101"]
    world.dispatch(incident, "P-101")
    assert advised_units(incident, world.picture, store) == []
    assert advised_units("INC-9999", world.picture, store) == []


def test_recommends_no_unit_that_is_held_in_reserve_until_it_is_recalled() -> None:
    """The rules refuse it (`unit_reserved`): one press of a key ordered nobody."""
    world = World(entities=tuple(HELD if one == FREE else one for one in registry()))
    incident = world.incident("explosion")
    store = shown(incident)
    assert advised_units(incident, world.picture, store) == []
    assert world.refused(dispatch(incident, ["P-101"], store)) == Code.UNIT_RESERVED
    world.must(ActivateMuster(incident_id=incident), Role.DUTY_LEADER)
    world.must(RecallReserves(muster_id=next(iter(world.picture.musters))))
    assert advised_units(incident, world.picture, store) == ["P-101"]
    world.must(dispatch(incident, ["P-101"], store))
    assert advised_units(incident, world.picture, store) == []


def test_says_where_the_dispatcher_chose_others_than_the_planner() -> None:
    assert dispatch("INC-0001", ["P-101"], shown("INC-0001")).override_reason == ""
    assert dispatch("INC-0001", ["P-101", "P-102"], shown("INC-0001")).override_reason == DISPATCHERS_CHOICE
    assert dispatch("INC-0002", ["P-102"], shown("INC-0001")).override_reason == ""


def test_a_reinforcement_has_the_travel_times_of_the_forecast() -> None:
    command = reinforcement("INC-0001", ["P-102", "P-103"], shown("INC-0001"))
    assert [(one.eta_ms, one.rank) for one in command.units] == [(45_000, 1), (-1, 2)]
