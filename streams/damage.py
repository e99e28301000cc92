"""Which pictures of a damaged stream are fit to be shown. Pure: time is given. A camera thread's own.

A lost or damaged packet spoils its picture and, since pictures build on each other, all that follow until the next key
frame: a grey smear that looks like fog. Decoders mark the first one only. So pictures are withheld from the damage to
the next whole key frame, and the tile keeps the last whole one. Some cameras send key frames seldom or never, and some
decoders call all of a stream damaged: after `WITHHELD_S` without a whole picture damaged ones are shown, said as such.
"""

from __future__ import annotations

WITHHELD_S = 5.0
HEALED_S = 10.0
"""Without a key frame a stream counts as whole again after so long without new damage: it renews itself bit by bit."""


class Damage:
    """The damage of one connection."""

    def __init__(self, now_s: float) -> None:
        self._hurt_s: float | None = None
        self._whole_s = now_s
        self.count = 0
        """Damaged packets and pictures, and pictures that build on damaged ones."""

    def note(self, now_s: float) -> None:
        """Something came damaged."""
        self.count += 1
        self._hurt_s = now_s

    def lets_pass(self, now_s: float, *, is_key: bool, is_corrupt: bool) -> bool:
        """Whether this picture is fit to be shown."""
        if is_corrupt:
            self.note(now_s)
        elif self._hurt_s is None or is_key or now_s - self._hurt_s > HEALED_S:
            self._hurt_s, self._whole_s = None, now_s
            return True
        else:
            self.count += 1
        return now_s - self._whole_s > WITHHELD_S
