"""What the order form shows and what it hands over, as plain frozen values. Any thread; used by form and shell."""

from __future__ import annotations

from dataclasses import dataclass, field

from widgets.incident.buttons import Choice


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
