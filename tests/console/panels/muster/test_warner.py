"""Toasts and sounds of a muster: one per topic, the gravest sound, mutable, and silent about what is old."""

from __future__ import annotations

import pytest

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import AnyEvent, Recorded
from console.domain.musters.entities import Gate
from console.domain.musters.events import GateDecided
from console.domain.registry.events import EarlyWarning
from console.panels.muster.notices import MusterSound
from console.panels.muster.warner import AGAIN_MS, OLD_MS, MusterWarner
from console.panels.sounds import FOLDER
from console.panels.toasts import ToastStrip
from console.settings.table import BY_NAME
from tests.console.panels import musters as made
from tests.console.window.panel_fakes import NotedSounds
from tests.console.window.whole_console import Console

STAMP = Stamp(actor="x", role=Role.SYSTEM, seat="HUB")


LATE = EarlyWarning(subject="INC-0417", code="muster_late", detail="648/600")


LATER = EarlyWarning(subject="INC-0417", code="muster_late", detail="660/600")


MISSED = GateDecided(muster_id="M-000001", gate=Gate.MUSTER, passed=False, took_ms=-1, limit_ms=600_000)


class Desk:
    """A warner of its own beside a console's, with a muster in the picture."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.sounds = NotedSounds()
        self.toasts = ToastStrip(console.window)
        picture = console.seat.world.picture
        source = made.picture(made.muster())
        picture.musters.update(source.musters)
        picture.incidents.update(source.incidents)
        self.warner = MusterWarner(
            console.seat, self.toasts, self.sounds, console.settings, lambda verb: "Q" if verb == "substitute" else "",
            self.toasts,
        )  # fmt: skip

    def happen(self, *events: AnyEvent, t_ms: int = 0) -> None:
        batch = [Recorded(seq=n, t_ms=t_ms, stamp=STAMP, event=event) for n, event in enumerate(events, 1)]
        self.console.seat.world.recorded.emit(batch)


@pytest.fixture
def desk(console: Console) -> Desk:
    return Desk(console)


def test_a_warning_is_said_and_heard(desk: Desk) -> None:
    desk.happen(LATE)
    assert desk.toasts.words() == ["INC-0417: muster forecast 10:48, limit 10:00. Send a substitute  Q"]
    assert desk.sounds.played == ["muster_warning"]


def test_a_newer_warning_takes_the_place_of_the_older_one(desk: Desk) -> None:
    desk.happen(LATE)
    desk.happen(LATER)
    assert desk.toasts.words() == ["INC-0417: muster forecast 11:00, limit 10:00. Send a substitute  Q"]


def test_the_same_words_are_not_said_again_within_a_minute(desk: Desk) -> None:
    desk.happen(LATE)
    desk.happen(LATE)
    assert len(desk.sounds.played) == 1
    desk.console.hub.advance(AGAIN_MS + 10_000)
    desk.console.hub.link(desk.console.seat.world.link.state, mono_ns=1, paused=True)
    desk.console.settle()
    desk.happen(LATE, t_ms=AGAIN_MS + 10_000)
    assert len(desk.sounds.played) == 2


def test_of_several_at_once_the_gravest_sound_is_played(desk: Desk) -> None:
    desk.happen(LATE, MISSED)
    assert desk.sounds.played == ["muster_missed"]
    assert len(desk.toasts.words()) == 2


def test_each_sound_can_be_switched_off(desk: Desk) -> None:
    desk.console.settings.set("sound_muster_missed", False)
    desk.happen(MISSED)
    assert desk.sounds.played == []
    assert len(desk.toasts.words()) == 1


def test_what_is_old_when_it_comes_is_silent(desk: Desk) -> None:
    desk.console.hub.advance(OLD_MS + 10_000)
    desk.console.hub.link(desk.console.seat.world.link.state, mono_ns=1, paused=True)
    desk.console.settle()
    desk.happen(MISSED)
    assert desk.sounds.played == []
    assert desk.toasts.words() == []


def test_every_sound_has_its_file_and_its_setting() -> None:
    for sound in MusterSound:
        assert (FOLDER / f"{sound.value}.wav").is_file()
        assert BY_NAME[f"sound_{sound.value}"].default is True
