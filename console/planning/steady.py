"""A refresh never moves what the operator is about to click: order by cost, but who stood before another stays there.

Pure, any thread. Used for rally points and substitutes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def steady(
    items: Iterable[T],
    cost: Callable[[T], float],
    key: Callable[[T], Hashable],
    held: Sequence[Hashable],
    lead: float,
) -> list[T]:
    """Cheapest first; one that comes later in `held`, or not at all, only passes another by being `lead` cheaper."""
    place = {one: number for number, one in enumerate(held)}
    ordered: list[T] = []
    for item in sorted(items, key=lambda one: (place.get(key(one), len(place)), cost(one))):
        at = len(ordered)
        while at and cost(ordered[at - 1]) - cost(item) >= lead:
            at -= 1
        ordered.insert(at, item)
    return ordered
