"""The section with the muster curve: title, forecast in words, and the plot as soon as its library is there.

The plot's place keeps its height from the beginning: nothing below it moves. Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import parts, theme
from widgets.muster.view import CurveView
from widgets.section import Section

if TYPE_CHECKING:
    from widgets.muster.curve_plot import CurvePlot
import importlib
import sys
import threading

from PySide6.QtCore import QObject, QTimer, Signal

PLOT_HEIGHT_PX: Final = 108
PLOT_LOW_PX: Final = 66
GAP_PX: Final = 8
MODULE: Final = "pyqtgraph"
_LOOK_MS: Final = 20


class PlotLoader(QObject):
    """Loads pyqtgraph beside the Qt loop: its import takes half a second, which no operator is to wait for.

    The import runs on a thread of its own that ends with it and makes nothing of Qt; `loaded` comes on the main thread.
    """

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


class MusterCurve(Section):
    """Title, forecast in words, and the plot once it is loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CurveView | None = None
        self._now_ms = 0
        self.plot: CurvePlot | None = None
        self._loader = PlotLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self.title.setWordWrap(False)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = parts.label(self, "small")
        head = parts.row(None, gap=GAP_PX)
        self.body.removeWidget(self.title)
        head.addWidget(self.title, 1)
        head.addWidget(self._words)
        self.body.addLayout(head)
        self._place = QWidget(self)
        self._place.setFixedHeight(theme.px(PLOT_HEIGHT_PX))
        self.body.addWidget(self._place)
        self.body.setSpacing(theme.px(4))
        self.hide()

    def prepare(self) -> None:
        """Load the plot's library beside the loop: a curve will be wanted soon."""
        self._loader.start()

    def show_curve(self, view: CurveView | None) -> None:
        """Show this curve; None hides the section."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self._loader.start()
        parts.set_part(self._words, "warning" if view.warns else "small")
        self._words.setText(view.words)
        self._show_title()
        self._place.setAccessibleName(f"{self.title.text()} {view.words}")
        if self.plot is not None:
            self.plot.show_curve(view)
            self.set_now_ms(self._now_ms)

    def _show_title(self) -> None:
        """The whole title where it stands beside the words of the forecast, else the short one."""
        whole = self.tr("Muster curve — officers counted against time")
        needed = self.title.fontMetrics().horizontalAdvance(whole) + self._words.sizeHint().width()
        margins = self.body.contentsMargins()
        fits = needed + theme.px(GAP_PX) <= self.width() - margins.left() - margins.right()
        self.title.setText(whole if fits else self.tr("Muster curve"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title()

    def set_low(self, low: bool) -> None:
        """In a low panel the plot is lower, too."""
        self._place.setFixedHeight(theme.px(PLOT_LOW_PX if low else PLOT_HEIGHT_PX))

    def set_now_ms(self, now_ms: int) -> None:
        """Move the line of now."""
        self._now_ms = now_ms
        if self.plot is not None and self._view is not None:
            end_ms = now_ms if self._view.end_ms is None else self._view.end_ms
            self.plot.set_now_s(max(0.0, (end_ms - self._view.t0_ms) / 1000))

    def retranslate(self) -> None:
        self.show_curve(self._view)

    def _on_loaded(self) -> None:
        from widgets.muster.curve_plot import CurvePlot

        self.plot = CurvePlot(self._place)
        self.plot.setGeometry(0, 0, self._place.width(), self._place.height())
        self.plot.show()
        parts.row(self._place, self.plot)
        if self._view is not None:
            self.show_curve(self._view)
