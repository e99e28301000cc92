"""A small town for the models, in English unless a test asks for Chinese."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel
from console.domain.incidents.entities import Incident
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.words.names import Names
from tests.console.domain.world import HERE, World


class Town(World):
    """A `World` with short cuts for what models show."""

    def report(self, type_code: str = "theft", channel: Channel = Channel.PHONE) -> str:
        self.must(ReportCall(channel=channel, place=HERE, type_code=type_code), Role.GATEWAY)
        return max(self.picture.calls)

    def open(self, type_code: str = "theft") -> Incident:
        call_id = self.report(type_code)
        self.must(AcceptCall(call_id=call_id, type_code=type_code))
        return self.picture.incidents[self.picture.calls[call_id].incident_id]

    def send(self, incident_id: str, *units: str) -> None:
        choices = tuple(UnitChoice(unit_id=unit, eta_ms=120_000) for unit in units)
        self.must(DispatchUnits(incident_id=incident_id, units=choices))

    @property
    def names(self) -> Names:
        return Names(self.picture, chinese=False)


@pytest.fixture
def town(qapp: QApplication) -> Town:
    return Town()
