"""Standard phrases have both languages; what somebody typed stays as it is. The demo's town says only standard ones."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from backend_stub.town import scenario
from backend_stub.town.autopilots import muster_hands
from backend_stub.town.scenario_story import BreakdownInject, ClosureInject, DeclineInject, SceneStory
from console.domain.musters.events import HandlingReported
from console.domain.orders.events import OrderDeclined
from console.domain.picture import Picture
from console.window.translations import terms
from console.words.events import event_words
from console.words.names import Names
from console.words.phrases import STANDARD_PHRASES, phrase_word
from console.words.terms import disposition_word
from tests.console.panels.town import Town

SCENARIOS = [scenario.load(path) for path in sorted(scenario.DEMO.parent.glob("*.toml"))]


@pytest.mark.parametrize("plan", [*SCENARIOS, scenario.Scenario(format=1, name_zh="", name_en="")])
def test_crews_and_departments_of_the_town_say_standard_phrases(plan: scenario.Scenario) -> None:
    manners, desk = plan.manners, plan.desk
    said = {
        *manners.decline_reasons,
        *manners.delay_reasons,
        *manners.breakdown_reasons,
        desk.return_reason,
        desk.extension_reason,
        *desk.feedback,
        *(words for scene in (*plan.scenes, SceneStory()) for words in scene.handling),
        *(
            inject.reason
            for inject in plan.injects
            if isinstance(inject, ClosureInject | BreakdownInject | DeclineInject)
        ),
    }
    assert said <= STANDARD_PHRASES


def test_an_autopilot_gives_standard_reasons() -> None:
    assert {
        muster_hands.STOOD_DOWN,
        muster_hands.COVER_REASON,
        muster_hands.NOT_UNDER_CONTROL,
    } <= STANDARD_PHRASES


def test_every_standard_phrase_has_its_chinese() -> None:
    assert terms().keys() >= STANDARD_PHRASES


def test_free_words_stay_as_they_were_typed(qapp: QApplication) -> None:
    assert phrase_word("Bridge is out") == "Bridge is out"
    assert disposition_word("车辆加油中", Names(Picture())) == "车辆加油中"


def test_log_words_a_reason_and_a_feedback(town: Town) -> None:
    declined = OrderDeclined(order_id="O-1", unit_id="P-101", reason="flat tyre")
    assert event_words(declined, town.names) == "P-101 declined: flat tyre"


class Terms(QTranslator):
    """Chinese out of the files of terms, for phrases only."""

    def translate(self, context: Any, source: Any, disambiguation: Any = None, n: int = -1) -> str | None:
        return terms().get(source) if context == "phrases" else None

    def isEmpty(self) -> bool:
        return False


def test_log_words_a_handling_action_in_the_language_of_the_screen(town: Town, qapp: QApplication) -> None:
    handled = HandlingReported(
        muster_id="M-1", order_id="O-1", unit_id="P-101", action="boat in the water", entered_by=""
    )
    chinese = Terms()
    qapp.installTranslator(chinese)
    try:
        assert event_words(handled, town.names) == "P-101 handles: 冲锋舟已下水"
    finally:
        qapp.removeTranslator(chinese)
