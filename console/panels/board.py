"""The Command board out of the picture: strength, grids below cover, decisions that wait. Qt main thread.

Pure readings; the clocks are handed in as the strip shows them. `BoardFeed` keeps the board true while it is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from console.desk.seat import Seat
from console.desk.telemetry import TelemetryStore
from console.desk.world import Gathering
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident, IncidentState
from console.domain.musters.clock import eligible_short
from console.domain.musters.entities import Muster, MusterState
from console.domain.orders.states import FREE, UNITS_AT_PLACE, UnitState
from console.domain.picture import Key
from console.domain.registry.entities import Unit
from console.panels.strip.clocks import forecast_view
from console.panels.strip.feed import StripFeed
from console.wire.messages import Cover
from console.words.names import Names
from widgets.command.command_board import CommandBoard
from widgets.command.view import BoardLine, BoardView, LineTone, StrengthRow
from widgets.durations import age_text
from widgets.header.clock_view import MusterClockView
from widgets.words import tier_words

tr = QCoreApplication.translate
GATHER_MS = 330
_WATCHED = frozenset({"units", "orders", "incidents", "musters", "grids"})
Keys = Callable[[str], str]


@dataclass(slots=True)
class _Count:
    """Officers being added up."""

    ready: int = 0
    bound: int = 0
    at_place: int = 0
    out: int = 0
    others: int = 0

    def add(self, unit: Unit) -> None:
        if unit.state is UnitState.OUT_OF_SERVICE or unit.reserved:
            self.out += unit.sworn
        elif unit.state in FREE:
            self.ready += 0 if unit.contact_lost else unit.sworn
            self.others += unit.auxiliary + unit.volunteers
        elif unit.state in UNITS_AT_PLACE:
            self.at_place += unit.sworn
        else:
            self.bound += unit.sworn

    def row(self, name: str) -> StrengthRow:
        return StrengthRow(name, self.ready, self.bound, self.at_place, self.out, self.others)


@dataclass(slots=True)
class _Decisions:
    """Lines being gathered: what will go wrong first."""

    keys: Keys
    lines: list[BoardLine] = field(default_factory=list)

    def add(self, incident_id: str, what: str, words: str, verb: str, *, urgent: bool = False) -> None:
        tone = LineTone.WARN if urgent else LineTone.PLAIN
        line = BoardLine(
            f"{incident_id} {what}", f"{incident_id} · {words}", self.keys(verb), tone, incident_id
        )
        self.lines.append(line)

    def in_order(self) -> tuple[BoardLine, ...]:
        return tuple(sorted(self.lines, key=lambda line: (line.tone is not LineTone.WARN, line.key)))


def board_view(
    names: Names,
    telemetry: TelemetryStore,
    clocks: MusterClockView | None,
    keys: Keys,
    now_ms: int,
    *,
    aged: bool = False,
) -> BoardView:
    """The whole board at `now_ms`."""
    units = names.picture.units.values()
    return BoardView(
        clocks=clocks,
        aged=aged,
        tiers=strength_by_tier(units),
        areas=strength_by_area(units, names),
        gaps=gap_lines(names, telemetry.cover, now_ms),
        decisions=decisions(names, telemetry, keys, now_ms),
    )


def strength_by_tier(units: Iterable[Unit]) -> tuple[StrengthRow, ...]:
    """Tiers 1 to 3, then everybody else; tiers without a unit are left out."""
    counts: dict[int, _Count] = {}
    for unit in units:
        counts.setdefault(unit.tier if unit.tier in (1, 2, 3) else 0, _Count()).add(unit)
    words = tier_words()
    return tuple(counts[tier].row(words[tier]) for tier in (1, 2, 3, 0) if tier in counts)


def strength_by_area(units: Iterable[Unit], names: Names) -> tuple[StrengthRow, ...]:
    """Tiers 1 and 2 by the subdistrict of their beat, those with the fewest ready first."""
    counts: dict[str, _Count] = {}
    for unit in units:
        if unit.tier in (1, 2):
            counts.setdefault(_area(unit, names), _Count()).add(unit)
    rows = [count.row(area or tr("board", "No beat of their own")) for area, count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (row.ready, row.name)))


def gap_lines(names: Names, cover: Cover | None, now_ms: int) -> tuple[BoardLine, ...]:
    """Grids below their minimum now, by name, with how many units reach them and the reason of a running muster."""
    if cover is None:
        return ()
    have = dict(zip(cover.grid_ids, np.frombuffer(cover.units_i16, dtype="<i2").tolist(), strict=False))
    reasons = _reasons(names)
    lines = []
    for grid_id in cover.short:
        grid = names.picture.grids.get(grid_id)
        minimum = 1 if grid is None else grid.min_cover
        since_ms, reason = reasons.get(grid_id, (-1, ""))
        words = tr("board", "{0}: {1} of {2}").format(names.grid(grid_id), have.get(grid_id, 0), minimum)
        if reason:
            words = f"{words} · {names.said(reason)}"
        elif since_ms >= 0:
            words = tr("board", "{0} · no reason yet").format(words)
        tail = age_text(now_ms - since_ms) if since_ms >= 0 else ""
        tone = LineTone.WARN if since_ms >= 0 and not reason else LineTone.PLAIN
        lines.append(BoardLine(grid_id, words, tail, tone, grid_id))
    return tuple(lines)


def decisions(names: Names, telemetry: TelemetryStore, keys: Keys, now_ms: int) -> tuple[BoardLine, ...]:
    """What waits for the one in command, what goes wrong without it first."""
    found = _Decisions(keys)
    mustering = {one.incident_id: one for one in names.picture.musters.values()}
    for incident in names.picture.incidents.values():
        if incident.state in OPEN_INCIDENT_STATES:
            _of_incident(incident, incident.id in mustering, found)
    for muster in mustering.values():
        if muster.state is MusterState.ACTIVE:
            _of_muster(muster, telemetry, found, now_ms)
    return found.in_order()


# -- inside ------------------------------------------------------------------------------------------------------------


def _area(unit: Unit, names: Names) -> str:
    for grid_id in unit.grids:
        grid = names.picture.grids.get(grid_id)
        if grid is not None:
            first, second = grid.subdistrict_zh, grid.subdistrict_en
            return (first or second) if names.chinese else (second or first)
    return ""


def _reasons(names: Names) -> dict[str, tuple[int, str]]:
    """(since, reason) of gaps that stand open in a running muster."""
    found = {}
    for muster in names.picture.musters.values():
        if muster.state is MusterState.ACTIVE:
            for gap in muster.gaps:
                if gap.closed_ms < 0:
                    found[gap.grid_id] = (gap.opened_ms, gap.reason)
    return found


def _of_incident(incident: Incident, mustering: bool, found: _Decisions) -> None:
    if incident.major and not mustering:
        found.add(incident.id, "start", tr("board", "major, no muster order yet"), "muster", urgent=True)
    if incident.major and incident.leader_acknowledged_ms < 0:
        found.add(incident.id, "leader", tr("board", "leader has not acknowledged"), "ackmajor")
    if incident.extension_asked:
        found.add(incident.id, "extension", tr("board", "asks for an extension"), "suspend")
    if incident.state is IncidentState.ESCALATED:
        found.add(incident.id, "escalated", tr("board", "escalated, needs a lead"), "assign")


def _of_muster(muster: Muster, telemetry: TelemetryStore, found: _Decisions, now_ms: int) -> None:
    incident_id = muster.incident_id
    if muster.plan is None:
        found.add(incident_id, "order", tr("board", "clock runs, no muster order yet"), "muster", urgent=True)
        return
    forecast = forecast_view(muster, telemetry.forecasts.get(incident_id), now_ms)
    if muster.t1_ms < 0 and forecast is not None and forecast.late and not forecast.old:
        found.add(
            incident_id,
            "late",
            tr("board", "muster will be late: send a substitute"),
            "substitute",
            urgent=True,
        )
    if muster.t1_ms < 0 and eligible_short(muster):
        found.add(incident_id, "reserves", tr("board", "too few eligible: recall the reserves"), "recall")
    if muster.t1_ms >= 0 and muster.t2_ms < 0 and _unsent(muster):
        found.add(incident_id, "posts", tr("board", "mustered: send units to the posts"), "posts")
    bare = sum(gap.closed_ms < 0 and not gap.reason for gap in muster.gaps)
    if bare:
        words = tr("board", "bare grids without a reason: {0}").format(bare)
        found.add(incident_id, "cover", words, "cover", urgent=True)
    if muster.declared_ms >= 0 and muster.verified_ms < 0:
        found.add(incident_id, "verify", tr("board", "declared under control: verify or refute"), "verify")


def _unsent(muster: Muster) -> bool:
    """Posts that nobody was sent to."""
    sent = {unit.post for unit in muster.units if not unit.ended}
    return muster.plan is not None and any(post.id not in sent for post in muster.plan.posts)


class BoardFeed(QObject):
    """The board's panel: clocks follow the strip at once, all else is read at most three times a second."""

    def __init__(self, seat: Seat, strip: StripFeed, keys: Keys, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._strip, self._keys = seat, strip, keys
        self.widget = board = CommandBoard(parent)
        self._gathering = Gathering(GATHER_MS, self.show_now, self)
        seat.world.picture_replaced.connect(self.show_now)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.telemetry_changed.connect(self._on_telemetry)
        strip.clocks_changed.connect(self._on_clocks)
        board.came_to_front.connect(self.show_now)
        board.incident_chosen.connect(seat.select_case)

    def show_now(self) -> None:
        """Read everything and show it; nothing is read while nobody sees it."""
        seat = self._seat
        if not seat.world.has_picture or not self.widget.isVisible():
            return
        self._gathering.stop()
        world, strip = seat.world, self._strip
        self.widget.show_board(
            board_view(
                world.names,
                world.telemetry,
                strip.clocks,
                self._keys,
                world.clock.now_ms(),
                aged=strip.is_aged,
            )
        )

    def tick(self) -> None:
        """The strip's clocks tell it when a second turns."""

    def stop(self) -> None:
        """Read nothing more; before the window goes."""
        self._gathering.stop()

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if any(collection in _WATCHED for collection, _ in keys):
            self._ask()

    def _on_telemetry(self, kinds: frozenset[type], _: list[object]) -> None:
        if Cover in kinds:
            self._ask()

    def _on_clocks(self) -> None:
        if self.widget.isVisible():
            self.widget.clocks.show_clocks(self._strip.clocks, aged=self._strip.is_aged)
            self._ask()

    def _ask(self) -> None:
        if self.widget.isVisible():
            self._gathering.ask()
