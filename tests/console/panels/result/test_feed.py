"""The result follows the muster while it is seen; copies and files are said, marked and audited."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.judge.judging import judge
from console.domain.musters.commands import ActivateMuster, EndMuster
from console.panels.result.feed import MOST_EVENTS, ResultFeed, ResultReader, judged_or_why
from console.panels.result.saving import SaveDialog
from console.session.source import LinkState
from console.wire.messages import Refused
from tests.console.domain.world import World
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from tests.console.window.whole_console import Console
from widgets.header.clock_view import PhaseState
from widgets.result.view import ExportFormat


class Result:
    """A result's panel of its own on a console's desk."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console, self.seat = console, console.seat
        self.feed = ResultFeed(console.window.invoker, console.home)
        self.panel = self.feed.widget
        qtbot.addWidget(self.panel)
        self.told: list[tuple[str, bool]] = []
        self.feed.told.connect(lambda words, fault: self.told.append((words(), fault)))
        console.hub.t_ms = T0 + 231_000
        console.hub.link(LinkState.LIVE, mono_ns=time.monotonic_ns(), paused=True)
        console.settle()

    def put(self, counted: int = 39) -> None:
        source = made.picture(made.muster(counted=counted))
        picture = self.seat.world.picture
        for name in ("musters", "incidents", "orders", "units", "incident_types"):
            getattr(picture, name).update(getattr(source, name))
        self.seat.world.keys_changed.emit(frozenset({("musters", "M-000001")}))


@pytest.fixture
def result(console: Console, qtbot: QtBot) -> Iterator[Result]:
    made_result = Result(console, qtbot)
    yield made_result
    made_result.feed.stop()


def test_is_read_only_while_it_is_seen(result: Result) -> None:
    result.put()
    before = result.panel.view
    result.panel.show()
    QApplication.processEvents()
    view = result.panel.view
    assert before is None
    assert view is not None
    assert (view.incident_id, view.mark) == ("INC-0417", "DEMO")
    assert view.gates[0].state is PhaseState.RUNNING


def test_an_event_shows_at_once(result: Result) -> None:
    result.panel.show()
    result.put(counted=63)
    assert result.panel.view is not None
    assert any(fact.value == "63" for fact in result.panel.view.facts)


def test_a_burst_of_events_is_shown_at_its_begin_and_at_its_end(result: Result, qtbot: QtBot) -> None:
    result.panel.show()
    result.put()
    for counted in (41, 52, 63):
        result.put(counted=counted)

    def shown() -> list[str]:
        assert result.panel.view is not None
        return [fact.value for fact in result.panel.view.facts if fact.name == "Strength now"]

    assert shown() == ["39"]
    qtbot.waitUntil(lambda: shown() == ["63"], timeout=5_000)


def test_the_copy_is_text_and_audited(result: Result) -> None:
    result.panel.show()
    result.put()
    result.panel.copy_requested.emit()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("【DEMO】\n")
    assert "INC-0417" in text
    assert ("Result copied", False) in result.told
    assert any(look.what == "result_copied" for look in result.console.hub.looks)


def test_every_form_is_saved_beside_the_others_and_never_over_them(result: Result) -> None:
    result.panel.show()
    result.put()
    for form in ExportFormat:
        result.panel.export_requested.emit(form.value)
        result.panel.export_requested.emit(form.value)
    files = sorted(path.suffix for path in (result.console.home / "exports").iterdir())
    assert files == [".csv"] * 6 + [".html"] * 2 + [".json"] * 2 + [".txt"] * 2
    saved = next((result.console.home / "exports").glob("*.json"))
    assert json.loads(saved.read_text(encoding="utf-8"))["kind"] == "demo"
    assert sum(look.what == "result_exported" for look in result.console.hub.looks) == 8


def test_a_file_that_cannot_be_written_is_said(result: Result) -> None:
    result.panel.show()
    result.put()
    (result.console.home / "exports").write_text("in the way")
    assert result.feed.save("json") is None
    assert result.told[-1][1]
    assert "was not saved" in result.told[-1][0]


