"""The gate: CURVE authentication by ZAP (ZeroMQ RFC 27). A thread of its own, started and stopped by the service.

On the seats' sockets (domain "seat") only enrolled keys come in, on the enrolment socket (domain "enroll") any key may
speak. A connection's User-Id is its key: which seat that is, may change while the connection stays.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

import zmq
from zmq.utils import z85

from .store.access_list import AccessList

_log = logging.getLogger(__name__)
SEAT_DOMAIN: Final = b"seat"
ENROLL_DOMAIN: Final = b"enroll"


class KeyGate:
    """Answers libzmq's question who a key is. `start` before any server socket is bound."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], access: AccessList) -> None:
        self._access = access
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
        while not self._stop.is_set():
            if not self._zap.poll(100):
                continue
            frames = self._zap.recv_multipart()
            status, text, user = b"400", b"refused", b""
            version, request_id = (frames + [b"", b""])[:2]
            if len(frames) >= 7 and frames[5] == b"CURVE":
                key = z85.encode(frames[6])
                if self._lets_in(frames[2], key.decode()):
                    status, text, user = b"200", b"OK", key
            self._zap.send_multipart([version, request_id, status, text, user, b""])
        self._zap.close()

    def _lets_in(self, domain: bytes, key: str) -> bool:
        if domain == ENROLL_DOMAIN:
            return True
        try:
            seat = self._access.seat_of_key(key)
        except Exception:  # noqa: BLE001 - whatever is wrong with the list: nobody comes in, and the gate stays
            _log.exception("the access list cannot be read")
            return False
        if seat is None or seat.disabled:
            _log.warning("refused key %s", key)
            return False
        return True
