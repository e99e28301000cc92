"""Calls put aside are never lost and never mixed up."""

from __future__ import annotations

from widgets.intake.view import CallDraft
from widgets.intake.waiting_rows import DraftShelf


def test_what_was_put_aside_comes_back_as_it_was_the_oldest_first() -> None:
    shelf = DraftShelf()
    drafts = [CallDraft(number=str(number), started_ms=number) for number in range(30)]
    numbers = [shelf.put(draft) for draft in drafts]
    assert len(shelf) == 30
    assert shelf.oldest() == numbers[0]
    assert shelf.take(numbers[7]) == drafts[7]
    assert shelf.take(numbers[7]) is None
    assert shelf.take(numbers[29]) == drafts[29]


def test_rows_say_who_where_and_what() -> None:
    shelf = DraftShelf()
    shelf.put(CallDraft(number="110", place_text="Renmin Rd", type_key="fire", started_ms=5))
    shelf.put(CallDraft(words="smoke out of a window on the third floor"))
    shelf.put(CallDraft(call_back=True))
    titles = [row.title for row in shelf.rows("No details yet", str.upper)]
    assert titles == ["110 · Renmin Rd · FIRE", "smoke out of a window on", "No details yet"]
