"""The strip follows the picture at once, ticks by the hub's clock, and grows old with the link."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from console.domain.musters.entities import Muster, MusterState
from console.panels.strip.feed import StripFeed
from console.session.source import LinkState
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from tests.console.window.whole_console import Console
from widgets.header.clock_strip import ClockStrip


class Strip:
    """A strip of its own on a console's desk, with a muster put into the picture by hand."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.seat = console.seat
        self.hub = console.hub
        self.console = console
        self.widget = ClockStrip()
        qtbot.addWidget(self.widget)
        self.feed = StripFeed(self.seat, self.widget, lambda: "Ctrl+J", self.widget)

    def at(self, now_ms: int) -> None:
        """The hub's clock stands there, as if it were held."""
        self.hub.t_ms = now_ms
        self.hub.link(LinkState.LIVE, mono_ns=time.monotonic_ns(), paused=True)
        self.console.settle()

    def put(self, *musters: Muster) -> None:
        """As if events had made these musters."""
        source, picture = made.picture(*musters), self.seat.world.picture
        for name in ("musters", "incidents", "orders", "units", "incident_types"):
            getattr(picture, name).update(getattr(source, name))
        self.seat.world.keys_changed.emit(frozenset(("musters", one.id) for one in musters))


@pytest.fixture
def strip(console: Console, qtbot: QtBot) -> Strip:
    return Strip(console, qtbot)


def test_says_which_key_starts_a_muster(strip: Strip) -> None:
    strip.feed.show_now()
    assert strip.widget.accessibleDescription() == "no muster running · Ctrl+J starts one"


def test_an_event_shows_in_the_same_turn_of_the_loop(strip: Strip) -> None:
    strip.at(T0 + 231_000)
    strip.put(made.muster())
    view = strip.widget.view.muster
    assert view is not None
    assert (view.incident_id, view.muster.counted) == ("INC-0417", 39)
    strip.put(made.muster(counted=63))
    assert strip.widget.view.muster is not None
    assert strip.widget.view.muster.muster.counted == 63


def test_a_major_incident_without_muster_is_named_with_the_key(strip: Strip) -> None:
    picture = strip.seat.world.picture
    picture.incidents["INC-0417"] = made.incident(orders=())
    strip.seat.select_case("INC-0417")
    assert "Ctrl+J gives the order for INC-0417" in strip.widget.accessibleDescription()


def test_ticks_when_the_shown_second_turns(strip: Strip) -> None:
    strip.at(T0 + 231_400)
    strip.put(made.muster())
    timer = strip.feed.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()  # a held clock shows no other second
    strip.hub.link(LinkState.LIVE, mono_ns=time.monotonic_ns())
    strip.console.settle()
    assert timer.isActive()
    assert 0 < timer.interval() <= 600
    strip.put(made.muster(state=MusterState.ENDED, ended_ms=T0 + 231_500))
    assert not timer.isActive()


def test_a_fast_exercise_does_not_turn_every_second(strip: Strip) -> None:
    strip.hub.t_ms = T0 + 231_400
    strip.hub.link(LinkState.LIVE, mono_ns=time.monotonic_ns(), rate_permille=60_000)
    strip.console.settle()
    strip.put(made.muster())
    timer = strip.feed.findChild(QTimer)
    assert timer is not None
    assert timer.interval() == 40


def test_another_selection_keeps_the_clocks(strip: Strip) -> None:
    strip.at(T0 + 231_000)
    strip.put(made.muster())
    strip.seat.select_case("INC-0417")
    strip.console.accept()
    view = strip.widget.view.muster
    assert view is not None
    assert view.incident_id == "INC-0417"


def test_choosing_a_muster_selects_its_incident(strip: Strip) -> None:
    strip.at(T0 + 231_000)
    strip.put(made.muster(), made.muster(id="M-000002", incident_id="INC-0421", t0_ms=T0 + 50_000))
    assert [one.incident_id for one in strip.widget.view.others] == ["INC-0417", "INC-0421"]
    strip.widget.incident_chosen.emit("INC-0417")
    assert strip.seat.case_id == "INC-0417"
    assert strip.widget.view.muster is not None
    assert strip.widget.view.muster.incident_id == "INC-0417"


def test_a_forecast_shows_when_it_comes(strip: Strip) -> None:
    strip.at(T0 + 231_000)
    strip.put(made.muster())
    strip.console.bridge.on_telemetry(made.forecast())
    strip.console.settle()
    assert strip.widget.view.muster is not None
    forecast = strip.widget.view.muster.muster.forecast
    assert forecast is not None
    assert forecast.p50_ms == 456_000


def test_a_silent_hub_makes_the_clocks_old_and_news_make_them_young(strip: Strip) -> None:
    strip.at(T0 + 231_000)
    strip.put(made.muster())
    strip.hub.link(LinkState.STALE, silent_ms=4_000)
    strip.console.settle()
    assert strip.widget.view.as_of == strip.seat.world.clock.wall_text(T0 + 227_000)
    strip.hub.link(LinkState.DOWN, attempt=1)
    strip.console.settle()
    assert strip.widget.view.as_of == strip.seat.world.clock.wall_text(T0 + 231_000)
    strip.hub.link(LinkState.LIVE)
    strip.console.settle()
    assert strip.widget.view.as_of == ""


def test_tells_when_the_shown_clocks_change(strip: Strip, qtbot: QtBot) -> None:
    strip.at(T0 + 231_000)
    with qtbot.waitSignal(strip.feed.clocks_changed) as signal:
        strip.put(made.muster())
    assert signal.args == [strip.feed.clocks]
    with qtbot.assertNotEmitted(strip.feed.clocks_changed):
        strip.feed.show_now()
