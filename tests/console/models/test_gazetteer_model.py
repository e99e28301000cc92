"""Places of the town, for completion."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QApplication

from console.models.gazetteer_model import GazetteerModel
from widgets.intake.view import PlaceRole

ENTRY = {
    "id": "PL-1",
    "name_zh": "人民路小学",
    "name_en": "Renmin Rd Primary",
    "pinyin": "ren min lu",
    "lon": 117.9,
    "lat": 36.8,
}


def test_answers_names_positions_and_search(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "gazetteer.json").write_text(json.dumps([ENTRY]), encoding="utf-8")
    model = GazetteerModel()
    model.load(tmp_path)
    index = model.index(model.first("renminlu"))
    assert index.data(PlaceRole.NAME) == "Renmin Rd Primary"
    assert index.data(PlaceRole.LON_E7) == 1_179_000_000
    assert "人民路" in index.data(PlaceRole.SEARCH)
    assert model.first("rml") == model.first("ren min") == 0
    assert model.first("nowhere") == -1
    model.retranslate()


def test_is_empty_without_a_file(qapp: QApplication, tmp_path: Path) -> None:
    model = GazetteerModel()
    model.load(tmp_path)
    assert model.rowCount() == 0
