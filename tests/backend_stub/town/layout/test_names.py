from __future__ import annotations

import itertools

import numpy as np
import pytest

from backend_stub.town.layout import names


def test_streets_have_both_names() -> None:
    assert names.street("柳泉") == names.Name("柳泉路", "Liuquan Rd")
    assert names.street("人民", "街").en == "Renmin St"


def test_pinyin_is_in_syllables_for_search() -> None:
    assert names.street("人民").pinyin == "ren min lu"
    assert names.pinyin("A 站 3") == "a zhan 3"


def test_a_bare_vowel_is_parted_by_an_apostrophe() -> None:
    assert names.roman("东二") == "Dong'er"


def test_an_unknown_character_is_loud() -> None:
    with pytest.raises(KeyError):
        names.pinyin("龘")


def test_every_stem_comes_once() -> None:
    found = list(itertools.islice(names.stems(np.random.default_rng(1), {"松亭"}), 3_000))
    assert len(set(found)) == 3_000
    assert "松亭" not in found


def test_every_character_of_the_lists_can_be_read() -> None:
    lists = [names.FIRST, names.SECOND, names.SURNAMES, names.GIVEN, *names.EAST_WEST, *names.NORTH_SOUTH]
    for character in "".join(lists):
        assert names.READINGS[character].isascii()


def test_persons_have_a_surname_and_a_given_name() -> None:
    rng = np.random.default_rng(4)
    for _ in range(50):
        person = names.person(rng)
        assert 2 <= len(person.zh) <= 3
        assert len(person.en.split()) == 2
