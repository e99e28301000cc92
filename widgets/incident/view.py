"""What the incident panel shows, as plain frozen values.

Names arrive in the language of the screen, states as codes for `widgets.words`. Times are on the hub's clock
in milliseconds. Built by the models that feed the panel; equal views cost the panel nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from widgets.incident.buttons import ButtonView, Choice, EntryView
from widgets.incident.reporters_section import ReporterRow
from widgets.queue.roles import QueueKind

if TYPE_CHECKING:
    from widgets.muster.view import MusterView


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
class Picks:
    """What the hand has chosen in the panel and not handed over yet."""

    key: str = ""
    """The call, incident or case that it is for; empty: nothing is shown."""
    units: tuple[str, ...] = ()
    """Ticked units, in the order of the proposal."""
    type_key: str = ""
    level: int = 0


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
    sealed: int = 0
    """Texts that are sealed and could be opened."""
    buttons: tuple[ButtonView, ...] = ()
    """What can be done, in the order of buttons and menu."""
    entries: tuple[EntryView, ...] = ()
    """What can be done to a unit of `assigned`, in the order of its menu."""
    caller: CallerView | None = None
    case: CaseView | None = None
    types: tuple[Choice, ...] = ()
    reporters: tuple[ReporterRow, ...] = ()
    """Everybody who reported: about the incident, or about a waiting call's event."""
    muster: MusterView | None = None
    """None: no muster, and none may come of it."""
