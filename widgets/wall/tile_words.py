"""The words on a tile, in the language of the screen. Main thread only; used by the tile."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.wall.feed import FeedState, TileCaption, TileStatus

NEAR_S: Final = 2.0
"""A picture that lies further behind its source is not called live."""
FAR_S: Final = 30.0
_ARROWS = "↑↗→↘↓↙←↖"


def arrow_of(bearing_deg: float) -> str:
    """The eight-way arrow of a compass bearing."""
    return _ARROWS[round(bearing_deg / 45.0) % 8]


def caption_words(caption: TileCaption, chinese: bool) -> tuple[str, str]:
    """(code, rest): the rest is the name in the screen's language, arrow and distance."""
    rest = caption.name_zh if chinese else caption.name_en
    if caption.bearing_deg is not None and caption.distance_m is not None:
        if caption.at_rally:
            rest += f" · {QCoreApplication.translate('wall', 'rally point')}"
        rest += f" {arrow_of(caption.bearing_deg)} {distance_words(caption.distance_m)}"
    return caption.code, rest


def distance_words(distance_m: float) -> str:
    """Metres to the metre, kilometres to a tenth."""
    if not math.isfinite(distance_m):
        return ""
    return f"{distance_m:.0f} m" if distance_m < 1000 else f"{distance_m / 1000:.1f} km"


def status_words(status: TileStatus, shown_age_s: float | None) -> tuple[str, str]:
    """(colour of the dot, words) of a state; `shown_age_s` is the age of the picture on the screen."""
    tr = QCoreApplication.translate
    last = clock_words(status.last_frame_ms)
    since = tr("wall", "last frame {0}").format(last) if last else ""
    match status.state:
        case FeedState.LIVE:
            reduced = tr("wall", "reduced") if status.reduced else ""
            if status.recorded:
                return theme.REPLAY, _joined(tr("wall", "recording"), reduced)
            if not status.delay_known:
                return theme.DIM, _joined(tr("wall", "age unknown"), reduced)
            if status.delay_s > NEAR_S:
                behind = tr("wall", "{0} s behind").format(round(status.delay_s))
                return theme.WARNING if status.delay_s > FAR_S else theme.DIM, _joined(behind, reduced)
            age_ms = round(((shown_age_s or 0.0) + status.delay_s) * 1000)
            return theme.PASSED, _joined(tr("wall", "live {0} ms").format(age_ms), reduced)
        case FeedState.CONNECTING:
            return theme.DIM, tr("wall", "connecting")
        case FeedState.STALLED:
            return theme.WARNING, _joined(tr("wall", "stalled"), since)
        case FeedState.DAMAGED:
            return theme.WARNING, _joined(tr("wall", "stream damaged"), since)
        case FeedState.FROZEN:
            recorded = tr("wall", "recording") if status.recorded else ""
            return theme.WARNING, _joined(recorded, tr("wall", "picture stands still"))
        case FeedState.RECONNECTING:
            tried = tr("wall", "try {0}").format(status.attempt) if status.attempt else ""
            return theme.WARNING, _joined(tr("wall", "reconnecting"), tried, since)
        case FeedState.FAILED:
            return theme.MISSED, _joined(fault_words(status.fault) or tr("wall", "no picture"), since)
        case FeedState.REFUSED:
            return theme.MISSED, _joined(tr("wall", "refused by the camera"), since)
        case FeedState.NO_SOURCE:
            return theme.MISSED, tr("wall", "no source")
        case FeedState.PURPOSE:
            return theme.DIM, tr("wall", "needs a purpose")
        case FeedState.RECORDED:
            return theme.REPLAY, tr("wall", "replay {0}").format(last)


def notice_words(status: TileStatus) -> tuple[str, str]:
    """(title, line) in the middle of a tile that has no picture to show; both may be empty."""
    tr = QCoreApplication.translate
    match status.state:
        case FeedState.CONNECTING:
            return tr("wall", "Connecting…"), ""
        case FeedState.RECONNECTING | FeedState.STALLED:
            return tr("wall", "No signal"), fault_words(status.fault)
        case FeedState.FAILED:
            return tr("wall", "No signal"), fault_words(status.fault)
        case FeedState.DAMAGED:
            return tr("wall", "No signal"), fault_words("broken")
        case FeedState.REFUSED:
            return tr("wall", "No access"), tr("wall", "The camera refuses our sign-in.")
        case FeedState.NO_SOURCE:
            return tr("wall", "No source"), tr("wall", "The hub does not know where its pictures come from.")
        case FeedState.PURPOSE:
            return tr("wall", "Why look here?"), tr("wall", "Press Enter and name a purpose.")
        case _:
            return "", ""


def fault_words(fault: str) -> str:
    """A fault's code in words; "" for one that needs none."""
    tr = QCoreApplication.translate
    return {
        "unreachable": tr("wall", "The camera cannot be reached."),
        "timeout": tr("wall", "The camera does not answer."),
        "stalled": tr("wall", "The camera sends nothing."),
        "not_found": tr("wall", "There is no such stream."),
        "no_video": tr("wall", "The stream has no video."),
        "undecodable": tr("wall", "The video cannot be decoded."),
        "worker": tr("wall", "The decoder is restarting."),
        "exhausted": tr("wall", "This computer is at its limit: close some cameras."),
        "broke_off": tr("wall", "The camera breaks off while connecting."),
        "broken": tr("wall", "The stream is damaged."),
        "ended": tr("wall", "The camera ended the stream."),
    }.get(fault, "")


def clock_words(utc_ms: int | None) -> str:
    """Local time of day, "" for None."""
    if utc_ms is None:
        return ""
    return datetime.fromtimestamp(utc_ms / 1000).astimezone().strftime("%H:%M:%S")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
