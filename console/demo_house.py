"""The demo's processes and files: its home, a generated town, hub, beside and town as children, and their keys.

`DemoHouse.open` runs on the caller's thread and may take seconds the first time; used by `console.demo`, and by
`console.drill` with a folder, a kind and a scenario of its own. Each start has a fresh journal unless it is to be kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import psutil

from console.child import DOOR, Child, ChildError, Facts
from console.children import Children

TOWN_SEED = 20261121
TOWN_GENERATOR = 6
"""Version of the generator that a town must come from; `backend_stub.town.generate.GENERATOR` is the same number."""
GENERATE_S = 120.0
CHECK_S = 60.0
WRONG_FILE = 2
"""Status of `main.py check` for a file that somebody wrote wrong."""
LARGEST_LOG = 1_000_000


class DemoError(Exception):
    """The demo cannot start; the text says why and what to do. `status` is the process's to end with."""

    status = 1


class WrongFileError(DemoError):
    """A plan card or the scenario is wrong; the text is `file:line: field: reason`. Nothing was begun."""

    status = WRONG_FILE


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What to start. `rate` is how fast the hub's time runs, `quiet_s` of it pass without calls.

    `folder` None = HOME/demo; `data`, the hub's own directory with all its keys, None = FOLDER/hub. A drill has a
    `scenario`, a `run_seed` (None = the scenario's) and perhaps a `player`, the name of the autopilot that plays it.
    """

    home: Path
    seed: int = TOWN_SEED
    rate: float = 1.0
    keep: bool = False
    restart: bool = True
    autopilot: bool = False
    autopilot_pace: float = 1.0
    quiet_s: float = 0.0
    faults: bool = False
    cameras: Path | None = None
    kind: str = "demo"
    folder: Path | None = None
    data: Path | None = None
    scenario: Path | None = None
    run_seed: int | None = None
    player: str = ""


class DemoHouse:
    """Open it, use its access file, close it. One thread."""

    def __init__(self, plan: DemoPlan, door: Sequence[str] = DOOR) -> None:
        self.plan = plan
        self._door = tuple(door)
        self.directory = plan.folder or plan.home / "demo"
        self.data = plan.data or self.directory / "hub"
        self.town = plan.home / "towns" / f"songting-{plan.seed}"
        self.children = Children(self.directory / "logs", door)
        self._late: list[Child] = []
        self._mark = self.directory / "running.json"

    def open(self, say: Callable[[str], None], meanwhile: Callable[[], None] = lambda: None) -> Path:
        """Start everything; returns the access file when the hub is ready; beside and town may still be starting.

        `meanwhile` is done while the hub starts, instead of waiting idly.
        Raises DemoError in words; what was started until then is stopped again. Cards and scenario are checked first.
        """
        self._refuse_second()
        try:
            if not self._has_town():
                self._check_files()  # wrong files are told before time is spent on a town
                self.plan.home.mkdir(parents=True, exist_ok=True)
                self._make_town(say)
            self._check_files("--town", str(self.town))
            self._take_place()
        except OSError as error:
            raise DemoError(f"the folder cannot be used: {error}; set MUSTER_HOME to another one") from error
        try:
            hub = self.children.begin("hub", self.hub_arguments({}))
            meanwhile()
            facts = hub.wait_ready()
            if self.plan.restart:
                self.children.keep("hub", self.hub_arguments)
            access = Path(str(facts.get("access", self._access_path)))
            for name, arguments in (("beside", self._client("beside")), ("town", self._town())):
                self._late.append(self.children.begin(name, arguments))
        except ChildError as error:
            self.close()
            raise DemoError(str(error)) from error
        except BaseException:
            self.close()
            raise
        return access

    def wait(self) -> None:
        """Wait until beside and town are ready, too; from then on they are kept. Raises DemoError in words."""
        try:
            for child in self._late:
                child.wait_ready()
            if self.plan.restart:
                self.children.keep("beside", lambda _: self._client("beside"))
                self.children.keep("town", lambda _: self._town())
        except ChildError as error:
            raise DemoError(str(error)) from error

    def close(self) -> None:
        """Stop all children; the next demo may start."""
        self.children.stop()
        self._mark.unlink(missing_ok=True)

    # -- steps ---------------------------------------------------------------------------------------------------------

    def _refuse_second(self) -> None:
        """One demo per home, since each start makes a new journal."""
        other = _running(self._mark)
        if other is not None:
            raise DemoError(
                f"the demo runs already (process {other}); close it first, or set MUSTER_HOME to another folder"
            )

    def _check_files(self, *town: str) -> None:
        """Plan cards and scenario, in a process of its own: the console never imports the town. Raises DemoError."""
        fault = "plan cards and scenario cannot be checked"
        words = [*self._door, "check", *town, *_said("--scenario", self.plan.scenario)]
        done = _run(words, CHECK_S, fault)
        if done.returncode == WRONG_FILE:
            raise WrongFileError(done.stderr.strip())
        if done.returncode:
            raise DemoError(f"{fault}: {done.stderr.strip()}")

    def _take_place(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._refuse_second()
        me = psutil.Process(os.getpid())
        self._mark.write_bytes(msgspec.json.encode({"pid": me.pid, "started": me.create_time()}))
        if not self.plan.keep and self.data.exists():
            shutil.rmtree(self.data)
        for log in (self.directory / "logs").glob("*.log"):
            if log.stat().st_size > LARGEST_LOG:
                log.unlink()

    def _make_town(self, say: Callable[[str], None]) -> None:
        say("making the demo town …")
        # A process of its own: the console never imports the town, and the work is done beside the starting window.
        fault = "the demo town cannot be made"
        words = [sys.executable, "-m", "backend_stub.town.generate", "--out", str(self.town)]
        words += _said("--seed", self.plan.seed)
        done = _run(words, GENERATE_S, fault, Path(self._door[-1]).parent)
        if done.returncode:
            raise DemoError(f"{fault}: {done.stderr.strip() or done.stdout.strip()}")

    def _has_town(self) -> bool:
        """Asking the generator itself would cost every start half a second."""
        try:
            info = msgspec.json.decode((self.town / "town.json").read_bytes())
        except (OSError, msgspec.DecodeError):
            return False
        return isinstance(info, dict) and info.get("generator") == TOWN_GENERATOR

    def hub_arguments(self, before: Facts) -> list[str]:
        """A hub that comes back listens where it listened, so that everybody finds it again."""
        plan, port = self.plan, int(before.get("commands", 0))
        words = ["hub", "--kind", plan.kind, "--data", str(self.data), "--town", str(self.town)]
        words += ["--port", str(port), "--demo-accounts", *_said("--cameras", plan.cameras)]
        words += [*self._scenario(), *_said("--autopilot", plan.player)]
        return words if plan.rate == 1.0 else [*words, "--rate", f"{plan.rate:g}"]

    def _scenario(self) -> list[str]:
        return [*_said("--scenario", self.plan.scenario), *_said("--seed", self.plan.run_seed)]

    def _client(self, name: str) -> list[str]:
        return [name, "--access", str(self._access_path), "--town", str(self.town), "--kind", self.plan.kind]

    def _town(self) -> list[str]:
        plan = self.plan
        words = [*self._client("town"), *self._scenario(), *_said("--player", plan.player)]
        if plan.autopilot:
            words += ["--autopilot", "--autopilot-pace", f"{plan.autopilot_pace:g}"]
        words += ["--quiet", f"{plan.quiet_s:g}"] if plan.quiet_s else []
        return [*words, "--faults"] if plan.faults else words

    @property
    def _access_path(self) -> Path:
        return self.data / "demo-access.json"


def _said(option: str, value: Path | int | str | None) -> list[str]:
    """An option and its value; nothing without one."""
    return [] if value in (None, "") else [option, str(value)]


def _run(
    words: Sequence[str], limit_s: float, fault: str, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A program run to its end. Raises DemoError where it cannot be started or takes too long."""
    try:
        return subprocess.run(
            words,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DemoError(f"{fault}: {error}") from error


def _running(mark: Path) -> int | None:
    """The process number in a mark, if that very process is still there."""
    try:
        noted = msgspec.json.decode(mark.read_bytes(), type=dict[str, float])
        pid = int(noted["pid"])
        if pid != os.getpid() and abs(psutil.Process(pid).create_time() - noted["started"]) < 2.0:
            return pid
    except (OSError, msgspec.MsgspecError, KeyError, psutil.Error):
        pass
    return None
