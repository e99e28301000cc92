"""Colours, sizes, fonts and style sheet of the console: the tokens of the look, in one place.

Grey until something is wrong. Colour means state and always has a shape, numeral or word beside it. The
level colours belong to incidents alone; units are neutral or teal and are told apart by glyph and fill.

Main thread only. Used by every widget and, for `prepare`, by the console when it starts.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from widgets.theme_sheet import SHEET

BG0: Final = "#0e1318"
"""Window."""
BG1: Final = "#141b22"
"""Panel."""
BG2: Final = "#1b242d"
"""Line between rows, hovered row."""
BG3: Final = "#243039"
"""Track of a bar, pressed surface."""
SELECTED: Final = "#1d2c38"
"""Ground of the selected row, beside its accent bar."""
LINE: Final = "#2e3b46"
TEXT: Final = "#d7e0e7"
DIM: Final = "#8b9aa7"
FAINT: Final = "#5b6a77"
ACCENT: Final = "#2bb8c3"
"""Selection, primary action, the selected incident's own things."""
ON_ACCENT: Final = "#06121b"
PASSED: Final = "#5fbf73"
MISSED: Final = "#ff5a4f"
WARNING: Final = "#ffa23a"
"""A forecast that misses, a limit that is near; always with a word."""
EXERCISE: Final = "#b28dff"
REPLAY: Final = "#5b93f5"
BAR: Final = "#8b9aa7"
"""Filled part of a limit that is running and not near."""
LEVELS: Final = ("#8b9aa7", "#ff5a4f", "#ffa23a", "#e8d44d", "#5b93f5")
"""Index 1–4: level of an incident; 0: not classified yet."""
LEVEL_GROUNDS: Final = ("#1b242d", "#2a1a1b", "#2a211a", "#26251a", "#1a2231")
"""Tinted ground of an incident's heading, same index as LEVELS."""

TEXT_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans",
)
MONO_FAMILIES: Final = ("DejaVu Sans Mono", "Noto Sans Mono", "Consolas", "Noto Sans Mono CJK SC")
TEXT_PX: Final = 13
SMALL_PX: Final = 12
TINY_PX: Final = 11
TITLE_PX: Final = 16
CLOCK_PX: Final = 18
BIG_CLOCK_PX: Final = 25
SCALES: Final = (1.0, 1.5, 2.0)
"""Desk, near wall, far wall."""

HEADER_HEIGHT_PX: Final = 44
STRIP_HEIGHT_PX: Final = 74
HEADING_HEIGHT_PX: Final = 38
QUEUE_WIDTH_PX: Final = 414
INCIDENT_WIDTH_PX: Final = 450

ICONS: Final = Path(__file__).parents[1] / "resources" / "icons"
_SCALE_PROPERTY: Final = "muster_scale"


@lru_cache(maxsize=1)
def scale() -> float:
    """Factor on every size in pixels: 1 at a desk, 1.5 and 2 on a wall. Read once after every `apply`."""
    app = QCoreApplication.instance()
    value = None if app is None else app.property(_SCALE_PROPERTY)
    return float(value) if isinstance(value, (int, float)) and value > 0 else 1.0


def px(size: float) -> int:
    """Return a design size in pixels times the wall scale, rounded."""
    return round(size * scale())


def text_font(size_px: float = TEXT_PX, *, bold: bool = False, medium: bool = False) -> QFont:
    """Return the text face, `size_px` design pixels high, with tabular digits."""
    font = QFont(list(TEXT_FAMILIES))
    font.setPixelSize(px(size_px))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium if medium else QFont.Weight.Normal)
    # Dense Chinese strokes blur at 12 px unless the horizontals are fitted to pixels.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def mono_font(size_px: float = TEXT_PX, *, bold: bool = False) -> QFont:
    """Return the face for clocks, ids and counts: all digits of one width."""
    font = QFont([*MONO_FAMILIES, *TEXT_FAMILIES])
    font.setPixelSize(px(size_px))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def level_colour(level: int) -> QColor:
    """Return the colour of an incident's level 1–4; grey for any other number."""
    return QColor(LEVELS[level] if 0 < level < len(LEVELS) else LEVELS[0])


def level_ground(level: int) -> QColor:
    """Return the tinted ground behind the heading of an incident of this level."""
    return QColor(LEVEL_GROUNDS[level] if 0 < level < len(LEVEL_GROUNDS) else LEVEL_GROUNDS[0])


def palette() -> QPalette:
    """Return the dark palette, so that parts without a style sheet rule fit in too."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, BG0),
        (role.Base, BG1),
        (role.AlternateBase, BG2),
        (role.Button, BG1),
        (role.ToolTipBase, BG2),
        (role.WindowText, TEXT),
        (role.Text, TEXT),
        (role.ButtonText, TEXT),
        (role.ToolTipText, TEXT),
        (role.PlaceholderText, FAINT),
        (role.Highlight, ACCENT),
        (role.HighlightedText, ON_ACCENT),
        (role.Link, ACCENT),
        (role.Mid, LINE),
        (role.Dark, BG0),
        (role.Light, BG3),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(FAINT))
    return made


def style_sheet() -> str:
    """Return the application's style sheet at the present scale."""
    colours = {
        "bg0": BG0, "bg1": BG1, "bg2": BG2, "bg3": BG3, "selected": SELECTED, "line": LINE, "text": TEXT,
        "dim": DIM, "faint": FAINT, "accent": ACCENT, "on_accent": ON_ACCENT, "passed": PASSED,
        "missed": MISSED, "warning": WARNING, "exercise": EXERCISE, "replay": REPLAY,
    }  # fmt: skip
    sheet = SHEET
    for name, value in colours.items():
        sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name} ", f"{value} ")
    sheet = sheet.replace("@mono;", ", ".join(f'"{family}"' for family in MONO_FAMILIES) + ";")
    return _scaled(sheet)


def apply(app: QApplication, wall_scale: float = 1.0) -> None:
    """`prepare`, and the style sheet for all there is: for widgets by themselves, which nobody dresses."""
    prepare(app, wall_scale)
    app.setStyleSheet(style_sheet())


def dress(part: QWidget, own: str = "") -> None:
    """Give a part of a window, and all that is in it, the style sheet, with rules of its `own` after it.

    Once for each part, about 1 ms. Nothing above a dock may have a sheet, neither application nor window: Qt would
    style every widget of a dock again, two or three times, whenever docks move (0.7 s instead of 25 ms).
    """
    part.setStyleSheet(style_sheet() + own)


def prepare(app: QApplication, wall_scale: float = 1.0) -> None:
    """Give the application its fonts and palette at a scale of 1, 1.5 or 2; the style sheet is for `dress`.

    Call it before widgets are built: they take fixed heights from the scale once. Raises ValueError for a scale
    of 0 or less.
    """
    if wall_scale <= 0:
        raise ValueError(f"the wall scale must be above 0, not {wall_scale}")
    app.setProperty(_SCALE_PROPERTY, float(wall_scale))
    scale.cache_clear()
    QDir.setSearchPaths("icons", [str(ICONS)])
    app.setStyle("Fusion")
    app.setPalette(palette())
    app.setFont(text_font())


def _scaled(sheet: str) -> str:
    """Multiply every `12px` by the scale; hairlines of 1 px stay hairlines."""
    factor = scale()
    if factor == 1.0:
        return sheet
    parts = sheet.split("px")
    for index, part in enumerate(parts[:-1]):
        head = part.rstrip("0123456789.")
        number = part[len(head) :]
        if number and float(number) > 1:
            parts[index] = f"{head}{round(float(number) * factor)}"
    return "px".join(parts)
