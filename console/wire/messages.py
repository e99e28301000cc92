"""Messages of the console–hub protocol, version PROTOCOL_VERSION. Pure data, any thread.

PROTOCOL.md beside this file is the authority: sockets, frames, order, promises. Columnar arrays travel as little-endian
bytes with the dtype in the field's name (`_i32`, `_i16`); all arrays of one batch have the same length.
"""

from __future__ import annotations

import msgspec

from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.calls.entities import Report
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded

from .message_base import ClientMessage as ClientMessage
from .message_base import HubMessage as HubMessage
from .message_base import Message as Message
from .muster_messages import MusterForecast as MusterForecast
from .muster_messages import MusterPlans as MusterPlans

PROTOCOL_VERSION = 2
"""2: nothing is read before sign-in; each stream has a socket of its own; the town comes through the hub."""


# -- commands socket, client → hub -------------------------------------------------------------------------------------


class Hello(ClientMessage, frozen=True, kw_only=True, tag="hello"):
    """First message of every connection; the CURVE key already identifies the seat."""

    protocol: int
    fold_version: int
    client: str


class SignIn(ClientMessage, frozen=True, kw_only=True, tag="sign_in"):
    user: str
    password: str


class SignOut(ClientMessage, frozen=True, kw_only=True, tag="sign_out"):
    pass


class Submit(ClientMessage, frozen=True, kw_only=True, tag="submit"):
    """A command. `id` is client-made (32 hex digits); the same id again gets the same answer. Times in t_ms."""

    id: str
    not_after_ms: int
    based_on: int
    command: AnyCommand


class OpenReport(ClientMessage, frozen=True, kw_only=True, tag="open_report"):
    """Ask for the clear text of a report: checked by role, audited with the purpose."""

    id: str
    call_id: str
    purpose: str


class OpenTexts(ClientMessage, frozen=True, kw_only=True, tag="open_texts"):
    """Ask for the clear words of sealed texts of one call or incident: by the same right, audited as `OpenReport`."""

    id: str
    subject_id: str
    texts: tuple[str, ...]
    purpose: str


class LookEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One look for the audit chain: camera opened, searched, exported … `at_ms` in t_ms as known to the seat.

    `user` is who looked, for a spool that arrives after he has left; "" = whoever is signed in. The hub takes it only
    where that user has sat at this seat.
    """

    what: str
    subject: str
    at_ms: int
    incident_id: str = ""
    purpose: str = ""
    result: str = "ok"
    user: str = ""


class LogLooks(ClientMessage, frozen=True, kw_only=True, tag="log_looks"):
    """Spooled audit entries; answered so that the spool may forget them. Same id again is not logged twice."""

    id: str
    looks: tuple[LookEntry, ...]


class OpenCamera(ClientMessage, frozen=True, kw_only=True, tag="open_camera"):
    """Ask for the address of a camera's stream, lent for this session (secrets live in the hub's vault); audited."""

    id: str
    camera_id: str
    incident_id: str
    purpose: str


class OpenStreams(ClientMessage, frozen=True, kw_only=True, tag="open_streams"):
    """After signing in (programs: after Welcome): ask for a ticket to everything that this session may read."""

    id: str


class Ping(ClientMessage, frozen=True, kw_only=True, tag="ping"):
    sent_ns: int


class PutPositions(ClientMessage, frozen=True, kw_only=True, tag="put_positions"):
    """Positions from the field (role FIELD): no answer, relayed on telemetry topic `pos`."""

    batch: Positions


class PutPlan(ClientMessage, frozen=True, kw_only=True, tag="put_plan"):
    """From the planner (role PLANNER): no answer, relayed on the telemetry topic of its type."""

    plan: EtaTable | Rings | Routes | Recommendation | Cover | MusterPlans | MusterForecast


class CameraAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where one camera's stream is; may hold a secret, so it goes to the hub's vault and is lent from there."""

    camera_id: str
    url: str
    transport: str


class PutCameras(ClientMessage, frozen=True, kw_only=True, tag="put_cameras"):
    """Addresses of camera streams (role GATEWAY): no answer. Replaces what this seat told before."""

    addresses: tuple[CameraAddress, ...]


class Enroll(ClientMessage, frozen=True, kw_only=True, tag="enroll"):
    """Enrolment socket only: the one-time secret out of the code; the CURVE key that carries it becomes the seat's."""

    secret: str
    client: str


# -- commands socket, hub → client -------------------------------------------------------------------------------------


