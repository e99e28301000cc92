"""A person's own view of the wall: which cameras, and the standing purpose of looking at them. Qt main thread.

Kept per person in the settings; until somebody keeps one, the cameras of the town's key places. Used by `WallFeed`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from console.bridges.wall_choice import key_cameras
from console.desk.seat import Seat
from console.domain.permissions import RIGHTS, Right
from console.session.source import Looked
from console.settings.store import SettingsStore

MOST = 16
"""Cameras of the town's view: the tiles of the largest wall."""


class OwnView:
    """What the wall shows somebody who has selected nothing."""

    def __init__(self, seat: Seat, settings: SettingsStore) -> None:
        self._seat, self._settings = seat, settings
        self.purpose = ""
        """What a look of the view is entered with; as it was when its cameras were read."""

    def cameras(self) -> list[str]:
        """Ids in the order of the tiles; none where nobody sits, or somebody who may not look at cameras.

        Reads the purpose as well: a language that is switched begins no new looks.
        """
        if not self._may_look() or self._waits_for_town():
            return []
        known = self._seat.world.picture.cameras
        kept = [one for one in self._mine.text("wall_view").splitlines() if one in known]
        self.purpose = self._mine.text("wall_view_purpose") if kept else ""
        if not self.purpose:
            self.purpose = QCoreApplication.translate("wall", "Standing watch of the town's key places")
        return kept or key_cameras(known.values(), self._seat.places.key_places(), MOST)

    def keep(self, camera_ids: Sequence[str], purpose: str) -> None:
        """From now on this person's view is this one, looked at for this purpose; neither may be empty."""
        self._mine.set("wall_view", "\n".join(camera_ids))
        self._mine.set("wall_view_purpose", " ".join(purpose.split()))

    def forget(self) -> None:
        """Back to the town's view."""
        self._mine.set("wall_view", "")
        self._mine.set("wall_view_purpose", "")

    @property
    def _mine(self) -> SettingsStore:
        return self._settings.of(self._seat.identity.user)

    def _may_look(self) -> bool:
        offers, identity = self._seat.world.source.offers, self._seat.identity
        sits = bool(identity.user) or not offers.signs_in
        return sits and Looked.CAMERA in offers.looks and identity.role in RIGHTS[Right.OPEN_CAMERA]

    def _waits_for_town(self) -> bool:
        """Its files are on their way: cameras that are opened now would be closed again in a moment."""
        link = self._seat.world.link
        return bool(link.town) and not link.town_dir
