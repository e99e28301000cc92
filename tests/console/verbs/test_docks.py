"""The table of docks."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.settings.table import BY_NAME
from console.verbs.docks import DOCKS, PERSPECTIVES, dock_title, perspectives
from tests.console.window.whole_console import Console


def test_titles_are_given_once(qapp: QApplication) -> None:
    assert len({dock_title(key) for key in DOCKS}) == len(DOCKS)
    assert dock_title("queue") == "Queue"


def test_places_only_docks_that_exist(qapp: QApplication) -> None:
    for perspective in PERSPECTIVES:
        placed = [place.dock for place in perspective.places]
        assert set(placed) <= set(DOCKS)
        for place in perspective.places:
            assert not place.beside or place.beside in placed[: placed.index(place.dock)]
        assert perspective.title
        assert f"wall_tiles_{perspective.key}" in BY_NAME


def test_every_perspective_opens(console: Console) -> None:
    for perspective in perspectives(past=False):
        console.line(f"perspective {perspective.key}")
        assert console.window.perspective == perspective.key
        assert console.wall.perspective == perspective.key
        for place in perspective.places:
            assert console.window.docks.is_open(place.dock), (perspective.key, place.dock)


def test_what_shows_the_past_is_offered_in_windows_on_the_past_alone() -> None:
    present, past = perspectives(past=False), perspectives(past=True)
    assert [one.key for one in past if one not in present] == ["review"]
    assert past[0].key == "review", "such a window begins with it"
    assert not any(place.dock == "timeline" for one in present for place in one.places)
