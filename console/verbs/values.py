"""What a word of the command line can mean, for each kind of parameter: resolving and completing. Qt main thread.

Pure readings of a desk's picture. Used by `command_parser`, by completion, and by prompts, so that all of
them understand the same words in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from console.desk.docks import DOCKS, dock_title
from console.desk.perspectives import PERSPECTIVES, perspective_name
from console.domain.calls.entities import CallState
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.verbs import muster_values
from console.verbs.completion import MOST, Completion, Sources
from console.verbs.kinds import Kind
from console.words.terms import disposition_words, rating_words
from widgets.words import unit_state_words

STATES = {
    "acknowledged": OrderState.ACKNOWLEDGED,
    "enroute": OrderState.ENROUTE,
    "onscene": OrderState.ONSCENE,
    "cleared": OrderState.CLEARED,
    "mustered": OrderState.MUSTERED,
    "staged": OrderState.STAGED,
    "dispatched": OrderState.DISPATCHED,
}


LANGUAGES = {"zh": "简体中文", "en": "English"}


LAYOUTS = ("1", "2", "4", "6", "9", "12", "16")


_FREE = (UnitState.AVAILABLE, UnitState.CLEARED)


def resolve(kind: Kind, word: str, sources: Sources) -> str:
    """The canonical value of a word (an id or code), empty when it means nothing."""
    if kind is Kind.TEXT:
        return word
    finder = _RESOLVERS.get(kind)
    if finder is not None:
        return finder(word, sources)
    low = word.lower()
    for completion in _OFFERS[kind](sources):
        if low in (completion.text.lower(), completion.words.lower()):
            return completion.text
    return ""


def completions(kind: Kind, part: str, sources: Sources) -> list[Completion]:
    """What may be typed for `part`, best first."""
    if kind is Kind.TEXT:
        return []
    if kind is Kind.RALLY:
        return muster_values.rally_offers(part, sources)[:MOST]
    found: list[Completion] = []
    for completion in _OFFERS[kind](sources):
        if completion.matches(part):
            found.append(completion)
            if len(found) >= MOST:
                break
    return found


def name_of(kind: Kind, value: str, sources: Sources) -> str:
    """A value in words, for prompts and toasts."""
    for completion in _OFFERS[kind](sources) if kind is not Kind.TEXT else ():
        if completion.text == value:
            return completion.words or value
    return value


# -- resolving ids -----------------------------------------------------------------------------------------------------


def _numbered(word: str, prefix: str, known: Iterable[str]) -> str:
    known = known if isinstance(known, dict) else set(known)
    upper = word.upper()
    if upper in known:
        return upper
    digits = upper.removeprefix(prefix)
    if digits.isdigit():
        for one in known:
            tail = one.removeprefix(prefix)
            if one.startswith(prefix) and tail.isdigit() and int(tail) == int(digits):
                return one
    return ""


def _call(word: str, sources: Sources) -> str:
    return _numbered(word, "C-", sources.world.picture.calls)


def _incident(word: str, sources: Sources) -> str:
    return _numbered(word, "INC-", sources.world.picture.incidents)


def _unit(word: str, sources: Sources) -> str:
    upper = word.upper()
    if upper in sources.world.picture.units:
        return upper
    dashed = f"{upper[:1]}-{upper[1:]}"
    return dashed if dashed in sources.world.picture.units else ""


def _thing(word: str, sources: Sources) -> str:
    picture, upper = sources.world.picture, word.upper()
    for known in (picture.incidents, picture.calls, picture.units, picture.cameras, picture.sensors):
        if upper in known:
            return upper
    return _incident(word, sources) or _unit(word, sources) or _camera(word, sources)


def _camera(word: str, sources: Sources) -> str:
    return _numbered(word, "CAM-", sources.world.picture.cameras)


def _type(word: str, sources: Sources) -> str:
    if word in sources.world.picture.incident_types:
        return word
    low = word.lower()
    for kind in sources.world.picture.incident_types.values():
        if low in (kind.id.lower(), kind.name_en.lower(), kind.name_zh):
            return kind.id
    return ""


def _level(word: str, sources: Sources) -> str:
    digit = {
        "一级": "1",
        "二级": "2",
        "三级": "3",
        "四级": "4",
        "一": "1",
        "二": "2",
        "三": "3",
        "四": "4",
    }.get(word, word)
    return digit if digit in ("1", "2", "3", "4") else ""


def _state(word: str, sources: Sources) -> str:
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


def _language(word: str, sources: Sources) -> str:
    return {
        "zh": "zh",
        "中文": "zh",
        "chinese": "zh",
        "cn": "zh",
        "en": "en",
        "english": "en",
        "英文": "en",
    }.get(word.lower(), "")


def _layout(word: str, sources: Sources) -> str:
    digits = word.lower().replace("×", "x")
    if "x" in digits:
        columns, _, rows = digits.partition("x")
        digits = str(int(columns) * int(rows)) if columns.isdigit() and rows.isdigit() else ""
    return digits if digits.isdigit() and 1 <= int(digits) <= 16 else ""


def _disposition(word: str, sources: Sources) -> str:
    for code, text in disposition_words().items():
        if word.lower() in (code, text.lower()):
            return code
    # Free words are a disposition too.
    return word


def _seat(word: str, sources: Sources) -> str:
    return word.lower()


_RESOLVERS: dict[Kind, Callable[[str, Sources], str]] = {
    Kind.CALL: _call,
    Kind.INCIDENT: _incident,
    Kind.UNIT: _unit,
    Kind.UNITS: _unit,
    Kind.BOUND_UNIT: _unit,
    Kind.THING: _thing,
    Kind.CAMERA: _camera,
    Kind.TYPE: _type,
    Kind.LEVEL: _level,
    Kind.STATE: _state,
    Kind.LANGUAGE: _language,
    Kind.LAYOUT: _layout,
    Kind.DISPOSITION: _disposition,
    Kind.SEAT: _seat,
    **muster_values.RESOLVERS,
}


# -- offering ----------------------------------------------------------------------------------------------------------


def _calls(sources: Sources) -> Iterator[Completion]:
    names = sources.world.names
    for call in reversed(sources.world.picture.calls.values()):
        if call.state is CallState.REPORTED:
            words = f"{names.incident_type(call.type_code)} {names.place(call.place)}".strip()
            yield Completion(call.id, words)


def _incidents(sources: Sources) -> Iterator[Completion]:
    names = sources.world.names
    found = [one for one in sources.world.picture.incidents.values() if one.state in OPEN_INCIDENT_STATES]
    for one in sorted(found, key=lambda incident: (incident.level, -incident.opened_ms)):
        words = f"{one.level} {names.incident_type(one.type_code)} · {names.place(one.place)}"
        yield Completion(one.id, words, f"{one.id} {words}")


def _free_units(sources: Sources) -> Iterator[Completion]:
    incident = sources.incident
    rows = []
    for unit in sources.world.picture.units.values():
        if unit.state not in _FREE or unit.order_id:
            continue
        eta_s = -1 if incident is None else sources.world.telemetry.eta_s(incident.id, unit.id)
        rows.append((eta_s if eta_s >= 0 else 1 << 30, unit.id, unit))
    for eta_s, _, unit in sorted(rows, key=lambda row: row[:2]):
        eta = f" · {eta_s // 60:02d}:{eta_s % 60:02d}" if eta_s < 1 << 30 else ""
        yield Completion(
            unit.id, f"{sources.world.names.of(unit)} · {unit.sworn}{eta}", f"{unit.name_zh} {unit.name_en}"
        )


def _all_units(sources: Sources) -> Iterator[Completion]:
    states = unit_state_words()
    for unit in sources.world.picture.units.values():
        words = f"{sources.world.names.of(unit)} · {states.get(unit.state.value, '')}"
        yield Completion(unit.id, words, f"{unit.name_zh} {unit.name_en}")


def _bound_units(sources: Sources) -> Iterator[Completion]:
    states = unit_state_words()
    selected = sources.incident
    own = () if selected is None else selected.orders
    orders = [one for one in sources.world.picture.orders.values() if one.state in OPEN_ORDER_STATES]
    for order in sorted(orders, key=lambda one: (one.id not in own, one.id)):
        yield Completion(order.unit_id, f"{states.get(order.state.value, '')} · {order.incident_id}")


def _things(sources: Sources) -> Iterator[Completion]:
    yield from _incidents(sources)
    yield from _calls(sources)
    yield from _all_units(sources)
    yield from _cameras(sources)
    for sensor in sources.world.picture.sensors.values():
        yield Completion(sensor.id, sources.world.names.of(sensor))


def _cameras(sources: Sources) -> Iterator[Completion]:
    for camera in sources.world.picture.cameras.values():
        yield Completion(camera.id, sources.world.names.of(camera), f"{camera.name_zh} {camera.name_en}")


def _types(sources: Sources) -> Iterator[Completion]:
    for choice in sources.world.choices.types():
        yield Completion(choice.key, f"{choice.level} {choice.name}", choice.search)


def _departments(sources: Sources) -> Iterator[Completion]:
    for choice in sources.world.choices.departments():
        yield Completion(choice.key, choice.name, choice.search)


def _states(sources: Sources) -> Iterator[Completion]:
    words = unit_state_words()
    for code in STATES:
        yield Completion(code, words[code], words[code])


def _pairs(table: Callable[[], dict[str, str]]) -> Callable[[Sources], Iterator[Completion]]:
    def offer(_: Sources) -> Iterator[Completion]:
        for code, text in table().items():
            yield Completion(code, text, text)

    return offer


def _levels(_: Sources) -> Iterator[Completion]:
    words = QCoreApplication.translate("verbs", "Level {0}")
    for level in "1234":
        yield Completion(level, words.format(level))


def _layouts(_: Sources) -> Iterator[Completion]:
    for number in LAYOUTS:
        yield Completion(number)


def _docks(_: Sources) -> Iterator[Completion]:
    for dock in DOCKS:
        yield Completion(dock.key, dock_title(dock.key))


def _perspectives(_: Sources) -> Iterator[Completion]:
    for one in PERSPECTIVES:
        yield Completion(one.key, perspective_name(one.key))


def _seats(_: Sources) -> Iterator[Completion]:
    yield Completion("operator", QCoreApplication.translate("words", "Dispatcher"))
    yield Completion("duty-leader", QCoreApplication.translate("words", "Duty leader"))


def _closures(sources: Sources) -> Iterator[Completion]:
    for closure in sources.world.picture.closures.values():
        yield Completion(closure.id, closure.reason)


_OFFERS: dict[Kind, Callable[[Sources], Iterator[Completion]]] = {
    Kind.CALL: _calls,
    Kind.INCIDENT: _incidents,
    Kind.UNIT: _all_units,
    Kind.UNITS: _free_units,
    Kind.BOUND_UNIT: _bound_units,
    Kind.THING: _things,
    Kind.CAMERA: _cameras,
    Kind.TYPE: _types,
    Kind.DEPARTMENT: _departments,
    Kind.STATE: _states,
    Kind.LEVEL: _levels,
    Kind.LAYOUT: _layouts,
    Kind.LANGUAGE: _pairs(lambda: LANGUAGES),
    Kind.DISPOSITION: _pairs(disposition_words),
    Kind.RATING: _pairs(rating_words),
    Kind.DOCK: _docks,
    Kind.PERSPECTIVE: _perspectives,
    Kind.SEAT: _seats,
    Kind.CLOSURE: _closures,
    **muster_values.OFFERS,
}
