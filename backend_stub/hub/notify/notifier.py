"""The notifier: major incidents to the responsible leader, feedback to reporters; spooled, never in the hub's way.

`events` is called on the service's main thread and only queues; delivery has a thread of its own. A spooled note is a
file that goes away when all channels took it; after a restart the rest is tried again.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from console.domain.base.phrases import is_standard
from console.domain.base.roles import Role
from console.domain.calls.events import FeedbackGiven
from console.domain.evolve import Recorded
from console.domain.incidents.events import IncidentOpened, MajorDeclared, MajorEscalated
from console.domain.picture import Picture
from console.planning.checked_toml import CheckedFileError, CheckedToml

from .channels import FileOutbox, Mail, Notification, NotifyChannel, Webhook

_log = logging.getLogger(__name__)
RETRY_S: Final = 15.0
MAX_QUEUED: Final = 1_000
OUTBOX_FILE: Final = "notifications.jsonl"
REPORTERS: Final = "reporters"
FEEDBACK_FILE: Final = "feedback.jsonl"
"""What reporters are to be told, for the centre's message gateway: by call, without a name or number."""
SPOOL_DIRECTORY: Final = "notify-spool"


class NotifyConfigError(Exception):
    """The configuration cannot be used; the text says why."""


class _Spooled(msgspec.Struct):
    note: Notification
    left: list[str]


class _File(msgspec.Struct):
    path: str = ""


class _Config(msgspec.Struct):
    """The configuration file: a table for each channel that is wanted."""

    file: _File | None = None
    mail: Mail | None = None
    webhook: Webhook | None = None


class Notifier:
    """Delivers notes over all its channels."""

    def __init__(
        self, directory: Path, channels: Iterable[NotifyChannel], *, retry_s: float = RETRY_S
    ) -> None:
        """`directory` is the hub's data directory; the spool lies in it."""
        self._spool = directory / SPOOL_DIRECTORY
        self._spool.mkdir(mode=0o700, exist_ok=True)
        self._channels = {channel.name: channel for channel in channels}
        self._leaders = list(self._channels)
        self._channels[REPORTERS] = FileOutbox(directory / FEEDBACK_FILE, REPORTERS)
        self._retry_s = retry_s
        self._queue: queue.Queue[Notification | None] = queue.Queue(MAX_QUEUED)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="notifier", daemon=True)
        self._thread.start()

    def events(self, recorded: Iterable[Recorded], picture: Picture) -> None:
        """Queue what a leader has to be told of these events."""
        for each in recorded:
            event = each.event
            if isinstance(event, MajorDeclared | MajorEscalated) or (
                isinstance(event, IncidentOpened) and event.major
            ):
                self._put(self._to_leader(each, event.incident_id, event.leader, picture))
            elif isinstance(event, FeedbackGiven) and each.stamp.role is Role.SYSTEM:
                self._put(_to_reporter(each, event, picture))

    def stop(self) -> None:
        """End the thread; what is not delivered stays spooled."""
        self._stop.set()
        try:
            self._queue.put_nowait(None)
        except queue.Full:
            pass
        self._thread.join(15.0)

    def _to_leader(self, recorded: Recorded, incident_id: str, leader: str, picture: Picture) -> Notification:
        names, place = _about(incident_id, picture)
        again = "再次通知 / again: " if isinstance(recorded.event, MajorEscalated) else ""
        return Notification(
            id=f"{recorded.seq:012d}",
            incident_id=incident_id,
            leader=leader,
            subject=f"【{picture.kind.value.upper()}】{again}重大警情 Major incident {incident_id}",
            text=f"{names}\n{place}\n请立即签收。 Acknowledge at once. ({leader})",
            utc_ms=picture.epoch_ms + recorded.t_ms,
        )

    def _put(self, note: Notification) -> None:
        try:
            self._queue.put_nowait(note)
        except queue.Full:
            _log.error("too many notifications wait: %s is not sent", note.id)

    # -- on the notifier's thread --------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                note = self._queue.get(timeout=self._retry_s)
            except queue.Empty:
                note = None
            try:
                if note is not None:
                    self._write(_Spooled(note, [REPORTERS] if note.call_id else list(self._leaders)))
                self._deliver()
            except Exception:  # noqa: BLE001 - notifying must never disturb the hub, whatever the disk or a server does
                _log.exception("notifying stumbled")

    def _write(self, spooled: _Spooled) -> None:
        path = self._spool / f"{spooled.note.id}.json"
        partial = path.with_suffix(".part")
        partial.write_bytes(msgspec.json.encode(spooled))
        partial.replace(path)

    def _deliver(self) -> None:
        for path in sorted(self._spool.glob("*.json")):
            if self._stop.is_set():
                return
            try:
                spooled = msgspec.json.decode(path.read_bytes(), type=_Spooled)
            except (msgspec.DecodeError, UnicodeDecodeError):
                path.rename(path.with_suffix(".bad"))
                continue
            left = [name for name in spooled.left if not self._send(name, spooled.note)]
            if left:
                if left != spooled.left:
                    self._write(_Spooled(spooled.note, left))
            else:
                path.unlink(missing_ok=True)

    def _send(self, name: str, note: Notification) -> bool:
        """Whether a channel is done with a note."""
        channel = self._channels.get(name)
        if channel is None:  # no longer configured
            return True
        try:
            channel.send(note)
        except (OSError, ValueError) as error:
            _log.warning("%s did not take notification %s: %s", name, note.id, error)
            return False
        return True


def _about(incident_id: str, picture: Picture) -> tuple[str, str]:
    """Type and place of an incident in both languages."""
    incident = picture.incidents.get(incident_id)
    if incident is None:
        return "", ""
    kind = picture.incident_types.get(incident.type_code)
    names = f"{kind.name_zh} {kind.name_en}" if kind is not None else ""
    return names, f"{incident.place.text_zh} {incident.place.text_en}"


def _to_reporter(recorded: Recorded, event: FeedbackGiven, picture: Picture) -> Notification:
    """What the reporter of one call is told; who that is stands in the sealed report only."""
    names, place = _about(event.incident_id, picture)
    incident = picture.incidents.get(event.incident_id)
    disposition = "" if incident is None or not is_standard(incident.disposition) else incident.disposition
    became = f" ({disposition})" if disposition else ""
    return Notification(
        id=f"{recorded.seq:012d}",
        incident_id=event.incident_id,
        leader="",
        subject=f"【{picture.kind.value.upper()}】警情反馈 Feedback {event.call_id}",
        text=f"{names}\n{place}\n您反映的情况已处置完毕。 What you reported has been dealt with.{became}",
        utc_ms=picture.epoch_ms + recorded.t_ms,
        call_id=event.call_id,
    )


def channels_from(config: Path | None, directory: Path) -> list[NotifyChannel]:
    """The channels of a TOML file, or the file outbox in the data directory where there is none.

    Raises NotifyConfigError.
    """
    if config is None:
        return [FileOutbox(directory / OUTBOX_FILE)]
    try:
        chosen = CheckedToml(config).decode(_Config)
    except CheckedFileError as error:
        raise NotifyConfigError(str(error)) from error
    file = None if chosen.file is None else FileOutbox(Path(chosen.file.path or directory / OUTBOX_FILE))
    return [channel for channel in (file, chosen.mail, chosen.webhook) if channel is not None]
