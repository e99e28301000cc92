"""Readings of Chinese: every sign that we use has one, those with several are read in each way."""

from __future__ import annotations

import re
from pathlib import Path

from console.verbs.catalogue import CATALOGUE
from console.window.translations import terms
from console.words.pinyin import MOST, readings

TOWN = Path(__file__).resolve().parents[3] / "resources" / "town" / "names.toml"


def test_reads_a_command() -> None:
    assert readings("派警") == (("pai", "jing"),)


def test_reads_signs_with_several_readings_in_each_way() -> None:
    assert {("chong", "kai"), ("zhong", "kai")} <= set(readings("重开"))


def test_keeps_latin_words_and_numbers_between_signs() -> None:
    assert readings("CAM-032 路北") == (("cam", "032", "lu", "bei"),)


def test_what_has_no_chinese_is_not_read() -> None:
    assert readings("Renmin Rd") == ()
    assert readings("") == ()


def test_what_nobody_can_read_costs_no_more_than_itself() -> None:
    assert readings("龘派警") == (("pai", "jing"),)


def test_a_long_name_of_many_readings_stays_bounded() -> None:
    assert len(readings("重" * 30)) == MOST


def test_every_sign_of_our_own_words_can_be_read() -> None:
    texts = (*terms().values(), *(word for verb in CATALOGUE for word in verb.words))
    signs = {sign for text in texts for sign in re.findall("[\u3400-\u9fff]", text)}
    assert not {sign for sign in signs if not readings(sign)}


def test_agrees_with_what_the_demo_town_says_of_its_names() -> None:
    pairs = re.findall(r"([\u4e00-\u9fff])([a-z]+)", TOWN.read_text(encoding="utf-8").split('"""')[1])
    assert len(pairs) > 300
    assert not [(sign, said) for sign, said in pairs if (said,) not in readings(sign)]
