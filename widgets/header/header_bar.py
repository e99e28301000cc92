"""The top bar: name, perspective tabs, hub, strength, command line, clock, seat.

Main thread only; used by the console. It takes plain views and emits what was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from widgets import parts, theme
from widgets.header.view import HubSignal, HubView, PerspectiveTab, SeatView, StrengthView, WorldSign
from widgets.parts import Act, Translated

_KIND_COLOURS = {
    WorldSign.LIVE: "",
    WorldSign.DEMO: theme.DIM,
    WorldSign.DRILL: theme.EXERCISE,
    WorldSign.REPLAY: theme.REPLAY,
}


class DotPill(QPushButton):
    """Can be clicked and reached by Tab; the words always say what the dot's colour says."""

    def __init__(self, parent: QWidget | None = None, act: Act | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "pill")
        if act is not None:
            self.clicked.connect(act)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dot = ""

    def show_words(self, words: str, dot: str = "") -> None:
        """Show words, after a dot of this colour if one is given."""
        self._dot = dot
        self.setText(f"    {words}" if dot else words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dot:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._dot))
            radius = theme.px(4)
            painter.drawEllipse(QPointF(theme.px(10) + radius + 1, self.height() / 2), radius, radius)


class HeaderBar(Translated, QFrame):
    """Emits what was clicked; on a narrow screen it leaves out what is also elsewhere."""

    perspective_chosen = Signal(str)
    command_line_requested = Signal()
    hub_details_requested = Signal()
    strength_details_requested = Signal()
    seat_menu_requested = Signal()
    language_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "header")
        self.setFixedHeight(theme.px(theme.HEADER_HEIGHT_PX))
        self._hub = HubView()
        self._strength = StrengthView()
        self._seat = SeatView()
        self._kind = WorldSign.LIVE
        self._tabs: dict[str, QPushButton] = {}
        self._build()
        self.retranslate()

    def set_perspectives(self, tabs: Sequence[PerspectiveTab], active: str) -> None:
        """Show these tabs in this order, one of them active."""
        for button in self._tabs.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._tabs = {}
        for place, tab in enumerate(tabs):
            button = QPushButton(tab.name, self)
            button.setProperty("part", "tab")
            button.setCheckable(True)
            button.setChecked(tab.key == active)
            button.setFixedHeight(theme.px(theme.HEADER_HEIGHT_PX) - 1)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(tab.keys)
            button.clicked.connect(lambda _=False, key=tab.key: self.perspective_chosen.emit(key))
            self._group.addButton(button)
            self._tabs_row.insertWidget(place, button)
            self._tabs[tab.key] = button

    def set_active(self, key: str) -> None:
        """Mark the tab of the perspective that is shown."""
        button = self._tabs.get(key)
        if button is not None:
            button.setChecked(True)

    def set_hub(self, view: HubView) -> None:
        """Show the state of the link to the hub."""
        if view != self._hub:
            self._hub = view
            self._show_hub()

    def set_strength(self, view: StrengthView) -> None:
        """Show how many officers are ready and on the books."""
        if view != self._strength:
            self._strength = view
            self._show_strength()

    def set_seat(self, view: SeatView) -> None:
        """Show who sits here."""
        self._seat = view
        self._show_seat()

    def set_kind(self, kind: WorldSign) -> None:
        """Show what the events are: nothing for live, a word in its colour for the rest."""
        self._kind = kind
        self._show_kind()

    def set_clock(self, now: datetime, fault: str = "") -> None:
        """Show the hub's wall clock, in the local time of `now`; `fault` is what is wrong with it, for mark and tip."""
        self._clock.setText(now.strftime("%H:%M:%S") + (" ⚠" if fault else ""))
        self._clock.setToolTip(
            "\n".join(part for part in (fault, now.strftime("%Y-%m-%d %H:%M:%S %z")) if part)
        )
        self._clock.setAccessibleDescription(fault)

    def _build(self) -> None:
        self._logo = parts.label(self, "logo")
        self._logo.setTextFormat(Qt.TextFormat.RichText)
        self._kind_word = parts.label(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._tabs_row = parts.row(None, gap=0)
        self._hub_pill = DotPill(self, self.hub_details_requested)
        self._strength_pill = DotPill(self, self.strength_details_requested)
        self._command_pill = DotPill(self, self.command_line_requested)
        self._language_pill = DotPill(self, self.language_toggled)
        self._clock = parts.label(self, "clock")
        self._clock.setText("--:--:--")
        self._seat_pill = DotPill(self, self.seat_menu_requested)
        named = (self._logo, (self._kind_word, 0, Qt.AlignmentFlag.AlignVCenter), 8, self._tabs_row)
        pills = (self._hub_pill, self._strength_pill, self._command_pill, self._language_pill)
        seated = (4, self._clock, 4, self._seat_pill)
        self._row = parts.row(self, *named, None, *pills, *seated, margins=(16, 0, 16, 0), gap=10)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)

    def retranslate(self) -> None:
        name = self.tr("Command desk", "name of the program after MUSTER")
        dot = f'<span style="color:{theme.MISSED}"> · </span>'
        self._logo.setText(f"MUSTER{dot}{name}")
        self._command_pill.show_words(self.tr("Ctrl K  Command"))
        self._command_pill.setToolTip(self.tr("Every action by name  (Ctrl K)"))
        self._language_pill.show_words(self.tr("中文", "the other language, in that language"))
        self._language_pill.setToolTip(self.tr("Switch to Chinese"))
        self._clock.setAccessibleName(self.tr("Clock of the hub"))
        self._show_hub()
        self._show_strength()
        self._show_seat()
        self._show_kind()

    def _show_hub(self) -> None:
        view = self._hub
        match view.state:
            case HubSignal.LIVE:
                trip = "" if view.round_trip_ms is None else f" {view.round_trip_ms:.0f} ms"
                words, colour = (
                    self.tr("hub{0} · {1} ev/s").format(trip, f"{view.events_per_s:.0f}"),
                    theme.PASSED,
                )
            case HubSignal.STALE:
                words, colour = self.tr("hub silent for {0} s").format(f"{view.silent_s:.0f}"), theme.WARNING
            case HubSignal.LOST:
                words, colour = self.tr("hub lost · try {0}").format(view.attempt), theme.MISSED
            case HubSignal.CONNECTING:
                words, colour = self.tr("connecting to hub …"), theme.FAINT
            case HubSignal.JOURNAL:
                words, colour = self.tr("from a journal"), theme.REPLAY
        self._hub_pill.show_words(words, colour)
        self._hub_pill.setToolTip(view.detail)

    def _show_strength(self) -> None:
        view = self._strength
        self._strength_pill.show_words(
            self.tr("officers {0} ready / {1} on duty").format(view.available, view.on_duty)
        )
        self._strength_pill.setToolTip(
            self.tr("Sworn on the books {0} · auxiliaries {1} · others {2}").format(
                view.total, view.auxiliary, view.others
            )
        )

    def _show_seat(self) -> None:
        view = self._seat
        self._seat_pill.show_words(" · ".join(part for part in (view.seat, view.role) if part) or "—")
        self._seat_pill.setToolTip(view.user)
        self._seat_pill.setAccessibleDescription(view.user)

    def _show_kind(self) -> None:
        words = {
            WorldSign.LIVE: "",
            WorldSign.DEMO: self.tr("DEMO"),
            WorldSign.DRILL: self.tr("EXERCISE"),
            WorldSign.REPLAY: self.tr("REPLAY"),
        }[self._kind]
        colour = _KIND_COLOURS[self._kind]
        self._kind_word.setText(words)
        self._kind_word.setVisible(bool(words))
        size = theme.px(theme.TINY_PX)
        self._kind_word.setStyleSheet(
            f"color:{colour}; border:1px solid {colour}; border-radius:3px; padding:1px 6px; font-size:{size}px;"
            if colour
            else ""
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(theme.HEADER_HEIGHT_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen leave out what is also elsewhere, least needed first, rather than cut words."""
        spare = (self._language_pill, self._command_pill, self._strength_pill)
        for pill in spare:
            pill.show()
        for pill in spare:
            if self._row.minimumSize().width() <= self.width():
                break
            pill.hide()
