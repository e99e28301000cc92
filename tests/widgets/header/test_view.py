"""The header's values: equal ones are equal, so that nothing is drawn twice."""

from __future__ import annotations

from widgets.header.view import HubView, LinkState, SourceKind


def test_views_compare_by_value() -> None:
    assert HubView(LinkState.LIVE, 2.0) == HubView(LinkState.LIVE, 2.0)
    assert {kind.value for kind in SourceKind} == {"LIVE", "DEMO", "DRILL", "REPLAY"}
