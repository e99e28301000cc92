"""What the incident panel shows, as plain frozen values, and the names of what can be done.

Names arrive in the language of the screen, states as codes for `widgets.words`. Times are on the hub's clock
in milliseconds. Built by the models that feed the panel; equal views cost the panel nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from widgets.incident.reporters_section import ReporterRow
from widgets.queue.roles import QueueKind

if TYPE_CHECKING:
    from widgets.muster.view import MusterView


class Action(StrEnum):
    """What an operator can do from the panel; also the names in the command line."""

    DISPATCH = "dispatch"
    ESCALATE = "escalate"
    TRANSFER = "transfer"
    NOTE = "note"
    RETURN = "return"
    CLOSE = "close"
    ACCEPT = "accept"
    REJECT = "reject"
    ATTACH = "attach"
    SIGN = "sign"
    """The department takes the case on."""
    FINISH = "finish"
    """The handler hands in feedback and evidence: pending check."""
    REWORK = "rework"
    """The verifier sends it back."""
    URGE = "urge"
    SUPERVISE = "supervise"
    EXTEND = "extend"
    """Asks the duty leader for an extension."""
    SUSPEND = "suspend"
    """The duty leader grants it: the step's clock stands still."""
    RESUME = "resume"
    REOPEN = "reopen"
    MAJOR = "major"
    """Declares it major: command centre at once, responsible leader notified."""
    ACKNOWLEDGE_MAJOR = "acknowledge_major"
    ASSIGN = "assign"
    """Gives a case to a department."""
    AMEND = "amend"
    """Corrects type or level."""
    MUSTER = "muster"
    """Gives the muster order as shown."""
    MUSTER_FORM = "muster_form"
    """Opens the order for edits."""
    ACTIVATE = "activate"
    """T0 by hand, without an order yet."""
    POSTS = "posts"
    """Sends units to the posts."""
    NEXT_PHASE = "next_phase"
    """The order of phase 2 or 3, where the plan waits for one."""
    DECLARE = "declare"
    """The scene commander declares it under control, by voice."""
    VERIFY = "verify"
    REFUTE = "refute"
    COVER = "cover"
    """Why grids stand below their minimum."""
    RECALL = "recall"
    """Calls the reserves in."""
    STAND_DOWN = "stand_down"


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """What the operator asked for: one action with all that its form collected."""

    key: str
    """Id of the call, incident or case."""
    action: Action
    choice: str = ""
    """Department, disposition, incident or type, whichever the action needs."""
    text: str = ""
    """Reason, note, feedback; for a dispatch why it departs from the proposal."""
    level: int = 0
    call_signs: tuple[str, ...] = ()
    """Units to dispatch, in the order of the proposal."""
    proposal: int = 0
    """Number of the proposal that was on the screen."""


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """What the operator asked for about one order."""

    order_id: str
    call_sign: str
    action: str
    """Value of `widgets.units.roles.UnitAction`."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ActionState:
    """Whether an action is possible now. Actions not listed are not shown at all."""

    action: Action
    why_not: str = ""
    """Empty: possible. Otherwise the reason in words, shown as tool tip of the disabled button."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: type, department, disposition, incident."""

    key: str
    name: str
    search: str = ""
    """Lower case, both languages; empty: the name."""
    level: int = 0
    """Default level of an incident type, or the level of an incident; 0: none."""


