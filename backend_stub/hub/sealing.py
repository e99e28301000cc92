"""What the hub does with a report before it decides: seals it, and keeps in the open what tells nothing about a person.

In the open stay the tags of the words (what they are about) and the caller's mark (whether two calls came from one
number), so that suspected duplicates can be found without opening anything. The core's thread.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from console.domain.calls.commands import ReportCall

from .ports import KeyRow, Vault

Keywords = Callable[[str], tuple[str, ...]]
"""The tags of a report's words, as `console.planning.call_words` finds them."""


def no_keywords(words: str) -> tuple[str, ...]:
    """Where no rules are loaded, nothing stays in the open."""
    del words
    return ()


class Sealing:
    """See the module."""

    def __init__(self, vault: Vault, keywords: Keywords = no_keywords) -> None:
        self._vault, self._keywords = vault, keywords

    def seal(self, command: ReportCall, t_ms: int) -> tuple[ReportCall, list[KeyRow]]:
        """The command as it may be journaled, and the keys to be stored with it.

        What a client said is sealed, a tag or a mark already is dropped: it could name another report's.
        """
        report = command.report
        if report is None:
            return replace(command, sealed=None, keywords=(), caller_tag=""), []
        sealed, key = self._vault.seal(report)
        open_words = replace(
            command,
            report=None,
            sealed=sealed,
            keywords=self._keywords(report.words),
            caller_tag=self._vault.mark(report.number, t_ms),
        )
        return open_words, [key]
