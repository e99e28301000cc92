"""Events of the control stream. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import ControlEvent


class ExerciseNoted(ControlEvent, frozen=True, kw_only=True, tag="exercise_noted"):
    """Somebody of exercise control noted something."""

    text: str
