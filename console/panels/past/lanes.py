"""The lanes of the time line out of a journal's course: read on as it grows, each event once. Qt main thread."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from console.session.source import Course, MusterSpan
from console.words.events import EMPHASISED_TAGS, KIND_OF_TAG
from widgets.durations import clock_text
from widgets.timeline.view import Band, Lane
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

LANES: Final = {
    "call": _N("past", "Calls"),
    "incident": _N("past", "Incidents"),
    "order": _N("past", "Orders"),
    "unit": _N("past", "Units"),
    "system": _N("past", "System"),
}
"""The kinds of the log's filter, in the order of the lanes."""
PHASES: Final = (_N("past", "Muster"), _N("past", "Arrive"), _N("past", "Resolve"))
tr = QCoreApplication.translate


class LaneReader:
    """Keeps the times of every lane; `read` takes what has come up since."""

    def __init__(self) -> None:
        self._course: Course | None = None
        self._read = 0
        self._parts: dict[str, list[npt.NDArray[np.int64]]] = {}
        self.lanes: tuple[Lane, ...] = ()

    def read(self, course: Course) -> bool:
        """Whether there is more than before."""
        if course is not self._course:
            self._course, self._read = course, 0
            self._parts = {key: [] for lane in LANES for key in (lane, f"{lane}!")}
        count = course.count
        if count <= self._read:
            return False
        times, numbers = course.part(self._read + 1, count)
        self._read = count
        types = course.types
        t_ms, number = np.array(times, np.int64), np.array(numbers, np.uint16)
        for lane in LANES:
            for strong in (False, True):
                wanted = [
                    place
                    for place, tag in enumerate(types)
                    if KIND_OF_TAG.get(tag, "system") == lane and (tag in EMPHASISED_TAGS) is strong
                ]
                self._parts[f"{lane}!" if strong else lane].append(t_ms[np.isin(number, wanted)])
        self.word()
        return True

    def word(self) -> None:
        """Names in the language of the screen."""
        self.lanes = tuple(
            Lane(key, tr("past", name), self._whole(key), self._whole(f"{key}!"))
            for key, name in LANES.items()
            if key in self._parts
        )

    def _whole(self, key: str) -> npt.NDArray[np.int64]:
        parts = self._parts[key]
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        return parts[0] if parts else np.empty(0, np.int64)


def bands(spans: tuple[MusterSpan, ...], last_ms: int) -> tuple[Band, ...]:
    """The phases of musters: each from where it began to where it was reached, else to the muster's end."""
    made: list[Band] = []
    for span in spans:
        begun = span.t0_ms
        for phase in (1, 2, 3):
            reached, passed = span.reached_ms[phase - 1], span.passed[phase - 1]
            if begun < 0 or (span.end_ms >= 0 and begun >= span.end_ms):
                break
            until = reached if reached >= 0 else span.end_ms if span.end_ms >= 0 else last_ms
            name = tr("past", PHASES[phase - 1])
            took = f" {clock_text(reached - begun)}" if reached >= 0 else ""
            made.append(Band(begun, until, phase, f"{phase} {name}{took}", passed))
            begun = reached
    return tuple(made)
