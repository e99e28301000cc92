"""`main.py town`: the demo town as a process: units, calls, sensors, departments, cameras; the autopilot on request.

Threads: main (waits), the link's (steps the simulation on each heartbeat, so that the picture is read where it is
written), the camera server's loop and drawing threads (read only), and the autopilot's link. A client of its hub like
any other: when the hub goes, vehicles drive on and cameras show it; when it returns, what was missed is lived through.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec

from backend_stub.link import Answer, HubLink, LinkHooks
from backend_stub.process import Life
from console.domain.base.roles import WorldKind
from console.domain.base.seeds import seed
from console.domain.calls.commands import ReportCall
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.link.config import LinkConfig, LinkError, from_access_file
from console.wire.messages import CameraAddress, Heartbeat, Refused, Welcome

from . import files, network, scenario
from .autopilots.drill_players import DEMO, NAMES, make_player
from .autopilots.player_seat import PlayerSeat
from .cameras.geography import load_geography
from .cameras.server import CameraServerThread
from .scenario import TownNames
from .scene import TownScene
from .simulation import Simulation
from .traffic import Traffic

_log = logging.getLogger(__name__)
CONNECT_S = 20.0
MOST_LATE_REPORTS = 50
CLOCKS_TOLD_PERMILLE = 1_500
LEADER = 1
"""Which of the autopilot's users signs in: see `autopilots.operator`."""


class TownService:
    """The town on one hub. `start`, then `stop`; both on the main thread."""

    def __init__(
        self,
        config: LinkConfig,
        town: Path,
        plan: scenario.Scenario,
        seed: int,
        *,
        faults: bool,
        quiet_s: float = 0.0,
    ) -> None:
        """Read the town's files. Raises TownFileError or OSError."""
        registry = files.read_registry(town)
        roads = network.from_roads(files.read_roads(town), seed)
        self._simulation = Simulation(
            roads, files.read_gazetteer(town), plan, seed, quiet_ms=round(quiet_s * 1000)
        )
        hooks = LinkHooks(
            events=self._on_events, connected=self._on_connected, heartbeat=self._on_heartbeat, topics=()
        )
        self._link = HubLink(config, hooks)
        self._scene = TownScene(self._simulation, Traffic(roads), self._link.now_ms)
        self._scene.tell(0, {camera.id: camera for camera in registry.cameras}, {})
        self._server = CameraServerThread(
            registry.cameras,
            self._scene,
            load_geography(town / "base"),
            faults=faults,
        )
        self._addresses: tuple[CameraAddress, ...] = ()
        self._camera_ids = [camera.id for camera in registry.cameras]
        self._late: list[ReportCall] = []
        self._may_speak = False

    def start(self) -> int:
        """Serve cameras and join the hub; the camera server's port. Raises LinkError where there is no hub."""
        port = self._server.start()
        self._addresses = tuple(
            CameraAddress(camera_id=i, url=self._server.server.url(i), transport="mpegts")
            for i in self._camera_ids
        )
        self._link.start()
        welcome = self._link.wait_connected(CONNECT_S)
        if welcome.kind is WorldKind.LIVE:
            raise LinkError("this hub is live: an invented town has no business there")
        return port

    def give_up(self) -> None:
        """Let `start` go while it waits for the hub. Any thread."""
        self._link.give_up()

    def stop(self) -> None:
        """Leave the hub and stop the cameras."""
        self._link.stop()
        self._server.stop()

    # -- the link's thread ---------------------------------------------------------------------------------------------

    def _on_connected(self, welcome: Welcome) -> None:
        self._may_speak = welcome.kind is not WorldKind.LIVE
        if self._may_speak:
            self._link.put_cameras(self._addresses)

    def _on_events(self, picture: Picture, events: list[Recorded]) -> None:
        """The link has folded them; crews look at the picture once a second."""

    def _on_heartbeat(self, beat: Heartbeat) -> None:
        picture = self._link.picture
        if not self._may_speak or not picture.units:
            return
        self._scene.tell(picture.epoch_ms, picture.cameras, picture.units)
        late, self._late = self._late, []
        for report in late:
            self._submit(report)
        fast = beat.rate_permille > CLOCKS_TOLD_PERMILLE
        for ask in self._simulation.step(beat.t_ms, picture):
            self._submit(without_clock(ask) if fast else ask)
        self._link.put_positions(self._simulation.positions(beat.t_ms))

    def _submit(self, command: AnyCommand) -> None:
        def settled(future: Future[Answer]) -> None:
            error = future.exception()
            if error is not None:
                # Nobody answered: a caller calls again; everything else is asked again by itself.
                if isinstance(command, ReportCall) and len(self._late) < MOST_LATE_REPORTS:
                    self._late.append(command)
                return
            answer = future.result()
            if isinstance(answer, Refused):
                _log.info("%s refused: %s %s", type(command).__name__, answer.code, answer.fields)

        self._link.submit_soon(command).add_done_callback(settled)


