"""The bridge folds on the Qt thread, in order, in batches, and tells what changed."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from console.bridges.source_bridge import SourceBridge
from console.domain.base.roles import Role, Stream
from console.domain.calls.commands import AcknowledgeCall, ReportCall
from console.domain.hashing import PictureHash
from console.domain.picture import Picture, decode_picture, encode_picture
from console.session.source import Answer, LinkState, LinkView
from console.wire.messages import Accepted, EtaTable, SignedOut
from tests.console.domain.world import HERE, World


@pytest.fixture
def bridge(qtbot: QtBot) -> SourceBridge:
    made = SourceBridge()
    made.destroyed.connect(lambda: None)
    return made


def copy_of(world: World) -> Picture:
    return decode_picture(encode_picture(world.picture))


def report(world: World) -> None:
    world.must(ReportCall(channel="phone", place=HERE, type_code="theft"), Role.GATEWAY)  # type: ignore[arg-type]


def test_folds_events_from_another_thread_on_this_one(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    before = len(world.journal)
    report(world)
    report(world)
    folding_threads: list[int] = []
    bridge.changed.connect(lambda _: folding_threads.append(threading.get_ident()))
    with qtbot.waitSignal(bridge.recorded, timeout=5000) as told:
        thread = threading.Thread(target=bridge.on_events, args=(Stream.OPS, world.journal[before:]))
        thread.start()
        thread.join()
    assert [one.seq for one in told.args[0]] == [world.picture.seq - 1, world.picture.seq]
    assert folding_threads == [threading.get_ident()]
    assert list(bridge.picture.calls) == list(world.picture.calls)


def test_gives_one_batch_for_many_messages(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    bridge.drain_now()
    batches: list[frozenset[object]] = []
    bridge.changed.connect(batches.append)
    first = len(world.journal)
    for _ in range(20):
        report(world)
    for event in world.journal[first:]:
        bridge.on_events(Stream.OPS, [event])
    qtbot.waitUntil(lambda: bridge.picture.seq == world.picture.seq, timeout=5000)
    assert len(batches) == 1
    assert ("calls", "C-000020") in batches[0]


def test_tells_an_answer_after_the_events_that_came_before_it(bridge: SourceBridge) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    order: list[str] = []
    bridge.changed.connect(lambda _: order.append("changed"))
    bridge.answered.connect(lambda _: order.append("answered"))
    first = len(world.journal)
    report(world)
    bridge.on_events(Stream.OPS, world.journal[first:])
    accepted = Accepted(id="1", first_seq=1, last_seq=1)
    bridge.on_answer(Answer("1", AcknowledgeCall(call_id="C-000001"), accepted))
    bridge.drain_now()
    assert order == ["changed", "answered"]


def test_keeps_only_the_newest_telemetry_of_a_topic(bridge: SourceBridge) -> None:
    came: list[list[object]] = []
    bridge.telemetry_came.connect(came.append)
    for number in (1, 2, 3):
        bridge.on_telemetry(EtaTable(number=number, t_ms=0, incident_id="I", unit_ids=(), eta_s_i32=b""))
    bridge.on_telemetry(EtaTable(number=9, t_ms=0, incident_id="J", unit_ids=(), eta_s_i32=b""))
    bridge.drain_now()
    assert [message.number for message in came[0] if isinstance(message, EtaTable)] == [3, 9]


def test_passes_link_and_replies_on(bridge: SourceBridge) -> None:
    told: list[object] = []
    bridge.link_changed.connect(told.append)
    bridge.replied.connect(told.append)
    bridge.on_link(LinkView(LinkState.LIVE))
    bridge.on_reply(SignedOut())
    bridge.drain_now()
    assert told == [LinkView(LinkState.LIVE), SignedOut()]


def test_a_new_snapshot_replaces_the_picture(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    with qtbot.waitSignal(bridge.picture_replaced, timeout=5000):
        bridge.on_snapshot(Stream.OPS, copy_of(world))
    assert bridge.picture.seq == world.picture.seq


def beat(world: World, picture_hash: str) -> LinkView:
    return LinkView(state=LinkState.LIVE, beats={Stream.OPS: (world.picture.seq, picture_hash)})


def test_the_hubs_hash_at_our_seq_is_ours_too(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    first = len(world.journal)
    report(world)
    bridge.on_events(Stream.OPS, world.journal[first:])
    with qtbot.assertNotEmitted(bridge.diverged):
        bridge.on_link(beat(world, PictureHash(world.picture).hexdigest()))
        bridge.drain_now()


@pytest.mark.expects_log("is not the hub's")
def test_another_hash_asks_for_a_fresh_picture_once(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    asked: list[None] = []
    bridge.diverged.connect(lambda: asked.append(None))
    for _ in range(3):
        bridge.on_link(beat(world, "0" * 32))
        bridge.drain_now()
    assert len(asked) == 1


def test_a_long_batch_is_folded_whole_and_in_order(bridge: SourceBridge, qtbot: QtBot) -> None:
    world = World()
    bridge.on_snapshot(Stream.OPS, copy_of(world))
    bridge.drain_now()
    first = len(world.journal)
    for _ in range(1_500):
        report(world)
    for start in range(first, len(world.journal), 400):
        bridge.on_events(Stream.OPS, world.journal[start : start + 400])
    qtbot.waitUntil(lambda: bridge.picture.seq == world.picture.seq, timeout=5000)
    assert encode_picture(bridge.picture) == encode_picture(world.picture)
