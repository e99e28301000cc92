"""`main.py probe ADDRESS`: opens a camera's address as a worker would, and says what comes out of it.

Main thread. For people who connect their own cameras, and for `doctor`. Addresses are printed without
credentials.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from dataclasses import dataclass, field

import av.error
import av.logging
from msgspec.structs import replace

from streams.addresses import redact
from streams.errors import SourceError, StreamsError
from streams.faults import FaultCode, Nature
from streams.opening import as_source_error, fault_of, open_source
from streams.sources import PATIENCE_S, SourceKind, SourceSpec, make_spec

_ENDED = "the source ended by itself"
_WHAT = {
    Nature.LIVE: "live",
    Nature.DELAYED: "live, with a delay that nobody tells",
    Nature.RECORDED: "a recording",
}


@dataclass(slots=True)
class Findings:
    """What a probe found; times in seconds since its start, `watched_s` in time of the stream where that has an end."""

    opened_s: float = 0.0
    first_frame_s: float = 0.0
    codec: str = ""
    width_px: int = 0
    height_px: int = 0
    stated_fps: float = 0.0
    frames: int = 0
    key_frames: int = 0
    damaged: int = 0
    bytes_read: int = 0
    watched_s: float = 0.0
    nature: Nature = Nature.LIVE
    is_still: bool = False
    faults: list[str] = field(default_factory=list)

    @property
    def fps(self) -> float:
        """Frames per second as they came."""
        return (self.frames - 1) / self.watched_s if self.frames > 1 and self.watched_s > 0 else 0.0


def probe(spec: SourceSpec, seconds: float = 5.0) -> Findings:
    """Watch a source for `seconds` after its first frame. Raises a SourceError where it cannot be opened."""
    found = Findings()
    began_s = time.monotonic()
    source = open_source(spec)
    try:
        found.opened_s = time.monotonic() - began_s
        found.codec, found.stated_fps = source.codec, source.fps
        found.nature, found.is_still = source.nature, source.is_still
        first_s = 0.0
        context = source.stream.codec_context
        for packet in source.container.demux(source.stream):
            found.bytes_read += packet.size
            try:
                frames = context.decode(packet)
            except av.error.InvalidDataError:
                found.damaged += 1
                continue
            now_s = time.monotonic()
            for frame in frames:
                at_s = now_s if found.nature is not Nature.RECORDED or frame.time is None else frame.time
                found.watched_s = max(found.watched_s, at_s - first_s) if found.frames else 0.0
                if not found.frames:
                    first_s = at_s
                    found.first_frame_s = now_s - began_s
                    found.width_px, found.height_px = frame.width, frame.height
                found.frames += 1
                found.key_frames += frame.key_frame
            if found.watched_s >= seconds:
                break
        else:
            if found.nature is not Nature.RECORDED and not found.is_still:
                found.faults.append(_ENDED)
    except (av.error.FFmpegError, OSError) as error:
        code, words = fault_of(as_source_error(error))
        found.faults.append(_ENDED if code is FaultCode.ENDED else words)
    finally:
        source.close()
    _judge(found)
    return found


def _judge(found: Findings) -> None:
    if not found.frames:
        found.faults.append("not one frame could be decoded")
    if found.damaged:
        found.faults.append(f"{found.damaged} damaged packets")
    if found.frames > 10 and found.key_frames < 2 and found.watched_s > 4:
        found.faults.append(
            "no second key frame within the time: joining will be slow; set the camera to 2 s"
        )
    if found.first_frame_s > 2.0:
        found.faults.append(f"the first frame took {found.first_frame_s:.1f} s")
    slow = found.stated_fps and found.fps < 0.8 * found.stated_fps
    if slow and found.nature is not Nature.RECORDED and found.watched_s > 2:
        found.faults.append(f"{found.fps:.1f} frames per second come of {found.stated_fps:.1f} stated")


def main(argv: list[str]) -> int:
    """Exit status: 0 fine, 1 opened but with faults, 2 not to be opened."""
    parser = argparse.ArgumentParser(
        prog="main.py probe", description="Say what comes out of a camera's address."
    )
    parser.add_argument(
        "url", help="rtsp://…, http://….ts, .m3u8, .mjpg, or a file; credentials may be in it"
    )
    parser.add_argument("--kind", choices=[kind.value for kind in SourceKind], help="where guessing fails")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to watch (default 5)")
    parser.add_argument(
        "--patience",
        type=float,
        default=PATIENCE_S,
        help=f"how long it may take to answer (default {PATIENCE_S:g})",
    )
    chosen = parser.parse_args(argv)
    av.logging.set_level(av.logging.PANIC)
    try:
        spec = make_spec("probe", chosen.url, SourceKind(chosen.kind) if chosen.kind else None)
        spec = replace(spec, patience_s=chosen.patience)
    except ValueError as error:
        sys.stderr.write(f"the address {error}\n")
        return 2
    sys.stdout.write(f"{redact(spec.url)}  ({spec.kind.value})\n")
    sys.stdout.flush()
    try:
        found = _probe_patiently(spec, chosen.seconds)
    except StreamsError as error:
        code, words = fault_of(error)
        sys.stdout.write(f"  not opened: {words} ({code.value})\n")
        return 2
    sys.stdout.write(
        f"  opened       {found.opened_s:.2f} s\n"
        f"  first frame  {found.first_frame_s:.2f} s\n"
        f"  video        {found.codec} {found.width_px}×{found.height_px}\n"
        f"  source       {_WHAT[found.nature] if not found.is_still else 'a still, asked for again and again'}\n"
        f"  frames       {found.fps:.1f}/s ({found.key_frames} key frames in {found.watched_s:.1f} s)\n"
    )
    for fault in found.faults:
        sys.stdout.write(f"  fault        {fault}\n")
    return 1 if found.faults else 0


def _probe_patiently(spec: SourceSpec, seconds: float) -> Findings:
    """Probe on a thread of its own: a frozen far end can hold FFmpeg for longer than a person waits."""
    done: list[Findings | StreamsError] = []

    def work() -> None:
        try:
            done.append(probe(spec, seconds))
        except StreamsError as error:
            done.append(error)

    thread = threading.Thread(target=work, name="probe", daemon=True)
    thread.start()
    thread.join(seconds + 2 * spec.patience_s + 5.0)
    if not done:
        raise SourceError("timed out: the far end holds the connection but sends nothing")
    if isinstance(done[0], StreamsError):
        raise done[0]
    return done[0]
