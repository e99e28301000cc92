"""The error tree of `streams`. Any thread; raised to callers of the room.

StreamsError
├── SourceFileError      a cameras file cannot be used: names file, line and field
├── SourceError          a source cannot be opened or decoded
│   ├── SourceRefusedError    the far end does not let us in (401, 403)
│   ├── SourceNotFoundError   the far end does not know the path (404, no such file)
│   └── SourceUnusableError   no video, or a codec that cannot be decoded
├── RingError            a shared-memory ring is malformed or too small
└── LinkClosedError           the other side of a worker link is gone
"""

from __future__ import annotations

from pathlib import Path


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


class SourceUnusableError(SourceError):
    """The source has no video, or none that can be decoded."""


class RingError(StreamsError):
    """A ring's memory is not a ring of this version, or a frame does not fit into it."""


class LinkClosedError(StreamsError):
    """The process at the other end of a worker link is gone."""
