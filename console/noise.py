"""What Chromium, Qt and the sound server write to stderr goes to a log, so that the terminal shows what a person reads.

Libraries and processes that we start write to descriptor 2; our own words go through `sys.stderr`. Main thread; used by
`console.app` and `console.house_console`, and named by `main.py doctor`.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

LOG: Final = "libraries.log"


@contextmanager
def libraries_aside(log: Path) -> Iterator[None]:
    """Inside, descriptor 2 is the log (begun anew), and `sys.stderr` still the terminal.

    Where the log cannot be written that is said, and nothing is set aside: it is no reason not to start.
    """
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")
        file = log.open("ab")  # two that begin the same log leave no holes in it
    except OSError as error:
        sys.stderr.write(f"no log of what libraries say: {error}\n")
        yield
        return
    before = sys.stderr
    before.flush()
    kept = os.dup(2)
    try:
        with file:
            os.dup2(file.fileno(), 2)
        encoding = getattr(before, "encoding", None) or "utf-8"
        with os.fdopen(kept, "w", 1, encoding=encoding, errors="backslashreplace", closefd=False) as terminal:
            _use(terminal, before)
            try:
                yield
            finally:
                _use(before, terminal)
                os.dup2(kept, 2)
    finally:
        os.close(kept)


def log_to_stderr() -> None:
    """Our own warnings only: what a person has to read."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )


def _use(stream: TextIO, instead_of: TextIO) -> None:
    sys.stderr = stream
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is instead_of:
            handler.setStream(stream)
