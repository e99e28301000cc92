"""What a run costs: CPU cores and memory by process, this one and all that it started.

Any thread, one at a time (`BudgetWatch` has its own); used by `console.demo --budget`. Memory is PSS where the system
tells it (pages shared by several processes are divided among them), else USS: both may be summed.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

MIB = 1024 * 1024
LOOK_S = 2.0
WEIGH_S = 10.0


@dataclass(frozen=True, slots=True)
class Cost:
    """One row: CPU cores on average since the start, memory now in MiB, how many processes it stands for."""

    name: str
    cores: float
    memory_mib: float
    processes: int


@dataclass(slots=True)
class _Seen:
    """A process, the CPU seconds it had used when counting began and by the newest look, and its memory."""

    process: psutil.Process
    name: str
    before_s: float
    used_s: float = 0.0
    memory_mib: float = 0.0


class Budget:
    """`look` now and then, so that processes that come and go are counted; `rows` for the table."""

    def __init__(self) -> None:
        self._names: Mapping[int, str] = {}
        self._seen: dict[tuple[int, float], _Seen] = {}
        self._gone_s: dict[str, float] = {}
        self._started = time.monotonic()
        self._first = True
        self._weighed = 0.0

    def look(self, names: Mapping[int, str] | None = None) -> None:
        """Note every process of ours; `names` says who some process numbers are."""
        if names is not None:
            self._names = dict(names)
        me = psutil.Process(os.getpid())
        there = set()
        for process in [me, *me.children(recursive=True)]:
            try:
                key, used_s = (process.pid, process.create_time()), cpu_s(process)
                if key not in self._seen:
                    before_s = used_s if self._first else 0.0
                    self._seen[key] = _Seen(process, self._name(process, me.pid), before_s)
                self._seen[key].used_s = used_s
                there.add(key)
            except psutil.Error:
                continue
        self._first = False
        for key in self._seen.keys() - there:
            seen = self._seen.pop(key)
            self._gone_s[seen.name] = self._gone_s.get(seen.name, 0.0) + seen.used_s - seen.before_s
        if time.monotonic() - self._weighed >= WEIGH_S:
            self._weighed = time.monotonic()
            for seen in self._seen.values():
                seen.memory_mib = _memory_mib(seen.process)

    def rows(self) -> list[Cost]:
        """Costs by name up to the newest look, dearest first; memory as of a few seconds before."""
        if not self._seen:
            self.look()
        passed_s = max(0.001, time.monotonic() - self._started)
        rows = []
        for name in {*self._gone_s, *(one.name for one in self._seen.values())}:
            own = [one for one in self._seen.values() if one.name == name]
            cpu_s = self._gone_s.get(name, 0.0) + sum(one.used_s - one.before_s for one in own)
            rows.append(Cost(name, cpu_s / passed_s, sum(one.memory_mib for one in own), len(own)))
        return sorted(rows, key=lambda row: -row.cores)

    def restart(self) -> None:
        """Measure from now on, for instance without the start-up."""
        self.look()
        for seen in self._seen.values():
            seen.before_s = seen.used_s
        self._gone_s.clear()
        self._started = time.monotonic()

    def _name(self, process: psutil.Process, me: int) -> str:
        if process.pid == me:
            return "console"
        if process.pid in self._names:
            return self._names[process.pid]
        command = " ".join(process.cmdline())
        for sign, name in (
            ("QtWebEngine", "webengine"),
            ("streams", "decode workers"),
            ("spawn_main", "workers"),
        ):
            if sign in command:
                return name
        return process.name()


class BudgetWatch:
    """Looks every few seconds on a thread of its own: asking the system takes longer than a frame of the screen."""

    def __init__(self, names: Callable[[], Mapping[int, str]], from_s: float = 0.0) -> None:
        """`names` says which process is which, any thread; costs of the first `from_s` seconds are left out."""
        self._names = names
        self._from_s = from_s
        self._budget = Budget()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="budget", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> list[Cost]:
        """End, and say what it cost up to the newest look; nothing where it never began."""
        self._stopping.set()
        if not self._thread.is_alive():
            return []
        self._thread.join(10.0)
        return self._budget.rows()

    def _run(self) -> None:
        restart_at = time.monotonic() + self._from_s
        while not self._stopping.wait(LOOK_S):
            self._budget.look(self._names())
            if restart_at and time.monotonic() >= restart_at:
                restart_at = 0.0
                self._budget.restart()


def table(rows: list[Cost]) -> str:
    """The rows and their sum as text."""
    lines = [f"{'process':<18}{'cores':>8}{'MiB':>8}{'n':>4}"]
    lines += [f"{row.name:<18}{row.cores:>8.2f}{row.memory_mib:>8.0f}{row.processes:>4}" for row in rows]
    cores, memory = sum(row.cores for row in rows), sum(row.memory_mib for row in rows)
    lines.append(f"{'in all':<18}{cores:>8.2f}{memory:>8.0f}{sum(row.processes for row in rows):>4}")
    return "\n".join(lines) + "\n"


def cpu_s(process: psutil.Process) -> float:
    """CPU seconds that a process has used. Raises psutil.Error."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _memory_mib(process: psutil.Process) -> float:
    """Slow (the system counts pages), so it is asked for seldom."""
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0.0
    return float(getattr(memory, "pss", memory.uss)) / MIB
