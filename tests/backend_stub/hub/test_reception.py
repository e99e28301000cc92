"""Who was let in is served only while the access list still says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zmq
from sqlalchemy import event

from backend_stub.hub.reception import EnrollDesk
from backend_stub.hub.sign_in import Checked
from backend_stub.hub.store.access_list import AccessList
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.wire import codec
from console.wire import messages as m

from .desk_room import HELLO, Room, codes
from .house import PASSWORD, Client, House
from .scene import report_call

NEW_PASSWORD = "battery staple"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as running:
        yield running


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.access.close()


def disable_user(house: House) -> None:
    house.opened.access.set_user_disabled("li", True)


def change_password(house: House) -> None:
    house.opened.access.set_password("li", NEW_PASSWORD)


def disable_seat(house: House) -> None:
    house.opened.access.set_seat_disabled("D-li", True)


def enrol_anew(house: House) -> None:
    house.opened.access.put_seat("D-li", zmq.curve_keypair()[0].decode())


OUT: dict[Callable[[House], None], list[str]] = {
    disable_user: ["SignedOut", Code.NOT_SIGNED_IN],
    change_password: ["SignedOut", Code.NOT_SIGNED_IN],
    disable_seat: [Code.SEAT_DISABLED, Code.HELLO_FIRST],
    enrol_anew: [Code.SEAT_DISABLED, Code.HELLO_FIRST],
}
"""What is said on an open connection: that it is over, and the answer to the command that was sent after that."""


@pytest.mark.parametrize("change", OUT, ids=lambda change: change.__name__)
def test_command_sent_after_the_change_is_not_done(house: House, change: Callable[[House], None]) -> None:
    """T4: open sockets went on commanding."""
    client, before = house.person("li"), house.opened.hub.picture.seq
    change(house)
    client.send(codec.encode(client.frame(report_call())))
    heard = [client.receive(), client.receive()]
    assert codes([message for message in heard if message is not None]) == OUT[change]
    assert house.opened.hub.picture.seq == before


@pytest.mark.parametrize("change", [change_password, enrol_anew], ids=lambda change: change.__name__)
def test_what_was_taken_away_does_not_come_back_on_the_open_connection(
    house: House, change: Callable[[House], None]
) -> None:
    """T4: a seat enrolled anew is another key's, also for a connection that the old key opened before."""
    client = house.person("li")
    change(house)
    client.receive()
    answers = [client.ask(HELLO), client.ask(m.SignIn(user="li", password=PASSWORD))]
    stays = ["Welcome", Code.BAD_CREDENTIALS]
    wanted = stays if change is change_password else [Code.SEAT_DISABLED, Code.HELLO_FIRST]
    assert codes([message for message in answers if message is not None]) == wanted


def test_seat_that_is_enabled_again_says_hello_on_the_connection_it_had(house: House) -> None:
    client = house.person("li")
    disable_seat(house)
    assert codes([message for message in [client.receive(), client.ask(HELLO)] if message is not None]) == [
        Code.SEAT_DISABLED,
        Code.SEAT_DISABLED,
    ]
    house.opened.access.set_seat_disabled("D-li", False)
    client.sign_in("li")
    assert isinstance(client.submit(report_call()), m.Accepted)


def test_every_seat_of_the_user_is_signed_out_and_nobody_elses(house: House) -> None:
    first, second, other = house.person("li"), house.person("li", "D-02"), house.person("wang")
    change_password(house)
    assert [first.receive(), second.receive()] == [m.SignedOut()] * 2
    assert isinstance(other.submit(report_call()), m.Accepted)


def test_change_that_is_about_somebody_else_ends_no_session(house: House) -> None:
    client = house.person("li")
    house.account("wang")
    house.opened.access.make_code("D-99")
    assert isinstance(client.submit(report_call()), m.Accepted)


def test_password_that_was_changed_while_the_old_one_was_being_checked_signs_nobody_in(room: Room) -> None:
    """T4, in the other order: the account was read, then changed, and only then let in."""
    room.access.add_user("li", "", Role.OPERATOR, PASSWORD)
    room.say(HELLO)
    read = room.access.check_password("li", PASSWORD)
    room.access.set_password("li", NEW_PASSWORD)
    room.reception.look_at_list()
    room.reception.signed_in(Checked(b"\0a", "li", read))
    room.reception.look_at_list()
    (session,) = room.sessions.all()
    assert session.roles == ()
    assert room.sent[-1][1] == m.SignedOut()


MANY = 40


