"""Commands on their way: confirmed, refused, expired, taken back."""

from __future__ import annotations

from console.desk.letters import Fate, Letter
from console.domain.calls.commands import AcknowledgeCall
from tests.console.window.whole_console import Console


def test_follows_a_command_to_its_answer(console: Console) -> None:
    incident = console.accept()
    letters: list[Letter] = []
    console.window.letters.changed.connect(letters.append)
    console.line(f"dispatch P-101 {incident}")
    console.line(f"dispatch P-101 {incident}")
    assert [one.fate for one in letters] == [Fate.SENT, Fate.ACCEPTED, Fate.SENT, Fate.REFUSED]
    assert letters[-1].refusal is not None
    assert letters[-1].refusal.code == "unit_busy"
    assert console.window.letters.unconfirmed() == []


def test_keeps_what_nobody_answered_until_it_expires_and_sends_it_again(console: Console) -> None:
    incident = console.accept()
    console.hub.answering = False
    console.line(f"note {incident} x")
    (waiting,) = console.window.letters.unconfirmed()
    console.hub.expire_pending()
    console.settle()
    assert console.window.letters.unconfirmed() == []
    console.hub.answering = True
    console.window.letters.retry(waiting)
    console.settle()
    assert [note.text for note in console.hub.picture.incidents[incident].notes] == ["x"]


def test_takes_back_the_newest_first_and_each_once(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    console.line(f"level {incident} 1")
    letters = console.window.letters
    letters.undo()
    console.settle()
    assert console.hub.picture.incidents[incident].level == 3
    letters.undo()
    console.settle()
    assert console.hub.picture.units["P-101"].order_id == ""
    assert letters.undo() is None


def test_offers_to_take_back_also_when_the_answer_comes_before_the_events(console: Console) -> None:
    incident = console.accept()
    console.hub.answers_first = True
    console.line(f"dispatch P-101 {incident}")
    assert console.window.letters.last_undo() is not None
    assert any("Dispatch units" in words for words in console.window.toasts.words())


def test_offers_no_undo_that_this_role_may_not_do(console: Console) -> None:
    incident = console.accept()
    console.sure(f"close {incident} handled")
    assert console.window.letters.last_undo() is None
    console.line("as duty-leader")
    other = console.accept("gas")
    console.sure(f"close {other} handled")
    assert console.window.letters.last_undo() is not None


def test_an_answer_to_somebody_else_changes_nothing(console: Console) -> None:
    from console.session.source import Answer

    console.window.letters.take_answer(Answer("other", AcknowledgeCall(call_id="C"), None))
    assert console.window.letters.unconfirmed() == []
