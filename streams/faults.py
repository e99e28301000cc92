"""What a source is, and why one is lost: words between worker and console. Any thread; imports nothing heavy."""

from __future__ import annotations

from enum import StrEnum


class Nature(StrEnum):
    """What a source is, as far as its pictures' age goes."""

    LIVE = "live"
    DELAYED = "delayed"
    """Live, but so far behind as its far end keeps pictures back: seconds that nobody tells (HLS, RTMP)."""
    RECORDED = "recorded"
    """A file, a still, a recording: its pictures have an end, and no age."""


class FaultCode(StrEnum):
    """Why a stream was lost; the words for a user are made by who shows it."""

    ENDED = "ended"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    STALLED = "stalled"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NO_VIDEO = "no_video"
    UNDECODABLE = "undecodable"
    WORKER = "worker"
    EXHAUSTED = "exhausted"
    """Not the camera's fault: this computer has no descriptor, memory or thread left for it."""
    BROKE_OFF = "broke_off"
    BROKEN = "broken"
