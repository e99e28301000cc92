"""Marks a source text for translation without translating it yet. Pure; used by tables of texts in Qt rooms.

Qt's own `QT_TRANSLATE_NOOP` is typed as returning `object`, so tables of `str` cannot be checked with it. The name
is Qt's, because lupdate finds marked texts by it.
"""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """`text` itself; `context` is read by lupdate only, and given again to `QCoreApplication.translate`."""
    return text
