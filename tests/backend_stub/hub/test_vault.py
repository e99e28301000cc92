"""The vault: sealed reports open with their key only."""

from __future__ import annotations

import hashlib
import hmac

import msgspec
import pytest

from backend_stub.hub.vault import MARK_WINDOW_MS, ReportVault, VaultError, seal_call
from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel, Report

REPORT = Report(name="王小明", number="13800000000", words="三楼起火")
VAULT = ReportVault(bytes(32))
KEY_ID = "C-000001.0"


def test_sealed_report_opens() -> None:
    sealed, key = VAULT.seal(REPORT, KEY_ID)
    assert key.key_id == sealed.key_id
    assert VAULT.open(sealed, key.wrapped) == REPORT


def test_hidden_controls_in_what_a_caller_said_are_sealed_as_blanks() -> None:
    """K18."""
    place = Place(lon_e7=1, lat_e7=1)
    command = ReportCall(channel=Channel.PHONE, place=place, report=Report(words="着火\x00\u202e了"))
    heard: list[str] = []

    def keywords(words: str) -> tuple[str, ...]:
        heard.append(words)
        return ()

    sealed, (key,) = seal_call(command, VAULT, keywords, 0, KEY_ID)
    assert sealed.sealed is not None
    assert VAULT.open(sealed.sealed, key.wrapped).words == "着火  了"
    assert heard == ["着火  了"]


def test_same_report_is_sealed_differently_each_time() -> None:
    (first, key), (second, other) = VAULT.seal(REPORT, KEY_ID), VAULT.seal(REPORT, "C-000002.0")
    assert first.ciphertext != second.ciphertext
    assert first.key_id != second.key_id
    with pytest.raises(VaultError):
        VAULT.open(first, other.wrapped)
    assert VAULT.open(first, key.wrapped) == REPORT


def test_edited_ciphertext_another_master_and_another_name_do_not_open() -> None:
    sealed, key = VAULT.seal(REPORT, KEY_ID)
    last = sealed.ciphertext[-1] ^ 1
    edited = msgspec.structs.replace(sealed, ciphertext=sealed.ciphertext[:-1] + bytes([last]))
    renamed = msgspec.structs.replace(sealed, key_id="K-0")
    for vault, what, wrapped in (
        (VAULT, edited, key.wrapped),
        (VAULT, renamed, key.wrapped),
        (ReportVault(bytes(31) + b"\1"), sealed, key.wrapped),
        (VAULT, sealed, b""),
    ):
        with pytest.raises(VaultError):
            vault.open(what, wrapped)


def test_given_randomness_makes_it_repeatable() -> None:
    first, second = (ReportVault(bytes(32), bytes).seal(REPORT, KEY_ID) for _ in range(2))
    assert first == second


def test_one_number_has_one_mark_however_it_is_written() -> None:
    vault = ReportVault(bytes(32))
    marks = {vault.mark(number, 5) for number in ("138 0533 7721", "+86-13805337721", "008613805337721")}
    assert len(marks) == 1
    assert vault.mark("13805337722", 5) not in marks
    assert "13805337721" not in marks.pop()


def test_mark_is_the_hmac_of_the_number_under_the_windows_key_however_often_it_is_asked() -> None:
    """One key is made ready for the window and copied: what one caller said may not reach the next one's mark."""
    vault = ReportVault(bytes(32), lambda size: b"k" * size)
    numbers = ["13805337721", "13805337722", "13805337721"]
    plain = [hmac.digest(b"k" * 32, number.encode(), "sha256").hex()[:16] for number in numbers]
    assert [vault.mark(number, 0) for number in numbers] == plain


def test_service_lines_and_no_number_have_no_mark() -> None:
    assert {ReportVault(bytes(32)).mark(number, 0) for number in ("", "110", "12345", "unknown")} == {""}


def test_a_mark_says_nothing_across_windows_and_restarts() -> None:
    vault, again = ReportVault(bytes(32)), ReportVault(bytes(32))
    first = vault.mark("13805337721", MARK_WINDOW_MS - 1)
    assert first != vault.mark("13805337721", MARK_WINDOW_MS)
    assert first != again.mark("13805337721", MARK_WINDOW_MS - 1)


def test_a_mark_is_not_found_by_trying_numbers_without_its_key() -> None:
    """All numbers of the caller's exchange, under the keys that lie on the hub's disk, do not make the mark."""
    master = bytes(range(32))
    mark = ReportVault(master).mark("13805337721", 0)
    for tail in range(10_000):
        digits = f"1380533{tail:04d}".encode()
        tried = (hashlib.sha256(digits), hmac.new(master, digits, hashlib.sha256))
        assert mark not in {one.hexdigest()[: len(mark)] for one in tried}
