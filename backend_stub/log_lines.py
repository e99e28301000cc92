"""Log lines that nobody can forge: whatever a client says stays on the line that speaks of it. Any thread.

Used by `backend_stub.process` for hub, beside and town.
"""

from __future__ import annotations

import logging


def one_line(text: str) -> str:
    """The text with everything escaped that would end its line or change how it is shown."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


class OneLineFormatter(logging.Formatter):
    """Each record begins one line; the lines of a traceback are set in, so that none of them looks like a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record's line."""
        return one_line(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """The line, and a traceback below it."""
        return "\n    ".join(super().format(record).split("\n"))
