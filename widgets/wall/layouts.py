"""Wall layouts as geometry: which part of the wall each tile takes. Pure; used by the wall view and its menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GAP_PX: Final = 4

Cell = tuple[int, int, int, int]
"""Column, row, columns, rows."""


@dataclass(frozen=True, slots=True)
class WallLayout:
    """A grid of `columns` × `rows` and the cells that tiles take, in reading order."""

    name: str
    columns: int
    rows: int
    cells: tuple[Cell, ...]

    @property
    def tiles(self) -> int:
        """How many tiles it has."""
        return len(self.cells)

    def rects(self, width: int, height: int, gap: int = GAP_PX) -> list[tuple[int, int, int, int]]:
        """The tiles' (x, y, width, height) in a wall of this size, `gap` around and between them."""
        columns = _edges(width, self.columns, gap)
        rows = _edges(height, self.rows, gap)
        found = []
        for column, row, wide, high in self.cells:
            x, y = columns[column][0], rows[row][0]
            right, bottom = columns[column + wide - 1][1], rows[row + high - 1][1]
            found.append((x, y, max(1, right - x), max(1, bottom - y)))
        return found

    def neighbour(self, index: int, dx: int, dy: int) -> int:
        """The tile next to `index` in a direction; `index` itself at the edge."""
        column, row, wide, high = self.cells[index]
        centre = (column + wide / 2, row + high / 2)
        best, best_cost = index, float("inf")
        for other, (c, r, w, h) in enumerate(self.cells):
            along = (c + w / 2 - centre[0]) * dx + (r + h / 2 - centre[1]) * dy
            aside = abs((c + w / 2 - centre[0]) * dy) + abs((r + h / 2 - centre[1]) * dx)
            if other != index and along > 0.25 and along + 3 * aside < best_cost:
                best, best_cost = other, along + 3 * aside
        return best


def _edges(size: int, count: int, gap: int) -> list[tuple[int, int]]:
    room = size - gap * (count + 1)
    edges = []
    for k in range(count):
        start = gap * (k + 1) + room * k // count
        edges.append((start, gap * (k + 1) + room * (k + 1) // count))
    return edges


def _grid(columns: int, rows: int) -> WallLayout:
    cells = tuple((column, row, 1, 1) for row in range(rows) for column in range(columns))
    return WallLayout(f"{columns}×{rows}", columns, rows, cells)


_ONE_AND_FIVE = WallLayout(
    "1+5", 3, 3, ((0, 0, 2, 2), (2, 0, 1, 1), (2, 1, 1, 1), (0, 2, 1, 1), (1, 2, 1, 1), (2, 2, 1, 1))
)
LAYOUTS: Final[dict[str, WallLayout]] = {
    layout.name: layout
    for layout in (
        _grid(1, 1), _grid(2, 1), _grid(2, 2), _grid(3, 2), _ONE_AND_FIVE, _grid(3, 3), _grid(4, 3), _grid(4, 4),
    )
}  # fmt: skip
DEFAULT: Final = "3×2"


def layout_for(tiles: int) -> WallLayout:
    """The smallest plain grid with at least `tiles` tiles; the largest where none has."""
    plain = [layout for layout in LAYOUTS.values() if layout.name != "1+5"]
    return next((layout for layout in plain if layout.tiles >= tiles), plain[-1])
