"""Nobody reads but who may, while he may: tried with no ticket, forged ones, others' and old ones, on every socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream, WorldKind
from console.domain.exercise.commands import NoteExercise
from console.domain.runs.commands import OpenRun
from console.wire import codec
from console.wire import messages as m

from .house import PASSWORD, Client, House, eventually
from .scene import HEARD, report_call

RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)
FORGED = "0123456789abcdef" * 2
LINES = ("ops", "control", "telemetry")
SILENT_MS = 200


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town of one file that is larger than what a socket keeps for somebody who does not read."""
    folder = tmp_path / "town"
    folder.mkdir()
    with (folder / "base.bin").open("wb") as file:
        file.truncate(120 * 1024 * 1024)
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A drill, so that there is something in every stream."""
    (tmp_path / "hub").mkdir()
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "roads.json").write_text("{}", encoding="utf-8")
    with House(
        tmp_path / "hub", kind=WorldKind.DRILL, run=RUN, units=True, town=tmp_path / "small"
    ) as running:
        yield running


def requests(ticket: str, house: House) -> list[m.ClientMessage]:
    """Everything that catch-up gives."""
    (file,) = house.service_town().files
    return [
        *(m.GetSnapshot(id=f"s-{one}", ticket=ticket, stream=one) for one in Stream),
        *(m.GetSnapshot(id=f"k-{one}", ticket=ticket, stream=one, at_seq=1) for one in Stream),
        *(m.GetSnapshot(id=f"t-{one}", ticket=ticket, stream=one, at_ms=0) for one in Stream),
        *(m.GetEvents(id=f"e-{one}", ticket=ticket, stream=one, first=1, last=9) for one in Stream),
        m.GetTown(id="town", ticket=ticket),
        m.GetTownFile(id="file", ticket=ticket, sha256=file.sha256),
    ]


def answers(client: Client, ticket: str, house: House) -> list[m.HubMessage | None]:
    """What comes back when a ticket is shown everywhere."""
    joined = [client.ask(m.Join(ticket=ticket), client.socket(name)) for name in LINES]
    catchup = client.socket("catchup")
    return [*joined, *(client.ask(request, catchup) for request in requests(ticket, house))]


def must_read_nothing(client: Client, ticket: str, house: House) -> None:
    """Every socket refuses the ticket."""
    codes = {each.code if isinstance(each, m.Refused) else each for each in answers(client, ticket, house)}
    assert codes == {Code.NOT_SIGNED_IN}


def something_happens(house: House, director: Client | None = None) -> None:
    """An event in every stream, and positions, which somebody else hears: whoever hears them has them by then."""
    director = director or house.person("zhou")
    town, leader, evaluator = house.program("TOWN"), house.person("wang"), house.person("sun")
    ops, control, telemetry = leader.join(), evaluator.join("control"), leader.join("telemetry")
    assert isinstance(leader.submit(report_call()), m.Accepted)
    assert isinstance(director.submit(NoteExercise(text="slow to declare")), m.Accepted)
    town.send(codec.encode(m.PutPositions(batch=HEARD)))
    assert leader.receive(telemetry) == HEARD
    for client, socket in ((leader, ops), (evaluator, control)):
        while not isinstance(message := client.receive(socket), m.EventBatch):
            assert isinstance(message, m.Heartbeat)


# -- who has no ticket, or not his own ---------------------------------------------------------------------------------


def test_nothing_is_read_before_hello(house: House) -> None:
    client = house.client()
    refused = client.ask(m.OpenStreams(id="o"))
    assert refused == m.Refused(id="o", code=Code.HELLO_FIRST)
    must_read_nothing(client, "", house)


def test_nothing_is_read_before_sign_in(house: House) -> None:
    client = house.client()
    client.hello()
    assert client.ask(m.OpenStreams(id="o")) == m.Refused(id="o", code=Code.NOT_SIGNED_IN)
    must_read_nothing(client, "", house)


def test_forged_ticket_reads_nothing(house: House) -> None:
    house.person("zhou").open_streams()
    must_read_nothing(house.client(), FORGED, house)


def test_ticket_of_another_seat_reads_nothing_whoever_shows_it(house: House) -> None:
    director, operator = house.person("zhou"), house.person("li")
    operator.open_streams()
    must_read_nothing(operator, director.ticket, house)
    must_read_nothing(house.program("TOWN"), director.ticket, house)
    assert isinstance(director.ask(m.Join(ticket=director.ticket), director.socket("control")), m.Joined)


def test_ticket_of_the_same_user_at_another_seat_reads_nothing(house: House) -> None:
    first, second = house.person("li"), house.person("li", "D-02")
    must_read_nothing(second, first.ticket, house)


# -- whose time is over ------------------------------------------------------------------------------------------------


def sign_out(client: Client, house: House) -> None:
    assert isinstance(client.ask(m.SignOut()), m.SignedOut)


def disable_user(client: Client, house: House) -> None:
    house.opened.access.set_user_disabled("zhou", True)
    assert isinstance(client.receive(), m.SignedOut)
    house.account("zhao")
    house.opened.access.set_user_disabled("zhou", False)  # for those who come after


def change_the_password(client: Client, house: House) -> None:
    """T4: whoever knew the old one is out."""
    house.opened.access.set_password("zhou", "battery staple")
    assert isinstance(client.receive(), m.SignedOut)
    house.opened.access.set_password("zhou", PASSWORD)  # for those who come after


def disable_seat(client: Client, house: House) -> None:
    house.opened.access.set_seat_disabled("D-01", True)
    assert client.receive() == m.Refused(id="", code=Code.SEAT_DISABLED, fields={"seat": "D-01"})


def enrol_seat_anew(client: Client, house: House) -> None:
    """Its machine was stolen: the seat has another key now."""
    house.opened.access.put_seat("D-01", zmq.curve_keypair()[0].decode())
    assert client.receive() == m.Refused(id="", code=Code.SEAT_DISABLED, fields={"seat": "D-01"})


def let_somebody_else_sign_in(client: Client, house: House) -> None:
    house.account("li")
    client.sign_in_here("li")


def sign_in_again(client: Client, house: House) -> None:
    client.sign_in_here("zhou")


def say_hello_again(client: Client, house: House) -> None:
    client.hello()


def take_another_ticket(client: Client, house: House) -> None:
    client.open_streams()


ENDINGS = (
    sign_out,
    disable_user,
    change_the_password,
    disable_seat,
    enrol_seat_anew,
    let_somebody_else_sign_in,
    sign_in_again,
    say_hello_again,
    take_another_ticket,
)


@pytest.mark.parametrize("end", ENDINGS, ids=lambda end: end.__name__)
def test_ticket_is_over_on_every_socket_and_what_was_joined_falls_silent(
    house: House, end: Callable[[Client, House], None]
) -> None:
    client = house.person("zhou", "D-01")
    ticket = client.ticket
    joined = [client.join(name) for name in LINES]
    end(client, house)
    for socket in joined:  # what was on its way already
        while client.receive(socket, SILENT_MS) is not None:
            pass
    something_happens(house)
    assert [client.receive(socket, SILENT_MS) for socket in joined] == [None] * len(joined)
    if end not in (disable_seat, enrol_seat_anew):  # whose keys open no further socket at all
        must_read_nothing(client, ticket, house)


def test_who_signs_in_after_another_reads_by_his_own_rights(house: House) -> None:
    client = house.person("zhou", "D-01")
    client.join("control")
    house.account("li")
    client.sign_in_here("li")
    opened = client.open_streams()
    assert [grant.stream for grant in opened.streams] == [Stream.OPS]
    refused = client.ask(m.Join(ticket=opened.ticket), client.socket("control"))
    assert refused == m.Refused(id="", code=Code.NOT_ALLOWED)
    assert isinstance(client.ask(m.Join(ticket=opened.ticket), client.socket("ops")), m.Joined)


def test_failed_sign_in_leaves_whoever_sits_there_and_his_ticket(house: House) -> None:
    client = house.person("li")
    ops = client.join()
    refused = client.ask(m.SignIn(user="wang", password="a guess, wrong"))
    assert refused == m.Refused(id="", code=Code.BAD_CREDENTIALS)
    assert isinstance(client.submit(report_call()), m.Accepted)
    while not isinstance(client.receive(ops), m.EventBatch):
        pass


def test_who_signs_out_while_his_password_is_checked_is_not_signed_in_by_it(house: House) -> None:
    house.account("li")
    client = house.client()
    client.hello()
    client.send(codec.encode(m.SignIn(user="li", password="correct horse")))
    assert isinstance(client.ask(m.SignOut()), m.SignedOut)
    other = house.person("li", "D-02")  # by then the first was checked as well
    assert isinstance(other.submit(report_call()), m.Accepted)
    assert client.ask(m.OpenStreams(id="o")) == m.Refused(id="o", code=Code.NOT_SIGNED_IN)
    signed = client.sign_in_here("li")
    assert signed.user == "li"


def test_download_stops_in_the_middle_when_its_reader_signs_out(tmp_path: Path, town: Path) -> None:
    (tmp_path / "hub").mkdir()
    with House(tmp_path / "hub", town=town) as house:
        client = house.person("li")
        ticket = client.ticket
        catchup = client.socket("catchup", small=True)
        (file,) = house.service_town().files
        catchup.send(codec.encode(m.GetTownFile(id="f", ticket=ticket, sha256=file.sha256)))
        first = client.receive(catchup)
        assert isinstance(first, m.TownFilePart)
        sign_out(client, house)
        parts, last = 1, first
        while isinstance(message := client.receive(catchup), m.TownFilePart):
            parts, last = parts + 1, message
        assert message == m.Refused(id="f", code=Code.NOT_SIGNED_IN)
        assert parts < last.parts
        assert client.receive(catchup, SILENT_MS) is None


# -- rights ------------------------------------------------------------------------------------------------------------


def test_player_never_gets_a_byte_of_what_exercise_control_knows(house: House) -> None:
    secret = "the leader forgets the reserves"
    director, operator = house.person("zhou"), house.person("li")
    opened = operator.open_streams()
    assert [grant.stream for grant in opened.streams] == [Stream.OPS]
    ops = operator.join()
    heard: list[bytes] = []
    assert isinstance(director.submit(NoteExercise(text=secret)), m.Accepted)
    assert isinstance(operator.submit(report_call()), m.Accepted)
    control = operator.socket("control")
    catchup = operator.socket("catchup")
    control.send(codec.encode(m.Join(ticket=opened.ticket)))
    heard += control.recv_multipart()
    for request in requests(opened.ticket, house):
        catchup.send(codec.encode(request))
        heard += catchup.recv_multipart()
    codes = [
        message.code
        for message in map(codec.decode_hub, heard)
        if isinstance(message, m.Refused) and (not message.id or message.id.endswith("control"))
    ]
    assert codes == [Code.NOT_ALLOWED] * 5
    while not isinstance(message := codec.decode_hub(ops.recv()), m.EventBatch):
        assert isinstance(message, m.Heartbeat)
        assert message.stream is Stream.OPS
    heard.append(codec.encode(message))
    refused = operator.submit(NoteExercise(text="mine"))
    assert isinstance(refused, m.Refused)
    assert refused.code == Code.NOT_ALLOWED
    assert not any(secret.encode() in frame or b"exercise_noted" in frame for frame in heard)
    assert not control.poll(SILENT_MS)


@pytest.mark.parametrize("user", ["zhou", "sun"])
def test_director_and_evaluator_read_both_streams(house: House, user: str) -> None:
    client = house.person(user)
    assert {grant.stream for grant in client.open_streams().streams} == set(Stream)
    assert not any(isinstance(each, m.Refused) for each in answers(client, client.ticket, house))


def test_gateway_alone_reads_nothing_although_it_has_a_ticket(house: House) -> None:
    gate = house.program("GATE")
    opened = gate.open_streams()
    assert (opened.streams, opened.telemetry_port, opened.catchup_port, opened.town) == ((), 0, 0, "")
    codes = {
        each.code if isinstance(each, m.Refused) else each for each in answers(gate, opened.ticket, house)
    }
    assert codes == {Code.NOT_ALLOWED}
    assert isinstance(gate.submit(report_call()), m.Accepted)


def test_auditor_reads_events_and_hears_no_positions(house: House) -> None:
    auditor = house.person("zhao")
    opened = auditor.open_streams()
    assert (opened.telemetry_port, [grant.stream for grant in opened.streams]) == (0, [Stream.OPS])
    telemetry = auditor.socket("telemetry")
    refused = auditor.ask(m.Join(ticket=opened.ticket, topics=("pos",)), telemetry)
    assert refused == m.Refused(id="", code=Code.NOT_ALLOWED)
    auditor.join("ops")
    something_happens(house)
    assert auditor.receive(telemetry, SILENT_MS) is None


# -- joining -----------------------------------------------------------------------------------------------------------


def events_until(client: Client, socket: zmq.Socket[bytes], seq: int) -> list[int]:
    """Numbers of the events that come, up to this one."""
    seqs: list[int] = []
    while not seqs or seqs[-1] < seq:
        message = client.receive(socket)
        assert message is not None, f"nothing came after {seqs}"
        if isinstance(message, m.EventBatch):
            seqs += [recorded.seq for recorded in message.events]
    return seqs


def test_joining_twice_on_a_connection_hears_everything_once(house: House) -> None:
    operator = house.person("li")
    ops = operator.join()
    while isinstance(again := operator.ask(m.Join(ticket=operator.ticket), ops), m.Heartbeat):
        pass
    assert isinstance(again, m.Joined)
    last = 0
    for _ in range(3):
        answer = operator.submit(report_call())
        assert isinstance(answer, m.Accepted)
        last = answer.last_seq
    assert events_until(operator, ops, last) == list(range(again.seq + 1, last + 1))


def test_ticket_shown_on_a_second_connection_takes_the_place_of_the_first(house: House) -> None:
    operator = house.person("li")
    first, second = operator.join(), operator.join()
    while operator.receive(first, SILENT_MS) is not None:
        pass
    answer = operator.submit(report_call())
    assert isinstance(answer, m.Accepted)
    assert events_until(operator, second, answer.last_seq)[-1] == answer.last_seq
    assert operator.receive(first, SILENT_MS) is None


def test_reader_whose_connection_was_lost_joins_with_the_same_ticket_and_misses_nothing(house: House) -> None:
    operator = house.person("li")
    lost = operator.join()
    lost.close(0)
    answer = operator.submit(report_call())
    assert isinstance(answer, m.Accepted)
    joined = operator.ask(m.Join(ticket=operator.ticket), again := operator.socket("ops"))
    assert joined == m.Joined(seq=answer.last_seq)
    following = operator.submit(report_call())
    assert isinstance(following, m.Accepted)
    assert events_until(operator, again, following.last_seq) == [following.first_seq]


GARBAGE: dict[str, tuple[list[bytes], Code]] = {
    "no message": ([b"\xc1"], Code.MALFORMED),
    "nothing": ([b""], Code.MALFORMED),
    "two frames": ([codec.encode(m.Join(ticket=FORGED)), b"more"], Code.MALFORMED),
    "another message": ([codec.encode(m.Ping(sent_ns=1))], Code.WRONG_SOCKET),
    "hello": ([codec.encode(m.Hello(protocol=2, fold_version=1, client="x"))], Code.WRONG_SOCKET),
    "events": ([codec.encode(m.EventBatch(stream=Stream.OPS, events=()))], Code.UNKNOWN_MESSAGE),
    "too many topics": (
        [b"\x83\xa4type\xa4join\xa6ticket\xa1x\xa1y\xdb\0\0\x20\0" + b"z" * 8192],
        Code.TOO_LARGE,
    ),
    "forged": ([codec.encode(m.Join(ticket=FORGED))], Code.NOT_SIGNED_IN),
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_on_a_reading_socket_is_refused_and_costs_nobody_else_anything(
    house: House, what: str
) -> None:
    director, operator = house.person("zhou"), house.person("li")
    frames, code = GARBAGE[what]
    good = {name: director.join(name) for name in LINES}
    for name in LINES:
        bad = operator.socket(name)
        for _ in range(20):
            bad.send_multipart(frames)
        assert [operator.receive(bad) for _ in range(20)] == [m.Refused(id="", code=code)] * 20
    something_happens(house, director)
    for name, socket in good.items():
        kind = m.Positions if name == "telemetry" else m.EventBatch
        while not isinstance(message := director.receive(socket), kind):
            assert isinstance(message, m.Heartbeat)


def test_join_belongs_on_no_other_socket(house: House) -> None:
    operator = house.person("li")
    join = m.Join(ticket=operator.ticket)
    assert operator.ask(join) == m.Refused(id="", code=Code.WRONG_SOCKET)
    for name in ("catchup", "enroll"):
        assert operator.ask(join, operator.socket(name)) == m.Refused(id="", code=Code.WRONG_SOCKET)


@pytest.mark.parametrize("name", [*LINES, "catchup"])
def test_identity_that_a_client_chose_reads_nothing(house: House, name: str) -> None:
    """Else whoever takes it afterwards would hear what was meant for the one before."""
    director = house.person("zhou")
    named = director.socket(name, identity=b"somebody")
    ask = m.Join(ticket=director.ticket) if name in LINES else m.GetTown(id="t", ticket=director.ticket)
    assert director.ask(ask, named) == m.Refused(id="", code=Code.MALFORMED)


def test_more_readers_than_there_is_room_for_are_told_so_and_let_in_when_somebody_leaves(
    tmp_path: Path,
) -> None:
    with House(tmp_path, most_readers=2) as house:
        li, wang, chen = (house.person(user) for user in ("li", "wang", "chen"))
        li.join()
        wang.join()
        late = chen.socket("ops")
        join = m.Join(ticket=chen.ticket)
        assert chen.ask(join, late) == m.Refused(id="", code=Code.BUSY)
        sign_out(li, house)
        assert isinstance(chen.ask(join, late), m.Joined)


def test_quiet_telemetry_has_room_although_nobody_noticed_who_is_gone(tmp_path: Path) -> None:
    with House(tmp_path, most_readers=2) as house:
        for user in ("li", "wang", "chen", "li", "wang", "chen"):
            client = house.person(user)
            client.join("telemetry")
            sign_out(client, house)


def test_seat_that_joins_over_and_over_takes_one_place_and_makes_no_more_heartbeats(tmp_path: Path) -> None:
    with House(tmp_path, most_readers=2) as house:
        leader, operator = house.person("wang"), house.person("li")
        ops = leader.join()
        first = leader.beat(ops)
        for _ in range(100):
            operator.join()
        assert isinstance(leader.submit(report_call()), m.Accepted)
        beats: list[m.Heartbeat] = []
        while not isinstance(message := leader.receive(ops), m.EventBatch):
            assert isinstance(message, m.Heartbeat)
            beats.append(message)
        took_ms = (beats[-1].t_ms if beats else first.t_ms) - first.t_ms
        assert len(beats) <= took_ms / 200 + 2


def test_joins_of_one_connection_that_never_reads_hold_up_nobody(house: House) -> None:
    operator, leader = house.person("li"), house.person("wang")
    deaf = operator.socket("ops", small=True)
    for _ in range(5_000):
        deaf.send(codec.encode(m.Join(ticket=operator.ticket)))
    ops = leader.join()
    answer = leader.submit(report_call())
    assert isinstance(answer, m.Accepted)
    assert events_until(leader, ops, answer.last_seq)[-1] == answer.last_seq
    eventually(lambda: isinstance(operator.ask(m.Ping(sent_ns=1)), m.Pong))
