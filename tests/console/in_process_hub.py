"""A session port that decides in the same process: real rules, no sockets, no threads. Test support."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import msgspec

from backend_stub.hub.texts import TextSealer
from backend_stub.hub.vault import ReportVault
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.base.sealed_text import read_sealed
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Report, Sealed
from console.domain.decide import AnyCommand, decide
from console.domain.evolve import AnyEvent, Recorded, evolve
from console.domain.picture import Picture, decode_picture, encode_picture
from console.domain.registry.commands import OpenJournal, Register
from console.domain.registry.entities import Registrable
from console.domain.sealing import is_erased
from console.planning.call_words import shipped_call_words
from console.session.source import Answer, LinkState, LinkView, Looked, NotOfferedError, Offers, SourceSink
from console.wire import messages as m

USERS = {
    "operator": ("operator-password", "Li Ming", Role.OPERATOR),
    "leader": ("leader-password", "Wang Fang", Role.DUTY_LEADER),
    "trainer": ("trainer-password", "Zhou Min", Role.TRAINER),
}
SYSTEM = Stamp(actor="hub", role=Role.SYSTEM, seat="HUB")
GATEWAY = Stamp(actor="gateway", role=Role.GATEWAY, seat="GW")
FIELD = Stamp(actor="field", role=Role.FIELD, seat="FIELD")
OFFERS = Offers(asks=True, signs_in=True, looks=frozenset(Looked), audits=True)
EPOCH_MS = 1_795_269_600_000


class InProcessHub:
    """A `Source`. What a hub would tell is told at once to the sink; time is moved by hand."""

    def __init__(
        self,
        registry: tuple[Registrable, ...] = (),
        kind: WorldKind = WorldKind.DEMO,
        *,
        signs_in_by_itself: bool = True,
    ) -> None:
        self.picture = Picture()
        self.t_ms = 0
        self.sink: SourceSink | None = None
        self.answering = True
        self.answers_first = False
        """The answer comes before the events, as it may from a real hub."""
        self.submitted: list[AnyCommand] = []
        self.looks: list[m.LookEntry] = []
        self.journal: list[Recorded] = []
        self.seals = False
        """What persons say is sealed before it is recorded, as a hub does; else it stays in clear."""
        self.texts_asked: list[tuple[str, tuple[str, ...], str]] = []
        self._vault, self._keys = ReportVault(bytes(32)), dict[str, bytes]()
        self._texts = TextSealer(self._vault, self._keys.get)
        self.cameras_asked: list[tuple[str, str, str]] = []
        self.retries = 0
        self.lends = ""
        """File that is lent for every camera at once; "" = a test says what becomes of the wish."""
        self.refuses = ""
        """Code with which every camera is refused."""
        self.started = self.stopped = False
        self._signs_in_by_itself = signs_in_by_itself
        self._told_seq = -1
        """Last event that the sink was told; −1 before its first picture."""
        self._reports: dict[str, Report] = {}
        self._pending: list[tuple[str, AnyCommand]] = []
        self._number = 0
        self._stamp: Stamp | None = None
        self._link = LinkView(LinkState.CONNECTING, kind=kind)
        self.give(OpenJournal(kind=kind.value, epoch_ms=EPOCH_MS, town_id="test"), SYSTEM)
        for first in range(0, len(registry), 4000):
            self.give(Register(entities=registry[first : first + 4000]), SYSTEM)

    # -- Source ---------------------------------------------------------------------------------------------------

    @property
    def offers(self) -> Offers:
        return OFFERS

    def seek(self, t_ms: int, seq: int = 0) -> None:
        raise NotOfferedError("a hub shows its present only")

    def play(self, rate_permille: int) -> None:
        self.seek(0)

    def loop(self, from_ms: int, to_ms: int) -> None:
        self.seek(0)

    def find(self, words: str) -> str:
        raise NotOfferedError("a hub shows its present only")

    def start(self) -> None:
        self.started = True
        if self._signs_in_by_itself:
            self.sign_in("operator", USERS["operator"][0])
        else:
            self.link(LinkState.SIGNED_OUT)

    def stop(self) -> None:
        self.stopped = True
        self._stamp = None

    def submit(self, command: AnyCommand) -> str:
        self._number += 1
        command_id = f"{self._number:032x}"
        self.submitted.append(command)
        if self.answering:
            self._decide(command_id, command)
        else:
            self._pending.append((command_id, command))
        return command_id

    def open_report(self, call_id: str, purpose: str) -> str:
        report = self._reports.get(call_id)
        id_ = self._next_id("report")
        if self._stamp is None or report is None:
            code = "not_signed_in" if self._stamp is None else "unknown_call"
            self._sink.on_reply(m.Refused(id=id_, code=code))
        else:
            self._sink.on_reply(m.ReportOpened(id=id_, call_id=call_id, report=report))
        return id_

    def open_texts(self, subject_id: str, texts: tuple[str, ...], purpose: str) -> str:
        id_ = self._next_id("texts")
        self.texts_asked.append((subject_id, texts, purpose))
        if self._stamp is None:
            self._sink.on_reply(m.Refused(id=id_, code="not_signed_in"))
        else:
            words = {text: self._words(text) for text in texts}
            self._sink.on_reply(m.TextsOpened(id=id_, subject_id=subject_id, texts=words))
        return id_

    def _words(self, text: str) -> str:
        sealed = read_sealed(text)
        assert sealed is not None
        erased = is_erased(self.picture, text)
        return "" if erased else self._vault.open_text(sealed, self._keys[sealed.key_id])

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        self.cameras_asked.append((camera_id, incident_id, purpose))
        id_ = self._next_id("camera")
        if self.refuses:
            self._sink.on_reply(m.Refused(id=id_, code=self.refuses))
        elif self.lends:
            self._sink.on_reply(m.CameraLent(id=id_, camera_id=camera_id, url=self.lends, transport="file"))
        return id_

    def get_events(self, first: int, last: int) -> str:
        id_ = self._next_id("events")
        if self._stamp is None or not 1 <= first <= last:
            code = "not_signed_in" if self._stamp is None else "no_such_events"
            self._sink.on_reply(m.Refused(id=id_, code=code))
        elif self.answering:
            wanted = tuple(one for one in self.journal if first <= one.seq <= last)
            for events, last_part in ((wanted[:2], False), (wanted[2:], True)):
                self._sink.on_reply(
                    m.EventsPart(id=id_, stream=Stream.OPS, events=events, last_part=last_part)
                )
        return id_

    def look(self, entry: m.LookEntry) -> None:
        self.looks.append(entry)

    def sign_in(self, user: str, password: str) -> None:
        known = USERS.get(user)
        if known is None or known[0] != password:
            self._sink.on_reply(m.Refused(id="", code="bad_credentials"))
            return
        self._stamp = Stamp(actor=user, role=known[2], seat="D-01")
        self._sink.on_reply(m.SignedIn(user=user, name=known[1], role=known[2]))
        if self._told_seq < 0:
            self.resync()
        elif self._told_seq < self.picture.seq:
            self._tell(self.journal[self._told_seq :])
        self.link(LinkState.LIVE)

    def sign_out(self) -> None:
        self._stamp = None
        self._sink.on_reply(m.SignedOut())
        self.link(LinkState.SIGNED_OUT)

    def retry_now(self) -> None:
        self.retries += 1

    def resync(self) -> None:
        self._told_seq = self.picture.seq
        self._sink.on_snapshot(Stream.OPS, decode_picture(encode_picture(self.picture)))

    def _next_id(self, sort: str) -> str:
        self._number += 1
        return f"{sort}-{self._number}"

    # -- what a test does ----------------------------------------------------------------------------------------------

    @property
    def _sink(self) -> SourceSink:
        assert self.sink is not None, "the hub has no sink yet"
        return self.sink

    def give(self, command: AnyCommand, stamp: Stamp = GATEWAY) -> None:
        """Somebody else gives a command; a refusal is a mistake of the test."""
        outcome = decide(self.picture, Asked(t_ms=self.t_ms, stamp=stamp, command=command))
        assert isinstance(outcome, list), outcome
        self._record(outcome, stamp)

    def advance(self, ms: int) -> None:
        """Move the hub's clock on, without a heartbeat."""
        self.t_ms += ms

    def link(self, state: LinkState, **changes: object) -> None:
        """Tell another state of the link."""
        view = LinkView(state, kind=self._link.kind, seat="D-01", rtt_ms=2.0, clock_ms=self.t_ms)
        self._link = replace(view, **changes)  # type: ignore[arg-type]
        self._sink.on_link(self._link)

    def answer_pending(self) -> None:
        """Decide what was held back."""
        pending, self._pending = self._pending, []
        for command_id, command in pending:
            self._decide(command_id, command)

    def refuse_pending(self, code: str) -> None:
        """The hub's service refuses what was held back, for a reason of its own."""
        pending, self._pending = self._pending, []
        for command_id, command in pending:
            self._sink.on_answer(Answer(command_id, command, m.Refused(id=command_id, code=code)))

    def expire_pending(self) -> None:
        """Nobody answered in time."""
        pending, self._pending = self._pending, []
        for command_id, command in pending:
            self._sink.on_answer(Answer(command_id, command, None))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _decide(self, command_id: str, command: AnyCommand) -> None:
        assert self._stamp is not None, "nobody is signed in"
        told = command
        if isinstance(command, ReportCall) and command.report is not None:
            sealed = Sealed(key_id="k", nonce=b"n", ciphertext=b"c")
            call_id = f"C-{self.picture.counters.get('call', 0) + 1:06d}"
            self._reports[call_id] = command.report
            # As the hub does; its marks are no plain hashes (see `backend_stub.hub.vault`).
            mark = hashlib.sha256(command.report.number.encode()).hexdigest()[:16]
            command = msgspec.structs.replace(
                command,
                report=None,
                sealed=sealed,
                keywords=shipped_call_words().keywords(command.report.words),
                caller_tag=mark if command.report.number else "",
            )
        asked = Asked(t_ms=self.t_ms, stamp=self._stamp, command=command)
        outcome = decide(self.picture, asked)
        if isinstance(outcome, Refusal):
            refused = m.Refused(id=command_id, code=outcome.code, fields=outcome.fields)
            self._sink.on_answer(Answer(command_id, told, refused))
            return
        first = self.picture.seq + 1
        accepted = m.Accepted(id=command_id, first_seq=first, last_seq=first + len(outcome) - 1)
        if self.answers_first:
            self._sink.on_answer(Answer(command_id, told, accepted))
        self._record(outcome, self._stamp)
        if not self.answers_first:
            self._sink.on_answer(Answer(command_id, told, accepted))

    def _record(self, events: list[AnyEvent], stamp: Stamp) -> None:
        recorded = []
        if self.seals:
            events, keys = self._texts.seal(self.picture, events)
            self._keys |= {row.key_id: row.wrapped for row in keys}
        for event in events:
            one = Recorded(seq=self.picture.seq + 1, t_ms=self.t_ms, stamp=stamp, event=event)
            evolve(self.picture, one)
            self.journal.append(one)
            recorded.append(one)
        if self._stamp is not None and recorded:
            self._tell(recorded)

    def _tell(self, events: list[Recorded]) -> None:
        self._told_seq = events[-1].seq
        self._sink.on_events(Stream.OPS, events)


def registry_of(town_dir: Path) -> tuple[Registrable, ...]:
    """A generated town's registry."""
    found = json.loads((town_dir / "registry.json").read_text(encoding="utf-8"))
    entities = [entity for group in found.values() for entity in group]
    return msgspec.convert(tuple(entities), tuple[Registrable, ...])
