"""The panel's parts of a muster: curve, pages, posts, checklist, the order before it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyqtgraph  # noqa: F401 - loaded beforehand, so that no test leaves a thread loading it
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.widgets import muster_samples as samples
from tests.widgets import samples as plain_samples
from tests.widgets.conftest import Language
from tests.widgets.samples import NOW_MS
from widgets.incident.incident_panel import IncidentPanel
from widgets.incident.view import Counts
from widgets.muster.curve import MusterCurve
from widgets.muster.view import Page

Show = Callable[..., None]


K = Qt.Key


@pytest.fixture
def panel(shown: Show) -> IncidentPanel:
    made = IncidentPanel()
    made.set_now_ms(NOW_MS)
    shown(made, 450, 954)
    return made


def show(panel: IncidentPanel, view: object) -> None:
    panel.show_incident(view)  # type: ignore[arg-type]
    QApplication.processEvents()


def test_before_the_order_the_plan_card_is_open(panel: IncidentPanel) -> None:
    show(panel, samples.before())
    assert panel.muster.page is Page.CARD
    assert panel.muster.card.isVisible()
    assert not panel.muster.curve.isVisible()
    assert panel.bar.primary.words == "Muster 9 units · 105 officers · 100 in 07:36"
    assert panel.muster.offer.chip("fastest").text() == "2 Fastest 07:02 · 2 bare"


def test_after_the_order_the_units_are_in_sight(panel: IncidentPanel) -> None:
    show(panel, samples.before())
    panel.muster.turn_to(Page.PLAN)
    show(panel, samples.mustering())
    assert panel.muster.page is Page.ASSIGNED
    assert panel.assigned.isVisible()
    assert panel.assigned.title.text().startswith("Assigned — 105 officers, 9 units · 63 counted")
    assert panel.muster.pages.words_of(Page.POSTS) == "Posts 1/5"
    assert panel.muster.pages.words_of(Page.CHECKLIST) == "Checklist 2/6"


def test_no_refresh_turns_a_page_that_was_chosen_by_hand(panel: IncidentPanel) -> None:
    show(panel, samples.mustering())
    panel.muster.turn_to(Page.CHECKLIST)
    view = samples.mustering()
    assert view.muster is not None
    show(panel, replace(view, muster=replace(view.muster, counted=90)))
    assert panel.muster.page is Page.CHECKLIST


def test_brackets_walk_the_pages_round_the_end(panel: IncidentPanel) -> None:
    show(panel, samples.mustering())
    seen = []
    for _ in range(5):
        seen.append(panel.muster.page)
        panel.muster.turn(1)
    assert seen == [Page.ASSIGNED, Page.POSTS, Page.CHECKLIST, Page.CARD, Page.ASSIGNED]


def test_another_incident_begins_at_its_own_page(panel: IncidentPanel) -> None:
    show(panel, samples.mustering())
    panel.muster.turn_to(Page.CHECKLIST)
    show(panel, replace(samples.mustering(), key="INC-2"))
    assert panel.muster.page is Page.ASSIGNED


def test_the_chord_asks_why_grids_are_left_bare_and_hands_the_reason_over(panel: IncidentPanel) -> None:
    asked: list[tuple[str, dict[str, str]]] = []
    panel.asked.connect(lambda verb, values: asked.append((verb, values)))
    show(panel, samples.before(uncovers=2))
    panel.trigger("muster")
    assert not asked
    assert panel.form.isVisible()
    assert panel.confirm("muster", any_form=False)
    assert asked == [("muster", {"incident": "INC-0417", "reason": "life first"})]


def test_ones_own_reason_takes_the_place_of_the_usual_one(panel: IncidentPanel) -> None:
    asked: list[tuple[str, dict[str, str]]] = []
    panel.asked.connect(lambda verb, values: asked.append((verb, values)))
    show(panel, samples.before(uncovers=2))
    panel.trigger("muster")
    field = panel.form.choice_field.lineEdit()
    assert field is not None
    QTest.keyClicks(field, "army on its way")
    QTest.keyClick(field, K.Key_Return)
    assert [values["reason"] for _, values in asked] == ["army on its way"]


def test_rows_say_whether_a_unit_counts_and_why_not(panel: IncidentPanel) -> None:
    show(panel, samples.mustering())
    words = {one.call_sign: panel.assigned._delegate.words_of(one) for one in samples.assigned()}
    assert words["P-101"] == "On scene ✓"
    assert words["P-112"] == "Mustered · no head-count"
    assert words["C-207"] == "Mustered ✓ voice"
    assert words["P-107"] == "En route"


def test_a_unit_reports_by_voice_from_the_menu_of_its_row(panel: IncidentPanel) -> None:
    told: list[tuple[str, dict[str, str]]] = []
    panel.asked.connect(lambda verb, values: told.append((verb, values)))
    show(panel, samples.mustering())
    rows = panel.assigned.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, K.Key_Return)
    menu = next(one for one in panel.assigned.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text().startswith("Is at the rally")).trigger()
    menu.close()
    assert told == [("there", {"unit": "P-101", "area": "rally"})]


def test_space_ticks_an_item_and_asks_to_withdraw_a_ticked_one(panel: IncidentPanel) -> None:
    ticked: list[str] = []
    withdrawn: list[str] = []
    panel.muster.checklist.ticked.connect(ticked.append)
    panel.muster.checklist.withdrawn.connect(withdrawn.append)
    show(panel, samples.mustering(page=Page.CHECKLIST))
    rows = panel.muster.checklist.list
    for row in (0, 2):
        rows.setCurrentIndex(rows.model().index(row, 0))
        QTest.keyClick(rows, K.Key_Space)
    assert (withdrawn, ticked) == (["leak"], ["down"])


def test_enter_on_a_post_asks_for_somebody_to_send(panel: IncidentPanel) -> None:
    chosen: list[str] = []
    panel.muster.posts.post_chosen.connect(chosen.append)
    show(panel, samples.mustering(page=Page.POSTS))
    rows = panel.muster.posts.list
    rows.setCurrentIndex(rows.model().index(3, 0))
    QTest.keyClick(rows, K.Key_Return)
    assert chosen == ["traffic"]


def test_the_due_step_takes_the_teal_button_only_while_nobody_is_ticked(panel: IncidentPanel) -> None:
    view = samples.mustering()
    due = replace(view, buttons=tuple(replace(one, due=one.verb == "posts") for one in view.buttons))
    show(panel, due)
    assert panel.bar.primary.words == "Dispatch 2 units · 22 officers"
    show(panel, replace(due, proposal=None))
    assert panel.bar.primary.words == "To posts"
    asked: list[str] = []
    panel.bar.triggered.connect(asked.append)
    panel.bar.primary.click()
    assert asked == ["posts"]


def test_the_curve_draws_steps_band_and_now(shown: Show) -> None:
    curve = MusterCurve()
    shown(curve, 450, 170)
    curve.show_curve(samples.curve())
    curve.set_now_ms(NOW_MS)
    assert curve.plot is not None
    actual = curve.plot.drawn("actual")
    assert actual[:3] == [(0.0, 0.0), (125.0, 0.0), (125.0, 12.0)]
    assert actual[-1] == (231.0, 63.0)
    assert curve.plot.now_s == 231.0
    low, high = curve.plot.drawn("low"), curve.plot.drawn("high")
    assert all(a[1] <= b[1] for a, b in zip(low, high, strict=True))


def test_a_stood_down_curve_stands_still(shown: Show) -> None:
    curve = MusterCurve()
    shown(curve, 450, 170)
    curve.show_curve(replace(samples.curve(), end_ms=samples.T0_MS + 240_000))
    curve.set_now_ms(NOW_MS + 3_600_000)
    assert curve.plot is not None
    assert curve.plot.now_s == 240.0


def test_a_forecast_that_misses_is_amber_and_says_so(shown: Show) -> None:
    curve = MusterCurve()
    shown(curve, 450, 170)
    curve.show_curve(replace(samples.curve(), words="forecast 10:40 · will be missed", warns=True))
    assert curve._words.property("part") == "warning"
    assert "will be missed" in curve._words.text()


def test_the_curves_title_gives_way_to_the_words_of_the_forecast(shown: Show) -> None:
    curve = MusterCurve()
    shown(curve, 450, 170)
    curve.show_curve(replace(samples.curve(), words="07:40"))
    assert curve.title.text() == "Muster curve — officers counted against time"
    curve.show_curve(replace(samples.curve(), words="forecast 10:40 (09:50–12:10) · will be missed"))
    assert curve.title.text() == "Muster curve"
    assert curve.title.fontMetrics().horizontalAdvance("Muster curve") <= curve.title.width()


def test_the_muster_speaks_chinese(panel: IncidentPanel, language: Language) -> None:
    language.chinese()
    show(panel, samples.mustering("zh"))
    assert panel.assigned.title.text().startswith("已派 — 105 名民警, 9 个单元 · 计入 63")
    assert panel.muster.pages.words_of(Page.CHECKLIST) == "清单 2/6"
    show(panel, samples.before("zh"))
    assert panel.bar.primary.words == "集结 9 个单元 · 105 名民警 · 07:36 满 100"


def test_low_panels_keep_buttons_and_rows_whole(shown: Show) -> None:
    made = IncidentPanel()
    made.show_incident(samples.mustering())
    shown(made, 319, 646)
    assert made.minimumSizeHint().height() <= 646
    parts: list[QWidget] = [made.muster.pages, made.middle, made.recommended, made.bar.primary, made.log]
    bottoms = [part.mapTo(made, part.rect().bottomLeft()).y() for part in parts]
    tops = [part.mapTo(made, part.rect().topLeft()).y() for part in parts]
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
    assert made.bar.primary.height() >= made.bar.primary.sizeHint().height() - 2


def test_a_row_without_a_muster_says_nothing_about_counting() -> None:
    assert all(one.counts is Counts.NOT_ASKED for one in plain_samples.assigned("en"))


def test_the_tip_of_a_row_says_everything(panel: IncidentPanel) -> None:
    show(panel, samples.mustering())
    rows = panel.assigned.list.model()
    tip = str(rows.data(rows.index(2, 0), Qt.ItemDataRole.ToolTipRole))
    assert tip.startswith("P-112 · Patrol Brigade\nMustered · no head-count")
