"""Worker processes: isolation, restart, and what a tile learns of its far end."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from backend_stub.town.cameras.server import CameraServerThread
from streams.faults import FaultCode, Nature
from streams.governor import Limits, Quality
from streams.handle import StreamHandle
from streams.health import TileState
from streams.pool import WorkerPool
from streams.ring import RingFrame
from streams.sources import SourceKind, SourceSpec, make_spec
from tests.backend_stub.town.cameras.synthetic import SyntheticScene, quarter, sites
from tests.descriptors import segments
from tests.streams.far_ends import (
    file_server,
    mjpeg_camera,
    pictures_of,
    sending_camera,
    wait_until,
    write_clip,
)
from tests.streams.rtsp_far_end import RtspManners, rtsp_far_end


class Watch:
    """Counts what the pool tells, and on which threads."""

    def __init__(self) -> None:
        self.news: Counter[str] = Counter()
        self.threads: set[str] = set()

    def on_news(self, handle: StreamHandle) -> None:
        self.news[handle.spec.camera_id] += 1
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pool(watch: Watch) -> Iterator[WorkerPool]:
    made = WorkerPool(watch.on_news, workers=2)
    yield made
    made.shutdown()


@pytest.fixture
def lone_pool(watch: Watch) -> Iterator[WorkerPool]:
    made = WorkerPool(watch.on_news, workers=1)
    yield made
    made.shutdown()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", seconds=2.0)


@pytest.fixture
def town() -> Iterator[CameraServerThread]:
    server = CameraServerThread(sites(), SyntheticScene(14.0), quarter(), faults=True)
    server.start()
    yield server
    server.stop()


def has_frame(handle: StreamHandle) -> bool:
    return handle.take() is not None


def state(handle: StreamHandle) -> TileState:
    return handle.health().state


def test_gives_frames_of_the_wanted_size_on_its_own_threads(
    pool: WorkerPool, watch: Watch, clip: Path
) -> None:
    handle = pool.open(make_spec("CAM-1", str(clip)), (160, 90))
    assert wait_until(lambda: state(handle) is TileState.LIVE)
    assert wait_until(lambda: handle.take() is not None)
    assert wait_until(lambda: watch.news["CAM-1"] > 10)
    assert all(name.startswith("feeder") for name in watch.threads)
    assert (handle.codec, handle.source_size_px, handle.source_fps) == ("h264", (320, 180), 25.0)
    assert handle.health().nature is Nature.RECORDED
    pool.resize(handle, (80, 45))

    def is_small() -> bool:
        frame = handle.take()
        return frame is not None and frame.width_px == 80

    assert wait_until(is_small)
    pool.close(handle)
    assert handle.take() is None


def test_a_frame_on_the_screen_outlives_its_camera(pool: WorkerPool, clip: Path) -> None:
    handle = pool.open(make_spec("CAM-1", str(clip)), (160, 90))
    taken: list[RingFrame | None] = [None]

    def take() -> bool:
        taken[0] = handle.take() or taken[0]
        return taken[0] is not None

    assert wait_until(take)
    kept = taken[0]
    assert kept is not None
    pool.close(handle)
    assert len(bytes(kept.data)) == kept.height_px * kept.stride_bytes


@pytest.mark.slow
def test_a_killed_worker_comes_back_and_the_others_never_notice(
    pool: WorkerPool, watch: Watch, clip: Path
) -> None:
    handles = [pool.open(make_spec(f"CAM-{k}", str(clip)), (160, 90)) for k in range(4)]
    assert wait_until(lambda: all(state(handle) is TileState.LIVE for handle in handles))
    victim, hit = next(iter(pool.worker_pids().items()))
    spared = [handle for handle in handles if handle.spec.camera_id not in hit]
    assert len(spared) == 2
    shown = {handle.spec.camera_id: watch.news[handle.spec.camera_id] for handle in spared}
    disturbed: list[TileState] = []
    os.kill(victim, signal.SIGKILL)

    def all_back() -> bool:
        disturbed.extend(found for handle in spared if (found := state(handle)) is not TileState.LIVE)
        return pool.figures().restarts == 1 and all(state(handle) is TileState.LIVE for handle in handles)

    assert wait_until(all_back)
    assert disturbed == []
    assert victim not in pool.worker_pids()
    assert all(watch.news[camera_id] > count for camera_id, count in shown.items())
    assert all(handle.health().attempt <= 1 for handle in spared)


@pytest.mark.slow
def test_a_worker_that_keeps_dying_is_halved_until_the_culprit_is_alone(
    lone_pool: WorkerPool, clip: Path
) -> None:
    pool = lone_pool
    handles = [pool.open(make_spec(f"CAM-{k}", str(clip)), (160, 90)) for k in range(4)]

    def all_live() -> bool:
        return all(state(handle) is TileState.LIVE for handle in handles)

    def host_of_the_culprit() -> int | None:
        return next((pid for pid, cameras in pool.worker_pids().items() if "CAM-2" in cameras), None)

    crashes = 0
    while pool.worker_pids().get(host_of_the_culprit() or 0) != ["CAM-2"]:
        assert crashes < 4
        assert wait_until(all_live)
        victim = host_of_the_culprit()
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        crashes += 1
        assert wait_until(lambda gone=victim: gone not in pool.worker_pids())  # type: ignore[misc]
        assert wait_until(all_live)
    assert crashes == 3
    newcomer = pool.open(make_spec("CAM-9", str(clip)), (160, 90))
    assert wait_until(lambda: state(newcomer) is TileState.LIVE)


@pytest.mark.slow
def test_there_are_as_many_workers_as_before_once_they_were_quiet_for_a_while(
    watch: Watch, clip: Path
) -> None:
    """V12: workers that were killed again and again became 16 out of 2, for good."""
    pool = WorkerPool(watch.on_news, workers=2, suspect_s=4.0)
    names = [f"CAM-{k}" for k in range(8)]
    handles = [pool.open(make_spec(name, str(clip)), (160, 90)) for name in names]

    killed: set[int] = set()

    def killed_them_all_twice() -> bool:
        for pid in set(pool.worker_pids()) - killed:
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)
        return len(killed) >= 4

    assert wait_until(killed_them_all_twice)
    assert wait_until(lambda: len(pool.worker_pids()) > 2)
    assert wait_until(lambda: len(pool.worker_pids()) == 2, 40.0)
    assert wait_until(lambda: all(state(handle) is TileState.LIVE for handle in handles))
    assert sorted(camera for cameras in pool.worker_pids().values() for camera in cameras) == names
    assert pool.figures().restarts >= 4
    assert wait_until(lambda: len(segments()) == 8)
    pool.shutdown()
    assert segments() == []


@pytest.mark.slow
def test_a_worker_that_hangs_is_started_anew(pool: WorkerPool, clip: Path) -> None:
    handle = pool.open(make_spec("CAM-1", str(clip)), (160, 90))
    assert wait_until(lambda: state(handle) is TileState.LIVE)
    victim = next(iter(pool.worker_pids()))
    os.kill(victim, signal.SIGSTOP)
    assert wait_until(lambda: state(handle) is TileState.STALLED)
    assert wait_until(lambda: pool.figures().restarts == 1 and state(handle) is TileState.LIVE)
    assert not psutil.pid_exists(victim)


@pytest.mark.slow
def test_workers_end_when_their_console_is_killed(tmp_path: Path, clip: Path) -> None:
    program = tmp_path / "console.py"
    program.write_text(
        "import sys, time\n"
        "from streams.pool import WorkerPool\n"
        "from streams.sources import make_spec\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkerPool(lambda handle: None, workers=2)\n"
        "    [pool.open(make_spec(f'CAM-{k}', sys.argv[1]), (160, 90)) for k in range(2)]\n"
        "    while len(pool.worker_pids()) < 2 or pool.figures().fps < 1: time.sleep(0.05)\n"
        "    print(*pool.worker_pids(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[2]
    console = subprocess.Popen(
        [sys.executable, str(program), str(clip)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert console.stdout is not None
    workers = [int(pid) for pid in console.stdout.readline().split()]
    assert len(workers) == 2
    assert len(segments(console.pid)) == 2
    console.kill()
    console.wait()
    console.stdout.close()
    assert wait_until(lambda: not any(psutil.pid_exists(pid) for pid in workers), 10.0)
    assert wait_until(lambda: segments(console.pid) == [], 10.0)


@pytest.mark.slow
def test_tells_apart_a_camera_that_dies_freezes_stalls_or_talks_nonsense(
    pool: WorkerPool, town: CameraServerThread
) -> None:
    dies, freezes, stalls, garbles = (site.id for site in sites()[:4])
    handles = {
        camera: pool.open(make_spec(camera, town.server.url(camera)), (160, 90))
        for camera in (dies, freezes, stalls, garbles)
    }
    assert wait_until(lambda: all(state(handle) is TileState.LIVE for handle in handles.values()))
    for camera, mode in ((dies, "die"), (freezes, "freeze"), (stalls, "stall"), (garbles, "garbage")):
        town.server.set_fault(camera, mode, 600.0)
    assert wait_until(lambda: state(handles[dies]) is TileState.RECONNECTING)
    assert wait_until(lambda: state(handles[stalls]) is TileState.STALLED)
    assert wait_until(lambda: state(handles[garbles]) in (TileState.STALLED, TileState.RECONNECTING))
    assert wait_until(lambda: state(handles[stalls]) is TileState.RECONNECTING)
    assert wait_until(lambda: state(handles[freezes]) is TileState.FROZEN, 30.0)
    for camera in handles:
        town.server.set_fault(camera, "die", 0.0)
    assert wait_until(lambda: all(state(handle) is TileState.LIVE for handle in handles.values()), 40.0)


@pytest.mark.slow
def test_damaged_bytes_are_said_and_the_last_whole_picture_stays(
    lone_pool: WorkerPool, tmp_path: Path
) -> None:
    """V6: green "live" on a grey picture."""
    sent = pictures_of(write_clip(tmp_path / "a.ts", seconds=4.0, gop=1000))
    hurt = [*sent[:50], *(piece[:100] + bytes(60) + piece[160:] for piece in sent[50:])]
    with sending_camera([*((piece, 0.04) for piece in hurt), (b"", 5.0)]) as url:
        handle = lone_pool.open(make_spec("CAM-1", url), (160, 90))
        assert wait_until(lambda: state(handle) is TileState.LIVE)
        assert wait_until(lambda: state(handle) is TileState.DAMAGED)
        handle.take()
        assert state(handle) is TileState.DAMAGED
        lone_pool.shutdown()


@pytest.mark.slow
def test_a_camera_that_is_stepped_down_as_far_as_can_be_is_never_called_stalled(
    watch: Watch, tmp_path: Path
) -> None:
    """V15: the slowest rung shows a picture every four seconds; 27 healthy cameras of 64 read "stalled"."""
    pool = WorkerPool(watch.on_news, workers=1, limits=Limits(budget_cores=0.001))
    handle = pool.open(
        make_spec("CAM-1", str(write_clip(tmp_path / "a.mp4", seconds=2.0, gop=50))), (160, 90)
    )
    assert wait_until(lambda: handle.quality is Quality.SLOW, 30.0)
    seen: set[TileState] = set()
    taken: list[RingFrame] = []

    def has_three_more() -> bool:
        seen.add(state(handle))
        frame = handle.take()
        taken.extend([frame] if frame is not None else [])
        return len(taken) > 3

    assert wait_until(has_three_more, 40.0)
    assert seen == {TileState.LIVE}
    pool.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a reply of 2 GB", "a playlist without an end"])
def test_a_far_end_that_wants_all_memory_fails_alone(lone_pool: WorkerPool, clip: Path, what: str) -> None:
    """V10: the worker grew to 2.0 GB, or 0.8 GB."""
    sound = lone_pool.open(make_spec("CAM-1", str(clip)), (160, 90))
    assert wait_until(lambda: state(sound) is TileState.LIVE)
    (worker,) = lone_pool.worker_pids()
    process, most = psutil.Process(worker), [0]
    before = process.memory_info().rss
    endless = itertools.chain([(b"#EXTM3U\n", 0.0)], itertools.repeat((b"#EXTINF:2,\na.ts\n" * 4000, 0.0)))
    with (
        rtsp_far_end(RtspManners(endless_at="DESCRIBE")) as rtsp,
        sending_camera(endless, path="/a.m3u8") as playlist,
    ):
        greedy = lone_pool.open(
            make_spec("CAM-2", rtsp if what == "a reply of 2 GB" else playlist), (160, 90)
        )

        def has_failed() -> bool:
            most[0] = max(most[0], process.memory_info().rss)
            assert state(sound) is TileState.LIVE
            return greedy.health().fault is not None

        assert wait_until(has_failed, 30.0)
        assert most[0] - before < 250_000_000
        assert list(lone_pool.worker_pids()) == [worker]
        lone_pool.shutdown()


@pytest.mark.slow
def test_a_server_that_stands_still_is_not_live_before_it_moves(
    lone_pool: WorkerPool, tmp_path: Path
) -> None:
    """V8: five seconds into the stall the tile was live again for two."""
    sent = pictures_of(write_clip(tmp_path / "a.ts"))
    held = threading.Event()
    with sending_camera([*((piece, 0.04) for piece in sent), (b"", 30.0)], held) as url:
        handle = lone_pool.open(make_spec("CAM-1", url), (160, 90))
        assert wait_until(lambda: state(handle) is TileState.LIVE)
        assert wait_until(lambda: state(handle) is TileState.STALLED)
        seen: list[TileState] = []

        def reconnects_again() -> bool:
            seen.append(state(handle))
            return seen[-1] is TileState.RECONNECTING and handle.health().fault is FaultCode.TIMEOUT

        assert wait_until(reconnects_again, 30.0)
        assert TileState.LIVE not in seen
        held.set()
        assert wait_until(lambda: state(handle) is TileState.LIVE)
        lone_pool.shutdown()


@pytest.mark.slow
def test_plays_segments_jpegs_and_transport_streams(
    pool: WorkerPool, tmp_path: Path, town: CameraServerThread
) -> None:
    write_clip(tmp_path / "live.m3u8", seconds=6.0, options={"hls_time": "1", "hls_list_size": "0"})
    with file_server(tmp_path) as files, mjpeg_camera() as camera:
        handles = [
            pool.open(make_spec("HLS", f"{files}/live.m3u8"), (160, 90)),
            pool.open(make_spec("MJPEG", f"{camera}/video.mjpg"), (160, 90)),
            pool.open(make_spec("TS", town.server.url(sites()[0].id)), (160, 90)),
        ]
        assert [handle.spec.kind for handle in handles] == [
            SourceKind.HLS,
            SourceKind.MJPEG,
            SourceKind.MPEGTS,
        ]
        for handle in handles:
            assert wait_until(partial(has_frame, handle)), handle.spec.camera_id
        pool.shutdown()


@pytest.mark.slow
@pytest.mark.system("rtsp")
def test_plays_a_clip_from_gstreamers_rtsp_server(pool: WorkerPool, tmp_path: Path) -> None:
    real = Path(__file__).resolve().parents[3] / "shared" / "data" / "video" / "intel_car-detection.mp4"
    clip = real if real.exists() else write_clip(tmp_path / "clip.mp4", seconds=3.0)
    script = Path(__file__).with_name("rtsp_server.py")
    server = subprocess.Popen(
        ["/usr/bin/python3", str(script), str(clip), "viewer", "hunter2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    port = int(server.stdout.readline())
    handle = pool.open(make_spec("CAM-1", f"rtsp://viewer:hunter2@127.0.0.1:{port}/cam"), (160, 90))
    assert wait_until(lambda: state(handle) is TileState.LIVE), handle.health()
    assert wait_until(lambda: handle.take() is not None)
    stranger = pool.open(make_spec("CAM-2", f"rtsp://127.0.0.1:{port}/cam"), (160, 90))
    assert wait_until(lambda: state(stranger) is TileState.REFUSED), stranger.health()
    server.kill()
    assert wait_until(lambda: state(handle) is TileState.RECONNECTING, 20.0)
    server.wait()
    server.stdin.close()
    server.stdout.close()


def test_borrows_the_secret_that_a_spec_names(watch: Watch, clip: Path) -> None:
    asked: list[str] = []

    def lend(reference: str) -> str:
        asked.append(reference)
        return "hunter2"

    pool = WorkerPool(watch.on_news, workers=1, secrets=lend)
    spec = SourceSpec("CAM-1", str(clip), SourceKind.FILE, user="viewer", secret_ref="vault:cam-1")
    handle = pool.open(spec, (160, 90))
    assert asked == ["vault:cam-1"]
    assert handle.spec.secret == "hunter2"
    assert "hunter2" not in repr(handle.spec)
    pool.shutdown()


def test_a_camera_is_connected_anew_when_somebody_asks(pool: WorkerPool, tmp_path: Path) -> None:
    """V17."""
    handle = pool.open(make_spec("CAM-1", str(tmp_path / "late.mp4")), (160, 90))
    assert wait_until(lambda: state(handle) is TileState.FAILED)
    write_clip(tmp_path / "late.mp4")
    pool.reconnect(handle)
    assert wait_until(lambda: state(handle) is TileState.LIVE)
    pool.close(handle)
    pool.reconnect(handle)


def test_opens_nothing_after_the_end(pool: WorkerPool, clip: Path) -> None:
    pool.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        pool.open(make_spec("CAM-1", str(clip)), (160, 90))


def test_a_wrong_address_says_so(pool: WorkerPool, tmp_path: Path) -> None:
    handle = pool.open(make_spec("CAM-1", str(tmp_path / "none.mp4")), (160, 90))
    assert wait_until(lambda: state(handle) is TileState.FAILED)
    assert handle.health().fault is FaultCode.NOT_FOUND
