"""Rows of a result's facts: posts, checklist, units and gaps, and what they are made with. Pure, any thread.

Used by `gathering`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Protocol

from console.domain.base.place import Place
from console.domain.judge.judgement import GapResult, UnitResult
from console.domain.musters.entities import Muster
from console.domain.picture import Picture
from console.domain.sealing import is_erased

from . import facts as f
from .chronicle import Seen
from .reasons import at_post


class _Named(Protocol):
    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class WallClock:
    """Wall times of the hub in a town's zone."""

    epoch_ms: int
    zone: timezone

    def at(self, t_ms: int) -> str | None:
        """ISO 8601 with milliseconds and offset; None for −1."""
        if t_ms < 0:
            return None
        when = datetime.fromtimestamp((self.epoch_ms + t_ms) / 1000, self.zone)
        return when.isoformat(timespec="milliseconds")


def posts_of(seen: Seen, clock: WallClock) -> tuple[f.PostFacts, ...]:
    """Each post as of T2; without it, as of the end."""
    muster = seen.reached.get(2) or seen.over or seen.last
    if muster.plan is None:
        return ()
    status = {one.post_id: one for one in muster.posts}
    rows = []
    for post in muster.plan.posts:
        sent = [unit for unit in muster.units if unit.post == post.id]
        came = [unit for unit in sent if at_post(unit, post.id)]
        now = status.get(post.id)
        rows.append(
            f.PostFacts(
                post=post.id,
                kind=post.kind.value,
                name=name_of(post),
                wanted=post.officers,
                there=now.officers if now is not None else 0,
                filled_at=clock.at(now.filled_ms) if now is not None else None,
                last=max(came, key=lambda unit: unit.at_post_ms).unit_id if came else "",
                units=tuple(unit.unit_id for unit in sent),
            )
        )
    return tuple(rows)


def items_of(seen: Seen, clock: WallClock) -> tuple[f.ItemFacts, ...]:
    """The checklist, with whose evidence each item was."""
    if seen.last.plan is None:
        return ()
    evidence = {one.item_id: one.evidence_ms for one in seen.last.items}
    return tuple(
        f.ItemFacts(
            item=item.id,
            text=f.Name(zh=item.text_zh, en=item.text_en),
            evidence_at=clock.at(evidence.get(item.id, -1)),
            unit=seen.items.get(item.id, ""),
        )
        for item in seen.last.plan.checklist
    )


def unit_of(row: UnitResult, muster: Muster, picture: Picture, clock: WallClock) -> f.UnitFacts:
    """One order."""
    known = row.arrived_ms >= 0 and row.eta_ms >= 0
    post = next((one.post for one in muster.units if one.order_id == row.order_id), "")
    return f.UnitFacts(
        unit=row.unit_id,
        name=name_of(picture.units.get(row.unit_id)),
        order=row.order_id,
        tier=row.tier,
        officers=row.officers,
        ordered_at=clock.at(row.ordered_ms),
        signed_s=seconds(row.acknowledged_ms),
        rolling_s=seconds(row.enroute_ms),
        there_s=seconds(row.arrived_ms),
        shown_s=seconds(row.eta_ms),
        late_s=(row.arrived_ms - row.eta_ms) / 1000 if known else None,
        counted=row.counted,
        by_voice=row.by_voice,
        why_not=row.why_not,
        post=post,
    )


def gap_of(gap: GapResult, until_ms: int, picture: Picture, clock: WallClock) -> f.GapFacts:
    """A gap; one that still stands lasts until `until_ms`."""
    closed_ms = gap.closed_ms if gap.closed_ms >= 0 else max(until_ms, gap.opened_ms)
    return f.GapFacts(
        grid=gap.grid_id,
        name=name_of(picture.grids.get(gap.grid_id), gap.grid_id),
        opened_at=clock.at(gap.opened_ms),
        lasted_s=(closed_ms - gap.opened_ms) / 1000,
        reason=told(picture, gap.reason),
        excused=gap.excused,
    )


def told(picture: Picture, text: str) -> str:
    """What somebody said, as facts keep it: sealed where it is sealed; of what was erased, that."""
    return f.ERASED if is_erased(picture, text) else text


def name_of(entity: _Named | None, otherwise: str = "") -> f.Name:
    """Both names of something; `otherwise` stands for what is not known."""
    if entity is None:
        return f.Name(zh=otherwise, en=otherwise)
    return f.Name(zh=entity.name_zh, en=entity.name_en)


def place_of(place: Place | None) -> f.Name:
    """The words of a place."""
    return f.Name() if place is None else f.Name(zh=place.text_zh, en=place.text_en)


def seconds(value_ms: int) -> float | None:
    """Milliseconds as seconds; None for −1."""
    return value_ms / 1000 if value_ms >= 0 else None
