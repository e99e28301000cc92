"""What happens in the demo town, as data: rates, types, words and manners, read from a TOML file.

Pure but for `load` and `TownNames.read`, any thread. `resources/scenarios/demo.toml` is the one that `make run` plays.
What is special to a muster (the work on scene, injects, wind) is in `scenario_story`, what makes no sense or is not in
the town in `scenario_checks`; docs/scenarios.md explains every field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from console.domain.base.seeds import MOST_SEED
from console.planning.checked_toml import CheckedFileError, CheckedToml
from console.planning.plan_cards import PlanCard, TownTerms, load_cards

from . import files
from . import scenario_story as story
from .files import GazetteerEntry
from .scenario_checks import contradictions, misplaced, strangers
from .scenario_story import SceneStory, Share, Span

Seed = Annotated[int, Meta(ge=0, le=MOST_SEED)]


class ScenarioError(CheckedFileError):
    """A scenario that does not fit; see CheckedFileError for `path`, `line` and `field`."""


class Manners(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How crews behave. `*_s` in seconds of hub time; shares are of orders (or of patrols for `lost_share`)."""

    acknowledge_s: Span = (5.0, 25.0)
    confirm_arrival_s: Span = (3.0, 9.0)
    clear_to_available_s: Span = (10.0, 30.0)
    silent_s: Span = (60.0, 100.0)
    silent_share: Share = 0.02
    decline_share: Share = 0.03
    decline_reasons: tuple[str, ...] = ("refuelling",)
    breakdown_share: Share = 0.012
    breakdown_s: Span = (400.0, 900.0)
    breakdown_reasons: tuple[str, ...] = ("vehicle breakdown",)
    delay_share: Share = 0.05
    delay_s: Span = (20.0, 60.0)
    delay_reasons: tuple[str, ...] = ("congested road",)
    lost_share: Share = 0.01
    lost_s: Span = (70.0, 140.0)
    halt_s: Span = (20.0, 120.0)
    headcount_s: Span = (2.0, 8.0)
    """From signing a muster order to confirming the head-count."""
    absent_share: Share = 0.12
    """Share of units of whose roster `absent` officers are not there today."""
    absent: tuple[int, int] = (1, 2)
    over_share: Share = 0.01
    """Share of units that say one too many."""
    skew_share: Share = 0.02
    """Share of terminals whose clock is `skew_s` off."""
    skew_s: Span = (2.5, 8.0)
    depart_s: Span = (4.0, 12.0)
    """From the order to a post to rolling wheels."""
    stuck_share: Share = 0.0
    """Share of orders that are signed, and then nobody drives for `stuck_s` more."""
    stuck_s: Span = (240.0, 600.0)


class ScenarioDesk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How departments handle cases."""

    sign_s: Span = (20.0, 70.0)
    work_s: Span = (60.0, 240.0)
    return_share: Share = 0.04
    extension_share: Share = 0.05
    return_reason: str = "not this department's duty, please assign anew"
    extension_reason: str = "equipment has to be brought to the site"
    feedback: tuple[str, ...] = ("dealt with on site, everything is back to normal",)


class ScenarioSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which a happening is reported: channel, weight among its sources, and what is said."""

    channel: str
    weight: float = 1.0
    words: tuple[str, ...] = ()


class Happens(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that can happen: its type, how often, where, what is seen, and who reports it.

    `per_hour` of the whole town at scale 1; `sites` are kinds of the gazetteer (none = any). `effect` is what cameras
    show. `echo_share` is the share of happenings about which more people call.
    """

    type_code: str
    per_hour: Annotated[float, Meta(ge=0)] = 0.0
    sites: tuple[str, ...] = ()
    effect: str = ""
    effect_size: float = 1.0
    handle_s: Span = (70.0, 180.0)
    echo_share: Share = 0.0
    echoes: tuple[int, int] = (1, 2)
    sources: tuple[ScenarioSource, ...] = ()


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A happening that is sure to come, `at_s` after the town starts; `calls` is how many people report it.

    `place` is the name of a gazetteer entry in either language ("" = one of the type's sites).
    """

    at_s: Annotated[float, Meta(ge=0)]
    type_code: str
    calls: Annotated[int, Meta(ge=1, le=60)] = 1
    central: bool = False
    place: str = ""


class SensorStory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a sensor's value climbs over its threshold, and how long it stays there if nobody comes."""

    alarms_per_hour: Annotated[float, Meta(gt=0)] = 1.0
    rise_s: Span = (20.0, 60.0)
    stay_s: Span = (120.0, 300.0)


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: int
    name_zh: str
    name_en: str
    seed: Seed = 1
    most_open: int = 9
    manners: Manners = Manners()
    desk: ScenarioDesk = ScenarioDesk()
    sensors: SensorStory = SensorStory()
    wind: story.WindStory = story.WindStory()
    drill: story.DrillStory = story.DrillStory()
    surnames: str = "赵钱孙李周吴郑王"
    openings: tuple[Opening, ...] = ()
    happens: tuple[Happens, ...] = ()
    scenes: tuple[SceneStory, ...] = ()
    injects: tuple[story.AnyInject, ...] = ()


DEMO = Path(__file__).resolve().parents[2] / "resources" / "scenarios" / "demo.toml"


@dataclass(frozen=True, slots=True)
class TownNames:
    """What a scenario may name of a town: its terms, its units' ids, and the plan cards by type."""

    terms: TownTerms
    units: frozenset[str]
    cards: Mapping[str, PlanCard]

    @classmethod
    def read(cls, town: Path) -> TownNames:
        """Of a town's files and the program's cards, which must fit it. Raises TownFileError or PlanCardError."""
        return cls.of(files.read_registry(town))

    @classmethod
    def of(cls, registry: files.Registry) -> TownNames:
        """Of what a town registers. Raises PlanCardError."""
        terms = TownTerms.of(registry.incident_types, registry.units)
        return cls(terms, frozenset(unit.id for unit in registry.units), load_cards(terms=terms))


def load(
    path: Path = DEMO,
    gazetteer: Iterable[GazetteerEntry] | None = None,
    names: TownNames | None = None,
) -> Scenario:
    """The scenario in `path`; with a gazetteer, its places are looked up as well, with names all else that it names.

    Raises ScenarioError (a ValueError) naming file, line and field.
    """
    file = CheckedToml(path, ScenarioError)
    scenario = file.decode(Scenario)
    for field, reason in contradictions(scenario, ends=file.has("drill")):
        raise file.error(field, reason)
    if gazetteer is not None:
        for field, reason in misplaced(scenario, tuple(gazetteer)):
            raise file.error(field, reason)
    if names is not None:
        for field, reason in strangers(scenario, names):
            raise file.error(field, reason)
    return scenario
