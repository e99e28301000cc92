"""Loads pyqtgraph beside the Qt loop: its import takes half a second, which no operator is to wait for.

The import runs on a thread of its own that ends with it (nothing of Qt is made there); `loaded` comes on the main
thread. Started soon after the window is up, at the latest when a major incident is looked at. Main thread only; used by
`MusterCurve`.
"""

from __future__ import annotations

import importlib
import sys
import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

MODULE: Final = "pyqtgraph"


_LOOK_MS: Final = 20


class PlotLoader(QObject):
    """See the module."""

    loaded = Signal()
    """The module is there; once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.is_loaded = False

    def start(self) -> None:
        """Begin to load, unless that was done; where it is loaded already, `loaded` comes at once."""
        if self.is_loaded or self._timer.isActive():
            return
        if self._thread is None and MODULE in sys.modules:
            self._done()
            return
        self._thread = threading.Thread(target=importlib.import_module, args=(MODULE,), name="load-plots")
        self._thread.start()
        self._timer.start()

    def _look(self) -> None:
        if self._thread is not None and not self._thread.is_alive():
            self._thread.join()
            self._thread = None
            self._timer.stop()
            self._done()

    def _done(self) -> None:
        self.is_loaded = True
        self.loaded.emit()
