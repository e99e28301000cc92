"""A seat's first step: redeem a one-time code and keep the keys in a private seat file. Blocks; any thread."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import msgspec
import zmq
from zmq.utils import z85

from console.wire import codec
from console.wire import messages as m
from console.wire.enrolment import read_code
from console.wire.errors import WireError

from .config import LinkConfig, from_access_file

ANSWER_MS = 10_000
CLIENT = "console"
ENROLMENT_OFFSET = 4
"""A hub started with `--port N` listens for enrolment at N + 4 (PROTOCOL.md, "Sockets")."""


class EnrolmentError(Exception):
    """The hub did not answer or refused the code; the message says what to do."""


def enroll(host: str, commands_port: int, code: str, seat_file: Path) -> str:
    """Redeem the code at the hub and write the seat file (mode 0600); returns the seat's name.

    The hub's key comes out of the code, so that nobody in between can pose as the hub. Raises EnrolmentError,
    BadCodeError for a mistyped code, OSError when the file cannot be written.
    """
    found = read_code(code)
    if seat_file.exists():
        raise EnrolmentError(f"{seat_file} exists: this seat is enrolled; move it away to enrol another")
    public, secret = zmq.curve_keypair()
    answer = _ask(
        f"tcp://{host}:{commands_port + ENROLMENT_OFFSET}", found.server_key, public, secret, found.secret
    )
    if not isinstance(answer, m.Enrolled):
        code_word = getattr(answer, "code", type(answer).__name__)
        raise EnrolmentError(f"the hub refused the code ({code_word}): have a new one printed")
    content = {
        "host": host,
        "commands": answer.commands_port,
        "server_key": z85.encode(found.server_key).decode(),
        "clients": {CLIENT: {"public_key": public.decode(), "secret_key": secret.decode(), "users": []}},
    }
    seat_file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(seat_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(content), indent=2))
    return answer.seat


def open_seat(
    seat_file: Path,
    *,
    hub: str = "",
    code: str = "",
    client: str = CLIENT,
    spool_path: Path,
    kind: str = "",
) -> LinkConfig:
    """The seat's link config without a user: from the seat file, which a `code` makes first.

    `hub` is HOST:PORT of the commands socket; needed with a code, else it overrides the file's. `kind` is the kind of
    hub that is meant ("" = any). Raises
    EnrolmentError, BadCodeError, AccessFileError or OSError, all worded.
    """
    host, _, port = hub.rpartition(":")
    if hub and not (host and port.isdecimal()):
        raise EnrolmentError(f"{hub!r} is no HOST:PORT")
    if code:
        if not hub:
            raise EnrolmentError("say where the hub is: --hub HOST:PORT")
        enroll(host, int(port), code, seat_file)
    link = from_access_file(seat_file, client, spool_path, kind=kind)
    if hub:
        link = replace(link, host=host, port=int(port))
    return replace(link, user="", password="")


def _ask(address: str, server_key: bytes, public: bytes, secret: bytes, once: str) -> m.HubMessage:
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = context.socket(zmq.DEALER)
    try:
        socket.curve_serverkey = z85.encode(server_key)
        socket.curve_publickey = public
        socket.curve_secretkey = secret
        socket.connect(address)
        socket.send(codec.encode(m.Enroll(secret=once, client="muster-console")))
        if not socket.poll(ANSWER_MS):
            raise EnrolmentError(f"no hub answers at {address}: is the address right and the hub running?")
        return codec.decode_hub(socket.recv())
    except WireError as error:
        raise EnrolmentError(f"{address} does not speak the protocol: {error}") from error
    finally:
        socket.close(0)
        context.term()
