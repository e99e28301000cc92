"""What a verb's function finds when it runs: who sits here, what was chosen, and what may be done to the window.

Qt main thread. `Here` is made by `Invoker`; `Screen` is what the window does for verbs, so that verbs know no window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from console.desk.letters import Letters
from console.desk.offer import Offer, current_offer
from console.desk.seat import Seat
from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.picture import Picture
from console.places.spots import place_of
from console.verbs.post_proposal import PostProposal
from widgets.incident.view import Picks
from widgets.muster.view import Page

Send = Callable[[str, AnyCommand, str], str]
"""Hands a verb's command over, with what it is about; returns its id."""

Tell = Callable[[str, bool], None]
"""Says words to the person, and whether they are a fault."""


class Screen(Protocol):
    """What verbs can do to the window."""

    @property
    def picks(self) -> Picks:
        """What the hand has chosen in the incident panel."""
        ...

    def press_button(self, verb_id: str) -> bool:
        """Bring the incident panel to the front and press its button; False: it is not possible now."""
        ...

    def confirm(self, verb_id: str, *, any_form: bool) -> bool:
        """Confirm what is open in the incident panel; False: nothing that this verb confirms is."""
        ...

    def show_page(self, page: Page) -> None: ...
    def turn_page(self, by: int) -> None: ...
    def open_order_form(self) -> None: ...
    def show_on_map(self, item_id: str) -> bool: ...
    def show_whole_town(self) -> None: ...
    def step_queue(self, by: int) -> None: ...
    def focus_filter(self) -> None: ...
    def open_intake(self, place: str) -> None: ...
    def open_dock(self, key: str) -> None: ...
    def tear_off(self, key: str) -> None: ...
    def open_perspective(self, key: str) -> None: ...
    def reset_layout(self) -> None: ...
    def set_language(self, language: str) -> None: ...
    def other_language(self) -> None: ...
    def set_wall_tiles(self, tiles: int) -> None: ...
    def follow_incident(self) -> None: ...
    def open_camera(self, camera_id: str, purpose: str) -> None: ...
    def open_command_line(self) -> None: ...
    def toggle_help(self) -> None: ...
    def toggle_mute(self) -> None: ...
    def switch_seat(self, seat: str) -> bool: ...
    def sign_out(self) -> None: ...


class Here:
    """See the module."""

    def __init__(self, seat: Seat, letters: Letters, send: Send, tell: Tell, parent: QObject) -> None:
        self.seat, self.letters = seat, letters
        self.send, self.tell = send, tell
        self.posts = PostProposal(parent)
        self._screen: Screen | None = None

    @property
    def picture(self) -> Picture:
        """The one picture."""
        return self.seat.world.picture

    @property
    def screen(self) -> Screen:
        """The window; there is none before `set_screen`."""
        assert self._screen is not None, "the window is not there yet"
        return self._screen

    @property
    def has_screen(self) -> bool:
        """Whether the window is there."""
        return self._screen is not None

    def set_screen(self, screen: Screen) -> None:
        """The window, once it is there."""
        self._screen = screen

    def picks_for(self, item_id: str) -> Picks | None:
        """What was chosen in the panel, if it shows this call or incident; None elsewhere."""
        picks = self._screen.picks if self._screen is not None else Picks()
        return picks if item_id and picks.key == item_id else None

    def offer_for(self, incident: Incident) -> Offer | None:
        """The muster order as the panel shows it; worked out anew for an incident that is not in the panel."""
        seat, world = self.seat, self.seat.world
        if seat.case_id == incident.id:
            return seat.offer
        draft = seat.drafts.of(incident.id)
        return current_offer(incident, world.names, world.telemetry, world.plan_cards, draft)

    def place_at(self, lon_e7: int, lat_e7: int) -> Place:
        """A spot as an order names it: a rally point that the planner proposes, or what is known of the ground."""
        incident = self.seat.incident
        plans = None if incident is None else self.seat.world.telemetry.muster_plans.get(incident.id)
        for one in () if plans is None else plans.rallies:
            if (one.place.lon_e7, one.place.lat_e7) == (lon_e7, lat_e7):
                return one.place
        return place_of(self.seat.places.spot(lon_e7, lat_e7))
