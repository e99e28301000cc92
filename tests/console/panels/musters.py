"""Musters made by hand at telling instants, in a picture with their incident, units and orders. Test support."""

from __future__ import annotations

from typing import Any

import msgspec

from console.domain.base.place import Place
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.musters.entities import (
    Activation,
    Area,
    Gate,
    GateStatus,
    ItemStatus,
    Muster,
    MusterState,
    MusterUnit,
    NotCounted,
    PostStatus,
)
from console.domain.musters.plan import ChecklistItem, CountPolicy, MusterLimits, MusterPlan, Post, PostKind
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.picture import Picture
from console.domain.registry.entities import IncidentType, Unit, UnitKind
from console.wire.muster_messages import MusterForecast

T0 = 100_000


LIMITS = MusterLimits()


RALLY = Place(
    lon_e7=1_179_010_000, lat_e7=368_040_000, text_zh="柳泉路北口", text_en="Liuquan Rd N", grid="G-01"
)


SCENE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd", grid="G-01")


RING = (1_178_990_000, 367_990_000, 1_179_010_000, 367_990_000, 1_179_010_000, 368_010_000,
        1_178_990_000, 368_010_000, 1_178_990_000, 367_990_000)  # fmt: skip


def post(number: int, kind: PostKind = PostKind.CORDON, officers: int = 6) -> Post:
    return Post(
        id=f"POST-{number}",
        kind=kind,
        name_zh=f"警戒{number}",
        name_en=f"Cordon {number}",
        lon_e7=SCENE.lon_e7 + number * 5_000,
        lat_e7=SCENE.lat_e7,
        officers=officers,
    )


def plan(**changes: Any) -> MusterPlan:
    """Five posts of six, a checklist of three, the defaults of DOMAIN §3."""
    made = MusterPlan(
        rally=RALLY,
        work_area_e7=RING,
        posts=tuple(post(number) for number in range(1, 6)),
        checklist=tuple(
            ChecklistItem(id=f"ITEM-{number}", text_zh=f"项目{number}", text_en=f"Item {number}")
            for number in range(1, 4)
        ),
        limits=LIMITS,
        policy=CountPolicy(),
        card="chemical",
    )
    return msgspec.structs.replace(made, **changes)


def member(unit_id: str, number: int, **changes: Any) -> MusterUnit:
    made = MusterUnit(unit_id=unit_id, order_id=f"O-{number:06d}", ordered_ms=T0 + 1_000, eta_ms=240_000)
    return msgspec.structs.replace(made, **changes)


def counted(
    unit_id: str, number: int, officers: int = 12, area: Area = Area.RALLY, **changes: Any
) -> MusterUnit:
    return member(
        unit_id,
        number,
        headcount=officers,
        headcount_ms=T0 + 5_000,
        area=area.value,
        area_ms=T0 + 180_000,
        officers=tuple(f"A-{unit_id}-{seat}" for seat in range(officers)),
        counted_ms=T0 + 180_000,
        why_not="",
        **changes,
    )


UNITS = (
    counted("P-101", 1, 12, first_rally_ms=T0 + 180_000),
    counted("P-102", 2, 14, Area.SCENE, first_scene_ms=T0 + 199_000),
    counted("C-201", 3, 13, by_voice=True, auxiliary=6),
    member("P-103", 4, headcount=10, headcount_ms=T0 + 6_000),
    member("C-202", 5, why_not=NotCounted.NO_HEADCOUNT.value),
)
"""39 counted of three units, 13 of them by voice; ten confirmed on the road; one without head-count."""


def muster(**changes: Any) -> Muster:
    """Ordered at T0, 39 of 100 counted."""
    made = Muster(
        id="M-000001",
        incident_id="INC-0417",
        t0_ms=T0,
        activation=Activation.LEADER,
        activated_by="leader",
        plan=plan(),
        ordered_ms=T0,
        ordered_by="leader",
        eligible=186,
        best_ms=380_000,
        best_anywhere_ms=350_000,
        units=UNITS,
        posts=(
            PostStatus(post_id="POST-1", officers=6, filled_ms=T0 + 200_000),
            PostStatus(post_id="POST-2"),
        ),
        items=(ItemStatus(item_id="ITEM-1", evidence_ms=T0 + 250_000),),
        counted=39,
        counted_auxiliary=6,
        counted_by_voice=13,
        curve=(T0, 0, T0 + 180_000, 39),
        first_on_scene_ms=T0 + 199_000,
    )
    return msgspec.structs.replace(made, **changes)


