"""The suspected duplicate below the queue says what, why, and which keys answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.conftest import Language
from widgets.queue.duplicate_panel import DuplicatePanel, DuplicateView

Show = Callable[[QWidget, int, int], None]
VIEW = DuplicateView(
    call_key="C-000012",
    other="INC-0417 Chemical plant explosion",
    sources="110 call, Grid officer",
    reasons="38 m apart · within 2 min · same type",
    words="smoke",
)


@pytest.fixture
def panel(shown: Show) -> DuplicatePanel:
    made = DuplicatePanel()
    shown(made, 414, 140)
    made.show_duplicate(VIEW)
    return made


def test_says_what_and_why(panel: DuplicatePanel) -> None:
    assert panel.accessibleName() == (
        "Possible duplicate: “smoke” ↔ INC-0417 Chemical plant explosion. "
        "110 call, Grid officer · 38 m apart · within 2 min · same type"
    )
    assert (panel.merge_button.words, panel.merge_button.accessibleName()) == ("Merge", "Merge M")
    assert panel.dismiss_button.accessibleName() == "Not a duplicate N"


def test_keys_are_printed_only_while_they_answer_it(panel: DuplicatePanel) -> None:
    panel.show_duplicate(replace(VIEW, merge_key=False, dismiss_key=False))
    assert panel.merge_button.accessibleName() == "Merge"
    assert panel.dismiss_button.accessibleName() == "Not a duplicate"


def test_a_group_is_merged_or_accepted_as_one(panel: DuplicatePanel) -> None:
    panel.show_duplicate(replace(VIEW, count=14))
    assert panel.merge_button.words == "Merge all 14"
    panel.show_duplicate(replace(VIEW, count=14, can_merge=False))
    assert panel.merge_button.accessibleName() == "Accept all 14 as one Ctrl ⏎"


def test_buttons_name_the_call(panel: DuplicatePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.merged) as merged:
        panel.merge_button.click()
    with qtbot.waitSignal(panel.dismissed) as dismissed:
        panel.dismiss_button.click()
    assert (merged.args, dismissed.args) == (["C-000012"], ["C-000012"])


def test_goes_away_when_nothing_is_suspected(panel: DuplicatePanel) -> None:
    panel.show_duplicate(None)
    assert not panel.isVisible()


def test_follows_the_language(panel: DuplicatePanel, language: Language) -> None:
    language.chinese()
    assert panel.merge_button.words == "合并"
    assert panel.accessibleName().startswith("可能重复: ")
