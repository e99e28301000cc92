"""Ways to a leader: a file outbox, e-mail by SMTP, a JSON webhook (DingTalk, WeCom). The notifier's thread only."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar, Protocol

import msgspec

TIMEOUT_S = 10.0


class Notification(msgspec.Struct, frozen=True):
    """One notification; spooled as JSON until every channel took it."""

    id: str
    incident_id: str
    leader: str
    subject: str
    text: str
    utc_ms: int
    call_id: str = ""
    """Whose reporter is told; a gateway opens the report for the number (audited). Empty: a leader is told."""


class NotifyChannel(Protocol):
    """One way. `send` raises OSError (smtplib's and urllib's errors are such) or ValueError when it did not go."""

    @property
    def name(self) -> str:
        """For the log and the spool."""
        ...

    def send(self, note: Notification) -> None:
        """Deliver, within TIMEOUT_S."""
        ...


class FileOutbox(msgspec.Struct, frozen=True):
    """One JSON line per note: the default, and what the demo shows."""

    path: Path
    name: str = "file"

    def send(self, note: Notification) -> None:
        """Append."""
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(note) + b"\n")


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """E-mail by a configured server, with STARTTLS unless told otherwise."""

    host: str
    port: int = 587
    sender: str = msgspec.field(name="from")
    to: tuple[str, ...]
    user: str = ""
    password: str = ""
    starttls: bool = True
    name: ClassVar[str] = "mail"

    def send(self, note: Notification) -> None:
        """Hand over to the server."""
        message = EmailMessage()
        message["Subject"], message["From"] = note.subject, self.sender
        message["To"] = ", ".join(self.to)
        message.set_content(note.text)
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S) as server:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)


class Webhook(msgspec.Struct, frozen=True):
    """A robot of DingTalk or WeCom: both take {"msgtype": "text", "text": {"content": …}}."""

    url: str
    name: ClassVar[str] = "webhook"

    def __post_init__(self) -> None:
        """Raises ValueError for an address that is not http(s)."""
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("a webhook's address begins with https://")

    def send(self, note: Notification) -> None:
        """POST; an answer that is no success, or names an errcode, is an OSError."""
        content = {"msgtype": "text", "text": {"content": f"{note.subject}\n{note.text}"}}
        request = urllib.request.Request(
            self.url,
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
