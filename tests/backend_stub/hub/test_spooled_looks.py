"""Looks that arrive after whoever looked has left: taken under his name only where he has sat at this seat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from backend_stub.hub.store.evidence import JournalEvidence
from console.domain.base.refusals import Code
from console.journal.chain import LookLink
from console.wire import messages as m

from .house import Client, House, eventually

SEAT = "D-01"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as running:
        yield running


def looks_of(house: House) -> list[LookLink]:
    """The audit chain but for sign-ins and sign-outs."""
    evidence = JournalEvidence(house.directory)
    found = [look for look, _ in evidence.looks() if look.what not in ("sign_in", "sign_out")]
    evidence.close()
    return found


def log(client: Client, *users: str, id_: str = "spool", what: str = "camera_opened") -> m.HubMessage | None:
    """Send spooled looks of these users ("" = whoever is signed in)."""
    entries = tuple(
        m.LookEntry(what=what, subject=f"CAM-{number:03d}", at_ms=number, user=user)
        for number, user in enumerate(users, start=1)
    )
    return client.ask(m.LogLooks(id=id_, looks=entries))


def test_looks_of_the_one_before_are_logged_under_his_name_without_a_role(house: House) -> None:
    before = house.person("li", SEAT)
    assert isinstance(before.ask(m.SignOut()), m.SignedOut)
    after = house.person("wang", SEAT)
    assert log(after, "li", "", "wang") == m.LooksLogged(id="spool")
    assert [(look.user, look.role, look.seat) for look in looks_of(house)] == [
        ("li", "", SEAT),
        ("wang", "duty_leader", SEAT),
        ("wang", "duty_leader", SEAT),
    ]


@pytest.mark.parametrize("user", ["li", "nobody", "LI", "li ", "D-01", "hub"])
def test_name_of_somebody_who_never_sat_here_is_refused_with_the_whole_batch(house: House, user: str) -> None:
    house.person("li", "D-02")  # elsewhere he did
    client = house.person("wang", SEAT)
    refused = m.Refused(id="spool", code=Code.BAD_VALUE, fields={"field": "user"})
    assert log(client, "", user) == refused
    assert looks_of(house) == []


def test_failed_sign_in_does_not_make_somebody_one_who_sat_here(house: House) -> None:
    house.account("li")
    client = house.person("wang", SEAT)
    assert isinstance(client.ask(m.SignIn(user="li", password="a guess, wrong")), m.Refused)
    answer = log(client, "li")
    assert isinstance(answer, m.Refused)
    assert answer.code == Code.BAD_VALUE


def test_who_sat_here_is_known_after_a_restart(house: House) -> None:
    house.person("li", SEAT)
    house.restart()
    assert log(house.person("wang", SEAT), "li") == m.LooksLogged(id="spool")
    assert [look.user for look in looks_of(house)] == ["li"]


def test_program_logs_under_its_seat_and_under_nobody_elses_name(house: House) -> None:
    house.person("li", SEAT)
    town = house.program("TOWN")
    assert isinstance(log(town, "li"), m.Refused)
    assert log(town, "", "TOWN", id_="again", what="search") == m.LooksLogged(id="again")
    assert {(look.user, look.role) for look in looks_of(house)} == {("TOWN", "field")}


def test_nobody_logs_anything_before_sign_in(house: House) -> None:
    house.person("li", SEAT).ask(m.SignOut())
    client = house.client(SEAT)
    client.hello()
    assert log(client, "li") == m.Refused(id="spool", code=Code.NOT_SIGNED_IN)
    assert looks_of(house) == []


def test_batch_is_logged_once_whoever_sends_it_again(house: House) -> None:
    first = house.person("li", SEAT)
    assert log(first, "li") == m.LooksLogged(id="spool")
    second = house.person("wang", SEAT)
    assert log(second, "li") == m.LooksLogged(id="spool")
    assert [look.user for look in looks_of(house)] == ["li"]


OWN = ("sign_in", "sign_out", "report_opened", "anything", "")
"""What the hub enters itself, and what nobody does."""


@pytest.mark.parametrize("what", OWN)
def test_look_that_no_client_notes_is_refused(house: House, what: str) -> None:
    """T17: whoever could write a sign-in could write looks under another's name after it."""
    client = house.person("li", SEAT)
    entry = m.LookEntry(what=what, subject="wang", at_ms=1)
    refused = m.Refused(id="x", code=Code.BAD_VALUE, fields={"field": "what"})
    assert client.ask(m.LogLooks(id="x", looks=(entry,))) == refused
    assert looks_of(house) == []
    assert isinstance(log(client, "wang"), m.Refused)


@pytest.mark.parametrize(
    ("user", "what"),
    [
        ("chen", "camera_opened"),
        ("zhao", "camera_closed"),
        ("zhou", "report_closed"),
        ("sun", "camera_picture"),
        ("sun", "camera_window"),
    ],
)
def test_look_that_the_role_cannot_have_is_refused_with_the_whole_batch(
    house: House, user: str, what: str
) -> None:
    """T17"""
    client = house.person(user, SEAT)
    good = m.LookEntry(what="search", subject="x", at_ms=1)
    for by in ("", user):
        looks = (good, m.LookEntry(what=what, subject="CAM-001", at_ms=1, user=by))
        answer = client.ask(m.LogLooks(id=f"x{by}", looks=looks))
        assert isinstance(answer, m.Refused)
        assert answer.code == Code.NOT_ALLOWED
    assert looks_of(house) == []


@pytest.mark.parametrize("field", ["subject", "incident_id", "purpose", "result"])
@pytest.mark.parametrize("text", ["\u202ex", "a\x1b[2J", "a\nb", "x" * 2_001])
def test_look_with_a_text_that_hides_something_is_refused(house: House, field: str, text: str) -> None:
    """T17"""
    entry = msgspec.structs.replace(m.LookEntry(what="search", subject="x", at_ms=1), **{field: text})
    answer = house.person("li", SEAT).ask(m.LogLooks(id="x", looks=(entry,)))
    assert answer == m.Refused(id="x", code=Code.BAD_VALUE, fields={"field": field})


def test_what_the_hub_enters_itself_is_plain_whatever_was_typed(house: House) -> None:
    """T17: an auditor's list is read line by line."""
    client = house.client(SEAT)
    client.hello()
    name = "li\n\u202eil"
    assert isinstance(client.ask(m.SignIn(user=name, password="a guess, wrong")), m.Refused)
    house.account("chen")
    client.sign_in_here("chen")
    opened = client.ask(m.OpenCamera(id="k", camera_id="CAM-001", incident_id="", purpose="a\x1b[2Jb"))
    assert isinstance(opened, m.Refused)
    eventually(lambda: house.opened.store.tail().looks == 3)
    evidence = JournalEvidence(house.directory)
    looks = [(look.what, look.subject, look.purpose) for look, _ in evidence.looks()]
    evidence.close()
    assert looks == [
        ("sign_in", "li  il", ""),
        ("sign_in", "chen", ""),
        ("camera_opened", "CAM-001", "a [2Jb"),
    ]
