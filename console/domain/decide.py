"""`decide(picture, asked)` answers a stamped command with events or a refusal, and changes nothing.

Pure, any thread. Each noun has its rules in a package of its own; `rule_book` puts them together and says which version
of them the journal keeps to. A command carries no time, no actor and no ids of new things: the hub stamps the first two
(`Asked`), and ids are the picture's counters + 1, so that the same journal always names them the same.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.domain.base.errors import UnknownRulesError
from console.domain.base.message import Asked, Command, Outcome, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.calls.leaving import LeavingCalls
from console.domain.incidents.deadlines import due_incidents
from console.domain.musters.commands import SettleMuster
from console.domain.musters.consequences import Ahead, concerned, follow, overdue
from console.domain.musters.latches import due_musters
from console.domain.orders.rules import due_orders
from console.domain.runs.rules import held_by_pause

from .permissions import ROLES_OF
from .picture import Picture
from .rule_book import BOOKS, Books, book_of

if TYPE_CHECKING:
    AnyCommand = Command
else:
    AnyCommand = reduce(or_, ROLES_OF)
"""A command that some role may give; decoded by its tag, any other is refused."""


def decide(picture: Picture, asked: Asked, books: Books = BOOKS) -> Outcome:
    """Events that follow from a command at this picture (possibly none), or why not. Never changes the picture.

    What has fallen due in a muster before the command stands before its events, what follows from them after.
    """
    outcome, ahead = _ruled(picture, asked, books)
    if isinstance(outcome, Refusal) or ahead is None:
        return outcome
    follow(ahead, outcome)
    if not ahead.events and isinstance(asked.command, SettleMuster):
        return refuse(Code.ALREADY_DONE)
    return ahead.events


def refusal(picture: Picture, asked: Asked, books: Books = BOOKS) -> Refusal | None:
    """Why `decide` would refuse a person's command; None when it would not.

    The same rules without what follows from them: nobody is counted, and the picture is copied only where something
    has fallen due. Consoles ask it about every button.
    """
    outcome, _ = _ruled(picture, asked, books)
    return outcome if isinstance(outcome, Refusal) else None


def _ruled(picture: Picture, asked: Asked, books: Books) -> tuple[Outcome, Ahead | None]:
    """What the command's own rule says, and the picture it says it of where a muster may be concerned."""
    command = asked.command
    if asked.stamp.role not in ROLES_OF[type(command)]:
        return refuse(Code.NOT_ALLOWED, role=asked.stamp.role.value), None
    if held := held_by_pause(picture, asked):
        return held, None
    try:
        book = book_of(picture, books)
    except UnknownRulesError as error:
        return refuse(Code.UNKNOWN_RULES, version=error.version, newest=error.newest), None
    if asked.numbers is not book.numbers:
        asked = replace(asked, numbers=book.numbers)
    _, rule = book.rules[type(command)]
    if not picture.musters and not concerned(picture, command):
        return rule(picture, asked, command), None
    ahead = Ahead(picture, asked, book)
    overdue(ahead)
    return rule(ahead.picture, asked, command), ahead


def due(
    picture: Picture, t_ms: int, books: Books = BOOKS, leaving: LeavingCalls | None = None
) -> list[Command]:
    """Commands that the hub owes itself at `t_ms`, in a fixed order; deciding each makes it no longer due.

    Musters stand first: any other accepted command would settle them by the way. `leaving`: the picture's, where
    somebody keeps it. Raises UnknownRulesError.
    """
    book = book_of(picture, books)
    leaving = LeavingCalls(picture) if leaving is None else leaving
    return [
        *due_musters(picture, t_ms, book.latch),
        *due_incidents(picture, t_ms, book.numbers),
        *due_orders(picture, t_ms, book.numbers),
        *leaving.due(t_ms, book.numbers),
    ]
