"""V6: a stream with damaged bytes was a grey picture that said "live"."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.damage import HEALED_S, WITHHELD_S, Damage


def test_a_whole_stream_passes() -> None:
    damage = Damage(0.0)
    assert all(damage.lets_pass(k * 0.04, is_key=k % 25 == 0, is_corrupt=False) for k in range(500))
    assert damage.count == 0


def test_from_the_damage_to_the_next_whole_key_frame_nothing_passes() -> None:
    damage = Damage(0.0)
    passed = [damage.lets_pass(k * 0.04, is_key=k % 25 == 0, is_corrupt=k in (30, 50)) for k in range(100)]
    assert passed == [k < 30 or k >= 75 for k in range(100)]
    assert damage.count == 45


def test_a_lost_packet_spoils_what_follows_it() -> None:
    damage = Damage(0.0)
    damage.note(1.0)
    assert not damage.lets_pass(1.0, is_key=False, is_corrupt=False)
    assert damage.lets_pass(1.1, is_key=True, is_corrupt=False)
    assert damage.lets_pass(1.2, is_key=False, is_corrupt=False)


def test_without_a_whole_picture_for_long_damaged_ones_are_shown() -> None:
    damage = Damage(0.0)
    passed = [damage.lets_pass(k * 0.5, is_key=k % 4 == 0, is_corrupt=True) for k in range(40)]
    assert passed == [k * 0.5 > WITHHELD_S for k in range(40)]
    assert damage.count == 40


def test_a_stream_without_key_frames_heals_when_no_more_damage_comes() -> None:
    damage = Damage(0.0)
    damage.note(1.0)
    counts = []
    for k in range(1, 60):
        damage.lets_pass(1.0 + k * 0.5, is_key=False, is_corrupt=False)
        counts.append(damage.count)
    assert counts[-1] == counts[int(HEALED_S / 0.5)]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0.01, 2.0)), max_size=200))
def test_never_long_without_a_picture_and_damage_is_always_counted(
    pictures: list[tuple[bool, bool, float]],
) -> None:
    damage, now_s, passed_s = Damage(0.0), 0.0, 0.0
    for is_key, is_corrupt, gap_s in pictures:
        now_s += gap_s
        before = damage.count
        if damage.lets_pass(now_s, is_key=is_key, is_corrupt=is_corrupt):
            passed_s = now_s
        assert damage.count - before == 1 if is_corrupt else damage.count - before <= 1
        assert now_s - passed_s <= WITHHELD_S + 0.001
