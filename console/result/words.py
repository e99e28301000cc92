"""The words of a result in either language, without Qt: English in the code, Chinese from the window's own terms.

A class that says something derives from `Words` and says it with `self.tr("…")`, so that texts are collected and held
against `resources/i18n/terms_*.toml` like those of the window. Any thread.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from console.domain.base.refusals import without_hidden
from console.domain.base.sealed_text import read_sealed

TERMS: Final = Path(__file__).resolve().parents[2] / "resources" / "i18n"
LANGUAGES: Final = ("en", "zh")


@lru_cache(maxsize=1)
def _terms() -> dict[str, str]:
    """Chinese by English source."""
    known: dict[str, str] = {}
    for path in sorted(TERMS.glob("terms_*.toml")):
        known.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return known


class Words:
    """Says things in one language. What people typed, and names, come out without hidden characters."""

    def __init__(self, chinese: bool, opened: Mapping[str, str] | None = None) -> None:
        """`opened`: the clear words of sealed texts, as far as whoever looks has them open; never for a file, from
        which nothing could erase them again."""
        self.chinese = chinese
        self._opened = {} if opened is None else opened

    def tr(self, source: str) -> str:
        """A text of the code in this language."""
        return _terms().get(source, source) if self.chinese else source

    def of(self, zh: str, en: str) -> str:
        """A name that stands in both languages; in the other one where this is missing."""
        return plain((zh or en) if self.chinese else (en or zh))

    def said(self, text: str) -> str:
        """What crews and desks say: a standard phrase in this language, anything else as it was typed; that it is
        sealed where it is, and not open here."""
        if read_sealed(text) is not None:
            return plain(self._opened.get(text, "")) or self.tr("(sealed)")
        return plain(self.tr(text))

    def together(self, names: tuple[str, ...], most: int = 4) -> str:
        """A few names, and how many more."""
        shown = ("、" if self.chinese else ", ").join(plain(name) for name in names[:most])
        rest = len(names) - most
        return self.tr("{0} and {1} more").format(shown, rest) if rest > 0 else shown


def plain(text: str) -> str:
    """One line without control characters or marks that turn the direction of writing."""
    return " ".join(without_hidden(text).split())


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """`text` itself, marked for the window's translations: for tables that both the window and this room read."""
    return text
