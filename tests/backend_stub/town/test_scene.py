"""What cameras see is what happens on the map."""

from __future__ import annotations

from backend_stub.town.scene import TownScene
from backend_stub.town.traffic import Traffic
from console.domain.base.roles import Role
from console.domain.orders.commands import SetOutOfService
from console.domain.registry.commands import Register
from console.domain.registry.entities import Camera, UnitKind
from console.geo import E7, distance_m
from tests.backend_stub.town.stand import SITES, Stand, opening_scenario, small_network, unit


def _camera(camera_id: str, lon_e7: int, lat_e7: int, range_m: int = 120) -> Camera:
    return Camera(
        id=camera_id,
        name_zh=camera_id,
        name_en=camera_id,
        lon_e7=lon_e7,
        lat_e7=lat_e7,
        bearing_deg=0,
        fov_deg=60,
        range_m=range_m,
    )


def _town(*cameras: Camera) -> tuple[Stand, TownScene]:
    stand = Stand(opening_scenario(), units=(unit("P-1", 3, 3), unit("G-1", 8, 8, UnitKind.GRID)))
    stand.ask("admin", Register(entities=cameras), Role.ADMIN)
    scene = TownScene(stand.town, Traffic(small_network()), lambda: stand.t_ms)
    scene.tell(1_000_000, stand.picture.cameras, stand.picture.units)
    return stand, scene


def test_camera_sees_the_unit_that_stands_before_it_and_no_other() -> None:
    p1 = unit("P-1", 3, 3)
    stand, scene = _town(
        _camera("CAM-1", p1.home_lon_e7, p1.home_lat_e7),
        _camera("CAM-2", *(round(x * E7) for x in (10.0, 10.0))),
    )
    assert stand.ask("desk", SetOutOfService(unit_id="P-1", reason="换班")) is None
    stand.run(900)
    labels = [vehicle.label for vehicle in scene.scene("CAM-1", stand.t_ms).vehicles]
    assert labels == ["P-1"]
    assert scene.scene("CAM-2", stand.t_ms).vehicles == ()


def test_unit_on_its_way_is_seen_where_the_positions_say() -> None:
    stand, scene = _town(_camera("CAM-1", 1_180_100_000, 368_100_000, range_m=5_000))
    (order_id,) = stand.dispatch(stand.open_incident(SITES[1]), "P-1")
    stand.run_until("enroute", order_id)
    stand.run(8)
    seen = next(v for v in scene.scene("CAM-1", stand.t_ms).vehicles if v.label == "P-1")
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    off_m = distance_m(round(seen.lon_deg * E7), round(seen.lat_deg * E7), fix.lon_e7, fix.lat_e7)
    assert seen.alarm
    assert off_m < 3.0


def test_smoke_stands_over_the_fire_from_its_start_and_fades_when_it_is_out() -> None:
    cameras = [_camera(f"CAM-{s.id}", round(s.lon * E7), round(s.lat * E7)) for s in SITES]
    stand, scene = _town(*cameras)
    stand.run(20)
    fire = next(h for h in stand.town.happenings if h.kind.type_code == "FIRE")
    camera_id = f"CAM-{fire.site.id}"
    (effect,) = scene.scene(camera_id, stand.t_ms).effects
    assert effect.kind == "smoke"
    assert effect.fading == 0.0
    fire.over_ms = stand.t_ms
    (effect,) = scene.scene(camera_id, stand.t_ms + 30_000).effects
    assert effect.fading == 0.5
    assert scene.scene(camera_id, stand.t_ms + 61_000).effects == ()


def test_clock_in_the_picture_is_the_hubs() -> None:
    stand, scene = _town()
    stand.run(3)
    assert scene.now_ms() == 3000
    assert scene.scene("nobody", 3000).wall_ms == 1_003_000
