"""Looks on their way to the audit chain."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.session.look_spool import LookSpool
from console.wire.messages import LookEntry


def look(number: int) -> LookEntry:
    return LookEntry(what="camera_opened", subject=f"CAM-{number:03d}", at_ms=number)


def test_what_was_not_logged_survives_the_console(tmp_path: Path) -> None:
    path = tmp_path / "looks.jsonl"
    spool = LookSpool(path)
    spool.add(look(1))
    spool.add(look(2))
    again = LookSpool(path)
    batch = again.next_batch()
    assert batch is not None
    assert batch.looks == (look(1), look(2))


def test_a_batch_keeps_its_id_until_it_is_answered(tmp_path: Path) -> None:
    spool = LookSpool(tmp_path / "looks.jsonl")
    spool.add(look(1))
    first = spool.next_batch()
    spool.add(look(2))
    assert spool.next_batch() == first
    assert first is not None
    spool.on_logged("somebody else's")
    assert spool.next_batch() == first
    spool.on_logged(first.id)
    second = spool.next_batch()
    assert second is not None
    assert second.looks == (look(2),)
    spool.on_logged(second.id)
    assert spool.next_batch() is None
    assert not (tmp_path / "looks.jsonl").exists()


@pytest.mark.expects_log("could not be read")
def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "looks.jsonl"
    spool = LookSpool(path)
    spool.add(look(1))
    path.write_bytes(path.read_bytes() + b"\x00garbage\n")
    assert len(LookSpool(path)) == 1


@pytest.mark.expects_log("kept in memory")
def test_a_full_disk_keeps_looks_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    spool = LookSpool(blocked / "looks.jsonl")
    spool.add(look(1))
    batch = spool.next_batch()
    assert batch is not None
    assert batch.looks == (look(1),)
