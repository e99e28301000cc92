"""Commands of exercise control. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command


class NoteExercise(Command, frozen=True, kw_only=True, tag="note_exercise"):
    """Note something for the debriefing."""

    text: str
