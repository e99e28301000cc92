"""What a process holds open, read from /proc; empty where there is none. Any thread; used by `tests.leaks` and tests.

Not every descriptor counts. Libraries open some once and for good, when they are first used: event and epoll
descriptors of Qt, asyncio and ZeroMQ, fonts and caches, semaphores and shared values of multiprocessing. So it goes by
what a descriptor leads to: shared memory, sockets, pipes, and files below the folders that tests write to. Sockets and
pipes that came together with a process of Chromium's are its channels, and do not count.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from multiprocessing import resource_tracker
from pathlib import Path

from streams.segment import PREFIX

_SHM = Path("/dev/shm")
_FOREIGN_MEMORY = re.compile(r"^/dev/shm/(\.?org\.chromium|pym-|sem\.)")
_CHANNELS = ("pipe:", "socket:")
_LIBRARIES = f"{sys.prefix}/"
"""Chromium keeps its resources open in this process from the first page on."""
_ROOT = Path(__file__).resolve().parents[1]


def descriptors(pid: int | None = None) -> dict[int, str]:
    """What each descriptor of a process (this one) leads to; empty for a process that is gone."""
    folder = f"/proc/{pid or 'self'}/fd"
    found: dict[int, str] = {}
    try:
        for name in os.listdir(folder):
            try:
                found[int(name)] = os.readlink(f"{folder}/{name}")
            except FileNotFoundError:  # the listing's own, or closed meanwhile
                continue
    except (FileNotFoundError, PermissionError):
        return {}
    return found


def shared_memory(pid: int | None = None) -> list[str]:
    """What shared memory a process has open, a name once per descriptor."""
    return sorted(where for where in descriptors(pid).values() if _is_shared(where))


def mapped(pid: int | None = None) -> list[str]:
    """What shared memory a process has mapped, a name once per mapping."""
    try:
        lines = Path(f"/proc/{pid or 'self'}/maps").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, PermissionError):
        return []
    found = [line.split(maxsplit=5)[5] for line in lines if "/dev/shm/" in line]
    return sorted(where for where in found if _is_shared(where))


def segments(pid: int | None = None) -> list[str]:
    """Names in /dev/shm of segments that a process (this one) made."""
    return sorted(path.name for path in _SHM.glob(f"{PREFIX}{pid or os.getpid()}-*"))


def counted(children: Iterable[int] = ()) -> dict[tuple[int, int, str], str]:
    """Descriptors that a test has to give back, in words, by (pid, number, target).

    Of `children` that outlive tests (servers of a whole module) only shared memory: their sockets are theirs.
    """
    here = os.getpid()
    folders = (tempfile.gettempdir(), str(_ROOT), os.environ.get("MUSTER_HOME") or str(_ROOT))
    found = {
        (here, number, where): f"descriptor {number}: {where}"
        for number, where in descriptors().items()
        if (where.startswith((*_CHANNELS, *(f"{folder}/" for folder in folders))) or _is_shared(where))
        and not where.startswith(_LIBRARIES)
    }
    for pid in children:
        for number, where in descriptors(pid).items():
            if _is_shared(where):
                found[pid, number, where] = f"descriptor {number} of process {pid}: {where}"
    return found


def without_channels(found: dict[tuple[int, int, str], str]) -> dict[tuple[int, int, str], str]:
    """The same without sockets and pipes."""
    return {key: words for key, words in found.items() if not key[2].startswith(_CHANNELS)}


def without_tracker(found: dict[tuple[int, int, str], str]) -> dict[tuple[int, int, str], str]:
    """The same without the pipe to multiprocessing's resource tracker, which serves the whole session once started."""
    tracker = resource_tracker.getfd()
    return {key: words for key, words in found.items() if key[:2] != (os.getpid(), tracker)}


def _is_shared(where: str) -> bool:
    return where.startswith("/dev/shm/") and not _FOREIGN_MEMORY.match(where)
