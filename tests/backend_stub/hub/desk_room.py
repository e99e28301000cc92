"""The desks on a core in memory, without sockets: frames in, answers out."""

from __future__ import annotations

from pathlib import Path

from backend_stub.hub.cameras import CameraAddresses
from backend_stub.hub.frame_desk import FrameDesk
from backend_stub.hub.looking_desk import LookingDesk
from backend_stub.hub.reception import Reception
from backend_stub.hub.sessions import Answers, Sessions
from backend_stub.hub.sign_in import Checked
from backend_stub.hub.sockets import Incoming
from backend_stub.hub.store.access_list import AccessList, Account
from console.domain.base.roles import Role
from console.domain.picture import FOLD_VERSION
from console.wire import codec
from console.wire import messages as m

from .failing_store import FailingStore
from .scene import Scene, new_id, report_call

KEY = "k" * 40
PORTS = {"commands": 1, "ops": 2, "telemetry": 3, "catchup": 4, "enroll": 5, "control": 6}
LI = Account("li", "李明", Role.OPERATOR, False)
CHEN = Account("chen", "陈伟", Role.ADMIN, False)


class Room:
    """A desk on a core in memory; what it sends is kept by connection."""

    def __init__(self, directory: Path) -> None:
        self.store = FailingStore()
        self.scene = Scene(self.store).opened()
        self.access = AccessList(directory)
        self.access.put_seat("D-01", KEY)
        self.sent: list[tuple[bytes, m.HubMessage]] = []
        self.relayed: list[tuple[str, bytes]] = []
        self.now_s = 0.0
        self.sessions = Sessions()
        answers = Answers(lambda identity, frame: self.sent.append((identity, codec.decode_hub(frame))))
        cameras = CameraAddresses()
        looking = LookingDesk(
            self.scene.hub,
            answers,
            store=self.store,
            vault=self.scene.vault,
            cameras=cameras,
        )
        self.reception = Reception(
            self.scene.hub,
            answers,
            looking,
            access=self.access,
            sessions=self.sessions,
            boot="boot",
            town="",
            ports=PORTS,
            monotonic_s=lambda: self.now_s,
        )
        self.desk = FrameDesk(
            self.scene.hub,
            answers,
            self.reception,
            looking,
            cameras=cameras,
            sessions=self.sessions,
            relay=lambda topic, frame: self.relayed.append((topic, frame)),
            monotonic_s=lambda: self.now_s,
        )

    def say(self, *messages: m.ClientMessage, identity: bytes = b"\0a") -> list[m.HubMessage]:
        """What comes back once all is committed."""
        self.sent.clear()
        self.desk.handle([Incoming(identity, KEY, codec.encode(message)) for message in messages])
        for ticket, _, frame in self.scene.hub.flush().replies:
            assert isinstance(ticket, bytes)
            self.sent.append((ticket, codec.decode_hub(frame)))
        return [message for to, message in self.sent if to == identity]

    def say_raw(self, body: bytes, identity: bytes = b"\0a") -> list[m.HubMessage]:
        """What comes back at once for a frame of any bytes."""
        self.sent.clear()
        self.desk.handle([Incoming(identity, KEY, body)])
        return [message for to, message in self.sent if to == identity]

    def begin(self, account: Account | None = LI) -> None:
        """Hello and sign-in."""
        assert account is not None
        self.say(HELLO)
        self.reception.signed_in(Checked(b"\0a", account.user, account))


HELLO = m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client="test")


def submit(command_id: str = "") -> m.Submit:
    """A command that will be accepted."""
    return m.Submit(id=command_id or new_id(), not_after_ms=15_000, based_on=0, command=report_call())


def codes(answers: list[m.HubMessage]) -> list[str]:
    """Codes of refusals, names of others."""
    return [each.code if isinstance(each, m.Refused) else type(each).__name__ for each in answers]
