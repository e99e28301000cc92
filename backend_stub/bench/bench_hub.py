"""A hub as a process for the benches of it: an empty journal, seats with fresh keys, one operator. One thread."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import zmq

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.store.access_list import AccessList
from console.child import Child
from console.domain.base.roles import Role
from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import IncidentType, Unit
from console.link.config import LinkConfig

USER = "bench"
PASSWORD = "bench password"
TYPE = "fire"


@dataclass(frozen=True, slots=True)
class BenchHub:
    """Where it is and who may come in: a CURVE pair (Z85) for each seat, in the order they were asked for."""

    port: int
    server_key: str
    keys: tuple[tuple[str, str], ...]

    def config(self, seat: int, *, signs_in: bool = False) -> LinkConfig:
        """One of its seats; `signs_in`: the operator is there."""
        user = {"user": USER, "password": PASSWORD} if signs_in else {}
        return LinkConfig("127.0.0.1", self.port, self.server_key, *self.keys[seat], **user)


@contextmanager
def running_hub(
    directory: Path, seats: Sequence[tuple[Role, ...]], units: Sequence[Unit] = ()
) -> Iterator[BenchHub]:
    """A hub with these seats (by their roles, none where a person signs in) and units; stopped at the end."""
    data, town = directory / "data", directory / "town"
    data.mkdir()
    town.mkdir()
    kind = IncidentType(
        id=TYPE, name_zh="火灾", name_en="Fire", kind=IncidentKind.EMERGENCY, level=2, limit_s=3600
    )
    (town / "town.json").write_text(json.dumps({"id": "bench"}), encoding="utf-8")
    registry = {"incident_types": [kind], "units": list(units)}
    (town / "registry.json").write_bytes(msgspec.json.encode(registry))
    load_or_make_keys(data)
    access = AccessList(data)
    access.add_user(USER, "Bench", Role.OPERATOR, PASSWORD)
    keys = []
    for number, roles in enumerate(seats):
        public, secret = (key.decode() for key in zmq.curve_keypair())
        access.put_seat(f"B-{number:02d}", public, roles)
        keys.append((public, secret))
    access.close()
    child = Child(["hub", "--data", str(data), "--town", str(town)], log=directory / "hub.log")
    try:
        facts = child.wait_ready()
        yield BenchHub(facts["commands"], facts["server_key"], tuple(keys))
    finally:
        child.stop(30)
