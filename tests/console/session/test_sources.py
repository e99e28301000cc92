"""All sources stand the contract: the live hub, the one that decides in the same process, and a journal's past."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from backend_stub.link import HubLink
from console.domain.base.roles import WorldKind
from console.link.config import from_access_file
from console.review.past import Past
from console.review.past_source import PastSource
from console.session.live import LiveSource
from tests.console.domain.world import registry
from tests.console.in_process_hub import USERS, InProcessHub

from .hub_process import HubProcess, KeepingSink
from .source_contract import CALL, SourceContract

GOLDEN = Path(__file__).parents[2] / "golden"


class LiveStand:
    """A source on a hub process of its own, and somebody at the neighbouring seat."""

    kind = WorldKind.DEMO

    def __init__(self, hub: HubProcess, home: Path) -> None:
        access = from_access_file(hub.access, "console")
        self.users = tuple(
            (one.user, one.password)
            for one in (from_access_file(hub.access, "console", user=number) for number in (0, 1))
        )
        self.sink = KeepingSink()
        unnamed = LiveSource(
            type(access)(access.host, access.port, access.server_key, access.public_key, access.secret_key),
            self.sink,
            spool=home / "looks",
            towns=home / "towns",
        )
        self.source = unnamed
        self.neighbour = HubLink(from_access_file(hub.access, "console2"))
        self.neighbour.start()

    def happen(self) -> None:
        self.neighbour.wait_connected(30.0)
        self.neighbour.submit(CALL)


class InProcessStand:
    """The source that tests of the window use."""

    kind = WorldKind.DEMO

    def __init__(self) -> None:
        self.sink = KeepingSink()
        self.source = InProcessHub(registry(), signs_in_by_itself=False)
        self.source.sink = self.sink
        self.source.lends = "street.mp4"
        self.users = tuple((user, USERS[user][0]) for user in ("operator", "leader"))

    def happen(self) -> None:
        self.source.give(msgspec.structs.replace(CALL, report=None))


class FileStand:
    """A recorded demo, played as a replay."""

    kind = WorldKind.REPLAY
    users: tuple[tuple[str, str], ...] = ()

    def __init__(self, journal: Path) -> None:
        self.sink = KeepingSink()
        self.source = PastSource(Past(journal), self.sink)

    def happen(self) -> None:
        self.source.play(60_000)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    process = HubProcess(tmp_path_factory.mktemp("hub"))
    process.start()
    yield process
    process.kill()


@pytest.mark.slow
class TestLiveSource(SourceContract):
    """The hub over ZeroMQ."""

    @pytest.fixture
    def stand(self, hub: HubProcess, tmp_path: Path) -> Iterator[LiveStand]:
        made = LiveStand(hub, tmp_path)
        yield made
        made.source.stop()
        made.neighbour.stop()


class TestInProcessSource(SourceContract):
    """Real rules, no sockets."""

    @pytest.fixture
    def stand(self) -> InProcessStand:
        return InProcessStand()


class TestPastSource(SourceContract):
    """An exported journal."""

    @pytest.fixture
    def stand(self, tmp_path: Path) -> Iterator[FileStand]:
        journal = tmp_path / "demo.muster-journal"
        journal.write_bytes(lzma.decompress((GOLDEN / "demo.muster-journal.xz").read_bytes()))
        made = FileStand(journal)
        yield made
        made.source.stop()