class Welcome(HubMessage, frozen=True, kw_only=True, tag="welcome"):
    """`boot` changes whenever the hub restarts. `same_fold` false: this console must be updated before it may fold.

    `signs_in`: a person signs in at this seat; false for a program, whose roles are the seat's.
    """

    protocol: int
    fold_version: int
    same_fold: bool
    kind: WorldKind
    seat: str
    boot: str
    t_ms: int
    signs_in: bool


class StreamGrant(msgspec.Struct, frozen=True, kw_only=True):
    """One stream that the session may read, and the port of its socket."""

    stream: Stream
    port: int


class StreamsOpened(HubMessage, frozen=True, kw_only=True, tag="streams_opened"):
    """What the session may read until it signs out. The ticket is shown on the other sockets and is good for this
    seat's key only. Ports are 0 and `town` is "" where the role gives no right to them.

    `journal` names the journal: another one means starting from a snapshot. `town` is the hash of the town's files.
    """

    id: str
    ticket: str
    journal: str
    epoch_ms: int
    town_id: str
    town: str
    streams: tuple[StreamGrant, ...]
    telemetry_port: int
    catchup_port: int


class SignedIn(HubMessage, frozen=True, kw_only=True, tag="signed_in"):
    user: str
    name: str
    role: Role


class SignedOut(HubMessage, frozen=True, kw_only=True, tag="signed_out"):
    pass


class Accepted(HubMessage, frozen=True, kw_only=True, tag="accepted"):
    """On disk. Events first_seq..last_seq of the stream follow on its socket, or did already; none if last < first."""

    id: str
    first_seq: int
    last_seq: int
    stream: Stream = Stream.OPS


class Refused(HubMessage, frozen=True, kw_only=True, tag="refused"):
    """Typed and worded by the client from `code` and `fields`; `id` is "" where the frame could not be read."""

    id: str
    code: str
    fields: dict[str, str | int] = {}


class ReportOpened(HubMessage, frozen=True, kw_only=True, tag="report_opened"):
    id: str
    call_id: str
    report: Report


class TextsOpened(HubMessage, frozen=True, kw_only=True, tag="texts_opened"):
    """The words of each sealed text; "" = erased."""

    id: str
    subject_id: str
    texts: dict[str, str]


class LooksLogged(HubMessage, frozen=True, kw_only=True, tag="looks_logged"):
    id: str


class CameraLent(HubMessage, frozen=True, kw_only=True, tag="camera_lent"):
    """`transport` names the kind of source: mpegts, rtsp, hls, mjpeg, rtmp, file. `allowed` is the site's allow-list,
    which holds for what the address leads to; empty = none."""

    id: str
    camera_id: str
    url: str
    transport: str
    allowed: tuple[str, ...] = ()


class Enrolled(HubMessage, frozen=True, kw_only=True, tag="enrolled"):
    """Enrolment socket only: this key is seat `seat` from now on; `commands_port` is where to say hello."""

    seat: str
    commands_port: int


class Pong(HubMessage, frozen=True, kw_only=True, tag="pong"):
    """`boot` as in Welcome: another one means that the hub has restarted and knows nobody."""

    sent_ns: int
    t_ms: int
    boot: str


# -- a stream's socket (DEALER to ROUTER, one for each stream) ---------------------------------------------------------


class Join(ClientMessage, frozen=True, kw_only=True, tag="join"):
    """Show the ticket on a stream's or the telemetry socket; from the answer on everything new is sent here.

    `topics` are for the telemetry socket: those wanted, all when empty.
    """

    ticket: str
    topics: tuple[str, ...] = ()


class Joined(HubMessage, frozen=True, kw_only=True, tag="joined"):
    """Every event after `seq` follows on this socket; those up to it come from catch-up. Telemetry: `seq` is 0."""

    seq: int


class EventBatch(HubMessage, frozen=True, kw_only=True, tag="event_batch"):
    """Consecutive events of one stream in order."""

    stream: Stream
    events: tuple[Recorded, ...]


class Heartbeat(HubMessage, frozen=True, kw_only=True, tag="heartbeat"):
    """Each second, on each stream. `rate_permille` 1000 = real time. `picture_hash` is of the stream's picture at `seq`
    (32 hex digits)."""

    stream: Stream
    boot: str
    seq: int
    t_ms: int
    utc_ms: int
    rate_permille: int
    paused: bool
    picture_hash: str
    events_per_s: int


# -- telemetry socket (topics: PROTOCOL.md) ----------------------------------------------------------------------------


