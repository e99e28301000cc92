"""A desk with verbs and no window, over a picture that a test folds itself. Test support."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject

from console.bridges.source_bridge import SourceBridge
from console.desk.letters import Letters
from console.desk.seat import Identity, Rules, Seat
from console.desk.world import World
from console.domain.base.roles import Role, Stream
from console.domain.decide import refusal
from console.domain.picture import Picture
from console.panels.incident.buttons import case_buttons
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.verbs.here import Screen
from console.verbs.invoker import Invoker
from tests.console.in_process_hub import InProcessHub
from widgets.incident.buttons import ButtonView
from widgets.incident.view import Picks


class NoWindow:
    """Nothing is chosen in it."""

    picks = Picks()


class Stand:
    """One seat before the picture of a test, which goes on folding into it."""

    def __init__(
        self,
        picture: Picture,
        role: Role = Role.OPERATOR,
        verbs: Catalogue = CATALOGUE,
        rules: Rules = refusal,
    ) -> None:
        self.owner = QObject()
        self.hub = InProcessHub()
        bridge = SourceBridge(self.owner)
        self.hub.sink = bridge
        self.world = World(self.hub, bridge, self.owner)
        self.seat = Seat(self.world, self.owner, rules)
        letters = Letters(self.hub, lambda: picture, lambda one: not self.seat.refusal_of(one), self.owner)
        self.invoker = Invoker(self.seat, letters, verbs, self.owner)
        self.invoker.here.screen = cast("Screen", NoWindow())
        bridge.on_snapshot(Stream.OPS, picture)
        bridge.drain_now()
        self.sit(role)

    def sit(self, role: Role, user: str = "li") -> None:
        """Another person."""
        self.seat.identity = Identity(user, user, role)

    def buttons(self, item_id: str) -> dict[str, str]:
        """Verbs that have a button for this call or incident, each with what stands against it."""
        return {one.verb: one.why_not for one in self.button_views(item_id)}

    def button_views(self, item_id: str) -> tuple[ButtonView, ...]:
        """Buttons of the panel that shows this call or incident."""
        self.seat.select_case(item_id)
        return case_buttons(self.invoker)
