"""What takes a command back, where the rules allow it. Data only; made by the verbs, kept by `Letters`.

Nothing is ever erased: an undo is a command of its own (a cancel, a correction, a return to the old value) and
stands in the journal beside what it takes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from console.domain.decide import AnyCommand
from console.domain.picture import Picture


@dataclass(frozen=True, slots=True)
class Undo:
    """`commands(picture)` are the inverse at this picture; empty when there is nothing left to take back."""

    commands: Callable[[Picture], list[AnyCommand]]
    words: str = ""
    """What is taken back; empty: what was asked."""


TakeBack = Callable[[Any, Picture], Undo | None]
"""How to take a command back, given the picture before it; None where no rule allows it."""
