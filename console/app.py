"""Wires the console: the one place that knows every part. Main thread; used by `main.py console`, demo and drill.

`build` takes everything from outside as a parameter, so that tests call the same function with parts of their own.
`run_console` makes the application, connects to a hub and runs until the last window closes.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from console.bridges.loop_watchdog import LoopWatchdog
from console.bridges.source_bridge import SourceBridge
from console.bridges.stop_signals import StopSignals
from console.desk.access import Access, Login
from console.desk.letters import Letters
from console.desk.seat import Seat
from console.desk.world import World
from console.domain.base.roles import WorldKind
from console.link.config import AccessFileError, LinkConfig
from console.link.enrolment import EnrolmentError, open_seat
from console.noise import LOG, libraries_aside, log_to_stderr
from console.panels.log import LogModel
from console.panels.panels import Models
from console.panels.past.log import PastLog
from console.panels.ports import WallPort
from console.panels.queue.model import IncidentQueueModel
from console.panels.sounds import Sounds
from console.panels.units import UnitModel
from console.session.live import LiveSource
from console.session.source import Source
from console.settings.options import WindowOptions, add_window_arguments
from console.settings.store import SettingsStore, data_home
from console.verbs.catalogue import CATALOGUE, PAST_CATALOGUE
from console.verbs.docks import perspectives
from console.verbs.invoker import Invoker
from console.window.console_window import ConsoleWindow
from console.window.language import LanguageSwitch, default_language
from console.window.outside import Outside
from console.wire.enrolment import BadCodeError
from widgets import theme

_log = logging.getLogger(__name__)
WINDOW_PX = (1920, 1080)
SWITCH_S = 0.0005
"""How long another thread may keep the interpreter from Qt's: by default 5 ms, and Qt's asks again after each call."""
PLOTS_AFTER_MS = 2_000
"""The plots' library is loaded beside the loop before anybody needs it, and not while the window comes up."""


@dataclass(frozen=True, slots=True)
class ConsoleConfig:
    """Which world one console is for, and how to run it."""

    make_source: Callable[[SourceBridge], Source]
    home: Path
    user: str = "operator"
    """Whose settings hold until somebody signs in."""
    access: Access = field(default_factory=Access)
    options: WindowOptions = field(default_factory=WindowOptions)
    on_window: Callable[[ConsoleWindow], None] | None = None
    """Called once the window is shown; for the demo."""


def live(link: LinkConfig, spool: Path, home: Path, **more: Any) -> ConsoleConfig:
    """A console on a hub; `spool` is the file of looks that the hub does not have yet."""
    make = partial(LiveSource, link, spool=spool, towns=data_home() / "towns" / "fetched")
    return ConsoleConfig(make, home, user=link.user or "operator", **more)


def build(outside: Outside) -> ConsoleWindow:
    """A console's window with its models, connected to the given source (not started, not shown)."""
    world = World(outside.source, outside.bridge)
    seat = Seat(world, world, outside.rules)
    letters = Letters(outside.source, lambda: world.picture, lambda one: not seat.refusal_of(one), seat)
    seat.ending.connect(letters.forget)
    invoker = Invoker(seat, letters, outside.verbs, seat)
    models = Models(
        IncidentQueueModel(world.telemetry, seat, world.groups),
        UnitModel(world.telemetry, seat),
        LogModel(world.clock, seat),
    )
    window = ConsoleWindow(outside, seat, letters, invoker, models)
    PastLog(seat, models.log, window)
    world.setParent(window)
    window.show_layers()
    return window


def run_console(config: ConsoleConfig) -> int:
    """Run one console until its window closes; returns the exit status."""
    from widgets.map.chromium_flags import configure_environment

    sys.setswitchinterval(SWITCH_S)
    has_gpu, options = configure_environment(), config.options
    app = QApplication(sys.argv[:1])
    app.setApplicationName("muster")
    app.setApplicationDisplayName("MUSTER")
    stops = StopSignals(app)
    settings = SettingsStore(config.home, config.user)
    theme.prepare(app, options.scale or settings.number("wall_scale"))
    language = LanguageSwitch(app)
    language.set(options.lang or settings.text("language") or default_language())
    bridge = SourceBridge()
    source = config.make_source(bridge)
    window = _make_window(config, settings, language, bridge, source, has_gpu)
    # What is there by now lives as long as the window: a collection that went through it would hold up the loop.
    if source.offers.asks:
        window.seat.world.picture_replaced.connect(gc.freeze)
    # Whatever was torn off the window goes with it.
    window.closed.connect(partial(QCoreApplication.exit, 0))
    _show(app, window, config, settings)
    gc.freeze()
    watchdog = LoopWatchdog(window)
    watchdog.start()
    source.start()
    curve = window.panels.incident.muster.curve
    QTimer.singleShot(PLOTS_AFTER_MS, curve, curve.prepare)
    _schedule_screenshots(window, options)
    if config.on_window is not None:
        config.on_window(window)
    # Its turn comes in the loop itself: closed before that, the window would end nothing.
    QTimer.singleShot(0, window, partial(_obey, stops, window))
    try:
        return app.exec()
    finally:
        window.shut_down()
        source.stop()
        watchdog.stop()
        if options.budget:
            sys.stderr.write(watchdog.report())
        language.remove()
        stops.restore()
        # The map's page must go before its profile, and both before the application.
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.processEvents()


