"""Signing in: once more when the hub is busy, never behind somebody's back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.base.refusals import Code
from console.link.config import LinkConfig
from console.link.lines import AGAIN_NS
from console.link.signing import SigningIn
from console.wire import messages as m

SEAT = LinkConfig("127.0.0.1", 1, "", "", "")
OF_FILE = replace(SEAT, user="autopilot", password="correct horse")
TYPED = m.SignIn(user="li", password="battery staple")
SECOND_NS = 1_000_000_000


def refused(code: Code, **fields: int) -> m.Refused:
    return m.Refused(id="", code=code, fields=dict(fields))


def test_user_of_the_file_is_there_from_the_beginning_and_nobody_elsewhere() -> None:
    assert SigningIn(OF_FILE).credentials == m.SignIn(user="autopilot", password="correct horse")
    assert SigningIn(OF_FILE).user == "autopilot"
    assert SigningIn(SEAT).credentials is None


def test_wrong_password_is_forgotten_and_said() -> None:
    signing = SigningIn(OF_FILE)
    assert signing.on_refused(refused(Code.BAD_CREDENTIALS), 0) == Code.BAD_CREDENTIALS
    assert signing.credentials is None
    assert not signing.is_due(10**18)


@pytest.mark.parametrize("code", [Code.BUSY, Code.TOO_FAST])
def test_busy_hub_is_asked_once_more_and_only_once(code: Code) -> None:
    signing = SigningIn(SEAT)
    signing.use(TYPED)
    assert signing.on_refused(refused(code), 0) == ""
    assert not signing.is_due(AGAIN_NS[0] - 1)
    assert signing.is_due(AGAIN_NS[1])
    assert not signing.is_due(AGAIN_NS[1])
    assert signing.credentials == TYPED


def test_file_waits_as_long_as_the_hub_says_and_a_person_is_told() -> None:
    unwatched, typed = SigningIn(OF_FILE), SigningIn(OF_FILE)
    typed.use(TYPED)
    for signing in (unwatched, typed):
        assert signing.on_refused(refused(Code.TOO_MANY_TRIES, wait_s=4), 0) == Code.TOO_MANY_TRIES
    assert not unwatched.is_due(4 * SECOND_NS)
    assert unwatched.is_due(4 * SECOND_NS + 1)
    assert not typed.is_due(10**18)


def test_whoever_sits_here_stays_with_his_password_when_another_does_not_get_in() -> None:
    signing = SigningIn(SEAT)
    signing.use(TYPED)
    signing.on_signed_in("li")
    signing.use(m.SignIn(user="wang", password="a guess, wrong"))
    assert signing.on_refused(refused(Code.BAD_CREDENTIALS), 0) == ""
    assert (signing.done, signing.user, signing.credentials) == (True, "li", TYPED)


def test_nothing_is_tried_again_once_it_went_well_or_the_connection_is_gone() -> None:
    signing = SigningIn(OF_FILE)
    signing.on_refused(refused(Code.BUSY), 0)
    signing.on_signed_in("autopilot")
    assert not signing.is_due(10**18)
    signing.lose()
    assert not signing.done
    signing.on_refused(refused(Code.BUSY), 0)
    signing.lose()
    assert not signing.is_due(10**18)
    assert signing.credentials is not None  # for the next connection


def test_program_has_no_user_and_needs_none() -> None:
    signing = SigningIn(SEAT)
    signing.on_program()
    assert (signing.done, signing.user) == (True, "")
