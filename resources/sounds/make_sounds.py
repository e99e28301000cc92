"""Makes the console's sounds: `python resources/sounds/make_sounds.py`. Standard library only.

One per level, told apart by number and height of the tones (four short high ones for level 1, one low one for level
4), a falling pair for a lost hub; for a muster rising tones for what is begun or reached, falling ones for what is
missed, a two-tone call for a warning. 16-bit mono, 22,050 Hz, each under a second.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FOLDER = Path(__file__).resolve().parent
SOUNDS = {
    "level1": ((988, 0.09), (0, 0.05), (988, 0.09), (0, 0.05), (988, 0.09), (0, 0.05), (1319, 0.22)),
    "level2": ((784, 0.12), (0, 0.06), (988, 0.20)),
    "level3": ((659, 0.12), (0, 0.05), (659, 0.12)),
    "level4": ((523, 0.16),),
    "lost": ((587, 0.16), (0, 0.04), (392, 0.30)),
    "muster_started": ((523, 0.10), (0, 0.03), (659, 0.10), (0, 0.03), (784, 0.22)),
    "muster_reached": ((784, 0.10), (0, 0.03), (1047, 0.30)),
    "muster_missed": ((440, 0.18), (0, 0.05), (330, 0.18), (0, 0.05), (220, 0.36)),
    "muster_warning": ((880, 0.08), (0, 0.08), (698, 0.08), (0, 0.08), (880, 0.08), (0, 0.08), (698, 0.12)),
    "muster_unit": ((659, 0.10), (0, 0.04), (494, 0.16)),
}
"""Tones as (Hz, seconds); 0 Hz is silence."""


def samples(tones: tuple[tuple[int, float], ...]) -> bytes:
    """The tones one after another, with soft edges so that nothing clicks."""
    out = bytearray()
    for hertz, lasts_s in tones:
        count = int(lasts_s * RATE)
        edge = int(0.008 * RATE)
        for index in range(count):
            swell = min(1.0, index / edge, (count - index) / edge)
            wave_ = math.sin(2 * math.pi * hertz * index / RATE) + 0.3 * math.sin(
                4 * math.pi * hertz * index / RATE
            )
            out += struct.pack("<h", int(9000 * swell * wave_) if hertz else 0)
    return bytes(out)


def main() -> None:
    for name, tones in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))


if __name__ == "__main__":
    main()
