"""A small town for the tests of this folder."""

from __future__ import annotations

from tests.console.panels.town import town as town
from tests.console.window.whole_console import translations as translations
