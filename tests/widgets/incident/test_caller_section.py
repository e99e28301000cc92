"""A waiting call: type and level that are proposed, and a role that may not look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget

from tests.widgets import samples
from widgets.incident.caller_section import CallerSection

Show = Callable[[QWidget, int, int], None]


def make(shown: Show) -> CallerSection:
    made = CallerSection()
    view = samples.call("en")
    made.show_caller(view.key, view.caller, view.types)
    shown(made, 450, 300)
    return made


def test_suggestion_is_chosen_beforehand(shown: Show) -> None:
    section = make(shown)
    assert (section.type_key, section.levels.level) == ("gas", 3)


def test_choosing_a_type_sets_its_usual_level(shown: Show) -> None:
    section = make(shown)
    section.type_box.setCurrentIndex(section.type_box.findData("fire"))
    section.type_box.activated.emit(section.type_box.currentIndex())
    assert section.levels.level == 2


def test_words_that_are_no_type_choose_nothing(shown: Show) -> None:
    section = make(shown)
    section.type_box.setEditText("dragons")
    assert section.type_key == ""


def test_role_that_may_not_look_cannot_and_is_told_so(shown: Show) -> None:
    section = make(shown)
    view = samples.call("en")
    assert view.caller is not None
    section.show_caller(view.key, replace(view.caller, may_reveal=False), view.types)
    button = section.findChildren(QPushButton)[0]
    assert not button.isEnabled()
    assert button.toolTip() == "Your role may not see this."
