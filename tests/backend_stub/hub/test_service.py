"""The hub with real sockets: what PROTOCOL.md promises, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import zmq
from zmq.utils import z85

from backend_stub.hub.sessions import Sessions
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.calls.commands import AcceptCall
from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.orders.commands import DispatchUnits
from console.domain.picture import Picture, decode_picture
from console.domain.registry.commands import OpenJournal
from console.link.config import LinkError
from console.link.enrolment import enroll
from console.wire import codec
from console.wire import messages as m
from console.wire.enrolment import make_code
from tests.console.wire.samples import ETA, MALFORMED

from .house import PASSWORD, House, eventually
from .scene import HEARD, report_call


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, units=True) as running:
        yield running


def code_of(message: m.HubMessage | None) -> str:
    """The refusal's code."""
    assert isinstance(message, m.Refused), message
    return message.code


# -- beginning ---------------------------------------------------------------------------------------------------------


def test_welcome_says_whose_seat_this_is_and_which_world(house: House) -> None:
    welcome = house.client().hello()
    assert (welcome.seat, welcome.kind, welcome.same_fold) == ("D-01", WorldKind.DEMO, True)
    assert welcome.signs_in
    assert not house.client("TOWN").hello().signs_in


def test_ticket_comes_with_where_everything_is(house: House) -> None:
    operator, ports = house.person("li"), house.service.ports
    opened = operator.open_streams()
    assert opened.streams == (m.StreamGrant(stream=Stream.OPS, port=ports["ops"]),)
    assert (opened.telemetry_port, opened.catchup_port) == (ports["telemetry"], ports["catchup"])
    assert (opened.journal, opened.town_id) == (house.opened.hub.journal_id, "songting")
    assert opened.epoch_ms == house.opened.hub.picture.epoch_ms
    joined = operator.ask(m.Join(ticket=opened.ticket), operator.socket("ops"))
    assert joined == m.Joined(seq=house.opened.hub.picture.seq)


def test_other_fold_version_is_told_at_hello(house: House) -> None:
    answer = house.client().ask(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=999, client="old"))
    assert isinstance(answer, m.Welcome)
    assert not answer.same_fold


def test_other_protocol_version_is_refused(house: House) -> None:
    answer = house.client().ask(m.Hello(protocol=999, fold_version=1, client="new"))
    assert code_of(answer) == Code.WRONG_PROTOCOL


@pytest.mark.expects_log("refused key")
def test_key_that_is_not_enrolled_gets_no_answer(house: House) -> None:
    public, secret = (key.decode() for key in zmq.curve_keypair())
    known = house.seat("D-01")
    stranger = house.connect(replace(known, public_key=public, secret_key=secret))
    stranger.send(codec.encode(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=1, client="stranger")))
    assert stranger.receive(timeout_ms=700) is None


def test_wrong_server_key_gets_no_answer(house: House) -> None:
    known = house.seat("D-01")
    other, _ = (key.decode() for key in zmq.curve_keypair())
    client = house.connect(replace(known, server_key=other))
    client.send(codec.encode(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=1, client="lost")))
    assert client.receive(timeout_ms=700) is None


def test_nothing_is_done_before_hello_and_sign_in(house: House) -> None:
    client = house.client()
    assert code_of(client.submit(report_call())) == Code.HELLO_FIRST
    client.hello()
    assert code_of(client.submit(report_call())) == Code.NOT_SIGNED_IN
    assert code_of(client.ask(m.OpenReport(id="r", call_id="C-000001", purpose="x"))) == Code.NOT_SIGNED_IN


def test_wrong_password_is_refused_and_after_some_tries_one_must_wait(house: House) -> None:
    client = house.client()
    client.hello()
    for _ in range(5):
        assert code_of(client.ask(m.SignIn(user="li", password="wrong"))) == Code.BAD_CREDENTIALS
    answer = client.ask(m.SignIn(user="li", password=PASSWORD))
    assert code_of(answer) == Code.TOO_MANY_TRIES


