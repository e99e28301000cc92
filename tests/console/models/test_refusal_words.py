"""Refusals are worded for people: no codes, no empty words."""

from __future__ import annotations

from console.models.refusal_words import REFUSAL_WORDS


def test_words_read_like_sentences() -> None:
    for code, words in REFUSAL_WORDS.items():
        assert words[0].isupper(), code
        assert "_" not in words.replace("{unit}", ""), code
