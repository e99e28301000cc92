"""Finding rows by key: by the model's own look-up where it has one."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.item_models import RowsModel
from widgets.queue.anchored_list import AnchoredList
from widgets.queue.scroll_anchor import RowLookup
from widgets.sequence_model import KEY_ROLE


class QuickModel(RowsModel):
    """Knows where its keys are, and counts how often it is asked."""

    asked = 0

    def row_of_key(self, key: object) -> int:
        self.asked += 1
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)


def test_row_is_found_with_and_without_the_models_own_look_up(qapp: QApplication, qtbot: QtBot) -> None:
    view = AnchoredList(KEY_ROLE, 30)
    qtbot.addWidget(view)
    for model in (RowsModel(samples.many_rows(40), view), QuickModel(samples.many_rows(40), view)):
        view.setModel(model)
        assert view.anchor.index_of("INC-000017").row() == 17
        assert not view.anchor.index_of("INC-999999").isValid()
        assert not view.anchor.index_of(None).isValid()


def test_models_own_look_up_is_used(qapp: QApplication, qtbot: QtBot) -> None:
    view = AnchoredList(KEY_ROLE, 30)
    qtbot.addWidget(view)
    model = QuickModel(samples.many_rows(40), view)
    assert isinstance(model, RowLookup)
    view.setModel(model)
    view.select_key("INC-000003")
    assert model.asked == 1


def test_press_long_after_a_change_means_what_is_there(qapp: QApplication, qtbot: QtBot) -> None:
    view = AnchoredList(KEY_ROLE, 30)
    qtbot.addWidget(view)
    view.setModel(RowsModel(samples.many_rows(40), view))
    assert view.anchor.row_meant(view.rect().center()) is None
