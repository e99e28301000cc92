"""The rule book that a journal is decided, timed and judged by: chosen by the version it was opened under.

Pure, any thread. `JournalOpened.rules` says which: a journal keeps its rules for good, and one whose version is not
here is refused, never decided by the newest. Versions 1 to 3 go on as 4 does (definition locked, officers by their own
numbers, departures that lapse); only what 4 recorded can be derived again from the journal itself (`judge.check`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from console.domain.base.errors import UnknownRulesError
from console.domain.base.limits import NUMBERS, Numbers
from console.domain.calls.rules import CALL_RULES
from console.domain.cases.rules import CASE_RULES
from console.domain.exercise.rules import EXERCISE_RULES
from console.domain.incidents.rules import INCIDENT_RULES
from console.domain.musters.count_rules import MUSTER_COUNT_RULES
from console.domain.musters.counting import Claim, claim
from console.domain.musters.entities import Muster
from console.domain.musters.latches import Latch, next_latch
from console.domain.musters.order_rules import MUSTER_RULES
from console.domain.musters.post_rules import MUSTER_POSTS_RULES
from console.domain.orders.rules import ORDER_RULES
from console.domain.registry.rules import REGISTRY_RULES
from console.domain.runs.rules import RUN_RULES

from .picture import Picture, Rules

RULES: Final[Rules] = {
    **REGISTRY_RULES,
    **CALL_RULES,
    **INCIDENT_RULES,
    **CASE_RULES,
    **ORDER_RULES,
    **MUSTER_RULES,
    **MUSTER_COUNT_RULES,
    **MUSTER_POSTS_RULES,
    **RUN_RULES,
    **EXERCISE_RULES,
}
"""Every command: the roles that may give it (the same in all versions), and its rule in the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """One version of the rules: its numbers, its rule for each command, and what is latched and counted in a muster.

    `rechecked`: a judgement derives what a journal of this version records once more from what stands before it.
    """

    numbers: Numbers
    rules: Rules
    latch: Callable[[Muster, int], Latch | None] = next_latch
    claim: Callable[..., Claim] = claim
    rechecked: bool = True

    @property
    def version(self) -> int:
        """What stands in `JournalOpened.rules`."""
        return self.numbers.version


Books = Mapping[int, RuleBook]
"""Rule books by version."""

BOOKS: Final[Books] = {
    1: RuleBook(numbers=replace(NUMBERS, version=1), rules=RULES, rechecked=False),
    2: RuleBook(numbers=replace(NUMBERS, version=2), rules=RULES, rechecked=False),
    3: RuleBook(numbers=replace(NUMBERS, version=3), rules=RULES, rechecked=False),
    4: RuleBook(numbers=NUMBERS, rules=RULES),
}
"""Every version that journals were opened under."""


def book_of(picture: Picture, books: Books = BOOKS) -> RuleBook:
    """The book of the picture's journal; of an empty one the newest, by which it will be opened.

    Raises UnknownRulesError.
    """
    if not picture.seq:
        return books[max(books)]
    book = books.get(picture.rules)
    if book is None:
        raise UnknownRulesError(picture.rules, max(books))
    return book
