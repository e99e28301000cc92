"""The gate: CURVE authentication by ZAP (ZeroMQ RFC 27). A thread of its own, started and stopped by the service.

On the seats' sockets (domain "seat") only enrolled keys come in, on the enrolment socket (domain "enroll") any key may
speak. A connection's User-Id is its key: which seat that is, may change while the connection stays.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import zmq
from zmq.utils import z85

from .allowance import Allowance
from .store.access_list import AccessList

_log = logging.getLogger(__name__)
SEAT_DOMAIN: Final = b"seat"
ENROLL_DOMAIN: Final = b"enroll"
CONNECTIONS_PER_S: Final = 4.0
CONNECTIONS_AT_ONCE: Final = 256.0
"""New connections of one seat; a console has five. More are told to come again later, which libzmq does by itself."""

_OK: Final = (b"200", b"OK")
_LATER: Final = (b"300", b"later")
_REFUSED: Final = (b"400", b"refused")


class KeyGate:
    """Answers libzmq's question who a key is. `start` before any server socket is bound."""

    def __init__(
        self,
        context: zmq.Context[zmq.Socket[bytes]],
        access: AccessList,
        *,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access = access
        self._monotonic_s = monotonic_s
        self._allowances: dict[str, Allowance] = {}
        self._put_off: set[str] = set()
        self._zap = context.socket(zmq.REP)
        self._zap.linger = 0
        self._zap.bind("inproc://zeromq.zap.01")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gate", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and its socket."""
        self._stop.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        with suppress(zmq.ContextTerminated):  # its owner has ended, and waits for this socket
            self._answer()
        self._zap.close()

    def _answer(self) -> None:
        while not self._stop.is_set():
            if not self._zap.poll(100):
                continue
            frames = self._zap.recv_multipart()
            (status, text), user = _REFUSED, b""
            version, request_id = (frames + [b"", b""])[:2]
            if len(frames) >= 7 and frames[5] == b"CURVE":
                key = z85.encode(frames[6])
                status, text = self._look_at(frames[2], key.decode())
                user = key if status == b"200" else b""
            self._zap.send_multipart([version, request_id, status, text, user, b""])

    def _look_at(self, domain: bytes, key: str) -> tuple[bytes, bytes]:
        if domain == ENROLL_DOMAIN:
            return _OK
        try:
            seat = self._access.seat_of_key(key)
        except Exception:  # noqa: BLE001 - whatever is wrong with the list: nobody comes in, and the gate stays
            _log.exception("the access list cannot be read")
            return _REFUSED
        if seat is None or seat.disabled:
            _log.warning("refused key %s", key)
            return _REFUSED
        return _OK if self._has_room(seat.name) else _LATER

    def _has_room(self, seat: str) -> bool:
        now_s = self._monotonic_s()
        allowance = self._allowances.setdefault(
            seat, Allowance.full(CONNECTIONS_PER_S, CONNECTIONS_AT_ONCE, now_s)
        )
        if allowance.take(now_s):
            self._put_off.discard(seat)
            return True
        if seat not in self._put_off:
            self._put_off.add(seat)
            _log.warning("seat %s connects over and over: put off", seat)
        return False
