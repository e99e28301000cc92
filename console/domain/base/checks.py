"""Checks of texts, shared by all rules. Pure, any thread."""

from __future__ import annotations

from .limits import MAX_TEXT
from .message import Refusal
from .refusals import Code, refuse


def check_text(text: str, *, field: str, required: bool = True) -> Refusal | None:
    """A text that must be there (and not blank) and within MAX_TEXT characters."""
    if required and not text.strip():
        return refuse(Code.TEXT_REQUIRED, field=field)
    if len(text) > MAX_TEXT:
        return refuse(Code.TEXT_TOO_LONG, field=field, limit=MAX_TEXT)
    return None
