"""Where a hub is, who we are, and what we want to hear: config, hooks, sockets with our keys, enrolment. Any thread."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zmq
from zmq.utils import z85

from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.wire import codec
from console.wire import messages as m
from console.wire.enrolment import read_code

Planned = m.EtaTable | m.Rings | m.Routes | m.Recommendation | m.Cover | m.MusterPlans | m.MusterForecast
Telemetry = m.Positions | Planned


class LinkError(Exception):
    """The hub is not there, or did not answer in time, or refused the connection."""


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """Where the hub is and who we are. Keys in Z85. `user` only for seats where persons sign in."""

    commands_port: int
    server_key: str
    public_key: str
    secret_key: str
    host: str = "127.0.0.1"
    client: str = "program"
    user: str = ""
    password: str = ""
    kind: str = ""
    """Kind of the hub these keys are for; a hub of another kind is left at once. "" = any."""

    def complaint(self, welcome: m.Welcome) -> str:
        """Why these keys do not belong at the hub that said welcome; "" when they do."""
        if self.kind in ("", welcome.kind.value):
            return ""
        return f"the hub is of kind {welcome.kind.value}, our keys are for {self.kind}"


@dataclass(slots=True)
class LinkHooks:
    """What to call, on the link's thread. Leave out what is not wanted: without `events` nothing is followed."""

    events: Callable[[Picture, list[Recorded]], None] | None = None
    """The folded picture and the events just folded into it; an empty list after a snapshot. Read it only here."""
    telemetry: Callable[[Telemetry], None] | None = None
    connected: Callable[[m.Welcome], None] | None = None
    """Hello (and sign-in) went well; after each reconnect again, before the first events."""
    lost: Callable[[str], None] | None = None
    heartbeat: Callable[[m.Heartbeat], None] | None = None
    topics: tuple[str, ...] = ("pos", "eta", "rings", "routes", "advice", "cover")
    """Telemetry topics to subscribe to."""


def demo_config(path: Path, client: str, *, user: int = 0, kind: str = "") -> LinkConfig:
    """The config of `client` (beside, town, autopilot, console …) out of a demo-access.json.

    `user` picks who signs in where the client has users; `kind` is what the file must be for ("" = any). Raises
    OSError, ValueError (in words, for a file of another kind too), KeyError or IndexError.
    """
    access = json.loads(path.read_text(encoding="utf-8"))
    said = str(access.get("kind", ""))
    if kind and said and said != kind:
        raise ValueError(f"{path} belongs to a hub of kind {said}, not {kind}")
    mine = access["clients"][client]
    person = mine["users"][user] if mine["users"] else {"user": "", "password": ""}
    return LinkConfig(
        commands_port=int(access["commands"]),
        server_key=str(access["server_key"]),
        public_key=str(mine["public_key"]),
        secret_key=str(mine["secret_key"]),
        host=str(access["host"]),
        client=client,
        user=str(person["user"]),
        password=str(person["password"]),
        kind=kind or said,
    )


def secure_socket(
    context: zmq.Context[zmq.Socket[bytes]], kind: int, config: LinkConfig
) -> zmq.Socket[bytes]:
    """A client socket with our CURVE keys and the pinned server key, not connected yet."""
    socket = context.socket(kind)
    socket.linger = 0
    socket.curve_serverkey = config.server_key.encode()
    socket.curve_publickey = config.public_key.encode()
    socket.curve_secretkey = config.secret_key.encode()
    socket.setsockopt(zmq.MAXMSGSIZE, codec.MAX_HUB_FRAME)
    socket.setsockopt(zmq.RECONNECT_IVL, 100)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 2_000)
    return socket


def enroll(
    host: str, port: int, code: str, *, client: str = "program", timeout_s: float = 10.0
) -> LinkConfig:
    """Redeem a one-time code at the hub's enrolment port: makes a key pair and has it enrolled.

    The server key comes out of the code, so nobody in between can pose as the hub. Keep the result private: it is the
    seat. Raises LinkError when refused or not answered, BadCodeError when the code is mistyped.
    """
    found = read_code(code)
    server_key = z85.encode(found.server_key).decode()
    public, secret = (key.decode() for key in zmq.curve_keypair())
    config = LinkConfig(0, server_key, public, secret, host=host, client=client)
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = secure_socket(context, zmq.DEALER, config)
    try:
        socket.connect(f"tcp://{host}:{port}")
        socket.send(codec.encode(m.Enroll(secret=found.secret, client=client)))
        if not socket.poll(int(timeout_s * 1000)):
            raise LinkError("the hub does not answer: is this its enrolment port?")
        answer = codec.decode_hub(socket.recv())
    finally:
        socket.close(0)
        context.term()
    if not isinstance(answer, m.Enrolled):
        raise LinkError(f"refused: {getattr(answer, 'code', type(answer).__name__)}")
    return LinkConfig(answer.commands_port, server_key, public, secret, host=host, client=client)
