"""`main.py beside`: tracker and planner in one process, one client of the hub with both roles.

Main thread waits; everything else runs on the link's thread. Ends when told to, or when its parent is gone. Prints one
JSON line when it is connected: {"ready":"beside","pid":…}.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from backend_stub.link import HubLink, LinkHooks
from backend_stub.planner.service import PlannerService
from backend_stub.planner.situation import PlannerGround
from backend_stub.process import Life
from backend_stub.recorder.saying_recorder import SayingRecorder
from backend_stub.recorder.sayings import SayingError, SayingStore
from backend_stub.recorder.sql_sayings import SqlSayings
from backend_stub.recorder.tracks import TrackError, TrackWriter
from backend_stub.town import files
from backend_stub.town.network import graph_of
from backend_stub.tracker.service import TrackerService
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.link.config import LinkConfig, LinkError, from_access_file
from console.link.enrolment import make_seat
from console.link.view import Telemetry
from console.planning.plan_cards import PlanCardError
from console.planning.roads import RoadGraph
from console.wire.messages import Heartbeat, Positions

_log = logging.getLogger(__name__)

CONNECT_S = 30.0


class Beside:
    """Tracker and planner on one link."""

    def __init__(
        self,
        config: LinkConfig,
        graph: RoadGraph,
        tracks: TrackWriter | None,
        ground: PlannerGround | None = None,
        sayings: SayingStore | None = None,
    ) -> None:
        hooks = LinkHooks(
            events=self._on_events,
            telemetry=self._on_telemetry,
            heartbeat=self._on_heartbeat,
            topics=("pos",),
        )
        self.link = HubLink(config, hooks)
        recorder = SayingRecorder(sayings) if sayings is not None else None
        self.planner = PlannerService(graph, self.link, ground=ground, recorder=recorder)
        self.tracker = TrackerService(graph, tracks, self.link)

    def start(self) -> None:
        """Begin to connect."""
        self.link.start()

    def stop(self) -> None:
        """Close the link, then what is recorded."""
        self.link.stop()
        self.planner.close()
        self.tracker.close()

    def _on_events(self, picture: Picture, events: list[Recorded]) -> None:
        self.tracker.on_events(picture, events)
        self.planner.on_events(picture, events)

    def _on_telemetry(self, message: Telemetry) -> None:
        if isinstance(message, Positions):
            self.tracker.on_positions(message)
            self.planner.on_positions(message)

    def _on_heartbeat(self, beat: Heartbeat) -> None:
        if not beat.paused:
            self.tracker.on_heartbeat()
            self.planner.on_heartbeat()


def open_sayings(directory: Path) -> SqlSayings | None:
    """Where what the planner says is recorded; None, said in words, where it cannot be: planning goes on without."""
    try:
        return SqlSayings.open(directory)
    except SayingError as error:
        _log.error("what the planner says is not recorded: %s", error)
        return None


def main(argv: Sequence[str]) -> int:
    """Run until stopped: 0; 1 when the hub does not let us in; 2 when an input is missing."""
    arguments = _parser().parse_args(argv)
    life = Life.begin("beside")
    data: Path = arguments.data or arguments.access.parent
    try:
        if arguments.enroll:
            make_seat(arguments.access, "beside", arguments.enroll, arguments.hub)
        config = from_access_file(arguments.access, "beside", kind=arguments.kind)
        graph = graph_of(files.read_roads(arguments.town))
        ground = PlannerGround.of_town(arguments.town)
        tracks = TrackWriter(data / "tracks")
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        LinkError,
        files.TownFileError,
        PlanCardError,
        TrackError,
    ) as error:
        _log.error("cannot start: %s: %s", type(error).__name__, error)
        return 2
    beside = Beside(config, graph, tracks, ground, open_sayings(data / "tracks"))
    life.on_stop(beside.link.give_up)
    beside.start()
    try:
        beside.link.wait_connected(CONNECT_S)
        life.ready()
        life.stopping.wait()
    except LinkError as error:
        if life.stopping.is_set():
            return 0
        _log.error("%s", error)
        return 1
    finally:
        beside.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py beside", description="Tracker and planner beside a hub.")
    parser.add_argument(
        "--access", type=Path, required=True, help="demo-access.json, or the seat file that --enroll makes"
    )
    parser.add_argument("--enroll", default="", metavar="CODE", help="one-time code of the administrator")
    parser.add_argument("--hub", default="", metavar="HOST:PORT", help="where to enrol")
    parser.add_argument("--town", type=Path, required=True, help="the town's directory, for its roads")
    parser.add_argument("--kind", default="", help="live, demo or drill: refuse any other kind of hub")
    parser.add_argument(
        "--data",
        type=Path,
        default=None,
        help="where tracks/ goes, sayings too; default: beside the access file",
    )
    return parser
