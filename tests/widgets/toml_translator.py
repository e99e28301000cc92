"""A translator that answers from `resources/i18n/terms_widgets.toml`, for tests and the gallery. Main thread."""

from __future__ import annotations

import tomllib
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTranslator

TERMS = Path(__file__).parents[2] / "resources" / "i18n" / "terms_widgets.toml"


class TomlTranslator(QTranslator):
    """English source to Chinese, whatever the context; None where a term is missing: Qt then shows the source."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: dict[str, str] = tomllib.loads(TERMS.read_text(encoding="utf-8"))

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
