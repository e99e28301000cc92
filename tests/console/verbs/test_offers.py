"""What the command line offers: from the state, with the rules' own reasons, and without asking them twice."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from console.domain.base.message import Asked, Refusal
from console.domain.base.roles import Role
from console.domain.decide import refusal
from console.domain.incidents.commands import CloseIncident
from console.domain.orders.commands import CancelOrder, DelayOrder
from console.domain.permissions import may
from console.domain.picture import Picture
from console.verbs.catalogue import CATALOGUE
from console.verbs.kind import MOST, Completion
from console.verbs.offers import Offers
from console.verbs.parser import Misunderstood, Parsed, parse, values_of
from tests.console.panels.town import Town
from tests.console.verbs.stand import Stand


class Counting:
    """The real rules, and how often they were asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, picture: Picture, asked: Asked) -> Refusal | None:
        self.asked += 1
        return refusal(picture, asked)


@pytest.fixture
def rules() -> Counting:
    return Counting()


@pytest.fixture
def stand(town: Town, rules: Counting) -> Stand:
    return Stand(town.picture, rules=rules)


def at(stand: Stand, line: str) -> list[Completion]:
    return Offers(stand.invoker).of(line)


def texts(offers: list[Completion]) -> list[str]:
    return [one.text for one in offers]


def against(stand: Stand, line: str) -> dict[str, str]:
    return {one.verb: one.why_not for one in at(stand, line)}


# -- nothing typed -----------------------------------------------------------------------------------------------------


def test_an_empty_desk_offers_a_new_call_and_the_keys(stand: Stand) -> None:
    assert texts(at(stand, "")) == ["call", "help"]


def test_offers_to_accept_the_call_that_waits_longest(stand: Stand, town: Town) -> None:
    first = town.report("theft")
    town.t_ms += 60_000
    town.report("explosion")
    assert texts(at(stand, ""))[0] == f"accept {first}"


def test_what_is_selected_comes_first_by_its_next_steps(stand: Stand, town: Town) -> None:
    incident = town.open("theft")
    waiting = town.report()
    stand.seat.select_case(incident.id)
    found = texts(at(stand, ""))
    assert found[0] == f"recommended {incident.id}"
    assert f"accept {waiting}" in found


@pytest.mark.parametrize(("past_ms", "offered"), [(-1, False), (0, False), (1, True), (3_600_000, True)])
def test_offers_what_is_overdue(stand: Stand, town: Town, past_ms: int, offered: bool) -> None:
    late = town.open("theft")
    stand.world.clock.set(late.deadline_ms + past_ms, time.monotonic_ns(), paused=True)
    assert (f"show {late.id}" in texts(at(stand, ""))) is offered
    stand.seat.select_case(late.id)
    assert f"show {late.id}" not in texts(at(stand, ""))  # it is being looked at


def test_what_was_overdue_is_not_once_it_is_closed(stand: Stand, town: Town) -> None:
    late = town.open("theft")
    stand.world.clock.set(late.deadline_ms + 1, time.monotonic_ns(), paused=True)
    town.must(CloseIncident(incident_id=late.id, disposition="handled"))
    assert f"show {late.id}" not in texts(at(stand, ""))


def test_offers_the_crew_that_is_delayed(stand: Stand, town: Town) -> None:
    (order_id,) = town.dispatch(town.open().id, "P-102")
    assert "show P-102" not in texts(at(stand, ""))
    town.must(DelayOrder(order_id=order_id, reason="flat tyre"))
    assert "show P-102" in texts(at(stand, ""))
    town.must(CancelOrder(order_id=order_id))
    assert "show P-102" not in texts(at(stand, ""))


# -- a thing -----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_done_comes_last_with_the_rules_reason(stand: Stand, town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-102")
    free, bound = at(stand, "P-101 "), at(stand, "P-102 ")
    assert free == sorted(free, key=lambda one: bool(one.why_not))
    assert {one.verb: one.why_not for one in free}["proxy"] == "Unit has no order P-101"
    reasons = {one.verb: one.why_not for one in bound}
    assert reasons["proxy"] == ""
    assert reasons["dispatch"] == "Unit is on another order P-102"


def test_a_verb_is_possible_where_any_choice_is(stand: Stand, town: Town) -> None:
    own = town.open()
    town.send(own.id, "P-101")
    assert against(stand, "P-101 ")["divert"]
    town.open("gas")
    town.open("theft")
    assert not against(stand, "P-101 ")["divert"]


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DUTY_LEADER, Role.TRAINER, Role.AUDITOR])
def test_each_role_is_offered_what_the_rules_let_it(stand: Stand, town: Town, role: Role) -> None:
    """Nothing is offered as possible that the role may not do, and nobody is told “not allowed” who may."""
    incident = town.open()
    stand.sit(role)
    for line, ids in ((f"{incident.id} ", (incident.id,)), ("P-101 ", ("P-101",))):
        for one in at(stand, line):
            given = values_of(CATALOGUE[one.verb], ids, stand.seat)
            command = stand.invoker.trials.of(CATALOGUE[one.verb], given).command
            if command is not None:
                assert may(role, type(command)) or one.why_not, one


