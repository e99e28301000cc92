"""Saves the lines of the event log that are shown as a text file under the data home. Qt main thread.

Tab-separated UTF-8 with a mark at its start, which spreadsheets open as a table; that of an exercise says so first.
Never a dialog: a toast says where it lies, and the audit chain that it was done. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from console.desk.seat import Seat
from console.panels.kind.signs import mark_of
from console.panels.toasts import ToastStrip
from widgets.log.event_log_view import EventLogView

FOLDER = "exports"


class LogExport(QObject):
    """See the module."""

    def __init__(self, seat: Seat, view: EventLogView, toasts: ToastStrip, folder: Path) -> None:
        super().__init__(view)
        self._seat, self._view, self._toasts, self._folder = seat, view, toasts, folder
        view.export_requested.connect(self._on_export)

    def _on_export(self, kind: str, words: str) -> None:
        lines = self._view.shown_lines()
        mark = mark_of(self._seat.world.kind)
        try:
            path = _write(self._folder, [f"【{mark}】", *lines] if mark else lines)
        except OSError as error:
            self._toasts.tell(self.tr("The log was not saved: {0}").format(error.strerror or error), True)
            return
        # What was looked for stays out of the audit entry's subject: filters may hold people's names.
        self._seat.look("log_exported", f"{path.name} · {len(lines)}", kind)
        self._toasts.tell(self.tr("{0} lines saved: {1}").format(len(lines), path), False)


def _write(folder: Path, lines: list[str]) -> Path:
    """A new file, never over an old one. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = datetime.now().astimezone().strftime("log-%Y%m%d-%H%M%S")
    text = "".join(f"{line}\n" for line in lines)
    for number in range(1, 1000):
        path = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        try:
            with path.open("x", encoding="utf-8-sig", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{stem}: too many files")
