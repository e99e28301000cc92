"""A translator that answers from the widgets' files of terms, for tests and the gallery. Main thread."""

from __future__ import annotations

import tomllib
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTranslator

_FOLDER = Path(__file__).parents[2] / "resources" / "i18n"
TERMS = tuple(_FOLDER / f"terms_{room}.toml" for room in ("widgets", "clocks", "muster", "calls", "past"))


def read_terms() -> dict[str, str]:
    """Chinese by English source, of all these files. Raises ValueError where two disagree."""
    known: dict[str, str] = {}
    for path in TERMS:
        for source, chinese in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if known.setdefault(source, chinese) != chinese:
                raise ValueError(f"{path.name}: {source!r} is {known[source]!r} elsewhere, here {chinese!r}")
    return known


class TomlTranslator(QTranslator):
    """English source to Chinese, whatever the context; None where a term is missing: Qt then shows the source."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms = read_terms()

    def translate(
        self,
        context: bytes | bytearray | memoryview | QByteArray | str,
        source: bytes | bytearray | memoryview | QByteArray | str,
        disambiguation: bytes | bytearray | memoryview | QByteArray | str | None = None,
        n: int = -1,
    ) -> str | None:
        return self._terms.get(str(source))

    def isEmpty(self) -> bool:
        return not self._terms
