"""What does not fit is told in the words of somebody who writes cards and scenarios, whatever msgspec says of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta

from console.planning.checked_toml import CheckedFileError, CheckedToml
from console.planning.toml_words import did_you_mean, none_of


class Mode(StrEnum):
    DIRECT = "direct"
    RALLY = "rally"


class Wind(msgspec.Struct, forbid_unknown_fields=True, tag="wind", tag_field="kind"):
    from_deg: Annotated[int, Meta(ge=0, lt=360)] = 0


class Zone(msgspec.Struct, forbid_unknown_fields=True, tag="zone", tag_field="kind"):
    radius_m: int = 5
    mode: Mode = Mode.DIRECT


class File(msgspec.Struct, forbid_unknown_fields=True):
    injects: tuple[Wind | Zone, ...] = ()
    starts: Annotated[datetime, Meta(tz=True)] | None = None
    at_s: Annotated[float, Meta(ge=0)] = 0.0
    on: bool = False
    place: str = ""
    span: tuple[float, float] = (0.0, 1.0)
    ids: Annotated[tuple[str, ...], Meta(min_length=1)] = ("x",)
    side: Literal["north", "upwind"] = "north"


FIELDS = "injects, starts, at_s, on, place, span, ids, side"


@pytest.mark.parametrize(
    ("text", "line", "field", "reason"),
    [
        ('at_s = "30"', 1, "at_s", "a number is needed, here is text in quotes: write it without quotes"),
        ("at_s = -1", 1, "at_s", "must be at least 0"),
        ("at_s = true", 1, "at_s", "a number is needed, here is true or false"),
        ("at_s = 09:30:00", 1, "at_s", "a number is needed, here is a time without a date"),
        ("on = 1", 1, "on", "true or false is needed, here is a whole number"),
        ("place = 3", 1, "place", "text in quotes is needed, here is a whole number: write it in quotes"),
        (
            "place = [118.05, 36.81]",
            1,
            "place",
            "text in quotes is needed, here is a list in [ ]: name it in words, in quotes; coordinates are not taken",
        ),
        (
            "starts = 2026-06-18T20:41:00",
            1,
            "starts",
            "needs the offset from UTC at its end, as in 2026-06-18T20:41:00+08:00",
        ),
        (
            "starts = 2026-06-18",
            1,
            "starts",
            "a date and time is needed, here is a date without a time: write it as 2026-06-18T20:41:00+08:00",
        ),
        (
            'starts = "tomorrow"',
            1,
            "starts",
            "is no date and time, as in 2026-06-18T20:41:00+08:00 (without quotes)",
        ),
        ("span = [1]", 1, "span", "a list of 2 is needed, here are 1"),
        ("span = 5", 1, "span", "a list in [ ] is needed, here is a whole number"),
        ("ids = []", 1, "ids", "a list of at least 1 is needed"),
        ('ids = "P-101"', 1, "ids", "a list in [ ] is needed, here is text in quotes: put [ ] around it"),
        ('side = "nort"', 1, "side", "'nort' is none of north, upwind; did you mean 'north'?"),
        (
            "plaec = 'x'",
            1,
            "plaec",
            f"there is no such field: 'plaec' is none of {FIELDS}; did you mean 'place'?",
        ),
        (
            '[[injects]]\nkind = "winds"',
            2,
            "injects[0].kind",
            "'winds' is none of wind, zone; did you mean 'wind'?",
        ),
        ('[[injects]]\nkind = "wind"\nfrom_deg = 360', 3, "injects[0].from_deg", "must be at most 359"),
        (
            '[[injects]]\nkind = "wind"\n[[injects]]\nkind = "zone"\nfrom_deg = 3',
            5,
            "injects[1].from_deg",
            "there is no such field: 'from_deg' is none of kind, radius_m, mode",
        ),
        (
            '[[injects]]\nkind = "zone"\nmode = "raly"',
            3,
            "injects[0].mode",
            "'raly' is none of direct, rally; did you mean 'rally'?",
        ),
        ("[[injects]]\nradius_m = 3", 1, "injects[0].kind", "is missing"),
    ],
)
def test_fault_is_told_with_its_line_its_field_and_the_remedy(
    tmp_path: Path, text: str, line: int, field: str, reason: str
) -> None:
    """K20, and K12's "programmer's words"."""
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CheckedFileError) as told:
        CheckedToml(path).decode(File)
    assert (told.value.line, told.value.field, told.value.reason) == (line, field, reason)


def test_only_what_is_nearly_the_same_is_offered() -> None:
    assert did_you_mean("P-999", ["P-101", "P-102"]) == ""
    assert did_you_mean("hospitel", ["hospital", "hotel"]) == "; did you mean 'hospital'?"
    assert none_of("", ["a"]) == "'' is none of a"
