"""Looks on their way to the hub's audit chain: spooled on disk until the hub has them (decision 11). One thread.

Looking goes on while the hub is away; what was looked at is not forgotten when the console ends meanwhile, and each
look keeps the name of who looked, whoever signs in afterwards.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from console.wire.ids import new_id
from console.wire.messages import LogLooks, LookEntry

_log = logging.getLogger(__name__)
_BATCH = 200
_ENCODE = msgspec.json.encode
_DECODE = msgspec.json.Decoder(LookEntry)


class LookSpool:
    """Appends each look as one JSON line; `next_batch` until `on_logged` empties it. Disk full: memory only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[LookEntry] = self._read()
        self._sent: LogLooks | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, look: LookEntry) -> None:
        """Remember a look, on disk where that is possible."""
        self._waiting.append(look)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(_ENCODE(look) + b"\n")
        except OSError as error:
            _log.warning("looks are kept in memory only: %s", error)

    def next_batch(self) -> LogLooks | None:
        """What to send now; the same batch (same id) again until it is answered."""
        if self._sent is None and self._waiting:
            self._sent = LogLooks(id=new_id(), looks=tuple(self._waiting[:_BATCH]))
        return self._sent

    def is_waiting_for(self, id_: str) -> bool:
        """Whether this is the batch that was sent."""
        return self._sent is not None and self._sent.id == id_

    def on_logged(self, id_: str) -> None:
        """The hub has this batch."""
        if self._sent is None or self._sent.id != id_:
            return
        del self._waiting[: len(self._sent.looks)]
        self._sent = None
        try:
            if self._waiting:
                fresh = self._path.with_suffix(".new")
                fresh.write_bytes(b"".join(_ENCODE(look) + b"\n" for look in self._waiting))
                fresh.replace(self._path)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("the spool of looks could not be shortened: %s", error)

    def _read(self) -> list[LookEntry]:
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        looks = []
        for line in lines:
            try:
                looks.append(_DECODE.decode(line))
            except (msgspec.MsgspecError, UnicodeDecodeError):
                _log.warning("a spooled look could not be read and is left out")
        return looks
