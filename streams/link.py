"""The control link between the console and a decode worker: messages and a thin typed connection.

Frames never cross it: they lie in the ring; a notice says which ring has a newer one. Messages are
msgpack of the structs below over a `multiprocessing` pipe (both processes are ours and of one version).
Receiving belongs to one thread per side; sending may be done by any thread.
"""

from __future__ import annotations

import threading
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

import msgspec

from streams.errors import LinkClosedError
from streams.sources import SourceSpec


class OpenCamera(msgspec.Struct, frozen=True, tag="open"):
    """Console → worker: open `spec` and write frames of at most `width_px` × `height_px` into `ring`.

    With `cover` the picture covers the box (the tile crops it), else it fits into it.
    """

    key: int
    spec: SourceSpec
    ring: str
    ring_no: int
    width_px: int
    height_px: int
    cover: bool
    quality: int


class ResizeCamera(msgspec.Struct, frozen=True, tag="resize"):
    """Console → worker: from now on write into this ring at this size."""

    key: int
    ring: str
    ring_no: int
    width_px: int
    height_px: int
    cover: bool


class SetQuality(msgspec.Struct, frozen=True, tag="quality"):
    """Console → worker: decode at this rung of `streams.governor.Quality`."""

    key: int
    quality: int


class RetryCamera(msgspec.Struct, frozen=True, tag="retry"):
    """Console → worker: connect anew now, whatever there is: somebody is waiting."""

    key: int


class CloseCamera(msgspec.Struct, frozen=True, tag="close"):
    """Console → worker: stop and forget the camera."""

    key: int


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """Console → worker: end the process."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Worker → console: imports done, commands are taken."""


class Connecting(msgspec.Struct, frozen=True, tag="connecting"):
    """Worker → console: try number `attempt` (from 1) begins."""

    key: int
    attempt: int


class CameraOpened(msgspec.Struct, frozen=True, tag="opened"):
    """Worker → console: the source answers, or sends larger pictures than it said; 0 where something is not known.

    `nature` is a `streams.health.Nature`.
    """

    key: int
    codec: str
    width_px: int
    height_px: int
    fps: float
    nature: str


class Lost(msgspec.Struct, frozen=True, tag="lost"):
    """Worker → console: the source ended or failed. `code` is a `FaultCode`; it is tried again."""

    key: int
    code: str
    detail: str


class NotOpened(msgspec.Struct, frozen=True, tag="not_opened"):
    """Worker → console: this camera could not be begun here; nothing of it is kept. `code` is a `FaultCode`."""

    key: int
    code: str
    detail: str


class NotResized(msgspec.Struct, frozen=True, tag="not_resized"):
    """Worker → console: ring `ring_no` could not be used; the camera goes on in the one before."""

    key: int
    ring_no: int


class Frames(msgspec.Struct, frozen=True, tag="frames"):
    """Worker → console: these cameras have a newer frame: (key, ring_no, how late it is in ms)."""

    news: list[tuple[int, int, int]]


class CameraBeat(msgspec.Struct, frozen=True):
    """Counters of one camera since it was opened, and the newest picture signature ("" if none yet).

    `read` are the packets that came, whatever was decoded of them; `damaged` those, and pictures, that were not whole.
    `delay_ms`: how far the newest picture lay behind its source when it was shown, −1 where nobody tells.
    """

    key: int
    read: int
    decoded: int
    shown: int
    late: int
    damaged: int
    signature: bytes
    quality: int
    delay_ms: int = -1


class WorkerBeat(msgspec.Struct, frozen=True, tag="beat"):
    """Worker → console, twice a second: CPU seconds of the process so far and the cameras' counters."""

    cpu_s: float
    cameras: list[CameraBeat]


ToWorker = OpenCamera | ResizeCamera | SetQuality | RetryCamera | CloseCamera | Stop
ToConsole = Ready | Connecting | CameraOpened | Lost | NotOpened | NotResized | Frames | WorkerBeat

MAX_MESSAGE_BYTES = 1 << 20
_from_worker: msgspec.msgpack.Decoder[ToConsole] = msgspec.msgpack.Decoder(ToConsole)
_from_console: msgspec.msgpack.Decoder[ToWorker] = msgspec.msgpack.Decoder(ToWorker)
_Sent = TypeVar("_Sent")
_Received = TypeVar("_Received")


class _Link(Generic[_Sent, _Received]):
    def __init__(self, connection: Connection, decoder: msgspec.msgpack.Decoder[_Received]) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = decoder.decode

    def send(self, message: _Sent) -> None:
        """Send a message. Any thread. Raises LinkClosedError."""
        try:
            with self._sending:
                self._connection.send_bytes(self._encode(message))
        except (OSError, ValueError) as error:
            raise LinkClosedError("the other process is gone") from error

    def receive(self, timeout_s: float) -> _Received | None:
        """Wait for the next message, None after `timeout_s`. One thread.

        Raises LinkClosedError, also where the other side talks nonsense: such a one is as good as gone.
        """
        try:
            if not self._connection.poll(timeout_s):
                return None
            return self._decode(self._connection.recv_bytes(MAX_MESSAGE_BYTES))
        except msgspec.DecodeError as error:
            raise LinkClosedError("the other process talks nonsense") from error
        except (EOFError, OSError, ValueError) as error:
            raise LinkClosedError("the other process is gone") from error

    def close(self) -> None:
        """Close our end; the other side's `receive` raises LinkClosedError."""
        self._connection.close()


class ConsoleEnd(_Link[ToWorker, ToConsole]):
    """The console's end of one worker's link; received on the feeder thread."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _from_worker)


class WorkerEnd(_Link[ToConsole, ToWorker]):
    """The worker's end; received on the main thread."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _from_console)
