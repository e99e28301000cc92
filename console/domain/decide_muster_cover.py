"""Rules of 留守: grids below their minimum cover, reasons for it, and the recall of reserves (备勤). See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from . import muster_commands as k
from . import muster_events as me
from .checks import check_text, find_unit
from .entities import Unit
from .muster_checks import find_muster
from .muster_entities import Muster
from .muster_latches import wanting_gaps
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal


def _open(p: Picture, a: c.Asked, cmd: k.OpenCoverGap) -> Outcome:
    """Grids that were short at the baseline, or are told already, open no gap; after T3 none does."""
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.t3_ms >= 0:
        return refuse(Code.MUSTER_OVER, muster=muster.id, state=muster.state.value)
    if any(grid_id not in p.grids for grid_id in cmd.grid_ids):
        return refuse(Code.BAD_VALUE, field="grid_ids")
    known = {gap.grid_id for gap in muster.gaps if gap.closed_ms < 0} | set(muster.baseline_gaps)
    fresh = tuple(dict.fromkeys(grid_id for grid_id in cmd.grid_ids if grid_id not in known))
    return [me.CoverGapOpened(muster_id=muster.id, grid_ids=fresh)] if fresh else refuse(Code.ALREADY_DONE)


def _close(p: Picture, a: c.Asked, cmd: k.CloseCoverGap) -> Outcome:
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    standing = [gap.grid_id for gap in muster.gaps if gap.closed_ms < 0]
    closed = tuple(grid_id for grid_id in standing if grid_id in cmd.grid_ids)
    return [me.CoverGapClosed(muster_id=muster.id, grid_ids=closed)] if closed else refuse(Code.ALREADY_DONE)


def _reason(p: Picture, a: c.Asked, cmd: k.RecordCoverReason) -> Outcome:
    """For all gaps that want a reason (`wanting_gaps`), or for the named ones; the first reason stays."""
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    named = [gap for gap in muster.gaps if gap.reason_ms < 0 and gap.grid_id in cmd.grid_ids]
    gaps = named if cmd.grid_ids else wanting_gaps(muster, a.t_ms)
    if not gaps:
        return refuse(Code.NO_BARE_GRID)
    grid_ids = tuple(dict.fromkeys(gap.grid_id for gap in gaps))
    return [me.CoverReasonRecorded(muster_id=muster.id, grid_ids=grid_ids, reason=cmd.reason)]


def _recall(p: Picture, a: c.Asked, cmd: k.RecallReserves) -> Outcome:
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    for unit_id in cmd.unit_ids:
        unit = find_unit(p, unit_id)
        if not isinstance(unit, Unit):
            return unit
    wanted = set(cmd.unit_ids) or set(p.units)
    recalled = tuple(unit.id for unit in p.units.values() if unit.reserved and unit.id in wanted)
    if not recalled:
        return refuse(Code.NO_RESERVES)
    return [me.ReservesRecalled(unit_ids=recalled, muster_id=muster.id)]


MUSTER_COVER_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    k.OpenCoverGap: _open,
    k.CloseCoverGap: _close,
    k.RecordCoverReason: _reason,
    k.RecallReserves: _recall,
}
