"""Commands of exercise control. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command, RolesOf
from console.domain.base.roles import CONTROL


class NoteExercise(Command, frozen=True, kw_only=True, tag="note_exercise"):
    """Note something for the debriefing."""

    text: str


ROLES: RolesOf = {NoteExercise: CONTROL}
