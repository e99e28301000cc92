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


def test_desk_checks_passwords_and_tells_who_was_disabled(tmp_path: Path) -> None:
    access = AccessList(tmp_path)
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    outcomes: queue.Queue[Checked | Disabled] = queue.Queue()
    desk = SignInDesk(access, outcomes.put)
    assert desk.put(b"1", "li", "correct horse")
    assert desk.put(b"2", "li", "wrong horse")
    first, second = outcomes.get(timeout=10), outcomes.get(timeout=10)
    assert isinstance(first, Checked)
    assert isinstance(second, Checked)
    assert first.account is not None
    assert second.account is None
    access.set_user_disabled("li", True)
    assert outcomes.get(timeout=10) == Disabled(frozenset({"li"}), frozenset())
    desk.stop()
    access.close()
