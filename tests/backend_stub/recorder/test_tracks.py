from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend_stub.recorder.thinning import TrackFix
from backend_stub.recorder.tracks import (
    MAGIC,
    SEGMENT_MS,
    TRACK_DTYPE,
    TrackError,
    TrackWriter,
    read_tracks,
    segment_path,
)

LON, LAT = 1_179_000_000, 368_000_000


def _zigzag(writer: TrackWriter, unit_id: str, start_ms: int, fixes: int) -> list[int]:
    """Fixes that no thinning drops, ten seconds apart; their times."""
    times = list(range(start_ms, start_ms + fixes * 10_000, 10_000))
    for number, t_ms in enumerate(times):
        writer.add(unit_id, TrackFix(t_ms, LON + (number % 2) * 20_000, LAT + number * 100, 800, 90))
    return times


def test_tracks_come_back_as_they_were_kept(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        times = _zigzag(writer, "P-101", 5_000, 20)
        _zigzag(writer, "C-201", 7_000, 5)
    tracks = read_tracks(tmp_path, 0, 1_000_000)
    assert set(tracks) == {"P-101", "C-201"}
    track = tracks["P-101"]
    assert track.t_ms.tolist() == times
    assert track.lon_e7[1] == LON + 20_000
    assert (track.speed_cmps[0], track.bearing_deg[0]) == (800, 90)


def test_a_span_comes_with_one_fix_more_on_each_side(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 20)
    assert read_tracks(tmp_path, 95_000, 105_000)["P-101"].t_ms.tolist() == [90_000, 100_000, 110_000]
    assert read_tracks(tmp_path, 500_000, 600_000) == {}


def test_only_the_units_asked_for(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 3)
        _zigzag(writer, "P-102", 0, 3)
    assert set(read_tracks(tmp_path, 0, 100_000, ["P-102", "X-1"])) == {"P-102"}


def test_tracks_run_over_the_hour_into_the_next_segment(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        times = _zigzag(writer, "P-101", SEGMENT_MS - 50_000, 10)
    assert segment_path(tmp_path, 0).exists()
    assert segment_path(tmp_path, 1).exists()
    assert read_tracks(tmp_path, 0, 2 * SEGMENT_MS)["P-101"].t_ms.tolist() == times


def test_readers_see_what_is_flushed_while_the_writer_goes_on(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 10)
        writer.flush()
        assert len(read_tracks(tmp_path, 0, 1_000_000)["P-101"].t_ms) == 9
    assert len(read_tracks(tmp_path, 0, 1_000_000)["P-101"].t_ms) == 10


def test_a_restarted_writer_goes_on_and_keeps_the_units_numbers(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 5)
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "C-201", 60_000, 5)
        _zigzag(writer, "P-101", 60_000, 5)
    tracks = read_tracks(tmp_path, 0, 1_000_000)
    assert {unit: len(track.t_ms) for unit, track in tracks.items()} == {"P-101": 10, "C-201": 5}


def test_a_record_cut_off_by_a_crash_is_passed_over_and_cut_away(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 5)
    path = segment_path(tmp_path, 0)
    with path.open("ab") as file:
        file.write(b"\x07" * (TRACK_DTYPE.itemsize - 1))
    assert len(read_tracks(tmp_path, 0, 1_000_000)["P-101"].t_ms) == 5
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 60_000, 2)
    assert (path.stat().st_size - len(MAGIC)) % TRACK_DTYPE.itemsize == 0
    assert len(read_tracks(tmp_path, 0, 1_000_000)["P-101"].t_ms) == 7


@pytest.mark.parametrize("content", [b"something else entirely", b"MUSTERTRACKS\x00\x00\x00\x02rest of it"])
def test_what_is_no_track_segment_is_refused(tmp_path: Path, content: bytes) -> None:
    segment_path(tmp_path, 0).write_bytes(content)
    with pytest.raises(TrackError):
        read_tracks(tmp_path, 0, 1_000)
    with TrackWriter(tmp_path) as writer:
        writer.add("P-101", TrackFix(0, LON, LAT))
        with pytest.raises(TrackError):
            writer.flush()
        segment_path(tmp_path, 0).unlink()


def test_units_that_are_no_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "units.json").write_text('{"P-101": 0}', encoding="utf-8")
    with pytest.raises(TrackError):
        TrackWriter(tmp_path)


def test_a_place_between_two_fixes_is_interpolated(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        _zigzag(writer, "P-101", 0, 3)
    lon, lat = read_tracks(tmp_path, 0, 100_000)["P-101"].at(5_000)
    assert lon == pytest.approx((LON + 10_000) / 1e7)
    assert lat == pytest.approx((LAT + 50) / 1e7)


def test_most_fixes_of_a_patrol_are_thinned_away(tmp_path: Path) -> None:
    with TrackWriter(tmp_path) as writer:
        for second in range(600):
            writer.add("P-101", TrackFix(second * 1000, LON + second * 1_300, LAT))
    assert writer.seen == 600
    assert writer.kept < 30
    assert np.all(np.diff(read_tracks(tmp_path, 0, 10**9)["P-101"].t_ms) > 0)
