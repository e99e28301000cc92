"""Buttons are dim for the very reason the hub would refuse, and the rules are asked once per change."""

from __future__ import annotations

from PySide6.QtCore import Qt

from console.domain.base.message import Asked, Refusal
from console.domain.base.roles import Role
from console.domain.cases.commands import AssignCase, SignCase
from console.domain.decide import refusal
from console.domain.incidents.commands import AddNote, CloseIncident
from console.domain.musters.entities import Area
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.verbs.declaration import Spot
from tests.console.domain.world import World
from tests.console.panels.town import Town
from tests.console.verbs.stand import Stand
from tests.console.window.muster_town import ORDERED, MusterTown
from tests.console.window.muster_town import town as mustering_town
from tests.console.window.whole_console import Make


class CountedRules:
    """The rules, counting who asks."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def __call__(self, picture: Picture, asked: Asked) -> Refusal | None:
        self.asked.append(asked)
        return refusal(picture, asked)


def test_closing_waits_until_the_units_are_free(town: Town) -> None:
    incident, stand = town.open(), Stand(town.picture)
    assert stand.buttons(incident.id)["close"] == ""
    town.send(incident.id, "P-101")
    assert stand.buttons(incident.id)["close"] == "Units are still bound by orders"
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ONSCENE))
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.CLEARED))
    assert stand.buttons(incident.id)["close"] == ""


def test_a_role_sees_only_what_it_may_do(town: Town) -> None:
    incident, stand = town.open(), Stand(town.picture)
    assert "supervise" not in stand.buttons(incident.id)
    stand.sit(Role.DUTY_LEADER)
    assert "supervise" in stand.buttons(incident.id)
    stand.sit(Role.AUDITOR)
    assert stand.buttons(incident.id) == {}


def test_a_case_goes_from_step_to_step(town: Town) -> None:
    incident, stand = town.open("litter"), Stand(town.picture)
    assert "sign" not in stand.buttons(incident.id)
    town.must(AssignCase(incident_id=incident.id, lead="D-CITY"))
    assert stand.buttons(incident.id)["sign"] == ""
    town.must(SignCase(incident_id=incident.id))
    assert stand.buttons(incident.id)["finish"] == ""
    assert "recommended" not in stand.buttons(incident.id)


def test_what_is_always_shown_is_dim_with_the_reason(town: Town) -> None:
    incident, stand = town.open("explosion"), Stand(town.picture)
    assert stand.buttons(incident.id)["escalate"] == "That has been done already"
    assert "major" not in stand.buttons(incident.id)


def test_a_call_can_be_merged_though_nothing_is_there_to_merge_it_into_yet(town: Town) -> None:
    call, stand = town.report(), Stand(town.picture)
    assert stand.buttons(call) == {"accept": "", "merge": "", "reject": ""}


def test_asking_the_rules_changes_nothing(town: Town) -> None:
    incident, stand = town.open(), Stand(town.picture)
    before = town.picture.incidents[incident.id]
    assert stand.seat.refusal_of(CloseIncident(incident_id=incident.id, disposition="x")) is None
    assert town.picture.incidents[incident.id] is before


def test_the_same_question_is_asked_once_until_something_changes(town: Town) -> None:
    incident, other, rules = town.open(), town.open("litter"), CountedRules()
    stand = Stand(town.picture, rules=rules)

    def asked() -> int:
        before = len(rules.asked)
        stand.buttons(stand.seat.case_id)
        return len(rules.asked) - before

    stand.buttons(incident.id)
    assert asked() == 0
    town.must(AddNote(incident_id=other.id, text="another matter"))
    assert asked() > 0
    assert asked() == 0
    stand.sit(Role.DUTY_LEADER)
    assert asked() > 0
    stand.seat.select_case(other.id)
    assert asked() > 0
    assert asked() == 0


def test_every_verb_that_asks_the_hub_can_be_tried_by_every_role() -> None:
    world = World()
    incident = world.incident()
    world.dispatch(incident, "P-101")
    world.call()
    for role in Role:
        rules = CountedRules()
        stand = Stand(world.picture, role, rules=rules)
        for selected in ("", incident):
            stand.seat.select_case(selected)
            for verb in stand.invoker.catalogue:
                trial = stand.invoker.trials.of(verb)
                assert trial.command is None or verb.sends or verb.trial is not None
                if trial.why_not is None and verb.sends:
                    assert trial.command is not None, verb.id
        for asked in rules.asked:
            assert asked.stamp.role is role


def test_in_a_muster_one_event_asks_the_rules_once_for_every_button(make_console: Make) -> None:
    rules = CountedRules()
    desk = MusterTown(make_console(town=mustering_town(), rules=rules))
    desk.incident()
    desk.plans()
    desk.console.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    desk.sign(*ORDERED)
    invoker = desk.console.invoker
    buttons = invoker.catalogue.buttons(Spot.EMERGENCY)
    before = len(rules.asked)
    desk.enter(ORDERED[0], area=Area.RALLY)
    commands = [type(one.command).__name__ for one in rules.asked[before:]]
    assert 0 < len(commands) <= len(buttons)
    told: list[str] = []
    invoker.told.connect(lambda words, _: told.append(words()))
    for _ in range(3):
        desk.console.window.incident_feed.show_now()
        invoker.press("verify")
        invoker.press("muster")
    assert len(set(told)) == 2
    # Only what no button is shown for was asked besides, and once: why there is no occasion for an order.
    assert [type(one.command).__name__ for one in rules.asked[before + len(commands) :]] == ["OrderMuster"]
