"""Refusals are worded for people: no codes, no empty words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import console.domain
from console.domain.musters.checks import LIMIT_BOUNDS
from console.window.translations import terms
from console.words.refusals import FIELD_WORDS, REFUSAL_WORDS, refusal_words

RULES = Path(console.domain.__file__).parent


OF_PROGRAMS = {"best_ms", "fix_ms", "id", "kind", "why"}
"""Fields of commands that only the program's own services send."""


def _named() -> set[str]:
    """Every field that the rules name in a refusal of a value or of a plan."""
    found: set[str] = {f"limits.{name}" for name in LIMIT_BOUNDS}
    for path in RULES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called == "refuse" and ast.unparse(node.args[0]) == "Code.BAD_VALUE":
                values = [key.value for key in node.keywords if key.arg == "field"]
            else:
                values = node.args[:1] if called in ("_bad", "_wrong") else []
            found |= {str(value.value) for value in values if isinstance(value, ast.Constant)}
    return found


def test_words_read_like_sentences() -> None:
    for code, words in REFUSAL_WORDS.items():
        assert words[0].isupper(), code
        assert "_" not in words.replace("{unit}", ""), code


def test_every_field_that_people_can_get_wrong_has_words_in_both_languages() -> None:
    named = _named()
    assert {"rate_permille", "grid_ids", "rally", "limits.strength"} <= named
    assert named - OF_PROGRAMS <= FIELD_WORDS.keys()
    chinese = terms()
    for field, words in FIELD_WORDS.items():
        assert "_" not in words, field
        assert chinese[words], field


@pytest.mark.usefixtures("qapp")
def test_a_wrong_value_is_named_in_words_and_an_unknown_field_as_it_is() -> None:
    speed = "A value is not valid: speed (a number; 1 is real time)"
    assert refusal_words("bad_value", {"field": "rate_permille"}) == speed
    assert refusal_words("bad_value", {"field": "made_up"}) == "A value is not valid: made_up"
    assert refusal_words("bad_value", {}) == "A value is not valid"
    plan = "The muster order is not valid: limit of phase 1"
    assert refusal_words("bad_plan", {"field": "limits.muster_ms", "least": 1}) == plan
