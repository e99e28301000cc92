"""Which files the map page may read: a fixed list of roots and names. No Qt, any thread; used by `scheme`.

A path is taken literally: no percent-decoding, no dots, no folders. What is not on the list does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BASE_LAYERS = ("water", "green", "buildings", "roads", "places", "grids")
"""Names of a town's map files, `<name>.geojson` in its `base` folder or beside it."""

LIBRARY_FILES = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl-shared.mjs", "maplibre-gl.css")

_PAGE_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}\.(?:html|css|js)")
_MIME = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".geojson": "application/geo+json",
}


@dataclass(frozen=True)
class MapAssets:
    """Folders of the map's program: our page, and MapLibre's `dist`."""

    page_dir: Path
    library_dir: Path

    def missing(self) -> list[Path]:
        """The files without which there is no map."""
        needed = [self.page_dir / "index.html", *(self.library_dir / name for name in LIBRARY_FILES[:2])]
        return [path for path in needed if not path.is_file()]


def checkout_assets() -> MapAssets:
    """The assets of this checkout: `resources/map` and `node_modules/maplibre-gl/dist`."""
    root = Path(__file__).resolve().parents[2]
    return MapAssets(root / "resources" / "map", root / "node_modules" / "maplibre-gl" / "dist")


@dataclass(frozen=True)
class ServedFile:
    """A file that may be served, and its MIME type."""

    path: Path
    mime: str


class ServedFiles:
    """The allow-list: `/page/<name>`, `/lib/<name>`, `/town/<layer>.geojson`."""

    def __init__(self, assets: MapAssets) -> None:
        self._assets = assets
        self._town_dir: Path | None = None

    def set_town(self, town_dir: Path | None) -> None:
        """Serve this town's base map from now on, or none."""
        self._town_dir = town_dir

    def town_layers(self) -> list[str]:
        """The base layers that the present town has, in drawing order."""
        return [layer for layer in BASE_LAYERS if self.resolve(f"/town/{layer}.geojson") is not None]

    def resolve(self, url_path: str) -> ServedFile | None:
        """The file behind an undecoded URL path, or None when it is not on the list or not there."""
        parts = url_path.split("/")
        if len(parts) != 3 or parts[0] != "":
            return None
        root, name = parts[1], parts[2]
        if root == "page" and _PAGE_NAME.fullmatch(name):
            return _inside(self._assets.page_dir, name)
        if root == "lib" and name in LIBRARY_FILES:
            return _inside(self._assets.library_dir, name)
        if root == "town" and self._town_dir is not None:
            layer = name.removesuffix(".geojson")
            if layer != name and layer in BASE_LAYERS:
                return _inside(self._town_dir / "base", name) or _inside(self._town_dir, name)
        return None


def _inside(folder: Path, name: str) -> ServedFile | None:
    # Resolving catches a link that leads out of the folder.
    path = (folder / name).resolve()
    if path.parent != folder.resolve() or not path.is_file():
        return None
    return ServedFile(path, _MIME[path.suffix])
