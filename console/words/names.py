"""Names of things in the language of the screen. Qt main thread; used by everything that names something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from console.domain.base.place import Place
from console.domain.base.sealed_text import read_sealed
from console.domain.picture import Picture
from console.domain.sealing import is_erased
from console.words.phrases import phrase_word
from widgets.words import is_chinese

tr = QCoreApplication.translate


class Named(Protocol):
    """Any entity with a name in both languages."""

    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class Names:
    """Reads names out of a picture; made anew when the language or the picture changes (it keeps the language)."""

    def __init__(
        self, picture: Picture, chinese: bool | None = None, opened: Mapping[str, str] | None = None
    ) -> None:
        """`opened`: the clear words of sealed texts, as far as whoever looks has them open."""
        self.picture = picture
        self.chinese = is_chinese() if chinese is None else chinese
        self.opened = {} if opened is None else opened

    def said(self, text: str) -> str:
        """What somebody said or chose: a standard phrase in the language of the screen, other words as they are; in
        place of sealed ones, those that are open, or that they are sealed or erased."""
        if read_sealed(text) is None:
            return phrase_word(text)
        if is_erased(self.picture, text):
            return tr("words", "(erased)")
        return self.opened.get(text) or tr("words", "(sealed)")

    def of(self, entity: Named) -> str:
        """The entity's name, in the other language where this one is missing."""
        return self.either(entity.name_zh, entity.name_en)

    def either(self, zh: str, en: str) -> str:
        """The words in the language of the screen, in the other one where these are missing."""
        return (zh or en) if self.chinese else (en or zh)

    def place(self, place: Place) -> str:
        """The words of a place; its position where it has none."""
        words = self.either(place.text_zh, place.text_en)
        return words or f"{place.lon_e7 / 1e7:.5f}, {place.lat_e7 / 1e7:.5f}"

    def incident_type(self, code: str) -> str:
        """Name of a type; its code when unknown, empty for none."""
        return self._in(self.picture.incident_types, code)

    def grid(self, grid_id: str) -> str:
        return self._in(self.picture.grids, grid_id)

    def grids(self, grid_ids: Iterable[str]) -> str:
        return ", ".join(map(self.grid, grid_ids))

    def department(self, department_id: str) -> str:
        return self._in(self.picture.departments, department_id)

    def case_flow(self, flow_id: str) -> str:
        known = self.picture.case_flows.get(flow_id)
        return flow_id if known is None else self.of(known.flow)

    def unit_team(self, unit_id: str) -> str:
        unit = self.picture.units.get(unit_id)
        return "" if unit is None else self.of(unit)

    def person(self, officer_id: str) -> str:
        return self._in(self.picture.officers, officer_id)

    def _in(self, table: Mapping[str, Named], key: str) -> str:
        entity = table.get(key)
        return key if entity is None else self.of(entity)
