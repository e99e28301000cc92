"""Rules of 留守: grids below their minimum cover, reasons for it, and the recall of reserves (备勤). See `decide`."""

from __future__ import annotations

from console.domain.base.checks import check_text
from console.domain.base.message import Asked, Outcome
from console.domain.base.refusals import Code, refuse
from console.domain.orders.rules import find_unit
from console.domain.picture import Picture, Rules
from console.domain.registry.entities import Unit

from . import commands as c
from . import events as e
from .checks import find_muster
from .entities import Muster
from .latches import wanting_gaps


def _open(p: Picture, a: Asked, cmd: c.OpenCoverGap) -> Outcome:
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
    return [e.CoverGapOpened(muster_id=muster.id, grid_ids=fresh)] if fresh else refuse(Code.ALREADY_DONE)


def _close(p: Picture, a: Asked, cmd: c.CloseCoverGap) -> Outcome:
    muster = find_muster(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    standing = [gap.grid_id for gap in muster.gaps if gap.closed_ms < 0]
    closed = tuple(grid_id for grid_id in standing if grid_id in cmd.grid_ids)
    return [e.CoverGapClosed(muster_id=muster.id, grid_ids=closed)] if closed else refuse(Code.ALREADY_DONE)


def _reason(p: Picture, a: Asked, cmd: c.RecordCoverReason) -> Outcome:
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
    return [e.CoverReasonRecorded(muster_id=muster.id, grid_ids=grid_ids, reason=cmd.reason)]


def _recall(p: Picture, a: Asked, cmd: c.RecallReserves) -> Outcome:
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
    return [e.ReservesRecalled(unit_ids=recalled, muster_id=muster.id)]


MUSTER_COVER_RULES: Rules = {
    c.OpenCoverGap: _open,
    c.CloseCoverGap: _close,
    c.RecordCoverReason: _reason,
    c.RecallReserves: _recall,
}
