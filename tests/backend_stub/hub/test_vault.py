"""The vault: sealed reports open with their key only."""

from __future__ import annotations

import msgspec
import pytest

from backend_stub.hub.vault import ReportVault, VaultError
from console.domain.entities import Report

REPORT = Report(name="王小明", number="13800000000", words="三楼起火")
VAULT = ReportVault(bytes(32))


def test_sealed_report_opens() -> None:
    sealed, key = VAULT.seal(REPORT)
    assert key.key_id == sealed.key_id
    assert VAULT.open(sealed, key.wrapped) == REPORT


def test_same_report_is_sealed_differently_each_time() -> None:
    (first, key), (second, other) = VAULT.seal(REPORT), VAULT.seal(REPORT)
    assert first.ciphertext != second.ciphertext
    assert first.key_id != second.key_id
    with pytest.raises(VaultError):
        VAULT.open(first, other.wrapped)
    assert VAULT.open(first, key.wrapped) == REPORT


def test_edited_ciphertext_another_master_and_another_name_do_not_open() -> None:
    sealed, key = VAULT.seal(REPORT)
    edited = msgspec.structs.replace(sealed, ciphertext=sealed.ciphertext[:-1] + b"\0")
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
    first, second = (ReportVault(bytes(32), bytes).seal(REPORT) for _ in range(2))
    assert first == second
