"""The version of the rules is the journal's: decided, timed and judged by the book it was opened under."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from console.domain.base.errors import UnknownRulesError
from console.domain.base.limits import NUMBERS
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel
from console.domain.decide import decide, due
from console.domain.evolve import Recorded
from console.domain.incidents.commands import AddNote, EscalateMajor
from console.domain.judge.judging import judge
from console.domain.musters.commands import EndMuster, SettleMuster
from console.domain.musters.entities import Activation
from console.domain.musters.events import MusterActivated
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.picture import Picture
from console.domain.registry.commands import OpenJournal
from console.domain.registry.events import JournalOpened
from console.domain.rule_book import BOOKS, RULES, Books, RuleBook, book_of
from tests.console.domain.drill_world import SCENE, UNITS, DrillWorld


def with_fifth(**number: Any) -> Books:
    """The books there are, and a fifth that differs in one number."""
    return {**BOOKS, 5: RuleBook(numbers=replace(NUMBERS, version=5, **number), rules=RULES)}


def opened_under(version: int, books: Books) -> DrillWorld:
    """A drill whose journal was opened when `version` was the newest; all `books` are there now."""
    world = DrillWorld(books={known: book for known, book in books.items() if known <= version})
    world.books = books
    assert world.picture.rules == version
    return world


def committed(world: DrillWorld, units: int) -> DrillWorld:
    """A major incident with so many units of five officers on their way."""
    world.alarm()
    choices = tuple(UnitChoice(unit_id=unit, eta_ms=120_000) for unit in UNITS[:units])
    world.must(DispatchUnits(incident_id=world.incident_id, units=choices))
    return world


def reopened_under(journal: list[Recorded], version: int) -> list[Recorded]:
    """The same events in a journal that says it was opened under another version."""
    first = journal[0]
    assert isinstance(first.event, JournalOpened)
    return [replace(first, event=replace(first.event, rules=version)), *journal[1:]]


LATER = with_fifth(activation_strength=30)


# -- one number, two journals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("version", "musters"), [(4, 1), (5, 0)])
def test_a_journal_is_decided_by_its_own_version(version: int, musters: int) -> None:
    world = committed(opened_under(version, LATER), units=5)
    assert len(world.picture.musters) == musters
    if not musters:
        more = tuple(UnitChoice(unit_id=unit, eta_ms=120_000) for unit in UNITS[5:7])
        world.must(DispatchUnits(incident_id=world.incident_id, units=more))
    assert world.muster.activation is Activation.STRENGTH


@pytest.mark.parametrize(("version", "owed"), [(4, [SettleMuster(muster_id="M-0001")]), (5, [])])
def test_a_journal_is_timed_by_its_own_version(version: int, owed: list[SettleMuster]) -> None:
    world = committed(opened_under(version, LATER), units=5)
    found = due(world.picture, world.t_ms + 600_001, world.books)
    assert [command for command in found if isinstance(command, SettleMuster)] == owed


@pytest.mark.parametrize(("version", "after_ms"), [(4, 60_000), (5, 90_000)])
def test_timers_run_by_the_numbers_of_the_journal(version: int, after_ms: int) -> None:
    books = with_fifth(major_ack_ms=90_000)
    world = opened_under(version, books)
    world.must(ReportCall(channel=Channel.PHONE, place=SCENE, type_code="explosion"), Role.GATEWAY)
    world.must(AcceptCall(call_id="C-000001", type_code="explosion"))
    escalate = EscalateMajor(incident_id=world.incident_id)
    assert escalate not in due(world.picture, after_ms - 1, books)
    assert escalate in due(world.picture, after_ms, books)


@pytest.mark.parametrize(("version", "units"), [(4, 5), (5, 7)])
def test_a_journal_is_judged_by_its_own_version(version: int, units: int) -> None:
    world = committed(opened_under(version, LATER), units)
    judged = judge(world.journal, books=LATER)
    assert judged.rules == version
    assert judged.musters[0].contradictions == ()


def test_a_strength_that_activates_under_four_contradicts_a_journal_under_five() -> None:
    world = committed(opened_under(4, LATER), units=5)
    assert judge(world.journal, books=LATER).musters[0].contradictions == ()
    under_five = judge(reopened_under(world.journal, 5), books=LATER)
    assert under_five.musters[0].contradictions == ("t0",)


@pytest.mark.parametrize(("version", "alarms"), [(4, 1), (5, 0)])
def test_measures_are_taken_by_the_numbers_of_the_journal(version: int, alarms: int) -> None:
    books = with_fifth(alarm_ms=120_000)
    world = committed(opened_under(version, books), units=5)
    world.must(ReportCall(channel=Channel.PHONE, place=SCENE, type_code="explosion"), Role.GATEWAY)
    world.pass_time(90_000)
    world.must(EndMuster(muster_id=world.muster.id, reason="enough"), Role.DUTY_LEADER)
    judged = judge(world.journal, books=books)
    assert judged.musters[0].measures.alarms_unacknowledged == alarms


# -- versions that are here, and versions that are not ----------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2, 3])
def test_journals_of_before_are_decided_as_they_were_and_not_rechecked(version: int) -> None:
    world = committed(opened_under(version, BOOKS), units=5)
    assert world.muster.activation is Activation.STRENGTH
    few = committed(opened_under(4, BOOKS), units=2)
    activated = MusterActivated(
        muster_id="M-0001", incident_id=few.incident_id, activation=Activation.STRENGTH, eligible=0
    )
    last = few.journal[-1]
    journal = [*few.journal, replace(last, seq=last.seq + 1, event=activated)]
    assert judge(journal).musters[0].contradictions == ("t0", "definition")
    assert judge(reopened_under(journal, version)).musters[0].contradictions == ()


def test_an_empty_journal_is_opened_by_the_newest_book() -> None:
    assert book_of(Picture()).version == max(BOOKS) == NUMBERS.version
    assert book_of(Picture(), LATER).version == 5


def test_a_version_that_is_not_here_decides_nothing() -> None:
    world = committed(opened_under(5, LATER), units=7)
    stamp = Stamp(actor="li", role=Role.OPERATOR, seat="desk-4")
    note = AddNote(incident_id=world.incident_id, text="hello")
    refusal = decide(world.picture, Asked(t_ms=world.t_ms, stamp=stamp, command=note))
    assert refusal == Refusal(code=Code.UNKNOWN_RULES, fields={"version": 5, "newest": 4})
    with pytest.raises(UnknownRulesError, match="version 5; this version of Muster has them up to 4"):
        due(world.picture, world.t_ms)


def test_a_version_that_is_not_here_judges_nothing() -> None:
    world = committed(opened_under(5, LATER), units=7)
    with pytest.raises(UnknownRulesError) as caught:
        judge(world.journal)
    assert (caught.value.version, caught.value.newest) == (5, 4)


@pytest.mark.parametrize("version", [0, -1, 5])
def test_no_other_number_passes_for_the_newest(version: int) -> None:
    journal = reopened_under(DrillWorld(WorldKind.DEMO).journal, version)
    with pytest.raises(UnknownRulesError):
        judge(journal)


def test_nobody_opens_a_journal_that_is_open_under_rules_that_are_not_here() -> None:
    world = opened_under(5, LATER)
    stamp = Stamp(actor="hub", role=Role.SYSTEM, seat="hub")
    again = OpenJournal(kind="live", epoch_ms=1, town_id="x")
    refusal = decide(world.picture, Asked(t_ms=0, stamp=stamp, command=again))
    assert isinstance(refusal, Refusal)
    assert refusal.code == Code.UNKNOWN_RULES
