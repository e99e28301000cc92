"""A whole console on a small town that decides in the same process: real rules, real window, no sockets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyqtgraph  # noqa: F401 - loaded beforehand, so that no test leaves a thread loading it
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import build
from console.bridges.source_bridge import SourceBridge
from console.desk.access import Access, Login
from console.desk.seat import Rules
from console.domain.base.roles import WorldKind
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel
from console.domain.decide import refusal
from console.domain.registry.entities import Registrable
from console.settings.store import SettingsStore
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.window.language import FOLDER, LanguageSwitch
from console.window.outside import Outside
from console.wire.messages import Advice, EtaTable, Recommendation
from tests.console.domain.world import HERE, registry
from tests.console.in_process_hub import USERS, InProcessHub
from tests.console.window.panel_fakes import NotedMap, NotedSounds, NotedWall
from widgets import theme

ACCESS = Access(
    (
        Login("operator", "operator", USERS["operator"][0], "李明", "Li Ming"),
        Login("duty-leader", "leader", USERS["leader"][0], "王芳", "Wang Fang"),
        Login("trainer", "trainer", USERS["trainer"][0], "周敏", "Zhou Min"),
    )
)


class Console:
    """One console and its hub, with short cuts for tests."""

    def __init__(
        self,
        app: QApplication,
        home: Path,
        translations: Path,
        access: Access = ACCESS,
        start: bool = True,
        town: tuple[Registrable, ...] = (),
        kind: WorldKind = WorldKind.DEMO,
        verbs: Catalogue = CATALOGUE,
        rules: Rules = refusal,
    ) -> None:
        self.home = home
        self.hub = InProcessHub(town or registry(), kind)
        self.bridge = SourceBridge()
        self.hub.sink = self.bridge
        self.language = LanguageSwitch(app, translations)
        self.settings = SettingsStore(home, "operator")
        self.sounds = NotedSounds()
        self.maps: list[NotedMap] = []
        self.walls: list[NotedWall] = []
        self.window = build(
            Outside(
                bridge=self.bridge,
                source=self.hub,
                settings=self.settings,
                language=self.language,
                sounds=self.sounds,
                access=access,
                home=home,
                make_map=self._make_map,
                make_wall=self._make_wall,
                verbs=verbs,
                rules=rules,
            )
        )
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.open_perspective("operate")
        self.seat = self.window.seat
        self.invoker = self.window.invoker
        if start:
            self.hub.start()
            self.settle()

    @property
    def map(self) -> NotedMap:
        return self.maps[0]

    @property
    def wall(self) -> NotedWall:
        return self.walls[0]

    def _make_map(self, parent: object) -> NotedMap:
        self.maps.append(NotedMap(parent))  # type: ignore[arg-type]
        return self.maps[0]

    def _make_wall(self, desk: object, settings: object, parent: object) -> NotedWall:
        self.walls.append(NotedWall(parent))  # type: ignore[arg-type]
        return self.walls[0]

    def settle(self) -> None:
        """Fold what came and let the panels follow."""
        for _ in range(3):
            self.bridge.drain_now()
            QApplication.processEvents()
        while self.window.is_retranslating:
            QApplication.processEvents()
        self.window.incident_feed.show_now()
        self.window.map_feed.flush_now()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key press where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Letters where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def line(self, text: str) -> str:
        """A line of the command line; returns what is wrong with it."""
        fault = self.invoker.type_line(text)
        self.settle()
        return fault

    def sure(self, text: str) -> None:
        """A line that is asked about once, and the answer."""
        assert self.line(text) == ""
        self.type("yes")
        self.key(Qt.Key.Key_Return)

    def report(self, type_code: str = "theft", channel: Channel = Channel.PHONE) -> str:
        """A call comes in; its id."""
        self.hub.give(ReportCall(channel=channel, place=HERE, type_code=type_code))
        self.settle()
        return max(self.hub.picture.calls)

    def accept(self, type_code: str = "theft") -> str:
        """A call comes in and is accepted by this desk; the incident's id."""
        call_id = self.report(type_code)
        self.line(f"accept {call_id} {type_code}")
        incident_id = self.hub.picture.calls[call_id].incident_id
        self.seat.select_case(incident_id)
        self.settle()
        return incident_id

    def recommend(self, incident_id: str, *units: str) -> None:
        """The planner proposes these units."""
        advice = tuple(
            Advice(
                unit_id=unit,
                rank=rank,
                eta_s=100 + rank,
                turnout_s=60,
                capabilities=(),
                uncovers=(),
                workload=0,
                cost_s=0,
            )
            for rank, unit in enumerate(units, 1)
        )
        eta = b"".join(int(100 + rank).to_bytes(4, "little") for rank in range(1, len(units) + 1))
        self.bridge.on_telemetry(
            EtaTable(number=1, t_ms=self.hub.t_ms, incident_id=incident_id, unit_ids=units, eta_s_i32=eta)
        )
        self.bridge.on_telemetry(
            Recommendation(
                number=1, t_ms=self.hub.t_ms, incident_id=incident_id, wanted=(), chosen=advice, others=()
            )
        )
        self.settle()

    def close(self) -> None:
        """The window closes and is gone."""
        self.window.close()
        self.hub.stop()
        self.language.remove()
        delete_now(self.window, self.bridge)


def delete_now(*things: QObject) -> None:
    """They and all that is theirs are gone when this returns."""
    for thing in things:
        thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese as Qt reads it, built from the committed .ts."""
    folder = tmp_path_factory.mktemp("i18n")
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    target = folder / "muster_zh_CN.qm"
    subprocess.run([tool, "-silent", FOLDER / "muster_zh_CN.ts", "-qm", target], check=True, timeout=60)
    return folder


Make = Callable[..., Console]


@pytest.fixture
def make_console(qapp: QApplication, qtbot: QtBot, tmp_path: Path, translations: Path) -> Iterator[Make]:
    """Consoles that are closed when the test is over."""
    made: list[Console] = []
    theme.prepare(qapp)

    def make(
        access: Access = ACCESS,
        start: bool = True,
        town: tuple[Registrable, ...] = (),
        kind: WorldKind = WorldKind.DEMO,
        verbs: Catalogue = CATALOGUE,
        rules: Rules = refusal,
    ) -> Console:
        made.append(Console(qapp, tmp_path, translations, access, start, town, kind, verbs, rules))
        return made[-1]

    yield make
    for console in made:
        console.close()


@pytest.fixture
def console(make_console: Make) -> Console:
    """One console, signed in and live."""
    return make_console()
