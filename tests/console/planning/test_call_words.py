"""What callers say becomes tags and suggested types, in both languages; wrong rule files say where they are wrong."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from console.planning.call_words import FOLDER, LOOKED_AT, CallWords, load_call_words, shipped_call_words
from console.planning.checked_toml import CheckedFileError
from tests.console.planning.call_sentences import CHINESE, ENGLISH, NOTHING

SCENARIOS = Path(__file__).parents[3] / "resources" / "scenarios"


@pytest.fixture(scope="module")
def words() -> CallWords:
    return shipped_call_words()


def hits(words: CallWords, corpus: tuple[tuple[str, str], ...]) -> tuple[float, float]:
    """Shares of sentences whose type comes first, and among the first three."""
    known = words.types()
    found = [(wanted, [one.type_code for one in words.suggest(said, known)]) for said, wanted in corpus]
    first = sum(codes[:1] == [wanted] for wanted, codes in found)
    among = sum(wanted in codes for wanted, codes in found)
    return first / len(corpus), among / len(corpus)


@pytest.mark.parametrize("corpus", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_nine_of_ten_sentences_suggest_their_type_first_and_nearly_all_among_three(
    words: CallWords, corpus: tuple[tuple[str, str], ...]
) -> None:
    assert len(corpus) >= 40
    first, among = hits(words, corpus)
    assert first >= 0.9
    assert among >= 0.96


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_words_of_a_scenarios_callers_suggest_their_type(words: CallWords, scenario: Path) -> None:
    story = tomllib.loads(scenario.read_text(encoding="utf-8"))
    said = [
        (
            text.replace("{place}", "世纪花园" if kind["type_code"] != "CHEM" else "松泰化工厂"),
            kind["type_code"],
        )
        for kind in story["happens"]
        for source in kind.get("sources", ())
        for text in source.get("words", ())
        if kind["type_code"] in words.types()
    ]
    first, among = hits(words, tuple(said))
    assert len(said) >= 15
    assert first >= 0.9
    assert among >= 0.95


@pytest.mark.parametrize("said", NOTHING)
def test_nothing_is_suggested_for_words_about_nothing(words: CallWords, said: str) -> None:
    assert words.suggest(said, words.types()) == []


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("没有人受伤", "injured"),
        ("看不见火，只有烟", "flames"),
        ("不是煤气味", "gas_smell"),
        ("nobody is hurt", "injured"),
        ("I can't see any flames", "flames"),
        ("there's no smell of gas", "gas_smell"),
    ],
)
def test_what_is_denied_is_no_keyword(words: CallWords, said: str, tag: str) -> None:
    assert tag not in words.keywords(said)
    assert f"no_{tag}" in {one.key for one in words.find(said)}


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("是不是着火了", "flames"),
        ("没想到着火了", "flames"),
        ("不知道，反正冒黑烟", "smoke"),
        ("手机没信号，这边打起来了", "fight"),
        ("not sure, but the house is on fire", "flames"),
        ("he won't stop, he is punching people", "fight"),
    ],
)
def test_a_negation_of_something_else_denies_nothing(words: CallWords, said: str, tag: str) -> None:
    assert tag in words.keywords(said)


def test_the_longest_phrase_wins_and_place_names_mean_nothing(words: CallWords) -> None:
    assert words.keywords("我在火车站等你，旁边是消防站") == ()
    assert words.keywords("超市被打劫了") == ("robbery",)
    assert words.keywords("we are at the fire station") == ()


def test_a_suggestion_names_the_words_that_made_it_and_its_share(words: CallWords) -> None:
    best, second, *_ = words.suggest("楼上冒黑烟，能看见明火", ["FIRE", "SMOKE"])
    assert (best.type_code, best.said) == ("FIRE", ("冒黑烟", "明火"))
    assert best.share_permille > second.share_permille > 0
    assert sum(one.share_permille for one in (best, second)) <= 1000


def test_grave_words_raise_the_level(words: CallWords) -> None:
    (crash,) = words.suggest("两车相撞，追尾", ["CRASH"])
    (grave,) = words.suggest("好几辆车连环相撞，有人卡住出不来", ["CRASH"])
    assert (crash.level, grave.level) == (0, 1)


def test_the_place_speaks_besides_words_and_never_alone(words: CallWords) -> None:
    known = ["CHEM", "FIRE"]
    assert words.suggest("在吗", known, "chemical_plant") == []
    assert words.suggest("那边爆炸了，着火了", known, "chemical_plant")[0].type_code == "CHEM"
    assert words.suggest("那边爆炸了，着火了", known, "hotel")[0].type_code == "FIRE"


def test_types_that_the_hub_does_not_know_are_left_out(words: CallWords) -> None:
    assert [one.type_code for one in words.suggest("着火了，冒烟", ["SMOKE"])] == ["SMOKE"]


def test_tags_have_names_in_both_languages(words: CallWords) -> None:
    assert (words.name("smoke", True), words.name("smoke", False)) == ("冒烟", "smoke")
    assert words.name("of_a_later_version", True) == "of_a_later_version"


def test_a_long_report_keeps_a_dozen_tags_and_no_more(words: CallWords) -> None:
    everything = "，".join(said for said, _ in CHINESE)
    assert len(words.keywords(everything)) == 12


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("types.toml", "gas_smell = 7", "gas_smel = 7", "types.GAS.words"),
        ("types.toml", "format = 1", "format = 9", "format"),
        ("types.toml", "standing_water = 6", 'standing_water = "6"', "types.FLOOD.words.standing_water"),
        ("words.toml", '"baking"', '""', ""),
        ("words.toml", "name_zh", "name_cn", "tags.explosion.name_cn"),
        ("words.toml", '"explo*"', '".. explo*"', "tags.explosion.en[0]"),
        ("words.toml", '"火车站"', '"…站"', "ignored.zh[0]"),
        ("words.toml", '"没有"', '""', "negation.zh[0]"),
    ],
)
def test_a_wrong_file_says_file_line_and_field(
    tmp_path: Path, file: str, old: str, new: str, field: str
) -> None:
    for name in ("words.toml", "types.toml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    text = (tmp_path / file).read_text(encoding="utf-8")
    if old not in text:
        old, new, field = '"冒烟", "浓烟"', '"", "浓烟"', "tags.smoke.zh[0]"
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CheckedFileError) as caught:
        load_call_words(tmp_path)
    assert caught.value.path.name == file
    assert caught.value.line > 1
    assert caught.value.field == field


def test_words_beyond_what_is_looked_at_say_nothing_however_long(words: CallWords) -> None:
    """T2: one pass over a bounded text."""
    filler = "。" * LOOKED_AT
    assert words.find(filler + "三楼着火") == []
    assert [one.tag for one in words.find("三楼着火" + filler * 100)] == ["flames"]
