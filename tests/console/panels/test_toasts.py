"""Small cards for what is not confirmed, refused or done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.desk.letters import Fate, Letter, Undo
from console.domain.base.place import Place
from console.domain.calls.commands import AcknowledgeCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.panels.toasts import ToastStrip
from console.window.language import LanguageSwitch
from console.wire.messages import Refused
from console.words.said import always, said
from widgets import theme


@pytest.fixture
def language(qapp: QApplication, translations: Path) -> Iterator[LanguageSwitch]:
    made = LanguageSwitch(qapp, translations)
    yield made
    made.remove()


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[ToastStrip]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    made = ToastStrip(window)
    window.show()
    yield made
    made.clear()


def letter(fate: Fate, **changes: object) -> Letter:
    return Letter("1", AcknowledgeCall(call_id="C"), always("Dispatch units · P-101"), fate, **changes)  # type: ignore[arg-type]


def test_shows_what_is_unconfirmed_only_after_a_second(strip: ToastStrip, qtbot: QtBot) -> None:
    strip.show_letter(letter(Fate.SENT))
    assert strip.words() == []
    qtbot.waitUntil(lambda: len(strip.words()) == 1, timeout=5000)
    assert strip.words()[0].startswith("Not confirmed yet")
    strip.show_letter(letter(Fate.ACCEPTED))
    assert strip.words() == []


def test_a_far_place_is_asked_back_and_asked_again_once_as_meant(strip: ToastStrip, qtbot: QtBot) -> None:
    """K18: the call's draft is not lost, and a second press sends nothing."""
    place = Place(lon_e7=23_522_000, lat_e7=488_566_000)
    far = ReportCall(channel=Channel.PHONE, place=place, report=Report(words="au feu"))
    refused = Refused(id="1", code="far_place", fields={"km": 8_900})
    asked: list[Letter] = []
    strip.retry_requested.connect(asked.append)
    strip.show_letter(Letter("1", far, always("Take call"), Fate.REFUSED, refusal=refused))
    assert strip.words() == ["Take call\nThe place lies 8900 km outside this centre's area: is it meant?"]
    for number in range(6):
        strip.tell(always(f"note {number}"), False)
    assert "is it meant?" in strip.words()[0]
    (button,) = [one for one in strip.findChildren(QPushButton) if one.text() == "It is meant"]
    button.click()
    assert [one.command for one in asked] == [replace(far, meant=True)]
    assert not any("is it meant?" in words for words in strip.words())


def test_words_a_refusal(strip: ToastStrip) -> None:
    strip.show_letter(
        letter(Fate.REFUSED, refusal=Refused(id="1", code="unit_busy", fields={"unit": "P-101"}))
    )
    assert "Unit is on another order P-101" in strip.words()[0]


def test_offers_to_ask_again_what_expired(strip: ToastStrip, qtbot: QtBot) -> None:
    expired = letter(Fate.EXPIRED)
    strip.show_letter(expired)
    button = next(one for one in strip.findChildren(QPushButton) if one.text() == "Again")
    with qtbot.waitSignal(strip.retry_requested) as asked:
        button.click()
    assert asked.args == [expired]


def test_offers_to_take_back_what_can_be(strip: ToastStrip) -> None:
    strip.show_letter(letter(Fate.ACCEPTED, undo=Undo(lambda _: [], always("x"))))
    assert strip.words() == ["Dispatch units · P-101"]


def test_never_shows_more_than_a_few(strip: ToastStrip) -> None:
    for number in range(9):
        strip.tell(always(f"Message {number}"), fault=True)
    assert strip.words() == [f"Message {number}" for number in range(5, 9)]
    strip.tell(always("Message 8"), fault=True)
    assert len(strip.words()) == 4


def test_says_what_is_shown_again_in_the_order_and_for_as_long_as_it_stood(
    strip: ToastStrip, language: LanguageSwitch
) -> None:
    strip.show_letter(
        letter(Fate.REFUSED, refusal=Refused(id="1", code="unit_busy", fields={"unit": "P-101"}))
    )
    strip.show_letter(letter(Fate.EXPIRED))
    strip.tell(said("command", "No call is waiting"), True)
    strip.say("topic", said("command", "There is nothing to take back"), theme.ACCENT, 0)
    buttons = [one.text() for one in strip.findChildren(QPushButton)]
    before = strip.words()
    language.set("zh")
    strip.retranslate()
    assert len(strip.words()) == len(before) == 4
    assert strip.words()[2:] == ["没有待受理的报警", "没有可撤销的操作"]
    assert "该警力在执行其他派警单 P-101" in strip.words()[0]
    assert "重发" in [one.text() for one in strip.findChildren(QPushButton)]
    for code in ("en", "zh", "zh", "en"):
        language.set(code)
        strip.retranslate()
    assert strip.words() == before
    assert [one.text() for one in strip.findChildren(QPushButton)] == buttons


def test_the_same_words_are_not_said_twice_in_either_language(
    strip: ToastStrip, language: LanguageSwitch
) -> None:
    strip.tell(said("command", "No call is waiting"), True)
    language.set("zh")
    strip.retranslate()
    strip.tell(said("command", "No call is waiting"), True)
    assert len(strip.words()) == 1


def test_nothing_is_said_where_nothing_stood(strip: ToastStrip, language: LanguageSwitch) -> None:
    language.set("zh")
    strip.retranslate()
    assert strip.words() == []
    assert strip.isHidden()
