"""The Command board: strength apart by tier and area, gaps by name, decisions with their keys."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from console.desk.telemetry import TelemetryStore
from console.domain.incidents.entities import IncidentState
from console.domain.musters.entities import CoverGap, Muster
from console.domain.orders.states import UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Grid
from console.panels.board import board_view, decisions, gap_lines, strength_by_area, strength_by_tier
from console.wire.messages import Cover
from console.words.names import Names
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from widgets.command.view import LineTone, StrengthRow

pytestmark = pytest.mark.usefixtures("qapp")


KEYS = {"muster": "Ctrl+M", "verify": "Shift+V", "cover": "Shift+C"}


NOW = T0 + 231_000


def key(verb: str) -> str:
    return KEYS.get(verb, "")


def grid(grid_id: str, subdistrict: str, minimum: int = 2) -> Grid:
    return Grid(
        id=grid_id,
        name_zh=f"{grid_id}网格",
        name_en=f"Grid {grid_id}",
        subdistrict_zh="张店",
        subdistrict_en=subdistrict,
        ring_e7=(0, 0, 1, 0, 1, 1, 0, 0),
        min_cover=minimum,
    )


def force() -> Picture:
    picture = Picture()
    picture.grids.update({"G-1": grid("G-1", "East"), "G-2": grid("G-2", "West")})
    state = UnitState
    for unit_id, tier, sworn, where, changes in (
        ("P-1", 1, 10, "G-1", {"auxiliary": 3}),
        ("P-2", 1, 8, "G-1", {"state": state.ENROUTE}),
        ("P-3", 1, 6, "G-2", {"state": state.MUSTERED}),
        ("C-1", 2, 7, "G-2", {"reserved": True}),
        ("C-2", 2, 5, "G-2", {"contact_lost": True}),
        ("V-1", 3, 0, "G-1", {"volunteers": 9}),
        ("F-1", 0, 0, "", {"state": state.OUT_OF_SERVICE}),
    ):
        grids = (where,) if where else ()
        picture.units[unit_id] = made.unit(unit_id, sworn, tier, grids=grids, **changes)
    return picture


def test_strength_is_told_by_tier_with_reserves_and_lost_ones_apart() -> None:
    rows = strength_by_tier(force().units.values())
    assert rows == (
        StrengthRow("Tier 1, patrol brigade", ready=10, bound=8, at_place=6, others=3),
        StrengthRow("Tier 2, station squad", out=7),
        StrengthRow("Tier 3, village or enterprise team", others=9),
        StrengthRow("Other"),
    )


def test_the_barest_area_comes_first() -> None:
    picture = force()
    rows = strength_by_area(picture.units.values(), Names(picture, chinese=False))
    assert [(row.name, row.ready) for row in rows] == [("West", 0), ("East", 10)]


def cover(*short: str) -> Cover:
    counts = b"".join(number.to_bytes(2, "little") for number in (0, 1))
    return Cover(number=1, t_ms=NOW, grid_ids=("G-1", "G-2"), units_i16=counts, short=short)


def test_gaps_are_told_by_name_with_what_reaches_them() -> None:
    picture = force()
    names = Names(picture, chinese=False)
    lines = gap_lines(names, cover("G-1", "G-2"), NOW)
    assert [line.words for line in lines] == ["Grid G-1: 0 of 2", "Grid G-2: 1 of 2"]
    assert gap_lines(names, None, NOW) == ()
    assert gap_lines(names, cover(), NOW) == ()


def test_a_gap_of_a_running_muster_has_its_reason_or_says_that_it_has_none() -> None:
    picture = force()
    gaps = (
        CoverGap(grid_id="G-1", opened_ms=NOW - 90_000),
        CoverGap(grid_id="G-2", opened_ms=NOW - 30_000, reason="all to the plant", reason_ms=NOW),
    )
    picture.musters["M-000001"] = made.muster(gaps=gaps)
    first, second = gap_lines(Names(picture, chinese=False), cover("G-1", "G-2"), NOW)
    assert (first.words, first.tail, first.tone) == (
        "Grid G-1: 0 of 2 · no reason yet", "1 min", LineTone.WARN,
    )  # fmt: skip
    assert (second.words, second.tone) == ("Grid G-2: 1 of 2 · all to the plant", LineTone.PLAIN)


def waiting(*musters: Muster, telemetry: TelemetryStore | None = None, **incident: Any) -> list[str]:
    picture = made.picture(*musters)
    found = picture.incidents.setdefault("INC-0417", made.incident())
    changes = {"leader_acknowledged_ms": T0, **incident}
    picture.incidents["INC-0417"] = msgspec.structs.replace(found, **changes)
    lines = decisions(Names(picture, chinese=False), telemetry or TelemetryStore(), key, NOW)
    return [" ".join(piece for piece in (line.words, line.tail) if piece) for line in lines]


def test_a_major_incident_without_muster_waits_for_the_order() -> None:
    assert waiting() == ["INC-0417 · major, no muster order yet Ctrl+M"]
    assert waiting(made.muster()) == []


def test_a_clock_without_an_order_is_urgent() -> None:
    assert waiting(made.muster(plan=None)) == ["INC-0417 · clock runs, no muster order yet Ctrl+M"]


def test_what_waits_for_the_leader_is_told() -> None:
    found = waiting(
        made.muster(),
        leader_acknowledged_ms=-1,
        extension_asked="more time",
        state=IncidentState.ESCALATED,
    )
    assert found == [
        "INC-0417 · escalated, needs a lead",
        "INC-0417 · asks for an extension",
        "INC-0417 · leader has not acknowledged",
    ]


def test_a_muster_that_will_be_late_asks_for_a_substitute() -> None:
    telemetry = TelemetryStore()
    telemetry.take([made.forecast(p50_ms=T0 + 648_000, p90_ms=T0 + 700_000)])
    assert waiting(made.muster(), telemetry=telemetry) == [
        "INC-0417 · muster will be late: send a substitute"
    ]


def test_the_steps_of_a_muster_come_in_their_time() -> None:
    assert waiting(made.mustered()) == ["INC-0417 · mustered: send units to the posts"]
    declared = made.mustered(t2_ms=T0 + 900_000, declared_ms=T0 + 950_000)
    assert waiting(declared) == ["INC-0417 · declared under control: verify or refute Shift+V"]
    bare = made.muster(gaps=(CoverGap(grid_id="G-1", opened_ms=T0),))
    assert waiting(bare) == ["INC-0417 · bare grids without a reason: 1 Shift+C"]
    short = made.muster(eligible=64, required=64)
    assert waiting(short) == ["INC-0417 · too few eligible: recall the reserves"]


def test_nothing_waits_once_it_is_resolved_or_closed() -> None:
    assert waiting(made.resolved()) == []
    assert waiting(state=IncidentState.CLOSED) == []


def test_what_goes_wrong_comes_first() -> None:
    found = waiting(made.muster(plan=None), leader_acknowledged_ms=-1)
    assert found[0] == "INC-0417 · clock runs, no muster order yet Ctrl+M"
    assert found[1] == "INC-0417 · leader has not acknowledged"


def test_the_board_holds_everything() -> None:
    picture = force()
    telemetry = TelemetryStore()
    telemetry.take([cover("G-1")])
    board = board_view(Names(picture, chinese=False), telemetry, None, key, NOW, aged=True)
    assert board.aged
    assert len(board.tiers) == 4
    assert len(board.gaps) == 1
    assert board.decisions == ()
