"""The command line's grammar: both languages, any order of ids, and words for what means nothing."""

from __future__ import annotations

import pytest

from console.verbs.parser import Misunderstood, Parsed, complete, parse, with_completion
from tests.console.window.whole_console import Console

LINES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("dispatch P-101 C-202", "dispatch", {"units": "P-101 C-202"}),
    ("派警 P-101 INC-0001", "dispatch", {"units": "P-101", "incident": "INC-0001"}),
    ("派警P-101", "dispatch", {"units": "P-101"}),
    ("D.P-101.INC-0001", "dispatch", {"units": "P-101", "incident": "INC-0001"}),
    ("dispatch p101 inc-1", "dispatch", {"units": "P-101", "incident": "INC-0001"}),
    ("close INC-0001 handled", "close", {"incident": "INC-0001", "disposition": "handled"}),
    ("结案 INC-0001 towed by the owner", "close", {"incident": "INC-0001", "disposition": "towed by the owner"}),
    ("call 人民路 100 号", "call", {"place": "人民路 100 号"}),
    ("报警 人民路", "call", {"place": "人民路"}),
    ("proxy P-101 onscene", "proxy", {"unit": "P-101", "state": "onscene"}),
    ("代报 P-101 到达现场", "proxy", {"unit": "P-101", "state": "onscene"}),
    ("note INC-0001 gate is  locked", "note", {"incident": "INC-0001", "text": "gate is  locked"}),
    ("note wind from north", "note", {"text": "wind from north"}),
    ("divert P-101 INC-0001 higher level", "divert",
     {"unit": "P-101", "incident": "INC-0001", "reason": "higher level"}),
    ("show CAM-001", "show", {"thing": "CAM-001"}),
    ("show cam-1", "show", {"thing": "CAM-001"}),
    ("lang zh", "lang", {"language": "zh"}),
    ("语言 英文", "lang", {"language": "en"}),
    ("level 2", "level", {"level": "2"}),
    ("级别 二级", "level", {"level": "2"}),
    ("accept C-000002 gas 1", "accept", {"call": "C-000002", "type": "gas", "level": "1"}),
    ("受理 C-2 燃气泄漏", "accept", {"call": "C-000002", "type": "gas"}),
    ("transfer D-WATER not ours", "transfer", {"department": "D-WATER", "reason": "not ours"}),
    ("wall 3x3", "wall", {"layout": "9"}),
    ("as duty-leader", "as", {"seat": "duty-leader"}),
    ("perspective command", "perspective", {"perspective": "command"}),
    ("undo", "undo", {}),
)  # fmt: skip


@pytest.fixture
def desk(console: Console) -> Console:
    console.accept("theft")
    console.report("gas")
    return console


def test_reads_every_line_of_the_table(desk: Console) -> None:
    for line, verb, values in LINES:
        parsed = parse(line, desk.seat)
        assert isinstance(parsed, Parsed), (line, parsed)
        assert (parsed.verb.id, parsed.values) == (verb, values), line


WRONG = (
    ("explode now", "explode"),
    ("undo everything", "everything"),
    ("level nine", "nine"),
    ("lang fr", "fr"),
)


def test_says_which_word_means_nothing(desk: Console) -> None:
    for line, part in WRONG:
        parsed = parse(line, desk.seat)
        assert isinstance(parsed, Misunderstood)
        assert parsed.part == part
        assert part in parsed.words


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("cancel P-999", "P-999"),
        ("dispatch P-101 p-999", "P-999"),
        ("divert P-101 INC-9999 higher level", "INC-9999"),
        ("close INC-9999 handled", "INC-9999"),
        ("accept C-999999", "C-999999"),
        ("show CAM-999", "CAM-999"),
    ],
)
def test_says_that_an_id_is_not_known(desk: Console, line: str, unknown: str) -> None:
    found = parse(line, desk.seat)
    assert isinstance(found, Misunderstood)
    assert found.words == f"{unknown} is not known"


def test_an_unknown_id_inside_a_text_is_text(desk: Console) -> None:
    found = parse("note P-999 asks for a ladder", desk.seat)
    assert isinstance(found, Parsed)
    assert found.values == {"text": "P-999 asks for a ladder"}


def test_a_question_mark_is_the_command_for_the_keys(desk: Console) -> None:
    found = parse("?", desk.seat)
    assert isinstance(found, Parsed)
    assert found.verb.id == "help"


def test_names_what_is_still_missing(desk: Console) -> None:
    parsed = parse("transfer D-WATER", desk.seat)
    assert isinstance(parsed, Parsed)
    assert [param.name for param in parsed.missing()] == ["incident", "reason"]


def test_offers_verbs_in_both_languages(desk: Console) -> None:
    assert complete("disp", desk.seat)[0].text == "dispatch"
    assert complete("派", desk.seat)[0].text == "派警"
    assert complete("", desk.seat)


def test_offers_free_units_and_leaves_out_those_named(desk: Console) -> None:
    offered = [one.text for one in complete("dispatch ", desk.seat)]
    assert "P-101" in offered
    assert "P-101" not in [one.text for one in complete("dispatch P-101 ", desk.seat)]


def test_offers_the_units_bound_for_the_selected_incident_first(desk: Console) -> None:
    desk.line("dispatch P-102 INC-0001")
    assert complete("proxy ", desk.seat)[0].text == "P-102"


def test_puts_a_completion_in_the_place_of_the_last_word() -> None:
    assert with_completion("dispatch P-1", "P-101") == "dispatch P-101 "
    assert with_completion("d.P-1", "P-101") == "d.P-101."
    assert with_completion("disp", "dispatch") == "dispatch "