def test_a_chosen_name_is_written_in_place_and_tables_get_a_word_each(result: Result, tmp_path: Path) -> None:
    result.panel.show()
    result.put()
    (tmp_path / "chief.html").write_text("old")
    assert result.feed.save_as(tmp_path / "chief.html", "html") == tmp_path / "chief.html"
    assert (tmp_path / "chief.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert result.feed.save_as(tmp_path / "chief.csv", "csv") == tmp_path / "chief-gates.csv"
    names = sorted(path.name for path in tmp_path.glob("chief*"))
    assert names == ["chief-curve.csv", "chief-gates.csv", "chief-units.csv", "chief.html"]
    assert result.told[-1] == (f"Result saved: {tmp_path / 'chief-gates.csv'}", False)


@pytest.mark.parametrize(("place", "said"), [("gone", "the folder is gone"), ("file", "that is no folder")])
def test_a_place_where_nothing_can_be_is_refused_in_words(
    result: Result, tmp_path: Path, place: str, said: str
) -> None:
    result.panel.show()
    result.put()
    (tmp_path / "file").write_text("in the way")
    assert result.feed.save_as(tmp_path / place / "chief.html", "html") is None
    assert result.told[-1] == (f"The result was not saved: {said}", True)


def test_export_asks_where_beside_everything_else_and_twice_is_two_questions(
    result: Result, qtbot: QtBot, tmp_path: Path
) -> None:
    result.panel.show()
    result.put()
    result.panel.place_requested.emit()
    result.panel.place_requested.emit()
    dialogs = result.panel.window().findChildren(SaveDialog)
    assert len(dialogs) == 2
    assert not any(dialog.isModal() for dialog in dialogs)
    json_form = dialogs[0].nameFilters()[2]
    dialogs[0].selectNameFilter(json_form)
    dialogs[0].filterSelected.emit(json_form)  # as a hand picks it
    dialogs[0].selectFile(str(tmp_path / "chief"))
    dialogs[0].accept()
    dialogs[1].reject()
    assert (tmp_path / "chief.json").exists()
    assert result.told[-1] == (f"Result saved: {tmp_path / 'chief.json'}", False)
    qtbot.waitUntil(lambda: not result.panel.window().findChildren(SaveDialog))


def test_export_without_a_result_says_so(result: Result) -> None:
    result.feed.ask_where()
    assert result.told == [("There is no result to save", True)]


def test_the_verb_opens_the_result_and_asks(console: Console, qtbot: QtBot) -> None:
    incident_id = console.accept("explosion")
    console.hub.give(ActivateMuster(incident_id=incident_id), LEADER)
    console.settle()
    console.window.invoker.invoke("export")
    QApplication.processEvents()
    assert console.window.docks.is_open("result")
    (dialog,) = console.window.findChildren(SaveDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not console.window.findChildren(SaveDialog))


def test_nothing_is_saved_without_a_result(result: Result) -> None:
    assert result.feed.save("json") is None
    assert result.told == []


LEADER = Stamp(actor="leader", role=Role.DUTY_LEADER, seat="D-01")


def started(result: Result) -> str:
    """A muster that is in the hub's journal, too; the incident's id."""
    incident_id = result.console.accept("explosion")
    result.console.hub.give(ActivateMuster(incident_id=incident_id), LEADER)
    result.console.settle()
    result.panel.show()
    QApplication.processEvents()
    return incident_id


def judged(result: Result, qtbot: QtBot) -> None:
    result.panel.judgement_requested.emit()
    result.console.settle()
    qtbot.waitUntil(lambda: result.panel.view is not None and result.panel.view.judged, timeout=10_000)


def test_the_whole_journal_is_judged_on_request(result: Result, qtbot: QtBot) -> None:
    started(result)
    judged(result, qtbot)
    view = result.panel.view
    assert view is not None
    assert view.basis == f"judged from all {result.seat.world.picture.seq} events of the journal"
    assert not any("only from the journal" in fact.value for fact in view.facts)
    assert view.warnings[-1] == "Not ranked: not an exercise"
    assert view.warnings[:-1] == ("Too few were eligible at T0: 1. Judged against that.",)
    saved = result.feed.save("json")
    assert saved is not None
    assert json.loads(saved.read_text(encoding="utf-8"))["judgement"]["last_seq"] > 0
    assert any(look.what == "journal_judged" for look in result.console.hub.looks)


def test_what_happens_afterwards_makes_it_live_again(result: Result, qtbot: QtBot) -> None:
    incident_id = started(result)
    judged(result, qtbot)
    muster = next(one for one in result.seat.world.picture.musters.values() if one.incident_id == incident_id)
    result.console.hub.give(EndMuster(muster_id=muster.id, reason="false alarm"), LEADER)
    result.console.settle()
    assert result.panel.view is not None
    assert not result.panel.view.judged
    assert result.panel.view.state == "stood down"


def test_a_hub_that_brings_nothing_is_said(result: Result) -> None:
    started(result)
    reader = result.feed.findChild(ResultReader)
    assert reader is not None
    reader.read()
    reader.findChild(QTimer).timeout.emit()  # type: ignore[union-attr]
    assert result.told[-1] == ("The hub did not bring the journal", True)


def test_a_journal_with_gaps_is_not_judged(result: Result) -> None:
    started(result)
    del result.console.hub.journal[3]
    result.panel.judgement_requested.emit()
    result.console.settle()
    assert result.told[-1] == ("The journal came with gaps and is not judged", True)


def test_a_journal_too_long_for_the_window_is_sent_to_score(result: Result) -> None:
    started(result)
    result.seat.world.picture.seq = MOST_EVENTS + 1
    result.panel.judgement_requested.emit()
    assert "main.py score" in result.told[-1][0]


def test_a_refusal_of_the_hub_ends_the_reading(result: Result) -> None:
    started(result)
    result.console.hub.answering = False
    result.panel.judgement_requested.emit()
    id_ = result.feed.findChild(ResultReader).request_id  # type: ignore[union-attr]
    result.console.bridge.on_reply(Refused(id=id_, code="busy"))
    result.console.settle()
    assert result.told == [("The journal cannot be judged: busy", True)]


def test_the_judgement_is_the_judges_own_and_a_journal_that_does_not_fit_is_refused_in_words() -> None:
    world = World()
    facts = judged_or_why(world.journal)
    assert not isinstance(facts, str)
    assert facts.judgement == judge(world.journal)
    why = judged_or_why(world.journal[1:])
    assert isinstance(why, str)
    assert "does not fit" in why
