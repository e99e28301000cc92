"""After a switch of the language nothing on the screen is left in the other one."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.window.console_window import ConsoleWindow
from console.wire.messages import Refused
from tests.console.window.muster_town import ORDERED, SPARE, MusterTown, town
from tests.console.window.screen_texts import CHINESE, SENTENCE, texts
from tests.console.window.whole_console import Make

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(make_console: Make) -> MusterTown:
    console = make_console(town=town())
    console.window.activateWindow()
    QApplication.processEvents()
    return MusterTown(console)


def call_and_form(desk: MusterTown) -> None:
    """A waiting call in the panel, the call form beside it."""
    desk.console.report("CHEM")
    desk.console.invoker.invoke("take")
    desk.console.invoker.invoke("call", {"place": "Renmin"})


def offered_order(desk: MusterTown) -> None:
    """An incident whose muster is offered, one of its forms open, a refusal over its buttons."""
    desk.incident()
    desk.plans(bare=("G-01",))
    desk.console.invoker.press("close")
    desk.console.line("dispatch P-101")
    desk.console.line("proxy P-101 enroute")
    desk.console.line("proxy P-101 ack")


def order_form(desk: MusterTown) -> None:
    """The order being edited."""
    desk.incident()
    desk.plans()
    desk.console.window.open_order_form()


def mustering(desk: MusterTown) -> None:
    """A muster that goes on, with its curve, posts, checklist and warnings."""
    desk.incident()
    desk.plans()
    desk.console.key(K.Key_M, CTRL)
    desk.sign(*ORDERED)
    desk.enter(*ORDERED)
    desk.pass_time(11)
    desk.forecast(*SPARE, late=True)
    desk.console.window.open_perspective("command")
    for key in ("units", "log", "result"):
        desk.console.window.docks.open(key)


def torn_off(desk: MusterTown) -> None:
    """Docks in windows of their own, and the keys."""
    desk.incident()
    for key in ("log", "units", "queue"):
        desk.console.window.docks.tear_off(key, QPoint(100, 100))
    desk.console.window.toggle_help()


def command_line(desk: MusterTown) -> None:
    """The command line with offers and what is wrong."""
    desk.incident()
    desk.console.report("CHEM")
    desk.console.window.command_bar.open_line("P-101 proxy")
    desk.console.key(K.Key_Down)
    desk.console.key(K.Key_Return)
    assert desk.console.window.command_bar.fault


def misunderstood(desk: MusterTown) -> None:
    """A line that means nothing."""
    desk.console.window.command_bar.open_line("dispach P-101")
    desk.console.key(K.Key_Return)
    assert desk.console.window.command_bar.fault


def prompt(desk: MusterTown) -> None:
    """A verb that asks, and was given a wrong answer."""
    desk.incident()
    desk.console.key(K.Key_U)
    desk.console.type("X-9")
    desk.console.key(K.Key_Return)
    assert desk.console.window.command_bar.fault


def toasts(desk: MusterTown) -> None:
    """One of each: something done that can be taken back, a fault, a message, a question."""
    window = desk.console.window
    desk.incident()
    desk.console.line("dispatch P-101")
    window.toggle_mute()
    desk.console.invoker.press("undo")
    window.quit()
    assert len(window.toasts.words()) == 4


def refusals(desk: MusterTown) -> None:
    """What the hub refused, in toasts."""
    window = desk.console.window
    desk.console.invoker.press("undo")
    desk.console.invoker.press("merge_group")
    desk.console.seat.reply_refused.emit(Refused(id="1", code="text_required", fields={}))
    desk.console.invoker.press("muster")
    assert len(window.toasts.words()) == 4


SCREENS = (call_and_form, offered_order, order_form, mustering, torn_off, command_line, misunderstood, prompt,
           toasts, refusals)  # fmt: skip
OWN_NAMES = re.compile("简体中文|中文|集结指挥台|<[^>]*>")
"""What is called so in every language."""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("first", ["en", "zh"])
def test_nothing_stays_in_the_former_language(
    desk: MusterTown, screen: Callable[[MusterTown], None], first: str
) -> None:
    console, second = desk.console, "zh" if first == "en" else "en"
    console.window.set_language(first)
    console.settle()
    screen(desk)
    console.settle()
    console.window.set_language(second)
    console.settle()
    found = [(where, OWN_NAMES.sub("", text)) for where, text in texts()]
    assert len(found) > 40
    wrong = CHINESE if second == "en" else SENTENCE
    assert "\n".join(f"{where}: {text}" for where, text in found if wrong.search(text)) == ""


@pytest.mark.parametrize("second", ["en", "zh"])
def test_the_map_is_told_everything_in_the_new_language(desk: MusterTown, second: str) -> None:
    console = desk.console
    console.window.set_language("zh" if second == "en" else "en")
    mustering(desk)
    console.window.set_language(second)
    console.settle()
    shown = console.map
    things = (*shown.units.values(), *shown.incidents.values(), *shown.cameras.values())
    told = msgspec.json.encode((things, shown.rally, shown.scene)).decode()
    assert shown.language == second
    assert bool(CHINESE.search(told)) is (second == "zh")


def test_what_was_typed_and_chosen_in_open_forms_outlives_a_switch(desk: MusterTown) -> None:
    order_form(desk)
    form = desk.console.window.panels.incident.order_form
    form.lines["channel"].setText("7")
    form.lines["muster_s"].setText("0:00")
    form.boxes["mode"].setCurrentIndex(1)
    mode = form.boxes["mode"].currentData()
    form.confirm(give=False)
    fault = form.fault("muster_s")
    assert fault
    focus = QApplication.focusWidget()
    desk.console.window.set_language("zh")
    desk.console.settle()
    assert (form.lines["channel"].text(), form.boxes["mode"].currentData()) == ("7", mode)
    assert CHINESE.search(form.fault("muster_s"))
    assert QApplication.focusWidget() is focus
    desk.console.window.set_language("en")
    desk.console.settle()
    assert form.fault("muster_s") == fault


def test_what_was_chosen_for_an_action_outlives_a_switch(desk: MusterTown) -> None:
    desk.incident()
    desk.console.invoker.press("close")
    form = desk.console.window.panels.incident.form
    form.choice_field.setCurrentIndex(1)
    chosen = form.choice_field.currentData()
    form.text_field.setText("told the owner")
    desk.console.window.set_language("zh")
    desk.console.settle()
    assert form.choice_field.currentData() == chosen
    assert form.text_field.text() == "told the owner"
    form.choice_field.setEditText("自己的话")
    desk.console.window.set_language("en")
    desk.console.settle()
    assert form.choice_field.currentText() == "自己的话"


def test_switching_while_nothing_is_open_breaks_nothing(make_console: Make) -> None:
    console = make_console(start=False)
    for language in ("zh", "en", "en", "zh"):
        console.window.set_language(language)
        QApplication.processEvents()
    assert console.window.toasts.words() == []


def words_of_both() -> tuple[list[str], list[str]]:
    """What is on the screen with Chinese in it, and with English sentences in it."""
    found = [f"{where}: {OWN_NAMES.sub('', text)}" for where, text in texts()]
    return [one for one in found if CHINESE.search(one)], [one for one in found if SENTENCE.search(one)]


def busy(window: ConsoleWindow) -> bool:
    return window.is_retranslating


@pytest.mark.parametrize("turns", [0, 1, 3, 6])
def test_switched_back_in_the_middle_leaves_no_word_of_the_other(desk: MusterTown, turns: int) -> None:
    """A switch is done in turns of the loop; the second one begins while the first is not through."""
    window = desk.console.window
    offered_order(desk)
    window.set_language("zh")
    for _ in range(turns):
        QApplication.processEvents()
    window.set_language("en")
    desk.console.settle()
    assert window.updatesEnabled()
    chinese, english = words_of_both()
    assert chinese == []
    assert len(english) > 10


def test_keys_and_calls_between_the_turns_are_not_lost(desk: MusterTown) -> None:
    console = desk.console
    window = console.window
    window.set_language("zh")
    QApplication.processEvents()
    assert busy(window)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.perspective == "command"
    call = console.report()
    console.settle()
    assert not busy(window)
    assert window.updatesEnabled()
    assert window.panels.models.queue.row_of_key(call) >= 0
    chinese, _ = words_of_both()
    assert chinese


def test_closing_in_the_middle_of_a_switch_ends_it(make_console: Make) -> None:
    console = make_console()
    console.window.set_language("zh")
    QApplication.processEvents()
    assert busy(console.window)
    console.window.close()
    assert not busy(console.window)
