from __future__ import annotations

import multiprocessing
import threading

import pytest

from streams.errors import LinkClosedError
from streams.link import (
    CameraBeat,
    CameraOpened,
    CloseCamera,
    Connecting,
    ConsoleEnd,
    Frames,
    Lost,
    OpenCamera,
    Ready,
    ResizeCamera,
    SetQuality,
    Stop,
    ToConsole,
    ToWorker,
    WorkerBeat,
    WorkerEnd,
)
from streams.sources import SourceKind, SourceSpec


def pair() -> tuple[ConsoleEnd, WorkerEnd]:
    ours, theirs = multiprocessing.Pipe()
    return ConsoleEnd(ours), WorkerEnd(theirs)


SPEC = SourceSpec("CAM-1", "rtsp://h/1", SourceKind.RTSP, user="u", secret="p", options={"a": "b"})
COMMANDS: list[ToWorker] = [
    OpenCamera(1, SPEC, "ring", 1, 640, 360, True, 0),
    ResizeCamera(1, "ring2", 2, 320, 180, False),
    SetQuality(1, 3),
    CloseCamera(1),
    Stop(),
]
MESSAGES: list[ToConsole] = [
    Ready(),
    Connecting(1, 2),
    CameraOpened(1, "h264", 640, 360, 12.0, "live"),
    Lost(1, "ended", ""),
    Frames([(1, 1, 10), (2, 1, 5)]),
    WorkerBeat(1.5, [CameraBeat(1, 12, 10, 9, 1, 2, b"\x01", 0)]),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_commands_arrive_as_they_were_sent(command: ToWorker) -> None:
    console, worker = pair()
    console.send(command)
    assert worker.receive(1.0) == command
    console.close()
    worker.close()


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_messages_arrive_as_they_were_sent(message: ToConsole) -> None:
    console, worker = pair()
    worker.send(message)
    assert console.receive(1.0) == message
    console.close()
    worker.close()


def test_waiting_ends_with_nothing() -> None:
    console, worker = pair()
    assert console.receive(0.01) is None
    console.close()
    worker.close()


def test_each_side_notices_that_the_other_is_gone() -> None:
    console, worker = pair()
    worker.close()
    with pytest.raises(LinkClosedError):
        console.receive(1.0)
    with pytest.raises(LinkClosedError):
        console.send(Stop())
    console.close()


def test_many_threads_may_send() -> None:
    console, worker = pair()

    def send(key: int) -> None:
        for attempt in range(50):
            worker.send(Connecting(key, attempt))

    threads = [threading.Thread(target=send, args=(key,)) for key in range(4)]
    for thread in threads:
        thread.start()
    got = [console.receive(2.0) for _ in range(200)]
    for thread in threads:
        thread.join()
    assert all(isinstance(message, Connecting) for message in got)
    console.close()
    worker.close()
