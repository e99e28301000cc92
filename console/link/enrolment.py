"""A seat's first step: redeem a one-time code and keep the keys in a private seat file. Blocks; any thread.

The file has the form of the demo's access file, so that `config.from_access_file` reads both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import zmq
from zmq.utils import z85

from console.wire import codec
from console.wire import messages as m
from console.wire.enrolment import read_code
from console.wire.errors import WireError

from .config import AccessClient, AccessFile, LinkConfig, LinkError, from_access_file
from .sockets import secure_socket

ANSWER_MS = 10_000
ENROLMENT_OFFSET = 4
"""A hub started with `--port N` listens for enrolment at N + 4 (PROTOCOL.md, "Sockets")."""


class EnrolmentError(LinkError):
    """The hub did not answer or refused the code; the message says what to do."""


def enroll(
    host: str,
    port: int,
    code: str,
    *,
    client: str = "program",
    answer_ms: int = ANSWER_MS,
    keep: Callable[[LinkConfig], object] = lambda config: None,
) -> tuple[LinkConfig, str]:
    """Redeem the code at the hub's enrolment port: makes a key pair and has it enrolled; the config, the seat's name.

    The hub's key comes out of the code, so that nobody in between can pose as the hub. `keep` gets the keys before the
    code is spent: where it raises, nobody was asked. Keep the result private: it is the seat. Raises EnrolmentError, or
    BadCodeError for a mistyped code.
    """
    found = read_code(code)
    address = f"tcp://{host}:{port}"
    server_key = z85.encode(found.server_key).decode()
    public, secret = (key.decode() for key in zmq.curve_keypair())
    config = LinkConfig(host, port, server_key, public, secret, client=client)
    keep(config)
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = secure_socket(context, config)
    try:
        socket.connect(address)
        socket.send(codec.encode(m.Enroll(secret=found.secret, client=client)))
        if not socket.poll(answer_ms):
            raise EnrolmentError(f"no hub answers at {address}: is the address right and the hub running?")
        answer = codec.decode_hub(socket.recv())
    except WireError as error:
        raise EnrolmentError(f"{address} does not speak the protocol: {error}") from error
    finally:
        socket.close(0)
        context.term()
    if not isinstance(answer, m.Enrolled):
        reason = getattr(answer, "code", type(answer).__name__)
        raise EnrolmentError(f"the hub refused the code ({reason}): have a new one printed")
    return replace(config, port=answer.commands_port), answer.seat


def make_seat(path: Path, client: str, code: str, hub: str) -> str:
    """Enrol `client` at `hub` (HOST:PORT of the commands socket) and write the seat file, mode 0600; the seat's name.

    The keys are in the file before the hub is asked, and the file goes again when it does not take them: no code is
    spent on keys that cannot be kept. Raises EnrolmentError (also where the file is there already), BadCodeError,
    OSError when the file cannot be written.
    """
    host, port = _address(hub)
    made = False

    def keep(config: LinkConfig) -> None:
        nonlocal made
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            fault = f"{path} exists: this seat is enrolled; move it away to enrol another"
            raise EnrolmentError(fault) from None
        made = True
        _write(descriptor, replace(config, port=port), "")

    try:
        config, seat = enroll(host, port + ENROLMENT_OFFSET, code, client=client, keep=keep)
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise
    whole = path.with_name(f"{path.name}.new")
    _write(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), config, seat)
    whole.replace(path)
    return seat


def _write(descriptor: int, config: LinkConfig, seat: str) -> None:
    """A seat file, on the disk when this returns."""
    mine = AccessClient(seat=seat, public_key=config.public_key, secret_key=config.secret_key)
    clients = {config.client: mine}
    content = AccessFile(
        host=config.host, commands=config.port, server_key=config.server_key, clients=clients
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(content), indent=2))
        file.flush()
        os.fsync(file.fileno())


def open_seat(
    seat_file: Path, *, hub: str = "", code: str = "", client: str = "console", kind: str = ""
) -> LinkConfig:
    """The seat's link config without a user: from the seat file, which a `code` makes first.

    `hub` is HOST:PORT of the commands socket; needed with a code, else it overrides the file's. `kind` is the kind of
    hub that is meant ("" = any). Raises EnrolmentError, BadCodeError, AccessFileError or OSError, all worded.
    """
    address = _address(hub) if hub else None
    if code:
        if address is None:
            raise EnrolmentError("say where the hub is: --hub HOST:PORT")
        make_seat(seat_file, client, code, hub)
    link = replace(from_access_file(seat_file, client, kind=kind), user="", password="")
    if address is not None:
        link = replace(link, host=address[0], port=address[1])
    return link


def _address(hub: str) -> tuple[str, int]:
    host, _, port = hub.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) <= 65_535 - ENROLMENT_OFFSET):
        raise EnrolmentError(f"{hub!r} is no HOST:PORT")
    return host, int(port)
