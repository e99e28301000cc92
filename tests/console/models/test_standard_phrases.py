"""Standard phrases have both languages; what somebody typed stays as it is. The demo's town says only standard ones."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from backend_stub.town import scenario
from console.domain import events as e
from console.models.standard_phrases import STANDARD_PHRASES, phrase_word
from console.models.wording import event_words
from console.models.words import disposition_word
from console.shell.translations import terms
from tests.console.models.conftest import Town


@pytest.mark.parametrize("plan", [scenario.load(), scenario.Scenario(format=1, name_zh="", name_en="")])
def test_crews_and_departments_of_the_town_say_standard_phrases(plan: scenario.Scenario) -> None:
    manners, desk = plan.manners, plan.desk
    said = {
        *manners.decline_reasons,
        *manners.delay_reasons,
        *manners.breakdown_reasons,
        desk.return_reason,
        desk.extension_reason,
        *desk.feedback,
    }
    assert said <= STANDARD_PHRASES


def test_every_standard_phrase_has_its_chinese() -> None:
    assert terms().keys() >= STANDARD_PHRASES


def test_free_words_stay_as_they_were_typed(qapp: QApplication) -> None:
    assert phrase_word("Bridge is out") == "Bridge is out"
    assert disposition_word("车辆加油中") == "车辆加油中"


def test_log_words_a_reason_and_a_feedback(town: Town) -> None:
    declined = e.OrderDeclined(order_id="O-1", unit_id="P-101", reason="flat tyre")
    assert event_words(declined, town.names) == "P-101 declined: flat tyre"
