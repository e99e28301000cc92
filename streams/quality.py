"""The rungs of the quality ladder, shared by governor, workers and whoever names them to a user."""

from __future__ import annotations

from enum import IntEnum


class Quality(IntEnum):
    """What a worker decodes of a camera; higher is cheaper. The order is the order of stepping down."""

    FULL = 0
    NO_LOOP_FILTER = 1  # every frame, without the deblocking filter: about a fifth cheaper
    NO_NONREF = 2  # frames that no other frame needs are skipped as well
    KEY_FRAMES = 3  # key frames only: about a third of the cost
    SLOW = 4  # key frames, at most one shown every SLOW_INTERVAL_S


SLOW_INTERVAL_S = 4.0
