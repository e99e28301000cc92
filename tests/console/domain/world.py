"""A small town that decides and folds in the same process: what the rule tests play in."""

from __future__ import annotations

from typing import Any

from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel, Sealed
from console.domain.decide import AnyCommand, decide, refusal
from console.domain.evolve import AnyEvent, Recorded, evolve
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.commands import SettleMuster
from console.domain.orders.commands import DispatchUnits, ProgressOrder, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.picture import Key, Picture
from console.domain.registry.commands import OpenJournal, Register
from console.domain.registry.entities import (
    Camera,
    Department,
    Force,
    Grid,
    IncidentType,
    Officer,
    Registrable,
    Sensor,
    Unit,
    UnitKind,
)

HERE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd", grid="G-01")
SEALED = Sealed(key_id="k1", nonce=b"n" * 12, ciphertext=b"secret")


def registry() -> tuple[Registrable, ...]:
    """Types, departments, one grid, five units with officers, a camera and a sensor."""
    emergency, case = IncidentKind.EMERGENCY, IncidentKind.CASE
    units = tuple(
        Unit(
            id=call_sign,
            name_zh="巡警",
            name_en="Patrol",
            kind=UnitKind.PATROL,
            tier=1,
            station="S1",
            home_lon_e7=1_179_000_000 + number,
            home_lat_e7=368_000_000,
            capabilities=("patrol",),
            sworn=4,
        )
        for number, call_sign in enumerate(("P-101", "P-102", "P-103", "C-201", "C-202"))
    )
    return (
        IncidentType(
            id="explosion",
            name_zh="爆燃",
            name_en="Explosion",
            kind=emergency,
            level=1,
            limit_s=600,
            major=True,
        ),
        IncidentType(id="theft", name_zh="盗窃", name_en="Theft", kind=emergency, level=3, limit_s=1800),
        IncidentType(id="gas", name_zh="燃气泄漏", name_en="Gas leak", kind=emergency, level=2, limit_s=900),
        IncidentType(
            id="litter",
            name_zh="垃圾满溢",
            name_en="Bin full",
            kind=case,
            level=4,
            limit_s=3 * 86_400,
            department="D-CITY",
        ),
        Department(id="D-CITY", name_zh="城管", name_en="Urban management"),
        Department(id="D-WATER", name_zh="水务", name_en="Water"),
        Grid(
            id="G-01",
            name_zh="一网格",
            name_en="Grid 1",
            subdistrict_zh="张店",
            subdistrict_en="Zhangdian",
            ring_e7=(0, 0, 1, 0, 1, 1, 0, 0),
        ),
        *units,
        Officer(id="A-1", name_zh="王强", name_en="Wang Qiang", force=Force.SWORN, unit_id="P-101"),
        Camera(
            id="CAM-001",
            name_zh="路口",
            name_en="Crossing",
            lon_e7=1_179_000_000,
            lat_e7=368_000_000,
            bearing_deg=90,
            fov_deg=60,
            range_m=80,
        ),
        Sensor(
            id="SEN-01",
            name_zh="燃气",
            name_en="Gas",
            lon_e7=1_179_000_000,
            lat_e7=368_000_000,
            measures="gas",
            unit="%LEL",
            threshold_milli=20_000,
            type_code="gas",
        ),
    )


class World:
    """A picture with its clock; `ask` decides as somebody and folds what follows."""

    def __init__(self, kind: str = "demo", entities: tuple[Registrable, ...] | None = None) -> None:
        self.picture = Picture()
        self.t_ms = 0
        self.journal: list[Recorded] = []
        self.ask(OpenJournal(kind=kind, epoch_ms=1_790_000_000_000, town_id="test"), Role.SYSTEM)
        entities = registry() if entities is None else entities
        self.ask(Register(entities=entities), Role.ADMIN)

    def ask(
        self, command: AnyCommand, role: Role = Role.OPERATOR, actor: str = "li", seat: str = "desk-3"
    ) -> list[AnyEvent] | Refusal:
        """The outcome; accepted events are folded at the world's present time."""
        stamp = Stamp(actor=actor, role=role, seat=seat)
        asked = Asked(t_ms=self.t_ms, stamp=stamp, command=command)
        outcome = decide(self.picture, asked)
        if not isinstance(command, SettleMuster):  # which only the hub gives itself
            assert refusal(self.picture, asked) == (outcome if isinstance(outcome, Refusal) else None)
        if not isinstance(outcome, Refusal):
            for event in outcome:
                self.fold(event, stamp)
        return outcome

    def fold(self, event: AnyEvent, stamp: Stamp) -> list[Key]:
        """One event at the end of the journal."""
        recorded = Recorded(seq=self.picture.seq + 1, t_ms=self.t_ms, stamp=stamp, event=event)
        self.journal.append(recorded)
        return evolve(self.picture, recorded)

    def must(self, command: AnyCommand, role: Role = Role.OPERATOR, actor: str = "li") -> list[AnyEvent]:
        """The events; a refusal fails the test."""
        outcome = self.ask(command, role, actor)
        assert not isinstance(outcome, Refusal), outcome
        return outcome

    def refused(self, command: AnyCommand, role: Role = Role.OPERATOR, actor: str = "li") -> str:
        """The refusal's code; acceptance fails the test."""
        before = self.picture.seq
        outcome = self.ask(command, role, actor)
        assert isinstance(outcome, Refusal), outcome
        assert self.picture.seq == before
        return outcome.code

    def wait(self, ms: int) -> None:
        """Let time pass."""
        self.t_ms += ms

    # -- short cuts ----------------------------------------------------------------------------------------------------

    def call(self, type_code: str = "theft", **said: Any) -> str:
        """A call comes in; its id. `said` are fields of the report."""
        fields = {"channel": Channel.PHONE, "place": HERE, "sealed": SEALED, "type_code": type_code, **said}
        self.must(ReportCall(**fields), Role.GATEWAY)
        return next(reversed(self.picture.calls))

    def incident(self, type_code: str = "theft") -> str:
        """A call that was accepted; the incident's id."""
        call_id = self.call(type_code)
        self.must(AcceptCall(call_id=call_id, type_code=type_code))
        return next(reversed(self.picture.incidents))

    def dispatch(self, incident_id: str, *unit_ids: str) -> list[str]:
        """Units sent; their order ids."""
        choices = tuple(UnitChoice(unit_id=unit_id, eta_ms=120_000, rank=1) for unit_id in unit_ids)
        self.must(DispatchUnits(incident_id=incident_id, units=choices))
        return [self.picture.units[unit_id].order_id for unit_id in unit_ids]

    def progress(self, order_id: str, *states: OrderState) -> None:
        """Steps reported by the unit's own terminal."""
        for state in states:
            self.must(ProgressOrder(order_id=order_id, state=state), Role.FIELD, "P-101")
