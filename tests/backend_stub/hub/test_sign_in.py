"""Sign-in beside the main thread, and how often one may try."""

from __future__ import annotations

import queue
from pathlib import Path

from backend_stub.hub.sign_in import FREE_TRIES, MAX_WAIT_S, Checked, SignInDesk, Tries
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


def test_desk_checks_passwords_in_order(tmp_path: Path) -> None:
    access = AccessList(tmp_path)
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    outcomes: queue.Queue[Checked] = queue.Queue()
    desk = SignInDesk(access, outcomes.put)
    assert desk.put(b"1", "li", "correct horse", 7)
    assert desk.put(b"2", "li", "wrong horse", 8)
    first, second = outcomes.get(timeout=10), outcomes.get(timeout=10)
    assert (first.number, second.number) == (7, 8)
    assert first.account == access.account("li")
    assert second.account is None
    desk.stop()
    access.close()
