"""The error tree of `streams`. Any thread; raised to callers of the room.

StreamsError
├── SourceFileError      a cameras file cannot be used: names file, line and field
├── SourceError          a source cannot be opened or decoded
│   ├── SourceRefusedError    the far end does not let us in (401, 403)
│   ├── SourceNotFoundError   the far end does not know the path (404, no such file)
│   ├── SourceBrokenOffError  the far end answers, but not to the end
│   └── SourceUnusableError   no video, or a codec that cannot be decoded
├── ExhaustedError       this computer has no descriptor, memory or thread left for one more camera
├── RingError            a shared-memory ring is malformed, gone or too small
└── LinkClosedError           the other side of a worker link is gone
"""

from __future__ import annotations

import errno
from pathlib import Path

_LIMITS = {
    errno.EMFILE: "too many open files: close cameras, or raise the limit (ulimit -n)",
    errno.ENFILE: "too many open files on this computer: close cameras or other programs",
    errno.ENOSPC: "no shared memory is left: close cameras, or give /dev/shm more room",
    errno.ENOMEM: "no memory is left: close cameras or other programs",
}


class StreamsError(Exception):
    """Base of all errors of this room."""


class SourceFileError(StreamsError):
    """A cameras file is refused.

    `path` is the file, `line` the 1-based line (CSV) or feature number (GeoJSON), 0 for the whole file,
    `field` the column or property ("" for the whole record), `problem` says in words what is wrong.
    """

    def __init__(self, path: Path, line: int, field: str, problem: str) -> None:
        self.path = path
        self.line = line
        self.field = field
        self.problem = problem
        where = f"{path}:{line}" if line else str(path)
        named = f", field {field!r}" if field else ""
        super().__init__(f"{where}{named}: {problem}")


class SourceError(StreamsError):
    """A source could not be opened or read; the text never holds credentials."""


class SourceRefusedError(SourceError):
    """The far end refused our credentials or our address."""


class SourceNotFoundError(SourceError):
    """The far end answers, but has nothing at that path."""


class SourceBrokenOffError(SourceError):
    """The far end hangs up, or answers what nobody understands, while the stream is being agreed on."""


class SourceUnusableError(SourceError):
    """The source has no video, or none that can be decoded."""


class ExhaustedError(StreamsError):
    """A limit of this computer is reached; the text names it and what to do. Passes when something is closed."""


class RingError(StreamsError):
    """A ring is gone, closed or not of this version, or a frame does not fit into it."""


class LinkClosedError(StreamsError):
    """The process at the other end of a worker link is gone."""


def as_exhausted(error: BaseException) -> ExhaustedError | None:
    """What `error` says about a limit of this computer; None where it says something else."""
    if isinstance(error, ExhaustedError):
        return error
    words = _LIMITS.get(error.errno or 0) if isinstance(error, OSError) else None
    return None if words is None else ExhaustedError(words)
