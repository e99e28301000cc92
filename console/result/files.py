"""A result as files: `result.json`, a page, a text and three tables, in a folder or beside a name. Any thread.

Every file is written beside its place first, so that a full disk leaves the former file or none. The same facts give
the same bytes. `python -m console.result.files` writes the JSON Schema of `result.json` anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from .facts import FORMAT, ResultFacts
from .page import page_of
from .tables import curve_csv, gates_csv, units_csv
from .text import text_of

RESULT: Final = "result.json"
SCHEMA: Final = Path(__file__).resolve().parents[2] / "resources" / "result" / "result-1.schema.json"
_encoder = msgspec.json.Encoder(order="sorted")


def json_of(facts: ResultFacts) -> str:
    """`result.json`: keys sorted, indented, a newline at the end."""
    return msgspec.json.format(_encoder.encode(facts), indent=2).decode() + "\n"


def read_json(text: bytes) -> ResultFacts:
    """A `result.json` read back. Raises ValueError in words where it is of another format or no result at all."""
    try:
        form = msgspec.json.decode(text, type=dict[str, Any]).get("format")
        if form != FORMAT:
            raise ValueError(f"format {form!r} is not {FORMAT!r}")
        return msgspec.json.decode(text, type=ResultFacts)
    except msgspec.DecodeError as error:
        raise ValueError(f"no result: {error}") from error


def schema_text() -> str:
    """The JSON Schema of `result.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ResultFacts)}
    return msgspec.json.format(_encoder.encode(schema), indent=2).decode() + "\n"


def csv_files(facts: ResultFacts, chinese: bool) -> dict[str, str]:
    """The three tables by what they are about."""
    return {
        "gates": gates_csv(facts, chinese),
        "units": units_csv(facts, chinese),
        "curve": curve_csv(facts, chinese),
    }


def leave_files(folder: Path, facts: ResultFacts, chinese: bool) -> list[Path]:
    """All files into a folder that is there; their paths, `result.json` first. Raises OSError."""
    texts = {
        RESULT: json_of(facts),
        "result.html": page_of(facts, chinese),
        "result.txt": text_of(facts, chinese),
        **{f"{name}.csv": text for name, text in csv_files(facts, chinese).items()},
    }
    return [write_whole(folder / name, text.encode()) for name, text in texts.items()]


def write_whole(path: Path, body: bytes) -> Path:
    """Write a file whole or not at all; the path. Raises OSError."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(body)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return path


def main() -> int:
    """Write the schema."""
    SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
