"""One well-formed message of every type, with values that never change: what the golden frames are made of."""

from __future__ import annotations

import hashlib
import struct

from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.base.sealed_text import SealedText
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.evolve import Recorded
from console.domain.exercise.events import ExerciseNoted
from console.domain.incidents.events import NoteAdded
from console.domain.musters.plan import Post, PostKind
from console.wire import messages as m
from console.wire.ids import town_hash
from console.wire.muster_messages import MusterProposal, PlannedUnit, RallyProposal

PLACE = Place(
    lon_e7=1_178_000_000, lat_e7=366_000_000, text_zh="松亭路12号", text_en="12 Songting Road", grid="G-12"
)
REPORT = Report(name="王小明", number="13800000000", words="三楼起火 fire")
STAMP = Stamp(actor="li", role=Role.OPERATOR, seat="D-01")
RECORDED = Recorded(seq=7, t_ms=1234, stamp=STAMP, event=NoteAdded(incident_id="INC-0001", text="到场"))
NOTED = Recorded(
    seq=1,
    t_ms=1234,
    stamp=Stamp(actor="zhou", role=Role.TRAINER, seat="D-04"),
    event=ExerciseNoted(text="speaks to the second unit first"),
)
TICKET = "00112233445566778899aabbccddeeff"
MAP = m.TownFile(name="base/streets.geojson", size=2, sha256=hashlib.sha256(b"{}").hexdigest())
ID = "0198aabbccdd00112233445566778899"
I32 = struct.pack("<2i", -1, 65_536)
I16 = struct.pack("<2h", -1, 359)
ETA = m.EtaTable(number=3, t_ms=9, incident_id="INC-0001", unit_ids=("P-101", "P-102"), eta_s_i32=I32)
POSITIONS = m.Positions(
    t_ms=9,
    unit_ids=("P-101", "P-102"),
    lon_i32=I32,
    lat_i32=I32,
    bearing_i16=I16,
    speed_cmps_i16=I16,
    age_ms_i32=I32,
)
ADVICE = m.Advice(
    unit_id="P-101",
    rank=1,
    eta_s=95,
    turnout_s=30,
    capabilities=("fire",),
    uncovers=("G-12",),
    workload=2,
    cost_s=120,
)
PLANNED = PlannedUnit(unit_id="P-101", eta_s=140, officers=4, substitute_for="P-108", uncovers=("G-12",))
POST = Post(
    id="cordon-1",
    kind=PostKind.CORDON,
    name_zh="警戒一",
    name_en="Cordon 1",
    lon_e7=1_178_000_000,
    lat_e7=366_000_000,
    officers=6,
)

SEALED_TEXT = str(SealedText("INC-0001.0", bytes(range(30))))

CLIENT: tuple[m.ClientMessage, ...] = (
    m.Hello(protocol=2, fold_version=1, client="console 0.1"),
    m.SignIn(user="li", password="correct horse"),
    m.SignOut(),
    m.Submit(
        id=ID,
        not_after_ms=16_234,
        based_on=6,
        command=ReportCall(channel=Channel.PHONE, place=PLACE, report=REPORT),
    ),
    m.OpenReport(id="r1", call_id="C-000001", purpose="call back"),
    m.OpenTexts(id="x1", subject_id="INC-0001", texts=(SEALED_TEXT,), purpose="hand over"),
    m.LogLooks(id="l1", looks=(m.LookEntry(what="search", subject="松亭", at_ms=5, user="wang"),)),
    m.OpenCamera(id="k1", camera_id="CAM-031", incident_id="INC-0001", purpose=""),
    m.Ping(sent_ns=123_456_789_012),
    m.PutPositions(batch=POSITIONS),
    m.PutPlan(plan=ETA),
    m.PutCameras(
        addresses=(
            m.CameraAddress(camera_id="CAM-031", url="http://127.0.0.1:9/cam/31.ts", transport="mpegts"),
        )
    ),
    m.Enroll(secret="00112233445566778899", client="console 0.1"),
    m.OpenStreams(id="o1"),
    m.Join(ticket=TICKET, topics=("pos", "eta")),
    m.GetSnapshot(id="s1", ticket=TICKET, stream=Stream.CONTROL, at_ms=1234),
    m.GetEvents(id="e1", ticket=TICKET, first=1, last=7),
    m.GetTown(id="t1", ticket=TICKET),
    m.GetTownFile(id="t2", ticket=TICKET, sha256=MAP.sha256),
)

