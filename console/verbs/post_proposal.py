"""Who should go to which post: the exact bottleneck assignment of DOMAIN §6, worked out beside the Qt loop.

The search takes some tens of milliseconds and its library half a second to load, so both run on a thread of their own
(`console.bridges.beside`). Travel times are guessed from positions: within a scene the road matters little. Used by the
muster's verbs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.desk.telemetry import TelemetryStore
from console.domain.musters.entities import Muster, MusterUnit
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import Post
from console.domain.picture import Picture
from console.planning.fallback import eta_s

_STRANGER_S = 600.0
"""A unit without a position is taken to be so far."""


@dataclass(frozen=True, slots=True)
class PostQuestion:
    """Units and posts with what each still lacks; `seconds` float64[U, P]."""

    unit_ids: tuple[str, ...]
    officers: tuple[int, ...]
    post_ids: tuple[str, ...]
    quotas: tuple[int, ...]
    seconds: NDArray[np.float64]


def question_of(muster: Muster, picture: Picture, telemetry: TelemetryStore) -> PostQuestion:
    """Units of the muster that were not sent anywhere, and posts that lack officers; either may be empty."""
    plan = muster.plan
    units = [one for one in muster.units if not one.ended and not one.post and _sworn(one, picture)]
    posts = [] if plan is None else [post for post in plan.posts if _lack(post, muster, picture) > 0]
    seconds = np.full((len(units), len(posts)), _STRANGER_S)
    for row, unit in enumerate(units):
        fix = telemetry.fixes.get(unit.unit_id)
        if fix is None:
            continue
        for column, post in enumerate(posts):
            to = eta_s(fix.lon_e7 / 1e7, fix.lat_e7 / 1e7, post.lon_e7 / 1e7, post.lat_e7 / 1e7)
            seconds[row, column] = float(to)
    return PostQuestion(
        tuple(one.unit_id for one in units),
        tuple(_sworn(one, picture) for one in units),
        tuple(post.id for post in posts),
        tuple(_lack(post, muster, picture) for post in posts),
        seconds,
    )


def answer_to(question: PostQuestion) -> tuple[PostAssignment, ...]:
    """The assignment; units that no post needs are left out. Any thread."""
    from console.planning.posts import assign

    if not question.unit_ids or not question.post_ids:
        return ()
    found = assign(question.officers, question.seconds, question.quotas)
    return tuple(
        PostAssignment(unit_id=unit_id, post_id=question.post_ids[post])
        for unit_id, post in zip(question.unit_ids, found, strict=True)
        if post >= 0
    )


def _sworn(unit: MusterUnit, picture: Picture) -> int:
    known = picture.units.get(unit.unit_id)
    sworn = 0 if known is None else known.sworn
    return sworn if unit.headcount < 0 else min(sworn, unit.headcount)


def _lack(post: Post, muster: Muster, picture: Picture) -> int:
    sent = sum(_sworn(one, picture) for one in muster.units if one.post == post.id and not one.ended)
    return max(0, post.officers - sent)
