"""Which decoders PyAV's library has. Any thread; used by the doctor."""

from __future__ import annotations

from collections.abc import Sequence

import av


def missing_decoders(names: Sequence[str]) -> list[str]:
    """Those of `names` (FFmpeg's names, such as "hevc") that cannot be decoded here."""
    missing: list[str] = []
    for name in names:
        try:
            av.Codec(name, "r")
        except av.codec.codec.UnknownCodecError:
            missing.append(name)
    return missing
