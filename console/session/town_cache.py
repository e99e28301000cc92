"""The town's files on this machine: fetched from the hub once, kept by their hash, checked before they are used.

Link's thread only. A seat has no folder of the hub's: map, roads and gazetteer come over the wire like everything else
and lie under `<towns>/<hash>/` afterwards. A file that does not have the hash that the manifest gives for it is thrown
away; a folder appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from console.domain.base.refusals import Code
from console.wire import messages as m
from console.wire.ids import new_id, town_hash

_log = logging.getLogger(__name__)

MAX_TOWN_BYTES = 4 * 1024**3
"""A larger town is not fetched: a province-size base map is about a gigabyte."""

Request = m.GetTown | m.GetTownFile


class TownCache:
    """The present town; `directory` is "" until all its files are here."""

    def __init__(self, towns: Path, request: Callable[[Request], str]) -> None:
        self._towns = towns
        self._request = request
        self._wanted = ""
        self._id = ""
        self._file: m.TownFile | None = None
        self._missing: list[m.TownFile] = []
        self._body = bytearray()
        self._next_part = 0
        self.directory = ""
        self.fault = ""
        """Why the town cannot be kept here, in words; "" while nothing is wrong."""

    def want(self, town: str) -> None:
        """The hub's town has this hash ("" = it has none): use it, or begin to fetch it."""
        self._wanted = town if _is_hash(town) else ""
        here = self._towns / self._wanted
        self.directory = ""
        self.fault = ""
        if not self._wanted:
            return
        if here.is_dir():
            self.directory = str(here)
            return
        self._id = self._request(m.GetTown(id=new_id(), ticket=""))

    def on_lost(self) -> None:
        """The connection is gone: what was under way is asked for again when it is back."""
        self._id = ""
        self._file = None

    def take(self, message: m.HubMessage) -> bool:
        """Take an answer of the hub; False when it is to another request."""
        if not self._id or getattr(message, "id", "") != self._id:
            return False
        try:
            match message:
                case m.TownManifest():
                    self._on_manifest(message)
                case m.TownFilePart():
                    self._on_part(message)
                case m.Refused():
                    signed_out = message.code == Code.NOT_SIGNED_IN  # as every stop in mid-way is
                    level = logging.WARNING if signed_out else logging.ERROR
                    self._give_up(f"the hub refuses the town ({message.code})", level)
                case _:
                    return False
        except OSError as error:
            self._give_up(f"the town cannot be kept here: {error}")
        return True

    # -- inside --------------------------------------------------------------------------------------------------------

    @property
    def _unfinished(self) -> Path:
        return self._towns / f"{self._wanted}.part"

    def _on_manifest(self, manifest: m.TownManifest) -> None:
        if town_hash(manifest.files) != self._wanted or manifest.town != self._wanted:
            self._give_up("the hub's list of the town's files is not that of its town")
            return
        if sum(one.size for one in manifest.files) > MAX_TOWN_BYTES or not all(map(_is_safe, manifest.files)):
            self._give_up("the hub's town holds files that have no place here")
            return
        self._unfinished.mkdir(parents=True, exist_ok=True)
        self._missing = [one for one in manifest.files if not _is_there(self._unfinished, one)]
        self._next_file()

    def _next_file(self) -> None:
        if not self._missing:
            self._finish()
            return
        self._file = self._missing.pop()
        self._body.clear()
        self._next_part = 0
        self._id = self._request(m.GetTownFile(id=new_id(), ticket="", sha256=self._file.sha256))

    def _on_part(self, part: m.TownFilePart) -> None:
        file = self._file
        if file is None or part.part != self._next_part or len(self._body) + len(part.body) > file.size:
            self._give_up("the hub's parts of a file do not fit together")
            return
        self._next_part += 1
        self._body += part.body
        if part.part + 1 < part.parts:
            return
        if hashlib.sha256(self._body).hexdigest() != file.sha256:
            self._give_up(f"{file.name} came otherwise than the hub said")
            return
        path = self._unfinished / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._body)
        self._next_file()

    def _finish(self) -> None:
        self._id, self._file = "", None
        here = self._towns / self._wanted
        try:
            self._unfinished.replace(here)
        except OSError:
            if not here.is_dir():  # else another console on this machine was quicker
                raise
            shutil.rmtree(self._unfinished, ignore_errors=True)
        self.directory = str(here)

    def _give_up(self, why: str, level: int = logging.ERROR) -> None:
        _log.log(level, "%s", why)
        self.fault = why
        self._id, self._file = "", None
        self._missing.clear()
        self._body.clear()


def _is_hash(town: str) -> bool:
    return len(town) == 64 and set(town) <= set("0123456789abcdef")


def _is_safe(file: m.TownFile) -> bool:
    path = PurePosixPath(file.name)
    inside = bool(file.name) and not path.is_absolute() and "\\" not in file.name and ":" not in file.name
    return inside and all(part not in ("", ".", "..") for part in file.name.split("/")) and file.size >= 0


def _is_there(folder: Path, file: m.TownFile) -> bool:
    """A file of an earlier try."""
    path = folder / file.name
    try:
        return (
            path.stat().st_size == file.size and hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
        )
    except OSError:
        return False
