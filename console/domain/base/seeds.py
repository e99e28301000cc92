"""Seeds of worlds, as people give them on a command line or in a file. Pure."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

MOST_SEED: Final = 2**53 - 1
"""Every program that reads a journal or a result can hold it exactly."""


def seed(text: str) -> int:
    """A seed out of a command line; raises ArgumentTypeError in words."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) <= MOST_SEED):
        raise ArgumentTypeError(f"{text[:40]!r} is no whole number from 0 to {MOST_SEED}")
    return int(text)
