"""`result.json` is one format with a schema that ships; files come whole or not at all, and the same facts the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from console.result.facts import FORMAT
from console.result.files import RESULT, SCHEMA, json_of, leave_files, read_json, schema_text, write_whole
from tests.console.result import runs
from tests.console.result.runs import ending

ROOT = Path(__file__).resolve().parents[3]


def fits(value: object, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value fits, by the words that our schema uses."""
    if "$ref" in schema:
        return fits(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in schema:
        return any(fits(value, one, whole) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    match schema["type"]:
        case "object":
            if not isinstance(value, dict) or not set(schema.get("required", ())) <= set(value):
                return False
            known, more = schema.get("properties", {}), schema.get("additionalProperties")
            each = {name: known.get(name, more) for name in value}
            return all(isinstance(one, dict) and fits(value[name], one, whole) for name, one in each.items())
        case "array":
            fixed = schema.get("prefixItems", [])
            items = schema.get("items")
            if not isinstance(value, list) or (fixed and len(value) != len(fixed)):
                return False
            forms = fixed or [items] * len(value)
            return all(fits(one, form, whole) for one, form in zip(value, forms, strict=True))
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return value is None


def test_the_schema_that_ships_is_that_of_the_facts() -> None:
    """`python -m console.result.files` writes it anew; a field that changes its meaning needs a new format."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()
    assert SCHEMA.name == f"{FORMAT.replace('/', '-')}.schema.json"


@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_ending_fits_the_schema_and_reads_back(name: str) -> None:
    found = ending(name)
    text, schema = json_of(found), json.loads(schema_text())
    assert fits(json.loads(text), schema, schema)
    assert read_json(text.encode()) == found


def test_what_does_not_fit_is_noticed() -> None:
    whole, schema = json.loads(json_of(ending("whole"))), json.loads(schema_text())
    del whole["musters"][0]["strength"]["required"]
    assert not fits(whole, schema, schema)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"format": "result/9"}', "format 'result/9' is not 'result/1'"),
        (b'{"format": 1}', "format 1 is not"),
        (b"{}", "format None is not"),
        (b"not json", "no result"),
        (b'{"format": "result/1"}', "no result"),
    ],
)
def test_another_format_is_refused_in_words(text: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_json(text)


def test_every_form_is_left_and_the_same_facts_leave_the_same_bytes(tmp_path: Path) -> None:
    left = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        paths = leave_files(tmp_path / name, ending("whole"), chinese=True)
        left.append({path.name: path.read_bytes() for path in paths})
    assert left[0] == left[1]
    wanted = [RESULT, "result.html", "result.txt", "gates.csv", "units.csv", "curve.csv"]
    assert list(left[0]) == wanted
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(wanted)


def test_a_file_that_is_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b"old " * 1000)
    assert write_whole(path, b"new") == path
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="Not a directory"):
        write_whole(tmp_path / "file" / "result.json", b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_leaves_the_former_file_and_nothing_half(tmp_path: Path) -> None:
    """A process that may write no more than 4 KiB in one file is out of room in the middle of this one."""
    path = tmp_path / "result.json"
    path.write_bytes(b"former")
    program = (
        "import pathlib, resource, signal, sys\n"
        "from console.result.files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    write_whole(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except OSError as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "OSError\n"
    assert path.read_bytes() == b"former"
    assert [one.name for one in tmp_path.iterdir()] == ["result.json"]
