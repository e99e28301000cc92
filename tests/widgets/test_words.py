"""Words of states in both languages: the glossary's."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.widgets.conftest import Language
from widgets import words


def test_unknown_code_is_shown_as_it_is(qapp: QApplication) -> None:
    assert words.state_word(words.unit_state_words(), "on_the_moon") == "on the moon"


def test_states_have_the_glossarys_words(qapp: QApplication, language: Language) -> None:
    assert words.unit_state_words()["enroute"] == "En route"
    assert not words.is_chinese()
    language.chinese()
    chosen = ("available", "dispatched", "acknowledged", "enroute", "onscene", "cleared")
    assert [words.unit_state_words()[code] for code in chosen] == [
        "待命", "已派警", "已签收", "赶赴现场", "到达现场", "处警结束",
    ]  # fmt: skip
    assert words.is_chinese()


def test_incidents_know_derived_unit_states_too(qapp: QApplication) -> None:
    assert words.unit_state_words().items() <= words.incident_state_words().items()


def test_tables_are_complete(qapp: QApplication) -> None:
    assert set(words.level_words()) == {0, 1, 2, 3, 4}
    assert set(words.tier_words()) == {0, 1, 2, 3}
    assert set(words.officer_kind_words()) == {"sworn", "auxiliary", "volunteer"}
