"""Which users a desk may sign in."""

from __future__ import annotations

from console.desk.access import Access, Login

LEADER = Login("duty-leader", "leader", "secret", "王芳", "Wang Fang")


def test_finds_an_account_by_key_user_or_name() -> None:
    access = Access((LEADER,))
    for word in ("duty-leader", "duty_leader", "Leader", "王芳"):
        assert access.account(word) is LEADER
    assert access.account("nobody") is None
    assert access.accounts() == (LEADER,)


def test_a_live_seat_signs_nobody_in_by_itself() -> None:
    assert not Access().signs_in_by_itself
    assert Access((LEADER,)).signs_in_by_itself
    assert LEADER.name_in("zh") == "王芳"
    assert LEADER.name_in("en") == "Wang Fang"
