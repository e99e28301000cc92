"""A reader that does not read loses what does not fit, slows nobody, sees the gap and closes it from catch-up."""

from __future__ import annotations

from pathlib import Path

import pytest
import zmq

from console.domain.base.roles import Stream
from console.domain.calls.commands import AcceptCall
from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.incidents.commands import AddNote
from console.domain.picture import Picture
from console.wire import codec
from console.wire import messages as m

from .house import Client, House
from .scene import report_call

TEXT = "好" * 2_000
"""As long as a note may be: a frame of some 6 kB, so that what the sockets keep is soon full."""
PIPELINED = 50


def heard(client: Client, socket: zmq.Socket[bytes], until: int) -> list[Recorded]:
    """Events that come without waiting for those that were lost: up to a heartbeat at `until`."""
    events: list[Recorded] = []
    while True:
        message = client.receive(socket)
        assert message is not None
        if isinstance(message, m.EventBatch):
            events += message.events
        elif isinstance(message, m.Heartbeat) and message.seq >= until:
            return events


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_deaf_reader_loses_frames_and_catches_up_while_the_others_hear_everything(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        operator, quick, deaf = house.person("li"), house.person("wang"), house.person("zhao")
        assert isinstance(operator.submit(report_call()), m.Accepted)
        assert isinstance(operator.submit(AcceptCall(call_id="C-000001", type_code="fire")), m.Accepted)
        ops = quick.join()
        lost = deaf.join(small=True)
        first = house.opened.hub.seq(Stream.OPS)
        last, whole = first, []
        while not house.service.lost_frames(Stream.OPS):
            frames = [operator.frame(AddNote(incident_id="INC-0001", text=TEXT)) for _ in range(PIPELINED)]
            for frame in frames:
                operator.send(codec.encode(frame))
                answer = operator.receive()
                assert isinstance(answer, m.Accepted)
                last = answer.last_seq
            whole += heard(quick, ops, last)
        assert [one.seq for one in whole] == list(range(first + 1, last + 1))
        came = heard(deaf, lost, last)
        seqs = [one.seq for one in came]
        assert seqs == sorted(set(seqs))
        assert len(seqs) < last - first
        picture = Picture()
        catchup = deaf.socket("catchup")
        for recorded in came + [None]:
            wanted = last if recorded is None else recorded.seq - 1
            while picture.seq < wanted:
                get = m.GetEvents(id="gap", ticket=deaf.ticket, first=picture.seq + 1, last=wanted)
                part = deaf.ask(get, catchup)
                while isinstance(part, m.EventsPart):
                    for missing in part.events:
                        evolve(picture, missing)
                    part = None if part.last_part else deaf.receive(catchup)
            if recorded is not None:
                evolve(picture, recorded)
        beat = quick.beat(ops)
        assert (picture.seq, PictureHash(picture).hexdigest()) == (beat.seq, beat.picture_hash)
