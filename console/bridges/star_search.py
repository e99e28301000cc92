"""Looks for a drill's T* in a process of its own while the window goes on. Qt main thread.

One search at a time; a search that is cancelled leaves nothing behind and can be begun again. Used by `console.drill`,
shown by the result's panel.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from console.review.t_star import Progress, Star, heard

ENDS_MS = 8_000
"""A process that is told to end and does not is ended after this."""


class StarSearch(QObject):
    """`begin`, and `progressed` until `found` or `failed`; `cancel` at any time, also before and after."""

    progressed = Signal(int)
    """Thousandths done; the first comes at once."""
    found = Signal(object)
    """Star."""
    failed = Signal(str)
    """Why, as the process says it; "" = it was cancelled."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._line = b""
        self.star: Star | None = None
        """What was found."""

    def is_running(self) -> bool:
        """Whether somebody looks for it now."""
        return self._process is not None

    def begin(self) -> None:
        """Start looking, unless it is looked for or found already."""
        if self._process is not None or self.star is not None:
            return
        self._line = b""
        self._process = process = QProcess(self)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(lambda *_: self._on_ended(process))
        process.errorOccurred.connect(lambda error: self._on_error(process, error))
        self.progressed.emit(0)
        process.start(self._command[0], list(self._command[1:]))

    def cancel(self) -> None:
        """End it and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(ENDS_MS):
            process.kill()
            process.waitForFinished(ENDS_MS)
        process.deleteLater()
        self.failed.emit("")

    def _on_output(self) -> None:
        if self._process is None:
            return
        *lines, self._line = (self._line + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            said = heard(line)
            if isinstance(said, Star):
                self.star = said
            elif isinstance(said, Progress):
                self.progressed.emit(said.done)

    def _on_ended(self, process: QProcess) -> None:
        if process is not self._process:
            return  # cancelled
        self._on_output()
        self._process = None
        if self.star is not None:
            self.found.emit(self.star)
        else:
            words = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
            self.failed.emit(words.rpartition("\n")[2] or f"status {process.exitCode()}")
        process.deleteLater()

    def _on_error(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if process is self._process and error is QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit(process.errorString())
            process.deleteLater()
