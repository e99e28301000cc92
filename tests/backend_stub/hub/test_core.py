"""The hub's core: deciding, answering once, committing, failing and coming back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.hub.clock import SteppedClock
from backend_stub.hub.core import MAX_NOT_AFTER_MS, Hub
from backend_stub.hub.ports import Batch, StoreError
from backend_stub.hub.vault import ReportVault
from console.domain.base.limits import NUMBERS
from console.domain.base.message import Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, Stream
from console.domain.calls.commands import AcceptCall, AcknowledgeCall, EraseReport, RejectCall, ReportCall
from console.domain.calls.entities import Sealed
from console.domain.calls.events import CallArchived, CallReported, ReportErased, TextsErased
from console.domain.hashing import PictureHash
from console.domain.incidents.commands import AddNote
from console.journal.chain import GENESIS, link
from console.wire import codec
from console.wire import messages as m

from .failing_store import FailingStore
from .scene import ADMIN, LEADER, MASTER, OPERATOR, Scene, new_id, report_call


def commit(store: FailingStore, batch: Batch) -> None:
    """Both steps of a commit."""
    store.prepare(batch)
    store.finish(batch)


@pytest.fixture
def store() -> FailingStore:
    return FailingStore()


@pytest.fixture
def scene(store: FailingStore) -> Scene:
    return Scene(store).opened()


def test_accepted_command_names_the_events_it_made(scene: Scene) -> None:
    answer = scene.ask(report_call())
    assert isinstance(answer, m.Accepted)
    assert answer.first_seq == answer.last_seq == scene.hub.picture.seq
    assert "C-000001" in scene.hub.picture.calls


def test_answer_comes_out_only_after_the_batch_is_on_disk(scene: Scene) -> None:
    assert scene.hub.submit(OPERATOR, new_id(), 15_000, report_call()) is None
    batch = scene.hub.take()
    assert batch is not None
    assert len(batch.answers) == 1
    released = scene.hub.committed(batch)
    assert len(released.replies) == 1
    assert [type(each.event) for each in released.recorded()] == [CallReported]


def test_same_id_has_the_same_answer_and_is_done_once(scene: Scene) -> None:
    command_id = new_id()
    first = scene.ask(report_call(), command_id=command_id)
    again = scene.ask(report_call("other words"), command_id=command_id)
    assert again == first
    assert len(scene.hub.picture.calls) == 1


def test_same_id_from_another_seat_is_another_command(scene: Scene) -> None:
    command_id = new_id()
    scene.ask(report_call(), command_id=command_id)
    scene.ask(report_call(), LEADER, command_id=command_id)
    assert len(scene.hub.picture.calls) == 2


def test_same_id_while_the_first_is_not_committed_waits_for_its_answer(scene: Scene) -> None:
    command_id = new_id()
    assert scene.hub.submit(OPERATOR, command_id, 15_000, report_call(), "first") is None
    assert scene.hub.submit(OPERATOR, command_id, 15_000, report_call(), "second") is None
    replies = scene.hub.flush().replies
    assert [ticket for ticket, _, _ in replies] == ["first", "second"]
    assert replies[0][2] == replies[1][2]


def test_same_id_after_a_restart_has_the_same_answer(scene: Scene, store: FailingStore) -> None:
    command_id = new_id()
    first = scene.ask(report_call(), command_id=command_id)
    scene.clock.advance(60_000)
    assert Scene(store, scene.clock).ask(report_call(), command_id=command_id, ttl_ms=-45_000) == first


def test_unseen_expired_command_is_refused_and_the_refusal_is_kept(scene: Scene, store: FailingStore) -> None:
    scene.clock.advance(20_000)
    command_id = new_id()
    answer = scene.ask(report_call(), command_id=command_id, ttl_ms=-1)
    assert answer == m.Refused(id=command_id, code=Code.EXPIRED, fields={"late_ms": 1})
    assert ("D-01", command_id) in store.answers
    assert scene.hub.picture.calls == {}


def test_command_that_expires_at_this_very_moment_is_taken(scene: Scene) -> None:
    assert isinstance(scene.ask(report_call(), ttl_ms=0), m.Accepted)


def test_command_that_lives_too_long_is_refused_and_not_kept(scene: Scene, store: FailingStore) -> None:
    answer = scene.ask(report_call(), ttl_ms=MAX_NOT_AFTER_MS + 1)
    assert isinstance(answer, m.Refused)
    assert answer.code == Code.EXPIRES_TOO_LATE
    assert store.answers == {}


def test_refusal_of_the_rules_is_answered_kept_and_changes_nothing(scene: Scene, store: FailingStore) -> None:
    before = scene.hub.picture_hash()
    answer = scene.ask(AcknowledgeCall(call_id="C-999999"))
    assert isinstance(answer, m.Refused)
    assert answer.code == Code.UNKNOWN_CALL
    assert len(store.answers) == 1
    assert scene.hub.picture_hash() == before


def test_personal_data_never_reach_the_journal_in_clear(scene: Scene, store: FailingStore) -> None:
    scene.ask(report_call("三楼起火"))
    for batch in store.batches:
        for row in batch.events:
            for secret in ("王小明", "13800000000", "三楼起火"):
                assert secret.encode() not in row.entry.body


def test_sealed_report_opens_with_its_key(scene: Scene, store: FailingStore) -> None:
    scene.ask(report_call("三楼起火"))
    sealed = scene.hub.picture.calls["C-000001"].sealed
    assert sealed is not None
    assert scene.vault.open(sealed, store.keys[sealed.key_id]).words == "三楼起火"


def test_sealed_of_a_client_is_dropped(scene: Scene) -> None:
    forged = Sealed(key_id="K-of-somebody-else", nonce=b"", ciphertext=b"")
    command = ReportCall(channel=report_call().channel, place=report_call().place, sealed=forged)
    scene.ask(command)
    assert all(call.sealed is None for call in scene.hub.picture.calls.values())


def test_erasing_deletes_the_key_and_the_chain_holds(scene: Scene, store: FailingStore) -> None:
    scene.ask(report_call())
    assert isinstance(scene.ask(EraseReport(call_id="C-000001", reason="asked"), ADMIN), m.Accepted)
    assert store.keys == {}
    previous = GENESIS
    for batch in store.batches:
        for row in batch.events:
            previous = link(previous, row.entry)
            assert row.chain == previous


def test_key_of_a_refused_report_is_not_kept(scene: Scene, store: FailingStore) -> None:
    auditor = Stamp(actor="z", role=Role.AUDITOR, seat="D-09")
    assert isinstance(scene.ask(report_call(), auditor), m.Refused)
    assert store.keys == {}


@pytest.mark.parametrize("moment", ["fail_prepare", "fail_finish"])
def test_full_disk_refuses_what_was_not_answered_and_loses_nothing_that_was(moment: str) -> None:
    store = FailingStore()
    scene = Scene(store).opened()
    kept = scene.ask(report_call())
    before, seq = scene.hub.picture_hash(), scene.hub.picture.seq
    scene.hub.submit(OPERATOR, "a" * 32, 15_000, report_call(), "one")
    scene.hub.submit(OPERATOR, "b" * 32, 15_000, report_call(), "two")
    setattr(store, moment, True)
    batch = scene.hub.take()
    assert batch is not None
    with pytest.raises(StoreError):
        commit(store, batch)
    scene.hub.submit(OPERATOR, "c" * 32, 15_000, report_call(), "three")  # decided on the lost picture
    replies = scene.hub.failed()
    assert [ticket for ticket, _, _ in replies] == ["one", "two", "three"]
    for _, request, frame in replies:
        assert codec.decode_hub(frame) == m.Refused(id=request, code=Code.STORE_FAILED)
    assert (scene.hub.picture_hash(), scene.hub.picture.seq) == (before, seq)
    assert isinstance(kept, m.Accepted)
    setattr(store, moment, False)
    scene.clock.advance(1)
    answer = scene.ask(report_call(), command_id="a" * 32)
    assert isinstance(answer, m.Accepted)
    assert answer.first_seq == seq + 1


def test_flush_that_fails_undoes_before_it_raises(scene: Scene, store: FailingStore) -> None:
    before = scene.hub.picture.seq
    scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
    store.fail_finish = True
    with pytest.raises(StoreError):
        scene.hub.flush()
    assert scene.hub.picture.seq == before
    assert scene.hub.in_flight == scene.hub.pending == 0


def test_store_that_can_not_be_read_either_is_said(scene: Scene, store: FailingStore) -> None:
    store.fail_read = True
    with pytest.raises(StoreError):
        scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
    with pytest.raises(StoreError):
        scene.hub.failed()


def test_restart_carries_on_with_seq_chain_and_hash(scene: Scene, store: FailingStore) -> None:
    scene.ask(report_call())
    scene.ask(AcceptCall(call_id="C-000001", type_code="fire"))
    again = Scene(store, scene.clock)
    assert again.hub.picture_hash() == scene.hub.picture_hash()
    answer = again.ask(AddNote(incident_id="INC-0001", text="到场"))
    assert isinstance(answer, m.Accepted)
    assert answer.first_seq == scene.hub.picture.seq + 1
    previous = GENESIS
    for batch in store.batches:
        for row in batch.events:
            previous = link(previous, row.entry)
            assert row.chain == previous


def test_restart_from_a_keyframe_gives_the_same_picture(scene: Scene, store: FailingStore) -> None:
    scene.ask(report_call())
    scene.hub.store_keyframes()
    scene.ask(report_call())
    assert Scene(store, scene.clock).hub.picture_hash() == scene.hub.picture_hash()


def test_keyframe_of_events_that_are_not_on_disk_is_a_mistake(scene: Scene) -> None:
    scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
    with pytest.raises(ValueError, match="not on disk"):
        scene.hub.store_keyframes()


def test_timers_are_commands_the_hub_gives_itself(scene: Scene) -> None:
    scene.ask(report_call())
    scene.ask(AcceptCall(call_id="C-000001", type_code="fire", level=1))
    incident = scene.hub.picture.incidents["INC-0001"]
    scene.clock.advance(incident.deadline_ms - scene.clock.t_ms + 1 + NUMBERS.major_ack_ms)
    scene.hub.tick()
    released = scene.hub.flush()
    assert released.recorded()
    assert all(each.stamp.role is Role.SYSTEM for each in released.recorded())
    assert scene.hub.picture.incidents["INC-0001"].overdue
    scene.hub.tick()
    assert scene.hub.flush().recorded() == []


@pytest.mark.parametrize("restarted", [False, True])
def test_rejected_call_leaves_in_time_also_after_a_restart_or_a_failed_commit(
    scene: Scene, store: FailingStore, restarted: bool
) -> None:
    scene.ask(report_call())
    scene.ask(RejectCall(call_id="C-000001", reason="false_alarm"))
    if restarted:
        scene = Scene(store, scene.clock)
    else:
        store.fail_finish = True
        scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
        with pytest.raises(StoreError):
            scene.hub.flush()
        store.fail_finish = False
    reported_ms = scene.hub.picture.calls["C-000001"].reported_ms
    scene.clock.advance(reported_ms + NUMBERS.archive_after_ms - 1 - scene.clock.t_ms)
    scene.hub.tick()
    assert "C-000001" in scene.hub.picture.calls
    scene.clock.advance(1)
    scene.hub.tick()
    assert [type(one.event) for one in scene.hub.flush().recorded()] == [CallArchived]
    scene.hub.tick()
    assert scene.hub.flush().recorded() == []


@pytest.mark.expects_log("fold failed")
def test_command_that_cannot_be_folded_is_taken_back_and_what_was_decided_before_it_stays(
    scene: Scene, store: FailingStore
) -> None:
    scene.clock.advance(10_000)
    scene.ask(report_call())
    before = scene.hub.picture_hash()
    scene.hub.submit(ADMIN, "a" * 32, 60_000, EraseReport(call_id="C-000001", reason="asked"), "erase")
    erased = scene.hub.picture_hash()
    scene.clock.t_ms -= 5_000  # no event goes back in time
    scene.hub.submit(OPERATOR, "b" * 32, 60_000, report_call(), "report")
    assert scene.hub.picture_hash() == erased != before
    released = scene.hub.flush()
    answers = {ticket: codec.decode_hub(frame) for ticket, _, frame in released.replies}
    assert isinstance(answers["erase"], m.Accepted)
    assert answers["report"] == m.Refused(id="b" * 32, code=Code.INTERNAL)
    assert [type(one.event) for one in released.recorded()] == [TextsErased, ReportErased]
    assert store.keys == {}
    scene.clock.advance(5_000)
    again = scene.ask(report_call())
    assert isinstance(again, m.Accepted)
    assert again.first_seq == scene.hub.picture.seq


def test_spooled_looks_are_logged_once_per_id(scene: Scene, store: FailingStore) -> None:
    looks = (
        m.LookEntry(what="search", subject="x", at_ms=1),
        m.LookEntry(what="search", subject="y", at_ms=2),
    )
    assert scene.hub.log_looks(OPERATOR, "spool-1", looks, "ticket") is None
    assert [frame for _, _, frame in scene.hub.flush().replies] == [codec.encode(m.LooksLogged(id="spool-1"))]
    assert scene.hub.log_looks(OPERATOR, "spool-1", looks) == codec.encode(m.LooksLogged(id="spool-1"))
    assert [row.look.subject for batch in store.batches for row in batch.looks] == ["x", "y"]
    assert store.tail().looks == 2


def test_batches_must_come_back_in_order(scene: Scene) -> None:
    scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
    first = scene.hub.take()
    scene.hub.submit(OPERATOR, new_id(), 15_000, report_call())
    second = scene.hub.take()
    assert first is not None
    assert second is not None
    with pytest.raises(ValueError, match="order"):
        scene.hub.committed(second)
    scene.hub.committed(first)
    scene.hub.committed(second)


def test_many_ids_cost_one_lookup(scene: Scene, store: FailingStore) -> None:
    keys = [("D-01", new_id()) for _ in range(100)]
    before = store.lookups
    scene.hub.preload(keys)
    for _, command_id in keys:
        scene.hub.submit(OPERATOR, command_id, 15_000, report_call())
    assert store.lookups == before + 1


def test_the_same_commands_under_the_same_ids_give_the_same_chain_and_hash() -> None:
    def play() -> tuple[bytes, str]:
        store = FailingStore()
        scene = Scene(store).opened()
        for number in range(20):
            scene.clock.advance(100)
            scene.ask(report_call(f"words {number}"), command_id=f"{number:032x}")
        return store.tail().ends[Stream.OPS][1], scene.hub.picture_hash()

    assert play() == play()


@given(st.lists(st.sampled_from(["call", "accept", "note", "again", "fail", "restart", "wait"]), max_size=40))
@settings(max_examples=40)
def test_whatever_happens_the_store_and_the_picture_agree(steps: list[str]) -> None:
    store = FailingStore()
    scene = Scene(store).opened()
    answered: dict[str, m.HubMessage] = {}
    for number, step in enumerate(steps):
        scene.clock.advance(10)
        match step:
            case "call":
                answered[f"{number:032x}"] = scene.ask(report_call(), command_id=f"{number:032x}")
            case "accept":
                call = f"C-{len(scene.hub.picture.calls):06d}"
                scene.ask(AcceptCall(call_id=call, type_code="fire"))
            case "note":
                scene.ask(AddNote(incident_id="INC-0001", text="x"))
            case "again" if answered:
                command_id, first = next(iter(answered.items()))
                assert scene.ask(report_call(), command_id=command_id) == first
            case "fail":
                scene.hub.submit(OPERATOR, new_id(), scene.clock.t_ms + 1_000, report_call())
                store.fail_finish = True
                with pytest.raises(StoreError):
                    scene.hub.flush()
                store.fail_finish = False
            case "restart":
                scene = Scene(store, scene.clock)
            case _:
                scene.clock.advance(5_000)
                scene.hub.tick()
                scene.hub.flush()
    fresh = Hub(store, SteppedClock(scene.clock.t_ms), ReportVault(MASTER))
    assert fresh.picture_hash() == PictureHash(scene.hub.picture).hexdigest() == scene.hub.picture_hash()
    assert store.tail().ends[Stream.OPS][0] == scene.hub.picture.seq
