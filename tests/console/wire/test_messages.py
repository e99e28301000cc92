"""The messages against PROTOCOL.md: version, names and fields."""

from __future__ import annotations

from console.wire import messages as m
from console.wire.protocol_tables import DOCUMENT


def test_protocol_document_has_the_version_of_the_code() -> None:
    title = DOCUMENT.read_text(encoding="utf-8").splitlines()[0]
    assert title == f"# The console–hub protocol, version {m.PROTOCOL_VERSION}"
