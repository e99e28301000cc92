"""A window over an exported journal: another source than the hub, and nothing of the window knows it."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.app import build
from console.bridges.source_bridge import SourceBridge
from console.desk.access import Access
from console.domain.base.refusals import Code
from console.domain.base.roles import WorldKind
from console.panels.queue.model import IncidentQueueModel
from console.review.past import Past
from console.review.past_source import PastSource
from console.settings.store import SettingsStore
from console.verbs.catalogue import CATALOGUE, PAST_CATALOGUE
from console.window.console_window import ConsoleWindow
from console.window.language import LanguageSwitch
from console.window.outside import Outside
from console.words.events import KIND_OF_TAG
from console.words.refusals import refusal_words
from tests.console.window.panel_fakes import NotedMap, NotedSounds, NotedWall
from tests.console.window.whole_console import delete_now
from widgets import theme
from widgets.sequence_model import ROW_ROLE

JOURNAL = Path(__file__).parents[2] / "golden" / "flash-flood-naive-3.muster-journal.xz"
MIDDLE_MS = 15 * 60_000


class Replay:
    """One window and the file that it shows."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, home: Path, translations: Path) -> None:
        self.qtbot = qtbot
        self.bridge = SourceBridge()
        journal = home / "demo.muster-journal"
        journal.write_bytes(lzma.decompress(JOURNAL.read_bytes()))
        self.source = PastSource(Past(journal), self.bridge)
        self.window: ConsoleWindow = build(
            Outside(
                bridge=self.bridge,
                source=self.source,
                settings=SettingsStore(home, "replay"),
                language=LanguageSwitch(qapp, translations),
                sounds=NotedSounds(),
                access=Access(),
                home=home,
                make_map=NotedMap,
                make_wall=lambda seat, settings, parent: NotedWall(parent),
                verbs=PAST_CATALOGUE,
            )
        )
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.open_perspective("review")
        self.source.start()
        self.seek(MIDDLE_MS)

    def seek(self, t_ms: int, seq: int = 0) -> None:
        """Another moment; back when it is shown."""
        self.source.seek(t_ms, seq)
        self.settle()

    def settle(self) -> None:
        """Back when all that the source was asked for so far is shown."""
        answered: list[str] = []
        seat = self.window.seat
        noted = seat.events_came.connect(lambda part: answered.append(part.id))
        asked = self.source.get_events(1, 1)
        self.qtbot.waitUntil(lambda: asked in answered, timeout=10_000)
        seat.events_came.disconnect(noted)
        self.window.incident_feed.show_now()
        self.window.map_feed.flush_now()


@pytest.fixture
def replay(qtbot: QtBot, qapp: QApplication, tmp_path: Path, translations: Path) -> Iterator[Replay]:
    shown = Replay(qtbot, qapp, tmp_path, translations)
    yield shown
    shown.window.close()
    shown.source.stop()
    delete_now(shown.window, shown.bridge)


def keys(model: IncidentQueueModel) -> list[str]:
    return [model.key_at(row) for row in range(model.rowCount())]


def test_shows_itself_as_a_replay_without_anybody_signing_in(replay: Replay) -> None:
    window = replay.window
    assert window.seat.world.kind is WorldKind.REPLAY
    assert window._root.grab().toImage().pixelColor(0, 0).name() == theme.REPLAY
    assert not window.sign_in.isVisible()
    assert window.signs._banner.isVisible()


