"""The picture's hash."""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.hashing import PictureHash

from .world import World


def test_touching_what_changed_gives_the_hash_of_the_whole() -> None:
    world = World()
    hashed = PictureHash(world.picture)
    first = hashed.hexdigest()
    world.incident()
    hashed.touch([("calls", "C-000001"), ("incidents", "INC-0001")])
    assert hashed.hexdigest() == PictureHash(world.picture).hexdigest() != first


def test_an_entity_that_goes_leaves_no_trace() -> None:
    world = World()
    hashed = PictureHash(world.picture)
    before = hashed.hexdigest()
    call = world.call()
    hashed.touch([("calls", call)])
    assert hashed.hexdigest() != before
    del world.picture.calls[call]
    hashed.touch([("calls", call)])
    assert hashed.hexdigest() == before


def test_a_single_field_changes_it() -> None:
    world = World()
    before = PictureHash(world.picture).hexdigest()
    unit = world.picture.units["P-101"]
    world.picture.units["P-101"] = replace(unit, reason="x")
    assert PictureHash(world.picture).hexdigest() != before
