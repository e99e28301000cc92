"""Bounds what FFmpeg allocates at once. Called when a worker starts, before there are threads."""

from __future__ import annotations

import ctypes

import av._core

MOST_AT_ONCE = 160 * 1024 * 1024
"""A picture of 7680 × 4320 with 10 bits takes 100 MB; what wants more is a length that somebody made up."""


def bound_allocations(most_bytes: int = MOST_AT_ONCE) -> bool:
    """Let a larger allocation fail (`av_max_alloc`): its camera fails, and no other. For the whole process.

    False where FFmpeg cannot be reached through PyAV's module (Windows).
    """
    library = ctypes.CDLL(av._core.__file__)
    try:
        library.av_max_alloc(ctypes.c_size_t(most_bytes))
    except AttributeError:
        return False
    return True
