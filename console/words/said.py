"""Texts that stand on the screen for a while, kept as what they say: a message and what stands in it. Qt main thread.

A finished sentence stays in the language in which it was made. Toasts, faults and prompts hold `Words` instead and say
them again when the language is another one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

Words = Callable[[], str]
"""Says a text in the language of the screen."""


def said(context: str, source: str, *values: object) -> Words:
    """A message with what stands in its `{0}`, `{1}` …: values, or `Words` of their own."""

    def again() -> str:
        text = QCoreApplication.translate(context, source)
        return text.format(*(one() if callable(one) else one for one in values)) if values else text

    return again


def always(text: str) -> Words:
    """A text that is the same in every language: ids, names of files."""
    return lambda: text


def joined(between: str, *parts: Words) -> Words:
    """Several in one; empty ones are left out."""
    return lambda: between.join(filter(None, (one() for one in parts)))
