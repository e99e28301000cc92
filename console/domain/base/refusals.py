"""Why a command was refused: stable codes, worded for people by `console.words.refusals`.

A refusal is a value, a bug is an exception. Codes never change their meaning; the hub adds those of the wire
(expired, malformed …), so that one table words them all. Pure, any thread.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from .limits import MAX_TEXT
from .message import Refusal

_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\uffff]"
)
"""Controls but tabs and line ends, what turns the direction of writing, halves of characters."""
_ONE_LINE: Final = {ord(letter): " " for letter in "\n\r\t\u2028\u2029"}


class Code(StrEnum):
    """Every refusal there is. Domain codes first, then those the hub's service gives."""

    NOT_ALLOWED = "not_allowed"
    NOT_OFFERED = "not_offered"
    NO_SUCH_MOMENT = "no_such_moment"
    UNKNOWN_CALL = "unknown_call"
    UNKNOWN_INCIDENT = "unknown_incident"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_DEPARTMENT = "unknown_department"
    UNKNOWN_SENSOR = "unknown_sensor"
    UNKNOWN_CAMERA = "unknown_camera"
    UNKNOWN_CLOSURE = "unknown_closure"
    UNKNOWN_ENTRY = "unknown_entry"
    STILL_USED = "still_used"
    BAD_PLACE = "bad_place"
    FAR_PLACE = "far_place"
    BAD_LEVEL = "bad_level"
    BAD_RATING = "bad_rating"
    BAD_VALUE = "bad_value"
    TEXT_REQUIRED = "text_required"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_HIDDEN = "text_hidden"
    NOT_SEALED = "not_sealed"
    ALREADY_DONE = "already_done"
    NO_BARE_GRID = "no_bare_grid"
    CALL_SETTLED = "call_settled"
    NOT_MERGED = "not_merged"
    INCIDENT_CLOSED = "incident_closed"
    INCIDENT_NOT_CLOSED = "incident_not_closed"
    WRONG_STATE = "wrong_state"
    ONLY_CASES = "only_cases"
    SAME_DEPARTMENT = "same_department"
    ORDERS_OPEN = "orders_open"
    VERIFIER_IS_HANDLER = "verifier_is_handler"
    BAD_FLOW = "bad_flow"
    FLOW_KNOWN = "flow_known"
    FLOW_UNREACHABLE = "flow_unreachable"
    FLOW_TRAP = "flow_trap"
    FLOW_UNVERIFIED = "flow_unverified"
    NO_UNITS = "no_units"
    DUPLICATE_UNIT = "duplicate_unit"
    UNIT_BUSY = "unit_busy"
    UNIT_OUT_OF_SERVICE = "unit_out_of_service"
    UNIT_HAS_NO_ORDER = "unit_has_no_order"
    ORDER_ENDED = "order_ended"
    NOT_FORWARD = "not_forward"
    NOT_BACKWARD = "not_backward"
    NOT_ON_SCENE = "not_on_scene"
    ON_SCENE = "on_scene"
    DIVERT_NOT_HIGHER = "divert_not_higher"
    DIVERT_NEEDS_LEADER = "divert_needs_leader"
    SAME_INCIDENT = "same_incident"
    JOURNAL_OPEN = "journal_open"
    UNKNOWN_RULES = "unknown_rules"
    TOO_MANY = "too_many"
    UNKNOWN_MUSTER = "unknown_muster"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_ITEM = "unknown_item"
    NOT_MAJOR = "not_major"
    NEEDS_LEADER = "needs_leader"
    MUSTER_ACTIVE = "muster_active"
    MUSTER_NOT_ORDERED = "muster_not_ordered"
    MUSTER_ALREADY_ORDERED = "muster_already_ordered"
    MUSTER_OVER = "muster_over"
    RALLY_REQUIRED = "rally_required"
    RALLY_IN_WATER = "rally_in_water"
    RALLY_UNREACHABLE = "rally_unreachable"
    BAD_PLAN = "bad_plan"
    WORK_AREA_TOO_LARGE = "work_area_too_large"
    RALLY_IN_WORK_AREA = "rally_in_work_area"
    UNIT_NOT_THERE = "unit_not_there"
    NOBODY_AT_POST = "nobody_at_post"
    NOT_THE_COMMANDER = "not_the_commander"
    BAD_HEADCOUNT = "bad_headcount"
    NOT_UNDER_THIS_ORDER = "not_under_this_order"
    PARALLEL_NEEDS_DIRECT = "parallel_needs_direct"
    NOT_DECLARED = "not_declared"
    CHECKLIST_OPEN = "checklist_open"
    VERIFIER_IS_DECLARER = "verifier_is_declarer"
    NO_RESERVES = "no_reserves"
    ONLY_DRILLS = "only_drills"
    UNIT_RESERVED = "unit_reserved"
    RUN_OPEN = "run_open"
    RUN_NOT_RUNNING = "run_not_running"
    RUN_PAUSED = "run_paused"
    # -- the hub's service -----------------------------------------------------------------------------------------
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    UNKNOWN_MESSAGE = "unknown_message"
    WRONG_PROTOCOL = "wrong_protocol"
    WRONG_FOLD = "wrong_fold"
    WRONG_KIND = "wrong_kind"
    EXPIRED = "expired"
    REPLAYED = "replayed"
    NOT_SIGNED_IN = "not_signed_in"
    BAD_CREDENTIALS = "bad_credentials"
    TOO_FAST = "too_fast"
    STORE_FAILED = "store_failed"
    REPORT_ERASED = "report_erased"
    FORMER_KEY = "former_key"
    PURPOSE_REQUIRED = "purpose_required"
    CAMERA_HAS_NO_SOURCE = "camera_has_no_source"
    AUTOPILOT_REFUSED = "autopilot_refused"
    STOPPING = "stopping"
    READ_ONLY = "read_only"
    WRONG_SOCKET = "wrong_socket"
    HELLO_FIRST = "hello_first"
    TOO_MANY_TRIES = "too_many_tries"
    SEAT_DISABLED = "seat_disabled"
    BAD_ID = "bad_id"
    EXPIRES_TOO_LATE = "expires_too_late"
    BUSY = "busy"
    NO_REPORT = "no_report"
    NO_SUCH_EVENTS = "no_such_events"
    NO_SUCH_FILE = "no_such_file"
    BAD_ENROLMENT_CODE = "bad_enrolment_code"
    INTERNAL = "internal"


