"""PROTOCOL.md's tables are those of the types."""

from __future__ import annotations

import pytest

from console.domain.base.refusals import Code
from console.wire import codec
from console.wire.protocol_tables import BEGIN, DOCUMENT, END, tables, with_tables


def test_document_holds_the_tables_of_the_types() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(document) == document, "run python -m console.wire.protocol_tables"


def test_every_message_and_command_is_in_the_tables() -> None:
    text = tables()
    for tag in (*codec.CLIENT_TYPES, *codec.HUB_TYPES, *codec.COMMAND_TAGS):
        assert f"| `{tag}` |" in text


def test_every_refusal_of_the_service_is_explained() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    names = list(Code)
    for code in names[names.index(Code.MALFORMED) :]:
        if code not in {Code.REPLAYED, Code.WRONG_FOLD, Code.WRONG_KIND}:
            assert f"`{code.value}`" in document, code


def test_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_tables("# nothing")
    assert with_tables(f"a{BEGIN}b{END}c").startswith(f"a{BEGIN}")