def test_queue_and_map_follow_the_file_forward_and_back(replay: Replay) -> None:
    world, model = replay.window.seat.world, replay.window.panels.models.queue
    middle = world.picture.seq
    replay.seek(0, middle + 40)
    assert world.picture.seq == middle + 40
    later = keys(model)
    replay.seek(MIDDLE_MS // 4)
    assert world.picture.seq < middle
    assert set(keys(model)) <= set(world.picture.incidents) | set(world.picture.calls)
    assert keys(model) != later


@pytest.mark.parametrize("line", ["note nothing", "escalate", "dispatch"])
def test_whoever_asks_for_something_is_told_that_this_window_only_shows(replay: Replay, line: str) -> None:
    seat = replay.window.seat
    seat.select_case(min(seat.world.picture.incidents))
    replay.settle()
    fault = replay.window.invoker.type_line(line)
    assert fault == refusal_words(Code.NOT_OFFERED, {})
    assert replay.window.letters.unconfirmed() == []


def test_no_button_of_the_panel_can_be_pressed(replay: Replay) -> None:
    seat = replay.window.seat
    for incident_id in sorted(seat.world.picture.incidents):
        seat.select_case(incident_id)
        replay.settle()
        view = replay.window.panels.incident.view
        assert view is not None
        assert [one for one in view.buttons if not one.why_not] == []


def test_words_and_cameras_that_a_file_does_not_have_are_refused_in_words(replay: Replay) -> None:
    seat = replay.window.seat
    told: list[str] = []
    seat.reply_refused.connect(lambda refused: told.append(refused.code))
    seat.world.source.open_report(min(seat.world.picture.calls), "wrong number")
    seat.world.source.open_camera(min(seat.world.picture.cameras), "", "check")
    replay.settle()
    assert told == [Code.NOT_OFFERED, Code.NOT_OFFERED]
    assert seat.revealed == {}


# -- time ----------------------------------------------------------------------------------------------------------


def press(replay: Replay, *keys: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    modifiers |= Qt.KeyboardModifier.ControlModifier if ctrl else modifiers
    modifiers |= Qt.KeyboardModifier.ShiftModifier if shift else modifiers
    for key in keys:
        QTest.keyClick(replay.window, key, modifiers)
        replay.settle()


def at(replay: Replay) -> tuple[int, int]:
    """The event that is the last one, and what the clock shows."""
    world = replay.window.seat.world
    return world.picture.seq, world.clock.now_ms()


def test_keys_step_through_events_and_skip_through_time(replay: Replay) -> None:
    seq, now_ms = at(replay)
    press(replay, Qt.Key.Key_Period)
    assert at(replay)[0] == seq + 1
    press(replay, Qt.Key.Key_Comma, Qt.Key.Key_Comma)
    assert at(replay)[0] == seq - 1
    replay.seek(now_ms)
    press(replay, Qt.Key.Key_Right)
    assert at(replay)[1] == now_ms + 10_000
    press(replay, Qt.Key.Key_Left, shift=True)
    assert at(replay)[1] == now_ms - 50_000
    assert replay.window.seat.world.picture.t_ms <= now_ms - 50_000


def test_space_plays_and_holds(replay: Replay) -> None:
    _, now_ms = at(replay)
    for _ in range(5):
        press(replay, Qt.Key.Key_Equal)
    press(replay, Qt.Key.Key_Space)
    assert replay.window.seat.world.clock.rate == 60
    replay.qtbot.waitUntil(lambda: replay.window.seat.world.picture.t_ms > now_ms, timeout=10_000)
    press(replay, Qt.Key.Key_Space)
    held = at(replay)
    assert replay.window.seat.world.clock.rate == 0
    replay.settle()
    assert at(replay) == held


def test_the_filter_of_the_log_is_what_one_steps_through(replay: Replay) -> None:
    replay.window.panels.log._on_kind_chosen("call")
    for step in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        press(replay, step)
        past = replay.window.seat.world.link.past
        assert past is not None
        assert KIND_OF_TAG[past.course.type_of(replay.window.seat.world.picture.seq)] == "call"
    assert replay.window.docked.past.widget.line._line.only == "call"


def test_before_the_first_and_after_the_last_event_there_is_none(replay: Replay) -> None:
    past = replay.window.seat.world.link.past
    assert past is not None
    replay.seek(0, past.course.count)
    assert not replay.window.past.step(1)
    replay.seek(0, 1)
    assert not replay.window.past.step(-1)


@pytest.mark.parametrize(
    ("words", "seq"), [("seq 1500", 1500), ("end", 1933), ("INC-0003", None), ("T0+60", None)]
)
def test_a_moment_is_named_in_the_command_line(replay: Replay, words: str, seq: int | None) -> None:
    assert replay.window.invoker.type_line(f"at {words}") == ""
    replay.settle()
    picture = replay.window.seat.world.picture
    if seq is not None:
        assert picture.seq == seq
    elif words.startswith("INC"):
        assert "INC-0003" in picture.incidents
        replay.seek(0, picture.seq - 1)
        assert "INC-0003" not in replay.window.seat.world.picture.incidents
    else:
        assert at(replay)[1] == min(one.t0_ms for one in picture.musters.values()) + 60_000


def test_a_moment_that_is_none_is_refused_in_words_and_nothing_moves(replay: Replay) -> None:
    told: list[str] = []
    replay.window.seat.reply_refused.connect(lambda refused: told.append(refused.code))
    before = at(replay)
    replay.window.invoker.type_line("at INC-9999")
    replay.settle()
    assert told == [Code.NO_SUCH_MOMENT]
    assert at(replay) == before
    assert any("INC-9999" in one.text() for one in replay.window.toasts.findChildren(QLabel))


def test_a_drag_over_many_moments_ends_at_the_last_one(replay: Replay) -> None:
    line = replay.window.docked.past.widget.line
    for t_ms in range(0, MIDDLE_MS * 2, 7_000):
        line.sought.emit(t_ms)
    line.sought.emit(MIDDLE_MS // 3)
    replay.qtbot.waitUntil(lambda: at(replay)[1] == MIDDLE_MS // 3, timeout=10_000)
    world = replay.window.seat.world
    assert world.picture.t_ms <= MIDDLE_MS // 3
    past = world.link.past
    assert past is not None
    assert world.picture.seq == past.course.seq_at(MIDDLE_MS // 3)


def test_a_loop_is_played_again_and_again(replay: Replay) -> None:
    source, world = replay.source, replay.window.seat.world
    source.loop(MIDDLE_MS, MIDDLE_MS + 2_000)
    replay.seek(MIDDLE_MS)
    shown: list[int] = []
    world.link_changed.connect(lambda link: shown.append(link.clock_ms))
    source.play(8_000)
    replay.qtbot.waitUntil(lambda: sum(b < a for a, b in pairwise(shown)) >= 3, timeout=20_000)
    assert max(shown) < MIDDLE_MS + 4_000
    source.play(0)


def test_the_log_is_filled_up_to_the_moment_and_no_further(replay: Replay) -> None:
    log, world = replay.window.panels.models.log, replay.window.seat.world

    def last() -> int:
        return log.index(log.rowCount() - 1).data(ROW_ROLE).seq if log.rowCount() else 0

    replay.seek(MIDDLE_MS)
    replay.qtbot.waitUntil(lambda: last() == world.picture.seq, timeout=10_000)
    assert log.rowCount() > 50
    replay.seek(MIDDLE_MS // 2)
    replay.qtbot.waitUntil(lambda: last() == world.picture.seq, timeout=10_000)
    press(replay, Qt.Key.Key_Period)
    assert last() == world.picture.seq
    seqs = [log.index(row).data(ROW_ROLE).seq for row in range(log.rowCount())]
    assert seqs == sorted(set(seqs))


def test_nobody_has_to_choose_the_muster_that_is_looked_back_at(replay: Replay) -> None:
    musters = replay.window.seat.world.picture.musters
    assert replay.window.seat.case_id in {one.incident_id for one in musters.values()}


def test_a_window_on_the_present_has_no_such_keys(replay: Replay) -> None:
    for verb in ("play", "next_event", "at", "loop_from"):
        assert verb in {one.id for one in PAST_CATALOGUE}
        assert verb not in {one.id for one in CATALOGUE}