def test_sign_out_ends_the_right_to_ask(house: House) -> None:
    client = house.person("li")
    assert isinstance(client.submit(report_call()), m.Accepted)
    assert isinstance(client.ask(m.SignOut()), m.SignedOut)
    assert code_of(client.submit(report_call())) == Code.NOT_SIGNED_IN


def test_disabled_user_is_signed_out_and_disabled_seat_cut_off(house: House) -> None:
    li, wang = house.person("li"), house.person("wang")
    house.opened.access.set_user_disabled("li", True)
    assert isinstance(li.receive(), m.SignedOut)
    house.opened.access.set_seat_disabled("D-wang", True)
    assert code_of(wang.receive()) == Code.SEAT_DISABLED
    assert code_of(wang.submit(report_call())) == Code.HELLO_FIRST


def test_program_needs_no_sign_in_and_has_only_its_roles(house: House) -> None:
    town = house.client("TOWN")
    town.hello()
    assert isinstance(town.submit(report_call()), m.Accepted)
    assert code_of(town.submit(AcceptCall(call_id="C-000001", type_code="fire"))) == Code.NOT_ALLOWED
    assert code_of(town.ask(m.SignIn(user="li", password=PASSWORD))) == Code.NOT_ALLOWED


def test_auditor_does_not_dispatch(house: House) -> None:
    auditor = house.person("zhao")
    assert code_of(auditor.submit(DispatchUnits(incident_id="INC-0001", units=()))) == Code.NOT_ALLOWED


def test_live_hub_takes_no_autopilot(tmp_path: Path) -> None:
    with House(tmp_path, kind=WorldKind.LIVE) as house:
        client = house.connect(house.seat("AUTO", autopilot=True))
        answer = client.ask(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=1, client="autopilot"))
        assert code_of(answer) == Code.AUTOPILOT_REFUSED


# -- commands ----------------------------------------------------------------------------------------------------------


def test_same_id_has_the_same_answer_also_after_a_restart(house: House) -> None:
    client = house.person("li")
    frame = client.frame(report_call())
    first = client.ask(frame)
    assert isinstance(first, m.Accepted)
    assert client.ask(frame) == first
    house.restart()
    client = house.person("li")
    assert client.ask(frame) == first
    assert house.opened.hub.picture.seq == first.last_seq


def test_expired_command_is_refused(house: House) -> None:
    assert code_of(house.person("li").submit(report_call(), ttl_ms=-1_000)) == Code.EXPIRED


@pytest.mark.parametrize("command_id", ["short", "X" * 32, "g" * 32, "A" * 32])
def test_ids_that_are_none_are_refused(house: House, command_id: str) -> None:
    assert code_of(house.person("li").submit(report_call(), command_id)) == Code.BAD_ID


def test_client_can_not_give_the_hubs_own_commands(house: House) -> None:
    command = OpenJournal(kind="demo", epoch_ms=0, town_id="x")
    assert code_of(house.person("chen").submit(command)) == Code.NOT_ALLOWED


def test_whatever_is_wrong_costs_its_sender_that_frame_and_nobody_else_anything(house: House) -> None:
    bad, good = house.person("li"), house.person("wang")
    for name, body in MALFORMED.items():
        bad.send(body)
        assert code_of(bad.receive()) in {Code.MALFORMED, Code.UNKNOWN_MESSAGE}, name
        assert isinstance(good.ask(m.Ping(sent_ns=1)), m.Pong)
    bad.send(b"two", b"frames")
    assert code_of(bad.receive()) == Code.MALFORMED
    large = msgspec.msgpack.encode(m.Hello(protocol=1, fold_version=1, client="x" * 5_000))
    bad.send(large)
    assert code_of(bad.receive()) == Code.TOO_LARGE
    assert code_of(bad.ask(m.GetSnapshot(id="s", ticket=""))) == Code.WRONG_SOCKET
    assert code_of(bad.ask(m.Enroll(secret="00", client="x"))) == Code.WRONG_SOCKET
    assert isinstance(bad.submit(report_call()), m.Accepted)
    assert isinstance(good.submit(report_call()), m.Accepted)


