"""The offscreen play's summary says what happened; the play itself runs as a process in test_demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from console.demo_play import Played, write_summary
from console.demo_stages import STAGES

SUMMARY: dict[str, Any] = {
    "played": True,
    "fault": "",
    "incident": "INC-0002",
    "type": "CHEM",
    "times_ms": {"alarm": 60_000, "accepted": 84_000, "closed": 556_000},
    "stages_ms": {},
    "units": ["P-118", "F-101"],
    "events": {"call_reported": 3, "incident_opened": 1},
    "last_seq": 40,
    "picture_hash": "ab" * 16,
    "same_hash_as_hub": True,
    "screenshots": ["1-call-zh.png"],
    "journal": "good: 40 events",
    "rate": 8.0,
}


def test_summary_is_written_for_people_and_for_programs(tmp_path: Path) -> None:
    write_summary(tmp_path, SUMMARY)
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8")) == SUMMARY
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "alarm to close: **yes**" in text
    assert "| accepted | 00:24 |" in text
    assert "| closed | 08:16 |" in text
    assert "the same as the hub's" in text
    assert "![1-call-zh.png](1-call-zh.png)" in text


def test_summary_of_a_play_that_failed_says_why(tmp_path: Path) -> None:
    write_summary(tmp_path, {**SUMMARY, "played": False, "fault": "no hub", "times_ms": {}, "units": []})
    assert "**no** — no hub" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_play_is_whole_when_every_stage_was_seen_and_nothing_failed() -> None:
    assert Played(stages_ms=dict.fromkeys(STAGES, 1)).whole
    assert not Played(stages_ms=dict.fromkeys(STAGES, 1), fault="too late").whole
    assert not Played(stages_ms=dict.fromkeys(STAGES[:-1], 1)).whole
