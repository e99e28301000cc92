"""What the time line shows, as plain values. Times are milliseconds of the journal's clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.int64]
"""Shape (n,), ascending."""


def no_times() -> Times:
    """An empty lane."""
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One line of events. Lanes are compared by identity: whoever has other events makes another lane."""

    key: str
    name: str
    """In the language of the screen."""
    times: Times = field(default_factory=no_times)
    strong: Times = field(default_factory=no_times)
    """Those of them that stand out: warnings, refusals, overruns."""


@dataclass(frozen=True, slots=True)
class Band:
    """A phase of a muster: from where it began to where it was reached, missed, or is still open."""

    from_ms: int
    to_ms: int
    phase: int
    """1 to 3."""
    words: str
    """`1 集结 08:34`."""
    passed: int = -1
    """1, 0, or −1 while its gate is open."""


@dataclass(frozen=True, slots=True)
class Line:
    """All of it but where one stands."""

    first_ms: int = 0
    last_ms: int = 0
    lanes: tuple[Lane, ...] = ()
    bands: tuple[Band, ...] = ()
    looped: tuple[int, int] = (0, 0)
    only: str = ""
    """Key of the one lane that the filter lets through; "" for all."""
    clock_of: Callable[[int], str] = str
    """A time as wall clock with seconds, in the language of the screen."""