def mustered(**changes: Any) -> Muster:
    """T1 after 456.04 s; phase 2 runs."""
    made = muster(
        counted=104,
        reached_ms=T0 + 456_040,
        t1_ms=T0 + 456_040,
        gates=(
            GateStatus(
                gate=Gate.MUSTER, passed=True, took_ms=456_040, limit_ms=600_000, decided_ms=T0 + 466_040
            ),
        ),
    )
    return msgspec.structs.replace(made, **changes)


def resolved(**changes: Any) -> Muster:
    """All three passed, phase 2 with exactly its limit; the cover gate missed."""
    t1, t2, t3 = T0 + 456_040, T0 + 1_056_040, T0 + 1_500_000
    made = mustered(
        state=MusterState.RESOLVED,
        t2_ms=t2,
        t3_ms=t3,
        handling_ms=T0 + 700_000,
        posts_filled_ms=t2,
        declared_ms=T0 + 1_480_000,
        declared_by="commander",
        verified_ms=t3,
        verified_by="leader",
        gates=(
            GateStatus(
                gate=Gate.MUSTER, passed=True, took_ms=456_040, limit_ms=600_000, decided_ms=t1 + 10_000
            ),
            GateStatus(
                gate=Gate.ARRIVE, passed=True, took_ms=600_000, limit_ms=600_000, decided_ms=t2 + 10_000
            ),
            GateStatus(gate=Gate.RESOLVE, passed=True, took_ms=443_960, limit_ms=600_000, decided_ms=t3),
            GateStatus(gate=Gate.COVER, passed=False, took_ms=-1, limit_ms=120_000, decided_ms=t3),
        ),
    )
    return msgspec.structs.replace(made, **changes)


def incident(incident_id: str = "INC-0417", **changes: Any) -> Incident:
    made = Incident(
        id=incident_id,
        type_code="explosion",
        kind=IncidentKind.EMERGENCY,
        level=1,
        place=SCENE,
        state=IncidentState.IN_PROGRESS,
        opened_ms=T0 - 62_000,
        accepted_ms=T0 - 21_000,
        step_ms=T0 - 21_000,
        limit_ms=600_000,
        deadline_ms=-1,
        major=True,
        orders=tuple(one.order_id for one in UNITS),
    )
    return msgspec.structs.replace(made, **changes)


def unit(unit_id: str, sworn: int = 12, tier: int = 1, **changes: Any) -> Unit:
    made = Unit(
        id=unit_id,
        name_zh="巡警大队",
        name_en="Patrol Brigade",
        kind=UnitKind.PATROL,
        tier=tier,
        station="S1",
        home_lon_e7=1_179_000_000,
        home_lat_e7=368_000_000,
        sworn=sworn,
    )
    return msgspec.structs.replace(made, **changes)


def picture(*musters: Muster) -> Picture:
    """A picture with the type, five units under open orders, and the incidents of these musters."""
    made = Picture()
    made.incident_types["explosion"] = IncidentType(
        id="explosion",
        name_zh="化工厂爆燃",
        name_en="Chemical plant explosion",
        kind=IncidentKind.EMERGENCY,
        level=1,
        limit_s=600,
        major=True,
    )
    for number, one in enumerate(UNITS):
        tier = 1 if one.unit_id.startswith("P") else 2
        made.units[one.unit_id] = unit(one.unit_id, 14 - number, tier, order_id=one.order_id)
        made.orders[one.order_id] = Order(
            id=one.order_id,
            incident_id="INC-0417",
            unit_id=one.unit_id,
            state=OrderState.ENROUTE,
            dispatched_ms=T0,
            to_rally=True,
        )
    for one_muster in musters:
        made.musters[one_muster.id] = one_muster
        made.incidents.setdefault(one_muster.incident_id, incident(one_muster.incident_id))
    return made


def forecast(**changes: Any) -> MusterForecast:
    """P50 after 07:36, P90 after 08:50."""
    made = MusterForecast(
        number=1,
        t_ms=T0 + 230_000,
        muster_id="M-000001",
        incident_id="INC-0417",
        counted=39,
        en_route=42,
        p10_ms=T0 + 420_000,
        p50_ms=T0 + 456_000,
        p90_ms=T0 + 530_000,
        in_time_permille=960,
        at_s_i32=b"",
        p10_i16=b"",
        p50_i16=b"",
        p90_i16=b"",
    )
    return msgspec.structs.replace(made, **changes)
