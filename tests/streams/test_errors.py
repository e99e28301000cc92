from __future__ import annotations

from pathlib import Path

import pytest

from streams import errors


def test_a_fault_of_a_file_names_file_line_and_field() -> None:
    fault = errors.SourceFileError(Path("cameras.csv"), 7, "lon", "'east' is not a number")
    assert str(fault) == "cameras.csv:7, field 'lon': 'east' is not a number"
    assert (fault.line, fault.field) == (7, "lon")


def test_a_fault_of_the_whole_file_names_no_line() -> None:
    assert (
        str(errors.SourceFileError(Path("c.csv"), 0, "", "is not UTF-8 text")) == "c.csv: is not UTF-8 text"
    )


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (errors.SourceRefusedError, errors.SourceError),
        (errors.SourceNotFoundError, errors.SourceError),
        (errors.SourceUnusableError, errors.SourceError),
        (errors.SourceFileError, errors.StreamsError),
        (errors.RingError, errors.StreamsError),
        (errors.LinkClosedError, errors.StreamsError),
    ],
)
def test_the_tree_is_as_the_docstring_says(kind: type[Exception], parent: type[Exception]) -> None:
    assert issubclass(kind, parent)
    assert kind.__name__ in (errors.__doc__ or "")
