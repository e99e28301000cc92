"""Sign-in beside the main thread, and how often one may try."""

from __future__ import annotations

import queue
from pathlib import Path

from backend_stub.hub.sign_in import FREE_TRIES, MAX_WAIT_S, Checked, Disabled, SignInDesk, Tries
from backend_stub.hub.store.access_list import AccessList
from console.domain.base.roles import Role


def test_first_tries_are_free_and_each_further_failure_doubles_the_wait() -> None:
    tries = Tries()
    for number in range(FREE_TRIES):
        assert tries.wait_s("li", float(number)) == 0.0
        tries.failed("li", 0.0)
    assert tries.wait_s("li", 0.0) == 2.0
    tries.failed("li", 0.0)
    assert tries.wait_s("li", 0.0) == 4.0
    assert tries.wait_s("li", 3.0) == 1.0
    assert tries.wait_s("wang", 0.0) == 0.0


def test_wait_has_a_most_and_success_forgets() -> None:
    tries = Tries()
    for _ in range(50):
        tries.failed("li", 0.0)
    assert tries.wait_s("li", 0.0) == MAX_WAIT_S
    tries.succeeded("li")
    assert tries.wait_s("li", 0.0) == 0.0


def checked(outcomes: queue.Queue[Checked | Disabled]) -> Checked:
    """The next password that was checked."""
    while not isinstance(outcome := outcomes.get(timeout=10), Checked):
        pass
    return outcome


def test_disabled_are_told_also_while_one_password_after_the_other_is_checked(tmp_path: Path) -> None:
    access = AccessList(tmp_path)
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    outcomes: queue.Queue[Checked | Disabled] = queue.Queue()
    desk = SignInDesk(access, outcomes.put)
    access.set_user_disabled("li", True)
    told = False
    while not told:
        desk.put(b"1", "nobody", "wrong horse")
        outcome = outcomes.get(timeout=10)
        told = isinstance(outcome, Disabled) and outcome.users == {"li"}
    desk.stop()
    access.close()


def test_desk_checks_passwords_and_tells_who_was_disabled(tmp_path: Path) -> None:
    access = AccessList(tmp_path)
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    outcomes: queue.Queue[Checked | Disabled] = queue.Queue()
    desk = SignInDesk(access, outcomes.put)
    assert desk.put(b"1", "li", "correct horse", 7)
    assert desk.put(b"2", "li", "wrong horse", 8)
    first, second = checked(outcomes), checked(outcomes)
    assert (first.number, second.number) == (7, 8)
    assert first.account is not None
    assert second.account is None
    access.put_seat("D-01", "a" * 40)
    access.put_seat("D-02", "b" * 40)
    access.set_seat_disabled("D-02", True)
    access.set_user_disabled("li", True)
    wanted = Disabled(frozenset({"li"}), frozenset({"a" * 40}))
    while outcomes.get(timeout=10) != wanted:
        pass
    desk.stop()
    access.close()
