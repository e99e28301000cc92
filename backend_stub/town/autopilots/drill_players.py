"""Who can play by itself: naive, greedy, optimal, and the demo's. Pure, one thread; used by headless drills and a seat.

All have the same hands (`operator` for calls and ordinary incidents, `muster_hands` for the major one) and see
the same: the picture and what the planner says. They differ in how quick they are and in what they choose.

- naive: a desk without training. Sends the nearest as the crow flies, few at a time, more when it sees that they are
  too few; gathers at the police station next to the scene, wherever the wind blows; leaves gaps without a reason;
  thinks of the posts when everybody stands there, one post after another.
- greedy: orders the planner's fastest plan, and whom the forecast recommends when it says that it will be late.
- optimal: the planner's balanced plan at the best rally point at once, with officers to spare; replaces losses at
  once, fills the posts as soon as T1 stands, with everybody.
- demo: the planner's balanced plan, as a calm duty leader would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from console.domain.base.place import Place
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.musters.entities import Muster
from console.domain.musters.events import PostAssignment
from console.domain.orders.commands import UnitChoice
from console.domain.picture import Picture
from console.planning.plan_cards import PlanCard, load_cards
from console.wire.messages import Recommendation
from console.wire.muster_messages import MusterForecast, MusterPlans

from .muster_choices import ByPlanner, enough, fallback_rally, fill_posts, nearest_first
from .muster_hands import Chooser, MusterHands, Policy, Sight
from .operator import OperatorPilot

NAIVE: Final = "naive"
GREEDY: Final = "greedy"
OPTIMAL: Final = "optimal"
DEMO: Final = "demo"
NAMES: Final = (GREEDY, OPTIMAL, NAIVE)
"""Those whom a drill may be played by."""

FIRST_WAVE: Final = 20
"""Officers that the naive desk sends at first."""
NEXT_WAVE: Final = 12


@dataclass(frozen=True, slots=True)
class ByTheMap:
    """The naive desk's choices: straight lines from the stations to the scene, wave by wave."""

    def rally(self, sight: Sight, incident: Incident) -> Place | None:
        """The police station nearest to the work area, whatever the wind."""
        return fallback_rally(sight, incident)

    def units(self, sight: Sight, incident: Incident, rally: Place | None) -> tuple[UnitChoice, ...]:
        """The first wave."""
        return self._nearest(sight, incident, FIRST_WAVE)

    def substitutes(
        self, sight: Sight, incident: Incident, muster: Muster, missing: int
    ) -> tuple[UnitChoice, ...]:
        """The next wave, when too few are on their way."""
        return self._nearest(sight, incident, min(missing, NEXT_WAVE)) if missing > 0 else ()

    def posts(self, sight: Sight, muster: Muster, everybody: bool) -> tuple[PostAssignment, ...]:
        """One post at a time."""
        return fill_posts(sight.picture, muster, everybody)[:1]

    def _nearest(self, sight: Sight, incident: Incident, officers: int) -> tuple[UnitChoice, ...]:
        policy = sight.cards[incident.type_code].count_policy
        return enough(nearest_first(sight.picture, incident.place, policy), officers)


@dataclass(frozen=True, slots=True)
class Style:
    """How one of them plays; `pace` stretches the pauses of its hands."""

    policy: Policy
    chooser: Chooser
    pace: float


STYLES: Final[Mapping[str, Style]] = {
    NAIVE: Style(
        Policy(
            proposal="",
            activate=True,
            look_s=45.0,
            substitutes_every_s=30.0,
            hurry_permille=0,
            posts_after_s=60.0,
            verify_s=60.0,
            refutes=False,
            cover_reason="",
            recalls=False,
        ),
        ByTheMap(),
        1.5,
    ),
    GREEDY: Style(
        Policy(proposal="fastest", look_s=6.0, substitutes_every_s=15.0, hurry_permille=500),
        ByPlanner("fastest"),
        1.0,
    ),
    OPTIMAL: Style(
        Policy(
            proposal="balanced",
            look_s=2.0,
            substitutes_every_s=3.0,
            margin=26,
            hurry_permille=900,
            posts_after_s=0.0,
            everybody_to_posts=True,
            verify_s=5.0,
        ),
        ByPlanner("balanced"),
        0.5,
    ),
    DEMO: Style(
        Policy(proposal="balanced", look_s=10.0, margin=6, posts_after_s=4.0, verify_s=10.0),
        ByPlanner("balanced"),
        1.0,
    ),
}


@dataclass(slots=True)
class Briefing:
    """The newest of what the planner says, as a seat hears it: by incident, forecasts by muster."""

    advice: dict[str, Recommendation] = field(default_factory=dict)
    plans: dict[str, MusterPlans] = field(default_factory=dict)
    forecasts: dict[str, MusterForecast] = field(default_factory=dict)

    def hear(self, message: object) -> None:
        """Keep what is of use to a player."""
        match message:
            case Recommendation():
                self.advice[message.incident_id] = message
            case MusterPlans():
                self.plans[message.incident_id] = message
            case MusterForecast():
                self.forecasts[message.muster_id] = message
            case _:
                pass


class Player(Protocol):
    """Whoever sits at the desk. Sees the picture and what the planner says, nothing else."""

    def play(self, t_ms: int, picture: Picture, briefing: Briefing) -> Iterable[AnyCommand]:
        """What to ask for now; called about once a second."""
        ...


class DrillPlayer:
    """Both pairs of hands of one desk; at most one command each second."""

    def __init__(self, operator: OperatorPilot, hands: MusterHands, cards: Mapping[str, PlanCard]) -> None:
        self._operator = operator
        self._hands = hands
        self._cards = cards

    def play(self, t_ms: int, picture: Picture, briefing: Briefing) -> Iterable[AnyCommand]:
        """The major incident first, then everything else."""
        sight = Sight(t_ms, picture, briefing.plans, briefing.forecasts, self._cards)
        majors = [i for i in picture.incidents.values() if i.major and i.state in OPEN_INCIDENT_STATES]
        for incident in sorted(majors, key=lambda i: (i.level, i.opened_ms, i.id)):
            if incident.leader_acknowledged_ms >= 0:
                command = self._hands.next_command(sight, incident)
                if command is not None:
                    return (command,)
        command = self._operator.step(t_ms, picture, briefing.advice)
        return () if command is None else (command,)


def make_player(name: str, seed: int, *, pace: float = 1.0) -> DrillPlayer:
    """The player of that name; `pace` stretches its pauses further.

    Raises PlanCardError, KeyError.
    """
    style = STYLES[name]
    hands = MusterHands(style.policy, style.chooser)
    return DrillPlayer(OperatorPilot(seed, style.pace * pace), hands, load_cards())
