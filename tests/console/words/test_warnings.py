"""Early warnings of a muster in words, from the planner's codes and details."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.registry.events import EarlyWarning
from console.words.events import event_subject, event_words
from console.words.names import Names
from console.words.warnings import early_warning_words, incident_of
from tests.console.panels import musters as made

pytestmark = pytest.mark.usefixtures("qapp")


def warning(code: str, detail: str, subject: str = "INC-0417") -> EarlyWarning:
    return EarlyWarning(subject=subject, code=code, detail=detail)


@pytest.mark.parametrize(
    ("code", "detail", "words"),
    [
        ("muster_short", "84/100", "INC-0417: counted and under way only 84 of 100"),
        ("muster_late", "648/600", "INC-0417: muster forecast 10:48, limit 10:00"),
        ("arrive_late", "700/600", "INC-0417: posts forecast 11:40, limit 10:00"),
        ("arrive_late", "18/30", "INC-0417: posts have 18 of 30 officers and nobody is sent"),
        ("resolve_late", "2/6", "INC-0417: checklist at 2 of 6 and time is short"),
    ],
)
def test_a_warning_says_what_goes_wrong(code: str, detail: str, words: str, qapp: QApplication) -> None:
    picture = made.picture(made.muster())
    assert early_warning_words(warning(code, detail), picture) == words
    assert event_words(warning(code, detail), Names(picture, chinese=False)) == words


def test_a_subject_may_be_the_muster_itself() -> None:
    picture = made.picture(made.muster())
    assert incident_of(warning("muster_late", "648/600", "M-000001"), picture) == "INC-0417"
    assert event_subject(warning("muster_late", "648/600", "M-000001"), picture).incident_id == "INC-0417"
    assert incident_of(warning("x", "", "nobody"), picture) == ""


def test_other_warnings_are_worded_elsewhere() -> None:
    picture = made.picture(made.muster())
    assert early_warning_words(warning("cover_short", "G-22 0/2"), picture) == ""
    assert early_warning_words(warning("muster_late", "soon"), picture) == ""
