"""The muster curve itself, on pyqtgraph: import this module only through `plot_loader`, it takes half a second.

No GL and no antialiasing: few points, repainted only when something moved. Main thread only; used by `MusterCurve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.durations import clock_text
from widgets.muster.view import CurveView

pg.setConfigOptions(antialias=False, exitCleanup=False)
_MORE_S: Final = 300
"""Beyond the limit the time axis grows by so much at once, so that it stands still in between."""
_HEADROOM: Final = 1.12
BAND_ALPHA: Final = 46


class CurvePlot(pg.PlotWidget):
    """Actual steps, planned dotted, forecast band with its median, strength wanted, limit, and the line of now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, theme.BG1, enableMenu=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self._view = CurveView(0, 600.0, 100)
        self._now_s = -1.0
        self._plot = self.getPlotItem()
        self._plot.hideButtons()
        self._plot.disableAutoRange()
        self._plot.getViewBox().setMouseEnabled(False, False)
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()  # edges of the band, not drawn
        fill = QColor(theme.ACCENT)
        fill.setAlpha(BAND_ALPHA)
        self._band = pg.FillBetweenItem(self._low, self._high, brush=pg.mkBrush(fill))
        dotted = Qt.PenStyle.DotLine
        self._planned = pg.PlotCurveItem(pen=pg.mkPen(theme.DIM, width=1.0, style=dotted))
        self._median = pg.PlotCurveItem(pen=pg.mkPen(theme.ACCENT, width=theme.px(2), style=dotted))
        self._actual = pg.PlotCurveItem(pen=pg.mkPen(theme.ACCENT, width=theme.px(2)))
        dashed = pg.mkPen(theme.PASSED, width=1.0, style=Qt.PenStyle.DashLine)
        self._required = pg.InfiniteLine(100.0, angle=0, pen=dashed)
        self._limit = pg.InfiniteLine(600.0, angle=90, pen=pg.mkPen(theme.MISSED, width=1.0))
        self._now = pg.InfiniteLine(0.0, angle=90, pen=pg.mkPen(theme.TEXT, width=1.0))
        items = (self._band, self._planned, self._median, self._required)
        for item in (*items, self._limit, self._actual, self._now):
            self._plot.addItem(item, ignoreBounds=True)
        self._prepare_axes()
        self._scale()

    @property
    def now_s(self) -> float:
        """Where the line of now stands, seconds after T0."""
        return self._now_s

    def drawn(self, what: str) -> list[tuple[float, float]]:
        """Points of a line as drawn: actual, planned, median, low or high. For tests."""
        line: pg.PlotCurveItem = getattr(self, f"_{what}")
        x, y = line.getData()
        return [] if x is None or y is None else list(zip(x.tolist(), y.tolist(), strict=True))

    def show_curve(self, view: CurveView) -> None:
        """Draw this curve; what did not change is left alone."""
        old, self._view = self._view, view
        if view.planned != old.planned:
            self._planned.setData(*_steps(view.planned))
        if view.band != old.band:
            seconds = np.array([point[0] for point in view.band], dtype=np.float64)
            for line, place in ((self._low, 1), (self._median, 2), (self._high, 3)):
                line.setData(seconds, np.array([point[place] for point in view.band], dtype=np.float64))
        if (view.required, view.limit_s, view.top) != (old.required, old.limit_s, old.top):
            self._required.setValue(float(view.required))
            self._limit.setValue(view.limit_s)
            self._scale()
        if view.actual != old.actual:
            self._draw_actual()

    def set_now_s(self, now_s: float) -> None:
        """Move the line of now, seconds after T0; the last count is drawn up to it."""
        if abs(now_s - self._now_s) < 0.5:
            return
        grown = self._span(now_s) != self._span(self._now_s)
        self._now_s = now_s
        self._now.setValue(now_s)
        if grown:
            self._scale()
        else:
            self._show_ticks()
        self._draw_actual()

    def _draw_actual(self) -> None:
        points = self._view.actual
        if points and points[-1][0] < self._now_s:
            points = (*points, (self._now_s, points[-1][1]))
        self._actual.setData(*_steps(points))

    def _span(self, now_s: float) -> float:
        limit_s = self._view.limit_s
        over = max(0.0, now_s - limit_s)
        return limit_s + -(-over // _MORE_S) * _MORE_S

    def _scale(self) -> None:
        view = self._view
        self._plot.setXRange(0.0, self._span(self._now_s) * 1.05, 0.0)
        self._plot.setYRange(0.0, max(view.top, view.required) * _HEADROOM, 0.0)
        self._plot.getAxis("left").setTicks([[(0.0, "0"), (float(view.required), str(view.required))]])
        self._show_ticks()

    def _show_ticks(self) -> None:
        span, limit_s, now_s = self._span(self._now_s), self._view.limit_s, self._now_s
        ticks = [(0.0, "0"), (limit_s, clock_text(limit_s * 1000))]
        # The word for now must not be written over another one.
        if span * 0.12 < now_s < limit_s - span * 0.16 or now_s > limit_s + span * 0.16:
            ticks.append((now_s, self.tr("now")))
        self._plot.getAxis("bottom").setTicks([ticks])

    def _prepare_axes(self) -> None:
        line, words = pg.mkPen(theme.LINE, width=1.0), pg.mkPen(theme.DIM)
        font = theme.text_font(theme.TINY_PX)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(line)
            axis.setTextPen(words)
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=theme.px(4), hideOverlappingLabels=False)
        self._plot.getAxis("left").setWidth(theme.px(30))
        self._plot.getAxis("bottom").setHeight(theme.px(18))


def _steps(points: Sequence[tuple[float, int]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Corners of a step line: each count holds until the next point."""
    x: list[float] = []
    y: list[float] = []
    for seconds, count in points:
        if x:
            x.append(seconds)
            y.append(y[-1])
        x.append(seconds)
        y.append(float(count))
    return np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
