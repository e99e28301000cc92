"""A small made-up quarter and its scene, for trying the cameras without the town. Used by tests.

    python -m tests.backend_stub.town.cameras.synthetic

serves its cameras until it is interrupted, and prints one address per camera.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

import numpy as np

from backend_stub.town.cameras.geography import Geography, Shape
from backend_stub.town.cameras.scene import Scene, SceneEffect, SceneVehicle
from backend_stub.town.cameras.server import CameraServerThread
from console.domain.registry.entities import Camera
from console.geo import E7, LocalPlane

LON, LAT = 118.05, 36.81
_PLANE = LocalPlane.at(LON, LAT)
NAMES = (
    ("人民路西口", "Renmin Road West"),
    ("柳泉路北", "Liuquan Road North"),
    ("沃尔玛广场", "Walmart Square"),
    ("共青团路", "Gongqingtuan Road"),
    ("化工厂东门", "Chemical Works East Gate"),
    ("马尚大街", "Mashang Street"),
)


def place(east_m: float, north_m: float) -> tuple[float, float]:
    """Metres from the quarter's middle → degrees."""
    return _PLANE.degrees(east_m, north_m)


def quarter(seed: int = 1) -> Geography:
    """A grid of streets with houses on its blocks."""
    chooser = random.Random(seed)
    plan = Geography()
    lines = [(-360, 3), (-180, 4), (0, 1), (170, 4), (340, 3)]
    for at, road_class in lines:
        for points in (
            [place(at, -500), place(at, 0), place(at, 500)],
            [place(-500, at), place(0, at), place(500, at)],
        ):
            plan.roads.append(Shape(np.array(points), road_class=road_class))
    edges = [-360, -180, 0, 170, 340]
    for i in range(4):
        for j in range(4):
            x0, x1, y0, y1 = edges[i] + 17, edges[i + 1] - 17, edges[j] + 17, edges[j + 1] - 17
            if (i, j) == (1, 2):
                corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
                plan.greens.append(Shape(np.array([place(x, y) for x, y in corners])))
                continue
            for a in range(x0, x1 - 22, 44):
                for b in range(y0, y1 - 18, 40):
                    w, d = chooser.uniform(18, 34), chooser.uniform(12, 24)
                    ring = np.array(
                        [place(a + x, b + y) for x, y in ((0, 0), (w, 0), (w, d), (0, d), (0, 0))]
                    )
                    tall = chooser.choice((6.4, 9.6, 12.8, 16.0, 19.2, 35.0, 54.0))
                    plan.buildings.append(Shape(ring, height_m=tall, seed=len(plan.buildings)))
    return plan


def camera_at(
    lon_deg: float,
    lat_deg: float,
    bearing_deg: int,
    id: str = "CAM-1",
    name_zh: str = "路",
    name_en: str = "Rd",
) -> Camera:
    """A camera that looks along a bearing."""
    return Camera(
        id=id,
        name_zh=name_zh,
        name_en=name_en,
        lon_e7=round(lon_deg * E7),
        lat_e7=round(lat_deg * E7),
        bearing_deg=bearing_deg,
        fov_deg=62,
        range_m=120,
    )


def sites() -> list[Camera]:
    """Six cameras around the middle crossing."""
    spots = ((6, -60, 2), (-5, 70, 182), (-70, -5, 92), (110, 6, 268), (-9, -120, 8), (164, 60, 186))
    return [
        camera_at(*place(x, y), bearing, f"CAM-{31 + k:03d}", *NAMES[k])
        for k, (x, y, bearing) in enumerate(spots)
    ]


class SyntheticScene:
    """A `SceneSource`: two patrol cars among others on the main streets and a fire north-east of the middle crossing.

    `hour` fixes the local hour shown; None is now.
    """

    def __init__(self, hour: float | None = None, fire: bool = True) -> None:
        self._fire = fire
        self._began_s = time.monotonic()
        now = time.time()
        shift = 0.0
        if hour is not None:
            local = time.localtime(now)
            shift = hour * 3600 - (local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec)
        self._epoch_ms = int((now + shift) * 1000)

    def now_ms(self) -> int:
        """Milliseconds since it was made."""
        return int((time.monotonic() - self._began_s) * 1000)

    def scene(self, camera_id: str, t_ms: int) -> Scene:
        """The same for all cameras."""
        t_s = t_ms / 1000.0
        north = (t_s * 12.0) % 800 - 400
        east = (t_s * 9.0 + 200) % 800 - 400
        vehicles = (
            SceneVehicle(*place(2.4, north), 0.0, "police", "P-101", alarm=True),
            SceneVehicle(*place(-2.4, 300 - north), 180.0, "police", "P-105"),
            SceneVehicle(*place(east, -2.4), 90.0, "fire", "F-1", alarm=True),
            SceneVehicle(*place(10, 12), 40.0, "person", "C-204"),
            *(SceneVehicle(*place(5.0, (t_s * 11.0 + 57 * k) % 800 - 400), 0.0, paint=k) for k in range(14)),
            *(
                SceneVehicle(*place((t_s * 10.0 + 61 * k) % 800 - 400, -5.0), 90.0, paint=k)
                for k in range(13)
            ),
        )
        effects = (
            SceneEffect("fire", *place(24, 34), 1.1, age_s=60 + t_s),
            SceneEffect("crash", *place(-2, -18), 1.0),
        )
        return Scene(self._epoch_ms + t_ms, vehicles, effects if self._fire else ())


def main(argv: list[str]) -> int:
    """Serve until interrupted; prints one address per camera."""
    parser = argparse.ArgumentParser(
        prog="cameras.synthetic", description="Serve a made-up quarter's cameras."
    )
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hour", type=float, default=None, help="local hour to show, e.g. 21.5; default now")
    parser.add_argument("--no-fire", action="store_true")
    parser.add_argument("--faults", action="store_true", help="take POST /fault {camera, mode, seconds}")
    chosen = parser.parse_args(argv)
    scene = SyntheticScene(chosen.hour, fire=not chosen.no_fire)
    server = CameraServerThread(sites(), scene, quarter(), faults=chosen.faults, port=chosen.port)
    server.start()
    for site in sites():
        sys.stdout.write(server.server.url(site.id) + "\n")
    sys.stdout.flush()
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        pass
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
