"""Commands of the three 10-minutes. Pure data, any thread.

`device_ms` is what the sender's clock said, translated to hub time (−1 = not told): kept, never judged by.
"""

from __future__ import annotations

from console.domain.base.message import Command
from console.domain.orders.commands import UnitChoice

from .entities import Area, BaselineUnit
from .events import PostAssignment
from .plan import MusterPlan


class ActivateMuster(Command, frozen=True, kw_only=True, tag="activate_muster"):
    """T0 by hand: the duty leader; in demo and drill any player; a drill's director (trainer), which is marked."""

    incident_id: str


class OrderMuster(Command, frozen=True, kw_only=True, tag="order_muster"):
    """Give the muster order; activates when nobody has. Units that are not free any more are skipped and named."""

    incident_id: str
    plan: MusterPlan
    units: tuple[UnitChoice, ...]


class RecordBaseline(Command, frozen=True, kw_only=True, tag="record_baseline"):
    """Planner only, once per muster. `units` are the eligible ones."""

    muster_id: str
    units: tuple[BaselineUnit, ...]
    closures: tuple[str, ...]
    graph_hash: str
    best_ms: int
    best_anywhere_ms: int
    short_grids: tuple[str, ...] = ()


class ReportHeadcount(Command, frozen=True, kw_only=True, tag="report_headcount"):
    """By the unit's terminal, or by voice proxy from a desk. At the rally point with ROLL_CALL."""

    order_id: str
    sworn: int
    auxiliary: int = 0
    volunteers: int = 0
    device_ms: int = -1


class EnterFence(Command, frozen=True, kw_only=True, tag="enter_fence"):
    """Tracker only."""

    muster_id: str
    unit_id: str
    area: Area
    fix_ms: int
    post_id: str = ""


class LeaveFence(Command, frozen=True, kw_only=True, tag="leave_fence"):
    """Tracker only. `why` is left, too_fast or stale_fix."""

    muster_id: str
    unit_id: str
    area: Area
    fix_ms: int
    why: str
    post_id: str = ""


class ReportThere(Command, frozen=True, kw_only=True, tag="report_there"):
    """By voice: the unit says that it is at the rally point, on scene or at a post."""

    order_id: str
    area: Area
    post_id: str = ""


class ContradictVoice(Command, frozen=True, kw_only=True, tag="contradict_voice"):
    """Tracker only: a fresh position contradicts the voice report."""

    muster_id: str
    unit_id: str
    away_m: int


class SendToPosts(Command, frozen=True, kw_only=True, tag="send_to_posts"):
    """Order units to their posts (or to the scene): the order of phase 2. A unit sent again changes its post."""

    muster_id: str
    assignments: tuple[PostAssignment, ...]


class OrderPhase(Command, frozen=True, kw_only=True, tag="order_phase"):
    """The order of phase 2 or 3 without moving anybody."""

    muster_id: str
    phase: int


class ReportHandling(Command, frozen=True, kw_only=True, tag="report_handling"):
    order_id: str
    action: str
    device_ms: int = -1


class ReportItem(Command, frozen=True, kw_only=True, tag="report_item"):
    """Evidence of a checklist item: by a unit that stands at the item's kind of post, or by voice for it.

    Empty `order_id` = the unit that has stood there longest."""

    muster_id: str
    item_id: str
    note: str = ""
    device_ms: int = -1
    order_id: str = ""


class WithdrawItem(Command, frozen=True, kw_only=True, tag="withdraw_item"):
    muster_id: str
    item_id: str
    reason: str


class DeclareControl(Command, frozen=True, kw_only=True, tag="declare_control"):
    """By the scene commander's terminal, or by voice for him: his unit is on scene."""

    muster_id: str
    device_ms: int = -1


class VerifyControl(Command, frozen=True, kw_only=True, tag="verify_control"):
    """By somebody else than who declared; needs evidence of every item."""

    muster_id: str


class RefuteControl(Command, frozen=True, kw_only=True, tag="refute_control"):
    muster_id: str
    reason: str


class OpenCoverGap(Command, frozen=True, kw_only=True, tag="open_cover_gap"):
    """Planner only."""

    muster_id: str
    grid_ids: tuple[str, ...]


class CloseCoverGap(Command, frozen=True, kw_only=True, tag="close_cover_gap"):
    """Planner only."""

    muster_id: str
    grid_ids: tuple[str, ...]


class RecordCoverReason(Command, frozen=True, kw_only=True, tag="record_cover_reason"):
    """Why one grid stands below its minimum; empty `grid_ids` = the gap that has waited longest for its reason."""

    muster_id: str
    reason: str
    grid_ids: tuple[str, ...] = ()


class RecallReserves(Command, frozen=True, kw_only=True, tag="recall_reserves"):
    """Empty `unit_ids` = all reserves."""

    muster_id: str
    unit_ids: tuple[str, ...] = ()


class SetWorkArea(Command, frozen=True, kw_only=True, tag="set_work_area"):
    muster_id: str
    ring_e7: tuple[int, ...]


class EndMuster(Command, frozen=True, kw_only=True, tag="end_muster"):
    """Stand down. Before T3 a reason is needed."""

    muster_id: str
    reason: str = ""


class SettleMuster(Command, frozen=True, kw_only=True, tag="settle_muster"):
    """Hub timer: latch what has held, decide gates whose limit has passed."""

    muster_id: str
