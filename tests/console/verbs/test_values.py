"""What a word can mean, and what may be typed for it."""

from __future__ import annotations

from console.verbs.kinds import Kind
from console.verbs.values import completions, name_of, resolve
from tests.console.window.whole_console import Console

WORDS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.UNIT, "p-101", "P-101"),
    (Kind.UNIT, "C201", "C-201"),
    (Kind.CAMERA, "1", "CAM-001"),
    (Kind.TYPE, "Gas leak", "gas"),
    (Kind.TYPE, "盗窃", "theft"),
    (Kind.LEVEL, "三级", "3"),
    (Kind.LEVEL, "5", ""),
    (Kind.STATE, "到达", "onscene"),
    (Kind.STATE, "en-route", "enroute"),
    (Kind.STATE, "asleep", ""),
    (Kind.LAYOUT, "4x4", "16"),
    (Kind.LAYOUT, "17", ""),
    (Kind.RATING, "meets", "meets"),
    (Kind.DOCK, "Log", "log"),
    (Kind.DISPOSITION, "False alarm", "false_alarm"),
    (Kind.TEXT, "anything", "anything"),
)


def test_resolves_words(console: Console) -> None:
    for kind, word, value in WORDS:
        assert resolve(kind, word, console.seat) == value, (kind, word)


def test_every_kind_offers_what_it_resolves(console: Console) -> None:
    console.report("gas")
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    of_a_muster = {Kind.RALLY, Kind.ITEM, Kind.DONE_ITEM, Kind.POST}
    worded = {Kind.AREA, Kind.PLAN, Kind.COVER_REASON, Kind.END_REASON, Kind.HANDLING}
    for kind in set(Kind) - {Kind.TEXT} - of_a_muster - worded:
        offers = completions(kind, "", console.seat)
        assert offers or kind is Kind.CLOSURE
        for offer in offers:
            assert resolve(kind, offer.text, console.seat) == offer.text, (kind, offer)
            assert name_of(kind, offer.text, console.seat)
