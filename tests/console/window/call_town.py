"""A console in a town with the demo's incident types and a small gazetteer, for trying call taking. Test support."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt

from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel
from console.domain.incidents.entities import Incident
from console.domain.registry.entities import IncidentType, Registrable
from console.session.source import LinkState
from tests.console.domain.world import registry
from tests.console.window.whole_console import Console

SECOND_PER_KEY = 0.28
"""A practised typist under stress (KLM: 0.28 s a key)."""

STREETS = (
    ("人民路", "Renmin Rd", "ren min lu"),
    ("柳泉路", "Liuquan Rd", "liu quan lu"),
    ("华光路", "Huaguang Rd", "hua guang lu"),
)

PLANT = Place(
    lon_e7=1_179_300_000,
    lat_e7=368_100_000,
    text_zh="松泰化工厂",
    text_en="Songtai Chemical Plant",
    grid="G-01",
)


def town() -> tuple[Registrable, ...]:
    """The rules' town, with the demo's types instead of its own."""
    others = (one for one in registry() if not isinstance(one, IncidentType))
    return (*others, *INCIDENT_TYPES)


def gazetteer() -> list[dict[str, object]]:
    """Three streets, two crossings and the plant."""
    places = [(zh, en, pinyin, "street", 117.9, 36.8) for zh, en, pinyin in STREETS]
    for number, (first, second) in enumerate(((0, 1), (0, 2))):
        a, b = STREETS[first], STREETS[second]
        name = (f"{a[0]} × {b[0]}", f"{a[1]} × {b[1]}", f"{a[2]} × {b[2]}")
        places.append((*name, "crossing", 117.9 + number / 100, 36.8))
    plant = ("松泰化工厂", "Songtai Chemical Plant", "song tai hua gong chang")
    places.append((*plant, "chemical_plant", 117.93, 36.81))
    fields = ("name_zh", "name_en", "pinyin", "kind", "lon", "lat")
    return [
        {"id": f"PL-{number}", "grid": "G-01", **dict(zip(fields, place, strict=True))}
        for number, place in enumerate(places)
    ]


class CallTown:
    """Short cuts around one `Console`, which count the keys that are pressed."""

    def __init__(self, console: Console, folder: Path) -> None:
        self.console, self.hub, self.keys = console, console.hub, 0
        (folder / "gazetteer.json").write_text(json.dumps(gazetteer()), encoding="utf-8")
        console.hub.link(LinkState.LIVE, town_dir=str(folder))
        console.settle()

    @property
    def seconds(self) -> float:
        """How long the keys take, without thinking."""
        return self.keys * SECOND_PER_KEY

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key; a modifier is a key, too."""
        self.keys += 1 + bin(held.value).count("1")
        self.console.key(key, held)

    def type(self, text: str) -> None:
        """Letters where the focus is."""
        self.keys += len(text)
        self.console.type(text)

    def say(self, text: str, keys: int) -> None:
        """Chinese where the focus is: an input method makes it of so many keys."""
        self.keys += keys
        self.console.window.panels.intake.fields.words.insertPlainText(text)
        self.console.settle()

    def flood(self, count: int, type_code: str = "CHEM", step_ms: int = 4_000, **said: object) -> list[str]:
        """So many people call about one event, a few metres apart."""
        made = []
        for number in range(count):
            place = replace(PLANT, lon_e7=PLANT.lon_e7 + number % 7 * 300)
            fields = {"channel": Channel.PHONE, "place": place, "type_code": type_code, **said}
            fields.setdefault("keywords", ("smoke",))
            self.hub.give(ReportCall(**fields))  # type: ignore[arg-type]
            self.hub.advance(step_ms)
            made.append(max(self.hub.picture.calls))
        self.console.settle()
        return made

    @property
    def incident(self) -> Incident:
        """The newest incident, as the hub has it."""
        return next(reversed(self.hub.picture.incidents.values()))
