"""What msgspec says of a field that does not fit, in the words of somebody who writes plan cards and scenarios.

Pure, any thread. Used by `checked_toml`, and by whoever looks up names in such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Final

from msgspec import inspect

_NOUNS: Final = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "str": "text in quotes",
    "array": "a list in [ ]",
    "object": "a table",
    "datetime": "a date and time",
    "date": "a date without a time",
    "time": "a time without a date",
    "null": "nothing",
}
_REMEDIES: Final = {
    ("number", "str"): ": write it without quotes",
    ("text", "int"): ": write it in quotes",
    ("text", "float"): ": write it in quotes",
    ("text", "array"): ": name it in words, in quotes; coordinates are not taken",
    ("list", "str"): ": put [ ] around it",
}
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `([^`]+)`$")
_OUT_OF_BOUNDS = re.compile(r"Expected `(?:int|float)` (<=|>=|<|>) (\S+)$")
_LENGTH = re.compile(r"Expected `array` of length (.+)$")
_VALUE = re.compile(r"Invalid (?:enum )?value '?(.*?)'?$", re.DOTALL)
_NAMED = re.compile(r"Object (?:contains unknown|missing required) field `([^`]+)`$")
_BOUNDS: Final = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}
_STEP = re.compile(r"[^.\[\]]+")
DATE_EXAMPLE: Final = "2026-06-18T20:41:00+08:00"


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """`; did you mean 'wind'?`, or nothing where nothing known is like it."""
    near = get_close_matches(given, list(known), 1, 0.75)
    return f"; did you mean {near[0]!r}?" if near else ""


def none_of(given: str, known: Iterable[str]) -> str:
    """`'winds' is none of closure, wind; did you mean 'wind'?`"""
    valid = list(known)
    return f"{given!r} is none of {', '.join(valid)}{did_you_mean(given, valid)}"


def in_words(said: str, type_: type[object], data: Any, path: str) -> str:
    """msgspec's message about `path` of `data`, as people say it; unchanged where it is of no known form."""
    if found := _WRONG_TYPE.match(said):
        return _wrong_type(found.group(1), found.group(2))
    if found := _OUT_OF_BOUNDS.match(said):
        return f"must be {_BOUNDS[found.group(1)]} {float(found.group(2)):g}"
    if found := _LENGTH.match(said):
        wanted, _, got = found.group(1).partition(", got ")
        least = f"at least {wanted[3:]}" if wanted.startswith(">= ") else wanted
        return f"a list of {least} is needed" + (f", here are {got}" if got else "")
    if said.endswith("with a timezone component"):
        return f"needs the offset from UTC at its end, as in {DATE_EXAMPLE}"
    if said.startswith("Invalid RFC3339"):
        return f"is no date and time, as in {DATE_EXAMPLE} (without quotes)"
    if found := _NAMED.match(said):
        name = found.group(1)
        if "missing" in said:
            return "is missing"
        return f"there is no such field: {none_of(name, _choices(type_, data, path, fields=True))}"
    if (found := _VALUE.match(said)) and (valid := _choices(type_, data, path, fields=False)):
        return none_of(found.group(1), valid)
    return said


def _wrong_type(wanted: str, got: str) -> str:
    nouns = [_NOUNS.get(one, one) for one in wanted.split(" | ") if one != "null"]
    reason = f"{' or '.join(nouns)} is needed, here is {_NOUNS.get(got, got)}"
    if wanted.startswith("datetime"):
        return f"{reason}: write it as {DATE_EXAMPLE}"
    return reason + next(
        (more for (noun, had), more in _REMEDIES.items() if had == got and noun in nouns[0]), ""
    )


def _choices(type_: type[object], data: Any, path: str, *, fields: bool) -> list[str]:
    """What may stand at a path: the fields of its table, or the values of its enumeration or of its kind of table."""
    steps = _STEP.findall(path)
    if not fields and steps:
        *above, last = steps
        holder = _walk(inspect.type_info(type_), data, above, resolve=False)
        for one in _structs(holder):
            if one.tag_field == last:
                return [str(other.tag) for other in _structs(holder)]
    found = _walk(inspect.type_info(type_), data, steps, resolve=fields)
    if isinstance(found, inspect.StructType):
        names = [field.encode_name for field in found.fields]
        return [*([found.tag_field] if found.tag_field else []), *names]
    if isinstance(found, inspect.EnumType):
        return [str(one.value) for one in found.cls]
    if isinstance(found, inspect.LiteralType):
        return [str(one) for one in found.values]
    return []


def _walk(info: inspect.Type, data: Any, steps: list[str], *, resolve: bool) -> inspect.Type:
    """The type at the end of the steps; where it may be several tables, `resolve` chooses by the data's tag."""
    for step in steps:
        info = _chosen(_bare(info), data)
        if isinstance(info, inspect.StructType):
            fields = {field.encode_name: field.type for field in info.fields}
            info, data = fields.get(step, info), data.get(step) if isinstance(data, dict) else None
        elif isinstance(info, inspect.ListType | inspect.VarTupleType):
            info, data = info.item_type, data[int(step)]
        elif isinstance(info, inspect.TupleType):
            info, data = info.item_types[int(step)], data[int(step)]
        elif isinstance(info, inspect.DictType):
            info, data = info.value_type, data.get(step)
    info = _bare(info)
    return _chosen(info, data) if resolve else info


def _bare(info: inspect.Type) -> inspect.Type:
    """Without notes; an optional as what it is when it is there."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        there = [one for one in info.types if not isinstance(one, inspect.NoneType)]
        return _bare(there[0]) if len(there) == 1 else info
    return info


def _structs(info: inspect.Type) -> list[inspect.StructType]:
    types = info.types if isinstance(info, inspect.UnionType) else (info,)
    return [one for one in types if isinstance(one, inspect.StructType)]


def _chosen(info: inspect.Type, data: Any) -> inspect.Type:
    if isinstance(info, inspect.UnionType) and isinstance(data, dict):
        return next((one for one in _structs(info) if data.get(str(one.tag_field)) == one.tag), info)
    return info