def refuse(code: Code, **fields: str | int) -> Refusal:
    """A refusal with the fields its words need."""
    return Refusal(code=code.value, fields=fields)


def is_plain(text: str) -> bool:
    """Whether a text is within MAX_TEXT characters and holds nothing that hides or moves what stands beside it: control
    characters (but for line ends and tabs), or marks that turn the direction of writing."""
    return len(text) <= MAX_TEXT and not _HIDDEN.search(text)


def made_plain(text: str, most: int = MAX_TEXT) -> str:
    """A text that is kept whatever it holds: one line, blanks in place of what `is_plain` refuses, at most so long."""
    return without_hidden(text).translate(_ONE_LINE)[:most]


def check_text(text: str, *, field: str, required: bool = True) -> Refusal | None:
    """A text that must be there (and to be seen), without hidden control characters, within MAX_TEXT characters."""
    if required and not (
        text[:1].isalnum() or any(unicodedata.category(sign)[0] not in "CZ" for sign in text)
    ):
        return refuse(Code.TEXT_REQUIRED, field=field)
    if len(text) > MAX_TEXT:
        return refuse(Code.TEXT_TOO_LONG, field=field, limit=MAX_TEXT)
    if hidden := _HIDDEN.search(text):
        return refuse(Code.TEXT_HIDDEN, field=field, sign=f"U+{ord(hidden.group()):04X}")
    return None


def without_hidden(text: str) -> str:
    """The text with a blank for every hidden control character: for what must not be lost."""
    return _HIDDEN.sub(" ", text)
