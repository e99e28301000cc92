"""What is shown of a recommendation stays still until a unit is unavailable."""

from __future__ import annotations

from console.desk.proposal_hold import GAP_MS, OTHERS_SHOWN, ProposalHold
from console.wire.messages import Advice, Recommendation


def _advice(unit: str, *capabilities: str, eta_s: int = 100) -> Advice:
    return Advice(
        unit_id=unit,
        rank=1,
        eta_s=eta_s,
        turnout_s=45,
        capabilities=capabilities or ("patrol",),
        uncovers=(),
        workload=0,
        cost_s=eta_s,
    )


def _said(
    chosen: list[Advice],
    others: list[Advice],
    t_ms: int = 1_000,
    incident_id: str = "INC-1",
    wanted: tuple[str, ...] = ("patrol",),
) -> Recommendation:
    return Recommendation(
        number=t_ms,
        t_ms=t_ms,
        incident_id=incident_id,
        wanted=wanted,
        chosen=tuple(chosen),
        others=tuple(others),
        missing=(),
    )


class Shown:
    """A hold, and the units that were taken since."""

    def __init__(self) -> None:
        self.hold = ProposalHold()
        self.taken: set[str] = set()

    def settle(self, said: Recommendation) -> list[tuple[str, bool]]:
        rows = self.hold.settle(said, lambda one: one.unit_id not in self.taken, lambda _: 77)
        return [(row.advice.unit_id, row.chosen) for row in rows]


P1, P2, P3 = _advice("P-1"), _advice("P-2"), _advice("P-3")


FIRST = [("P-1", True), ("P-2", False), ("P-3", False)]


def test_rows_and_ticks_stay_when_the_planner_changes_its_mind() -> None:
    shown = Shown()
    assert shown.settle(_said([P1], [P2, P3])) == FIRST
    assert shown.settle(_said([P2], [P3, P1], 2_000)) == FIRST
    assert shown.hold.better == ("P-2",)
    assert shown.settle(_said([P1], [P3, P2], 3_000)) == FIRST
    assert not shown.hold.better


def test_numbers_are_the_newest() -> None:
    shown = Shown()
    shown.settle(_said([P1], [P2, P3]))
    shown.settle(_said([_advice("P-1", eta_s=90)], [_advice("P-2", eta_s=80)], 2_000))
    assert [row.advice.eta_s for row in shown.hold.rows] == [90, 80, 77]


def test_a_unit_that_was_taken_leaves_and_the_next_is_ticked_in_its_place() -> None:
    shown = Shown()
    shown.settle(_said([P1], [P2, P3]))
    shown.taken.add("P-1")
    assert shown.settle(_said([P3], [P2], 2_000)) == [("P-2", False), ("P-3", True)]


def test_nobody_is_ticked_in_the_moment_after_a_dispatch() -> None:
    shown = Shown()
    shown.settle(_said([P1], [P2]))
    shown.settle(_said([P2], [P1], 2_000))
    shown.taken.add("P-1")
    assert shown.settle(_said([P2], [P1], 2_000)) == [("P-2", False)]


def test_a_substitute_that_was_not_shown_comes_first() -> None:
    shown = Shown()
    shown.settle(_said([P1], [P2]))
    shown.taken.add("P-1")
    assert shown.settle(_said([P3], [P2], 2_000)) == [("P-3", True), ("P-2", False)]


def test_only_what_is_lacking_is_ticked_anew() -> None:
    fire, medic, both = _advice("F-1", "fire"), _advice("A-1", "medical"), _advice("B-1", "fire", "medical")
    wanted = ("fire", "medical")
    shown = Shown()
    shown.settle(_said([fire, medic], [], wanted=wanted))
    shown.taken.add("A-1")
    rows = shown.settle(_said([both], [fire], 2_000, wanted=wanted))
    assert rows == [("F-1", True), ("B-1", True)]


def test_others_fill_up_below_to_their_number() -> None:
    shown = Shown()
    shown.settle(_said([P1], [P2]))
    many = [_advice(f"C-{n}") for n in range(8)]
    rows = shown.settle(_said([P1], many, 2_000))
    assert [unit for unit, _ in rows] == ["P-1", "P-2", "C-0", "C-1", "C-2"]
    assert sum(not chosen for _, chosen in rows) == OTHERS_SHOWN


def test_another_incident_other_needs_or_a_long_look_away_begin_anew() -> None:
    for said in (
        _said([P2], [P1], 2_000, incident_id="INC-2"),
        _said([P2], [P1], 2_000, wanted=("patrol", "arms")),
        _said([P2], [P1], 1_000 + GAP_MS),
    ):
        shown = Shown()
        shown.settle(_said([P1], [P2]))
        assert shown.settle(said) == [("P-2", True), ("P-1", False)]