def test_frame_over_all_bounds_cuts_its_sender_off_and_nobody_else(house: House) -> None:
    bad, good = house.person("li"), house.person("wang")
    bad.send(bytes(codec.MAX_CLIENT_FRAME + 1))
    assert bad.receive(timeout_ms=300) is None
    assert isinstance(good.ask(m.Ping(sent_ns=1)), m.Pong)


def test_identity_that_a_client_chose_is_refused(house: House) -> None:
    client = house.client()
    named = client.socket("commands", identity=b"somebody")
    named.send(codec.encode(m.Hello(protocol=1, fold_version=1, client="x")))
    assert code_of(client.receive(named)) == Code.MALFORMED


def test_who_asks_too_fast_is_refused_by_seat(tmp_path: Path) -> None:
    with House(tmp_path, sessions=lambda: Sessions(person_per_s=0.01, burst_s=200.0)) as house:
        client, other = house.client(), house.client("TOWN")
        client.hello()
        other.hello()
        answers = [client.ask(m.Ping(sent_ns=1)) for _ in range(3)]
        assert code_of(answers[-1]) == Code.TOO_FAST
        assert isinstance(other.ask(m.Ping(sent_ns=1)), m.Pong)


# -- looking -----------------------------------------------------------------------------------------------------------


def test_report_is_opened_by_role_and_every_look_is_audited(house: House) -> None:
    operator, admin = house.person("li"), house.person("chen")
    operator.submit(report_call("三楼起火"))
    opened = operator.ask(m.OpenReport(id="r1", call_id="C-000001", purpose="call back"))
    assert isinstance(opened, m.ReportOpened)
    assert opened.report.words == "三楼起火"
    assert (
        code_of(admin.ask(m.OpenReport(id="r2", call_id="C-000001", purpose="curious"))) == Code.NOT_ALLOWED
    )
    assert code_of(operator.ask(m.OpenReport(id="r3", call_id="C-9", purpose=""))) == Code.UNKNOWN_CALL
    eventually(lambda: house.opened.store.tail().looks == 4)  # two sign-ins, one look, one refused look


def test_camera_needs_an_incident_or_a_purpose_and_an_address(house: House) -> None:
    operator, town = house.person("li"), house.client("TOWN")
    ask = m.OpenCamera(id="k", camera_id="CAM-001", incident_id="", purpose="")
    changed = msgspec.structs.replace
    assert code_of(operator.ask(ask)) == Code.PURPOSE_REQUIRED
    assert code_of(operator.ask(changed(ask, camera_id="CAM-999"))) == Code.UNKNOWN_CAMERA
    assert code_of(operator.ask(changed(ask, incident_id="INC-9"))) == Code.UNKNOWN_INCIDENT
    assert code_of(operator.ask(changed(ask, purpose="patrol"))) == Code.CAMERA_HAS_NO_SOURCE
    town.hello()
    address = m.CameraAddress(camera_id="CAM-001", url="http://127.0.0.1:1/1.ts", transport="mpegts")
    town.send(codec.encode(m.PutCameras(addresses=(address,))))
    assert isinstance(town.ask(m.Ping(sent_ns=1)), m.Pong)
    lent = operator.ask(changed(ask, purpose="patrol"))
    assert lent == m.CameraLent(id="k", camera_id="CAM-001", url=address.url, transport="mpegts")
    assert code_of(house.person("chen").ask(changed(ask, purpose="curious"))) == Code.NOT_ALLOWED


def test_spooled_looks_are_taken_once(house: House) -> None:
    operator = house.person("li")
    message = m.LogLooks(id="spool", looks=(m.LookEntry(what="search", subject="x", at_ms=1),))
    assert operator.ask(message) == m.LooksLogged(id="spool")
    assert operator.ask(message) == m.LooksLogged(id="spool")
    assert house.opened.store.tail().looks == 2


# -- events and telemetry ----------------------------------------------------------------------------------------------


