"""The map in a real page: it draws, is picked, is locked in, and comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.map.conftest import READY_MS
from tests.widgets.map.small_town import LAT, LON, place_e7
from widgets import theme
from widgets.map.curtain import CurtainState
from widgets.map.items import (
    CameraItem,
    ClosureItem,
    IncidentItem,
    ItemKind,
    Layer,
    PostItem,
    ProposalItem,
    RallyItem,
    RingItem,
    RouteItem,
    SceneItem,
    SensorItem,
    UnitItem,
    UnitMark,
    WindItem,
)
from widgets.map.map_view import MapView, page_words
from widgets.map.port import PageChannel
from widgets.map.served_files import MapAssets

Evaluate = Callable[[MapView, str], Any]
WaitFor = Callable[[MapView, str], None]


def _surface(view: MapView) -> QWidget:
    web_view = view.findChild(QWebEngineView)
    assert web_view is not None
    surface = web_view.focusProxy()
    assert surface is not None
    return surface


def _click(view: MapView, x: int, y: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseClick(_surface(view), button, Qt.KeyboardModifier.NoModifier, QPoint(x, y))


def _on_page(evaluate: Evaluate, view: MapView, target: str) -> tuple[int, int]:
    found = evaluate(view, f"musterMap.overlay.targets.find((t) => t.id === '{target}')")
    return round(found["x"]), round(found["y"])


def _show_things(view: MapView) -> None:
    east, north = place_e7(600, 400)
    view.set_units(
        [
            UnitItem("P-101", "P-101", 1, UnitMark.COMMITTED, accent=True),
            UnitItem("C-204", "C-204", 2, UnitMark.LOST_CONTACT),
            UnitItem("V-302", "V-302", 3),
        ]
    )
    west, south = place_e7(-700, -500)
    view.move_units(
        ["P-101", "C-204", "V-302"],
        [east, west, west],
        [north, south, north],
        [0, 90, 0],
        [0, 0, 0],
        [0, 0, 0],
    )
    view.set_incidents(
        [IncidentItem("INC-0417", *place_e7(0, 0), 1, "爆燃"), IncidentItem("INC-2", *place_e7(0, -900), 3)]
    )
    view.set_cameras([CameraItem("CAM-031", *place_e7(300, -300), 45.0, 60.0, near=True)])
    view.set_sensors([SensorItem("SEN-07", *place_e7(-300, 300), alarming=True)])
    view.set_closures([ClosureItem("CL-1", (place_e7(800, -200), place_e7(800, -700)), "封控")])
    ring = [[LON - 0.01, LAT - 0.01], [LON + 0.01, LAT - 0.01], [LON, LAT + 0.01], [LON - 0.01, LAT - 0.01]]
    view.set_rings("INC-0417", [RingItem(3, {"type": "Polygon", "coordinates": [ring]})])
    view.set_routes([RouteItem("P-101", (place_e7(600, 400), place_e7(0, 0)))])
    view.set_rally(RallyItem("RALLY", *place_e7(-200, 700), label="集结点"))


def test_draws_a_town_without_any_network(map_view: MapView, wait_for: WaitFor, evaluate: Evaluate) -> None:
    wait_for(map_view, "musterMap.map().queryRenderedFeatures({layers: ['buildings']}).length")
    wait_for(map_view, "musterMap.map().loaded()")
    assert map_view.curtain_state is None
    assert not map_view.gate.refused
    drawn = evaluate(map_view, "musterMap.map().queryRenderedFeatures().map((f) => f.layer.id)")
    assert {"major-roads", "buildings", "grid-lines", "green"} <= set(drawn)
    image = map_view.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 800, 3) for y in range(0, 500, 3)}
    assert {"#10171d", "#182129"} <= colours


def test_shows_everything_it_is_given(map_view: MapView, wait_for: WaitFor, evaluate: Evaluate) -> None:
    _show_things(map_view)
    for thing in ("P-101", "C-204", "V-302", "INC-0417", "CAM-031", "SEN-07", "CL-1", "RALLY"):
        wait_for(map_view, f"musterMap.overlay.targets.some((t) => t.id === '{thing}')")
    counts = evaluate(map_view, "[...document.querySelectorAll('#layers .count')].map((e) => e.textContent)")
    assert counts == ["3", "2", "1", "", "", "1", "1"]
    wait_for(map_view, "musterMap.map().queryRenderedFeatures({layers: ['rings']}).length")


def test_reports_what_is_clicked_and_where_the_ground_is(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'INC-0417')")
    with qtbot.waitSignal(map_view.picked, timeout=5000) as picked:
        _click(map_view, *_on_page(evaluate, map_view, "INC-0417"))
    assert picked.args == ["incident", "INC-0417"]
    with qtbot.waitSignal(map_view.map_clicked, timeout=5000) as clicked:
        _click(map_view, 120, 80)
    lon_e7, lat_e7 = clicked.args
    assert abs(lon_e7 - LON * 1e7) < 500_000
    assert abs(lat_e7 - LAT * 1e7) < 500_000
    with qtbot.waitSignal(map_view.context_requested, timeout=5000) as asked:
        _click(map_view, *_on_page(evaluate, map_view, "CAM-031"), Qt.MouseButton.RightButton)
    assert asked.args[:2] == ["camera", "CAM-031"]


def _show_muster(view: MapView) -> None:
    view.set_rally(None)
    corners = (place_e7(-250, -250), place_e7(250, -250), place_e7(250, 250), place_e7(-250, 250))
    posts = (
        PostItem("POST-1", *place_e7(-250, 0), "警戒1 6/6", filled=True),
        PostItem("POST-2", *place_e7(250, 0), "警戒2 2/6"),
    )
    view.set_scene(SceneItem((*corners, corners[0]), posts))
    east, north = place_e7(-600, 700)
    view.set_proposals(
        [
            ProposalItem(f"{east},{north}", east, north, 1, "柳泉路北口 · 07:02", chosen=True),
            ProposalItem("1,2", *place_e7(700, 650), 2, "广场 · 07:40"),
        ]
    )
    view.set_wind(WindItem(315.0, "西北风 3.2 m/s"))


def test_shows_a_musters_posts_area_proposals_and_wind(
    map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    _show_muster(map_view)
    for thing in ("POST-1", "POST-2", "1,2"):
        wait_for(map_view, f"musterMap.overlay.targets.some((t) => t.id === '{thing}')")
    assert evaluate(map_view, "musterMap.overlay.posts.map((p) => p.filled)") == [True, False]
    assert evaluate(map_view, "musterMap.overlay.area.length") == 5
    assert evaluate(map_view, "musterMap.overlay.wind") == {"from": 315, "label": "西北风 3.2 m/s"}
    map_view.set_scene(None)
    map_view.set_wind(None)
    map_view.set_proposals([])
    wait_for(map_view, "!musterMap.overlay.posts.length && !musterMap.overlay.wind")
    assert evaluate(map_view, "musterMap.overlay.proposals") == []


def test_a_proposed_rally_point_is_picked_with_a_click(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_muster(map_view)
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === '1,2')")
    with qtbot.waitSignal(map_view.picked, timeout=5000) as picked:
        _click(map_view, *_on_page(evaluate, map_view, "1,2"))
    assert picked.args == ["proposal", "1,2"]


def test_selecting_marks_and_never_moves_the_view(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'P-101')")
    before = evaluate(map_view, "[musterMap.view.cx, musterMap.view.cy, musterMap.view.zoom]")
    map_view.select(ItemKind.UNIT, "P-101")
    wait_for(map_view, "musterMap.overlay.selected.id === 'P-101'")
    assert evaluate(map_view, "[musterMap.view.cx, musterMap.view.cy, musterMap.view.zoom]") == before
    map_view.resize(640, 600)
    wait_for(map_view, "musterMap.view.height === 600 && musterMap.view.width === 640")
    after = evaluate(map_view, "[musterMap.view.cx, musterMap.view.cy, musterMap.view.zoom]")
    assert after == pytest.approx(before, abs=1e-9)


def test_flies_only_when_told(qtbot: QtBot, map_view: MapView) -> None:
    with qtbot.waitSignal(map_view.view_changed, timeout=5000) as viewed:
        map_view.fly_to(LON + 0.005, LAT, 15.0)
    assert viewed.args == pytest.approx([LON + 0.005, LAT, 15.0], abs=1e-4)


def test_moves_the_view_by_keyboard(qtbot: QtBot, map_view: MapView) -> None:
    surface = _surface(map_view)
    _click(map_view, 400, 250)
    with qtbot.waitSignal(map_view.view_changed, timeout=5000) as viewed:
        QTest.keyClick(surface, Qt.Key.Key_Right)
    assert viewed.args[0] > LON


def test_switches_names_between_chinese_and_english(map_view: MapView, wait_for: WaitFor) -> None:
    shown = "JSON.stringify(musterMap.map().getLayoutProperty('grid-names', 'text-field')[1])"
    wait_for(map_view, "musterMap.map().queryRenderedFeatures({layers: ['grid-names']}).length")
    wait_for(map_view, f"{shown}.includes('name_zh')")
    map_view.set_language("en")
    wait_for(map_view, f"{shown}.includes('name_en')")
    wait_for(map_view, "document.documentElement.lang === 'en'")
    with pytest.raises(ValueError, match="language"):
        map_view.set_language("fr")


def test_remembers_layers_that_the_user_switches(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    with qtbot.waitSignal(map_view.layers_changed, timeout=5000) as switched:
        evaluate(map_view, "document.querySelector('[data-layer=grids]').click()")
    assert switched.args[0] == {layer.value: layer is not Layer.GRIDS for layer in Layer}
    map_view.set_layers_visible([Layer.UNITS])
    wait_for(map_view, "document.querySelectorAll('#layers .on').length === 1")


@pytest.mark.expects_log("message: ")
def test_refuses_malformed_messages_and_goes_on(qtbot: QtBot, map_view: MapView, wait_for: WaitFor) -> None:
    port = map_view.findChild(PageChannel)
    assert port is not None
    for bad in ("", "no json", "[]", "null", '{"v":2,"t":"fit"}', '{"v":1,"t":"__proto__"}', '{"v":1,"t":"units"}',
                '{"v":1,"t":"move","ids":["P"],"lon":[0],"lat":[9e9],"brg":[0],"spd":[0],"age":[0]}'):  # fmt: skip
        port.post.emit(bad)
    _show_things(map_view)
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'P-101')")


@pytest.mark.expects_log(
    "refused|Refused|violates|Content Security|Failed to|not allowed|denied|not on the list|script:|ERR_"
)
def test_page_can_neither_reach_the_network_nor_files(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    attempts = [
        "fetch('https://example.invalid/x')",
        "fetch('file:///etc/passwd')",
        "fetch('/town/../town.json')",
        "fetch('/page/..%2f..%2fpyproject.toml')",
        "fetch('/lib/package.json')",
        "import('https://example.invalid/x.js')",
        "navigator.clipboard.readText()",
    ]
    script = ",".join(
        f"{attempt}.then((r) => r.ok === false ? Promise.reject() : 'reached')" for attempt in attempts
    )
    evaluate(
        map_view,
        f"void Promise.allSettled([{script}]).then((r) => {{ window.tried = r.map((x) => x.status); }})",
    )
    wait_for(map_view, "window.tried")
    assert evaluate(map_view, "window.tried") == ["rejected"] * len(attempts)
    evaluate(map_view, "void (location.href = 'https://example.invalid/')")
    assert evaluate(map_view, "window.open('https://example.invalid/') === null") is True
    assert evaluate(map_view, "location.href") == "muster://map/page/index.html"


@pytest.mark.slow
@pytest.mark.expects_log("map page ended")
def test_comes_back_by_itself_after_a_crash_where_it_was(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    with qtbot.waitSignal(map_view.view_changed, timeout=5000):
        map_view.fly_to(LON + 0.004, LAT, 14.0)
    failed: list[str] = []
    map_view.failed.connect(failed.append)
    with qtbot.waitSignal(map_view.ready, timeout=READY_MS):
        os.kill(map_view.render_process_id(), signal.SIGKILL)
        qtbot.waitUntil(lambda: map_view.curtain_state is CurtainState.RESTARTING, timeout=10_000)
    assert map_view.curtain_state is None
    assert not failed
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'INC-0417')")
    assert evaluate(map_view, "musterMap.view.zoom") == pytest.approx(14.0)


def test_sends_nothing_while_hidden_and_catches_up_when_shown(
    qtbot: QtBot, map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    map_view.hide()
    _show_things(map_view)
    assert evaluate(map_view, "musterMap.fleet.units.size") == 0
    map_view.show()
    wait_for(map_view, "musterMap.fleet.units.size === 3")


def test_a_dead_link_makes_everything_that_moves_look_old(
    map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    wait_for(map_view, "musterMap.fleet.units.get('P-101')?.drawnStale === false")
    map_view.set_stale(True)
    wait_for(map_view, "[...musterMap.fleet.units.values()].every((unit) => unit.drawnStale)")
    map_view.set_stale(False)
    wait_for(map_view, "musterMap.fleet.units.get('P-101').drawnStale === false")
    assert evaluate(map_view, "musterMap.fleet.units.get('C-204').drawnStale") is True


def test_folds_the_layer_box_where_there_is_no_room(map_view: MapView, wait_for: WaitFor) -> None:
    box = "document.getElementById('layers').classList.contains('collapsed')"
    wait_for(map_view, f"!{box}")
    map_view.resize(400, 220)
    wait_for(map_view, box)
    map_view.resize(800, 500)
    wait_for(map_view, f"!{box}")


def test_draws_no_frames_while_nothing_moves(
    map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    _show_things(map_view)
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'P-101')")
    wait_for(map_view, "musterMap.fleet.units.get('P-101').rate === 0")
    assert evaluate(
        map_view,
        "musterMap.overlay.wakesAt === undefined || musterMap.overlay.wakesAt > performance.now() + 5000",
    )


def test_says_which_file_is_missing(qtbot: QtBot, town_dir: Path, tmp_path: Path) -> None:
    view = MapView(assets=MapAssets(tmp_path, tmp_path))
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed) as failed:
        view.set_town(town_dir)
    assert "index.html" in failed.args[0]
    assert view.curtain_state is CurtainState.FAILED


def test_says_when_a_town_cannot_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    view = MapView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed):
        view.set_town(tmp_path)
    assert view.curtain_state is CurtainState.FAILED


def test_on_a_wall_the_page_grows_and_is_still_picked_where_it_is_clicked(
    qtbot: QtBot, qapp: QApplication, town_dir: Path, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    theme.apply(qapp, 2.0)
    try:
        view = MapView()
        qtbot.addWidget(view)
        view.resize(1200, 800)
        view.show()
        with qtbot.waitSignal(view.ready, timeout=READY_MS):
            view.set_town(town_dir)
        _show_muster(view)
        wait_for(view, "musterMap.overlay.targets.some((t) => t.id === 'POST-2')")
        assert evaluate(view, "[window.innerWidth, window.innerHeight]") == [600, 400]
        x, y = _on_page(evaluate, view, "POST-2")
        with qtbot.waitSignal(view.picked, timeout=5000) as picked:
            _click(view, 2 * x, 2 * y)
        assert picked.args == ["post", "POST-2"]
        with qtbot.waitSignal(view.context_requested, timeout=5000) as asked:
            _click(view, 2 * x, 2 * y, Qt.MouseButton.RightButton)
        assert (asked.args[4] - view.mapToGlobal(QPoint(2 * x, 2 * y))).manhattanLength() <= 2
    finally:
        theme.apply(qapp)
        qapp.setStyleSheet("")


def test_the_rally_points_count_is_written_however_crowded_it_is(
    map_view: MapView, wait_for: WaitFor, evaluate: Evaluate
) -> None:
    crowd = [UnitItem(f"P-{number}", f"P-{number}", 1) for number in range(120)]
    map_view.set_units(crowd)
    places = [place_e7(-200 + number % 12 * 40, 500 + number // 12 * 40) for number in range(120)]
    lon, lat = [place[0] for place in places], [place[1] for place in places]
    map_view.move_units([one.id for one in crowd], lon, lat, [0] * 120, [0] * 120, [0] * 120)
    map_view.set_rally(RallyItem("RALLY", *place_e7(0, 700), label="Rally point · 51 + 12 on scene / 100"))
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'P-119')")
    wait_for(map_view, "musterMap.overlay.targets.some((t) => t.id === 'RALLY')")
    label = "musterMap.overlay.labels.find((one) => one.key === 'rally')"
    assert evaluate(map_view, f"{label}.must") is True
    assert evaluate(map_view, f"musterMap.overlay.crowdedPlace({label}, 200)[0]") > 0


def test_has_a_word_for_every_layer_and_a_place_for_the_minutes(qtbot: QtBot) -> None:
    words = page_words()
    assert {layer.value for layer in Layer} <= words.keys()
    assert "{0}" in words["minutes"]
    assert all(words.values())
