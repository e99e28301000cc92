"""The header's values: equal ones are equal, so that nothing is drawn twice."""

from __future__ import annotations

from widgets.header.view import HubSignal, HubView, WorldSign


def test_views_compare_by_value() -> None:
    assert HubView(HubSignal.LIVE, 2.0) == HubView(HubSignal.LIVE, 2.0)
    assert {kind.value for kind in WorldSign} == {"LIVE", "DEMO", "DRILL", "REPLAY"}
