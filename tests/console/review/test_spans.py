"""Musters of a journal: phases as they were decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.judge.judging import judge
from console.journal.reader import JournalReader
from console.review.spans import Spans

from .golden_files import NAMES, unpack


@pytest.mark.parametrize("name", NAMES)
def test_says_of_every_muster_what_its_judgement_says(name: str, tmp_path: Path) -> None:
    """Two readings of one journal: the gates here are those that the judge finds."""
    path = unpack(tmp_path, name)
    spans = Spans()
    with JournalReader(path) as reader:
        for recorded in reader.events():
            spans.see(recorded)
    with JournalReader(path) as reader:
        musters = judge(reader.events()).musters
    assert [one.muster_id for one in spans.found] == [one.muster_id for one in musters]
    for span, muster in zip(spans.found, musters, strict=True):
        assert span.t0_ms == muster.t0_ms
        assert span.incident_id == muster.incident_id
        gates = [one for one in muster.gates if str(one.gate) != "cover"]
        decided = [(passed == 1) for passed in span.passed if passed >= 0]
        assert decided == [one.state == "passed" for one in gates][: len(decided)]
        assert len(decided) > 0
