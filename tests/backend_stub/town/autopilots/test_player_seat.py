"""A player's seat against a real hub: under its own name, never in a pause, after an interruption, or at live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import zmq

from backend_stub.town.autopilots.drill_players import Briefing
from backend_stub.town.autopilots.player_seat import PlayerSeat
from console.domain.base.roles import Stream, WorldKind
from console.domain.calls.commands import AcknowledgeCall
from console.domain.decide import AnyCommand
from console.domain.picture import Picture
from console.domain.runs.commands import InterruptRun, OpenRun, PauseRun, ResumeRun
from console.link.config import LinkConfig
from console.wire import messages as m
from tests.backend_stub.hub.house import PASSWORD, Client, House, eventually
from tests.backend_stub.hub.scene import report_call

RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)


class Acknowledger:
    """Acknowledges the first call that nobody has; counts how often it was its turn."""

    def __init__(self) -> None:
        self.turns = 0

    def play(self, t_ms: int, picture: Picture, briefing: Briefing) -> Iterable[AnyCommand]:
        self.turns += 1
        waiting = [call.id for call in picture.calls.values() if not call.acknowledged]
        return (AcknowledgeCall(call_id=waiting[0]),) if waiting else ()


def config(house: House) -> LinkConfig:
    """The autopilot's seat with somebody who signs in there."""
    house.person("wang")
    seat = house.seat("AUTO-01", autopilot=True)
    return replace(seat, user="wang", password=PASSWORD)


@pytest.mark.slow
def test_player_acts_at_its_own_seat_and_rests_in_a_pause_and_after_a_real_emergency(tmp_path: Path) -> None:
    with House(tmp_path, kind=WorldKind.DRILL, run=RUN, units=True) as house:
        player = Acknowledger()
        seat = PlayerSeat(config(house), player)
        seat.start()
        try:
            director, operator = house.person("zhou"), house.person("li")
            assert isinstance(operator.submit(report_call()), m.Accepted)
            calls = house.opened.hub.picture.calls
            eventually(lambda: bool(calls) and all(call.acknowledged for call in calls.values()))
            seq = house.opened.hub.picture.seq
            eventually(
                lambda: house.opened.store.tail().ends[Stream.OPS][0] >= seq
            )  # decided is not yet on disk
            acknowledged = list(house.opened.store.read_events(Stream.OPS, 1, seq))[-1]
            assert (acknowledged.stamp.seat, acknowledged.stamp.actor) == ("AUTO-01", "wang")

            assert isinstance(director.submit(PauseRun(reason="a question")), m.Accepted)
            beats = director.join()
            _two_beats(director, beats)
            before = player.turns
            _two_beats(director, beats)
            assert player.turns == before
            assert isinstance(director.submit(ResumeRun()), m.Accepted)
            eventually(lambda: player.turns > before)

            assert isinstance(director.submit(InterruptRun(live_incident="LIVE-1")), m.Accepted)
            _two_beats(director, beats)
            before = player.turns
            _two_beats(director, beats)
            assert player.turns == before
        finally:
            seat.stop()


@pytest.mark.expects_log("autopilot_refused")
def test_player_is_not_let_into_a_live_hub(tmp_path: Path) -> None:
    with House(tmp_path, kind=WorldKind.LIVE, units=True) as house:
        player = Acknowledger()
        seat = PlayerSeat(config(house), player)
        seat.start()
        try:
            eventually(lambda: seat._link.refused == "autopilot_refused")
            assert player.turns == 0
        finally:
            seat.stop()


def _two_beats(client: Client, beats: zmq.Socket[bytes]) -> None:
    for _ in range(2):
        client.beat(beats)
