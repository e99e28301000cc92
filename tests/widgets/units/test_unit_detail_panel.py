"""The selected unit's people and questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from tests.widgets import samples
from widgets.key_button import KeyButton
from widgets.units.unit_detail_panel import UnitDetailPanel

Show = Callable[[QWidget, int, int], None]


def test_question_about_one_unit_is_put_away_with_it(shown: Show) -> None:
    panel = UnitDetailPanel()
    shown(panel, 300, 400)
    panel.show_detail(samples.unit_detail("en"))
    next(button for button in panel.findChildren(KeyButton) if button.words == "Delayed …").click()
    assert panel.form.isVisible()
    panel.show_detail(replace(samples.unit_detail("en"), call_sign="C-108"))
    assert not panel.form.isVisible()


def test_no_unit_says_so(shown: Show) -> None:
    panel = UnitDetailPanel()
    shown(panel, 300, 400)
    panel.show_detail(None)
    assert "No unit is selected" in {label.text() for label in panel.findChildren(QLabel)}


def test_tab_walks_the_buttons_as_they_stand(shown: Show) -> None:
    panel = UnitDetailPanel()
    detail = samples.unit_detail("en")
    panel.show_detail(replace(detail, buttons=detail.buttons[:2]))
    panel.show_detail(detail)
    shown(panel, 500, 400)
    panel._buttons[0].setFocus()
    walked = [panel._buttons[0].words]
    for _ in range(5):
        panel.focusNextChild()
        focus = panel.focusWidget()
        assert isinstance(focus, KeyButton)
        walked.append(focus.words)
    assert walked == [*(one.words for one in detail.buttons), "Show on map"]