HUB: tuple[m.HubMessage, ...] = (
    m.Welcome(
        protocol=2,
        fold_version=1,
        same_fold=True,
        kind=WorldKind.DEMO,
        seat="D-01",
        boot="00ff",
        t_ms=1234,
        signs_in=True,
    ),
    m.StreamsOpened(
        id="o1",
        ticket=TICKET,
        journal="5eed" * 8,
        epoch_ms=1_790_000_000_000,
        town_id="songting",
        town=town_hash((MAP,)),
        streams=(
            m.StreamGrant(stream=Stream.OPS, port=4001),
            m.StreamGrant(stream=Stream.CONTROL, port=4005),
        ),
        telemetry_port=4002,
        catchup_port=4003,
    ),
    m.SignedIn(user="li", name="李明", role=Role.OPERATOR),
    m.SignedOut(),
    m.Accepted(id=ID, first_seq=7, last_seq=8, stream=Stream.CONTROL),
    m.Refused(id=ID, code="expired", fields={"late_ms": 12}),
    m.TextsOpened(id="x1", subject_id="INC-0001", texts={SEALED_TEXT: "孩子叫小明"}),
    m.ReportOpened(id="r1", call_id="C-000001", report=REPORT),
    m.LooksLogged(id="l1"),
    m.CameraLent(id="k1", camera_id="CAM-031", url="rtsp://user:secret@10.0.0.1/31", transport="rtsp"),
    m.Enrolled(seat="D-01", commands_port=4000),
    m.Pong(sent_ns=123_456_789_012, t_ms=1234, boot="00ff"),
    m.SnapshotPart(id="s1", stream=Stream.CONTROL, seq=7, t_ms=1234, part=0, parts=1, body=b"\x80"),
    m.EventsPart(id="e1", stream=Stream.OPS, events=(RECORDED,), last_part=True),
    m.TownManifest(id="t1", town=town_hash((MAP,)), files=(MAP,)),
    m.TownFilePart(id="t2", part=0, parts=1, body=b"{}"),
    m.Joined(seq=7),
    m.EventBatch(stream=Stream.CONTROL, events=(NOTED,)),
    m.Heartbeat(
        stream=Stream.OPS,
        boot="00ff",
        seq=7,
        t_ms=1234,
        utc_ms=1_790_000_001_234,
        rate_permille=1000,
        paused=False,
        picture_hash="0" * 32,
        events_per_s=2,
    ),
    POSITIONS,
    ETA,
    m.Rings(number=1, incident_id="INC-0001", minutes=(5, 10), rings_i32=((I32,), (I32, I32))),
    m.Routes(number=1, incident_id="INC-0001", unit_ids=("P-101",), lines_i32=(I32,)),
    m.Recommendation(
        number=1,
        t_ms=9,
        incident_id="INC-0001",
        wanted=("fire",),
        chosen=(ADVICE,),
        others=(),
        missing=("boat",),
    ),
    m.Cover(number=1, t_ms=9, grid_ids=("G-11", "G-12"), units_i16=I16, short=("G-11",)),
    m.MusterPlans(
        number=2,
        t_ms=9,
        incident_id="INC-0001",
        strength=100,
        eligible=140,
        reserves=12,
        rallies=(RallyProposal(place=PLACE, t_star_s=431, drive_s=95, off_wind_deg=20, source="junction"),),
        plans=(
            MusterProposal(kind="balanced", t_star_s=431, strength=104, units=(PLANNED,), uncovers=("G-12",)),
        ),
        posts=(POST,),
        work_area_e7=(0, 0, 10, 0, 10, 10, 0, 0),
        card="chemical",
    ),
    m.MusterForecast(
        number=4,
        t_ms=9,
        muster_id="M-0001",
        incident_id="INC-0001",
        counted=42,
        en_route=61,
        p10_ms=400_000,
        p50_ms=431_000,
        p90_ms=-1,
        in_time_permille=870,
        at_s_i32=I32,
        p10_i16=I16,
        p50_i16=I16,
        p90_i16=I16,
        substitutes=(PLANNED,),
    ),
)

MALFORMED: dict[str, bytes] = {
    "empty": b"",
    "not_msgpack": b"\xc1",
    "not_a_map": b"\x93\x01\x02\x03",
    "cut": b"\x82\xa4type\xa5hello\xa8protoc",
    "no_type": b"\x81\xa2id\xa1x",
    "type_is_number": b"\x81\xa4type\x07",
    "unknown_message": b"\x82\xa4type\xa7explode\xa2id\xa2m1",
    "unknown_command": (
        b"\x85\xa4type\xa6submit\xa2id\xa2m2\xacnot_after_ms\x01\xa8based_on\x00"
        b"\xa7command\x81\xa4type\xa4nuke"
    ),
    "missing_field": b"\x82\xa4type\xa4ping\xa2id\xa2m3",
    "wrong_field": b"\x82\xa4type\xa4ping\xa7sent_ns\xa4soon",
    "bad_utf8": b"\x82\xa4type\xa5hello\xa6client\xa2\xff\xfe",
    "deep": b"\x82\xa4type\xa4ping\xa1x" + b"\x91" * 5_000 + b"\x00",
    "long_length": b"\x81\xdb\xff\xff\xff\xff",
}
"""Frames that no decoder may take; the names say what is wrong."""
