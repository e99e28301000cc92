"""Notes of exercise control: who may write one and where, and how it stands in the control stream's own picture."""

from __future__ import annotations

import pytest

from console.domain.base.errors import UnknownEventError
from console.domain.base.limits import MAX_TEXT
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.roles import CONTROL, Role, Stream, WorldKind
from console.domain.decide import decide
from console.domain.evolve import Recorded, evolve
from console.domain.exercise.commands import NoteExercise
from console.domain.exercise.entities import ControlNote
from console.domain.exercise.events import ExerciseNoted
from console.domain.hashing import PictureHash
from console.domain.picture import ControlPicture, Picture, decode_stream, encode_picture
from tests.console.domain.musters.muster_world import MusterWorld


def noted(text: str, role: Role = Role.TRAINER, kind: WorldKind = WorldKind.DRILL) -> object:
    """What the hub would answer somebody of this role in a world of this kind."""
    world = MusterWorld(kind)
    stamp = Stamp(actor="wang", role=role, seat="seat-1")
    return decide(world.picture, Asked(stamp=stamp, t_ms=world.t_ms, command=NoteExercise(text=text)))


def code(answer: object) -> str:
    assert isinstance(answer, Refusal)
    return answer.code


def folded(*texts: str) -> ControlPicture:
    picture = ControlPicture()
    for seq, text in enumerate(texts, 1):
        stamp = Stamp(actor=f"evaluator-{seq}", role=Role.EVALUATOR, seat="seat-1")
        recorded = Recorded(seq=seq, t_ms=1_000 * seq, stamp=stamp, event=ExerciseNoted(text=text))
        assert evolve(picture, recorded) == [("notes", f"N-{seq:04d}")]
    return picture


@pytest.mark.parametrize("role", sorted(CONTROL))
def test_exercise_control_notes_in_its_own_stream(role: Role) -> None:
    answer = noted("slow at the cordon", role)
    assert answer == [ExerciseNoted(text="slow at the cordon")]
    assert ExerciseNoted.stream is Stream.CONTROL


@pytest.mark.parametrize("role", sorted(set(Role) - CONTROL))
def test_nobody_else_does(role: Role) -> None:
    assert code(noted("slow at the cordon", role)) == "not_allowed"


@pytest.mark.parametrize("kind", sorted(set(WorldKind) - {WorldKind.DRILL}))
def test_only_drills_have_exercise_control(kind: WorldKind) -> None:
    assert code(noted("slow at the cordon", kind=kind)) == "only_drills"


@pytest.mark.parametrize(
    ("text", "refused"),
    [("", "text_required"), (" \n", "text_required"), ("长" * (MAX_TEXT + 1), "text_too_long")],
)
def test_a_note_says_something_and_not_a_book(text: str, refused: str) -> None:
    assert code(noted(text)) == refused


def test_a_note_of_the_longest_text_is_taken() -> None:
    assert noted("长" * MAX_TEXT) == [ExerciseNoted(text="长" * MAX_TEXT)]


def test_notes_are_numbered_in_their_own_picture() -> None:
    picture = folded("first", "second")
    assert (picture.seq, picture.t_ms) == (2, 2_000)
    assert list(picture.notes.values()) == [
        ControlNote(id="N-0001", t_ms=1_000, actor="evaluator-1", text="first"),
        ControlNote(id="N-0002", t_ms=2_000, actor="evaluator-2", text="second"),
    ]


def test_no_note_is_in_the_picture_that_everybody_has() -> None:
    stamp = Stamp(actor="wang", role=Role.TRAINER, seat="seat-1")
    recorded = Recorded(seq=1, t_ms=0, stamp=stamp, event=ExerciseNoted(text="for us only"))
    picture = Picture()
    with pytest.raises(UnknownEventError):
        evolve(picture, recorded)
    assert PictureHash(picture).hexdigest() == PictureHash(Picture()).hexdigest()


def test_its_snapshot_holds_all_of_it_and_goes_on_counting() -> None:
    picture = folded("first", "second")
    again = decode_stream(Stream.CONTROL, encode_picture(picture))
    assert again == picture
    assert PictureHash(again).hexdigest() == PictureHash(picture).hexdigest()
    stamp = Stamp(actor="li", role=Role.TRAINER, seat="seat-2")
    third = Recorded(seq=3, t_ms=3_000, stamp=stamp, event=ExerciseNoted(text="third"))
    assert evolve(again, third) == [("notes", "N-0003")]