class Positions(HubMessage, frozen=True, kw_only=True, tag="positions"):
    """Newest fix per unit: lon, lat ×10⁷ int32; bearing whole degrees int16; speed cm/s int16; age of fix ms int32."""

    t_ms: int
    unit_ids: tuple[str, ...]
    lon_i32: bytes
    lat_i32: bytes
    bearing_i16: bytes
    speed_cmps_i16: bytes
    age_ms_i32: bytes


class EtaTable(HubMessage, frozen=True, kw_only=True, tag="eta"):
    """ETAs of all units to one open incident over the road network; −1 = beyond the horizon. `number` grows by one.

    Of units that are ordered here and have not left yet, with what is left of their turnout; of all others without.
    """

    number: int
    t_ms: int
    incident_id: str
    unit_ids: tuple[str, ...]
    eta_s_i32: bytes
    by_road: bool = True


class Rings(HubMessage, frozen=True, kw_only=True, tag="rings"):
    """Travel-time rings: for each minute mark the polygons as closed rings of alternating lon_e7, lat_e7 int32."""

    number: int
    incident_id: str
    minutes: tuple[int, ...]
    rings_i32: tuple[tuple[bytes, ...], ...]


class Routes(HubMessage, frozen=True, kw_only=True, tag="routes"):
    """Way still to go of each unit bound for the incident, alternating lon_e7, lat_e7 int32."""

    number: int
    incident_id: str
    unit_ids: tuple[str, ...]
    lines_i32: tuple[bytes, ...]


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """One recommended unit and the terms of its rank (DOMAIN §6): ETA, what it uncovers, workload, capabilities met."""

    unit_id: str
    rank: int
    eta_s: int
    turnout_s: int
    capabilities: tuple[str, ...]
    uncovers: tuple[str, ...]
    workload: int
    cost_s: int
    substitute_for: str = ""


class Recommendation(HubMessage, frozen=True, kw_only=True, tag="advice"):
    """For one open incident: `chosen` covers what is still wanted, `others` are the next best."""

    number: int
    t_ms: int
    incident_id: str
    wanted: tuple[str, ...]
    chosen: tuple[Advice, ...]
    others: tuple[Advice, ...]
    missing: tuple[str, ...] = ()


class Cover(HubMessage, frozen=True, kw_only=True, tag="cover"):
    """Grids and how many available units of tiers 1–2 reach each in time; `short` are below their minimum."""

    number: int
    t_ms: int
    grid_ids: tuple[str, ...]
    units_i16: bytes
    short: tuple[str, ...]


# -- catch-up socket ---------------------------------------------------------------------------------------------------


class GetSnapshot(ClientMessage, frozen=True, kw_only=True, tag="get_snapshot"):
    """A stream's picture at its newest seq; or its newest keyframe at or before `at_seq`, and of `at_ms`, when ≥ 0."""

    id: str
    ticket: str
    stream: Stream = Stream.OPS
    at_seq: int = -1
    at_ms: int = -1


class GetEvents(ClientMessage, frozen=True, kw_only=True, tag="get_events"):
    """Events first..last of a stream, inclusive; answered in chunks of at most 1,000, the last marked."""

    id: str
    ticket: str
    first: int
    last: int
    stream: Stream = Stream.OPS


class GetTown(ClientMessage, frozen=True, kw_only=True, tag="get_town"):
    """Which files the town consists of: map, roads, gazetteer."""

    id: str
    ticket: str


class GetTownFile(ClientMessage, frozen=True, kw_only=True, tag="get_town_file"):
    """One file of the town, by the SHA-256 that the manifest gives for it."""

    id: str
    ticket: str
    sha256: str


class SnapshotPart(HubMessage, frozen=True, kw_only=True, tag="snapshot_part"):
    """`body` parts 0..parts−1 joined are the msgpack picture of the stream at `seq` (`console.domain.picture`)."""

    id: str
    stream: Stream
    seq: int
    t_ms: int
    part: int
    parts: int
    body: bytes


class EventsPart(HubMessage, frozen=True, kw_only=True, tag="events_part"):
    id: str
    stream: Stream
    events: tuple[Recorded, ...]
    last_part: bool


class TownFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the town; `name` is relative, parts separated by `/`."""

    name: str
    size: int
    sha256: str


class TownManifest(HubMessage, frozen=True, kw_only=True, tag="town_manifest"):
    """All files of the town; `town` is the hash over their names and hashes (`console.wire.ids`)."""

    id: str
    town: str
    files: tuple[TownFile, ...]


class TownFilePart(HubMessage, frozen=True, kw_only=True, tag="town_file_part"):
    """Parts 0..parts−1 joined are the file."""

    id: str
    part: int
    parts: int
    body: bytes