def _make_window(
    config: ConsoleConfig,
    settings: SettingsStore,
    language: LanguageSwitch,
    bridge: SourceBridge,
    source: Source,
    has_gpu: bool,
) -> ConsoleWindow:
    sounds = Sounds(settings.number("sound_volume"))
    sounds.muted = settings.flag("muted") or not source.offers.asks
    return build(
        Outside(
            bridge=bridge,
            source=source,
            settings=settings,
            language=language,
            sounds=sounds,
            access=config.access,
            home=config.home,
            make_map=lambda parent: _make_map(parent, has_gpu),
            make_wall=_make_wall,
            verbs=PAST_CATALOGUE if source.offers.seeks else CATALOGUE,
        )
    )


def _obey(stops: StopSignals, window: ConsoleWindow) -> None:
    stops.asked.connect(window.close)
    if stops.heard:
        window.close()


def save_screenshot(window: QWidget, folder: Path, name: str) -> Path:
    """The window as PNG; returns where it lies. That the loop waits for it is no fault of the console."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    window.grab().save(str(path))
    for watchdog in window.findChildren(LoopWatchdog):
        watchdog.excuse()
    return path


def demo_accounts(access_file: Path, client: str = "console") -> Access:
    """The demo's own users out of its access file. Raises AccessFileError when it cannot be read."""
    try:
        found = json.loads(access_file.read_text(encoding="utf-8"))["clients"][client]["users"]
        accounts = []
        for one in found:
            chinese, _, english = str(one["name"]).partition(" ")
            key = str(one["role"]).replace("_", "-")
            accounts.append(Login(key, one["user"], one["password"], chinese, english or chinese))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AccessFileError(f"{access_file}: {error}") from error
    return Access(tuple(accounts))


def main(argv: Sequence[str]) -> int:
    """`main.py console`: a console on a hub that runs already."""
    parser = argparse.ArgumentParser(prog="main.py console", description="The operator's console.")
    add = parser.add_argument
    add("--seat-file", type=Path, required=True, help="this seat's keys; made by --enroll, kept private")
    add("--hub", default="", metavar="HOST:PORT", help="the hub; the file's by default")
    add("--enroll", default="", metavar="CODE", help="one-time code of the administrator")
    add("--client", default="console", help="which client of the file this is")
    add("--kind", choices=[one.value for one in WorldKind], default="", help="refuse any other kind of hub")
    add_window_arguments(parser)
    given = parser.parse_args(list(argv), WindowOptions())
    log_to_stderr()
    home = data_home()
    try:
        link = open_seat(
            given.seat_file, hub=given.hub, code=given.enroll, client=given.client, kind=given.kind
        )
    except (AccessFileError, EnrolmentError, BadCodeError, OSError) as error:
        sys.stderr.write(f"main.py console: {error}\n")
        return 2
    spool = home / "console" / "looks.spool"
    log = home / "console" / "logs" / LOG
    sys.stderr.write(f"console: to the hub at {link.host}:{link.port}; what libraries say goes to {log}\n")
    with libraries_aside(log):
        return run_console(live(link, spool, home, options=given))


def _show(app: QApplication, window: ConsoleWindow, config: ConsoleConfig, settings: SettingsStore) -> None:
    if app.platformName() == "offscreen":
        window.resize(*(round(size * theme.scale()) for size in WINDOW_PX))
    else:
        size = app.primaryScreen().availableGeometry()
        window.resize(min(WINDOW_PX[0], size.width()), min(WINDOW_PX[1], size.height()))
    window.show()
    past = window.seat.world.source.offers.seeks
    known = [one.key for one in perspectives(past=past)]
    wanted = config.options.perspective or ("" if past else settings.text("perspective"))
    window.open_perspective(wanted if wanted in known else known[0])
    if app.platformName() != "offscreen":
        window.showMaximized()


def _schedule_screenshots(window: ConsoleWindow, options: WindowOptions) -> None:
    folder = options.screenshot
    if folder is not None:
        for number, after_s in enumerate(options.after):
            name = f"{window.perspective}-{window.language.language}" + (f"-{number + 1}" if number else "")
            QTimer.singleShot(int(after_s * 1000), window, partial(_save, window, folder, name))
    if options.quit_after > 0:
        QTimer.singleShot(int(options.quit_after * 1000), window, window.close)


def _save(window: ConsoleWindow, folder: Path, name: str) -> None:
    path = save_screenshot(window, folder, name)
    sys.stderr.write(f"screenshot: {path}\n")


def _make_map(parent: QWidget, has_gpu: bool) -> QWidget:
    from widgets.map.map_view import MapView

    return MapView(parent, has_gpu=has_gpu)


def _make_wall(seat: Seat, settings: SettingsStore, parent: QWidget) -> WallPort:
    from console.bridges.wall_bridge import WallBridge
    from console.panels.wall.feed import WallFeed

    return WallFeed(seat, settings, WallBridge(parent=parent), parent)
