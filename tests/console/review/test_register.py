"""The register of hubs whose signature counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.review.register import REGISTER, RegisterError, Signature, enter, read_register

KEY = bytes(range(32))


def test_hub_that_was_entered_is_known_by_its_name_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "home" / REGISTER
    assert read_register(path) == {}
    for _ in range(2):
        enter(path, KEY, "指挥中心\n 一")
    enter(path, bytes(32), "other")
    assert read_register(path) == {KEY: "指挥中心 一", bytes(32): "other"}
    assert len(path.read_text("utf-8").splitlines()) == 2


def test_file_written_by_hand_may_have_comments_blank_lines_a_mark_and_keys_without_names(
    tmp_path: Path,
) -> None:
    path = tmp_path / REGISTER
    path.write_text(
        f"\ufeff# ours\n\n{KEY.hex().upper()}   # no name\n  {bytes(32).hex()}\tB 2 \r\n", "utf-8"
    )
    assert read_register(path) == {KEY: KEY.hex().upper(), bytes(32): "B 2"}


@pytest.mark.parametrize("line", ["xyz name", "00 name", "00" * 33, "one two three"])
def test_line_that_is_no_key_is_said_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / REGISTER
    path.write_text(f"# one\n{line}\n", "utf-8")
    with pytest.raises(RegisterError, match=f"{REGISTER}:2: no signing key"):
        read_register(path)
    with pytest.raises(RegisterError):
        enter(path, KEY, "x")


def test_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_bytes("指挥".encode("gbk"))
    with pytest.raises(RegisterError, match="UTF-8"):
        read_register(tmp_path / REGISTER)


def test_signature_says_why_it_does_not_count() -> None:
    assert [Signature().code, Signature(KEY).code, Signature(KEY, "x").code] == [
        "unsigned",
        "unknown_hub",
        "",
    ]
