from __future__ import annotations

import random

import pytest

from streams.backoff import Backoff


def test_waits_grow_up_to_the_cap() -> None:
    backoff = Backoff(first_s=1.0, factor=2.0, cap_s=6.0, jitter=0.0)
    assert [backoff.next_s() for _ in range(5)] == [1.0, 2.0, 4.0, 6.0, 6.0]
    assert backoff.tries == 5


def test_jitter_stays_within_its_share() -> None:
    backoff = Backoff(first_s=1.0, factor=1.0, cap_s=1.0, jitter=0.25, rng=random.Random(3))
    waits = [backoff.next_s() for _ in range(200)]
    assert 0.75 <= min(waits) < 0.85
    assert 1.15 < max(waits) <= 1.25


def test_begins_anew_after_a_success() -> None:
    backoff = Backoff(first_s=1.0, factor=3.0, cap_s=20.0, jitter=0.0)
    backoff.next_s()
    backoff.next_s()
    backoff.reset()
    assert backoff.next_s() == 1.0


def test_what_is_back_within_half_a_minute_is_tried_within_a_few_seconds() -> None:
    """V17: a camera that refused for 20 s was seen up to 17 s after it was back."""
    backoff, now_s, worst_s = Backoff(rng=random.Random(1)), 0.0, 0.0
    while now_s < 20.0:
        wait_s = backoff.next_s()
        now_s, worst_s = now_s + wait_s, max(worst_s, wait_s)
    assert worst_s < 7.5
    waits = [backoff.next_s() for _ in range(20)]
    assert max(waits) <= 15.0 * 1.3


@pytest.mark.parametrize("bad", [{"first_s": 0.0}, {"factor": 0.5}, {"cap_s": 0.1}, {"jitter": 1.0}])
def test_refuses_senseless_settings(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="backoff"):
        Backoff(**bad)  # type: ignore[arg-type]
