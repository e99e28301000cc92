"""One pass over the words finds what looking for each phrase by itself finds, and no more of them than is stated."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.planning.call_words import LOOKED_AT, normal, shipped_call_words
from tests.console.planning.call_sentences import CHINESE, ENGLISH, NOTHING
from tests.console.planning.plain_call_words import LISTS, NEGATION, find_plainly
from tests.console.planning.test_call_words import SCENARIOS

WORDS = shipped_call_words()
PHRASES = sorted({phrase for lists in LISTS.values() for key in ("zh", "en") for phrase in lists[key]})
NEGATIONS = sorted(
    {phrase for key, listed in NEGATION.items() if not key.endswith("most") for phrase in listed}
)
OTHERS = [
    "的",
    "人",
    "火車站",
    "Ｆｉｒｅ",
    "１２０",
    "é",
    "_",
    "İ",
    "ﬁre",
    "🙈",
    "\0",
    "\u0301",
    "12",
    " ‘’ ",
    "it's",
    "\n",
]
GAPS = {"…": ["", "一股很大的", "，"], "..": ["", "very", "a lot of"], "*": ["", "s", "ing"]}
WIDE = {ord(" "): 0x3000, **{code: code + 0xFEE0 for code in range(0x21, 0x7F)}}


@st.composite
def said(draw: st.DrawFn) -> str:
    """A phrase with its gaps filled, sometimes wide, in capitals or cut off."""
    phrase: str = draw(st.sampled_from(PHRASES))
    for gap, fillings in GAPS.items():
        phrase = phrase.replace(gap, draw(st.sampled_from(fillings)))
    cut = draw(st.integers(0, 3))
    phrase = phrase[: max(1, len(phrase) - cut)] if cut else phrase
    return draw(st.sampled_from([phrase, phrase, phrase.upper(), phrase.translate(WIDE)]))


PIECES = st.one_of(said(), st.sampled_from(NEGATIONS), st.sampled_from(OTHERS))
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", "", " ", "，", ". ", "-"])), max_size=12).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@given(TEXTS)
def test_one_pass_finds_what_looking_for_each_phrase_finds(text: str) -> None:
    assert WORDS.find(text) == find_plainly(text)


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_same_is_found_in_the_words_of_a_scenarios_callers(scenario: Path) -> None:
    story = tomllib.loads(scenario.read_text(encoding="utf-8"))
    sources = [source for kind in story["happens"] for source in kind.get("sources", ())]
    for text in (text for source in sources for text in source.get("words", ())):
        assert WORDS.find(text) == find_plainly(text)


def test_the_same_is_found_in_our_sentences_and_in_every_phrase_by_itself() -> None:
    sentences = [text for text, _ in CHINESE + ENGLISH] + [*NOTHING]
    for text in [*sentences, *PHRASES, "，".join(sentences)[:LOOKED_AT]]:
        assert WORDS.find(text) == find_plainly(text)


@pytest.mark.parametrize(
    "piece", ["被", "往外冒", "烟雾报警器一直", "水", "smell ", "my phone ", "s", "a\0b", "火s🙈"]
)
def test_of_words_that_only_begin_phrases_a_stated_number_is_looked_at(piece: str) -> None:
    text = piece * 20_000
    assert WORDS.find(text) == find_plainly(text[:LOOKED_AT])


@pytest.mark.parametrize("piece", ["'", " '", "a' ", "''a"])
def test_a_row_of_apostrophes_is_gone_through_once(piece: str) -> None:
    assert WORDS.find("smell " + piece * LOOKED_AT) == []
    assert [one.said for one in WORDS.find("the smell" + " '" * 9 + " of burning")] == [
        "smell" + " '" * 9 + " of burning"
    ]


def test_what_comes_after_the_stated_length_is_not_looked_at() -> None:
    assert [one.said for one in WORDS.find("的" * (LOOKED_AT - 2) + "着火")] == ["着火"]
    assert WORDS.find("的" * LOOKED_AT + "着火") == []
    assert WORDS.find("ﷺ" * LOOKED_AT + "着火") == []
    assert len(normal("ﷺ" * LOOKED_AT)) > 10 * LOOKED_AT
