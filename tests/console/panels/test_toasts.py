"""Small cards for what is not confirmed, refused or done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)
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


def beneath(strip: ToastStrip) -> QWidget:
    window = strip.parentWidget()
    assert window is not None
    return window


def column(strip: ToastStrip) -> QRect:
    return strip.geometry()


def field_at(window: QWidget, kind: type[QWidget], *rect: int) -> QWidget:
    field = kind(window)
    field.setGeometry(*rect)
    field.show()
    return field


FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox)


@pytest.mark.parametrize("kind", FIELDS)
def test_cards_stand_above_what_one_types_in(strip: ToastStrip, kind: type[QWidget]) -> None:
    """Toasts lay over the incident panel's field for notes."""
    window = beneath(strip)
    low, above = field_at(window, kind, 700, 560, 280, 30), field_at(window, kind, 600, 520, 300, 30)
    strip.tell(said("ToastStrip", "Again"), False)
    assert not column(strip).intersects(low.geometry())
    assert not column(strip).intersects(above.geometry())
    assert column(strip).bottom() < above.y()
    for number in range(3):
        strip.tell(always(f"{number} one more"), True)
    assert column(strip).bottom() < above.y()


def test_cards_stand_lowest_where_nobody_can_type(strip: ToastStrip) -> None:
    """Adversary: read only, dim, hidden, scrolled away, and a field left of the cards."""
    window = beneath(strip)
    strip.tell(always("one"), False)
    lowest = column(strip)
    field_at(window, QLineEdit, 700, 560, 280, 30).setProperty("readOnly", True)
    field_at(window, QLineEdit, 700, 560, 280, 30).setEnabled(False)
    field_at(window, QLineEdit, 700, 560, 280, 30).hide()
    field_at(window, QLineEdit, 10, 560, 280, 30)
    hole = field_at(window, QWidget, 700, 100, 280, 30)
    field_at(hole, QLineEdit, 0, 460, 280, 30)
    strip.place()
    assert column(strip) == lowest


def test_cards_that_find_no_room_stand_where_they_always_do(strip: ToastStrip) -> None:
    window = beneath(strip)
    strip.tell(always("one"), False)
    lowest = column(strip)
    field_at(window, QTextEdit, 500, 0, 500, 600)
    strip.place()
    assert column(strip) == lowest


def test_cards_never_climb_over_the_clocks(qtbot: QtBot) -> None:
    window, clocks = QWidget(), QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    clocks.setParent(window)
    clocks.setGeometry(0, 0, 1000, 500)
    made = ToastStrip(window, clocks)
    window.show()
    made.tell(always("one"), False)
    lowest = column(made)
    field_at(window, QLineEdit, 700, 540, 280, 40)
    made.place()
    assert column(made) == lowest
    clocks.resize(1000, 480)
    made.place()
    assert 480 < column(made).y() < lowest.y()
    made.clear()


def test_cards_give_way_to_a_field_that_comes_later(strip: ToastStrip, qtbot: QtBot) -> None:
    window = beneath(strip)
    strip.tell(always("one"), False)
    late = field_at(window, QLineEdit, 700, 540, 280, 40)
    assert column(strip).intersects(late.geometry())
    late.setFocus()
    qtbot.waitUntil(lambda: not column(strip).intersects(late.geometry()))
    assert strip.words() == ["one"]
