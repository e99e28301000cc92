"""Which muster an incident's panel is about. Pure."""

from __future__ import annotations

from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster
from console.words.names import Names


def newest_muster(incident_id: str, names: Names) -> Muster | None:
    """The incident's muster that goes on, else the newest one."""
    picture = names.picture
    going = muster_of(picture, incident_id)
    if going is not None:
        return going
    own = [one for one in picture.musters.values() if one.incident_id == incident_id]
    return max(own, key=lambda one: (one.t0_ms, one.id)) if own else None
