"""Every string of these widgets has its Chinese term, and every term is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from console.window.translations import messages
from tests.widgets.toml_translator import read_terms

WIDGETS = Path(__file__).parents[2] / "widgets"
ROOMS = (
    ".",
    "queue",
    "incident",
    "units",
    "intake",
    "header",
    "log",
    "states",
    "result",
    "command",
    "muster",
    "timeline",
)


def sources() -> set[str]:
    """Strings given to `self.tr`, or as second argument to a `translate`."""
    found: set[str] = set()
    for room in ROOMS:
        for path in (WIDGETS / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                called = node.func
                if isinstance(called, ast.Attribute) and called.attr == "tr":
                    text = node.args[0]
                elif ast.unparse(called) in ("tr", "QCoreApplication.translate") and len(node.args) > 1:
                    text = node.args[1]
                else:
                    continue
                assert isinstance(text, ast.Constant), f"{path.name}:{node.lineno}: not a literal"
                found.add(str(text.value))
    return found


def test_every_string_has_a_term() -> None:
    assert sources() - set(read_terms()) == set()


def test_every_term_is_used() -> None:
    assert set(read_terms()) - {message.source for message in messages()} == set()


def test_terms_have_the_same_places_to_fill() -> None:
    places = re.compile(r"\{\d\}|%\d")
    assert {
        source: term
        for source, term in read_terms().items()
        if sorted(places.findall(source)) != sorted(places.findall(term))
    } == {}