def test_sign_in_reads_the_one_account_and_not_the_whole_list(room: Room) -> None:
    """Issue 8: a shift that came in read the list as often as it had people."""
    for number in range(MANY):
        room.access.put_seat(f"S-{number}", f"{number:040d}")
    room.access.add_user("li", "", Role.OPERATOR, PASSWORD)
    room.reception.look_at_list()
    asked: list[str] = []
    event.listen(room.access._engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for _ in range(3):
        room.begin(room.access.check_password("li", PASSWORD))
        room.reception.look_at_list()
        room.reception.look_at_list()
    assert [session.roles for session in room.sessions.all()] == [(Role.OPERATOR,)]
    assert asked
    assert [text for text in asked if "WHERE" not in text] == []


@pytest.mark.parametrize("between", [True, False], ids=["looked at before", "not looked at before"])
@pytest.mark.parametrize("change", ["password", "disabled", "nothing"])
def test_account_that_changed_at_any_instant_of_the_sign_in_lets_nobody_in(
    room: Room, change: str, between: bool
) -> None:
    """The adversary: changed while the password is checked; two who come in at once; one who goes again at once."""
    for user in ("li", "wang"):
        room.access.add_user(user, "", Role.OPERATOR, PASSWORD)
    room.reception.look_at_list()
    for identity in (b"\0a", b"\0b", b"\0c"):
        room.say(HELLO, identity=identity)
    read = {user: room.access.check_password(user, PASSWORD) for user in ("li", "wang")}
    if change == "password":
        room.access.set_password("li", NEW_PASSWORD)
    elif change == "disabled":
        room.access.set_user_disabled("li", True)
    if between:
        room.reception.look_at_list()
    for identity, user in ((b"\0a", "li"), (b"\0b", "wang"), (b"\0c", "li")):
        room.reception.signed_in(Checked(identity, user, read[user]))
    room.say(m.SignOut(), identity=b"\0c")
    room.reception.look_at_list()
    first, second, third = room.sessions.all()
    assert first.roles == (() if change != "nothing" else (Role.OPERATOR,))
    assert (second.roles, third.roles) == ((Role.OPERATOR,), ())


@pytest.mark.expects_log("access list cannot be read")
def test_list_that_cannot_be_read_ends_nobodys_session(room: Room) -> None:
    room.access.add_user("li", "", Role.OPERATOR, PASSWORD)
    room.begin(room.access.account("li"))
    room.access.close()
    room.reception.look_at_list()
    (session,) = room.sessions.all()
    assert session.roles == (Role.OPERATOR,)


# -- guessing ----------------------------------------------------------------------------------------------------------


def guess(client: Client, user: str, password: str = "a guess, wrong") -> str:
    """The answer to a sign-in."""
    answer = client.ask(m.SignIn(user=user, password=password))
    assert answer is not None
    return codes([answer])[0]


def test_user_whose_password_is_guessed_at_one_seat_signs_in_at_every_other(house: House) -> None:
    """T17: a seat could lock everybody out everywhere."""
    for user in ("li", "wang"):
        house.account(user)
    bad, good = house.client("D-01"), house.client("D-02")
    bad.hello()
    good.hello()
    assert [guess(bad, "li") for _ in range(6)] == [Code.BAD_CREDENTIALS] * 5 + [Code.TOO_MANY_TRIES]
    assert guess(bad, "wang", PASSWORD) == Code.TOO_MANY_TRIES
    assert guess(good, "li", PASSWORD) == "SignedIn"


def test_own_sign_in_between_the_guesses_does_not_make_them_free(house: House) -> None:
    for user in ("li", "wang"):
        house.account(user)
    bad = house.client("D-01")
    bad.hello()
    said = []
    for _ in range(3):
        said += [guess(bad, "li"), guess(bad, "li"), guess(bad, "wang", PASSWORD)]
    assert said.count(Code.BAD_CREDENTIALS) == 5
    assert said[-2] == Code.TOO_MANY_TRIES


@pytest.mark.expects_log("wrong, used or old code")
def test_guesses_of_enrolment_codes_have_to_wait_whatever_key_they_come_with(tmp_path: Path) -> None:
    """T17: 667 a second."""
    access, now_s = AccessList(tmp_path), [0.0]
    with zmq.Context() as context, context.socket(zmq.ROUTER) as socket:
        desk = EnrollDesk(socket, access, 4250, monotonic_s=lambda: now_s[0])

        def redeem(secret: str, address: str) -> m.Enrolled | m.Refused:
            body = codec.encode(m.Enroll(secret=secret, client="x"))
            return desk.redeem(zmq.curve_keypair()[0].decode(), body, address)

        guesses = [redeem("00" * 10, "10.0.0.1") for _ in range(7)]
        assert codes(list(guesses)) == [Code.BAD_ENROLMENT_CODE] * 5 + [Code.TOO_MANY_TRIES] * 2
        right = access.make_code("D-01").hex()
        assert codes([redeem(right, "10.0.0.1")]) == [Code.TOO_MANY_TRIES]
        assert codes([redeem(right, "10.0.0.2")]) == ["Enrolled"]
        again = access.make_code("D-02").hex()
        now_s[0] += 3.0
        assert codes([redeem(again, "10.0.0.1"), redeem("zz", "10.0.0.1")]) == [
            "Enrolled",
            Code.BAD_ENROLMENT_CODE,
        ]
    access.close()
