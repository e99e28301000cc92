"""Rules of exercise control. See `console.domain.decide`. Pure, any thread."""

from __future__ import annotations

from console.domain.base.message import Asked, Outcome
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import CONTROL, WorldKind
from console.domain.picture import Picture, Rules

from .commands import NoteExercise
from .events import ExerciseNoted


def _note(p: Picture, a: Asked, cmd: NoteExercise) -> Outcome:
    if p.kind is not WorldKind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    return check_text(cmd.text, field="text") or [ExerciseNoted(text=cmd.text)]


EXERCISE_RULES: Rules = {NoteExercise: (CONTROL, _note)}
