"""Cameras of a town for tests of the wall. Test support."""

from __future__ import annotations

from console.domain.registry.entities import Camera


def camera(
    camera_id: str, lon_deg: float = 118.05, lat_deg: float = 36.81, bearing_deg: int = 0, zh: str = "人民路"
) -> Camera:
    """A camera at this place that sees 60° wide and 120 m far."""
    return Camera(
        id=camera_id,
        name_zh=zh,
        name_en="Renmin Rd",
        lon_e7=round(lon_deg * 1e7),
        lat_e7=round(lat_deg * 1e7),
        bearing_deg=bearing_deg,
        fov_deg=60,
        range_m=120,
    )
