"""A typed drawing surface over Skia: antialiased, straight into a numpy array. One thread at a time.

The only module that knows Skia. Colours are 0xAARRGGBB. Used by backdrop and painter.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import Any, NewType

import numpy as np
from numpy.typing import NDArray

_skia: Any = importlib.import_module("skia")  # ships no types

Point = tuple[float, float]
Picture = NewType("Picture", object)
"""An immutable picture made by `soft_disc`."""

_FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")


class Canvas:
    """A BGRA surface of `width_px` × `height_px`; `pixels` is its memory, uint8 of shape (h, w, 4)."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px = width_px
        self.height_px = height_px
        self.pixels: NDArray[np.uint8] = np.zeros((height_px, width_px, 4), np.uint8)
        info = _skia.ImageInfo.Make(width_px, height_px, _skia.kBGRA_8888_ColorType, _skia.kPremul_AlphaType)
        self._surface = _skia.Surface.MakeRasterDirect(info, self.pixels, width_px * 4)
        self._canvas = self._surface.getCanvas()
        self._fonts: dict[tuple[float, bool], Any] = {}

    def vertical_gradient(self, stops: Sequence[tuple[float, int]]) -> None:
        """Fill everything; stops are (y in px, colour) from top to bottom."""
        top, bottom = stops[0][0], stops[-1][0]
        places = [(y - top) / max(1e-6, bottom - top) for y, _ in stops]
        shader = _skia.GradientShader.MakeLinear(
            [(0.0, top), (0.0, bottom)], [colour for _, colour in stops], places
        )
        self._canvas.drawPaint(_skia.Paint(Shader=shader))

    def polygon(self, points: Iterable[Point], colour: int) -> None:
        """Fill one polygon."""
        self.polygons([points], colour)

    def polygons(self, many: Iterable[Iterable[Point]], colour: int) -> None:
        """Fill several polygons of one colour at once."""
        path = _skia.Path()
        for points in many:
            path.addPoly([_skia.Point(x, y) for x, y in points], True)
        self._canvas.drawPath(path, _skia.Paint(AntiAlias=True, Color=colour))

    def disc(self, x: float, y: float, radius: float, colour: int) -> None:
        """Fill a circle."""
        self._canvas.drawCircle(x, y, radius, _skia.Paint(AntiAlias=True, Color=colour))

    def oval(self, x: float, y: float, half_width: float, half_height: float, colour: int) -> None:
        """Fill an upright ellipse around (x, y)."""
        rect = _skia.Rect.MakeLTRB(x - half_width, y - half_height, x + half_width, y + half_height)
        self._canvas.drawOval(rect, _skia.Paint(AntiAlias=True, Color=colour))

    def line(self, a: Point, b: Point, width_px: float, colour: int) -> None:
        """A straight stroke with round ends."""
        paint = _skia.Paint(
            AntiAlias=True, Color=colour, StrokeWidth=width_px, StrokeCap=_skia.Paint.kRound_Cap
        )
        self._canvas.drawLine(a[0], a[1], b[0], b[1], paint)

    def box(self, x: float, y: float, width: float, height: float, colour: int) -> None:
        """Fill an upright rectangle."""
        self._canvas.drawRect(_skia.Rect.MakeXYWH(x, y, width, height), _skia.Paint(Color=colour))

    def sprite(
        self, picture: Picture, x: float, y: float, radius: float, alpha: int, turn_deg: float = 0.0
    ) -> None:
        """Draw a square picture scaled around (x, y), smoothly, with `alpha` 0–255; nothing where it is outside."""
        if not (-radius < x < self.width_px + radius and -radius < y < self.height_px + radius):
            return
        canvas = self._canvas
        canvas.save()
        canvas.translate(x, y)
        if turn_deg:
            canvas.rotate(turn_deg)
        rect = _skia.Rect.MakeLTRB(-radius, -radius, radius, radius)
        sampling = _skia.SamplingOptions(_skia.FilterMode.kLinear)
        canvas.drawImageRect(picture, rect, sampling, _skia.Paint(Alpha=alpha))
        canvas.restore()

    def glow(
        self, picture: Picture, x: float, y: float, half_width: float, half_height: float, alpha: int
    ) -> None:
        """Draw a picture of ours squashed around (x, y): light that falls on the ground."""
        rect = _skia.Rect.MakeLTRB(x - half_width, y - half_height, x + half_width, y + half_height)
        sampling = _skia.SamplingOptions(_skia.FilterMode.kLinear)
        self._canvas.drawImageRect(picture, rect, sampling, _skia.Paint(Alpha=alpha))

    def text(
        self, x: float, y: float, words: str, size_px: float, bold: bool = True, right: bool = False
    ) -> None:
        """White words with a dark rim, as cameras burn them in; (x, y) is the baseline's start (or end)."""
        font = self._font(size_px, bold)
        if right:
            x -= font.measureText(words)
        rim = _skia.Paint(
            AntiAlias=True, Color=0xB0101418, Style=_skia.Paint.kStroke_Style, StrokeWidth=size_px / 6.0
        )
        self._canvas.drawString(words, x, y, font, rim)
        self._canvas.drawString(words, x, y, font, _skia.Paint(AntiAlias=True, Color=0xFFF2F5F6))

    def _font(self, size_px: float, bold: bool) -> Any:
        font = self._fonts.get((size_px, bold))
        if font is None:
            font = self._fonts[size_px, bold] = _skia.Font(_typeface(bold), size_px)
            font.setEdging(_skia.Font.Edging.kAntiAlias)
        return font


def soft_disc(colour: int, size_px: int = 64, seed: int = 0) -> Picture:
    """A round, uneven puff that fades towards its rim; for smoke, fire and lights."""
    random = np.random.default_rng(seed)
    axis = np.linspace(-1.0, 1.0, size_px)
    x, y = np.meshgrid(axis, axis)
    radius = np.hypot(x, y)
    field = np.zeros_like(radius)
    if seed:
        for _ in range(9):
            cx, cy, r = random.uniform(-0.45, 0.45), random.uniform(-0.45, 0.45), random.uniform(0.25, 0.5)
            field = np.maximum(field, np.clip(1.0 - np.hypot(x - cx, y - cy) / r, 0.0, 1.0) ** 0.8)
        field *= np.clip(1.2 - radius, 0.0, 1.0)
    else:
        field = np.clip(1.0 - radius, 0.0, 1.0) ** 2
    alpha = np.clip(field, 0.0, 1.0)
    pixels = np.zeros((size_px, size_px, 4), np.float64)
    shade = 1.0 if not seed else 0.82 + 0.18 * np.clip(-y - x, -1.0, 1.0)
    for channel, shift in ((0, 0), (1, 8), (2, 16)):
        pixels[..., channel] = (colour >> shift & 0xFF) * shade * alpha
    pixels[..., 3] = 255 * alpha
    return Picture(
        _skia.Image.fromarray(
            np.clip(pixels, 0, 255).astype(np.uint8),
            colorType=_skia.kBGRA_8888_ColorType,
            alphaType=_skia.kPremul_AlphaType,
        )
    )


def _typeface(bold: bool) -> Any:
    style = _skia.FontStyle.Bold() if bold else _skia.FontStyle.Normal()
    manager = _skia.FontMgr()
    for family in _FAMILIES:
        found = manager.matchFamilyStyle(family, style)
        if found is not None and found.getFamilyName() == family:
            return found
    return manager.matchFamilyStyleCharacter("", style, ["zh-Hans"], ord("路")) or _skia.Typeface()
