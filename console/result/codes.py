"""English of the codes that a result is made of; their Chinese stands in the window's terms. Tables only, any thread.

Read by `sentences` here and, through Qt, by `console.words` for panels and log: one word for each code.
"""

from __future__ import annotations

from typing import Final

from console.domain.musters.entities import Activation, NotCounted
from console.domain.musters.plan import ClockModel, MusterMode, PostKind

from .words import QT_TRANSLATE_NOOP as _N

MODES: Final = {
    MusterMode.RALLY_POINT: _N("muster", "At the rally point or on scene"),
    MusterMode.DIRECT_TO_SCENE: _N("muster", "Directly to the scene"),
    MusterMode.ROLL_CALL: _N("muster", "By roll call at the rally point"),
}
CLOCK_MODELS: Final = {
    ClockModel.SEQUENTIAL: _N("muster", "One after another"),
    ClockModel.PER_ORDER: _N("muster", "Each at its order"),
    ClockModel.PARALLEL: _N("muster", "Muster and arrival together"),
}
POST_KINDS: Final = {
    PostKind.SCENE_COMMAND: _N("muster", "Scene command"),
    PostKind.CORDON: _N("muster", "Cordon"),
    PostKind.EVACUATION: _N("muster", "Evacuation"),
    PostKind.TRAFFIC: _N("muster", "Traffic"),
    PostKind.RESCUE_LANE: _N("muster", "Rescue lane"),
}
NOT_COUNTED: Final = {
    NotCounted.EN_ROUTE: _N("words", "en route"),
    NotCounted.NO_HEADCOUNT: _N("words", "no head-count"),
    NotCounted.NO_ROLL_CALL: _N("words", "no roll call"),
    NotCounted.CONTRADICTED: _N("words", "position contradicts"),
    NotCounted.WRONG_TIER: _N("words", "tier does not count"),
    NotCounted.NOBODY_NEW: _N("words", "counted with another unit"),
    NotCounted.DEPARTED: _N("words", "sent to the scene"),
    NotCounted.STALE_FIX: _N("words", "position too old"),
    NotCounted.LEFT: _N("words", "left the area"),
    NotCounted.TOO_FAST: _N("words", "driving"),
    NotCounted.ORDER_ENDED: _N("words", "order ended"),
}
ACTIVATIONS: Final = {
    Activation.LEADER: _N("words", "by the duty leader"),
    Activation.PLAYER: _N("words", "by a player"),
    Activation.DIRECTOR: _N("words", "by the director"),
    Activation.STRENGTH: _N("words", "by committed strength"),
}
DIFFERENCE_FIELDS: Final = {
    "work_area": _N("refusal_fields", "work area"),
    "posts": _N("refusal_fields", "posts"),
    "checklist": _N("refusal_fields", "checklist"),
    "policy.tiers": _N("refusal_fields", "tiers"),
    "mode": _N("refusal_fields", "where officers are counted"),
    "clock_model": _N("refusal_fields", "when the next phase starts"),
    "policy.auxiliaries": _N("refusal_fields", "auxiliaries counted"),
    "policy.volunteers": _N("refusal_fields", "volunteers counted"),
    "posts.scene_command": _N("refusal_fields", "officers at scene command"),
    "posts.cordon": _N("refusal_fields", "officers at the cordon"),
    "posts.evacuation": _N("refusal_fields", "officers for evacuation"),
    "posts.traffic": _N("refusal_fields", "officers for traffic"),
    "posts.rescue_lane": _N("refusal_fields", "officers at the rescue lane"),
    "posts.radius_m": _N("refusal_fields", "radius of the posts"),
    "limits.strength": _N("refusal_fields", "strength"),
    "limits.muster_ms": _N("refusal_fields", "limit of phase 1"),
    "limits.arrive_ms": _N("refusal_fields", "limit of phase 2"),
    "limits.resolve_ms": _N("refusal_fields", "limit of phase 3"),
    "limits.hold_ms": _N("refusal_fields", "how long it must hold"),
    "limits.sustain_ms": _N("refusal_fields", "longest drop"),
    "limits.next_phase_ms": _N("refusal_fields", "latest begin of the next phase"),
    "limits.allowance_ms": _N("refusal_fields", "order allowance"),
    "limits.rally_radius_m": _N("refusal_fields", "radius of the rally point"),
    "limits.rally_speed_cmps": _N("refusal_fields", "highest speed at the rally point"),
    "limits.fix_age_ms": _N("refusal_fields", "age of a position"),
    "limits.skew_ms": _N("refusal_fields", "clock skew"),
    "limits.cover_hold_ms": _N("refusal_fields", "how long a gap must last"),
    "limits.cover_reason_ms": _N("refusal_fields", "time for a reason"),
}
"""What an order can change of a definition."""
