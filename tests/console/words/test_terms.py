"""Every code that models show has a word."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Channel
from console.domain.incidents.rules import RATINGS
from console.domain.picture import Picture
from console.words.names import Names
from console.words.terms import channel_word, disposition_word, kind_word, rating_words, role_word


def test_every_channel_role_and_rating_has_a_word(qapp: QApplication) -> None:
    assert all(channel_word(one) for one in Channel)
    assert all(role_word(one) for one in Role)
    assert set(rating_words()) == set(RATINGS)


def test_live_needs_no_word(qapp: QApplication) -> None:
    assert [kind_word(one) == "" for one in WorldKind] == [one is WorldKind.LIVE for one in WorldKind]


def test_free_words_are_a_disposition_too(qapp: QApplication) -> None:
    assert disposition_word("handled", Names(Picture())) == "Handled on scene"
    assert disposition_word("towed away", Names(Picture())) == "towed away"
