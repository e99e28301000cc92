"""The style sheet is data: known tokens only."""

from __future__ import annotations

import re

from widgets import theme
from widgets.theme_sheet import SHEET


def test_every_token_is_known_to_the_theme() -> None:
    named = set(re.findall(r"@(\w+)", SHEET)) - {"mono"}
    assert {name for name in named if not hasattr(theme, name.upper())} == set()


def test_braces_are_balanced() -> None:
    assert SHEET.count("{") == SHEET.count("}")
