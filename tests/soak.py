"""A soak by hand: `python -m tests.soak --minutes 10`. Not collected by pytest; prints a verdict, exit code 0 or 1.

The demo runs offscreen with its autopilot and six live tiles. Meanwhile the hub is killed twice, three cameras of the
wall die, and a second seat keeps reporting calls. At the end every answer that was given must stand in the journal,
the journal must verify, and the costs and the longest block of the Qt loop are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from backend_stub.link import HubLink, LinkHooks
from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel
from console.domain.calls.events import CallReported
from console.journal.reader import JournalReader
from console.link.config import LinkError, from_access_file
from console.wire.messages import Accepted

ROOT = Path(__file__).resolve().parent.parent
DOOR = [sys.executable, str(ROOT / "main.py")]
PERIOD_S = 1.0
START_S = 60.0


@dataclass
class Witness:
    """A seat that reports a call each second and remembers what it was promised."""

    promised: dict[int, str] = field(default_factory=dict)
    unanswered: int = 0
    number: int = 0

    def report(self, link: HubLink) -> None:
        """One call with words that can be found again; the answer is remembered, a silence is counted."""
        self.number += 1
        mark = f"soak {self.number}"
        place = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh=mark, text_en=mark)
        try:
            answer = link.submit(ReportCall(channel=Channel.PUBLIC, place=place), timeout_s=5.0)
        except LinkError:
            self.unanswered += 1
            return
        if isinstance(answer, Accepted):
            self.promised[answer.first_seq] = mark

    def missing_in(self, journal: Path) -> list[str]:
        """Promises that the exported journal does not hold."""
        found: dict[int, str] = {}
        with JournalReader(journal) as reader:
            for recorded in reader.events():
                if isinstance(recorded.event, CallReported):
                    found[recorded.seq] = recorded.event.place.text_en
        return [mark for seq, mark in self.promised.items() if found.get(seq) != mark]


def main(argv: Sequence[str]) -> int:
    """Run the soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes: float = parser.parse_args(argv).minutes
    with tempfile.TemporaryDirectory(prefix="muster-soak-") as home:
        return _soak(Path(home), minutes * 60)


def _soak(home: Path, seconds: float) -> int:
    environment = {**os.environ, "MUSTER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    log = home / "demo.log"
    words = [*DOOR, "demo", "--autopilot", "--faults", "--budget", "--quit-after", str(seconds)]
    words += ["--screenshot", str(home), "--after", str(seconds * 0.9)]
    with log.open("wb") as out:
        demo = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            witness = _disturb(demo, home / "demo" / "hub", home / "demo" / "logs", seconds)
            status = demo.wait(seconds + 120)
        finally:
            demo.kill()
    _say(log.read_text("utf-8", "replace")[-3000:])
    exported = home / "soak.muster-journal"
    data = str(home / "demo" / "hub")
    verified = subprocess.run([*DOOR, "journal", "verify", data], check=False).returncode
    subprocess.run([*DOOR, "journal", "export", data, str(exported)], check=True, stdout=subprocess.DEVNULL)
    lost = witness.missing_in(exported)
    _say(
        f"answered {len(witness.promised)}, unanswered {witness.unanswered}, lost {len(lost)}; "
        f"demo ended with {status}, journal verify with {verified}"
    )
    return 1 if lost or status or verified or not witness.promised else 0


def _disturb(demo: subprocess.Popen[bytes], data: Path, logs: Path, seconds: float) -> Witness:
    """Report calls, kill the hub after a third and two thirds, let three cameras die after half of the time."""
    begin_s = time.monotonic()
    _until((data / "demo-access.json").exists, "the access file")
    link = HubLink(from_access_file(data / "demo-access.json", "console2"), LinkHooks())
    link.start()
    link.wait_connected(START_S)
    witness = Witness()
    kills = [seconds / 3, seconds * 2 / 3]
    faults = [seconds / 2]
    try:
        while demo.poll() is None and time.monotonic() - begin_s < seconds - 5:
            passed_s = time.monotonic() - begin_s
            if kills and passed_s > kills[0]:
                kills.pop(0)
                _kill(demo.pid, "hub")
            if faults and passed_s > faults[0]:
                faults.pop(0)
                _fail_cameras(demo.pid)
            witness.report(link)
            time.sleep(PERIOD_S)
    finally:
        link.stop()
    return witness


def _child(demo_pid: int, name: str) -> psutil.Process | None:
    for process in psutil.Process(demo_pid).children():
        if name in process.cmdline()[1:4]:
            return process
    return None


def _kill(demo_pid: int, name: str) -> None:
    process = _child(demo_pid, name)
    if process is not None:
        _say(f"killing {name} (process {process.pid})")
        process.send_signal(signal.SIGKILL)


def _fail_cameras(demo_pid: int) -> None:
    """Three cameras of the chemical plant: dead, frozen, garbage, each for 30 s."""
    town = _child(demo_pid, "town")
    ports = [c.laddr.port for c in town.net_connections("tcp") if c.status == "LISTEN"] if town else []
    for camera, mode in (("CAM-166", "die"), ("CAM-167", "freeze"), ("CAM-168", "garbage")):
        body = json.dumps({"camera": camera, "mode": mode, "seconds": 30}).encode()
        for port in ports:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/fault", body, {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=5) as answer:
                _say(f"{camera} {mode}: {answer.status}")


def _until(condition: Callable[[], bool], what: str) -> None:
    end_s = time.monotonic() + START_S
    while not condition():
        if time.monotonic() > end_s:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(0.1)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
