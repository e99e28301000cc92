"""Ways to a leader: a file outbox, e-mail by SMTP, a JSON webhook (DingTalk, WeCom). The notifier's thread only."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import msgspec

TIMEOUT_S = 10.0


class Note(msgspec.Struct, frozen=True):
    """One notification; spooled as JSON until every channel took it."""

    id: str
    incident_id: str
    leader: str
    subject: str
    text: str
    utc_ms: int
    call_id: str = ""
    """Whose reporter is told; a gateway opens the report for the number (audited). Empty: a leader is told."""


class Channel(Protocol):
    """One way. `send` raises OSError (smtplib's and urllib's errors are such) or ValueError when it did not go."""

    @property
    def name(self) -> str:
        """For the log and the spool."""
        ...

    def send(self, note: Note) -> None:
        """Deliver, within TIMEOUT_S."""
        ...


class FileOutbox:
    """One JSON line per note: the default, and what the demo shows."""

    def __init__(self, path: Path, name: str = "file") -> None:
        self._path, self.name = path, name

    def send(self, note: Note) -> None:
        """Append."""
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(note) + b"\n")


class Mail:
    """E-mail by a configured server, with STARTTLS unless told otherwise."""

    name = "mail"

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        recipients: tuple[str, ...],
        *,
        user: str = "",
        password: str = "",
        starttls: bool = True,
    ) -> None:
        self._host, self._port, self._sender, self._recipients = host, port, sender, recipients
        self._user, self._password, self._starttls = user, password, starttls

    def send(self, note: Note) -> None:
        """Hand over to the server."""
        message = EmailMessage()
        message["Subject"], message["From"] = note.subject, self._sender
        message["To"] = ", ".join(self._recipients)
        message.set_content(note.text)
        with smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_S) as server:
            if self._starttls:
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message)


class Webhook:
    """A robot of DingTalk or WeCom: both take {"msgtype": "text", "text": {"content": …}}."""

    name = "webhook"

    def __init__(self, url: str) -> None:
        """Raises ValueError for an address that is not http(s)."""
        if not url.startswith(("https://", "http://")):
            raise ValueError("a webhook's address begins with https://")
        self._url = url

    def send(self, note: Note) -> None:
        """POST; an answer that is no success, or names an errcode, is an OSError."""
        content = {"msgtype": "text", "text": {"content": f"{note.subject}\n{note.text}"}}
        request = urllib.request.Request(
            self._url,
            data=json.dumps(content, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json; charset=utf-8"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            body = answer.read(65_536)
        try:
            code = json.loads(body).get("errcode", 0)
        except (ValueError, AttributeError):
            code = 0
        if code:
            raise OSError(f"the robot refused with errcode {code}")
