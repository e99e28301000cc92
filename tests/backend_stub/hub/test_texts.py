"""What persons say about a call or an incident is sealed in everything that is kept, and can be erased (T16)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backend_stub.hub.commandline import main
from backend_stub.hub.identity import KEYS_FILE
from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.ports import StoreError
from backend_stub.hub.store.opening import JOURNAL_FILE
from console.domain.base.message import Command, Stamp
from console.domain.base.phrases import COVER_REASONS
from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.domain.base.sealed_text import read_sealed
from console.domain.calls.commands import (
    EraseIncident,
    EraseReport,
    GiveFeedback,
    MergeCall,
    RejectCall,
    ReportCall,
    UnmergeCall,
)
from console.domain.calls.entities import Channel
from console.domain.incidents.commands import (
    AddNote,
    ArchiveIncident,
    CloseIncident,
    ReopenIncident,
    SuperviseIncident,
    UrgeIncident,
)
from console.domain.orders.commands import (
    DeclineOrder,
    DelayOrder,
    DispatchUnits,
    DivertUnit,
    UnitChoice,
)
from console.domain.sealing import texts_of
from console.wire import messages as m

from .failing_store import FailingStore
from .house import PERSONS, Client, House, eventually, is_in_a_file
from .scene import ADMIN, LEADER, OPERATOR, PLACE, Scene, report_call

NAME = "王小明的母亲李桂芳"
CALL = ReportCall(channel=Channel.VISIT, place=PLACE, type_code="fire", accept=True)
ERASE = EraseIncident(incident_id="INC-0001", reason="asked")


class Manned(House):
    """A hub where everybody signed in once and stays."""

    def __init__(self, directory: Path) -> None:
        self._sitting: dict[str, Client] = {}
        super().__init__(directory, units=True)

    def start(self) -> None:
        """Whoever sat there has to sign in again."""
        for client in self._sitting.values():
            client.close()
        self._sitting.clear()
        self.configs.clear()
        super().start()

    def at(self, user: str) -> Client:
        """Somebody at a seat of his own."""
        if user not in self._sitting:
            self._sitting[user] = self.person(user)
        return self._sitting[user]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Manned]:
    (tmp_path / "hub").mkdir()
    with Manned(tmp_path / "hub") as running:
        yield running


def holds(directory: Path, text: str) -> list[str]:
    """The files that hold a text, in UTF-8 or as JSON writes it."""
    forms = (text.encode(), json.dumps(text).strip('"').encode())
    files = (path for path in directory.rglob("*") if path.is_file())
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def do(house: Manned, command: Command, user: str = "li") -> m.HubMessage | None:
    """Somebody gives a command at a seat of his own."""
    answer = house.at(user).submit(command)
    assert isinstance(answer, m.Accepted), answer
    return answer


def texts(house: Manned, about: str) -> list[str]:
    """All sealed texts of a call or incident in the journal."""
    last = house.opened.hub.seq(Stream.OPS)
    said = (
        text for one in house.opened.store.read_events(Stream.OPS, 1, last) for text in texts_of(one.event)
    )
    return [text for text in said if (sealed := read_sealed(text)) is not None and sealed.subject == about]


def ask(
    house: Manned, about: str, wanted: list[str], user: str = "li", purpose: str = "hand over"
) -> m.HubMessage | None:
    """The answer to somebody who wants to read."""
    request = m.OpenTexts(id="t", subject_id=about, texts=tuple(wanted), purpose=purpose)
    return house.at(user).ask(request)


def read(house: Manned, about: str, wanted: list[str], user: str = "li") -> list[str]:
    """What is answered to somebody who may."""
    answer = ask(house, about, wanted, user)
    assert isinstance(answer, m.TextsOpened), answer
    return [answer.texts[one] for one in wanted]


EVERYTHING: tuple[tuple[Command, str], ...] = (
    (CALL, "li"),
    (AddNote(incident_id="INC-0001", text=f"note {NAME}"), "li"),
    (UrgeIncident(incident_id="INC-0001", text=f"urge {NAME}"), "li"),
    (SuperviseIncident(incident_id="INC-0001", text=f"supervise {NAME}"), "wang"),
    (
        DispatchUnits(
            incident_id="INC-0001", units=(UnitChoice(unit_id="P-101"),), override_reason=f"over {NAME}"
        ),
        "li",
    ),
    (DelayOrder(order_id="O-000001", reason=f"delay {NAME}"), "li"),
    (CALL, "li"),
    (DivertUnit(unit_id="P-101", incident_id="INC-0002", reason=f"divert {NAME}"), "wang"),
    (DeclineOrder(order_id="O-000002", reason=f"decline {NAME}"), "li"),
    (CloseIncident(incident_id="INC-0001", disposition=f"close {NAME}"), "li"),
    (GiveFeedback(call_id="C-000001", text=f"told {NAME}"), "li"),
    (ReopenIncident(incident_id="INC-0001", reason=f"reopen {NAME}"), "wang"),
    (ReportCall(channel=Channel.VISIT, place=PLACE), "li"),
    (MergeCall(call_id="C-000003", incident_id="INC-0001"), "li"),
    (UnmergeCall(call_id="C-000003", reason=f"split {NAME}"), "li"),
    (RejectCall(call_id="C-000003", reason=f"reject {NAME}"), "li"),
)


def test_nothing_that_was_said_is_in_clear_in_any_file_of_the_hub_its_export_or_backup(
    house: Manned, tmp_path: Path
) -> None:
    """T16: notes and reasons were. Looked for while it runs, after it ended, in export, backup and keyframes."""
    for command, user in EVERYTHING:
        do(house, command, user)
    said = sum(NAME in str(command) for command, _ in EVERYTHING)
    assert sum(len(texts(house, about)) for about in ("INC-0001", "INC-0002", "C-000001", "C-000003")) == said
    assert holds(house.directory, NAME) == []
    house.restart()
    assert holds(house.directory, NAME) == []
    assert journal(["export", str(house.directory), str(tmp_path / "out.muster-journal")]) == 0
    assert journal(["backup", str(house.directory), str(tmp_path / "backup")]) == 0
    assert holds(tmp_path, NAME) == []


def test_words_are_read_again_by_who_may_and_every_try_is_audited(house: Manned) -> None:
    """T16: each role; twice."""
    do(house, CALL)
    do(house, AddNote(incident_id="INC-0001", text=f"{NAME}\n5 岁"))
    (note,) = texts(house, "INC-0001")
    for user, role in PERSONS.items():
        answer = ask(house, "INC-0001", [note], user)
        if role.value in ("operator", "duty_leader"):
            assert isinstance(answer, m.TextsOpened), role
            assert answer.texts == {note: f"{NAME}\n5 岁"}
        else:
            assert isinstance(answer, m.Refused), role
            assert answer.code == Code.NOT_ALLOWED, role
    for program in ("TOWN", "BESIDE", "GATE"):
        answer = house.program(program).ask(
            m.OpenTexts(id="t", subject_id="INC-0001", texts=(note,), purpose="")
        )
        assert isinstance(answer, m.Refused)
        assert answer.code == Code.NOT_ALLOWED
    assert read(house, "INC-0001", [note]) == read(house, "INC-0001", [note])
    with closing(sqlite3.connect(house.directory / JOURNAL_FILE)) as database:
        rows = database.execute(
            "SELECT user, subject, incident_id, purpose, result FROM looks WHERE what = 'texts_opened'"
        ).fetchall()
    assert len(rows) == len(PERSONS) + 3 + 2
    assert {(user, result) for user, *_, result in rows} >= {
        ("li", "ok"),
        ("wang", "ok"),
        ("chen", "not_allowed"),
    }
    assert ("li", "INC-0001", "INC-0001", "hand over", "ok") in rows


def test_texts_of_another_incident_made_up_ones_and_none_are_refused(house: Manned) -> None:
    do(house, CALL)
    do(house, CALL)
    do(house, AddNote(incident_id="INC-0001", text=NAME))
    (note,) = texts(house, "INC-0001")
    for about, wanted in (
        ("INC-0002", [note]),
        ("INC-0001", []),
        ("INC-0001", ["in clear"]),
        ("INC-0001", [note[:-4] + "AAAA"]),
    ):
        answer = ask(house, about, wanted)
        assert isinstance(answer, m.Refused), wanted
        assert answer.code == Code.BAD_VALUE


@pytest.mark.expects_log("erased keys are still in a file")
def test_erased_words_are_gone_from_every_file_and_later_ones_can_be_read_until_they_are_erased_too(
    house: Manned,
) -> None:
    """T16: erased, asked again, noted after it, erased again, over restarts."""
    do(house, CALL)
    do(house, AddNote(incident_id="INC-0001", text=f"first {NAME}"))
    key = house.opened.store.read_key("INC-0001.0")
    assert key is not None
    do(house, ERASE, "chen")
    eventually(lambda: not is_in_a_file(house.directory, key))
    (first,) = texts(house, "INC-0001")
    assert read(house, "INC-0001", [first]) == [""]
    house.restart()
    do(house, AddNote(incident_id="INC-0001", text=f"second {NAME}"))
    first, second = texts(house, "INC-0001")
    assert read(house, "INC-0001", [second, first]) == [f"second {NAME}", ""]
    do(house, ERASE, "chen")
    do(house, ERASE, "chen")
    assert read(house, "INC-0001", [first, second]) == ["", ""]
    erased = house.opened.hub.picture.erasures["INC-0001"]
    assert (erased.times, erased.erased_by) == (3, "chen")
    assert journal(["verify", str(house.directory)]) == 0


def test_after_new_keys_what_was_said_before_is_refused_and_what_is_said_since_is_read_and_all_is_erased(
    tmp_path: Path,
) -> None:
    """T16: keys renewed, twice; a note on the same incident before, between and after."""
    notes: list[str] = []
    for number in range(3):
        if number:
            (tmp_path / KEYS_FILE).unlink()
            assert main(["keys", "new", "--data", str(tmp_path)]) == 0
        with Manned(tmp_path) as house:
            if not number:
                do(house, CALL)
            do(house, AddNote(incident_id="INC-0001", text=f"{number} {NAME}"))
            notes = texts(house, "INC-0001")
            assert read(house, "INC-0001", notes[-1:]) == [f"{number} {NAME}"]
            if number:
                answer = ask(house, "INC-0001", notes[:-1])
                assert isinstance(answer, m.Refused)
                assert answer.code == Code.FORMER_KEY
                answer = ask(house, "INC-0001", notes)
                assert isinstance(answer, m.TextsOpened)
                assert answer.texts == {notes[-1]: f"{number} {NAME}"}
    with Manned(tmp_path) as house:
        names = [sealed.key_id for sealed in map(read_sealed, notes) if sealed is not None]
        assert names == ["INC-0001.0", "INC-0001.0.1", "INC-0001.0.2"]
        do(house, ERASE, "chen")
        assert [house.opened.store.read_key(name) for name in names] == [None] * 3
        assert read(house, "INC-0001", notes) == [""] * 3


@pytest.mark.expects_log("erased keys are still in a file")
def test_once_the_lost_keys_are_joined_what_was_said_before_and_since_is_read_and_all_is_erased(
    tmp_path: Path,
) -> None:
    """T16: putting the old keys back closed what was sealed since."""
    with Manned(tmp_path) as house:
        do(house, CALL)
        do(house, AddNote(incident_id="INC-0001", text=f"before {NAME}"))
    (tmp_path / KEYS_FILE).rename(tmp_path / "old.json")
    assert main(["keys", "new", "--data", str(tmp_path)]) == 0
    with Manned(tmp_path) as house:
        do(house, AddNote(incident_id="INC-0001", text=f"since {NAME}"))
    assert main(["keys", "join", str(tmp_path / "old.json"), "--data", str(tmp_path)]) == 0
    with Manned(tmp_path) as house:
        do(house, AddNote(incident_id="INC-0001", text=f"now {NAME}"))
        notes = texts(house, "INC-0001")
        assert read(house, "INC-0001", notes) == [f"{when} {NAME}" for when in ("before", "since", "now")]
        keys = [house.opened.store.read_key(f"INC-0001.0{end}") for end in ("", ".1")]
        assert None not in keys
        do(house, ERASE, "chen")
        assert read(house, "INC-0001", notes) == [""] * 3
        files = [path for path in tmp_path.iterdir() if path.is_file()]
        eventually(lambda: not any(key in path.read_bytes() for path in files for key in keys if key))


def test_only_an_administrator_erases_and_says_why(house: Manned) -> None:
    do(house, CALL)
    for user in set(PERSONS) - {"chen"}:
        answer = house.at(user).submit(ERASE)
        assert isinstance(answer, m.Refused)
        assert answer.code == Code.NOT_ALLOWED
    for command, code in (
        (EraseIncident(incident_id="INC-0001", reason=" "), Code.TEXT_REQUIRED),
        (EraseIncident(incident_id="INC-0002", reason="x"), Code.UNKNOWN_INCIDENT),
        (EraseIncident(incident_id="INC-01", reason="x"), Code.UNKNOWN_INCIDENT),
        (EraseReport(call_id="C-000009", reason="x"), Code.UNKNOWN_CALL),
    ):
        answer = house.at("chen").submit(command)
        assert isinstance(answer, m.Refused)
        assert answer.code == code


def test_what_has_left_the_picture_can_still_be_erased() -> None:
    """T16: an incident is archived half an hour after its closing, and people ask days later."""
    scene = Scene(FailingStore()).opened()
    scene.ask(report_call())
    scene.ask(CALL)
    scene.ask(AddNote(incident_id="INC-0001", text=NAME))
    scene.ask(MergeCall(call_id="C-000001", incident_id="INC-0001"))
    scene.ask(CloseIncident(incident_id="INC-0001", disposition="handled"))
    assert scene.hub.system(ArchiveIncident(incident_id="INC-0001")) is None
    scene.hub.flush()
    assert not scene.hub.picture.calls
    assert scene.store.read_key("C-000001.0") is not None
    assert isinstance(scene.ask(ERASE, ADMIN), m.Accepted)
    assert isinstance(scene.ask(EraseReport(call_id="C-000001", reason="asked"), ADMIN), m.Accepted)
    assert scene.store.read_key("C-000001.0") is None
    assert scene.store.read_key("INC-0001.0") is None


def test_an_incident_and_its_reports_are_erased_apart_whatever_was_merged_and_split(house: Manned) -> None:
    """T16: what was said about a report stays with it, whichever incident it belonged to."""
    do(house, CALL)
    do(house, report_call())
    do(house, MergeCall(call_id="C-000002", incident_id="INC-0001"))
    do(house, AddNote(incident_id="INC-0001", text=f"note {NAME}"))
    do(house, UnmergeCall(call_id="C-000002", reason=f"split {NAME}"))
    do(house, EraseReport(call_id="C-000002", reason="asked"), "chen")
    assert read(house, "C-000002", texts(house, "C-000002")) == [""]
    assert read(house, "INC-0001", texts(house, "INC-0001")) == [f"note {NAME}"]
    do(house, RejectCall(call_id="C-000002", reason=f"reject {NAME}"))
    do(house, ERASE, "chen")
    assert read(house, "C-000002", texts(house, "C-000002")) == ["", f"reject {NAME}"]
    assert read(house, "INC-0001", texts(house, "INC-0001")) == [""]


def test_standard_phrases_and_codes_stay_in_the_open(house: Manned) -> None:
    do(house, CALL)
    do(house, AddNote(incident_id="INC-0001", text=COVER_REASONS[0]))
    do(house, CloseIncident(incident_id="INC-0001", disposition="handled"))
    incident = house.opened.hub.picture.incidents["INC-0001"]
    assert (incident.notes[0].text, incident.disposition) == (COVER_REASONS[0], "handled")
    assert house.opened.store.read_key("INC-0001.0") is None


def test_what_is_sealed_already_is_taken_over_and_what_only_looks_so_is_sealed(house: Manned) -> None:
    do(house, CALL)
    do(house, AddNote(incident_id="INC-0001", text=NAME))
    (note,) = texts(house, "INC-0001")
    forged = note[:-4] + "AAAA"
    do(house, UrgeIncident(incident_id="INC-0001", text=note))
    do(house, UrgeIncident(incident_id="INC-0001", text=forged))
    first, again, third = texts(house, "INC-0001")
    assert first == again != third
    assert read(house, "INC-0001", [again, third]) == [NAME, forged]


def test_kept_answers_say_nothing_of_the_words() -> None:
    """T16: a digest of a short note would be found by trying; so words are not compared under an id used again."""
    scene = Scene(FailingStore()).opened()
    scene.ask(CALL)
    one = scene.ask(AddNote(incident_id="INC-0001", text=NAME), command_id="a" * 32)
    assert scene.ask(AddNote(incident_id="INC-0001", text="other"), command_id="a" * 32) == one
    replayed = scene.ask(UrgeIncident(incident_id="INC-0001", text=NAME), command_id="a" * 32)
    assert isinstance(replayed, m.Refused)
    assert replayed.code == Code.REPLAYED


def test_key_that_never_came_to_be_stored_is_not_used_again() -> None:
    """A commit fails under the first note: the next one makes a key of its own, which is stored."""
    store = FailingStore()
    scene = Scene(store).opened()
    scene.ask(CALL)
    store.fail_finish = True
    assert (
        scene.hub.submit(OPERATOR, "b" * 32, 15_000, AddNote(incident_id="INC-0001", text="x"), "t") is None
    )
    with pytest.raises(StoreError):
        scene.hub.flush()
    store.fail_finish = False
    assert store.read_key("INC-0001.0") is None
    assert isinstance(scene.ask(AddNote(incident_id="INC-0001", text=NAME)), m.Accepted)
    key = store.read_key("INC-0001.0")
    sealed = read_sealed(scene.hub.picture.incidents["INC-0001"].notes[0].text)
    assert key is not None
    assert sealed is not None
    assert scene.vault.open_text(sealed, key) == NAME


def test_two_notes_and_an_erasure_in_one_batch_leave_only_what_was_said_after_it() -> None:
    scene = Scene(FailingStore()).opened()
    scene.ask(CALL)
    asked: list[tuple[Stamp, Command]] = [
        (OPERATOR, AddNote(incident_id="INC-0001", text="first")),
        (ADMIN, ERASE),
        (LEADER, AddNote(incident_id="INC-0001", text="second")),
    ]
    for number, (stamp, command) in enumerate(asked):
        assert scene.hub.submit(stamp, f"{number:032x}", 15_000, command, "t") is None
    scene.hub.flush()
    assert scene.store.read_key("INC-0001.0") is None
    assert scene.store.read_key("INC-0001.1") is not None


def test_key_that_cannot_be_read_refuses_the_command_which_may_be_sent_again() -> None:
    store = FailingStore()
    scene = Scene(store).opened()
    scene.ask(CALL)
    note = AddNote(incident_id="INC-0001", text=NAME)
    scene.hub.preload([("D-01", "c" * 32)])
    store.fail_read = True
    with pytest.raises(StoreError):
        scene.hub.submit(OPERATOR, "c" * 32, 15_000, note, "t")
    store.fail_read = False
    assert isinstance(scene.ask(note, command_id="c" * 32), m.Accepted)
    assert len(scene.hub.picture.incidents["INC-0001"].notes) == 1


def test_words_that_the_rules_refuse_leave_no_key() -> None:
    scene = Scene(FailingStore()).opened()
    scene.ask(CALL)
    for text, code in (
        (" ", Code.TEXT_REQUIRED),
        ("x" * 2001, Code.TEXT_TOO_LONG),
        ("a\x00b", Code.TEXT_HIDDEN),
    ):
        refused = scene.ask(AddNote(incident_id="INC-0001", text=text))
        assert isinstance(refused, m.Refused)
        assert refused.code == code
    assert "INC-0001.0" not in {row.key_id for batch in [scene.hub.take()] if batch for row in batch.keys}
