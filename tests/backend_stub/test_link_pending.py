"""Requests that wait for answers."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from backend_stub.link_pending import PendingRequests
from console.link.config import LinkError
from console.wire import messages as m


def test_answer_settles_its_request_and_unknown_ones_are_forgotten() -> None:
    pending, future = PendingRequests(), Future[m.HubMessage]()
    pending.add("1", b"frame", future, 10)
    assert pending.frames() == [b"frame"]
    pending.settle("2", m.SignedOut())
    pending.settle("1", m.LooksLogged(id="1"))
    assert future.result(0) == m.LooksLogged(id="1")
    assert pending.frames() == []


def test_request_whose_time_is_over_fails_and_others_wait_on() -> None:
    now_s = 0.0
    pending = PendingRequests(lambda: now_s)
    early, late = Future[m.HubMessage](), Future[m.HubMessage]()
    pending.add("1", b"1", early, 1)
    pending.add("2", b"2", late, 5)
    now_s = 2.0
    pending.expire()
    with pytest.raises(LinkError, match="in time"):
        early.result(0)
    assert not late.done()
    pending.fail_all("the link is stopped")
    with pytest.raises(LinkError, match="stopped"):
        late.result(0)