def without_clock(command: AnyCommand) -> AnyCommand:
    """The same without what its terminal's clock said: with time running fast the way to the hub alone is seconds."""
    told = getattr(command, "device_ms", -1)
    return msgspec.structs.replace(command, device_ms=-1) if told >= 0 else command


def main(argv: Sequence[str]) -> int:
    """Run until stopped; 0 = well, 1 = failed in words, 2 = bad use."""
    chosen = _parser().parse_args(list(argv))
    life = Life.begin("town")
    try:
        config = from_access_file(chosen.access, "town", kind=chosen.kind)
        names = TownNames.read(chosen.town)
        plan = scenario.load(chosen.scenario, files.read_gazetteer(chosen.town), names)
        seed = plan.seed if chosen.seed is None else chosen.seed
        town = TownService(
            config,
            chosen.town,
            plan,
            seed,
            faults=chosen.faults,
            quiet_s=chosen.quiet,
        )
        seat = _seat(chosen, seed)
    except (OSError, ValueError, KeyError, IndexError, LinkError, files.TownFileError) as error:
        sys.stderr.write(f"town: {error}\n")
        return 1
    life.on_stop(town.give_up)
    try:
        port = town.start()
        if seat is not None:
            seat.start()
        life.ready(cameras=port, seed=seed)
        life.stopping.wait()
        _log.info("stopping: %s", life.reason)
    except LinkError as error:
        if life.stopping.is_set():
            return 0
        sys.stderr.write(f"town: {error}\n")
        return 1
    finally:
        if seat is not None:
            seat.stop()
        town.stop()
    return 0


def _seat(chosen: argparse.Namespace, seed: int) -> PlayerSeat | None:
    """Who plays the desk, if anybody does."""
    if not (chosen.autopilot or chosen.player):
        return None
    config = from_access_file(chosen.access, "autopilot", user=LEADER, kind=chosen.kind)
    pace = 1.0 if chosen.player else chosen.autopilot_pace
    return PlayerSeat(config, make_player(chosen.player or DEMO, seed, pace=pace))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py town", description="The demo town, on a demo or drill hub."
    )
    parser.add_argument("--access", type=Path, required=True, help="the hub's demo-access.json")
    parser.add_argument("--town", type=Path, required=True, help="directory of the town's files")
    parser.add_argument("--kind", default="", help="demo or drill: refuse any other kind of hub")
    parser.add_argument("--scenario", type=Path, default=scenario.DEMO, help="what happens: a TOML file")
    parser.add_argument("--seed", type=seed, help="another course of things (the scenario's seed)")
    parser.add_argument("--autopilot", action="store_true", help="an operator that plays by itself")
    parser.add_argument(
        "--player",
        choices=NAMES,
        default="",
        help="who plays calls and musters by itself: greedy, optimal, naive",
    )
    parser.add_argument(
        "--autopilot-pace",
        type=float,
        default=1.0,
        help="how much slower its hands are (1), for runs at speed",
    )
    parser.add_argument(
        "--quiet", type=float, default=0.0, metavar="S", help="seconds at first without calls (0)"
    )
    parser.add_argument(
        "--faults", action="store_true", help="cameras take POST /fault {camera, mode, seconds}"
    )
    return parser
