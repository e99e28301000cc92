"""Opens a source with PyAV and sorts its faults. Runs on a camera thread of a worker, and in the probe.

What was learned: probing is what makes joining slow. `analyzeduration=0` means FFmpeg's default of seconds,
and a camera of 250 kbit/s needs one more to fill `probesize`; one microsecond and no frame-rate probe open
plain H.264 with its first key frame, other codecs need a longer look. `fflags=nobuffer` throws the first key
frame away: never set it.
What comes over HTTP is looked at, whatever the address ends with: people copy addresses from players and recorders.
RTSP goes over TCP: cameras behind switches lose UDP packets, and a lost packet is a grey smear. Over UDP goes only what
refuses TCP.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import av
import av.container
import av.error
import av.video.stream
import msgspec

from streams.allowed import Allowed, Opener
from streams.errors import (
    ExhaustedError,
    SourceBrokenOffError,
    SourceError,
    SourceNotFoundError,
    SourceRefusedError,
    SourceUnusableError,
    StreamsError,
    as_exhausted,
)
from streams.faults import FaultCode, Nature
from streams.hls_opener import HlsOpener
from streams.playlist import ENDLESS, playlist_at
from streams.sources import SourceKind, SourceSpec

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
    SourceBrokenOffError: FaultCode.BROKE_OFF,
    ExhaustedError: FaultCode.EXHAUSTED,
}
_FORMATS = {SourceKind.MPEGTS: "mpegts", SourceKind.RTSP: "rtsp", SourceKind.HLS: "hls"}
_FROM_AFAR = (
    "mpegts flv live_flv mpjpeg mov mp4 m4a 3gp 3g2 mj2 matroska webm avi h264 hevc jpeg_pipe png_pipe webp_pipe"
).replace(" ", ",")
"""What may come over HTTP. Others, such as lists of further files, have no business on a camera."""


@dataclass(slots=True)
class OpenSource:
    """An open container and its video stream. The thread that opened it owns it."""

    container: av.container.InputContainer
    stream: av.video.stream.VideoStream
    codec: str
    width_px: int
    height_px: int
    fps: float
    nature: Nature = Nature.LIVE
    has_times: bool = True
    """False where its pictures are only counted, which says nothing of when they were taken."""
    is_still: bool = False
    """One picture, which its far end renews: it is asked for again."""
    opener: Opener | None = None
    """What opens its pieces, where FFmpeg does not by itself."""

    @property
    def comes_in_pieces(self) -> bool:
        """Whole segments come at a time, with silence between them."""
        return self.container.format.name == "hls"

    def close(self) -> None:
        """Close the container; faults of a dying connection are of no interest any more."""
        try:
            self.container.close()
        except (av.error.FFmpegError, OSError):
            pass


def options_for(spec: SourceSpec, fast: bool) -> dict[str, str]:
    """The demuxer's options of a source; the spec's own ones win."""
    options = dict(FAST_PROBE if fast else LONG_PROBE)
    micros = str(int(spec.patience_s * 1e6))  # silence later on is watched by the interrupt
    if spec.kind is SourceKind.RTMP:
        options |= {"rtmp_live": "live"}  # here `timeout` would mean to wait for a caller
    elif spec.kind is SourceKind.RTSP:
        options |= {"rtsp_transport": "tcp+udp", "rtsp_flags": "prefer_tcp", "timeout": micros}
    elif spec.url.startswith("http"):
        allowed = "hls," + _FROM_AFAR if spec.kind is SourceKind.HLS else _FROM_AFAR
        options |= {"timeout": micros, "format_whitelist": allowed}
    if spec.kind is SourceKind.HLS:
        # Connections that are kept are not ours to open.
        options |= {"live_start_index": "-2", "http_persistent": "0", "http_multiple": "0"}
    return options | spec.options


def opener_for(spec: SourceSpec) -> Opener | None:
    """What opens an HLS stream, and all that comes over HTTP to a site with an allow-list; None where FFmpeg does it.

    Raises SourceRefusedError for an address that is not on it.
    """
    allowed = Allowed(spec.allowed) if spec.allowed else None
    if allowed is not None and not allowed.permits(spec.url):
        raise SourceRefusedError("the site does not allow this address")
    in_pieces = spec.kind is SourceKind.HLS
    if not spec.url.startswith(("http://", "https://")) or not (allowed or in_pieces):
        return None
    kind = HlsOpener if in_pieces else Opener
    return kind(allowed, spec.url_with_credentials(), spec.patience_s)


def open_source(spec: SourceSpec, fast: bool = True) -> OpenSource:
    """Open `spec`; with `fast` a short probe first and a longer look where that does not suffice.

    Blocks up to twice the spec's `patience_s`. Raises a SourceError, or an ExhaustedError where this computer has
    nothing left for it, in words without credentials.
    """
    fast = fast and spec.kind is not SourceKind.FILE
    spec, source = _open_as_what_comes(spec, fast)
    if fast and (source.width_px == 0 or source.codec not in _QUICK_CODECS):
        source.close()
        source = _open(spec, fast=False)
    if source.width_px == 0 and source.codec not in _QUICK_CODECS:
        source.close()
        raise SourceUnusableError("the video stream says nothing about its size")
    return source


def _open_as_what_comes(spec: SourceSpec, fast: bool) -> tuple[SourceSpec, OpenSource]:
    """FFmpeg would read a playlist without an end until no memory is left: it gets those only that were looked at."""
    if not spec.url.startswith("http"):
        return spec, _open(spec, fast)
    if spec.kind is SourceKind.HLS:
        spec = _as_playlist(spec) or msgspec.structs.replace(spec, kind=SourceKind.MPEGTS)
    try:
        return spec, _open(spec, fast)
    except SourceUnusableError:
        listed = None if spec.kind is SourceKind.HLS else _as_playlist(spec)
        if listed is None:
            raise
    return listed, _open(listed, fast)


def _as_playlist(spec: SourceSpec) -> SourceSpec | None:
    """The playlist at its address, or where that leads; None where there is none. A login stays with its host."""
    place = playlist_at(spec)
    if not place:
        return None
    if urlsplit(place).netloc != urlsplit(spec.url).netloc:
        spec = msgspec.structs.replace(spec, user="", secret="")
    return msgspec.structs.replace(spec, url=place, kind=SourceKind.HLS)


def _open(spec: SourceSpec, fast: bool) -> OpenSource:
    _check_file(spec.url)
    began_s, opener = time.monotonic(), opener_for(spec)
    try:
        container = av.open(
            spec.url_with_credentials(),
            mode="r",
            format=_format_of(spec),
            options=options_for(spec, fast),
            timeout=(spec.patience_s, READ_TIMEOUT_S),
            io_open=opener,
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        if opener is not None and opener.refused and spec.allowed:
            raise SourceRefusedError(f"the site does not allow {opener.refused}") from None
        if isinstance(opener, HlsOpener) and opener.is_endless:
            raise SourceUnusableError(ENDLESS) from None
        # The original text may hold the address with its password.
        raise _in_conversation(spec, error, time.monotonic() - began_s) or as_source_error(error) from None
    if opener is not None:
        opener.timeout_s = READ_TIMEOUT_S
    if not container.streams.video:
        container.close()
        raise SourceUnusableError("there is no video in it")
    stream = container.streams.video[0]
    context = stream.codec_context
    context.thread_count = 1  # frame threads add a frame of delay each; the cameras are the parallel work
    context.flags |= int(av.codec.context.Flags.low_delay)
    rate = stream.average_rate or context.framerate
    form = container.format.name
    return OpenSource(
        container,
        stream,
        context.name,
        context.width,
        context.height,
        float(rate) if rate else 0.0,
        nature=_nature_of(spec, container),
        has_times=form not in ("mpjpeg", "mjpeg"),
        is_still=form.endswith("_pipe") and spec.url.startswith("http"),
        opener=opener,
    )


def _nature_of(spec: SourceSpec, container: av.container.InputContainer) -> Nature:
    """What has an end, by time or by bytes, is no live stream; bytes of a playlist or a renewed still say nothing."""
    form = container.format.name
    if "://" not in spec.url or spec.url.startswith("file:"):
        return Nature.RECORDED
    if form == "hls" or spec.kind is SourceKind.RTMP:
        return Nature.RECORDED if form == "hls" and container.duration else Nature.DELAYED
    if (
        form.endswith("_pipe") or form == "flv"
    ):  # of a live one FFmpeg repeats what the file it began with said
        return Nature.LIVE if form != "flv" or container.size <= 0 else Nature.RECORDED
    return Nature.RECORDED if container.duration or container.size > 0 else Nature.LIVE


def _format_of(spec: SourceSpec) -> str | None:
    """What FFmpeg is told that comes; None where it looks for itself."""
    is_told = spec.kind is SourceKind.HLS or not spec.url.startswith("http")
    return _FORMATS.get(spec.kind) if is_told else None


def _check_file(url: str) -> None:
    """A pipe or a device would hold the thread that reads it for ever. Raises a SourceError."""
    path = url if "://" not in url else unquote(urlsplit(url).path) if url.startswith("file:") else ""
    if path and not os.path.exists(path):
        raise SourceNotFoundError("there is no such file")
    if path and not os.path.isfile(path):
        raise SourceUnusableError("this is no regular file")


def _in_conversation(spec: SourceSpec, error: BaseException, took_s: float) -> SourceError | None:
    """What went wrong between asking for a stream and its first packet, None for what says so itself.

    Of an RTSP camera FFmpeg says "invalid data" and "operation not permitted" where it falls silent or hangs up
    in the middle.
    """
    if spec.url.startswith("http") and isinstance(error, av.error.InvalidDataError):
        return SourceUnusableError("what comes from there is no video")
    masked = isinstance(error, av.error.InvalidDataError | av.error.PermissionError | av.error.EOFError)
    if spec.kind is not SourceKind.RTSP or not masked:
        return None
    if took_s > 0.9 * spec.patience_s:
        return SourceError("timed out: the camera takes the connection, and then does not answer")
    return SourceBrokenOffError("the camera breaks off while the stream is being agreed on")


def as_source_error(error: BaseException) -> StreamsError:
    """Translate a fault of PyAV into ours; the text is FFmpeg's own words, never the address."""
    if isinstance(error, StreamsError):
        return error
    if getattr(error, "errno", None) != errno.ENOMEM and (exhausted := as_exhausted(error)):
        return exhausted  # not ENOMEM: FFmpeg says so of damaged streams that want gigabytes
    words = str(getattr(error, "strerror", None) or type(error).__name__)
    if getattr(error, "errno", None) == errno.ENOMEM:
        return SourceError("it wants more memory than a camera may take")
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
        elif any(
            part in words for part in ("input/output error", "reset by peer", "broken pipe", "end of file")
        ):
            code = FaultCode.ENDED  # so FFmpeg says of a stream over HTTP that ends without a farewell
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
