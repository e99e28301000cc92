"""Kinds of parameters: what a word can mean, what is offered, how a function takes it. Qt main thread.

Pure readings of a desk's picture: command line, completion, prompts, forms and trials understand the same words in both
languages. Those of a muster stand in `muster_values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.offer import is_free
from console.desk.seat import Seat, Thing
from console.domain.base.message import Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.calls.entities import CallState
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.verbs.docks import DOCKS, dock_title, perspectives
from console.verbs.here import Here
from console.verbs.kind import Completion, Kind
from console.words.terms import disposition_words, rating_words
from widgets.incident.buttons import Choice
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N
from widgets.words import unit_state_words

_tr = QCoreApplication.translate

WORDS: Final = "…"
"""Stands in for words that nobody has typed yet."""

S = OrderState
STATES: Final = (S.ACKNOWLEDGED, S.ENROUTE, S.ONSCENE, S.CLEARED, S.MUSTERED, S.STAGED, S.DISPATCHED)
LANGUAGES: Final = {"zh": "简体中文", "en": "English"}
LAYOUTS: Final = ("1", "2", "4", "6", "9", "12", "16")


# -- resolving ids -----------------------------------------------------------------------------------------------------


def _numbered(prefix: str, collection: str) -> Callable[[str, Seat], str]:
    """Ids of a collection of the picture, which may be told by their number alone."""

    def find(word: str, seat: Seat) -> str:
        known, upper = getattr(seat.world.picture, collection), word.upper()
        digits = upper.removeprefix(prefix)
        if upper in known or not digits.isdigit():
            return upper if upper in known else ""
        tails = ((one, one.removeprefix(prefix)) for one in known if one.startswith(prefix))
        return next((one for one, tail in tails if tail.isdigit() and int(tail) == int(digits)), "")

    return find


_call = _numbered("C-", "calls")
_incident = _numbered("INC-", "incidents")
_camera = _numbered("CAM-", "cameras")


def _unit(word: str, seat: Seat) -> str:
    upper = word.upper()
    if upper in seat.world.picture.units:
        return upper
    dashed = f"{upper[:1]}-{upper[1:]}"
    return dashed if dashed in seat.world.picture.units else ""


def _thing(word: str, seat: Seat) -> str:
    picture, upper = seat.world.picture, word.upper()
    for known in (picture.incidents, picture.calls, picture.units, picture.cameras, picture.sensors):
        if upper in known:
            return upper
    return _incident(word, seat) or _unit(word, seat) or _camera(word, seat) or _call(word, seat)


def place_value(text: str, seat: Seat) -> str:
    """The place of this name as a value, its position `lon_e7,lat_e7`; empty for what only resembles one."""
    found = seat.places.named(text)
    return "" if found is None else f"{found.lon_e7},{found.lat_e7}"


def _thing_or_place(word: str, seat: Seat) -> str:
    return _thing(word, seat) or ("" if _ID.fullmatch(word) else place_value(word, seat))


def _type(word: str, seat: Seat) -> str:
    if word in seat.world.picture.incident_types:
        return word
    low = word.lower()
    for kind in seat.world.picture.incident_types.values():
        if low in (kind.id.lower(), kind.name_en.lower(), kind.name_zh):
            return kind.id
    return ""


def _level(word: str, seat: Seat) -> str:
    digit = {"一": "1", "二": "2", "三": "3", "四": "4"}.get(word.removesuffix("级"), word)
    return digit if digit in ("1", "2", "3", "4") else ""


def _state(word: str, seat: Seat) -> str:
    low = word.lower().replace("-", "").replace("_", "").replace(" ", "")
    for code, text in unit_state_words().items():
        if code in STATES and low in (code, text.lower().replace(" ", "")):
            return code
    return _STATE_WORDS.get(low, "")


_STATE_WORDS = {
    "ack": "acknowledged", "route": "enroute", "er": "enroute", "scene": "onscene", "os": "onscene",
    "arrived": "onscene", "clear": "cleared", "签收": "acknowledged", "已签收": "acknowledged",
    "赶赴": "enroute", "赶赴现场": "enroute", "出发": "enroute", "到达": "onscene", "到达现场": "onscene",
    "到场": "onscene", "结束": "cleared", "处警结束": "cleared",
}  # fmt: skip
_LANGUAGE_WORDS = {"中文": "zh", "chinese": "zh", "cn": "zh", "english": "en", "英文": "en"}


def _language(word: str, seat: Seat) -> str:
    low = word.lower()
    return low if low in LANGUAGES else _LANGUAGE_WORDS.get(low, "")


def _layout(word: str, seat: Seat) -> str:
    digits = word.lower().replace("×", "x")
    if "x" in digits:
        columns, _, rows = digits.partition("x")
        digits = str(int(columns) * int(rows)) if columns.isdigit() and rows.isdigit() else ""
    return digits if digits.isdigit() and 1 <= int(digits) <= 16 else ""


# -- offering ----------------------------------------------------------------------------------------------------------


def _calls(seat: Seat) -> Iterator[Completion]:
    names = seat.world.names
    for call in reversed(seat.world.picture.calls.values()):
        if call.state is CallState.REPORTED:
            words = f"{names.incident_type(call.type_code)} {names.place(call.place)}".strip()
            yield Completion(call.id, words)


def _incidents(seat: Seat) -> Iterator[Completion]:
    names = seat.world.names
    found = [one for one in seat.world.picture.incidents.values() if one.state in OPEN_INCIDENT_STATES]
    for one in sorted(found, key=lambda incident: (incident.level, -incident.opened_ms)):
        words = f"{one.level} {names.incident_type(one.type_code)} · {names.place(one.place)}"
        yield Completion(one.id, words, f"{one.id} {words}")


def _free_units(seat: Seat) -> Iterator[Completion]:
    incident = seat.incident
    rows = []
    for unit in seat.world.picture.units.values():
        if not is_free(unit):
            continue
        eta_s = -1 if incident is None else seat.world.telemetry.eta_s(incident.id, unit.id)
        rows.append((eta_s if eta_s >= 0 else 1 << 30, unit.id, unit))
    for eta_s, _, unit in sorted(rows, key=lambda row: row[:2]):
        eta = f" · {eta_s // 60:02d}:{eta_s % 60:02d}" if eta_s < 1 << 30 else ""
        yield Completion(
            unit.id, f"{seat.world.names.of(unit)} · {unit.sworn}{eta}", f"{unit.name_zh} {unit.name_en}"
        )


def _all_units(seat: Seat) -> Iterator[Completion]:
    states = unit_state_words()
    for unit in seat.world.picture.units.values():
        words = f"{seat.world.names.of(unit)} · {states.get(unit.state.value, '')}"
        yield Completion(unit.id, words, f"{unit.name_zh} {unit.name_en}")


def _bound_units(seat: Seat) -> Iterator[Completion]:
    states = unit_state_words()
    selected = seat.incident
    own = () if selected is None else selected.orders
    orders = [one for one in seat.world.picture.orders.values() if one.state in OPEN_ORDER_STATES]
    for order in sorted(orders, key=lambda one: (one.id not in own, one.id)):
        yield Completion(order.unit_id, f"{states.get(order.state.value, '')} · {order.incident_id}")


def _things(seat: Seat) -> Iterator[Completion]:
    yield from _incidents(seat)
    yield from _calls(seat)
    yield from _all_units(seat)
    yield from _cameras(seat)
    for sensor in seat.world.picture.sensors.values():
        yield Completion(sensor.id, seat.world.names.of(sensor))


def _cameras(seat: Seat) -> Iterator[Completion]:
    for camera in seat.world.picture.cameras.values():
        yield Completion(camera.id, seat.world.names.of(camera), f"{camera.name_zh} {camera.name_en}")


def _states(seat: Seat) -> Iterator[Completion]:
    words = unit_state_words()
    for state in STATES:
        yield Completion(state.value, words[state.value], words[state.value])


def _pairs(table: Callable[[], dict[str, str]]) -> Callable[[Seat], Iterator[Completion]]:
    def offer(_: Seat) -> Iterator[Completion]:
        for code, text in table().items():
            yield Completion(code, text, text)

    return offer


# -- as functions take them --------------------------------------------------------------------------------------------


def _read_bound(value: str, here: Here) -> Order | Refusal:
    unit = here.picture.units.get(value)
    order = None if unit is None else here.picture.orders.get(unit.order_id)
    return order or refuse(Code.UNIT_HAS_NO_ORDER, unit=value)


def _number(value: str, _: Here) -> int:
    return int(value)


# -- for trials and forms ----------------------------------------------------------------------------------------------


def _own_type(here: Here) -> str:
    """The type that it has: a trial changes nothing that it need not."""
    case = here.seat.case
    return (
        case.type_code if case is not None and case.type_code else next(iter(here.picture.incident_types), "")
    )


def _other_level(here: Here) -> str:
    incident = here.seat.incident
    return "2" if incident is not None and incident.level == 1 else "1"


def _other_department(here: Here) -> str:
    incident = here.seat.incident
    lead = "" if incident is None else incident.lead
    return next((one for one in here.picture.departments if one != lead), "")


def _words(_: Here) -> str:
    return WORDS


def near(seat: Seat) -> tuple[Choice, ...]:
    """Open incidents near the call in the panel, the nearest first."""
    return () if seat.call is None else seat.world.choices.incidents_near(seat.call.place)


def type_now(seat: Seat) -> str:
    """The type of the incident in the panel."""
    return "" if seat.incident is None else seat.incident.type_code


def level_now(seat: Seat) -> str:
    """The level of the incident in the panel."""
    return "" if seat.incident is None else str(seat.incident.level)


def nearest(seat: Seat) -> str:
    """The nearest of them, empty without any."""
    return next((one.key for one in near(seat)), "")


_ID = re.compile(r"[A-Z]{1,3}-\d+", re.IGNORECASE)
_UNIT_ID = re.compile(r"[A-Z]-\d{2,4}", re.IGNORECASE)
_ONE = _N("verbs", "Please choose one of the list.")

TEXT: Final = Kind(rest=True, stand_in=_words)
CALL: Final = Kind(
    thing=Thing.CALL,
    find=_call,
    offers=_calls,
    looks=re.compile(r"C-\d+", re.IGNORECASE),
    read=lambda value, here: here.picture.calls.get(value) or refuse(Code.UNKNOWN_CALL, call=value),
)
INCIDENT: Final = Kind(
    thing=Thing.INCIDENT,
    find=_incident,
    offers=_incidents,
    looks=re.compile(r"INC-\d+", re.IGNORECASE),
    read=lambda value, here: (
        here.picture.incidents.get(value) or refuse(Code.UNKNOWN_INCIDENT, incident=value)
    ),
    choices=near,
    label=_N("verbs", "Incident"),
    missing=_N("verbs", "Please choose an incident of the list."),
)
UNIT: Final = Kind(
    thing=Thing.UNIT,
    find=_unit,
    offers=_all_units,
    looks=_UNIT_ID,
    read=lambda value, here: here.picture.units.get(value) or refuse(Code.UNKNOWN_UNIT, unit=value),
)
UNITS: Final = Kind(
    thing=Thing.UNIT,
    find=_unit,
    offers=_free_units,
    looks=_UNIT_ID,
    several=True,
    read=lambda value, _: (*value.split(),),
)
BOUND_UNIT: Final = Kind(thing=Thing.UNIT, find=_unit, offers=_bound_units, looks=_UNIT_ID, read=_read_bound)
"""A unit with an open order, which is what the function takes; of the selected incident first."""
THING: Final = Kind(find=_thing, offers=_things, looks=_ID)
"""Anything with an id: incident, call, unit, camera, sensor."""
ANYWHERE: Final = replace(THING, find=_thing_or_place)
"""The same, and places by their names."""
CAMERA: Final = Kind(
    thing=Thing.CAMERA, find=_camera, offers=_cameras, looks=re.compile(r"CAM-\d+", re.IGNORECASE)
)
CLOSURE: Final = Kind(
    thing=Thing.CLOSURE,
    offers=lambda seat: (Completion(one.id, one.reason) for one in seat.world.picture.closures.values()),
)
TYPE: Final = Kind(
    find=_type,
    offers=lambda seat: (
        Completion(c.key, f"{c.level} {c.name}", c.search) for c in seat.world.choices.types()
    ),
    stand_in=_own_type,
    choices=lambda seat: seat.world.choices.types(),
    label=_N("verbs", "Type"),
    missing=_ONE,
)
LEVEL: Final = Kind(
    find=_level,
    offers=lambda _: (Completion(one, _tr("verbs", "Level {0}").format(one)) for one in "1234"),
    read=_number,
    stand_in=_other_level,
    level=True,
)
DEPARTMENT: Final = Kind(
    offers=lambda seat: (Completion(c.key, c.name, c.search) for c in seat.world.choices.departments()),
    stand_in=_other_department,
    choices=lambda seat: seat.world.choices.departments(),
    label=_N("verbs", "Department"),
    missing=_N("verbs", "Please choose a department of the list."),
)
STATE: Final = Kind(find=_state, offers=_states, read=lambda value, _: OrderState(value), told=True)
DISPOSITION: Final = Kind(
    offers=_pairs(disposition_words),
    own_words=True,
    stand_in=_words,
    choices=lambda seat: seat.world.choices.dispositions(),
    label=_N("verbs", "Disposition"),
    missing=_N("verbs", "A disposition is needed to close."),
)
YES: Final = "yes"
SURE: Final = Kind(
    offers=lambda _: (Completion(YES, _tr("verbs", "yes")), Completion("no", _tr("verbs", "no")))
)
RATING: Final = Kind(offers=_pairs(rating_words))
LANGUAGE: Final = Kind(find=_language, offers=_pairs(lambda: LANGUAGES))
LAYOUT: Final = Kind(find=_layout, offers=lambda _: map(Completion, LAYOUTS), read=_number)
DOCK: Final = Kind(offers=lambda _: (Completion(key, dock_title(key)) for key in DOCKS))
PERSPECTIVE: Final = Kind(
    offers=lambda seat: (
        Completion(one.key, one.title) for one in perspectives(past=seat.world.source.offers.seeks)
    )
)
SEAT: Final = Kind(
    find=lambda word, _: word.lower(),
    offers=lambda _: (
        Completion("operator", _tr("words", "Dispatcher")),
        Completion("duty-leader", _tr("words", "Duty leader")),
    ),
)
