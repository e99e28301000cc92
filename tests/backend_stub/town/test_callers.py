"""What happens is seeded, reported in words of its place, and never more than the scenario allows."""

from __future__ import annotations

from backend_stub.intake import RawReport
from backend_stub.town.callers import LASTS_MS, Callers, Site, point_e7
from backend_stub.town.scenario import Happens, Opening, Scenario, ScenarioSource
from console.domain.registry.entities import Camera
from tests.backend_stub.town.stand import SITES, site

CROSSING = site(9, 5, 5, "crossing")


def _scenario(*happens: Happens, openings: tuple[Opening, ...] = (), most_open: int = 5) -> Scenario:
    return Scenario(
        format=1, name_zh="试", name_en="Trial", happens=happens, openings=openings, most_open=most_open
    )


def _reports(callers: Callers, seconds: int) -> list[RawReport]:
    return [report for s in range(seconds) for report in callers.step(s * 1000)]


PHONE = ScenarioSource(channel="phone", words=("{place}着火了",))
FIRE = Happens(type_code="FIRE", per_hour=120.0, sites=("crossing",), sources=(PHONE,))


def camera(camera_id: str, at: Site) -> Camera:
    """A camera at a site."""
    lon_e7, lat_e7 = point_e7(at)
    return Camera(
        id=camera_id,
        name_zh="",
        name_en="",
        lon_e7=lon_e7,
        lat_e7=lat_e7,
        bearing_deg=0,
        fov_deg=60,
        range_m=100,
    )


def test_same_seed_calls_the_same() -> None:
    two = [_reports(Callers(_scenario(FIRE), (*SITES, CROSSING), (), 3, 0), 900) for _ in range(2)]
    assert two[0] == two[1]
    assert len(two[0]) >= 3


def test_words_name_the_place_and_happen_where_the_scenario_says() -> None:
    reports = _reports(Callers(_scenario(FIRE), (*SITES, CROSSING), (), 3, 0), 600)
    assert {report.place_zh for report in reports} == {CROSSING.name_zh}
    assert all(report.words == f"{CROSSING.name_zh}着火了" for report in reports)


def test_callers_are_obviously_invented() -> None:
    reports = _reports(Callers(_scenario(FIRE), SITES, (), 3, 0), 600)
    assert all(report.number.startswith("100-0000-") for report in reports)
    assert all(report.name.endswith(("先生", "女士")) for report in reports)


def test_no_more_go_on_than_the_scenario_allows() -> None:
    callers = Callers(_scenario(FIRE, most_open=2), SITES, (), 3, 0)
    for second in range(1800):
        callers.step(second * 1000)
        assert len(callers.going_on()) <= 2


def test_what_nobody_handles_is_over_some_time() -> None:
    opening = Opening(at_s=1.0, type_code="FIRE")
    callers = Callers(_scenario(Happens(type_code="FIRE"), openings=(opening,)), SITES, (), 3, 0)
    callers.step(2_000)
    assert len(callers.going_on()) == 1
    callers.step(LASTS_MS + 5_000)
    assert callers.going_on() == []


def test_central_opening_happens_where_cameras_look() -> None:
    many = tuple(site(n, n % 12, n // 12) for n in range(100))
    opening = Opening(at_s=1.0, type_code="FIRE", central=True)
    callers = Callers(
        _scenario(Happens(type_code="FIRE"), openings=(opening,)), many, [camera("CAM-1", many[65])], 3, 0
    )
    callers.step(2_000)
    assert abs(callers.going_on()[0].site.lon - many[65].lon) < 0.011


def test_camera_event_names_the_nearest_camera_and_no_person() -> None:
    eyes = [camera("CAM-1", SITES[0]), camera("CAM-2", CROSSING)]
    seen = Happens(
        type_code="FIRE", per_hour=120.0, sites=("crossing",), sources=(ScenarioSource(channel="camera"),)
    )
    report = _reports(Callers(_scenario(seen), (*SITES, CROSSING), eyes, 3, 0), 600)[0]
    assert report.source_id == "CAM-2"
    assert (report.name, report.number) == ("", "")


def test_echoes_are_about_the_same_place() -> None:
    opening = Opening(at_s=1.0, type_code="FIRE", calls=3)
    callers = Callers(
        _scenario(Happens(type_code="FIRE", sources=(PHONE,)), openings=(opening,)), SITES, (), 3, 0
    )
    reports = _reports(callers, 400)
    assert len(reports) == 3
    assert len({(report.lon_deg, report.lat_deg) for report in reports}) == 1
    assert len({report.number for report in reports}) > 1


def test_what_happens_does_not_depend_on_what_was_left_out() -> None:
    kinds = (Happens(type_code="FIRE", per_hour=40.0), Happens(type_code="BIN", per_hour=40.0))
    scenario = Scenario(format=1, name_zh="试", name_en="Trial", happens=kinds, most_open=2)
    worlds = [Callers(scenario, SITES, (), 5, 0), Callers(scenario, SITES, (), 5, 0)]
    seen: list[set[tuple[str, int, str, int]]] = [set(), set()]
    for t_ms in range(0, 3_600_000, 1000):
        for number, world in enumerate(worlds):
            world.step(t_ms)
            for h in world.happenings:
                seen[number].add((h.kind.type_code, h.at_ms, h.site.id, h.handle_ms))
                if number and t_ms - h.at_ms > 90_000 and h.over_ms < 0:
                    h.over_ms = t_ms
    quick_desk, slow_desk = seen[1], seen[0]
    assert slow_desk < quick_desk
