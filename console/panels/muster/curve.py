"""The muster curve out of a muster and its forecast: what was counted, what was promised, what is expected. Pure.

Used by the muster's builder; the words of the forecast are those of the clock strip.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QCoreApplication

from console.domain.musters.clock import gate_status, limit_ms
from console.domain.musters.entities import Gate, Muster
from console.domain.musters.plan import CountPolicy
from console.domain.picture import Picture
from console.panels.strip.clocks import forecast_view
from console.wire.muster_messages import MusterForecast
from widgets.durations import clock_text
from widgets.muster.view import CurveView

tr = QCoreApplication.translate

_AFTER_LIMIT_S = 300
"""The band is drawn so far beyond the limit."""


def curve_view(muster: Muster, picture: Picture, forecast: MusterForecast | None, now_ms: int) -> CurveView:
    """The curve at `now_ms`."""
    limit_s = limit_ms(muster, 1) / 1000
    if forecast is not None and (
        forecast.muster_id != muster.id or muster.t1_ms >= 0 or muster.ended_ms >= 0
    ):
        forecast = None
    actual = ((0.0, 0), *_pairs(muster))
    planned = _planned(muster, picture)
    band = () if forecast is None else _band(forecast, muster, limit_s)
    tops = [count for _, count in (*actual, *planned)] + [point[3] for point in band]
    words, warns = _words(muster, forecast, now_ms)
    return CurveView(
        t0_ms=muster.t0_ms,
        limit_s=limit_s,
        required=muster.required,
        actual=actual,
        planned=planned,
        band=band,
        top=max([muster.required, *tops]),
        end_ms=muster.ended_ms if muster.ended_ms >= 0 else None,
        words=words,
        warns=warns,
    )


def _pairs(muster: Muster) -> tuple[tuple[float, int], ...]:
    points = zip(muster.curve[::2], muster.curve[1::2], strict=False)
    return tuple((max(0, t_ms - muster.t0_ms) / 1000, count) for t_ms, count in points)


def _planned(muster: Muster, picture: Picture) -> tuple[tuple[float, int], ...]:
    """Expected arrivals as the orders promised them, added up."""
    policy = muster.plan.policy if muster.plan is not None else CountPolicy()
    arrivals = []
    for one in muster.units:
        unit = picture.units.get(one.unit_id)
        if unit is not None and unit.tier in policy.tiers and one.eta_ms >= 0:
            arrivals.append((max(0, one.ordered_ms + one.eta_ms - muster.t0_ms) / 1000, unit.sworn))
    if not arrivals:
        return ()
    points = [(0.0, 0)]
    for seconds, officers in sorted(arrivals):
        points.append((seconds, points[-1][1] + officers))
    return tuple(points)


def _band(
    forecast: MusterForecast, muster: Muster, limit_s: float
) -> tuple[tuple[float, int, int, int], ...]:
    seconds = np.frombuffer(forecast.at_s_i32, dtype="<i4")
    low, middle, high = (
        np.frombuffer(part, dtype="<i2") for part in (forecast.p10_i16, forecast.p50_i16, forecast.p90_i16)
    )
    said_s = (forecast.t_ms - muster.t0_ms) / 1000
    count = min(len(seconds), len(low), len(middle), len(high))
    wanted = (seconds[:count] >= said_s - 1) & (seconds[:count] <= limit_s + _AFTER_LIMIT_S)
    rows = zip(
        seconds[:count][wanted].tolist(),
        low[:count][wanted].tolist(),
        middle[:count][wanted].tolist(),
        high[:count][wanted].tolist(),
        strict=True,
    )
    points = [(float(at), min(a, b), m, max(a, b)) for at, a, m, b in rows]
    return tuple(_without_flat(points))


def _without_flat(points: list[tuple[float, int, int, int]]) -> list[tuple[float, int, int, int]]:
    """Points between two equal ones say nothing."""
    if len(points) < 3:
        return points
    kept = [points[0]]
    for one, following in pairwise(points[1:]):
        if one[1:] != kept[-1][1:] or following[1:] != one[1:]:
            kept.append(one)
    return [*kept, points[-1]]


def _words(muster: Muster, forecast: MusterForecast | None, now_ms: int) -> tuple[str, bool]:
    decided = gate_status(muster, Gate.MUSTER)
    if muster.t1_ms >= 0:
        reached = tr("muster", "{0} after {1}").format(
            muster.required, clock_text(muster.t1_ms - muster.t0_ms)
        )
        return reached, False
    if decided is not None and not decided.passed:
        return tr("muster", "limit missed"), False
    view = forecast_view(muster, forecast, now_ms)
    if view is None:
        return "", False
    if view.p50_ms < 0:
        return tr("clocks", "forecast: not reached with these units"), True
    words = tr("clocks", "forecast {0}").format(clock_text(view.p50_ms))
    if view.p90_ms >= 0:
        words += " " + tr("clocks", "(P90 {0})").format(clock_text(view.p90_ms))
    if view.late:
        words += " · " + tr("muster", "will be missed")
    elif view.tight:
        words += " · " + tr("muster", "tight")
    if view.old:
        words = tr("clocks", "{0}, old").format(words)
    return words, view.late or view.tight
