"""Commands on their way: sent, answered, resent after a reconnect, shown when nobody confirmed them. Pure.

One thread (the link's). An id is made once and never changes, so that a command resent is decided at most once. A
command that expires unanswered is told as unconfirmed; the hub is still asked when it is back, and its word counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.decide import AnyCommand
from console.wire.messages import Accepted, Refused, Submit

from .view import Answer

DEFAULT_LIFE_MS = 15_000
"""A command is refused when it reaches the hub later than this (decision 9); real time, so × the hub's rate."""


@dataclass(slots=True)
class _Pending:
    submit: Submit
    user: str
    sent: bool = False
    told_unconfirmed: bool = False


class Outbox:
    """Belongs to the user who pressed the key: after another user signs in, the old one's commands are not resent."""

    def __init__(self) -> None:
        self._pending: dict[str, _Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, id_: str, command: AnyCommand, not_after_ms: int, based_on: int, user: str) -> Submit:
        """Put a command in; it stays until it is answered."""
        submit = Submit(id=id_, not_after_ms=not_after_ms, based_on=based_on, command=command)
        self._pending[id_] = _Pending(submit=submit, user=user)
        return submit

    def mark_sent(self, id_: str) -> None:
        """It left on the present connection."""
        if id_ in self._pending:
            self._pending[id_].sent = True

    def on_disconnect(self) -> None:
        """Everything unanswered must be sent again on the next connection."""
        for pending in self._pending.values():
            pending.sent = False

    def unsent(self, user: str) -> list[Submit]:
        """What this user's next connection has to send, oldest first."""
        return [p.submit for p in self._pending.values() if not p.sent and p.user == user]

    def on_answer(self, result: Accepted | Refused) -> Answer | None:
        """The hub's word; None when the id is not ours (or was answered before)."""
        pending = self._pending.pop(result.id, None)
        if pending is None:
            return None
        return Answer(id=result.id, command=pending.submit.command, result=result)

    def expired(self, t_ms: int) -> list[Answer]:
        """Commands that just passed their time unanswered; each is told once."""
        out = []
        for id_, pending in self._pending.items():
            if not pending.told_unconfirmed and t_ms > pending.submit.not_after_ms:
                pending.told_unconfirmed = True
                out.append(Answer(id=id_, command=pending.submit.command, result=None))
        return out

    def drop_of_others(self, user: str) -> list[Answer]:
        """Somebody else signed in: the former user's unanswered commands are given up, and told."""
        gone = [id_ for id_, pending in self._pending.items() if pending.user != user]
        return [Answer(id=id_, command=self._pending.pop(id_).submit.command, result=None) for id_ in gone]
