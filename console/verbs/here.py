"""What a verb's function finds when it runs: who sits here, what was chosen, and what may be done to the window.

Qt main thread. `Here` is made by `Invoker`; `Screen` is what the window does for verbs, so that verbs know no window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from console.bridges.beside import Background
from console.desk.letters import Letters
from console.desk.offer import Offer, current_offer
from console.desk.seat import Seat
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.picture import Picture
from console.words.said import Words
from widgets.incident.view import Picks
from widgets.muster.view import Page

Send = Callable[[str, AnyCommand, str | Words], str]
"""Hands a verb's command over, with what it is about; returns its id."""

Tell = Callable[[Words, bool], None]
"""Says words to the person, and whether they are a fault."""


class PastControl(Protocol):
    """What verbs can do to the time of a window on the past."""

    def play(self) -> None: ...
    def step(self, by: int) -> bool:
        """To the next event of the log's filter, or the one before; False: there is none."""

    def skip(self, by_ms: int) -> None: ...
    def faster(self, by: int) -> None: ...
    def find(self, words: str) -> None: ...
    def loop_from_here(self) -> None: ...
    def loop_to_here(self) -> None: ...
    def no_loop(self) -> None: ...


class Screen(Protocol):
    """What verbs can do to the window."""

    @property
    def picks(self) -> Picks:
        """What the hand has chosen in the incident panel."""

    @property
    def past(self) -> PastControl:
        """The time of a window on the past."""

    def press_button(self, verb_id: str) -> bool:
        """Bring the incident panel to the front and press its button; False: it is not possible now."""

    def confirm(self, verb_id: str, *, any_form: bool) -> bool:
        """Confirm what is open in the incident panel; False: nothing that this verb confirms is."""

    def show_page(self, page: Page) -> None: ...
    def turn_page(self, by: int) -> None: ...
    def open_order_form(self) -> None: ...
    def show_on_map(self, item_id: str) -> bool: ...
    def show_whole_town(self) -> None: ...
    def step_queue(self, by: int) -> None: ...
    def focus_filter(self) -> None: ...
    def open_intake(self, place: str) -> None: ...
    def open_dock(self, key: str) -> None: ...
    def export_result(self) -> None: ...
    def tear_off(self, key: str) -> None: ...
    def open_perspective(self, key: str) -> None: ...
    def reset_layout(self) -> None: ...
    def set_language(self, language: str) -> None: ...
    def other_language(self) -> None: ...
    def set_wall_tiles(self, tiles: int) -> None: ...
    def follow_incident(self) -> None: ...
    def show_own_view(self) -> None: ...
    def keep_own_view(self, purpose: str) -> bool:
        """Make the wall as it is the person's own view, with its standing purpose; False: it shows nothing."""

    def forget_own_view(self) -> None: ...
    def open_camera(self, camera_id: str, purpose: str) -> None: ...
    def open_command_line(self) -> None: ...
    def toggle_help(self) -> None: ...
    def toggle_mute(self) -> None: ...
    def switch_seat(self, seat: str) -> bool: ...
    def sign_out(self) -> None: ...
    def quit(self) -> None: ...


class Here:
    """One console as verbs see it."""

    screen: Screen
    """The window, once it is there."""

    def __init__(self, seat: Seat, letters: Letters, send: Send, tell: Tell, parent: QObject) -> None:
        self.seat, self.letters = seat, letters
        self.send, self.tell = send, tell
        self.beside = Background(parent)

    @property
    def picture(self) -> Picture:
        """The one picture."""
        return self.seat.world.picture

    def picks_for(self, item_id: str) -> Picks | None:
        """What was chosen in the panel, if it shows this call or incident; None elsewhere."""
        picks = self.screen.picks
        return picks if item_id and picks.key == item_id else None

    def offer_for(self, incident: Incident) -> Offer | None:
        """The muster order as the panel shows it; worked out again for an incident that is not in the panel."""
        seat, world = self.seat, self.seat.world
        if seat.case_id == incident.id:
            return seat.offer
        draft = seat.drafts.of(incident.id)
        return current_offer(incident, world.names, world.telemetry, world.plan_cards, draft)
