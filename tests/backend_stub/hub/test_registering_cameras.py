"""Cameras of a cameras file enter the picture once, and again when they changed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import begin_journal, open_hub, register_changed
from console.domain.base.roles import WorldKind
from console.domain.registry.entities import Camera

GATE = Camera(
    id="GATE-1", name_zh="东门", name_en="East gate", lon_e7=1_180_500_000, lat_e7=368_100_000,
    bearing_deg=270, fov_deg=70, range_m=90,
)  # fmt: skip


def test_only_what_changed_is_registered(tmp_path: Path) -> None:
    opened = open_hub(tmp_path, load_or_make_keys(tmp_path))
    begin_journal(opened, WorldKind.DEMO, "none", ())
    register_changed(opened, [GATE])
    assert opened.hub.picture.cameras["GATE-1"] == GATE
    seq = opened.hub.picture.seq
    register_changed(opened, [GATE])
    register_changed(opened, [])
    assert opened.hub.picture.seq == seq
    turned = msgspec.structs.replace(GATE, bearing_deg=90)
    register_changed(opened, [turned])
    assert opened.hub.picture.cameras["GATE-1"].bearing_deg == 90
    opened.access.close()
    opened.store.close()


def test_a_town_larger_than_one_command_is_registered_whole(tmp_path: Path) -> None:
    """A command takes 5,000 entities; a town, and a file of cameras, may have more."""
    many = tuple(msgspec.structs.replace(GATE, id=f"C-{number}") for number in range(5_001))
    opened = open_hub(tmp_path, load_or_make_keys(tmp_path))
    begin_journal(opened, WorldKind.DEMO, "none", many)
    assert set(opened.hub.picture.cameras) == {camera.id for camera in many}
    turned = [msgspec.structs.replace(camera, bearing_deg=90) for camera in many]
    register_changed(opened, turned)
    assert {camera.bearing_deg for camera in opened.hub.picture.cameras.values()} == {90}
    opened.access.close()
    opened.store.close()
