"""The page may read what is on the list, and nothing else, however it asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from widgets.map.served_files import MapAssets, ServedFiles, checkout_assets


@pytest.fixture
def files(tmp_path: Path) -> ServedFiles:
    for name in (
        "page/index.html",
        "page/main.js",
        "lib/maplibre-gl.mjs",
        "lib/package.json",
        "town/base/roads.geojson",
        "town/base/secret.geojson",
        "town/grids.geojson",
        "town/town.json",
        "secret.js",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    (tmp_path / "page" / "linked.js").symlink_to(tmp_path / "secret.js")
    (tmp_path / "page" / "folder.js").mkdir()
    served = ServedFiles(MapAssets(tmp_path / "page", tmp_path / "lib"))
    served.set_town(tmp_path / "town")
    return served


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        ("/page/index.html", "text/html"),
        ("/page/main.js", "text/javascript"),
        ("/lib/maplibre-gl.mjs", "text/javascript"),
        ("/town/roads.geojson", "application/geo+json"),
        ("/town/grids.geojson", "application/geo+json"),
    ],
)
def test_serves_what_is_on_the_list_with_its_type(files: ServedFiles, path: str, mime: str) -> None:
    found = files.resolve(path)
    assert found is not None
    assert found.mime == mime
    assert found.path.is_file()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/page/",
        "/page",
        "page/index.html",
        "/page/../secret.js",
        "/page/..%2fsecret.js",
        "/page/%2e%2e/secret.js",
        "/page/..\\secret.js",
        "/page/./main.js",
        "//page/main.js",
        "/page//main.js",
        "/page/main.js/",
        "/page/main.js\x00.html",
        "/page/MAIN.JS",
        "/page/linked.js",
        "/page/folder.js",
        "/page/absent.js",
        "/lib/package.json",
        "/lib/../package.json",
        "/town/town.json",
        "/town/secret.geojson",
        "/town/base/roads.geojson",
        "/town/../town.json",
        "/town/roads.geojson.geojson",
        "/town/.geojson",
        "/etc/passwd",
    ],
)
def test_everything_else_does_not_exist(files: ServedFiles, path: str) -> None:
    assert files.resolve(path) is None


def test_names_the_layers_a_town_has(files: ServedFiles) -> None:
    assert files.town_layers() == ["roads", "grids"]
    files.set_town(None)
    assert files.town_layers() == []


def test_the_checkouts_own_page_is_complete() -> None:
    assets = checkout_assets()
    assert not [path for path in assets.missing() if path.parent == assets.page_dir]


def test_names_missing_program_files(tmp_path: Path) -> None:
    assert [path.name for path in MapAssets(tmp_path, tmp_path).missing()] == [
        "index.html",
        "maplibre-gl.mjs",
        "maplibre-gl-worker.mjs",
    ]
