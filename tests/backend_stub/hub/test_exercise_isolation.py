"""Nothing flows from an exercise into live, nor back: tried with keys, sockets, frames, files and journals."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import zmq

from backend_stub import beside
from backend_stub.hub import commandline, demo_access
from backend_stub.hub.journal_cli import main as journal
from backend_stub.link import HubLink, LinkHooks
from backend_stub.town import service as town
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import AcknowledgeCall
from console.domain.runs.commands import OpenRun, PauseRun
from console.journal.file_format import SUFFIX
from console.link.config import (
    AccessClient,
    AccessFileError,
    AccessUser,
    LinkConfig,
    LinkError,
    from_access_file,
)
from console.link.enrolment import open_seat
from console.wire import codec
from console.wire import messages as m

from .house import Client, House, eventually
from .scene import report_call

RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)
SILENT_MS = 1_500


@pytest.fixture
def live(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "live").mkdir()
    with House(tmp_path / "live", kind=WorldKind.LIVE) as house:
        yield house


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "drill").mkdir()
    with House(tmp_path / "drill", kind=WorldKind.DRILL, run=RUN) as house:
        yield house


def at(config: LinkConfig, other: House) -> LinkConfig:
    """These keys, taken to the other hub: its address and its public key are no secret."""
    return replace(config, port=other.service.ports["commands"], server_key=other.keys.curve_public)


def last_seq(house: House) -> int:
    return house.opened.hub.picture.seq


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.expects_log("refused key")
@pytest.mark.parametrize("seat", ["D-01", "TOWN", "BESIDE", "AUTO-01"])
@pytest.mark.parametrize("to_live", [True, False], ids=["drill-to-live", "live-to-drill"])
def test_keys_of_one_kind_get_no_word_out_of_a_hub_of_the_other(
    live: House, drill: House, seat: str, to_live: bool, caplog: pytest.LogCaptureFixture
) -> None:
    mine, other = (drill, live) if to_live else (live, drill)
    own = mine.client(seat)
    if own.hello().signs_in:
        mine.account("li")
        own.sign_in_here("li")
    before = last_seq(other)
    stranger = other.connect(at(mine.configs[seat], other))
    with suppress(zmq.Again):
        stranger.commands.send(b"anything", zmq.NOBLOCK)
    others = ("ops", "control", "telemetry", "catchup")
    listening = [stranger.commands, *(stranger.socket(name) for name in others)]
    for one in listening[1:]:
        with suppress(zmq.Again):  # refused before it could be said
            one.send(codec.encode(m.Join(ticket=own.ticket)), zmq.NOBLOCK)
    refused = f"refused key {mine.configs[seat].public_key}"
    eventually(lambda: caplog.text.count(refused) >= len(listening), 30)
    assert not any(one.poll(100) for one in listening)
    assert last_seq(other) == before


@pytest.mark.expects_log("refused key")
def test_program_with_a_drills_keys_never_connects_to_a_live_hub(live: House, drill: House) -> None:
    link = HubLink(at(drill.seat("TOWN"), live), LinkHooks())
    link.start()
    try:
        with pytest.raises(LinkError, match="not connected"):
            link.wait_connected(SILENT_MS / 1000)
    finally:
        link.stop()


def test_hub_with_another_key_than_the_files_is_not_talked_to(live: House, drill: House) -> None:
    """The address of a drill now belongs to a live hub: the pinned server key does not fit."""
    config = replace(drill.seat("D-01"), port=live.service.ports["commands"])
    stranger = live.connect(config)
    stranger.send(b"anything")
    assert stranger.receive(timeout_ms=SILENT_MS) is None


def test_seat_that_was_enrolled_at_live_by_mistake_is_still_no_autopilot_there(live: House) -> None:
    autopilot = live.connect(live.seat("AUTO-09", autopilot=True))
    answer = autopilot.ask(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=0, client="autopilot"))
    assert isinstance(answer, m.Refused)
    assert answer.code == "autopilot_refused"


def test_keys_that_know_their_kind_leave_a_hub_of_another_even_when_it_would_let_them_in(live: House) -> None:
    link = HubLink(replace(live.seat("TOWN"), kind="drill"), LinkHooks())
    link.start()
    try:
        eventually(lambda: bool(link.refused))
        assert link.refused == Code.WRONG_KIND
        with pytest.raises(LinkError, match=Code.WRONG_KIND):
            link.wait_connected(0.0)
    finally:
        link.stop()


# -- frames ------------------------------------------------------------------------------------------------------------


class Tap:
    """A wire between a client and a hub that keeps what the client said."""

    def __init__(self, port: int) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.said = b""
        self._port = port
        self._thread = threading.Thread(target=self._run, name="tap", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        client, _ = self._server.accept()
        with client, socket.create_connection(("127.0.0.1", self._port)) as hub:
            back = threading.Thread(target=self._pump, args=(hub, client), name="tap-back", daemon=True)
            back.start()
            while chunk := self._read(client):
                self.said += chunk
                hub.sendall(chunk)
            hub.shutdown(socket.SHUT_RDWR)
            back.join(5.0)

    def _read(self, end: socket.socket) -> bytes:
        try:
            return end.recv(65_536)
        except OSError:
            return b""

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        while chunk := self._read(source):
            try:
                target.sendall(chunk)
            except OSError:
                return

    def close(self) -> None:
        self._server.close()
        self._thread.join(5.0)


def replay(said: bytes, port: int) -> bytes:
    """Say the same bytes to a hub; everything that it answers before it hangs up or falls silent."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port)) as hub:
        hub.settimeout(1.0)
        try:
            hub.sendall(said)
            while chunk := hub.recv(65_536):
                heard += chunk
        except OSError:
            pass
    return heard


