"""Looking at what is protected: reports, cameras, and the audit chain. The service's main thread only.

Every look is in the audit chain, on disk, before its answer leaves; refused looks are in it as well.
"""

from __future__ import annotations

import logging
from functools import partial

from console.domain.base.refusals import Code, made_plain
from console.domain.base.sealed_text import read_sealed
from console.domain.permissions import LOOKS, Right
from console.domain.sealing import is_erased
from console.wire import codec
from console.wire import messages as m

from .cameras import CameraAddresses
from .core import Hub
from .ports import Store, StoreError
from .sessions import Answers, Session
from .vault import FormerKeyError, ReportVault, VaultError

_log = logging.getLogger(__name__)


class LookingDesk:
    """Opens reports and lends cameras."""

    def __init__(
        self,
        hub: Hub,
        answers: Answers,
        *,
        store: Store,
        vault: ReportVault,
        cameras: CameraAddresses,
    ) -> None:
        self._hub = hub
        self._answers = answers
        self._store = store
        self._vault = vault
        self._cameras = cameras

    def open_report(self, session: Session, message: m.OpenReport) -> None:
        """Clear text of a report, by role."""
        call = self._hub.picture.calls.get(message.call_id)
        refuse = partial(self._answers.refuse, session.identity, message.id)
        if not self._answers.may(session, Right.OPEN_REPORT, message.id):
            self.look(session, "report_opened", message.call_id, message, result=Code.NOT_ALLOWED)
        elif self._hub.read_only:  # no look is audited here
            refuse(Code.READ_ONLY)
        elif call is None:
            refuse(Code.UNKNOWN_CALL, call_id=message.call_id)
        elif call.sealed is None:
            refuse(Code.NO_REPORT, call_id=message.call_id)
        elif (wrapped := self._store.read_key(call.sealed.key_id)) is None:
            refuse(Code.REPORT_ERASED, call_id=message.call_id)
        else:
            try:
                report = self._vault.open(call.sealed, wrapped)
            except FormerKeyError:
                code = Code.FORMER_KEY
                refused = codec.encode(m.Refused(id=message.id, code=code, fields={"call_id": call.id}))
                self.look(session, "report_opened", call.id, message, result=code, answer=refused)
                return
            except VaultError as error:
                _log.error("%s", error)
                refuse(Code.INTERNAL)
                return
            answer = codec.encode(m.ReportOpened(id=message.id, call_id=message.call_id, report=report))
            incident_id = call.incident_id
            self.look(
                session, "report_opened", message.call_id, message, incident_id=incident_id, answer=answer
            )

    def open_texts(self, session: Session, message: m.OpenTexts) -> None:
        """Clear words of sealed texts of one call or incident, by role; one look for all of them."""
        refuse = partial(self._answers.refuse, session.identity, message.id)
        subject = message.subject_id
        sealed = [read_sealed(text) for text in message.texts]
        if not self._answers.may(session, Right.OPEN_REPORT, message.id):
            self.look(session, "texts_opened", subject, message, result=Code.NOT_ALLOWED)
        elif self._hub.read_only:  # no look is audited here
            refuse(Code.READ_ONLY)
        elif not sealed or any(one is None or one.subject != subject for one in sealed):
            refuse(Code.BAD_VALUE, field="texts")
        else:
            words, code = self._words(message.texts)
            opened = m.TextsOpened(id=message.id, subject_id=subject, texts=words)
            refused = m.Refused(id=message.id, code=code, fields={"field": "texts", "subject": subject})
            call = self._hub.picture.calls.get(subject)
            self.look(
                session,
                "texts_opened",
                subject,
                message,
                incident_id=subject if call is None else call.incident_id,
                result=code or "ok",
                answer=codec.encode(refused if code else opened),
            )

    def _words(self, texts: tuple[str, ...]) -> tuple[dict[str, str], str]:
        """The clear words of sealed texts, "" for erased ones; and why none are told, "" where they are.

        What only a former key opens is left out, where anything else is to be told.
        """
        words, former = dict[str, str](), False
        for text in texts:
            sealed = read_sealed(text)
            wrapped = None if sealed is None else self._store.read_key(sealed.key_id)
            if sealed is None or wrapped is None or is_erased(self._hub.picture, text):
                words[text] = ""
                continue
            try:
                words[text] = self._vault.open_text(sealed, wrapped)
            except FormerKeyError:
                former = True
            except VaultError:
                return {}, Code.BAD_VALUE
        return words, Code.FORMER_KEY if former and not words else ""

    def open_camera(self, session: Session, message: m.OpenCamera) -> None:
        """A camera's address, for an incident or a purpose."""
        picture = self._hub.picture
        address = self._cameras.find(message.camera_id)
        refuse = partial(self._answers.refuse, session.identity, message.id)
        if not self._answers.may(session, Right.OPEN_CAMERA, message.id):
            self.look(session, "camera_opened", message.camera_id, message, result=Code.NOT_ALLOWED)
        elif self._hub.read_only:  # no look is audited here
            refuse(Code.READ_ONLY)
        elif message.camera_id not in picture.cameras:
            refuse(Code.UNKNOWN_CAMERA, camera_id=message.camera_id)
        elif message.incident_id and message.incident_id not in picture.incidents:
            refuse(Code.UNKNOWN_INCIDENT, incident_id=message.incident_id)
        elif not message.incident_id and not message.purpose.strip():
            refuse(Code.PURPOSE_REQUIRED)
        elif address is None:
            refuse(Code.CAMERA_HAS_NO_SOURCE, camera_id=message.camera_id)
        else:
            lent = m.CameraLent(
                id=message.id,
                camera_id=address.camera_id,
                url=address.url,
                transport=address.transport,
                allowed=self._cameras.rules,
            )
            answer, incident_id = codec.encode(lent), message.incident_id
            self.look(
                session, "camera_opened", message.camera_id, message, incident_id=incident_id, answer=answer
            )

    def look(
        self,
        session: Session,
        what: str,
        subject: str,
        request: m.OpenReport | m.OpenTexts | m.OpenCamera | None = None,
        *,
        incident_id: str = "",
        result: str = "ok",
        answer: bytes | None = None,
    ) -> None:
        """Put a look into the audit chain; `answer` leaves when it is on disk."""
        entry = m.LookEntry(
            what=what,
            subject=made_plain(subject, 80),
            at_ms=self._hub.now_ms(),
            incident_id=incident_id,
            purpose=made_plain(request.purpose, 500) if request is not None else "",
            result=str(result),
        )
        reply = None
        if answer is not None and request is not None:
            reply = (session.identity, request.id, answer)
        self._hub.look(session.stamp(), entry, reply)

    def log_looks(self, session: Session, message: m.LogLooks, *, stopping: bool = False) -> None:
        """Spooled looks, once per request id."""
        stamp = session.stamp_for(Right.LOG_LOOKS)
        refuse = partial(self._answers.refuse, session.identity, message.id)
        if stamp is None or stopping:
            refuse(Code.STOPPING if stopping else Code.NOT_SIGNED_IN)
            return
        if not message.id or len(message.id) > codec.MAX_ID_LENGTH:
            self._answers.refuse(session.identity, "", Code.BAD_ID)
            return
        for entry in message.looks:
            wrong = _wrong_in(entry)
            if wrong:
                refuse(Code.BAD_VALUE, field=wrong)
                return
            # what somebody noted who sat here before, and in which role, is known by his own signing in alone
            if entry.user in ("", stamp.actor) and session.stamp_for(LOOKS[entry.what]) is None:
                refuse(Code.NOT_ALLOWED, role=stamp.role.value)
                return
        try:
            for user in {entry.user for entry in message.looks} - {"", stamp.actor}:
                if not self._store.has_signed_in(session.seat.name, user):
                    refuse(Code.BAD_VALUE, field="user")
                    return
            kept = self._hub.log_looks(stamp, message.id, message.looks, session.identity)
        except StoreError:
            refuse(Code.STORE_FAILED)
            return
        if kept is not None:
            self._answers.send(session.identity, kept)


def _wrong_in(entry: m.LookEntry) -> str:
    """The field of a spooled look that cannot be; "" where all can."""
    if entry.what not in LOOKS:
        return "what"
    if not abs(entry.at_ms) < 2**62:
        return "at_ms"
    texts = ("subject", "incident_id", "purpose", "result", "user")
    said = {name: str(getattr(entry, name)) for name in texts}
    return next((name for name, text in said.items() if made_plain(text) != text), "")
