"""The page stands by itself and is safe: one file, nothing fetched, nothing that anybody typed becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from console.result.facts import Happening, Name, ResultFacts
from console.result.page import MOST_HAPPENINGS, page_of
from tests.console.domain.drill_world import whole_run
from tests.console.result import runs
from tests.console.result.runs import ending, facts

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=y>\x00\u202e=1+1&amp;"
VOID = {"meta", "br", "img", "link", "input", "path"}


class Strict(HTMLParser):
    """Every tag is closed in order; which there are, and what is written between them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)


def read(page: str) -> Strict:
    parser = Strict()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def spoiled(found: ResultFacts) -> ResultFacts:
    """Every name and every text that anybody can give is markup."""
    whole = msgspec.to_builtins(found)
    names = {"zh", "en", "text", "reason", "activated_by", "ordered_by", "verified_by", "signed_by", "town"}

    def spoil(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: spoil(inner, name) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [spoil(inner, key) for inner in value]
        return EVIL if isinstance(value, str) and key in names else value

    whole["judgement"] = None
    return msgspec.convert(spoil(whole), ResultFacts)


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_ending_is_a_well_formed_page_that_fetches_nothing(name: str, chinese: bool) -> None:
    page = page_of(ending(name), chinese)
    found = read(page)
    assert found.tags.isdisjoint({"script", "img", "iframe", "link", "object", "form", "a"})
    assert not re.search(r"https?:|url\(|@import|javascript:", page)
    assert f'<html lang="{"zh-CN" if chinese else "en"}">' in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("name", ["whole", "bare", "again", "paused", "interrupted"])
def test_nothing_that_was_typed_becomes_markup(name: str) -> None:
    plain = read(page_of(ending(name), False))
    found = read(page_of(spoiled(ending(name)), False))
    assert found.tags <= plain.tags
    assert found.attributes <= plain.attributes
    words = "".join(found.words)
    assert words.count("<script>alert(1)</script>") > 20
    assert not re.search("[\x00\u202e]", words)


def test_what_where_when_who_and_seed_stand_in_its_head() -> None:
    words = " ".join(read(page_of(ending("whole"), True)).words)
    for wanted in (
        "爆燃",
        "三个10分钟",
        "演练",
        "测试",
        "种子1",
        "2026-09-21",
        "22:13:30",
        "UTC+08:00",
        "1级",
    ):
        assert wanted in words
    assert "explosion" not in words


def test_an_eased_run_is_not_titled_three_ten_minutes_and_says_what_differs() -> None:
    words = " ".join(read(page_of(ending("eased"), True)).words)
    assert "集结结果" in words
    assert "▼ 警力：1" in words
    assert "不称“三个10分钟”" in words


def test_without_a_muster_it_says_so() -> None:
    assert "No muster was activated" in page_of(ending("no muster"), False)


def test_a_live_world_has_no_mark_and_a_drill_has_it_across_the_page() -> None:
    drill = ending("whole")
    live = msgspec.structs.replace(drill, kind="live")
    assert '<div class="mark" aria-hidden="true">EXERCISE</div>' in page_of(drill, False)
    assert 'class="mark"' not in page_of(live, False)


def test_two_hundred_units_all_stand_there() -> None:
    words = read(page_of(ending("two hundred units"), False)).words
    assert {f"P-{number}" for number in range(1001, 1201)} <= set(words)


def test_each_further_muster_has_a_sheet_of_its_own() -> None:
    assert page_of(ending("again"), False).count('<section class="sheet">') == 4


def test_what_came_between_is_cut_short_and_counted() -> None:
    found = ending("whole")
    came = tuple(Happening(at=None, code="road_closed", place=Name(en=f"G{n}")) for n in range(50))
    many = msgspec.structs.replace(
        found, musters=(msgspec.structs.replace(found.musters[0], happenings=came),)
    )
    assert f"and {50 - MOST_HAPPENINGS} more in the file" in page_of(many, False)


def test_an_unsigned_journal_is_said_to_be_so() -> None:
    assert "not signed by its hub" in page_of(facts(whole_run(), signature="unsigned"), False)
    assert "由&lt;b&gt;签名" in page_of(facts(whole_run(), signature="signed", signed_by="<b>"), True)