@pytest.mark.parametrize("to_live", [True, False], ids=["into-live", "into-the-drill-again"])
def test_recorded_bytes_of_a_drill_said_again_change_nothing(
    live: House, drill: House, to_live: bool
) -> None:
    drill.person("li").close()  # the account and the seat are there
    tap = Tap(drill.service.ports["commands"])
    operator = Client(drill.configs["D-li"], {**drill.service.ports, "commands": tap.port})
    try:
        operator.sign_in("li")
        assert isinstance(operator.submit(report_call()), m.Refused | m.Accepted)
        assert tap.said
    finally:
        operator.close()
        tap.close()
    other = live if to_live else drill
    before = last_seq(other)
    heard = replay(tap.said, other.service.ports["commands"])
    assert b"welcome" not in heard
    assert b"accepted" not in heard
    assert last_seq(other) == before


def test_frame_that_is_sent_twice_is_done_once(drill: House) -> None:
    director = drill.person("zhou")
    frame = director.frame(PauseRun(reason="a question"))
    first = director.ask(frame)
    assert isinstance(first, m.Accepted)
    before = last_seq(drill)
    assert director.ask(frame) == first
    assert last_seq(drill) == before


def test_command_of_a_drill_taken_to_live_by_a_person_of_both_is_live_or_refused(
    live: House, drill: House
) -> None:
    """Somebody who has seats at both: a drill's command says nothing about its origin, so live asks for its own ids."""
    answer = live.person("li").submit(AcknowledgeCall(call_id="C-000001"))
    assert isinstance(answer, m.Refused)
    assert answer.code == "unknown_call"
    paused = live.person("zhou").submit(PauseRun(reason="x"))
    assert isinstance(paused, m.Refused)
    assert paused.code == "only_drills"


# -- journals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "other"), [("drill", "live"), ("live", "drill"), ("demo", "drill")])
def test_journal_of_one_kind_is_not_opened_by_a_hub_of_another(
    tmp_path: Path, kind: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = tmp_path / "data"
    directory.mkdir()
    with House(directory, kind=WorldKind(kind)):
        pass
    assert commandline.main(["--kind", other, "--data", str(directory)]) == 1
    assert f"this journal is {kind}, not {other}" in capsys.readouterr().err


def test_exported_journal_of_a_drill_is_no_journal_for_a_live_hub(
    tmp_path: Path, drill: House, capsys: pytest.CaptureFixture[str]
) -> None:
    exported = tmp_path / f"drill{SUFFIX}"
    assert journal(["export", str(drill.directory), str(exported)]) == 0
    directory = tmp_path / "fresh"
    directory.mkdir()
    (directory / "journal.db").write_bytes(exported.read_bytes())
    assert commandline.main(["--kind", "live", "--data", str(directory)]) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize("words", [["--demo-accounts"], ["--rate", "2"], ["--scenario", "any.toml"]])
def test_live_hub_takes_nothing_that_belongs_to_an_exercise(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commandline.main(["--kind", "live", "--data", str(tmp_path / "live"), *words]) == 1
    assert "live" in capsys.readouterr().err
    assert not (tmp_path / "live" / "journal.db").exists()


# -- access files ------------------------------------------------------------------------------------------------------


@pytest.fixture
def access_file(tmp_path: Path) -> Path:
    """The access file of a drill's hub that nobody runs any more."""
    public, secret = (key.decode() for key in zmq.curve_keypair())
    user = AccessUser(user="operator", name="李明 Li Ming", role=Role.OPERATOR, password="x" * 16)
    clients = {
        name: AccessClient(seat="D-01", public_key=public, secret_key=secret, users=(user,))
        for name in ("console", "town", "beside", "autopilot")
    }
    return demo_access.write(tmp_path, "127.0.0.1", 9, public, clients, WorldKind.DRILL)


def test_access_file_says_which_kind_it_is_for(access_file: Path) -> None:
    assert msgspec.json.decode(access_file.read_bytes())["kind"] == "drill"
    assert from_access_file(access_file, "town").kind == "drill"
    assert from_access_file(access_file, "console").kind == "drill"


def test_console_refuses_an_access_file_of_another_kind(access_file: Path) -> None:
    with pytest.raises(AccessFileError, match="of kind drill, not demo"):
        from_access_file(access_file, "console", kind="demo")
    with pytest.raises(AccessFileError, match="of kind drill, not live"):
        open_seat(access_file, kind="live")


def test_town_and_beside_refuse_an_access_file_of_another_kind(
    access_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--access", str(access_file), "--town", str(tmp_path / "town")]
    assert town.main([*words, "--kind", "demo"]) == 1
    assert "is for a hub of kind drill, not demo" in capsys.readouterr().err
    assert beside.main([*words, "--kind", "live"]) == 2
