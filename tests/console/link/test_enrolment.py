"""A seat enrols at a hub with a code printed by its administrator, and gets in: consoles and programs alike."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend_stub.hub import commandline
from console.domain.base.refusals import Code
from console.link.config import AccessFileError, LinkConfig, LinkError, from_access_file
from console.link.enrolment import ENROLMENT_OFFSET, EnrolmentError, enroll, make_seat, open_seat
from console.link.link import Link
from console.link.view import ALL, LinkState
from console.wire.enrolment import BadCodeError
from tests.backend_stub.hub.house import House

from .keeping_sink import KeepingSink


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "hub").mkdir()
    with House(tmp_path / "hub") as running:
        yield running


def printed_code(house: House, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the administrator's command line prints for a seat."""
    assert commandline.main(["enroll", *words, "--data", str(house.directory)]) == 0
    return capsys.readouterr().out.strip().splitlines()[-1]


def address(house: House) -> str:
    """Where the enrolment of a hub with fixed ports would be looked for."""
    return f"127.0.0.1:{house.service.ports['enroll'] - ENROLMENT_OFFSET}"


def seat_of(config: LinkConfig) -> tuple[str, LinkState]:
    """Whose seat the hub says it is, and how far one gets with its keys alone."""
    sink = KeepingSink()
    link = Link(config, ALL, sink)
    link.start()
    try:
        sink.wait(lambda: sink.state in (LinkState.SIGNED_OUT, LinkState.LIVE), "the hub's word")
        view = sink.views[-1]
        return view.seat, view.state
    finally:
        link.stop()


@pytest.mark.expects_log("wrong, used or old code")
def test_a_code_makes_a_seat_once(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = printed_code(house, capsys, "D-77")
    seat_file = tmp_path / "d-77.seat"
    assert make_seat(seat_file, "console", code, address(house)) == "D-77"
    if os.name != "nt":
        assert stat.S_IMODE(seat_file.stat().st_mode) == 0o600
    with pytest.raises(EnrolmentError, match="refused"):
        make_seat(tmp_path / "again.seat", "console", code, address(house))
    assert not (tmp_path / "again.seat").exists()
    assert seat_of(open_seat(seat_file)) == ("D-77", LinkState.SIGNED_OUT)


@pytest.mark.parametrize("where", ["no folder", "a folder", "no room"])
def test_a_code_is_not_spent_on_keys_that_cannot_be_kept(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """K9: the same code makes the seat at the second try, in a place that can be written."""
    code = printed_code(house, capsys, "D-78")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    bad = {
        "no folder": tmp_path / "file" / "seat",
        "a folder": tmp_path / "folder",
        "no room": Path("/dev/full"),
    }[where]
    with pytest.raises((EnrolmentError, OSError)):
        open_seat(bad, hub=address(house), code=code)
    assert open_seat(tmp_path / "new" / "seat", hub=address(house), code=code).public_key
    assert seat_of(from_access_file(tmp_path / "new" / "seat", "console")) == ("D-78", LinkState.SIGNED_OUT)


@pytest.mark.expects_log("wrong, used or old code")
def test_a_refused_enrolment_leaves_no_file_and_two_at_once_make_one_seat(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """K9: too late, and two at once with one code and one file."""
    code, seat_file = printed_code(house, capsys, "D-79"), tmp_path / "seat"
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(make_seat, seat_file, "console", code, address(house)) for _ in range(4)]
    faults = [one.exception() for one in tries]
    assert [one.result() for one in tries if one.exception() is None] == ["D-79"]
    assert all(isinstance(fault, EnrolmentError) for fault in faults if fault is not None)
    assert seat_of(from_access_file(seat_file, "console")) == ("D-79", LinkState.SIGNED_OUT)
    seat_file.unlink()
    with pytest.raises(EnrolmentError, match="refused"):
        make_seat(seat_file, "console", code, address(house))
    assert [path.name for path in tmp_path.iterdir()] == ["hub"]


@pytest.mark.expects_log("wrong, used or old code")
def test_a_program_becomes_a_seat_with_its_roles(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = printed_code(house, capsys, "BESIDE-2", "--roles", "tracker", "planner")
    seat_file = tmp_path / "beside.seat"
    make_seat(seat_file, "beside", code, address(house))
    assert seat_of(from_access_file(seat_file, "beside")) == ("BESIDE-2", LinkState.LIVE)
    with pytest.raises(LinkError, match="exists"):
        make_seat(seat_file, "beside", code, address(house))
    with pytest.raises(LinkError, match=Code.BAD_ENROLMENT_CODE):
        enroll("127.0.0.1", house.service.ports["enroll"], code)


@pytest.mark.expects_log("refused key")
def test_a_port_that_is_not_the_enrolments_is_said(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    code = printed_code(house, capsys, "D-77")
    with pytest.raises(EnrolmentError, match="no hub answers"):
        enroll("127.0.0.1", house.service.ports["commands"], code, answer_ms=300)


@pytest.mark.parametrize(
    ("hub", "code", "words"),
    [("nowhere", "", "no HOST:PORT"), ("", "MUSTER-x", "say where the hub is"), ("", "", "seat")],
)
def test_says_what_is_wrong_with_a_seat(tmp_path: Path, hub: str, code: str, words: str) -> None:
    with pytest.raises((EnrolmentError, AccessFileError), match=words):
        open_seat(tmp_path / "no.seat", hub=hub, code=code)


def test_an_address_without_a_port_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnrolmentError, match="HOST:PORT"):
        make_seat(tmp_path / "x.seat", "beside", "MUSTER-x", "somewhere")


def test_a_code_that_is_none_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    with pytest.raises(BadCodeError):
        make_seat(tmp_path / "x.seat", "beside", "MUSTER-x", "127.0.0.1:9")