def test_two_clients_have_the_hubs_hash_at_the_same_seq(house: House) -> None:
    operator = house.person("li")
    for _ in range(10):
        operator.submit(report_call())
    hashes = []
    for client in (operator, house.client("TOWN")):
        if client is not operator:
            client.hello()
        events, catchup = client.join(), client.socket("catchup")
        part = client.ask(m.GetSnapshot(id="s", ticket=client.ticket), catchup)
        assert isinstance(part, m.SnapshotPart)
        picture = decode_picture(part.body)
        beat = client.beat(events)
        assert beat.seq == picture.seq
        hashes.append(PictureHash(picture).hexdigest())
        assert hashes[-1] == beat.picture_hash
    assert hashes[0] == hashes[1]


def test_heartbeat_follows_the_events_that_made_it_so(house: House) -> None:
    operator = house.person("li")
    events = operator.join()
    picture, beats = Picture(), 0
    first = operator.beat(events)
    for recorded in house.opened.store.read_events(Stream.OPS, 1, first.seq):
        evolve(picture, recorded)
    while beats < 2:
        operator.submit(report_call())
        while (message := operator.receive(events, 50)) is not None:
            if isinstance(message, m.EventBatch):
                for recorded in message.events:
                    evolve(picture, recorded)
            elif isinstance(message, m.Heartbeat):
                beats += 1
                assert message.seq == picture.seq
                assert message.picture_hash == PictureHash(picture).hexdigest()


def test_positions_and_plans_are_relayed_on_their_topics(house: House) -> None:
    town, beside = house.program("TOWN"), house.program("BESIDE")
    operator, leader = house.person("li"), house.person("wang")
    everything, plans = operator.join("telemetry"), leader.join("telemetry", ("eta",))
    town.send(codec.encode(m.PutPositions(batch=HEARD)))
    assert operator.receive(everything) == HEARD
    beside.send(codec.encode(m.PutPlan(plan=ETA)))
    assert operator.receive(everything) == ETA
    assert leader.receive(plans) == ETA  # and no positions before it
    assert code_of(town.ask(m.PutPlan(plan=ETA))) == Code.NOT_ALLOWED


# -- enrolment ---------------------------------------------------------------------------------------------------------


@pytest.mark.expects_log("wrong, used or old code")
def test_enrolment_code_works_once_and_the_seat_gets_in(house: House) -> None:
    secret = house.opened.access.make_code("D-77")
    code = make_code(z85.decode(house.keys.curve_public.encode()), secret)
    config, _ = enroll("127.0.0.1", house.service.ports["enroll"], code)
    assert config.port == house.service.ports["commands"]
    assert house.connect(config).hello().seat == "D-77"
    with pytest.raises(LinkError, match=Code.BAD_ENROLMENT_CODE):
        enroll("127.0.0.1", house.service.ports["enroll"], code)


def test_enrolment_socket_takes_nothing_else(house: House) -> None:
    client = house.client()
    socket = client.socket("enroll")
    socket.send(codec.encode(m.Hello(protocol=1, fold_version=1, client="x")))
    assert code_of(client.receive(socket)) == Code.WRONG_SOCKET
    socket.send(b"\xc1")
    assert code_of(client.receive(socket)) == Code.MALFORMED


# -- ends --------------------------------------------------------------------------------------------------------------


def test_clean_restart_carries_on_with_seq_time_and_ports(house: House) -> None:
    client = house.person("li")
    answer = client.submit(report_call())
    assert isinstance(answer, m.Accepted)
    before = client.ask(m.Ping(sent_ns=1))
    assert isinstance(before, m.Pong)
    ports, boot = house.service.ports, house.service.boot
    house.restart()
    assert house.service.ports == ports
    assert house.service.boot != boot
    client = house.person("li")
    assert client.t_ms >= before.t_ms
    again = client.submit(report_call())
    assert isinstance(again, m.Accepted)
    assert again.first_seq == answer.last_seq + 1


def test_role_of_seat_is_stamped_by_the_hub(house: House) -> None:
    house.person("li").submit(report_call())
    house.client("TOWN").hello()
    last = list(house.opened.store.read_events(Stream.OPS, 1, 1_000))[-1]
    assert (last.stamp.actor, last.stamp.role, last.stamp.seat) == ("li", Role.OPERATOR, "D-li")
