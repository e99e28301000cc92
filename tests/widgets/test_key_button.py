"""Buttons that show their key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from widgets.key_button import KeyButton

Show = Callable[[QWidget, int, int], None]


def test_key_is_named_and_takes_room(shown: Show) -> None:
    button = KeyButton("ghost")
    button.show_words("Escalate")
    narrow = button.sizeHint().width()
    button.show_words("Escalate", "E")
    assert button.sizeHint().width() > narrow
    assert button.accessibleName() == "Escalate E"


def test_words_that_do_not_fit_are_shortened_before_the_key(shown: Show) -> None:
    button = KeyButton("ghost")
    button.show_words("Ask for an extension of the deadline", "Ctrl⇧C")
    shown(button, 120, 30)
    narrow = button.grab().toImage()
    button.show_words("Ask for an extension of the time limit", "Ctrl⇧C")
    assert button.grab().toImage() == narrow


def test_disabled_button_looks_disabled(shown: Show) -> None:
    button = KeyButton("primary")
    button.show_words("Dispatch", "Ctrl ⏎")
    shown(button, 200, 38)
    enabled = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != enabled
