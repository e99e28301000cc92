"""A text that is kept says itself in the language of the screen, with all that stands in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from console.window.language import LanguageSwitch
from console.words.said import always, joined, said


def test_says_it_again_in_another_language(qapp: QApplication, translations: Path) -> None:
    language = LanguageSwitch(qapp, translations)
    words = said("ToastStrip", "Not confirmed yet: {0}", said("command", "No call is waiting"))
    assert words() == "Not confirmed yet: No call is waiting"
    language.set("zh")
    assert words() == "尚未确认：没有待受理的报警"
    language.remove()
    assert words() == "Not confirmed yet: No call is waiting"


def test_what_stands_in_it_is_never_taken_for_a_place_of_its_own(qapp: QApplication) -> None:
    assert said("command", "“{0}” means nothing here.", "{1} {x} {")() == "“{1} {x} {” means nothing here."


def test_a_text_without_values_may_hold_braces(qapp: QApplication) -> None:
    assert said("none", "a { b } {0}")() == "a { b } {0}"


def test_several_are_one_without_the_empty_ones() -> None:
    assert joined(" · ", always("a"), always(""), always("b"))() == "a · b"
    assert joined(" · ")() == ""