class Counts(StrEnum):
    """Whether a unit counts towards the strength of its incident's muster."""

    NOT_ASKED = ""
    """There is no muster."""
    YES = "yes"
    BY_VOICE = "voice"
    """It counts, and only its voice says that it is there."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class AssignedUnit:
    """One order of the incident."""

    order_id: str
    call_sign: str
    tier: int
    """1–3."""
    team: str
    strength: int
    """Sworn officers."""
    state: str
    """Unit state code."""
    since_ms: int
    """Since when it is in this state."""
    eta_ms: int | None = None
    """When it is expected on scene, while it is on its way."""
    eta_at_order_ms: int | None = None
    """What the order promised."""
    others: int = 0
    """Auxiliaries and tier 3 aboard, counted apart."""
    note: str = ""
    """Reason of a decline, a delay, a substitute."""
    substitute: str = ""
    """Call sign that the planner proposes instead."""
    counts: Counts = Counts.NOT_ASKED
    why_not: str = ""
    """In words, why it does not count towards the muster; empty where its state says so already."""
    confirmed: int = -1
    """Sworn officers confirmed by head-count; −1: none yet."""
    post: str = ""
    """Name of the post it was sent to."""


@dataclass(frozen=True, slots=True)
class RecommendedUnit:
    """One unit that the planner proposes, with its reasons."""

    call_sign: str
    tier: int
    team: str
    strength: int
    eta_s: float
    """Turnout and drive to the incident from now, seconds."""
    uncovered_grids: int = 0
    """Grids that fall below their minimum cover when it goes."""
    substitutes: str = ""
    """Call sign it would stand in for."""
    reason: str = ""
    """The terms of the rank in words; shown on the expanded row."""
    chosen: bool = True
    """Checked when the proposal appears."""
    others: int = 0


class ProposalState(StrEnum):
    """How far the planner is."""

    READY = "ready"
    COMPUTING = "computing"
    NONE = "none"
    """Nobody suitable is available."""
    STALE = "stale"
    """Older than it should be: shown grey."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The planner's answer for this incident; `number` grows with each."""

    state: ProposalState = ProposalState.COMPUTING
    number: int = 0
    units: tuple[RecommendedUnit, ...] = ()
    note: str = ""
    """In words: what is missing, what the plan leaves uncovered."""
    reserve: bool = False
    """A muster is ordered: these stand in for those who drop out."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of an incident's log."""

    seq: int
    """Number of the event; stable key of the line."""
    t_ms: int
    clock: str
    """Wall clock, `14:22:20`."""
    words: str
    emphasis: bool = False
    """Refusals, declines, overruns: brighter than the rest."""


@dataclass(frozen=True, slots=True)
class CallerView:
    """Who reported; None means sealed: shown as dots until revealed."""

    channel: str
    received_ms: int
    number: str | None = None
    name: str | None = None
    words: str | None = None
    address: str = ""
    call_back: str = ""
    """That, and at which number, a person shall call back."""
    may_reveal: bool = True
    suggested_type: str = ""
    """Key in `IncidentView.types`."""
    suggested_level: int = 0
    suggestion: str = ""
    """Why, in words."""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of the grid flow."""

    name: str
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """The part of a case of the grid flow."""

    department: str
    assistants: tuple[str, ...] = ()
    step_started_ms: int = 0
    due_ms: int | None = None
    suspended: bool = False
    """The step's clock stands still: an extension."""
    returns: int = 0
    """How often it was returned or reworked."""
    steps: tuple[CaseStep, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything the panel shows of one call, incident or case."""

    key: str
    """Id for commands."""
    kind: QueueKind
    number: str
    """Id for people."""
    level: int
    title: str
    state: str
    place: str
    grid: str
    opened_ms: int
    ended_ms: int | None = None
    due_ms: int | None = None
    step_ms: int | None = None
    sources: str = ""
    """`110 ×3, grid officer ×1 (4 merged)`."""
    leader: str = ""
    """Responsible leader and whether he knows; empty: none needed."""
    type_key: str = ""
    assigned: tuple[AssignedUnit, ...] = ()
    proposal: Proposal | None = None
    """None: this kind or state takes no units."""
    log: tuple[LogLine, ...] = ()
    """Newest first."""
    actions: tuple[ActionState, ...] = ()
    caller: CallerView | None = None
    case: CaseView | None = None
    types: tuple[Choice, ...] = ()
    departments: tuple[Choice, ...] = ()
    dispositions: tuple[Choice, ...] = ()
    incidents: tuple[Choice, ...] = ()
    """Incidents that a call can be attached to, nearest first."""
    reporters: tuple[ReporterRow, ...] = ()
    """Everybody who reported: about the incident, or about a waiting call's event."""
    muster: MusterView | None = None
    """None: no muster, and none may come of it."""
