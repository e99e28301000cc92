"""The panel of the past: what plays it, and the time line below. Main thread only; used by the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.key_button import KeyButton
from widgets.parts import NO_FOCUS, Translated
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView
from widgets.timeline.time_line import TimeLine

RATES: Final = (1, 2, 4, 8, 16, 60)


@dataclass(frozen=True, slots=True)
class Transport:
    """How time goes, and what is known of the journal."""

    clock: str = ""
    """Where one stands: wall clock with seconds."""
    rate: int = 0
    """How many times as fast as it was; 0: it is held."""
    chosen_rate: int = 1
    """How fast it goes once it goes."""
    state: str = ""
    """How far the journal is checked, in words."""
    fault: bool = False
    """Whether that is bad."""


class TimeLinePanel(Translated, QWidget):
    """Buttons with their keys, the rates, the state of the journal, and the line."""

    acted = Signal(str)
    """One of `verbs`."""
    rate_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._keys: dict[str, str] = {}
        self._transport = Transport()
        self._buttons = {
            verb: KeyButton("ghost", self, lambda _=False, verb=verb: self.acted.emit(verb), focus=NO_FOCUS)
            for verb in ("previous_event", "play", "next_event", "at")
        }
        self._rates = parts.chips(self, RATES, self.rate_chosen.emit, focus=NO_FOCUS)
        for rate, chip in self._rates.items():
            chip.setText(f"×{rate}")
        self._clock = parts.label(self, "clock")
        self._state = parts.label(self, "dim", plain=True)
        self.line = TimeLine(self)
        self._empty = StatePanel(self)
        previous, play, following, at = self._buttons.values()
        items: list[parts.Item] = [previous, play, following, 6, *self._rates.values(), 10, at, None]
        bar = parts.row(None, *items, self._state, 14, self._clock, margins=(12, 7, 14, 3), gap=7)
        self._bar = QWidget(self)
        self._bar.setLayout(bar)
        parts.column(self, self._bar, (self.line, 1), (self._empty, 1), gap=0)
        self.retranslate()
        self.show_transport(None)

    @property
    def verbs(self) -> tuple[str, ...]:
        """What the buttons ask for."""
        return tuple(self._buttons)

    def show_keys(self, keys: dict[str, str]) -> None:
        """The keys of the verbs, to stand on the buttons."""
        self._keys = keys
        self.retranslate()

    def show_transport(self, transport: Transport | None) -> None:
        """How time goes; None: this window shows the present."""
        self._empty.setVisible(transport is None)
        for one in (self._bar, self.line):
            one.setVisible(transport is not None)
        if transport is None or transport == self._transport:
            return
        self._transport = transport
        self._clock.setText(transport.clock)
        self._state.setText(transport.state)
        self._state.setStyleSheet(f"color: {theme.MISSED}" if transport.fault else "")
        for rate, chip in self._rates.items():
            chip.setChecked(rate == transport.chosen_rate)
        self._say_play()

    def retranslate(self) -> None:
        """Words of the present language."""
        words = {
            "previous_event": self.tr("◂ Event before"),
            "next_event": self.tr("Next event ▸"),
            "at": self.tr("Go to …"),
        }
        for verb, said in words.items():
            self._buttons[verb].show_words(said, self._keys.get(verb, ""))
        self._say_play()
        self._empty.show_state(
            StateView(
                StateKind.EMPTY,
                self.tr("This window shows the present"),
                self.tr("An exported journal is looked at with: main.py replay FILE"),
            )
        )

    def _say_play(self) -> None:
        words = self.tr("❚❚ Hold") if self._transport.rate else self.tr("▶ Play")
        self._buttons["play"].show_words(words, self._keys.get("play", ""))
