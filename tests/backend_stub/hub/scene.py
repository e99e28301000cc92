"""A hub core on a stepped clock, with people at seats: what tests of the core and the desks begin from."""

from __future__ import annotations

import itertools

from backend_stub.hub.clock import SteppedClock
from backend_stub.hub.core import Hub
from backend_stub.hub.ports import GroundCheck, Store
from backend_stub.hub.vault import ReportVault
from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import IncidentKind
from console.domain.registry.commands import Register
from console.domain.registry.entities import Camera, IncidentType, Unit, UnitKind
from console.wire import codec
from console.wire import messages as m

OPERATOR = Stamp(actor="li", role=Role.OPERATOR, seat="D-01")
LEADER = Stamp(actor="wang", role=Role.DUTY_LEADER, seat="D-02")
TRAINER = Stamp(actor="zhou", role=Role.TRAINER, seat="D-04")
ADMIN = Stamp(actor="chen", role=Role.ADMIN, seat="D-03")
PLACE = Place(lon_e7=1_178_000_000, lat_e7=366_000_000)
MASTER = bytes(range(32))
EPOCH_MS = 1_790_000_000_000
FIRE = IncidentType(
    id="fire", name_zh="火灾", name_en="Fire", kind=IncidentKind.EMERGENCY, level=2, limit_s=3600
)
CAMERA = Camera(
    id="CAM-001",
    name_zh="路口",
    name_en="Crossing",
    lon_e7=PLACE.lon_e7,
    lat_e7=PLACE.lat_e7,
    bearing_deg=0,
    fov_deg=60,
    range_m=80,
)
UNIT = Unit(
    id="P-101",
    name_zh="巡警",
    name_en="Patrol",
    kind=UnitKind.PATROL,
    tier=1,
    station="S1",
    home_lon_e7=PLACE.lon_e7,
    home_lat_e7=PLACE.lat_e7,
    sworn=4,
)
HEARD = m.Positions(
    t_ms=9,
    unit_ids=(UNIT.id,),
    lon_i32=PLACE.lon_e7.to_bytes(4, "little"),
    lat_i32=PLACE.lat_e7.to_bytes(4, "little"),
    bearing_i16=bytes(2),
    speed_cmps_i16=bytes(2),
    age_ms_i32=bytes(4),
)
"""Where that unit is."""
_numbers = itertools.count(1)


def new_id() -> str:
    """A command id that is never the same."""
    return f"{next(_numbers):032x}"


def report_call(words: str = "三楼起火") -> ReportCall:
    """A report by telephone."""
    return ReportCall(
        channel=Channel.PHONE, place=PLACE, report=Report(name="王小明", number="13800000000", words=words)
    )


class Scene:
    """A core with its clock and store; `ask` decides, commits and answers in one go."""

    def __init__(
        self, store: Store, clock: SteppedClock | None = None, ground: GroundCheck | None = None
    ) -> None:
        self.store = store
        self.clock = clock or SteppedClock(epoch_ms=EPOCH_MS)
        counter = itertools.count(1)

        def random(length: int) -> bytes:
            return (next(counter).to_bytes(4, "big") * (length // 4 + 1))[:length]

        self.vault = ReportVault(MASTER, random)
        self.hub = Hub(store, self.clock, self.vault, journal_id="journal", ground=ground)

    def opened(self) -> Scene:
        """With the journal open and a type and a camera registered."""
        assert self.hub.open_journal("demo", EPOCH_MS, "songting") is None
        assert self.hub.system(Register(entities=(FIRE, CAMERA))) is None
        self.hub.flush()
        return self

    def ask(
        self, command: AnyCommand, stamp: Stamp = OPERATOR, command_id: str = "", ttl_ms: int = 15_000
    ) -> m.HubMessage:
        """The answer to a command."""
        command_id = command_id or new_id()
        kept = self.hub.submit(stamp, command_id, self.clock.t_ms + ttl_ms, command, "ticket")
        if kept is not None:
            return codec.decode_hub(kept)
        replies = [frame for _, request, frame in self.hub.flush().replies if request == command_id]
        assert len(replies) == 1
        return codec.decode_hub(replies[0])
