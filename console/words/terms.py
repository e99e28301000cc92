"""Words for codes that only the console's models show: channels, ratings, roles. Qt main thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Channel
from console.words.names import Names

tr = QCoreApplication.translate


def channel_word(channel: Channel) -> str:
    """How a report came in, in the language of the screen."""
    return {
        Channel.PHONE: tr("words", "110 call"),
        Channel.GRID_OFFICER: tr("words", "Grid officer"),
        Channel.PUBLIC: tr("words", "Public report"),
        Channel.VISIT: tr("words", "Visit"),
        Channel.TRANSFER: tr("words", "Passed on"),
        Channel.CAP: tr("words", "Public alert"),
        Channel.SENSOR: tr("words", "Sensor"),
        Channel.CAMERA: tr("words", "Camera"),
        Channel.PANIC_BUTTON: tr("words", "Panic button"),
    }[channel]


def channels_text(channels: Iterable[Channel]) -> str:
    """How several reports came in, the commonest first: `110 call ×3, Sensor`."""
    return ", ".join(
        f"{channel_word(channel)} ×{count}" if count > 1 else channel_word(channel)
        for channel, count in Counter(channels).most_common()
    )


def role_word(role: Role) -> str:
    """A role in the language of the screen."""
    return {
        Role.OPERATOR: tr("words", "Dispatcher"),
        Role.DUTY_LEADER: tr("words", "Duty leader"),
        Role.TRAINER: tr("words", "Instructor"),
        Role.EVALUATOR: tr("words", "Evaluator"),
        Role.AUDITOR: tr("words", "Auditor"),
        Role.ADMIN: tr("words", "Administrator"),
        Role.FIELD: tr("words", "Field terminal"),
        Role.GATEWAY: tr("words", "Gateway"),
        Role.SYSTEM: tr("words", "Hub"),
        Role.TRACKER: tr("words", "Tracker"),
        Role.PLANNER: tr("words", "Planner"),
        Role.DEPARTMENT: tr("words", "Department"),
    }[role]


def kind_word(kind: WorldKind) -> str:
    """What sort of world is shown, for titles and prints; empty for live."""
    return {
        WorldKind.LIVE: "",
        WorldKind.DEMO: tr("words", "DEMO"),
        WorldKind.DRILL: tr("words", "EXERCISE"),
        WorldKind.REPLAY: tr("words", "REPLAY"),
    }[kind]


def rating_words() -> dict[str, str]:
    """The three ratings by code."""
    return {
        "excellent": tr("words", "Excellent"),
        "meets": tr("words", "Meets"),
        "fails": tr("words", "Fails"),
    }


def disposition_words() -> dict[str, str]:
    """What may have become of an incident, by code; free words are allowed besides."""
    return {
        "handled": tr("words", "Handled on scene"),
        "mediated": tr("words", "Mediated"),
        "handed_over": tr("words", "Handed over"),
        "false_alarm": tr("words", "False alarm"),
        "nobody_found": tr("words", "Nobody found"),
        "case_opened": tr("words", "Case opened"),
        "done": tr("words", "Done, feedback given"),
    }


def disposition_word(code: str, names: Names) -> str:
    """A disposition in words; others as `Names.said`."""
    return disposition_words().get(code) or names.said(code)


def place_kind_word(kind: str) -> str:
    """What sort of place the gazetteer calls it; kinds of another town's file as they are."""
    return {
        "street": tr("places", "street"),
        "crossing": tr("places", "crossing"),
        "estate": tr("places", "housing estate"),
        "park": tr("places", "park"),
        "square": tr("places", "square"),
        "car_park": tr("places", "car park"),
        "government": tr("places", "government"),
        "police": tr("places", "police"),
        "police_post": tr("places", "police post"),
        "police_station": tr("places", "police station"),
        "patrol_base": tr("places", "patrol base"),
        "fire_station": tr("places", "fire station"),
        "hospital": tr("places", "hospital"),
        "school": tr("places", "school"),
        "kindergarten": tr("places", "kindergarten"),
        "college": tr("places", "college"),
        "care_home": tr("places", "care home"),
        "chemical_plant": tr("places", "chemical plant"),
        "works": tr("places", "works"),
        "market": tr("places", "market"),
        "mall": tr("places", "shopping centre"),
        "railway_station": tr("places", "railway station"),
        "bus_station": tr("places", "coach station"),
        "stadium": tr("places", "stadium"),
        "library": tr("places", "library"),
        "museum": tr("places", "museum"),
        "theatre": tr("places", "theatre"),
        "hotel": tr("places", "hotel"),
        "bank": tr("places", "bank"),
        "gas_station": tr("places", "filling station"),
        "depot": tr("places", "depot"),
        "repair_depot": tr("places", "repair depot"),
        "urban_depot": tr("places", "depot"),
    }.get(kind, kind.replace("_", " "))
