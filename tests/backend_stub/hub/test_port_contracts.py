"""Contracts of the hub's smaller ports, held against every implementation: the ground, and ways to tell a leader.

The store's is in store/test_store_contract.py, the clock's in test_clock_contract.py; the vault has one implementation.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_stub.hub.ground import LoadingGround, town_ground
from backend_stub.hub.notify.channels import FileOutbox, Mail, Notification, NotifyChannel, Webhook
from backend_stub.hub.ports import AnyGround, GroundCheck
from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.calls.commands import AcceptCall
from console.domain.decide import AnyCommand
from console.domain.musters.commands import ActivateMuster, OrderMuster
from console.domain.musters.plan import MusterMode
from console.domain.orders.commands import UnitChoice
from console.domain.picture import Picture
from console.planning.plan_cards import load_cards, plan_of
from tests.backend_stub.town import demo_town

# -- the ground --------------------------------------------------------------------------------------------------------

HERE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000)
ORDER = OrderMuster(
    incident_id="INC-9999",
    plan=plan_of(load_cards()["CHEM"], HERE, HERE),
    units=(UnitChoice(unit_id="P-101"),),
)


def loaded() -> GroundCheck:
    ground = LoadingGround(lambda: town_ground(demo_town.directory()))
    ground.begin()
    return ground


def unreadable() -> GroundCheck:
    """A town that cannot be read: nothing is refused, and nothing breaks."""

    def read() -> GroundCheck:
        raise ValueError("no such town")

    ground = LoadingGround(read)
    ground.begin()
    return ground


GROUNDS: dict[str, Callable[[], GroundCheck]] = {
    "any": AnyGround,
    "town": lambda: town_ground(demo_town.directory()),
    "loaded": loaded,
    "not begun": lambda: LoadingGround(AnyGround),
    "unreadable": unreadable,
}


@pytest.mark.expects_log("rally points are not checked")
@pytest.mark.parametrize("name", GROUNDS)
def test_ground_has_a_word_about_places_to_go_to_only_and_knows_when_there_is_none(name: str) -> None:
    ground = GROUNDS[name]()
    direct = replace(ORDER, plan=replace(ORDER.plan, rally=None, mode=MusterMode.DIRECT_TO_SCENE))
    commands: list[AnyCommand] = [
        AcceptCall(call_id="C-000001", type_code="CHEM"),
        ActivateMuster(incident_id="INC-9999"),
        direct,
    ]
    assert [ground.refusal(Picture(), command) for command in commands] == [None] * 3


@pytest.mark.expects_log("rally points are not checked")
@pytest.mark.parametrize("name", GROUNDS)
def test_ground_answers_with_a_refusal_or_nothing_also_where_the_incident_is_not_known(name: str) -> None:
    ground = GROUNDS[name]()
    nowhere = replace(ORDER.plan, rally=Place(lon_e7=0, lat_e7=0))
    for plan in (ORDER.plan, nowhere):
        answer = ground.refusal(Picture(), replace(ORDER, plan=plan))
        assert answer is None or isinstance(answer, Refusal)
    first = ground.refusal(Picture(), ORDER)
    assert first == ground.refusal(Picture(), ORDER)  # the same question has the same answer


# -- ways to a leader --------------------------------------------------------------------------------------------------

NOTE = Notification("000000000007", "INC-0001", "duty_leader", "重大警情", "火灾\n松亭路12号", 0)


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


DEAD: dict[str, Callable[[Path], NotifyChannel]] = {
    "file": lambda folder: FileOutbox(folder / "no such folder" / "out.jsonl"),
    "mail": lambda folder: Mail(
        host="127.0.0.1", port=free_port(), sender="hub@example", to=("leader@example",)
    ),
    "webhook": lambda folder: Webhook(f"http://127.0.0.1:{free_port()}/send"),
}


@pytest.mark.parametrize("name", DEAD)
def test_channel_that_leads_nowhere_says_so_as_often_as_it_is_tried(name: str, tmp_path: Path) -> None:
    channel = DEAD[name](tmp_path)
    assert channel.name == name
    for _ in range(2):
        with pytest.raises((OSError, ValueError)):
            channel.send(NOTE)
    assert list(tmp_path.iterdir()) == []


def test_file_takes_a_note_each_time_it_is_sent(tmp_path: Path) -> None:
    channel = FileOutbox(tmp_path / "out.jsonl")
    channel.send(NOTE)
    channel.send(NOTE)
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
