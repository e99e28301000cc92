"""TOML files that people write, checked against a struct: what is wrong is said with file, line and field.

Pure but for reading the file, any thread. Used by plan cards and by the scenarios of drills. tomllib tells the line of
broken syntax and msgspec the path of a field that does not fit; `lines_by_path` finds the line of such a path.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from .toml_words import in_words

_T = TypeVar("_T")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_AT_PATH = re.compile(r" - at (?:`key` in )?`\$\.?(.*)`$")
_FIELD = re.compile(r"`([^`]+)`")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
REMEDY = "save it again as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
_ANY_KEY = "[...]"
"""How msgspec writes a key of a mapping."""


class CheckedFileError(ValueError):
    """A file that does not fit. `line` counts from 1; `field` is a path such as "posts[1].officers", "" = none."""

    def __init__(self, path: Path, line: int, field: str, reason: str) -> None:
        """Worded as compilers do: file:line: field: reason."""
        where = f"{path}:{line}: {field}: " if field else f"{path}:{line}: "
        super().__init__(where + reason)
        self.path, self.line, self.field, self.reason = path, line, field, reason


class CheckedToml:
    """One file's text with the lines of its fields; `error` makes the error for a field."""

    def __init__(self, path: Path, kind: type[CheckedFileError] = CheckedFileError) -> None:
        """Reads and parses. Raises `kind` for a file that cannot be read or is no TOML."""
        self.path = path
        self._kind = kind
        try:
            self._text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise kind(path, 1, "", error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise kind(path, line, "", f"not UTF-8 text{_seems(error.object)}: {REMEDY}") from error
        try:
            self._data = tomllib.loads(self._text)
        except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, and brackets
            said = str(error)
            found = _AT_LINE.search(said)
            line = int(found.group(1)) if found else self._text.count("\n") + 1
            raise kind(path, line, "", f"no valid TOML: {said}") from error

    def decode(self, type_: type[_T]) -> _T:
        """The file as a struct; raises for the first field that does not fit."""
        try:
            return msgspec.convert(self._data, type_)
        except msgspec.ValidationError as error:
            said = str(error)
            found = _AT_PATH.search(said)
            field = self._exact(found.group(1), type_) if found else ""
            reason = said[: found.start()] if found else said
            words = in_words(reason, type_, self._data, field)
            named = _FIELD.search(reason)
            if named is not None and ("unknown field" in reason or "missing required field" in reason):
                field = f"{field}.{named.group(1)}" if field else named.group(1)
            raise self.error(field, words) from error

    def has(self, field: str) -> bool:
        """Whether somebody wrote that field or table."""
        return field in lines_by_path(self._text)

    def error(self, field: str, reason: str) -> CheckedFileError:
        """An error at a field; where the field is absent, at the nearest thing that holds it."""
        lines = lines_by_path(self._text)
        at = field
        while at and at not in lines:
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        return self._kind(self.path, lines.get(at, 1), field, reason)

    def _exact(self, field: str, type_: type[object]) -> str:
        """`limits[...]` with the key that is meant: the first that is wrong on its own."""
        if not field.endswith(_ANY_KEY) or field.count(_ANY_KEY) > 1:
            return field.replace(_ANY_KEY, "")
        name = field.removesuffix(_ANY_KEY)
        holder: Any = self._data
        for step in re.findall(r"[^.\[\]]+", name):
            holder = holder[int(step) if step.isdigit() else step]
        whole = dict(holder)
        for key, value in whole.items():
            holder.clear()
            holder[key] = value
            try:
                msgspec.convert(self._data, type_)
            except msgspec.ValidationError as error:
                if f"`$.{name}{_ANY_KEY}`" in str(error):
                    return f"{name}.{key}"
            finally:
                holder.clear()
                holder.update(whole)
        return name


def _seems(data: bytes) -> str:
    """What an editor has saved it as, where that shows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ", it is UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return ", it seems to be GBK"


def lines_by_path(text: str) -> dict[str, int]:
    """Line of every key, table and array element of valid TOML: "posts[1].officers" → 27."""
    scan = _Scan(text)
    scan.document()
    return scan.lines


class _Scan:
    """Walks TOML that tomllib has accepted already, so that nothing needs to be checked again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counts: dict[str, int] = {}
        self.lines: dict[str, int] = {}

    def document(self) -> None:
        """All of it."""
        table = ""
        while self._skip("\n"):
            if self._text.startswith("[[", self._at):
                table = self._header("[[", "]]")
            elif self._text[self._at] == "[":
                table = self._header("[", "]")
            else:
                self._pair(table)

    def _header(self, opening: str, closing: str) -> str:
        self._move(len(opening))
        keys = self._keys(closing[0])
        self._move(len(closing))
        path = ""
        for number, key in enumerate(keys):
            path = f"{path}.{key}" if path else key
            if number == len(keys) - 1 and opening == "[[":
                self.lines.setdefault(path, self._line)
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = f"{path}[{self._counts[path]}]"
        self.lines.setdefault(path, self._line)
        return path

    def _pair(self, table: str) -> None:
        line = self._line
        keys = self._keys("=")
        self._move(1)
        path = table
        for key in keys:
            path = f"{path}.{key}" if path else key
            self.lines.setdefault(path, line)
        self._value(path)

    def _keys(self, until: str) -> list[str]:
        """Dotted keys up to `until`, which is not consumed."""
        keys = []
        while self._skip("") and self._text[self._at] != until:
            char = self._text[self._at]
            if char in "\"'":
                keys.append(self._string()[1:-1])
            elif char == ".":
                self._move(1)
            else:
                found = _BARE.match(self._text, self._at)
                keys.append(found.group() if found else char)
                self._move(len(keys[-1]))
        return keys

    def _value(self, path: str) -> None:
        self._skip("")
        char = self._text[self._at]
        if char == "[":
            self._array(path)
        elif char == "{":
            self._inline_table(path)
        elif char in "\"'":
            self._string()
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}\n#":
                self._move(1)

    def _array(self, path: str) -> None:
        self._move(1)
        number = 0
        while self._skip("\n,") and self._text[self._at] != "]":
            self.lines[f"{path}[{number}]"] = self._line
            self._value(f"{path}[{number}]")
            number += 1
        self._move(1)

    def _inline_table(self, path: str) -> None:
        self._move(1)
        while self._skip("\n,") and self._text[self._at] != "}":
            self._pair(path)
        self._move(1)

    def _string(self) -> str:
        quote = self._text[self._at]
        long = self._text.startswith(quote * 3, self._at)
        mark = quote * 3 if long else quote
        end = self._at + len(mark)
        while not self._text.startswith(mark, end):
            end += 2 if quote == '"' and self._text[end] == "\\" else 1
        end += len(mark)
        while long and end < len(self._text) and self._text[end] == quote:
            end += 1
        found = self._text[self._at : end]
        self._move(len(found))
        return found

    def _skip(self, also: str) -> bool:
        """Past blanks, comments and the characters of `also`; whether anything is left."""
        while self._at < len(self._text):
            char = self._text[self._at]
            if char == "#":
                end = self._text.find("\n", self._at)
                self._move((end if end >= 0 else len(self._text)) - self._at)
            elif char in " \t\r" or char in also:
                self._move(1)
            else:
                return True
        return False

    def _move(self, by: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + by)
        self._at += by
