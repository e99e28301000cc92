"""The panel's values can be compared and hashed: equal ones cost nothing."""

from __future__ import annotations

from tests.widgets import samples


def test_equal_views_are_equal_and_hashable() -> None:
    assert samples.incident("en") == samples.incident("en")
    assert hash(samples.incident("en")) == hash(samples.incident("en"))
    assert samples.incident("en") != samples.incident("zh")
