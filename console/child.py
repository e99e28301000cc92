"""A process that another one of Muster starts: started, heard to be ready, stopped.

A child is `python main.py ARGUMENTS`. It prints one JSON line with "ready" in it when it is, logs to stderr, and
notices by its closed stdin that we are gone; a daemon thread per child reads its ready line. It is not of our group:
Ctrl+C in the terminal is for us, and we end it. Portable (no signals, no POSIX-only call). Used by
`console.children`, the benches and tests.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

DOOR = (sys.executable, str(Path(__file__).resolve().parents[1] / "main.py"))
READY_S = 30.0
STOP_S = 8.0
LOG_TAIL = 6
OWN_GROUP = int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))
"""Windows' word for it; elsewhere `process_group` says it."""

Facts = dict[str, Any]


class ChildError(Exception):
    """A child did not become ready; the text says which, why, and where its log is."""


class Child:
    """One start of one process. One owner thread; closing its stdin stops it."""

    def __init__(
        self, arguments: Sequence[str], log: Path, *, name: str = "", door: Sequence[str] = DOOR
    ) -> None:
        """Start `python main.py ARGUMENTS`, or another `door`; what it writes to stderr is appended to `log`.

        Raises ChildError where it cannot be started.
        """
        name = name or arguments[0]
        self.name = name
        self.log = log
        self.facts: Facts = {}
        self._said = threading.Event()
        log.parent.mkdir(parents=True, exist_ok=True)
        try:
            with log.open("ab") as stderr:
                self._begins_at = stderr.tell()
                self.process = subprocess.Popen(
                    [*door, *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=stderr,
                    process_group=0,
                    creationflags=OWN_GROUP,
                )
        except OSError as error:
            raise ChildError(f"{name} cannot be started: {error}") from error
        self._reader = threading.Thread(target=self._read, name=f"child-{name}", daemon=True)
        self._reader.start()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process.poll() is None

    def wait_ready(self, within_s: float = READY_S) -> Facts:
        """The facts of its ready line; raises ChildError when it ends or is silent instead."""
        if self._said.wait(within_s) and self.facts:
            return self.facts
        if self._said.is_set():
            status = self.process.wait(STOP_S)
            raise ChildError(f"{self.name} ended with status {status}{self._last_words()}")
        raise ChildError(f"{self.name} was not ready within {within_s:.0f} s{self._last_words()}")

    def close_stdin(self) -> None:
        """Tell it to stop, without waiting until it does."""
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()

    def stop(self, within_s: float = STOP_S) -> int:
        """Close its stdin, wait, and end it where it does not end in time; its exit status."""
        self.close_stdin()
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            _log.warning("%s did not stop within %.0f s and was ended", self.name, within_s)
            self.process.kill()
            self.process.wait()
        self._reader.join(STOP_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return self.process.returncode

    def kill(self) -> int:
        """End it at once, as a crash would; its exit status."""
        self.process.kill()
        return self.stop()

    def _read(self) -> None:
        stream = self.process.stdout
        for line in stream or ():
            if not self._said.is_set():
                self._hear(line)
        self._said.set()

    def _hear(self, line: bytes) -> None:
        try:
            facts = json.loads(line)
        except ValueError:
            return
        if isinstance(facts, dict) and "ready" in facts:
            self.facts = facts
            self._said.set()

    def _last_words(self) -> str:
        """Of this start: the log has those of earlier ones, too."""
        try:
            with self.log.open("rb") as file:
                file.seek(self._begins_at)
                lines = file.read().decode("utf-8", errors="replace").splitlines()[-LOG_TAIL:]
        except OSError:
            lines = []
        return "".join(f"\n    {line}" for line in lines) + f"\n    (log: {self.log})"
