"""English templates for every refusal code: made into words below. Fields in braces may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from console.domain.base.refusals import Code
from widgets.translate_noop import QT_TRANSLATE_NOOP
from widgets.words import incident_state_words, state_word

REFUSAL_WORDS: Final[dict[str, str]] = {
    Code.NOT_ALLOWED: QT_TRANSLATE_NOOP("refusals", "Your role may not do this"),
    Code.NOT_OFFERED: QT_TRANSLATE_NOOP("refusals", "This window only shows: nothing can be asked for here"),
    Code.UNKNOWN_CALL: QT_TRANSLATE_NOOP("refusals", "There is no such call"),
    Code.UNKNOWN_INCIDENT: QT_TRANSLATE_NOOP("refusals", "There is no such incident"),
    Code.UNKNOWN_UNIT: QT_TRANSLATE_NOOP("refusals", "There is no such unit"),
    Code.UNKNOWN_ORDER: QT_TRANSLATE_NOOP("refusals", "There is no such order"),
    Code.UNKNOWN_TYPE: QT_TRANSLATE_NOOP("refusals", "There is no such incident type"),
    Code.UNKNOWN_DEPARTMENT: QT_TRANSLATE_NOOP("refusals", "There is no such department"),
    Code.UNKNOWN_SENSOR: QT_TRANSLATE_NOOP("refusals", "There is no such sensor"),
    Code.UNKNOWN_CAMERA: QT_TRANSLATE_NOOP("refusals", "There is no such camera"),
    Code.UNKNOWN_CLOSURE: QT_TRANSLATE_NOOP("refusals", "There is no such closure"),
    Code.BAD_PLACE: QT_TRANSLATE_NOOP("refusals", "The place is not valid"),
    Code.BAD_LEVEL: QT_TRANSLATE_NOOP("refusals", "Levels are 1 to 4"),
    Code.BAD_RATING: QT_TRANSLATE_NOOP("refusals", "Ratings are excellent, meets and fails"),
    Code.BAD_VALUE: QT_TRANSLATE_NOOP("refusals", "A value is not valid: {field}"),
    Code.TEXT_REQUIRED: QT_TRANSLATE_NOOP("refusals", "A reason in words is required"),
    Code.TEXT_TOO_LONG: QT_TRANSLATE_NOOP("refusals", "The text is too long"),
    Code.NOT_SEALED: QT_TRANSLATE_NOOP("refusals", "The report was not sealed"),
    Code.ALREADY_DONE: QT_TRANSLATE_NOOP("refusals", "That has been done already"),
    Code.NO_BARE_GRID: QT_TRANSLATE_NOOP("refusals", "No grid below its minimum wants a reason now"),
    Code.CALL_SETTLED: QT_TRANSLATE_NOOP("refusals", "Somebody has already dealt with this call"),
    Code.NOT_MERGED: QT_TRANSLATE_NOOP("refusals", "The call is not merged"),
    Code.INCIDENT_CLOSED: QT_TRANSLATE_NOOP("refusals", "The incident is closed"),
    Code.INCIDENT_NOT_CLOSED: QT_TRANSLATE_NOOP("refusals", "The incident is not closed"),
    Code.WRONG_STATE: QT_TRANSLATE_NOOP("refusals", "Not possible in the present state"),
    Code.ONLY_CASES: QT_TRANSLATE_NOOP("refusals", "Only for cases of the grid flow"),
    Code.SAME_DEPARTMENT: QT_TRANSLATE_NOOP("refusals", "That department has it already"),
    Code.ORDERS_OPEN: QT_TRANSLATE_NOOP("refusals", "Units are still bound by orders"),
    Code.VERIFIER_IS_HANDLER: QT_TRANSLATE_NOOP("refusals", "Somebody else than the handler must verify"),
    Code.BAD_FLOW: QT_TRANSLATE_NOOP("refusals", "The case flow is not valid: {field}"),
    Code.FLOW_KNOWN: QT_TRANSLATE_NOOP("refusals", "Another case flow is registered under this id: {flow}"),
    Code.FLOW_UNREACHABLE: QT_TRANSLATE_NOOP(
        "refusals", "No move of the case flow leads to one of its states: {state}"
    ),
    Code.FLOW_TRAP: QT_TRANSLATE_NOOP(
        "refusals", "A case would never get out of this state of the case flow: {state}"
    ),
    Code.FLOW_UNVERIFIED: QT_TRANSLATE_NOOP(
        "refusals", "By this case flow a case could be closed without somebody else verifying it"
    ),
    Code.NO_UNITS: QT_TRANSLATE_NOOP("refusals", "No unit chosen"),
    Code.DUPLICATE_UNIT: QT_TRANSLATE_NOOP("refusals", "A unit is named twice {unit}"),
    Code.UNIT_BUSY: QT_TRANSLATE_NOOP("refusals", "Unit is on another order {unit}"),
    Code.UNIT_OUT_OF_SERVICE: QT_TRANSLATE_NOOP("refusals", "Unit is out of service {unit}"),
    Code.UNIT_HAS_NO_ORDER: QT_TRANSLATE_NOOP("refusals", "Unit has no order {unit}"),
    Code.ORDER_ENDED: QT_TRANSLATE_NOOP("refusals", "The order has ended"),
    Code.NOT_FORWARD: QT_TRANSLATE_NOOP("refusals", "The order is already further on"),
    Code.NOT_BACKWARD: QT_TRANSLATE_NOOP("refusals", "A correction goes backward"),
    Code.NOT_ON_SCENE: QT_TRANSLATE_NOOP("refusals", "The unit is not on scene"),
    Code.ON_SCENE: QT_TRANSLATE_NOOP("refusals", "The unit is on scene"),
    Code.DIVERT_NOT_HIGHER: QT_TRANSLATE_NOOP("refusals", "A unit is diverted only to a higher level"),
    Code.DIVERT_NEEDS_LEADER: QT_TRANSLATE_NOOP("refusals", "Only the duty leader diverts a unit on scene"),
    Code.SAME_INCIDENT: QT_TRANSLATE_NOOP("refusals", "The unit is on this incident already"),
    Code.JOURNAL_OPEN: QT_TRANSLATE_NOOP("refusals", "The journal is open already"),
    Code.UNKNOWN_RULES: QT_TRANSLATE_NOOP(
        "refusals", "This journal is decided by newer rules (version {version}): update this console"
    ),
    Code.TOO_MANY: QT_TRANSLATE_NOOP("refusals", "Too many at once"),
    Code.UNKNOWN_MUSTER: QT_TRANSLATE_NOOP("refusals", "There is no muster of this incident"),
    Code.UNKNOWN_POST: QT_TRANSLATE_NOOP("refusals", "There is no such post {post}"),
    Code.UNKNOWN_ITEM: QT_TRANSLATE_NOOP("refusals", "There is no such checklist item"),
    Code.NOT_MAJOR: QT_TRANSLATE_NOOP("refusals", "The incident has not been declared major"),
    Code.NEEDS_LEADER: QT_TRANSLATE_NOOP("refusals", "The duty leader activates and orders a muster"),
    Code.MUSTER_ACTIVE: QT_TRANSLATE_NOOP("refusals", "A muster of this incident is active already {muster}"),
    Code.MUSTER_NOT_ORDERED: QT_TRANSLATE_NOOP("refusals", "The muster order has not been given yet"),
    Code.MUSTER_ALREADY_ORDERED: QT_TRANSLATE_NOOP(
        "refusals", "The muster order was given already, by {by} at {seat}"
    ),
    Code.MUSTER_OVER: QT_TRANSLATE_NOOP("refusals", "The muster is over"),
    Code.RALLY_REQUIRED: QT_TRANSLATE_NOOP("refusals", "The order names no rally point"),
    Code.RALLY_IN_WATER: QT_TRANSLATE_NOOP("refusals", "The rally point lies in the water"),
    Code.RALLY_UNREACHABLE: QT_TRANSLATE_NOOP("refusals", "No road leads to the rally point"),
    Code.BAD_PLAN: QT_TRANSLATE_NOOP("refusals", "The muster order is not valid: {field}"),
    Code.BAD_HEADCOUNT: QT_TRANSLATE_NOOP("refusals", "The head-count is not valid {unit}"),
    Code.NOT_UNDER_THIS_ORDER: QT_TRANSLATE_NOOP("refusals", "Unit is not under this order {unit}"),
    Code.PARALLEL_NEEDS_DIRECT: QT_TRANSLATE_NOOP(
        "refusals", "Parallel clocks need units that go directly to the scene"
    ),
    Code.NOT_DECLARED: QT_TRANSLATE_NOOP("refusals", "Nobody has declared the scene under control"),
    Code.CHECKLIST_OPEN: QT_TRANSLATE_NOOP("refusals", "Checklist items without evidence: {open}"),
    Code.VERIFIER_IS_DECLARER: QT_TRANSLATE_NOOP("refusals", "Somebody else than the declarer must verify"),
    Code.NO_RESERVES: QT_TRANSLATE_NOOP("refusals", "There are no reserves to recall"),
    Code.ONLY_DRILLS: QT_TRANSLATE_NOOP("refusals", "Only in exercises"),
    Code.UNIT_RESERVED: QT_TRANSLATE_NOOP("refusals", "Unit is in reserve and must be recalled first {unit}"),
    Code.RUN_OPEN: QT_TRANSLATE_NOOP("refusals", "The exercise has begun already"),
    Code.RUN_NOT_RUNNING: QT_TRANSLATE_NOOP("refusals", "The exercise is not running"),
    Code.MALFORMED: QT_TRANSLATE_NOOP("refusals", "The hub could not read the message"),
    Code.TOO_LARGE: QT_TRANSLATE_NOOP("refusals", "The message is too large"),
    Code.UNKNOWN_MESSAGE: QT_TRANSLATE_NOOP("refusals", "The hub does not know this message"),
    Code.WRONG_PROTOCOL: QT_TRANSLATE_NOOP("refusals", "Console and hub speak different versions"),
    Code.WRONG_FOLD: QT_TRANSLATE_NOOP("refusals", "This console must be updated to follow this hub"),
    Code.WRONG_KIND: QT_TRANSLATE_NOOP(
        "refusals", "This hub is of another kind: this seat does not go there"
    ),
    Code.EXPIRED: QT_TRANSLATE_NOOP("refusals", "Not confirmed in time: not done"),
    Code.REPLAYED: QT_TRANSLATE_NOOP("refusals", "The message is an old one"),
    Code.NOT_SIGNED_IN: QT_TRANSLATE_NOOP("refusals", "Nobody is signed in"),
    Code.BAD_CREDENTIALS: QT_TRANSLATE_NOOP("refusals", "User or password is wrong"),
    Code.TOO_FAST: QT_TRANSLATE_NOOP("refusals", "Too many commands at once: try again"),
    Code.STORE_FAILED: QT_TRANSLATE_NOOP("refusals", "The hub could not save it: not done"),
    Code.REPORT_ERASED: QT_TRANSLATE_NOOP("refusals", "The report has been erased"),
    Code.PURPOSE_REQUIRED: QT_TRANSLATE_NOOP("refusals", "A purpose is required"),
    Code.CAMERA_HAS_NO_SOURCE: QT_TRANSLATE_NOOP("refusals", "The camera has no source"),
    Code.AUTOPILOT_REFUSED: QT_TRANSLATE_NOOP("refusals", "A live hub takes no autopilot"),
    Code.STOPPING: QT_TRANSLATE_NOOP("refusals", "The hub is stopping"),
    Code.NO_REPORT: QT_TRANSLATE_NOOP("refusals", "There is no report to open"),
    Code.TOO_MANY_TRIES: QT_TRANSLATE_NOOP("refusals", "Too many tries: wait a little"),
    Code.HELLO_FIRST: QT_TRANSLATE_NOOP("refusals", "The console did not introduce itself"),
    Code.BAD_ENROLMENT_CODE: QT_TRANSLATE_NOOP("refusals", "The enrolment code is wrong or used up"),
    Code.NO_SUCH_EVENTS: QT_TRANSLATE_NOOP("refusals", "The hub does not have these events"),
    Code.NO_SUCH_FILE: QT_TRANSLATE_NOOP("refusals", "The hub does not have this file of the town"),
    Code.WRONG_SOCKET: QT_TRANSLATE_NOOP("refusals", "The message came by the wrong way"),
    Code.BAD_ID: QT_TRANSLATE_NOOP("refusals", "The id of the command is not valid"),
    Code.EXPIRES_TOO_LATE: QT_TRANSLATE_NOOP("refusals", "The command may not wait so long"),
    Code.BUSY: QT_TRANSLATE_NOOP("refusals", "The hub is busy: try again"),
    Code.SEAT_DISABLED: QT_TRANSLATE_NOOP("refusals", "This seat has been disabled"),
    Code.INTERNAL: QT_TRANSLATE_NOOP("refusals", "The hub failed at this: not done"),
}
"""Words by code."""

FIELD_WORDS: Final[dict[str, str]] = {
    "rate_permille": QT_TRANSLATE_NOOP("refusal_fields", "speed (a number; 1 is real time)"),
    "from_deg": QT_TRANSLATE_NOOP("refusal_fields", "wind direction (0 to 359 degrees)"),
    "speed_cmps": QT_TRANSLATE_NOOP("refusal_fields", "wind speed"),
    "grid_ids": QT_TRANSLATE_NOOP("refusal_fields", "grids"),
    "call_ids": QT_TRANSLATE_NOOP("refusal_fields", "calls"),
    "other_id": QT_TRANSLATE_NOOP("refusal_fields", "the other call"),
    "phase": QT_TRANSLATE_NOOP("refusal_fields", "phase"),
    "headcount": QT_TRANSLATE_NOOP("refusal_fields", "head-count"),
    "area": QT_TRANSLATE_NOOP("refusal_fields", "area"),
    "post_id": QT_TRANSLATE_NOOP("refusal_fields", "post"),
    "away_m": QT_TRANSLATE_NOOP("refusal_fields", "distance"),
    "radius_m": QT_TRANSLATE_NOOP("refusal_fields", "radius"),
    "at_ms": QT_TRANSLATE_NOOP("refusal_fields", "time"),
    "at_s": QT_TRANSLATE_NOOP("refusal_fields", "time"),
    "flow_id": QT_TRANSLATE_NOOP("refusal_fields", "id"),
    "flow_names": QT_TRANSLATE_NOOP("refusal_fields", "names"),
    "flow_steps": QT_TRANSLATE_NOOP("refusal_fields", "steps"),
    "flow_moves": QT_TRANSLATE_NOOP("refusal_fields", "moves between states"),
    "flow_roles": QT_TRANSLATE_NOOP("refusal_fields", "roles"),
    "flow_clock": QT_TRANSLATE_NOOP("refusal_fields", "clock of the step"),
    "rally": QT_TRANSLATE_NOOP("refusal_fields", "rally point"),
    "work_area": QT_TRANSLATE_NOOP("refusal_fields", "work area"),
    "posts": QT_TRANSLATE_NOOP("refusal_fields", "posts"),
    "checklist": QT_TRANSLATE_NOOP("refusal_fields", "checklist"),
    "policy.tiers": QT_TRANSLATE_NOOP("refusal_fields", "tiers"),
    "scene_commander": QT_TRANSLATE_NOOP("refusal_fields", "scene commander"),
    "roll_caller": QT_TRANSLATE_NOOP("refusal_fields", "roll-caller"),
    "route": QT_TRANSLATE_NOOP("refusal_fields", "route"),
    "channel": QT_TRANSLATE_NOOP("refusal_fields", "radio channel"),
    "gear_zh": QT_TRANSLATE_NOOP("refusal_fields", "gear"),
    "gear_en": QT_TRANSLATE_NOOP("refusal_fields", "gear"),
    "cover_reason": QT_TRANSLATE_NOOP("refusal_fields", "reason for areas without cover"),
    "card": QT_TRANSLATE_NOOP("refusal_fields", "plan card"),
    "proposal": QT_TRANSLATE_NOOP("refusal_fields", "plan"),
    "limits.strength": QT_TRANSLATE_NOOP("refusal_fields", "strength"),
    "limits.muster_ms": QT_TRANSLATE_NOOP("refusal_fields", "limit of phase 1"),
    "limits.arrive_ms": QT_TRANSLATE_NOOP("refusal_fields", "limit of phase 2"),
    "limits.resolve_ms": QT_TRANSLATE_NOOP("refusal_fields", "limit of phase 3"),
    "limits.hold_ms": QT_TRANSLATE_NOOP("refusal_fields", "how long it must hold"),
    "limits.sustain_ms": QT_TRANSLATE_NOOP("refusal_fields", "longest drop"),
    "limits.next_phase_ms": QT_TRANSLATE_NOOP("refusal_fields", "latest begin of the next phase"),
    "limits.allowance_ms": QT_TRANSLATE_NOOP("refusal_fields", "order allowance"),
    "limits.rally_radius_m": QT_TRANSLATE_NOOP("refusal_fields", "radius of the rally point"),
    "limits.rally_speed_cmps": QT_TRANSLATE_NOOP("refusal_fields", "highest speed at the rally point"),
    "limits.fix_age_ms": QT_TRANSLATE_NOOP("refusal_fields", "age of a position"),
    "limits.skew_ms": QT_TRANSLATE_NOOP("refusal_fields", "clock skew"),
    "limits.cover_hold_ms": QT_TRANSLATE_NOOP("refusal_fields", "how long a gap must last"),
    "limits.cover_reason_ms": QT_TRANSLATE_NOOP("refusal_fields", "time for a reason"),
}
"""Words for the fields that refusals of values and of plans name; others are shown as they are."""


def field_word(field: str) -> str:
    """The field in the language of the screen."""
    known = FIELD_WORDS.get(field)
    return QCoreApplication.translate("refusal_fields", known) if known is not None else field


def refusal_words(code: str, fields: Mapping[str, str | int]) -> str:
    """A refusal in words; a code nobody knows is shown as it is."""
    template = REFUSAL_WORDS.get(code)
    if template is None:
        return QCoreApplication.translate("refusals", "Refused ({code})").format(code=code)
    worded = _Forgiving(fields)
    if "field" in worded:
        worded["field"] = field_word(str(worded["field"]))
    if "state" in worded:
        worded["state"] = state_word(incident_state_words(), str(worded["state"]))
    return QCoreApplication.translate("refusals", template).format_map(worded).strip().rstrip(":：")


class _Forgiving(dict[str, Any]):
    """Missing fields are left out rather than raising: a worse sentence is better than none."""

    def __missing__(self, key: str) -> str:
        return ""
