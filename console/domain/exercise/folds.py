"""Folds of the control stream into its own picture. See `console.domain.evolve`. Pure, one writer."""

from __future__ import annotations

from console.domain.base.message import Stamped
from console.domain.picture import ControlPicture, Folds, Key

from .entities import ControlNote
from .events import ExerciseNoted


def _noted(p: ControlPicture, r: Stamped, ev: ExerciseNoted) -> list[Key]:
    number = p.counters["note"] = p.counters.get("note", 0) + 1
    note = ControlNote(id=f"N-{number:04d}", t_ms=r.t_ms, actor=r.stamp.actor, text=ev.text)
    p.notes[note.id] = note
    return [("notes", note.id)]


EXERCISE_FOLDS: Folds = {ExerciseNoted: _noted}
