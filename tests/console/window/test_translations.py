"""Both languages are whole: every text has its Chinese, and the committed .ts is what the sources say."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.window.translations import TS, Message, messages, terms, ts_text, untranslated


def test_every_text_has_its_chinese() -> None:
    assert untranslated() == []


def test_the_committed_file_is_up_to_date() -> None:
    assert TS.read_text(encoding="utf-8") == ts_text(), "run python -m console.window.translations"


def test_chinese_keeps_the_fields_of_its_source() -> None:
    import re

    fields = re.compile(r"\{[^{}]*\}")
    for source, chinese in terms().items():
        text = source.partition("::")[2] or source.partition(" | ")[0]
        assert set(fields.findall(chinese)) == set(fields.findall(text)), source


def test_finds_texts_under_any_name(tmp_path: Path) -> None:
    room = tmp_path / "console"
    room.mkdir()
    (tmp_path / "widgets").mkdir()
    (room / "a.py").write_text(
        "from x import QT_TRANSLATE_NOOP as _N\n"
        "A = _N('table', 'One')\n"
        "class Panel:\n"
        "    def f(self):\n"
        "        tr = QCoreApplication.translate\n"
        "        return self.tr('Two'), self.tr('Three', 'why'), tr('words', 'Four')\n",
        encoding="utf-8",
    )
    assert messages(tmp_path) == [
        Message("Panel", "Three", "why"),
        Message("Panel", "Two"),
        Message("table", "One"),
        Message("words", "Four"),
    ]


def test_two_rooms_may_not_disagree(tmp_path: Path) -> None:
    (tmp_path / "terms_a.toml").write_text('"Wall" = "视频墙"\n', encoding="utf-8")
    (tmp_path / "terms_b.toml").write_text('"Wall" = "墙"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="Wall"):
        terms(tmp_path)
