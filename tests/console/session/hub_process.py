"""A real hub as a child process, and a sink that keeps what a session tells: for the tests of this folder."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from console.domain.base.roles import Stream
from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import AnyPicture, Picture
from console.session.source import Answer, LinkState, LinkView, Telemetry
from console.wire.messages import HubMessage

ROOT = Path(__file__).resolve().parents[3]
DEADLINE_S = 30.0


class HubProcess:
    """`main.py hub` with demo accounts on a port that stays the same over restarts."""

    def __init__(self, data: Path, *arguments: str, kind: str = "demo") -> None:
        self.data = data
        self.kind = kind
        self._arguments = arguments
        self.port = 0
        self._process: subprocess.Popen[str] | None = None
        self.ready: dict[str, Any] = {}

    def start(self) -> None:
        """Start and wait until it is ready."""
        command = [
            sys.executable,
            str(ROOT / "main.py"),
            "hub",
            "--kind",
            self.kind,
            "--data",
            str(self.data),
        ]
        command += ["--port", str(self.port), "--demo-accounts", *self._arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the hub ended before it was ready"
        self.ready = json.loads(line)
        self.port = int(self.ready["commands"])

    @property
    def access(self) -> Path:
        """The demo's access file."""
        return Path(self.ready["access"])

    def kill(self) -> None:
        """As `kill -9` does."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        self._process = None


class KeepingSink:
    """Folds like a console and remembers everything. Its methods run on the session thread; `wait` on the test's."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.hash = PictureHash(self.picture)
        self.control: AnyPicture | None = None
        """The picture of the control stream, once one came."""
        self.snapshots = 0
        self.events: list[Recorded] = []
        self.views: list[LinkView] = []
        self.answers: dict[str, list[Answer]] = {}
        self.replies: list[HubMessage] = []
        self.telemetry: list[Telemetry] = []
        self._changed = threading.Condition()

    def _note(self, act: Callable[[], object]) -> None:
        with self._changed:
            act()
            self._changed.notify_all()

    def on_snapshot(self, stream: Stream, picture: AnyPicture) -> None:
        def act() -> None:
            if isinstance(picture, Picture):
                self.picture, self.hash = picture, PictureHash(picture)
                self.snapshots += 1
            else:
                self.control = picture

        self._note(act)

    def on_events(self, stream: Stream, events: Sequence[Recorded]) -> None:
        def act() -> None:
            if stream is Stream.CONTROL:
                assert self.control is not None, "events before a snapshot"
                for recorded in events:
                    evolve(self.control, recorded)
                return
            for recorded in events:
                self.hash.touch(evolve(self.picture, recorded))
            self.events.extend(events)

        self._note(act)

    def on_telemetry(self, message: Telemetry) -> None:
        self._note(lambda: self.telemetry.append(message))

    def on_link(self, view: LinkView) -> None:
        self._note(lambda: self.views.append(view))

    def on_answer(self, answer: Answer) -> None:
        self._note(lambda: self.answers.setdefault(answer.id, []).append(answer))

    def on_reply(self, message: HubMessage) -> None:
        self._note(lambda: self.replies.append(message))

    @property
    def state(self) -> LinkState | None:
        """The link's newest state."""
        return self.views[-1].state if self.views else None

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Until the condition holds; fails the test when it does not within the deadline."""
        end_s = time.monotonic() + DEADLINE_S
        with self._changed:
            while not condition():
                left_s = end_s - time.monotonic()
                assert left_s > 0, f"waited in vain for {what}; last state {self.state}"
                self._changed.wait(left_s)
