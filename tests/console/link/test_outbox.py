"""Commands on their way."""

from __future__ import annotations

from console.domain.incidents.commands import AddNote
from console.link.outbox import Outbox
from console.wire.ids import new_id
from console.wire.messages import Accepted

NOTE = AddNote(incident_id="INC-0001", text="x")


def test_a_command_is_sent_again_with_the_same_id_after_a_reconnect() -> None:
    box = Outbox()
    submit = box.add(new_id(), NOTE, 15_000, 3, "li")
    box.mark_sent(submit.id)
    assert box.unsent("li") == []
    box.on_disconnect()
    assert box.unsent("li") == [submit]


def test_expiry_is_told_once_and_the_hubs_word_still_counts() -> None:
    box = Outbox()
    submit = box.add(new_id(), NOTE, 15_000, 3, "li")
    assert box.expired(15_000) == []
    (answer,) = box.expired(15_001)
    assert answer.result is None
    assert box.expired(20_000) == []
    accepted = Accepted(id=submit.id, first_seq=4, last_seq=4)
    late = box.on_answer(accepted)
    assert late is not None
    assert late.result == accepted
    assert len(box) == 0


def test_a_second_answer_to_the_same_id_is_nobodys() -> None:
    box = Outbox()
    submit = box.add(new_id(), NOTE, 15_000, 3, "li")
    accepted = Accepted(id=submit.id, first_seq=4, last_seq=4)
    assert box.on_answer(accepted) is not None
    assert box.on_answer(accepted) is None


def test_commands_belong_to_who_pressed_the_key() -> None:
    box = Outbox()
    submit = box.add(new_id(), NOTE, 15_000, 3, "li")
    assert box.unsent("zhao") == []
    assert [answer.id for answer in box.drop_of_others("zhao")] == [submit.id]
    assert box.unsent("li") == []
