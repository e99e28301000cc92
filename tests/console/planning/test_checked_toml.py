"""Lines and fields of TOML files that do not fit."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from console.planning.checked_toml import CheckedFileError, CheckedToml, lines_by_path

TEXT = '''# a comment with [brackets] and "quotes"
name = "first # no comment"
long = """
[not.a.table]
key = 1 \\""" still inside
"""
raw = \'\'\'a "b" \\\'\'\'
numbers = [1, 2,
    3]  # after
a.b = 5

[table]
inside = { x = 1, y = [ { z = 2 } ] }

[[posts]]
id = "one"

[[posts]]
id = "two"
[posts.deep]
"quoted key" = 7
'''


class Deep(msgspec.Struct, forbid_unknown_fields=True):
    x: int
    numbers: dict[str, int] = {}


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    posts: list[Deep]


def refused(path: Path, text: str) -> CheckedFileError:
    path.write_text(text, "utf-8")
    with pytest.raises(CheckedFileError) as caught:
        CheckedToml(path).decode(Whole)
    return caught.value


def test_every_key_and_element_has_the_line_it_stands_on() -> None:
    lines = lines_by_path(TEXT)
    assert lines["name"] == 2
    assert lines["long"] == 3
    assert lines["raw"] == 7
    assert lines["numbers[2]"] == 9
    assert lines["a.b"] == 10
    assert lines["table.inside.y[0].z"] == 13
    assert lines["posts[0].id"] == 16
    assert lines["posts[1].id"] == 19
    assert lines["posts[1].deep.quoted key"] == 21
    assert "not.a.table" not in lines


def test_names_line_of_broken_syntax(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.toml", "posts = []\nx = = 3\n")
    assert (error.line, error.field) == (2, "")
    assert str(error).startswith(f"{tmp_path / 'a.toml'}:2: no valid TOML")


def test_names_last_line_when_the_file_ends_too_early(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.toml", "posts = [\n{ x = 1 },\n").line >= 2


def test_names_field_of_wrong_type(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.toml", '[[posts]]\nx = 1\n[[posts]]\n\nx = "one"\n')
    assert (error.line, error.field) == (5, "posts[1].x")
    assert error.reason == "a whole number is needed, here is text in quotes: write it without quotes"


def test_names_unknown_field(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.toml", "[[posts]]\nx = 1\nofficer = 3\n")
    assert (error.line, error.field) == (3, "posts[0].officer")


def test_names_missing_field_at_what_lacks_it(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.toml", "[[posts]]\nx = 1\n\n[[posts]]\n")
    assert (error.line, error.field) == (4, "posts[1].x")


def test_names_key_of_a_mapping(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.toml", "[[posts]]\nx = 1\n[posts.numbers]\ngood = 1\nbad = true\n")
    assert (error.line, error.field) == (5, "posts[0].numbers.bad")


def test_names_line_that_is_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"x = 1\ny = '\xff'\n")
    with pytest.raises(CheckedFileError) as caught:
        CheckedToml(path)
    assert caught.value.line == 2


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_mark_that_editors_put_in_front_is_read_over(tmp_path: Path, ending: str) -> None:
    """K12: a BOM; the lines of faults stay what they are."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + f"[[posts]]{ending}x = 1{ending}".encode())
    assert CheckedToml(path).decode(Whole) == Whole([Deep(1)])
    path.write_bytes(b"\xef\xbb\xbf" + f"[[posts]]{ending}x = 'one'{ending}".encode())
    with pytest.raises(CheckedFileError) as caught:
        CheckedToml(path).decode(Whole)
    assert (caught.value.line, caught.value.field) == (2, "posts[0].x")
    path.write_bytes(b"")
    with pytest.raises(CheckedFileError, match="posts"):
        CheckedToml(path).decode(Whole)


@pytest.mark.parametrize(
    ("encoding", "named"), [("gbk", "seems to be GBK"), ("utf-16", "is UTF-16"), ("utf-16-be", "not UTF-8")]
)
def test_other_encodings_are_named_with_the_remedy(tmp_path: Path, encoding: str, named: str) -> None:
    """K12."""
    path = tmp_path / "a.toml"
    path.write_bytes("# 化工厂\n[[posts]]\nx = 1\n".encode(encoding))
    with pytest.raises(CheckedFileError) as caught:
        CheckedToml(path)
    assert named in caught.value.reason
    assert "save it again as UTF-8" in caught.value.reason
    assert caught.value.line == 1


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000 + "]" * 5000])
def test_numbers_and_brackets_without_end_are_no_toml(tmp_path: Path, value: str) -> None:
    """K15."""
    assert "no valid TOML" in refused(tmp_path / "a.toml", f"x = 1\ny = {value}\n").reason


def test_names_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CheckedFileError, match=r"absent\.toml:1: No such file"):
        CheckedToml(tmp_path / "absent.toml")
