"""Names of things in the language of the screen. Qt main thread; used by all models of this package."""

from __future__ import annotations

from typing import Protocol

from console.domain.base.place import Place
from console.domain.picture import Picture
from widgets.words import is_chinese


class Named(Protocol):
    """Any entity with a name in both languages."""

    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class Names:
    """Reads names out of a picture; made anew when the language or the picture changes (it keeps the language)."""

    def __init__(self, picture: Picture, chinese: bool | None = None) -> None:
        self.picture = picture
        self.chinese = is_chinese() if chinese is None else chinese

    def of(self, entity: Named) -> str:
        """The entity's name, in the other language where this one is missing."""
        first, second = entity.name_zh, entity.name_en
        if not self.chinese:
            first, second = second, first
        return first or second

    def place(self, place: Place) -> str:
        """The words of a place; its position where it has none."""
        first, second = place.text_zh, place.text_en
        if not self.chinese:
            first, second = second, first
        return first or second or f"{place.lon_e7 / 1e7:.5f}, {place.lat_e7 / 1e7:.5f}"

    def incident_type(self, code: str) -> str:
        """Name of a type; its code when unknown, empty for none."""
        kind = self.picture.incident_types.get(code)
        return code if kind is None else self.of(kind)

    def grid(self, grid_id: str) -> str:
        grid = self.picture.grids.get(grid_id)
        return grid_id if grid is None else self.of(grid)

    def department(self, department_id: str) -> str:
        department = self.picture.departments.get(department_id)
        return department_id if department is None else self.of(department)

    def case_flow(self, flow_id: str) -> str:
        known = self.picture.case_flows.get(flow_id)
        return flow_id if known is None else self.of(known.flow)

    def unit_team(self, unit_id: str) -> str:
        unit = self.picture.units.get(unit_id)
        return "" if unit is None else self.of(unit)

    def person(self, officer_id: str) -> str:
        officer = self.picture.officers.get(officer_id)
        return officer_id if officer is None else self.of(officer)
