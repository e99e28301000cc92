"""Errors of journals: one tree, in words."""

from __future__ import annotations

from console.journal import errors


def test_all_are_journal_errors_and_say_where() -> None:
    assert "entry 7" in str(errors.EditedJournalError(7))
    assert "after entry 7" in str(errors.TruncatedJournalError(7, "cut"))
    assert "update" in str(errors.NewerJournalError(2, 1))
    kinds = (
        errors.EditedJournalError,
        errors.TruncatedJournalError,
        errors.NewerJournalError,
        errors.NotAJournalError,
        errors.NoUpcasterError,
    )
    assert all(issubclass(kind, errors.JournalError) for kind in kinds)
