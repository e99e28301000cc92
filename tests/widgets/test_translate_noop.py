"""Marking a text leaves it as it is."""

from __future__ import annotations

from widgets.translate_noop import QT_TRANSLATE_NOOP


def test_marked_text_is_the_text() -> None:
    assert QT_TRANSLATE_NOOP("verbs", "Dispatch") == "Dispatch"
