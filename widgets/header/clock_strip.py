"""The strip under the top bar where the three 10-minute clocks stand: the muster as a whole, then its three phases.

While no muster runs it says so calmly and names the key that starts one. At a desk each phase has a title, its number
and one line; from wall scale 1.5 on it has two lines that can be read across the room (see `WALL_TEXT_PX`). Main thread
only; used by the console, which hands in a `StripView` whenever something changed and once a second.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygon,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from widgets import parts, theme
from widgets.durations import clock_text
from widgets.header.clock_view import (
    ForecastView,
    MusterClockView,
    PhaseState,
    PhaseTime,
    StripMark,
    StripView,
)
from widgets.header.part_line import base_line, colour_of, paint_clock, paint_number, paint_parts
from widgets.header.phase_words import Part, PhaseWords, Tone, all_phase_words, mark_words
from widgets.parts import Translated
from widgets.words import is_chinese

WALL_SCALE: Final = 1.5
"""From this scale on the strip is laid out for the wall."""
WALL_TEXT_PX: Final = 29
"""Chinese and digits on the wall, in design pixels: at scale 2 on a wall of 0.63 mm a pixel (four 55-inch panels as one
3840 × 2160 screen) 36 mm, which is 25′ at 5 m (DOMAIN §5)."""
WALL_LATIN_PX: Final = 22
"""Latin letters there: 27 mm, 19′ at 5 m."""
FIRST_SHARE: Final = 0.62
"""Width of the first cell against one phase."""
BAR_PX: Final = 5


class ClockStrip(Translated, QWidget):
    """Four painted cells: the muster as a whole and its three phases."""

    incident_chosen = Signal(str)
    """Of several musters the operator wants to see this one's."""
    details_requested = Signal()
    """A phase was clicked: how the result stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = StripView()
        self.setFixedHeight(theme.px(theme.STRIP_HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def view(self) -> StripView:
        """What is shown."""
        return self._view

    def show_view(self, view: StripView) -> None:
        """Show this; an equal view costs nothing."""
        if view != self._view:
            self._view = view
            self._describe()
            self.update()

    def words(self) -> tuple[PhaseWords, PhaseWords, PhaseWords]:
        """The words of the three phases, as shown."""
        return all_phase_words(self._view.muster)

    def head_parts(self) -> list[Part]:
        """The line beside the time since T0; without a muster the calm line that names the key."""
        view, muster = self._view, self._view.muster
        if muster is None:
            return self._no_muster_parts()
        parts = [Part(mark_words(muster.mark), Tone.STRONG, 1)] if muster.mark is not StripMark.NONE else []
        if view.as_of:
            parts.append(Part(self.tr("as of {0}").format(view.as_of), Tone.WARN, 0))
        parts.append(Part(self.tr("since T0"), rank=3))
        if muster.by_director:
            parts.append(Part(self.tr("by the director"), Tone.WARN, 2))
        if muster.before_ms >= 0:
            words = self.tr("accepted → T0 {0} s").format(round(muster.before_ms / 1000))
            parts.append(Part(words, rank=4))
        return parts

    # -- painting ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.BG1))
        wall = theme.scale() >= WALL_SCALE
        cells = self.cells()
        (self._paint_wall_head if wall else self._paint_head)(painter, cells[0])
        for place, words in enumerate(self.words(), 1):
            self._paint_bar(painter, cells[place], place)
            (self._paint_wall_phase if wall else self._paint_phase)(painter, cells[place], words, place)
        for cell in cells:
            painter.fillRect(cell.right(), 0, 1, cell.height(), QColor(theme.LINE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))

    def cells(self) -> list[QRect]:
        """Places of the muster as a whole and of the three phases."""
        unit = self.width() / (FIRST_SHARE + 3)
        lefts = [0.0, *(unit * (FIRST_SHARE + place) for place in range(4))]
        return [
            QRect(round(left), 0, round(right) - round(left), self.height())
            for left, right in pairwise(lefts)
        ]

    @property
    def _aged(self) -> bool:
        return bool(self._view.as_of)

    def _paint_head(self, painter: QPainter, cell: QRect) -> None:
        muster = self._view.muster
        left, room = cell.left() + theme.px(16), cell.width() - theme.px(28)
        title = self._name()
        if muster is not None:
            title = f"{title} · {muster.incident_id}"
        if len(self._view.others) > 1:
            title = f"{title}  ▾ {len(self._view.others)}"
        self._paint_title(painter, QRect(left, theme.px(9), room, theme.px(18)), title, Tone.PLAIN)
        row = QRect(left, theme.px(30), room, theme.px(32))
        clock = "—" if muster is None else clock_text(muster.gone_ms)
        tone = Tone.FAINT if muster is None else Tone.STRONG
        digits = theme.mono_font(theme.BIG_CLOCK_PX, bold=True)
        base = base_line(row, digits)
        used = paint_number(painter, left, base, [Part(clock, tone)], [digits], aged=self._aged)
        rest = row.adjusted(used + theme.px(12), 0, 0, 0)
        paint_parts(painter, rest, base, self.head_parts(), theme.text_font())

    def _paint_phase(self, painter: QPainter, cell: QRect, words: PhaseWords, phase: int) -> None:
        left, room = cell.left() + theme.px(16), cell.width() - theme.px(28)
        title = f"{words.name} — {words.limit}"
        self._paint_title(painter, QRect(left, theme.px(9), room, theme.px(18)), title, words.limit_tone)
        row = QRect(left, theme.px(30), room, theme.px(32))
        digits = theme.mono_font(theme.BIG_CLOCK_PX, bold=True)
        small, text = theme.mono_font(theme.TITLE_PX, bold=True), theme.text_font()
        base, aged = base_line(row, digits), self._aged
        parts = self._parts(words)
        if words.runs and words.count:
            used = paint_number(painter, left, base, words.count, [digits, small], aged=aged)
            parts.insert(0, Part(words.clock_words, Tone.STRONG, 0))
        elif words.runs:
            used = paint_clock(painter, left, base, words, digits, text, aged=aged)
        else:
            used = paint_number(painter, left, base, [words.clock], [digits], aged=aged)
            if words.count and self._started(phase):
                parts.insert(0, Part("".join(part.text for part in words.count), Tone.STRONG, 0))
        paint_parts(painter, row.adjusted(used + theme.px(12), 0, 0, 0), base, parts, text, aged=aged)

    def _paint_title(self, painter: QPainter, area: QRect, text: str, tone: Tone) -> None:
        font = theme.text_font(theme.SMALL_PX, bold=True)
        parts.paint_text(painter, area, text, font, colour_of(tone, self._aged))

    # -- painting for the wall -----------------------------------------------------------------------------------------

    def _paint_wall_head(self, painter: QPainter, cell: QRect) -> None:
        muster = self._view.muster
        first, second = self._wall_rows(cell)
        font, digits = _wall_font(), theme.mono_font(WALL_TEXT_PX, bold=True)
        one, two = base_line(first, digits), base_line(second, digits)
        if muster is None:
            paint_parts(painter, first, one, [Part(self.tr("Three 10 minutes"), rank=0)], font)
            paint_parts(painter, second, two, [Part(self.tr("no muster"), Tone.FAINT, 0)], font)
            return
        clock = [Part(clock_text(muster.gone_ms), Tone.STRONG)]
        used = paint_number(painter, first.left(), one, clock, [digits], aged=self._aged)
        mark = self.tr("old") if self._aged else mark_words(muster.mark)
        tone = Tone.WARN if self._aged else Tone.PLAIN
        paint_parts(painter, first.adjusted(used + theme.px(8), 0, 0, 0), one, [Part(mark, tone, 1)], font)
        number = Part(muster.incident_id, Tone.PLAIN)
        small = theme.mono_font(WALL_LATIN_PX, bold=True)
        paint_number(painter, second.left(), two, [number], [small], aged=self._aged)

    def _paint_wall_phase(self, painter: QPainter, cell: QRect, words: PhaseWords, phase: int) -> None:
        first, second = self._wall_rows(cell)
        font, digits = _wall_font(), theme.mono_font(WALL_TEXT_PX, bold=True)
        one, two, aged = base_line(first, digits), base_line(second, digits), self._aged
        paint_parts(painter, first, one, [Part(words.name, words.limit_tone, 0)], font, aged=aged)
        left = first.left() + QFontMetrics(font).horizontalAdvance(words.name) + theme.px(14)
        if words.runs:
            paint_clock(painter, left, one, words, digits, font, aged=aged)
        else:
            paint_number(painter, left, one, [words.clock], [digits], aged=aged)
        used, parts = 0, self._parts(words)
        if words.limit_tone is Tone.WARN:
            parts.insert(0, Part(self.tr("not eligible"), Tone.WARN, 1))
        if words.count and self._started(phase):
            used = paint_number(painter, second.left(), two, words.count, [digits, digits], aged=aged)
            used += theme.px(14)
        paint_parts(painter, second.adjusted(used, 0, 0, 0), two, parts, font, aged=aged)

    def _wall_rows(self, cell: QRect) -> tuple[QRect, QRect]:
        left, room = cell.left() + theme.px(10), cell.width() - theme.px(16)
        height = (cell.height() - theme.px(BAR_PX)) // 2
        return QRect(left, 0, room, height), QRect(left, height, room, height)

    # -- the bar -------------------------------------------------------------------------------------------------------

    def _paint_bar(self, painter: QPainter, cell: QRect, phase: int) -> None:
        bar = theme.px(BAR_PX)
        area = QRect(cell.left(), cell.bottom() + 1 - bar, cell.width(), bar)
        painter.fillRect(area, QColor(theme.BG3))
        muster = self._view.muster
        if muster is None:
            return
        time = muster.phases[phase - 1]
        share = min(1.0, time.gone_ms / max(1, time.limit_ms)) if time.started else 0.0
        if time.state is PhaseState.MISSED:
            share = 1.0
        painter.fillRect(
            QRect(area.left(), area.top(), round(area.width() * share), bar), bar_colour(time, self._aged)
        )
        forecast = muster.muster.forecast
        if phase == 1 and forecast is not None and time.state is PhaseState.RUNNING:
            self._paint_tick(painter, area, forecast, time.limit_ms)

    def _paint_tick(self, painter: QPainter, bar: QRect, forecast: ForecastView, limit_ms: int) -> None:
        """Where the forecast lies within the limit; beyond it an amber arrow at the edge."""
        if forecast.p50_ms < 0 or forecast.p50_ms > limit_ms:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.WARNING))
            right, middle, half = bar.right() - 1, bar.center().y() - theme.px(1), theme.px(5)
            tip = QPoint(right, middle)
            back = right - theme.px(8)
            painter.drawPolygon(QPolygon([tip, QPoint(back, middle - half), QPoint(back, middle + half)]))
            return
        at = bar.left() + round(bar.width() * forecast.p50_ms / limit_ms)
        colour = QColor(theme.FAINT if forecast.old or self._aged else theme.TEXT)
        painter.fillRect(
            QRect(at - 1, bar.top() - theme.px(2), theme.px(2), bar.height() + theme.px(2)), colour
        )

    # -- words ---------------------------------------------------------------------------------------------------------

    def _parts(self, words: PhaseWords) -> list[Part]:
        return list(words.parts) or [Part(self.tr("not started"), Tone.FAINT, 0)]

    def _started(self, phase: int) -> bool:
        muster = self._view.muster
        return muster is not None and muster.phases[phase - 1].state is not PhaseState.NOT_STARTED

    def _no_muster_parts(self) -> list[Part]:
        view = self._view
        parts = [Part(self.tr("as of {0}").format(view.as_of), Tone.WARN, 1)] if view.as_of else []
        if view.for_incident and view.start_keys:
            words = self.tr("{0} gives the order for {1}").format(view.start_keys, view.for_incident)
            return [*parts, Part(words, Tone.PLAIN, 0)]
        parts.append(Part(self.tr("no muster running"), Tone.FAINT, 0))
        if view.start_keys:
            parts.append(Part(self.tr("{0} starts one").format(view.start_keys), Tone.FAINT, 2))
        return parts

    def _name(self) -> str:
        muster = self._view.muster
        eased = muster is not None and muster.eased
        return self.tr("Muster, easier than the card") if eased else self.tr("Three 10 minutes")

    def _describe(self) -> None:
        self.setAccessibleName(self._name())
        if self._view.muster is None:
            self.setAccessibleDescription(" · ".join(part.text for part in self._no_muster_parts()))
            return
        lines = [self._head_line(self._view.muster), *(words.full() for words in self.words())]
        self.setAccessibleDescription("\n".join(lines))

    def _head_line(self, muster: MusterClockView) -> str:
        pieces = [muster.incident_id, muster.title, clock_text(muster.gone_ms)]
        pieces += [part.text for part in self.head_parts()]
        if muster.alarm_ms >= 0:
            pieces.append(self.tr("first report → T0 {0}").format(clock_text(muster.alarm_ms)))
        return " · ".join(piece for piece in pieces if piece)

    def _cell_at(self, place: QPoint) -> int:
        return next((index for index, cell in enumerate(self.cells()) if cell.contains(place)), -1)

    def _choose(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._view.others:
            action = QAction(f"{choice.incident_id}  {choice.title}  {clock_text(choice.gone_ms)}", menu)
            action.triggered.connect(
                lambda _=False, incident_id=choice.incident_id: self.incident_chosen.emit(incident_id)
            )
            menu.addAction(action)
        menu.popup(where)

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        muster = self._view.muster
        if event.button() is not Qt.MouseButton.LeftButton or cell < 0 or muster is None:
            return
        if cell > 0:
            self.details_requested.emit()
        elif len(self._view.others) > 1:
            self._choose(self.mapToGlobal(QPoint(theme.px(16), self.height())))
        else:
            self.incident_chosen.emit(muster.incident_id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cell = self._cell_at(event.pos())
            muster = self._view.muster
            if muster is not None and cell >= 0:
                text = self._head_line(muster) if cell == 0 else self.words()[cell - 1].full()
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)

    def retranslate(self) -> None:
        self._describe()
        self.update()


def _wall_font() -> QFont:
    return theme.text_font(WALL_TEXT_PX if is_chinese() else WALL_LATIN_PX, bold=True)


def bar_colour(time: PhaseTime, aged: bool) -> QColor:
    """The colour of a phase's bar: green and red only once it is decided."""
    if aged:
        return QColor(theme.FAINT)
    match time.state:
        case PhaseState.PASSED:
            return QColor(theme.PASSED)
        case PhaseState.MISSED:
            return QColor(theme.MISSED)
        case PhaseState.RUNNING:
            return QColor(theme.ACCENT)
        case _:
            return QColor(theme.FAINT)
