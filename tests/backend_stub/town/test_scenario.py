"""Scenario files are read, and what does not fit is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.intake.reports import RawReport, to_command
from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from backend_stub.town.scenario import DEMO, load

HEAD = 'format = 1\nname_zh = "试"\nname_en = "Trial"\n'


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_demo_knows_only_types_of_the_town_and_channels_of_the_intake() -> None:
    demo = load(DEMO)
    known = {kind.id for kind in INCIDENT_TYPES}
    assert {happens.type_code for happens in demo.happens} <= known
    for happens in demo.happens:
        for source in happens.sources:
            to_command(RawReport(channel=source.channel, lon_deg=1.0, lat_deg=1.0))
            assert source.words


def test_demo_has_a_big_incident_within_twenty_seconds() -> None:
    assert any(opening.at_s <= 20 and opening.calls >= 3 for opening in load(DEMO).openings)


def test_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="speed"):
        load(_write(tmp_path, HEAD + "speed = 3\n"))


def test_other_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format 2"):
        load(_write(tmp_path, HEAD.replace("format = 1", "format = 2")))


def test_opening_of_an_unknown_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="NOVA"):
        load(_write(tmp_path, HEAD + '[[openings]]\nat_s = 1\ntype_code = "NOVA"\n'))


def test_broken_file_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"s\.toml"):
        load(_write(tmp_path, "format = = 1"))
