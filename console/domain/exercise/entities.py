"""What exercise control knows beside the picture that everybody has. Pure data, any thread."""

from __future__ import annotations

import msgspec


class ControlNote(msgspec.Struct, frozen=True, kw_only=True, tag="control_note"):
    """What somebody of exercise control noted; players never see it."""

    id: str
    t_ms: int
    actor: str
    text: str
