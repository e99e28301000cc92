"""The doctor's report and its exit status."""

from __future__ import annotations

import json

import pytest

from console.doctor import cli
from console.doctor.finding import fault, ok, warning


def test_report_has_remedies_below_their_lines_and_a_count() -> None:
    lines = cli.as_text(
        [ok("hub", "answers"), warning("display", "none", "set it"), fault("qt", "no", "mend")]
    )
    assert lines.splitlines() == [
        "ok       hub      answers",
        "warning  display  none",
        "                  → set it",
        "FAULT    qt       no",
        "                  → mend",
        "1 fault(s), 1 warning(s), 3 checks",
    ]


@pytest.mark.slow
def test_hub_that_cannot_be_reached_makes_the_exit_status_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--json", "--hub", "nowhere"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["faults"] >= 1
    assert {"hub", "packages", "webgl"} <= {finding["check"] for finding in report["findings"]}
