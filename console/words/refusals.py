"""Every refusal in words: English templates by code, whose fields may be missing. A test holds them against `Code`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from console.domain.base.refusals import Code
from console.result.codes import DIFFERENCE_FIELDS
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N
from widgets.words import incident_state_words, state_word

tr = QCoreApplication.translate

REFUSAL_WORDS: Final[dict[str, str]] = {
    Code.NOT_ALLOWED: _N("refusals", "Your role may not do this"),
    Code.NOT_OFFERED: _N("refusals", "This window only shows: nothing can be asked for here"),
    Code.NO_SUCH_MOMENT: _N(
        "refusals",
        "No moment here is called “{words}”: 14:22:31, T0+180, INC-0417, seq 1802, +60, start or end",
    ),
    Code.UNKNOWN_CALL: _N("refusals", "There is no such call"),
    Code.UNKNOWN_INCIDENT: _N("refusals", "There is no such incident"),
    Code.UNKNOWN_UNIT: _N("refusals", "There is no such unit"),
    Code.UNKNOWN_ORDER: _N("refusals", "There is no such order"),
    Code.UNKNOWN_TYPE: _N("refusals", "There is no such incident type"),
    Code.UNKNOWN_DEPARTMENT: _N("refusals", "There is no such department"),
    Code.UNKNOWN_SENSOR: _N("refusals", "There is no such sensor"),
    Code.UNKNOWN_CAMERA: _N("refusals", "There is no such camera"),
    Code.UNKNOWN_CLOSURE: _N("refusals", "There is no such closure"),
    Code.UNKNOWN_ENTRY: _N("refusals", "The registry has no {entry}"),
    Code.STILL_USED: _N("refusals", "Something still needs {entry}: {by}"),
    Code.BAD_PLACE: _N("refusals", "The place is not valid"),
    Code.FAR_PLACE: _N("refusals", "The place lies {km} km outside this centre's area: is it meant?"),
    Code.BAD_LEVEL: _N("refusals", "Levels are 1 to 4"),
    Code.BAD_RATING: _N("refusals", "Ratings are excellent, meets and fails"),
    Code.BAD_VALUE: _N("refusals", "A value is not valid: {field}"),
    Code.TEXT_REQUIRED: _N("refusals", "A reason in words is required"),
    Code.TEXT_TOO_LONG: _N("refusals", "The text is too long"),
    Code.TEXT_HIDDEN: _N("refusals", "The text holds a hidden control character ({sign}): type it anew"),
    Code.NOT_SEALED: _N("refusals", "The report was not sealed"),
    Code.ALREADY_DONE: _N("refusals", "That has been done already"),
    Code.NO_BARE_GRID: _N("refusals", "No grid below its minimum wants a reason now"),
    Code.CALL_SETTLED: _N("refusals", "Somebody has already dealt with this call"),
    Code.NOT_MERGED: _N("refusals", "The call is not merged"),
    Code.INCIDENT_CLOSED: _N("refusals", "The incident is closed"),
    Code.INCIDENT_NOT_CLOSED: _N("refusals", "The incident is not closed"),
    Code.WRONG_STATE: _N("refusals", "Not possible in the present state"),
    Code.ONLY_CASES: _N("refusals", "Only for cases of the grid flow"),
    Code.SAME_DEPARTMENT: _N("refusals", "That department has it already"),
    Code.ORDERS_OPEN: _N("refusals", "Units are still bound by orders"),
    Code.VERIFIER_IS_HANDLER: _N("refusals", "Somebody else than the handler must verify"),
    Code.BAD_FLOW: _N("refusals", "The case flow is not valid: {field}"),
    Code.FLOW_KNOWN: _N("refusals", "Another case flow is registered under this id: {flow}"),
    Code.FLOW_UNREACHABLE: _N("refusals", "No move of the case flow leads to one of its states: {state}"),
    Code.FLOW_TRAP: _N("refusals", "A case would never get out of this state of the case flow: {state}"),
    Code.FLOW_UNVERIFIED: _N(
        "refusals", "By this case flow a case could be closed without somebody else verifying it"
    ),
    Code.NO_UNITS: _N("refusals", "No unit chosen"),
    Code.DUPLICATE_UNIT: _N("refusals", "A unit is named twice {unit}"),
    Code.UNIT_BUSY: _N("refusals", "Unit is on another order {unit}"),
    Code.UNIT_OUT_OF_SERVICE: _N("refusals", "Unit is out of service {unit}"),
    Code.UNIT_HAS_NO_ORDER: _N("refusals", "Unit has no order {unit}"),
    Code.ORDER_ENDED: _N("refusals", "The order has ended"),
    Code.NOT_FORWARD: _N("refusals", "The order is already further on"),
    Code.NOT_BACKWARD: _N("refusals", "A correction goes backward"),
    Code.NOT_ON_SCENE: _N("refusals", "The unit is not on scene"),
    Code.ON_SCENE: _N("refusals", "The unit is on scene"),
    Code.DIVERT_NOT_HIGHER: _N("refusals", "A unit is diverted only to a higher level"),
    Code.DIVERT_NEEDS_LEADER: _N("refusals", "Only the duty leader diverts a unit on scene"),
    Code.SAME_INCIDENT: _N("refusals", "The unit is on this incident already"),
    Code.JOURNAL_OPEN: _N("refusals", "The journal is open already"),
    Code.UNKNOWN_RULES: _N(
        "refusals", "This journal is decided by newer rules (version {version}): update this console"
    ),
    Code.TOO_MANY: _N("refusals", "Too many at once"),
    Code.UNKNOWN_MUSTER: _N("refusals", "There is no muster of this incident"),
    Code.UNKNOWN_POST: _N("refusals", "There is no such post {post}"),
    Code.UNKNOWN_ITEM: _N("refusals", "There is no such checklist item"),
    Code.NOT_MAJOR: _N("refusals", "The incident has not been declared major"),
    Code.NEEDS_LEADER: _N("refusals", "The duty leader activates and orders a muster"),
    Code.MUSTER_ACTIVE: _N("refusals", "A muster of this incident is active already {muster}"),
    Code.MUSTER_NOT_ORDERED: _N("refusals", "The muster order has not been given yet"),
    Code.MUSTER_ALREADY_ORDERED: _N("refusals", "The muster order was given already, by {by} at {seat}"),
    Code.MUSTER_OVER: _N("refusals", "The muster is over"),
    Code.RALLY_REQUIRED: _N("refusals", "The order names no rally point"),
    Code.RALLY_IN_WATER: _N("refusals", "The rally point lies in the water"),
    Code.RALLY_UNREACHABLE: _N("refusals", "No road leads to the rally point"),
    Code.BAD_PLAN: _N("refusals", "The muster order is not valid: {field}"),
    Code.WORK_AREA_TOO_LARGE: _N(
        "refusals", "The work area reaches {reach} m from the incident; the plan card allows {most} m"
    ),
    Code.RALLY_IN_WORK_AREA: _N(
        "refusals", "The rally point lies inside the work area: draw it smaller or gather elsewhere"
    ),
    Code.UNIT_NOT_THERE: _N("refusals", "No position and no voice report has it on scene {unit}"),
    Code.NOBODY_AT_POST: _N("refusals", "Nobody stands at the post that this needs, or it is not filled yet"),
    Code.NOT_THE_COMMANDER: _N("refusals", "The named scene commander is not on scene: {officer}"),
    Code.BAD_HEADCOUNT: _N("refusals", "The head-count is not valid {unit}"),
    Code.NOT_UNDER_THIS_ORDER: _N("refusals", "Unit is not under this order {unit}"),
    Code.PARALLEL_NEEDS_DIRECT: _N("refusals", "Parallel clocks need units that go directly to the scene"),
    Code.NOT_DECLARED: _N("refusals", "Nobody has declared the scene under control"),
    Code.CHECKLIST_OPEN: _N("refusals", "Checklist items without evidence: {open}"),
    Code.VERIFIER_IS_DECLARER: _N("refusals", "Somebody else than the declarer must verify"),
    Code.NO_RESERVES: _N("refusals", "There are no reserves to recall"),
    Code.ONLY_DRILLS: _N("refusals", "Only in exercises"),
    Code.UNIT_RESERVED: _N("refusals", "Unit is in reserve and must be recalled first {unit}"),
    Code.RUN_OPEN: _N("refusals", "The exercise has begun already"),
    Code.RUN_NOT_RUNNING: _N("refusals", "The exercise is not running"),
    Code.RUN_PAUSED: _N("refusals", "The exercise is paused: it goes on when its director resumes it"),
    Code.MALFORMED: _N("refusals", "The hub could not read the message"),
    Code.TOO_LARGE: _N("refusals", "The message is too large"),
    Code.UNKNOWN_MESSAGE: _N("refusals", "The hub does not know this message"),
    Code.WRONG_PROTOCOL: _N("refusals", "Console and hub speak different versions"),
    Code.WRONG_FOLD: _N("refusals", "This console must be updated to follow this hub"),
    Code.WRONG_KIND: _N("refusals", "This hub is of another kind: this seat does not go there"),
    Code.EXPIRED: _N("refusals", "Not confirmed in time: not done"),
    Code.REPLAYED: _N("refusals", "Another command has this id: not done"),
    Code.NOT_SIGNED_IN: _N("refusals", "Nobody is signed in"),
    Code.BAD_CREDENTIALS: _N("refusals", "User or password is wrong"),
    Code.TOO_FAST: _N("refusals", "Too many commands at once: try again"),
    Code.STORE_FAILED: _N("refusals", "The hub could not save it: not done"),
    Code.REPORT_ERASED: _N("refusals", "The report has been erased"),
    Code.FORMER_KEY: _N(
        "refusals", "Sealed by a former key of the hub: joining its key file opens it (hub keys join)"
    ),
    Code.PURPOSE_REQUIRED: _N("refusals", "A purpose is required"),
    Code.CAMERA_HAS_NO_SOURCE: _N("refusals", "The camera has no source"),
    Code.AUTOPILOT_REFUSED: _N("refusals", "A live hub takes no autopilot"),
    Code.STOPPING: _N("refusals", "The hub is stopping"),
    Code.READ_ONLY: _N("refusals", "This hub only shows its journal: nothing can be done"),
    Code.NO_REPORT: _N("refusals", "There is no report to open"),
    Code.TOO_MANY_TRIES: _N("refusals", "Too many tries: wait a little"),
    Code.HELLO_FIRST: _N("refusals", "The console did not introduce itself"),
    Code.BAD_ENROLMENT_CODE: _N("refusals", "The enrolment code is wrong or used up"),
    Code.NO_SUCH_EVENTS: _N("refusals", "The hub does not have these events"),
    Code.NO_SUCH_FILE: _N("refusals", "The hub does not have this file of the town"),
    Code.WRONG_SOCKET: _N("refusals", "The message came by the wrong way"),
    Code.BAD_ID: _N("refusals", "The id of the command is not valid"),
    Code.EXPIRES_TOO_LATE: _N("refusals", "The command may not wait so long"),
    Code.BUSY: _N("refusals", "The hub is busy: try again"),
    Code.SEAT_DISABLED: _N("refusals", "This seat has been disabled"),
    Code.INTERNAL: _N("refusals", "The hub failed at this: not done"),
}
"""Words by code."""

FIELD_WORDS: Final[dict[str, str]] = {
    "state": _N("refusal_fields", "state"),
    "level": _N("refusal_fields", "level"),
    "tier": _N("refusal_fields", "tier"),
    "turnout_s": _N("refusal_fields", "turnout time"),
    "bearing_deg": _N("refusal_fields", "bearing"),
    "fov_deg": _N("refusal_fields", "field of view"),
    "population": _N("refusal_fields", "population"),
    "min_cover": _N("refusal_fields", "minimum cover"),
    "sworn": _N("refusal_fields", "head-count"),
    "auxiliary": _N("refusal_fields", "head-count"),
    "volunteers": _N("refusal_fields", "head-count"),
    "limit_s": _N("refusal_fields", "time limit"),
    "ring_e7": _N("refusal_fields", "outline"),
    "range_m": _N("refusal_fields", "range"),
    "threshold_milli": _N("refusal_fields", "threshold"),
    "value_milli": _N("refusal_fields", "value"),
    "rate_permille": _N("refusal_fields", "speed (a number; 1 is real time)"),
    "from_deg": _N("refusal_fields", "wind direction (0 to 359 degrees)"),
    "speed_cmps": _N("refusal_fields", "wind speed"),
    "grid_ids": _N("refusal_fields", "grids"),
    "call_ids": _N("refusal_fields", "calls"),
    "other_id": _N("refusal_fields", "the other call"),
    "phase": _N("refusal_fields", "phase"),
    "headcount": _N("refusal_fields", "head-count"),
    "area": _N("refusal_fields", "area"),
    "post_id": _N("refusal_fields", "post"),
    "away_m": _N("refusal_fields", "distance"),
    "radius_m": _N("refusal_fields", "radius"),
    "at_ms": _N("refusal_fields", "time"),
    "at_s": _N("refusal_fields", "time"),
    "flow_id": _N("refusal_fields", "id"),
    "flow_names": _N("refusal_fields", "names"),
    "flow_steps": _N("refusal_fields", "steps"),
    "flow_moves": _N("refusal_fields", "moves between states"),
    "flow_roles": _N("refusal_fields", "roles"),
    "flow_clock": _N("refusal_fields", "clock of the step"),
    "rally": _N("refusal_fields", "rally point"),
    "scene_commander": _N("refusal_fields", "scene commander"),
    "roll_caller": _N("refusal_fields", "roll-caller"),
    "route": _N("refusal_fields", "route"),
    "channel": _N("refusal_fields", "radio channel"),
    "gear_zh": _N("refusal_fields", "gear"),
    "gear_en": _N("refusal_fields", "gear"),
    "cover_reason": _N("refusal_fields", "reason for areas without cover"),
    "card": _N("refusal_fields", "plan card"),
    "proposal": _N("refusal_fields", "plan"),
    **DIFFERENCE_FIELDS,
}
"""Words for the fields that refusals of values and of plans name; others are shown as they are."""


def field_word(field: str) -> str:
    """The field in the language of the screen."""
    known = FIELD_WORDS.get(field)
    return tr("refusal_fields", known) if known is not None else field


def refusal_words(code: str, fields: Mapping[str, str | int]) -> str:
    """A refusal in words; a code nobody knows is shown as it is."""
    template = REFUSAL_WORDS.get(code)
    if template is None:
        return tr("refusals", "Refused ({code})").format(code=code)
    worded = _Forgiving(fields)
    if "field" in worded:
        worded["field"] = field_word(str(worded["field"]))
    if "state" in worded:
        worded["state"] = state_word(incident_state_words(), str(worded["state"]))
    return tr("refusals", template).format_map(worded).strip().rstrip(":：")


class _Forgiving(dict[str, Any]):
    """Missing fields are left out rather than raising: a worse sentence is better than none."""

    def __missing__(self, key: str) -> str:
        return ""
