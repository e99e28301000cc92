"""The second stream from end to end: a trainer's note in a drill, chained, hashed, verified, exported, nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.anchor import ANCHOR_FILE
from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.store.evidence import JournalEvidence
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.refusals import Code
from console.domain.base.roles import Stream, WorldKind
from console.domain.evolve import evolve
from console.domain.exercise.commands import NoteExercise
from console.domain.exercise.events import ExerciseNoted
from console.domain.hashing import PictureHash
from console.domain.picture import AnyPicture, ControlPicture, decode_stream, new_picture
from console.domain.runs.commands import OpenRun
from console.journal.chain import GENESIS, link
from console.journal.file_format import SUFFIX
from console.journal.reader import JournalReader
from console.wire import messages as m

from .house import Client, House
from .scene import report_call

RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)
NOTE = NoteExercise(text="the reserves were called after nine minutes")


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "drill").mkdir()
    with House(tmp_path / "drill", kind=WorldKind.DRILL, run=RUN) as house:
        yield house


def noted(client: Client, text: str = NOTE.text) -> m.Accepted:
    """A note that was taken."""
    answer = client.submit(NoteExercise(text=text))
    assert isinstance(answer, m.Accepted), answer
    return answer


def picture_of(client: Client, stream: Stream, at_seq: int = -1, at_ms: int = -1) -> AnyPicture:
    """A snapshot, whole."""
    catchup = client.socket("catchup")
    get = m.GetSnapshot(id="s", ticket=client.ticket, stream=stream, at_seq=at_seq, at_ms=at_ms)
    part = client.ask(get, catchup)
    parts = [part]
    while isinstance(part, m.SnapshotPart) and part.part + 1 < part.parts:
        parts.append(part := client.receive(catchup))
    assert all(isinstance(one, m.SnapshotPart) and one.stream is stream for one in parts)
    return decode_stream(stream, b"".join(one.body for one in parts if isinstance(one, m.SnapshotPart)))


def test_note_is_an_event_of_control_alone_with_numbers_of_its_own(drill: House) -> None:
    director = drill.person("zhou")
    before = drill.opened.hub.seq(Stream.OPS)
    first, second = noted(director), noted(director)
    assert (first.stream, first.first_seq, first.last_seq) == (Stream.CONTROL, 1, 1)
    assert (second.stream, second.first_seq, second.last_seq) == (Stream.CONTROL, 2, 2)
    assert drill.opened.hub.seq(Stream.OPS) == before
    answer = director.submit(NoteExercise(text=" "))
    assert isinstance(answer, m.Refused)
    assert answer.code == Code.TEXT_REQUIRED
    events = list(drill.opened.store.read_events(Stream.CONTROL, 1, 9))
    assert [(one.seq, one.event, one.stamp.actor) for one in events] == [
        (1, ExerciseNoted(text=NOTE.text), "zhou"),
        (2, ExerciseNoted(text=NOTE.text), "zhou"),
    ]


def test_note_comes_on_its_own_socket_and_the_heartbeat_there_has_the_hash_of_its_picture(
    drill: House,
) -> None:
    director, evaluator = drill.person("zhou"), drill.person("sun")
    control, ops = evaluator.join("control"), evaluator.join("ops")
    noted(director)
    picture = new_picture(Stream.CONTROL)
    while not isinstance(message := evaluator.receive(control), m.EventBatch):
        assert isinstance(message, m.Heartbeat)
        assert (message.stream, message.seq) == (Stream.CONTROL, 0)
        assert message.picture_hash == PictureHash(picture).hexdigest()
    assert message.stream is Stream.CONTROL
    for recorded in message.events:
        evolve(picture, recorded)
    beat = evaluator.beat(control)
    assert (beat.seq, beat.picture_hash) == (1, PictureHash(picture).hexdigest())
    other = evaluator.beat(ops)
    assert (other.stream, other.seq) == (Stream.OPS, drill.opened.hub.seq(Stream.OPS))
    assert other.picture_hash != beat.picture_hash


def test_snapshot_and_past_events_of_control_give_the_same_picture(drill: House) -> None:
    director = drill.person("zhou")
    for number in range(5):
        noted(director, f"note {number}")
    taken = picture_of(director, Stream.CONTROL)
    folded = new_picture(Stream.CONTROL)
    get = m.GetEvents(id="e", ticket=director.ticket, stream=Stream.CONTROL, first=1, last=99)
    part = director.ask(get, director.socket("catchup"))
    assert isinstance(part, m.EventsPart)
    assert part.stream is Stream.CONTROL
    for recorded in part.events:
        evolve(folded, recorded)
    assert isinstance(taken, ControlPicture)
    assert taken == folded
    assert [note.text for note in taken.notes.values()] == [f"note {number}" for number in range(5)]
    assert PictureHash(taken).hexdigest() == drill.opened.hub.picture_hash(Stream.CONTROL)


def test_keyframe_of_each_stream_is_found_by_number_and_by_time(drill: House) -> None:
    director = drill.person("zhou")
    first = noted(director, "before")
    call = call_comes(drill)
    drill.restart()  # a clean end keeps a keyframe of every stream
    director = drill.person("zhou")
    kept_ms = drill.opened.hub.picture.t_ms
    second = noted(director, "after")
    again = call_comes(drill)
    assert (first.last_seq, second.last_seq) == (1, 2)
    for stream, kept, newest in (
        (Stream.CONTROL, first.last_seq, second.last_seq),
        (Stream.OPS, call, again),
    ):
        assert picture_of(director, stream).seq == newest
        assert picture_of(director, stream, at_seq=newest).seq == kept
        assert picture_of(director, stream, at_seq=kept).seq == kept
        assert picture_of(director, stream, at_seq=kept - 1).seq == 0
        assert picture_of(director, stream, at_ms=kept_ms).seq == kept
        assert picture_of(director, stream, at_ms=10**12).seq == kept
        assert picture_of(director, stream, at_seq=newest, at_ms=0).seq == 0


def call_comes(house: House) -> int:
    """One more event of ops; its number."""
    answer = house.person("li").submit(report_call())
    assert isinstance(answer, m.Accepted)
    return answer.last_seq


def test_both_streams_go_on_after_a_restart(drill: House) -> None:
    noted(drill.person("zhou"))
    call = call_comes(drill)
    hashes = {stream: drill.opened.hub.picture_hash(stream) for stream in Stream}
    drill.restart()
    assert {stream: drill.opened.hub.picture_hash(stream) for stream in Stream} == hashes
    assert noted(drill.person("zhou")).first_seq == 2
    assert call_comes(drill) == call + 1


@pytest.mark.parametrize("user", ["li", "wang", "zhao", "chen"])
def test_nobody_but_exercise_control_notes_anything(drill: House, user: str) -> None:
    answer = drill.person(user).submit(NOTE)
    assert isinstance(answer, m.Refused)
    assert answer.code == Code.NOT_ALLOWED
    assert drill.opened.hub.seq(Stream.CONTROL) == 0


@pytest.mark.parametrize("kind", [WorldKind.DEMO, WorldKind.LIVE])
def test_there_is_nothing_to_note_outside_drills(tmp_path: Path, kind: WorldKind) -> None:
    with House(tmp_path, kind=kind) as house:
        answer = house.person("zhou").submit(NOTE)
        assert isinstance(answer, m.Refused)
        assert answer.code == Code.ONLY_DRILLS
        assert house.opened.hub.seq(Stream.CONTROL) == 0


# -- the journal -------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with three notes between calls, cleanly ended."""
    directory = tmp_path / "data"
    directory.mkdir()
    with House(directory, kind=WorldKind.DRILL, run=RUN) as house:
        director = house.person("zhou")
        for number in range(3):
            noted(director, f"{NOTE.text} {number}")
            call_comes(house)
    return directory


