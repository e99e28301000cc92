"""Findings of the doctor."""

from __future__ import annotations

import json
from dataclasses import asdict

from console.doctor.finding import State, fault, ok, warning


def test_three_states_and_only_bad_ones_have_a_remedy() -> None:
    assert ok("hub", "answers").remedy == ""
    assert warning("display", "none", "set DISPLAY").state is State.WARNING
    assert fault("fonts", "none", "install some").state is State.FAULT


def test_as_json_is_plain_strings() -> None:
    assert json.loads(json.dumps(asdict(fault("fonts", "none", "install some")))) == {
        "check": "fonts",
        "state": "fault",
        "says": "none",
        "remedy": "install some",
    }
