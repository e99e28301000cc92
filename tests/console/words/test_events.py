"""What can happen has words: every event type and every refusal."""

from __future__ import annotations

from typing import get_args

import pytest

from console.domain.base.message import Event
from console.domain.base.refusals import Code
from console.domain.base.roles import WorldKind
from console.domain.calls.entities import Channel
from console.domain.calls.events import CallReported
from console.domain.cases.events import IncidentResumed
from console.domain.evolve import AnyEvent
from console.domain.incidents.commands import AddNote
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.events import ArrivalSuggested, ContactLost, OrderSilent
from console.domain.orders.states import OrderState
from console.domain.registry.events import EarlyWarning, JournalOpened
from console.words.events import EVENT_WORDS, event_kind, event_subject, event_words, state_in_sentence
from console.words.muster_events import MADE_FIELDS
from console.words.refusals import REFUSAL_WORDS, refusal_words
from tests.console.domain.world import HERE
from tests.console.panels.town import Town


def test_every_event_type_has_words() -> None:
    assert set(EVENT_WORDS) == set(get_args(AnyEvent))


def test_every_refusal_has_words() -> None:
    assert set(REFUSAL_WORDS) == {code.value for code in Code}


def test_words_every_event_of_a_played_incident(town: Town) -> None:
    incident = town.open("explosion")
    town.send(incident.id, "P-101")
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ONSCENE))
    town.must(AddNote(incident_id=incident.id, text="Gate is locked"))
    lines = [event_words(one.event, town.names) for one in town.journal]
    assert "C-000001 reported: Explosion, Renmin Rd (110 call)" in lines
    assert "INC-0001 accepted: Explosion, level 1, Renmin Rd" in lines
    assert "P-101 dispatched to INC-0001" in lines
    assert "P-101 on scene (by voice, desk-3)" in lines
    assert "Note: Gate is locked" in lines
    assert not any("{" in line for line in lines)


@pytest.mark.parametrize("event_type", list(EVENT_WORDS))
def test_template_names_only_fields_that_exist(event_type: type[Event]) -> None:
    derived = {"type", "name", "proxy", "sensor", "value"} | MADE_FIELDS
    fields = {
        name for name in EVENT_WORDS[event_type].replace("{", "\n{").split("\n") if name.startswith("{")
    }
    named = {name[1:].partition("}")[0] for name in fields}
    assert named <= set(event_type.__struct_fields__) | derived


def test_says_what_an_event_is_about(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    silent = OrderSilent(order_id="O-000001", unit_id="P-101")
    subject = event_subject(silent, town.picture)
    assert (subject.incident_id, subject.unit_id, subject.emphasis) == (incident.id, "P-101", True)
    lost = ContactLost(unit_id="P-101", last_fix_ms=0)
    assert event_subject(lost, town.picture).incident_id == incident.id


def test_sorts_events_into_the_kinds_of_the_filter() -> None:
    call = CallReported(
        call_id="C", channel=Channel.PHONE, place=HERE, sealed=None, type_code="", level=0, source_id="",
        taken_by="", reported_ms=0,
    )  # fmt: skip
    assert event_kind(call) == "call"
    assert event_kind(OrderSilent(order_id="O", unit_id="P")) == "order"
    assert event_kind(ContactLost(unit_id="P", last_fix_ms=0)) == "unit"
    assert event_kind(JournalOpened(kind=WorldKind.DEMO, epoch_ms=0, town_id="", rules=1)) == "system"
    assert event_kind(IncidentResumed(incident_id="I")) == "incident"


def test_words_a_refusal_with_its_fields_and_without() -> None:
    assert refusal_words("unit_busy", {"unit": "P-101"}) == "Unit is on another order P-101"
    assert refusal_words("unit_busy", {}) == "Unit is on another order"
    assert refusal_words("made_up", {}) == "Refused (made_up)"


def test_a_state_within_a_sentence_has_no_capital(town: Town) -> None:
    assert state_in_sentence("enroute") == "en route"
    assert state_in_sentence("acknowledged") == "acknowledged"


def test_a_short_grid_is_named_with_its_numbers(town: Town) -> None:
    grid_id = next(iter(town.picture.grids))
    warning = EarlyWarning(subject=grid_id, code="cover_short", detail=f"{grid_id} 0/2, G-99 1/3")
    name = town.names.grid(grid_id)
    expected = f"{name} ({grid_id}) below its minimum cover: 0 of 2; G-99 below its minimum cover: 1 of 3"
    assert event_words(warning, town.names) == expected
    assert event_subject(warning, town.picture).emphasis


def test_any_other_warning_keeps_its_own_words(town: Town) -> None:
    warning = EarlyWarning(subject="V-302", code="low_fuel", detail="reserve")
    assert event_words(warning, town.names) == "Early warning for V-302: reserve"


def test_a_suggested_arrival_says_how_to_confirm_it(town: Town) -> None:
    words = event_words(ArrivalSuggested(order_id="O-1", unit_id="P-108"), town.names)
    assert words == "P-108 seems to have arrived, confirm? (P)"