def change(data: Path, statement: str) -> None:
    """As an intruder would."""
    connection = sqlite3.connect(data / "journal.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_each_stream_is_chained_by_itself(data: Path) -> None:
    store = SqlStore.open(data)
    ends = store.tail().ends
    store.close()
    previous = GENESIS
    evidence = JournalEvidence(data)
    for entry in evidence.entries(Stream.CONTROL):
        previous = link(previous, entry.link())
        assert entry.chain == previous
    evidence.close()
    assert ends[Stream.CONTROL] == (3, previous)
    assert ends[Stream.OPS][1] != previous


def test_verifying_a_journal_says_what_is_in_each_stream(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(["verify", str(data)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "good: 15 events, root"
    )  # opened, three and the shipped ones registered, the run, three calls
    assert "3 events of control, root" in out


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET actor = 'nobody' WHERE stream = 'control' AND seq = 2", "entry 2"),
        ("UPDATE events SET body = x'80' WHERE stream = 'control' AND seq = 3", "entry 3"),
        ("DELETE FROM events WHERE stream = 'control' AND seq = 1", "entry 1"),
        ("DELETE FROM events WHERE stream = 'control' AND seq = 3", "ends after entry 2"),
        ("UPDATE events SET stream = 'ops', seq = 90 WHERE stream = 'control' AND seq = 3", "90"),
    ],
)
def test_change_of_a_note_shows(
    data: Path, statement: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data, statement)
    assert journal(["verify", str(data)]) == 1
    assert said in capsys.readouterr().err


def test_export_of_a_stream_holds_that_stream_and_nothing_of_the_other(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ops, control = tmp_path / f"ops{SUFFIX}", tmp_path / f"control{SUFFIX}"
    assert journal(["export", str(data), str(ops)]) == 0
    assert journal(["export", str(data), str(control), "--stream", "control"]) == 0
    for path, stream in ((ops, Stream.OPS), (control, Stream.CONTROL)):
        with JournalReader(path) as reader:
            assert reader.header.stream == stream.value
            types = {entry.type for entry in reader.entries()}
            assert reader.end is not None
            assert reader.end.checkpoint is not None
        assert (types == {"exercise_noted"}) == (stream is Stream.CONTROL)
        assert ("exercise_noted" in types) == (stream is Stream.CONTROL)
        assert journal(["verify", str(path)]) == 0
    assert NOTE.text.encode() not in ops.read_bytes()
    assert "3 events" in capsys.readouterr().out


def test_what_was_made_of_an_export_of_control_is_checked_against_its_own_checkpoints(
    data: Path, tmp_path: Path
) -> None:
    control, kept = tmp_path / f"control{SUFFIX}", tmp_path / "kept"
    assert journal(["export", str(data), str(control), "--stream", "control"]) == 0
    assert journal(["checkpoint", str(data), str(kept)]) == 0
    assert journal(["verify", str(control), "--checkpoints", str(kept)]) == 0
    change(data, "DELETE FROM events WHERE stream = 'control' AND seq = 3")
    change(data, "DELETE FROM checkpoints")
    assert journal(["verify", str(data)]) == 1  # the folder knows that there was more
    (data / ANCHOR_FILE).unlink()
    change(data, "DELETE FROM keyframes")
    assert journal(["verify", str(data)]) == 0  # its own checkpoints are gone with it
    assert journal(["verify", str(data), "--checkpoints", str(kept)]) == 1
