"""What a picture is reduced to for the watch for frozen ones: mean brightnesses, row by row. Worker and console."""

from __future__ import annotations

SIGNATURE_COLUMNS, SIGNATURE_ROWS = 16, 9
