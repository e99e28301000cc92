"""Places of the town for the call form's completion: premises, crossings, streets. Qt main thread.

Read once from the town's `gazetteer.json`; a missing or broken file gives an empty list. Used by the shell.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.intake.view import PlaceRole
from widgets.words import is_chinese

_log = logging.getLogger(__name__)
_ROOT = QModelIndex()


class GazetteerModel(QAbstractListModel):
    """Rows answer `PlaceRole`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[dict[str, Any]] = []
        self._chinese = is_chinese()

    def load(self, town_dir: Path) -> None:
        """Read a town's places."""
        try:
            found = json.loads((town_dir / "gazetteer.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            _log.info("no gazetteer: %s", error)
            found = []
        self.beginResetModel()
        needed = {"name_zh", "name_en", "lon", "lat"}
        self._entries = [entry for entry in found if isinstance(entry, dict) and needed <= entry.keys()]
        for entry in self._entries:
            entry["search"] = _search_text(entry)
        self.endResetModel()

    def retranslate(self) -> None:
        """Names in the language of the screen."""
        self._chinese = is_chinese()
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def first(self, words: str) -> int:
        """Row of the place that these words name best (exactly, else the shortest name), −1 without one."""
        low = words.lower().strip()
        found = [
            (low not in (entry["name_zh"].lower(), entry["name_en"].lower()), len(entry["name_zh"]), row)
            for row, entry in enumerate(self._entries)
            if low in entry["search"]
        ]
        return min(found)[2] if found else -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        first, second = entry["name_zh"], entry["name_en"]
        name = (first or second) if self._chinese else (second or first)
        match role:
            case Qt.ItemDataRole.DisplayRole | PlaceRole.NAME:
                return name
            case PlaceRole.SEARCH:
                return entry["search"]
            case PlaceRole.PLACE_ID:
                return str(entry.get("id", ""))
            case PlaceRole.LON_E7:
                return round(float(entry["lon"]) * 1e7)
            case PlaceRole.LAT_E7:
                return round(float(entry["lat"]) * 1e7)
            case PlaceRole.GRID_ID:
                return str(entry.get("grid", ""))
            case _:
                return None


def _search_text(entry: dict[str, Any]) -> str:
    """Both names, pinyin with and without blanks, and its initials."""
    pinyin = str(entry.get("pinyin", ""))
    initials = "".join(word[0] for word in pinyin.split())
    parts = (entry["name_zh"], entry["name_en"], pinyin, pinyin.replace(" ", ""), initials)
    return " ".join(parts).lower()
