"""The command line's grammar: both languages, any order of ids, and words for what means nothing."""

from __future__ import annotations

import pytest

from console.verbs.parser import Misunderstood, Parsed, parse
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


OBJECT_FIRST: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("P-102 dispatch", "dispatch", {"units": "P-102"}),
    ("P-102 C-202 派警 INC-1", "dispatch", {"units": "P-102 C-202", "incident": "INC-0001"}),
    ("P-102派警", "dispatch", {"units": "P-102"}),
    ("p102 paijing", "dispatch", {"units": "P-102"}),
    ("P-102.d.INC-1", "dispatch", {"units": "P-102", "incident": "INC-0001"}),
    ("王强 派警", "dispatch", {"units": "P-101"}),
    ("INC-1 close handled", "close", {"incident": "INC-0001", "disposition": "handled"}),
    ("INC-1 结案 车主 自行 拖走", "close", {"incident": "INC-0001", "disposition": "车主 自行 拖走"}),
    ("INC-1 note P-999 asks for a ladder", "note", {"incident": "INC-0001", "text": "P-999 asks for a ladder"}),
    ("C-2 accept gas 1", "accept", {"call": "C-000002", "type": "gas", "level": "1"}),
    ("CAM-1 camera", "camera", {"camera": "CAM-001"}),
    ("P-101", "show", {"thing": "P-101"}),
    ("INC-1", "show", {"thing": "INC-0001"}),
    ("C-2", "show", {"thing": "C-000002"}),
    ("王强", "show", {"thing": "P-101"}),
    ("Wang Qiang", "show", {"thing": "P-101"}),
    ("take back", "undo", {}),
)  # fmt: skip


def test_the_thing_may_stand_first(desk: Console) -> None:
    for line, verb, values in OBJECT_FIRST:
        parsed = parse(line, desk.seat)
        assert isinstance(parsed, Parsed), (line, parsed)
        assert (parsed.verb.id, parsed.values) == (verb, values), line


def test_a_verb_is_never_done_to_a_thing_that_it_is_not_for(desk: Console) -> None:
    """Else “P-101 结案” would close the selected incident, with P-101 as its disposition."""
    for line in ("P-101 结案", "P-101 close", "CAM-1 dispatch", "INC-1 oos", "P-101 note", "C-2 dispatch P-101",
                 "P-101 C-202 oos", "INC-1 P-101 close"):  # fmt: skip
        found = parse(line, desk.seat)
        assert isinstance(found, Misunderstood), line
        assert "is not for" in found.words


def test_a_slip_in_the_verb_is_asked_back_never_done(desk: Console) -> None:
    for line in ("dispach P-101", "P-101 dispach"):
        found = parse(line, desk.seat)
        assert isinstance(found, Misunderstood)
        assert found.words == "No command “dispach”. Did you mean “dispatch”?"


def test_several_things_without_a_verb_are_asked_back(desk: Console) -> None:
    assert isinstance(parse("P-101 P-102", desk.seat), Misunderstood)


def test_a_name_with_blanks_is_one_value(desk: Console) -> None:
    parsed = parse("type gas leak", desk.seat)
    assert isinstance(parsed, Parsed)
    assert parsed.values == {"type": "gas"}
