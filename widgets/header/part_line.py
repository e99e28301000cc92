"""A line of toned pieces painted into a box: what does not fit is left out by rank, never cut in mid-word.

Qt main thread; used by the clock strip and the large clocks of the Command board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from widgets.header.phase_words import Part, PhaseWords, Tone

SEPARATOR = " · "


def fitting(parts: Sequence[Part], font: QFont, room_px: int) -> list[Part]:
    """The parts that fit, in their order: they get shorter first, then the last of the highest rank goes."""
    metrics = QFontMetrics(font)
    kept = list(parts)
    while kept and metrics.horizontalAdvance(line_text(kept)) > room_px:
        worst = max(part.rank for part in kept)
        longer = [place for place, part in enumerate(kept) if part.short and part.rank == worst]
        if longer:
            kept[longer[-1]] = replace(kept[longer[-1]], text=kept[longer[-1]].short, short="")
        elif worst:
            del kept[max(place for place, part in enumerate(kept) if part.rank == worst)]
        else:
            break
    return kept


def line_text(parts: Sequence[Part]) -> str:
    """The parts as one text, with what stands between them."""
    return "".join(f"{between(place, part)}{part.text}" for place, part in enumerate(parts))


def between(place: int, part: Part) -> str:
    """What stands before a part."""
    return "" if not place else " " if part.glued else SEPARATOR


def colour_of(tone: Tone, aged: bool) -> QColor:
    """The colour of a tone; everything looks old where nothing is heard from the hub."""
    return QColor(Tone.FAINT.value if aged else tone.value)


def base_line(area: QRect, font: QFont) -> int:
    """Where the letters of a row stand whose largest face is `font`: its capitals are centred."""
    return area.top() + (area.height() + QFontMetrics(font).capHeight()) // 2


def paint_parts(
    painter: QPainter, area: QRect, base: int, parts: Sequence[Part], font: QFont, *, aged: bool = False
) -> list[Part]:
    """Paint what fits on a base line, separated by dots; returns what was painted."""
    kept = fitting(parts, font, area.width())
    left = area.left()
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    for place, part in enumerate(kept):
        left += _draw(painter, left, base, Part(between(place, part), Tone.FAINT), font, aged)
        left += _draw(painter, left, base, part, font, aged)
    painter.restore()
    return kept


def paint_number(
    painter: QPainter,
    left: int,
    base: int,
    parts: Sequence[Part],
    fonts: Sequence[QFont],
    *,
    aged: bool = False,
) -> int:
    """Paint pieces of different size on one base line; returns their width in pixels."""
    start = left
    for part, font in zip(parts, fonts, strict=False):
        left += _draw(painter, left, base, part, font, aged)
    return left - start


def paint_clock(
    painter: QPainter,
    left: int,
    base: int,
    words: PhaseWords,
    digits: QFont,
    small: QFont,
    *,
    aged: bool = False,
) -> int:
    """Paint a running clock with its word before or after it; returns the width in pixels."""
    before, after = words.around
    pieces = [(Part(f"{before} "), small)] if before else []
    pieces.append((words.clock, digits))
    pieces += [(Part(f" {after}"), small)] if after else []
    return paint_number(
        painter, left, base, [one[0] for one in pieces], [one[1] for one in pieces], aged=aged
    )


def _draw(painter: QPainter, left: int, base: int, part: Part, font: QFont, aged: bool) -> int:
    painter.setFont(font)
    painter.setPen(colour_of(part.tone, aged))
    painter.drawText(left, base, part.text)
    return QFontMetrics(font).horizontalAdvance(part.text)
