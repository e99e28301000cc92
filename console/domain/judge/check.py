"""Whether a journal's decisions follow from its own facts: the rules' arithmetic done again. Pure, any thread.

A chain shows edits; it does not show a hub that decided wrongly, or a journal written by hand. Every count, phase and
gate that a journal records, and every T0 by strength, is derived again by the journal's own rule book from what stands
before it (fences, head-counts, orders, reports), and every one that had fallen due must be there. What does not fit is
named. Used by `judging`.
"""

from __future__ import annotations

from console.domain.evolve import Recorded
from console.domain.musters import events as me
from console.domain.musters.counting import Rosters, committed_since_ms, muster_unit, rosters
from console.domain.musters.definition import Difference, differences, eased, redrawn
from console.domain.musters.entities import Activation, Gate
from console.domain.musters.latches import Latch
from console.domain.picture import Key, Picture
from console.domain.rule_book import Books, RuleBook

LATCHES = (me.PhaseReached, me.GateDecided, me.SustainFailed)


class DecisionCheck:
    """Sees each event before it is folded; `found` names, by muster, what does not follow (of these rules only)."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.found: dict[str, list[str]] = {}
        self._redrawn: dict[str, list[Difference]] = {}
        self._rosters: Rosters | None = None

    def before(self, picture: Picture, recorded: Recorded, *, begins: bool) -> None:
        """`begins`: this is the first event of a command, before which everything that was due has been recorded."""
        event, book = recorded.event, self._books.get(picture.rules)
        if book is None or not book.rechecked:
            return
        if isinstance(event, me.MusterActivated):
            since_ms = committed_since_ms(picture, event.incident_id, book.numbers.activation_strength)
            looked_back = since_ms if 0 <= since_ms < recorded.t_ms else -1
            strong = since_ms >= 0 or event.activation is not Activation.STRENGTH
            if event.t0_ms != looked_back or not strong:
                self._name(event.muster_id, "t0")
        elif not picture.musters:
            return
        elif isinstance(event, me.WorkAreaSet) and (muster := picture.musters.get(event.muster_id)):
            before = muster.plan.work_area_e7 if muster.plan is not None else event.ring_e7
            self._redrawn.setdefault(muster.id, []).extend(redrawn(before, event.ring_e7))
        elif isinstance(event, LATCHES):
            self._latch(picture, event, recorded.t_ms, book)
        elif isinstance(event, me.UnitCounted | me.UnitUncounted):
            self._count(picture, event, recorded.t_ms, book)
        elif begins:
            self._nothing_missing(picture, recorded.t_ms, book)

    def after(self, keys: list[Key]) -> None:
        """Rosters may have changed."""
        if any(collection in ("officers", "units") for collection, _ in keys):
            self._rosters = None

    def finish(self, picture: Picture) -> None:
        """The journal ends: every difference from each definition must have been said."""
        book = self._books.get(picture.rules)
        if book is None or not book.rechecked:
            return
        for muster in picture.musters.values():
            standard = picture.standards.get(muster.id)
            if standard is None:
                self._name(muster.id, "definition")
                continue
            wanted = {*eased(standard.definition), *self._redrawn.get(muster.id, ())}
            if muster.plan is not None:
                wanted |= {*differences(standard.definition, muster.plan)}
            if not wanted <= {*standard.differences}:
                self._name(muster.id, "definition")

    def contradictions(self, muster_id: str) -> tuple[str, ...]:
        """Names of what does not follow, each once."""
        return tuple(dict.fromkeys(self.found.get(muster_id, ())))

    def _latch(self, picture: Picture, event: Latch, t_ms: int, book: RuleBook) -> None:
        muster = picture.musters.get(event.muster_id)
        if muster is not None and book.latch(muster, t_ms) != event:
            self._name(muster.id, _name_of(event))

    def _nothing_missing(self, picture: Picture, t_ms: int, book: RuleBook) -> None:
        for muster in picture.musters.values():
            if len(muster.gates) == len(Gate) and muster.below_since_ms < 0:
                continue  # nothing can fall due any more; most of a long journal lies behind its musters
            due = book.latch(muster, t_ms)
            if due is not None:
                self._name(muster.id, _name_of(due))

    def _count(
        self, picture: Picture, event: me.UnitCounted | me.UnitUncounted, t_ms: int, book: RuleBook
    ) -> None:
        muster = picture.musters.get(event.muster_id)
        unit = muster_unit(muster, event.unit_id) if muster is not None else None
        if muster is None or unit is None:
            return  # the fold will say so
        if self._rosters is None:
            self._rosters = rosters(picture)
        now = book.claim(picture, muster, unit, self._rosters, t_ms)
        if isinstance(event, me.UnitCounted):
            told = (event.officers, event.auxiliary, event.volunteers, event.by_voice)
            fits = now.stands and told == (now.officers, now.auxiliary, now.volunteers, now.by_voice)
        else:
            fits = not now.stands and event.why == now.why
        if not fits:
            self._name(muster.id, f"count_{event.unit_id}")

    def _name(self, muster_id: str, name: str) -> None:
        self.found.setdefault(muster_id, []).append(name)


def _name_of(latch: Latch) -> str:
    if isinstance(latch, me.PhaseReached):
        return f"t{latch.phase}"
    return f"gate_{latch.gate.value}" if isinstance(latch, me.GateDecided) else "sustained"
