from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from streams.segment import PREFIX, make_segment, open_segment, unlink_segment
from tests.descriptors import descriptors, mapped, segments, shared_memory


def test_two_ends_see_the_same_memory_and_it_goes_with_the_last_view() -> None:
    name, ours = make_segment(10_000)
    assert name.startswith(f"{PREFIX}{os.getpid()}-")
    theirs = open_segment(name)
    ours[5000] = 7
    assert theirs[5000] == 7
    unlink_segment(name)
    assert segments() == []
    part = theirs[4000:6000]
    del ours, theirs
    assert part[1000] == 7
    assert len(mapped()) == len(shared_memory()) == 1
    del part
    assert mapped() == shared_memory() == []


def test_a_failed_reservation_leaves_neither_name_nor_descriptor() -> None:
    before = descriptors()

    def refuse(descriptor: int, size_bytes: int) -> None:
        os.ftruncate(descriptor, size_bytes)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left"):
        make_segment(10_000, refuse)
    assert segments() == []
    assert descriptors() == before


def test_what_is_gone_cannot_be_opened() -> None:
    name, _ = make_segment(100)
    unlink_segment(name)
    with pytest.raises(FileNotFoundError):
        open_segment(name)


def test_a_name_that_somebody_swept_away_is_no_trouble() -> None:
    name, whole = make_segment(100)
    Path("/dev/shm", name).unlink()
    unlink_segment(name)
    whole[0] = 1
