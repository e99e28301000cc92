"""Serve a made-up quarter's cameras without the town: `python -m backend_stub.town.cameras.trial`. For us."""

from __future__ import annotations

import argparse
import sys
import time

from backend_stub.town.cameras.server import CameraServerThread
from backend_stub.town.cameras.synthetic import SyntheticScene, quarter, sites


def main(argv: list[str]) -> int:
    """Serve until interrupted; prints one address per camera."""
    parser = argparse.ArgumentParser(prog="cameras.trial", description=__doc__)
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
