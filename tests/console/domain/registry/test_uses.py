"""What is registered can leave again, as soon as nothing speaks of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import RejectCall
from console.domain.registry.commands import RaiseSensorAlarm, Register, Retire
from console.domain.registry.entities import RegistryKind, Unit
from console.domain.registry.folds import COLLECTION_OF_KIND
from tests.console.domain.world import World

K = RegistryKind


@pytest.fixture
def world() -> World:
    return World()


def retire(kind: RegistryKind, entry_id: str, reason: str = "wrong") -> Retire:
    return Retire(kind=kind, entry_id=entry_id, reason=reason)


def used_by(world: World, kind: RegistryKind, entry_id: str) -> str:
    """What keeps an entry; the test fails where nothing does."""
    refused = world.ask(retire(kind, entry_id), Role.ADMIN)
    assert isinstance(refused, Refusal)
    assert refused.code == Code.STILL_USED
    return str(refused.fields["by"])


def test_every_kind_leaves_in_the_order_in_which_nothing_needs_it(world: World) -> None:
    """T8: what was registered stayed for good."""
    picture = world.picture
    for kind in (K.OFFICER, K.UNIT, K.CAMERA, K.SENSOR, K.INCIDENT_TYPE, K.GRID):
        for entry_id in list(getattr(picture, COLLECTION_OF_KIND[kind])):
            world.must(retire(kind, entry_id), Role.ADMIN)
    while picture.departments:
        parents = {one.parent for one in picture.departments.values()}
        leaves = [one.id for one in picture.departments.values() if one.id not in parents]
        world.must(retire(K.DEPARTMENT, leaves[0]), Role.ADMIN)
    assert not any(getattr(picture, collection) for collection in COLLECTION_OF_KIND.values())


def test_unit_stays_while_an_order_or_an_officer_names_it(world: World) -> None:
    officer = next(iter(world.picture.officers.values()))
    assert used_by(world, K.UNIT, officer.unit_id) == officer.id
    (order,) = world.dispatch(world.incident(), officer.unit_id)
    assert used_by(world, K.UNIT, officer.unit_id) == order


def test_type_and_sensor_stay_while_a_call_names_them(world: World) -> None:
    world.must(RaiseSensorAlarm(sensor_id="SEN-01", value_milli=25_000), Role.GATEWAY)
    (call,) = world.picture.calls
    assert used_by(world, K.SENSOR, "SEN-01") == call
    assert used_by(world, K.INCIDENT_TYPE, "gas") == call
    world.must(RejectCall(call_id=call, reason="test gas"))
    assert used_by(world, K.SENSOR, "SEN-01") == call  # until it is archived


def test_twice_unknown_without_a_reason_and_by_whom(world: World) -> None:
    camera = next(iter(world.picture.cameras))
    assert world.refused(retire(K.CAMERA, camera, " "), Role.ADMIN) == Code.TEXT_REQUIRED
    for role in set(Role) - {Role.ADMIN}:
        assert world.refused(retire(K.CAMERA, camera), role) == Code.NOT_ALLOWED
    world.must(retire(K.CAMERA, camera), Role.ADMIN)
    assert world.refused(retire(K.CAMERA, camera), Role.ADMIN) == Code.UNKNOWN_ENTRY
    assert world.refused(retire(K.UNIT, camera), Role.ADMIN) == Code.UNKNOWN_ENTRY


def test_what_left_can_be_registered_again_and_begins_anew(world: World) -> None:
    unit = replace(world.picture.units["P-101"], id="P-900")
    world.must(Register(entities=(unit,)), Role.ADMIN)
    world.must(retire(K.UNIT, "P-900"), Role.ADMIN)
    assert world.refused(retire(K.UNIT, "P-900"), Role.ADMIN) == Code.UNKNOWN_ENTRY
    world.must(Register(entities=(unit,)), Role.ADMIN)
    assert isinstance(world.picture.units["P-900"], Unit)
