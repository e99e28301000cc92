"""Opens a source with PyAV and sorts its faults. Runs on a camera thread of a worker, and in the probe.

What was learned: probing is what makes joining slow. `analyzeduration=0` means FFmpeg's default of seconds,
and a camera of 250 kbit/s needs one more to fill `probesize`; one microsecond and no frame-rate probe open
plain H.264 with its first key frame, other codecs need a longer look. `fflags=nobuffer` throws the first key
frame away: never set it.
RTSP goes over TCP: cameras behind switches lose UDP packets, and a lost packet is a grey smear.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass

import av
import av.container
import av.error
import av.video.stream

from streams.allowed import Allowed, Opener
from streams.errors import (
    ExhaustedError,
    SourceError,
    SourceNotFoundError,
    SourceRefusedError,
    SourceUnusableError,
    StreamsError,
    as_exhausted,
)
from streams.health import FaultCode
from streams.sources import SourceKind, SourceSpec

OPEN_TIMEOUT_S = 6.0
READ_TIMEOUT_S = 5.0
FAST_PROBE = {"probesize": "32768", "analyzeduration": "1", "fpsprobesize": "0"}
LONG_PROBE = {"probesize": "1000000", "analyzeduration": "500000"}
_QUICK_CODECS = {"h264", "mjpeg"}
_CAUSES: dict[type[SourceError], tuple[type[Exception], ...]] = {
    SourceRefusedError: (
        av.error.HTTPUnauthorizedError,
        av.error.HTTPForbiddenError,
        av.error.PermissionError,
    ),
    SourceNotFoundError: (av.error.HTTPNotFoundError, av.error.FileNotFoundError),
    SourceUnusableError: (av.error.DecoderNotFoundError, av.error.DemuxerNotFoundError),
}
_FAULTS = {
    SourceRefusedError: FaultCode.REFUSED,
    SourceNotFoundError: FaultCode.NOT_FOUND,
    SourceUnusableError: FaultCode.NO_VIDEO,
    ExhaustedError: FaultCode.EXHAUSTED,
}
_FORMATS = {SourceKind.MPEGTS: "mpegts", SourceKind.RTSP: "rtsp", SourceKind.HLS: "hls"}


@dataclass(slots=True)
class OpenSource:
    """An open container and its video stream. The thread that opened it owns it."""

    container: av.container.InputContainer
    stream: av.video.stream.VideoStream
    codec: str
    width_px: int
    height_px: int
    fps: float

    def close(self) -> None:
        """Close the container; faults of a dying connection are of no interest any more."""
        try:
            self.container.close()
        except (av.error.FFmpegError, OSError):
            pass


def options_for(spec: SourceSpec, fast: bool) -> dict[str, str]:
    """The demuxer's options of a source; the spec's own ones win."""
    options = dict(FAST_PROBE if fast else LONG_PROBE)
    micros = str(int(READ_TIMEOUT_S * 1e6))
    if spec.kind is SourceKind.RTSP:
        options |= {"rtsp_transport": "tcp", "timeout": micros}
    elif spec.kind in (SourceKind.MPEGTS, SourceKind.MJPEG, SourceKind.HLS) and "://" in spec.url:
        options |= {"timeout": micros} if spec.url.startswith("http") else {}
    if spec.kind is SourceKind.HLS:
        options |= {"live_start_index": "-2"}
    if spec.kind is SourceKind.MJPEG:
        options |= {"use_wallclock_as_timestamps": "1"}
    if spec.allowed:
        options |= {"http_persistent": "0", "http_multiple": "0"}  # whose connections are not ours to open
    return options | spec.options


def opener_for(spec: SourceSpec) -> Opener | None:
    """What opens a source of a site with an allow-list; None where FFmpeg does it by itself.

    Raises SourceRefusedError for an address that is not on it.
    """
    if not spec.allowed:
        return None
    allowed = Allowed(spec.allowed)
    if not allowed.permits(spec.url):
        raise SourceRefusedError("the site does not allow this address")
    if not spec.url.startswith(("http://", "https://")):
        return None
    return Opener(allowed, spec.url_with_credentials(), READ_TIMEOUT_S)


def open_source(spec: SourceSpec, fast: bool = True) -> OpenSource:
    """Open `spec`; with `fast` a short probe first and a longer look where that does not suffice.

    Blocks up to `OPEN_TIMEOUT_S` or so. Raises a SourceError, or an ExhaustedError where this computer has nothing
    left for it, in words without credentials.
    """
    fast = fast and spec.kind is not SourceKind.FILE
    source = _open(spec, fast)
    if fast and (source.width_px == 0 or source.codec not in _QUICK_CODECS):
        source.close()
        source = _open(spec, fast=False)
    if source.width_px == 0 and source.codec not in _QUICK_CODECS:
        source.close()
        raise SourceUnusableError("the video stream says nothing about its size")
    return source


def _open(spec: SourceSpec, fast: bool) -> OpenSource:
    if spec.kind is SourceKind.FILE and "://" not in spec.url and not os.path.exists(spec.url):
        raise SourceNotFoundError("there is no such file")
    opener = opener_for(spec)
    try:
        container = av.open(
            spec.url_with_credentials(),
            mode="r",
            format=_FORMATS.get(spec.kind),
            options=options_for(spec, fast),
            timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S),
            io_open=opener,
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        if opener is not None and opener.refused:
            raise SourceRefusedError(f"the site does not allow {opener.refused}") from None
        raise as_source_error(error) from None  # the original text may hold the address with its password
    if not container.streams.video:
        container.close()
        raise SourceUnusableError("there is no video in it")
    stream = container.streams.video[0]
    context = stream.codec_context
    context.thread_count = 1  # frame threads add a frame of delay each; the cameras are the parallel work
    context.flags |= int(av.codec.context.Flags.low_delay)
    rate = stream.average_rate or context.framerate
    return OpenSource(
        container, stream, context.name, context.width, context.height, float(rate) if rate else 0.0
    )


def as_source_error(error: BaseException) -> StreamsError:
    """Translate a fault of PyAV into ours; the text is FFmpeg's own words, never the address."""
    if isinstance(error, StreamsError):
        return error
    if getattr(error, "errno", None) != errno.ENOMEM and (exhausted := as_exhausted(error)):
        return exhausted  # not ENOMEM: FFmpeg says so of damaged streams that want gigabytes
    words = str(getattr(error, "strerror", None) or type(error).__name__)
    if isinstance(error, av.error.HTTPServerError):
        return SourceError(f"unreachable: {words}")
    return next((kind for kind, causes in _CAUSES.items() if isinstance(error, causes)), SourceError)(words)


def fault_of(error: BaseException) -> tuple[FaultCode, str]:
    """The code for the wire and the words beside it."""
    code = next((code for kind, code in _FAULTS.items() if isinstance(error, kind)), FaultCode.BROKEN)
    words = str(error).lower()
    if code is FaultCode.BROKEN and isinstance(error, SourceError):
        if any(part in words for part in ("refused", "unreachable", "no route", "resolve")):
            code = FaultCode.UNREACHABLE
        elif "timed out" in words or "immediate exit" in words:
            code = FaultCode.TIMEOUT
    return code, str(error)


def missing_decoders(names: Sequence[str]) -> list[str]:
    """Those of `names` (FFmpeg's names, such as "hevc") that cannot be decoded here."""
    missing = []
    for name in names:
        try:
            av.Codec(name, "r")
        except av.codec.codec.UnknownCodecError:
            missing.append(name)
    return missing
