"""The load: its commands and its tally."""

from __future__ import annotations

from itertools import islice

from backend_stub.bench.hub_load import Tally, commands
from console.domain.calls.commands import ReportCall
from console.domain.incidents.commands import AddNote, UrgeIncident


def test_half_of_the_load_are_reports_and_the_rest_notes_and_urges() -> None:
    made = list(islice(commands(10), 400))
    counts = [sum(isinstance(each, kind) for each in made) for kind in (ReportCall, AddNote, UrgeIncident)]
    assert counts == [200, 100, 100]
    assert all(isinstance(each, ReportCall) for each in islice(commands(0), 20))


def test_tally_counts_refusals_by_code() -> None:
    tally = Tally()
    tally.sent_s = {"1": 0.0, "2": 0.0}
    tally.answered("1")
    tally.answered("2", "expired")
    result = tally.result(0.0)
    assert (result["n"], result["refused"]) == (2, {"expired": 1})
    assert result["p50_ms"] > 0
