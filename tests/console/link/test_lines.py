"""Lines that are read: joined, joined again when they are silent or were refused."""

from __future__ import annotations

from console.domain.base.roles import Stream
from console.link.lines import AGAIN_NS, SILENT_NS, Lines
from console.link.sockets import COMMANDS, TELEMETRY, Line
from console.wire import messages as m

OPS = m.Join(ticket="1" * 32)
ALL = m.Join(ticket="1" * 32, topics=("pos",))


class Far:
    """Lines, and what they sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[m.Join, Line]] = []
        self.lines = Lines(lambda join, line: self.sent.append((join, line)))
        self.lines.join(Stream.OPS, OPS, 0)
        self.lines.join(TELEMETRY, ALL, 0)


def test_ticket_is_shown_at_once_and_lines_wait_until_all_are_answered() -> None:
    far = Far()
    assert far.sent == [(OPS, Stream.OPS), (ALL, TELEMETRY)]
    assert far.lines.waits
    far.lines.answered(Stream.OPS)
    assert far.lines.waits
    far.lines.answered(TELEMETRY)
    assert not far.lines.waits


def test_line_that_is_silent_for_long_joins_again_with_its_topics_and_only_that_one() -> None:
    far = Far()
    far.lines.heard(Stream.OPS, SILENT_NS // 2)
    far.lines.again_when_due(SILENT_NS - 1)
    assert len(far.sent) == 2
    far.lines.again_when_due(SILENT_NS)
    assert far.sent[2:] == [(ALL, TELEMETRY)]
    far.lines.again_when_due(SILENT_NS + 1)
    assert len(far.sent) == 3  # not over and over
    far.lines.again_when_due(2 * SILENT_NS)
    assert far.sent[3:] == [(OPS, Stream.OPS), (ALL, TELEMETRY)]


def test_line_that_was_refused_tries_again_soon_but_not_at_once() -> None:
    far = Far()
    far.lines.refused(Stream.OPS, 0)
    far.lines.again_when_due(AGAIN_NS[0] - 1)
    assert len(far.sent) == 2
    far.lines.again_when_due(AGAIN_NS[1])
    assert far.sent[2:] == [(OPS, Stream.OPS)]
    assert far.lines.waits


def test_line_that_joins_anew_waits_for_nothing_that_was_answered() -> None:
    far = Far()
    far.lines.answered(Stream.OPS)
    far.lines.answered(TELEMETRY)
    far.lines.again_when_due(SILENT_NS)
    assert not far.lines.waits


def test_nothing_is_sent_when_nothing_is_read_any_more() -> None:
    far = Far()
    far.lines.clear()
    far.lines.again_when_due(10 * SILENT_NS)
    assert (len(far.sent), far.lines.waits, Stream.OPS in far.lines) == (2, False, False)


def test_what_comes_on_other_sockets_is_no_line_and_changes_nothing() -> None:
    far = Far()
    far.lines.heard(COMMANDS, 5)
    far.lines.answered(COMMANDS)
    far.lines.refused(COMMANDS, 5)
    assert COMMANDS not in far.lines
