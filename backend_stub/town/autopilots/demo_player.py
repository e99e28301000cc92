"""Who plays the demo by itself: an operator for calls and ordinary incidents, a muster commander for the major ones.

Pure, one thread; `player_seat` gives it a seat. It goes by the planner's balanced plan, as a calm duty leader would.
"""

from __future__ import annotations

from typing import Final

from console.planning.plan_cards import load_cards

from .drill_players import DrillPlayer
from .muster_choices import ByPlanner
from .muster_hands import MusterHands, Policy
from .operator import OperatorPilot

POLICY: Final = Policy(proposal="balanced", look_s=10.0, margin=6, posts_after_s=4.0, verify_s=10.0)


def make_demo_player(seed: int, pace: float = 1.0) -> DrillPlayer:
    """`pace` stretches the pauses of its hands, for runs at many times real time. Raises PlanCardError."""
    return DrillPlayer(
        OperatorPilot(seed, pace), MusterHands(POLICY, ByPlanner(POLICY.proposal)), load_cards()
    )
