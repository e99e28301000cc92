"""Rules of exercise control. See `console.domain.decide`. Pure, any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.domain.base.checks import check_text
from console.domain.base.message import Asked, Command, Outcome
from console.domain.base.refusals import Code, refuse
from console.domain.base.roles import WorldKind
from console.domain.picture import Picture

from .commands import NoteExercise
from .events import ExerciseNoted


def _note(p: Picture, a: Asked, cmd: NoteExercise) -> Outcome:
    if p.kind is not WorldKind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    return check_text(cmd.text, field="text") or [ExerciseNoted(text=cmd.text)]


EXERCISE_RULES: dict[type[Command], Callable[[Picture, Asked, Any], Outcome]] = {NoteExercise: _note}
