"""Keeps the interpreter alive under PySide6 6.12 on Python 3.11. Main thread, once, before any signal is emitted.

PySide6 6.12.0 gives one reference to `True` too few with every `Signal.emit` (and one to `None` with some
callbacks). From Python 3.12 on these objects are immortal and nothing happens; on 3.11 the interpreter aborts after
about a thousand emitted signals: "bool_dealloc: deallocating True or False". So there we make them practically
immortal by hand: 2⁴⁰ references last for decades. Used by `widgets.map.chromium_flags.configure_environment`.
"""

from __future__ import annotations

import ctypes
import sys

SPARE_REFERENCES = 1 << 40
_MORTAL_BEFORE = (3, 12)


def guard_singletons() -> bool:
    """Give True, False and None spare references where they are mortal; again is harmless.

    Returns whether they are mortal.
    """
    if sys.version_info >= _MORTAL_BEFORE or sys.implementation.name != "cpython":
        return False
    for singleton in (True, False, None):
        if sys.getrefcount(singleton) < SPARE_REFERENCES // 2:
            # The reference count is the first field of every CPython object.
            ctypes.c_ssize_t.from_address(id(singleton)).value += SPARE_REFERENCES
    return True
