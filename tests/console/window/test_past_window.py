"""A window over an exported journal: another source than the hub, and nothing of the window knows it."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
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
from console.window.console_window import ConsoleWindow
from console.window.language import LanguageSwitch
from console.window.outside import Outside
from console.words.refusals import refusal_words
from tests.console.window.panel_fakes import NotedMap, NotedSounds, NotedWall
from tests.console.window.whole_console import delete_now
from widgets import theme

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
            )
        )
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.open_perspective("operate")
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
    assert theme.REPLAY in window._root.styleSheet()
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
