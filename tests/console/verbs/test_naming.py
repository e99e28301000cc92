"""Every verb is reached by what people call it, in both languages and pinyin; things by id and name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.picture import Picture
from console.verbs.catalogue import CATALOGUE
from console.verbs.completing import verbs_called
from console.verbs.naming import fits, objects_called, objects_like, spoken_forms, verb_said, verbs_like
from tests.console.panels.town import Town
from tests.console.verbs.stand import Stand
from tests.console.window.whole_console import Console

VERBS = tuple(CATALOGUE)


@pytest.fixture
def stand(town: Town) -> Stand:
    return Stand(town.picture)


def offered(typed: str) -> list[str]:
    return [one.verb for one in verbs_called(typed, CATALOGUE) if not one.alike]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verb_is_reached_by_each_of_its_words_and_its_names(console: Console, language: str) -> None:
    console.window.set_language(language)
    for verb in VERBS:
        for word in (*verb.words, verb.text):
            assert verb.id in offered(word), (language, verb.id, word)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verb_is_reached_by_pinyin_in_full_and_by_initials(console: Console, language: str) -> None:
    console.window.set_language(language)
    for verb in VERBS:
        for form in spoken_forms(verb.word_in(chinese=True)):
            assert verb.id in offered(form), (language, verb.id, form)


def test_what_spells_one_verb_in_full_is_that_verb() -> None:
    found = verb_said("paijing", CATALOGUE)
    assert found is CATALOGUE["dispatch"]
    assert verb_said("Dispatch Units", CATALOGUE) is CATALOGUE["dispatch"]


def test_what_spells_two_verbs_is_none_of_them() -> None:
    spelled: dict[str, set[str]] = {}
    for verb in VERBS:
        for word in verb.words:
            for form in spoken_forms(word):
                spelled.setdefault(form, set()).add(verb.id)
    twice = [form for form, verbs in spelled.items() if len(verbs) > 1]
    assert twice
    assert not [form for form in twice if verb_said(form, CATALOGUE) is not None]


def test_a_slip_finds_the_nearest_and_nothing_finds_nothing() -> None:
    assert verbs_like("dispach", CATALOGUE)[0].id == "dispatch"
    assert verbs_like("xqzvwk", CATALOGUE) == []
    assert all(one.alike for one in verbs_called("dispach", CATALOGUE))


def test_things_are_found_by_id_name_and_pinyin(stand: Stand) -> None:
    for typed, item in (("p101", "P-101"), ("P-10", "P-101"), ("王强", "P-101"), ("wangqiang", "P-101"),
                        ("wq", "P-101"), ("Qiang Wang", "P-101"), ("路口", "CAM-001"), ("lk", "CAM-001"),
                        ("crossing", "CAM-001"), ("SEN", "SEN-01")):  # fmt: skip
        assert item in [one.id for one in objects_called(typed, stand.seat)], typed


def test_a_person_with_a_slip_is_only_like_it(stand: Stand) -> None:
    assert objects_called("Wang Qinag", stand.seat) == []
    assert [one.id for one in objects_like("wangqinag", stand.seat)][:1] == ["P-101"]


def test_an_empty_world_names_nothing(qapp: object) -> None:
    stand = Stand(Picture())
    assert objects_called("P-101", stand.seat) == objects_like("P-101", stand.seat) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    assert 0 <= fits(typed, ("派警", "dispatch", "CAM-001 路口")) <= 1000
    verb_said(typed, CATALOGUE)
    verbs_like(typed, CATALOGUE)
