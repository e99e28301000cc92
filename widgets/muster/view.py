"""What the incident panel shows of a muster, as plain frozen values: curve, posts, checklist, plans, the order's draft.

Names and reasons arrive in the language of the screen. `_ms` are hub time, `_s` seconds after T0 on the curve. Built by
`console.panels.muster.builder`; equal views cost the panel nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from widgets.incident.buttons import Choice


class Page(StrEnum):
    """Pages in the middle of the panel while an incident is, or may become, a muster."""

    CARD = "card"
    PLAN = "plan"
    """Units of the chosen plan, before the order."""
    ASSIGNED = "assigned"
    POSTS = "posts"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class CurveView:
    """Officers counted against time. Points are (seconds after T0, officers); steps are made by the plot."""

    t0_ms: int
    limit_s: float
    required: int
    actual: tuple[tuple[float, int], ...] = ()
    planned: tuple[tuple[float, int], ...] = ()
    """What the order promised: expected arrivals added up; empty before an order."""
    band: tuple[tuple[float, int, int, int], ...] = ()
    """Forecast: (seconds, P10, P50, P90) of officers counted."""
    top: int = 100
    """Largest number on the scale."""
    end_ms: int | None = None
    """The curve stands still from here: stood down or interrupted."""
    words: str = ""
    """Forecast in words, under the title."""
    warns: bool = False
    """The forecast may miss the limit: amber."""


@dataclass(frozen=True, slots=True)
class PostView:
    """One post of the scene."""

    id: str
    name: str
    officers: int
    """Counted there now."""
    quota: int
    filled: bool
    who: str = ""
    """Call signs there, then those on the way with their time."""
    assigned: int = 0
    """Officers that were sent there, arrived or not."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of 现场受控. `number` is what a prompt takes for it."""

    id: str
    number: int
    text: str
    done: bool
    evidence: str = ""
    """When and by whom, `14:31:07 P-101`."""
    post: str = ""
    """Name of the kind of post whose people bring it about; empty: any."""
    may: bool = True
    """It may be ticked, or withdrawn, now."""


@dataclass(frozen=True, slots=True)
class ControlView:
    """Declaration and verification of 现场受控, in words; empty: not yet."""

    declared: str = ""
    verified: str = ""
    false: int = 0
    """False declarations so far."""
    next: str = ""
    """What is still wanted, with its key."""


@dataclass(frozen=True, slots=True)
class PlanChip:
    """One of the three plans, before the order."""

    kind: str
    name: str
    key: str
    """The key that chooses it."""
    t_star_s: int
    """Muster time from the order; −1: the strength cannot be reached."""
    uncovers: int
    chosen: bool
    tip: str = ""


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """One unit of the chosen plan."""

    call_sign: str
    tier: int
    team: str
    officers: int
    eta_s: int
    chosen: bool = True
    note: str = ""
    """What its leaving strips, or whom it stands in for."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """What one chord would order now: the plan card's order with the chosen plan and rally point."""

    chips: tuple[PlanChip, ...] = ()
    rally: str = ""
    """Where, and what it means in words; empty: none known yet."""
    rally_note: str = ""
    units: tuple[PlanUnit, ...] = ()
    ordered_units: int = 0
    officers: int = 0
    note: str = ""
    """What is odd about it: too few eligible, planner silent."""
    warns: bool = False
    rally_keys: str = ""
    """The key that chooses another rally point, as printed."""


@dataclass(frozen=True, slots=True)
class CardBlock:
    """One block of the plan card: a heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """The plan card in words; `fault` instead when there is none or its file is wrong."""

    title: str = ""
    blocks: tuple[CardBlock, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class MusterView:
    """Everything the panel shows of a muster."""

    id: str
    """Id of the muster; empty before T0."""
    page: Page
    """Where the panel opens; a page chosen by hand stays."""
    ordered: bool = False
    over: bool = False
    curve: CurveView | None = None
    offer: OfferView | None = None
    posts: tuple[PostView, ...] = ()
    items: tuple[ItemView, ...] = ()
    control: ControlView = ControlView()
    card: CardView = CardView()
    counted: int = 0
    required: int = 100
    apart: str = ""
    """Subtotals that are not part of `counted`, or rest on voice, in words."""
    gaps: str = ""
    """Grids below their minimum without a reason yet, in words; empty: none."""
    page_keys: str = ""
    """The keys that turn pages, as printed."""


@dataclass(frozen=True, slots=True)
class OrderValues:
    """The order as the form has it. `_s` are seconds."""

    route: str = ""
    gear: str = ""
    channel: str = ""
    scene_commander: str = ""
    """Id of an officer; empty: the senior officer of the first unit."""
    roll_caller: str = ""
    strength: int = 100
    muster_s: int = 600
    arrive_s: int = 600
    resolve_s: int = 600
    hold_s: int = 10
    sustain_s: int = 60
    radius_m: int = 150
    tiers: frozenset[int] = frozenset({1, 2})
    auxiliaries: bool = False
    volunteers: bool = False
    mode: str = ""
    clock_model: str = ""


@dataclass(frozen=True, slots=True)
class OrderFormView:
    """Values to begin with, and what there is to choose from."""

    title: str
    rally: str
    """In words; empty: none is chosen yet."""
    values: OrderValues
    officers: tuple[Choice, ...] = ()
    modes: tuple[Choice, ...] = ()
    clock_models: tuple[Choice, ...] = ()
    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Least and most of the fields that are numbers, by name; times in seconds."""
    needs_direct: tuple[str, str] = ("", "")
    """A clock model that needs a mode: keys of both."""
