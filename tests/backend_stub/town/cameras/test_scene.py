from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from backend_stub.town.cameras.scene import Scene, SceneEffect, SceneSource, SceneVehicle
from tests.backend_stub.town.cameras.synthetic import SyntheticScene


@pytest.mark.parametrize(
    "value",
    [
        Scene(0),
        SceneVehicle(1.0, 2.0, 3.0),
        SceneEffect("fire", 1.0, 2.0),
    ],
)
def test_what_a_camera_sees_is_never_changed_afterwards(value: Any) -> None:
    with pytest.raises(AttributeError):
        setattr(value, dataclasses.fields(value)[0].name, 5)


def test_the_made_up_quarter_is_a_scene_source() -> None:
    source: SceneSource = SyntheticScene()
    assert source.scene("CAM-031", source.now_ms()).vehicles