def test_everything_offered_at_once_is_understood(stand: Stand, town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-102")
    call = town.report()
    stand.seat.select_case(incident.id)
    lines = ("", "P-101 ", "P-102 ", f"{incident.id} ", f"{call} ", "CAM-1 ", "P-101 P-103 ", "SEN-01")
    offers = [one for line in lines for one in at(stand, line) if one.at_once]
    assert len(offers) > 30
    for one in offers:
        found = parse(one.text, stand.seat)
        assert not isinstance(found, Misunderstood), one
        assert found.verb.id == one.verb


# -- words -------------------------------------------------------------------------------------------------------------


def test_verbs_and_things_of_a_name_stand_together(stand: Stand) -> None:
    assert "P-101" in texts(at(stand, "wang"))
    assert texts(at(stand, "disp"))[0] == "dispatch"


def test_what_is_only_like_it_is_marked_and_only_where_nothing_fits(stand: Stand) -> None:
    assert all(one.alike for one in at(stand, "dispach"))
    assert texts(at(stand, "dispach"))[0] == "dispatch"
    assert not any(one.alike for one in at(stand, "dispatch"))


def test_a_verb_that_nothing_there_could_be_for_says_so(stand: Stand) -> None:
    assert against(stand, "reopen")["reopen"] == "Which incident? There is none now"


# -- cost --------------------------------------------------------------------------------------------------------------


def test_typing_asks_the_rules_once_for_each_verb_and_thing(
    stand: Stand, town: Town, rules: Counting
) -> None:
    incident = town.open()
    for number in range(20):
        town.open("gas" if number % 2 else "theft")
    stand.seat.select_case(incident.id)
    line = "P-101 dispatch"
    for end in range(len(line) + 1):
        at(stand, line[:end])
    first = rules.asked
    assert first <= len(tuple(CATALOGUE)) + 3 * MOST
    for end in range(len(line) + 1):
        at(stand, line[:end])
    assert rules.asked == first


def test_a_folded_event_is_asked_about_anew(stand: Stand, town: Town) -> None:
    incident = town.open()
    before = against(stand, "P-101 ")["proxy"]
    town.send(incident.id, "P-101")
    assert before
    assert not against(stand, "P-101 ")["proxy"]


def test_never_more_than_a_list_can_show(stand: Stand, town: Town) -> None:
    for _ in range(30):
        town.open()
        town.report()
    for line in ("", "P-101 ", "INC-1 ", "a", "r", "人", "zzzz"):
        assert len(at(stand, line)) <= MOST


# -- a place -----------------------------------------------------------------------------------------------------------

STREET = {"id": "PL-2", "name_zh": "人民路", "name_en": "Renmin Rd", "pinyin": "ren min lu", "kind": "street"}


@pytest.fixture
def placed(stand: Stand, tmp_path: Path) -> Stand:
    entries = [{**STREET, "lon": 117.91, "lat": 36.8}]
    (tmp_path / "gazetteer.json").write_text(json.dumps(entries), encoding="utf-8")
    stand.seat.places.load(tmp_path)
    stand.seat.places.use(stand.world.names)
    return stand


@pytest.mark.parametrize("typed", ["人民路", "renminlu", "rml", "Renmin Rd"])
def test_a_place_can_be_shown_and_reported(placed: Stand, typed: str) -> None:
    offers = {one.text: one for one in at(placed, typed)}
    assert {"show Renmin Rd", "call Renmin Rd"} <= offers.keys()
    shown, called = (parse(one, placed.seat) for one in ("show Renmin Rd", "call Renmin Rd"))
    assert isinstance(shown, Parsed)
    assert isinstance(called, Parsed)
    assert shown.values == {"thing": "1179100000,368000000"}
    assert called.values == {"place": "Renmin Rd"}


def test_a_place_alone_is_shown_by_its_whole_name_only(placed: Stand) -> None:
    for line in ("人民路", "renminlu", "Renmin Rd", "人民路12号", "show 人民路"):
        found = parse(line, placed.seat)
        assert isinstance(found, Parsed), line
        assert (found.verb.id, found.values) == ("show", {"thing": "1179100000,368000000"})
    for line in ("renm", "人民大道", "show CAM-999"):
        assert isinstance(parse(line, placed.seat), Misunderstood), line


def test_a_place_like_it_is_marked(placed: Stand) -> None:
    near = [one for one in at(placed, "renmni lu") if one.verb == "show"]
    assert [one.alike for one in near] == [True]
