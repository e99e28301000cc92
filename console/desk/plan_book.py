"""The plan cards by incident type, read once, and what is wrong with them if they cannot be read. Qt main thread.

A wrong file stops nobody: the panel says which one it is, where and why, and an order can be given without a card as
far as the rules allow. Used by the desk.
"""

from __future__ import annotations

import logging
from pathlib import Path

from console.planning.plan_cards import PLANS, PlanCard, PlanCardError, load_cards

_log = logging.getLogger(__name__)


class PlanBook:
    """Cards of a directory, read when first asked for."""

    def __init__(self, directory: Path = PLANS) -> None:
        self._directory = directory
        self._cards: dict[str, PlanCard] | None = None
        self.fault = ""
        """What is wrong with the files, with file, line and field; empty when nothing is."""

    def card(self, type_code: str) -> PlanCard | None:
        """The card of a type; None where it has none, or the cards cannot be read."""
        if self._cards is None:
            try:
                self._cards = load_cards(self._directory)
            except PlanCardError as error:
                self._cards, self.fault = {}, str(error)
                _log.warning("plan cards: %s", error)
        return self._cards.get(type_code)

    def by_id(self, card_id: str) -> PlanCard | None:
        """The card that an order named."""
        self.card("")
        return next((one for one in (self._cards or {}).values() if one.id == card_id), None)
