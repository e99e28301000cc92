"""A folding client that is written from PROTOCOL.md and FOLDING.md alone: msgpack, hashlib, and none of our types.

The table of FOLDING.md is read and obeyed; what the document tells in sections is written out here, by event.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from .document_musters import Map, Musters

WIRE = Path(__file__).parents[3] / "console" / "wire"
PROTOCOL = (WIRE / "PROTOCOL.md").read_text(encoding="utf-8")
FOLDING = (WIRE / "FOLDING.md").read_text(encoding="utf-8")
KEPT = {
    "unit": ("state", "state_ms", "order_id", "contact_lost", "reserved", "reason"),
    "sensor": ("alarm", "value_milli"),
}
TIMES = {
    "dispatched": (),
    "acknowledged": ("acknowledged_ms",),
    "enroute": ("acknowledged_ms", "enroute_ms"),
    "staged": ("acknowledged_ms", "enroute_ms"),
    "mustered": ("acknowledged_ms", "enroute_ms", "mustered_ms"),
    "onscene": ("acknowledged_ms", "enroute_ms", "onscene_ms"),
}


def rows(text: str, heading: str, start: str = "| `") -> dict[str, str]:
    """First and second cell of the table under a heading, of the rows that start so."""
    part = text.partition(heading)[2]
    found: dict[str, str] = {}
    for line in part.splitlines():
        if line.startswith("#") and found:
            break
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith(start) and len(cells) >= 2:
            found[cells[0].strip("` ")] = cells[1].rstrip("| ")
    return found


def collections() -> list[str]:
    """Those of ops and control, in the document's order."""
    names: list[str] = []
    for line in PROTOCOL.partition("### Pictures")[2].partition("###")[0].splitlines():
        if line.startswith("| `"):
            names += re.findall(r"`(\w+)`", line.split("|")[3])
    return names


SHIPPED = {
    action: (to, clock)
    for action, to, clock in re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+) \|$", FOLDING, re.MULTILINE)
}
RULES = rows(FOLDING, "# How events change")
ENTITIES = rows(PROTOCOL, "### Entities")
PARTS = rows(PROTOCOL, "### Parts", "| ")
TYPE_OF = {
    name: next(
        tag
        for tag in ENTITIES
        if tag in (name.removesuffix("s"), {"registered": "registered_flow"}.get(name))
    )
    for name in collections()
    if name not in ("case_flows", "notes", "definitions")
} | {"case_flows": "registered_flow", "notes": "control_note", "definitions": "muster_definition"}


def blank(tag: str) -> Map:
    """An entity with its type and its defaults, in the order of the table; None where it has no default."""
    return {"type": tag} | _defaults(ENTITIES[tag])


def part(tag: str, **fields: Any) -> Map:
    """A part as `blank` makes entities, without a type, and with these fields."""
    made = _defaults(PARTS[tag])
    assert fields.keys() <= made.keys()
    return made | fields


def _defaults(fields: str) -> Map:
    found = re.findall(r"`(\w+)\??`: [^`]*?(?:= (`[^`]*`|nil|all as there))?(?:, (?=`)|$)", fields)
    return {
        name: json.loads(default.strip("`")) if default.startswith("`") else None for name, default in found
    }


class Folder(Musters):
    """A picture as maps, folded by the document."""

    def __init__(self) -> None:
        self.picture: dict[str, dict[str, Map]] = {name: {} for name in collections()}
        self.counters: dict[str, int] = {}

    def hexdigest(self) -> str:
        """As PROTOCOL.md says under "Hash"."""
        total = 0
        for name, entities in self.picture.items():
            for key, entity in entities.items():
                body = msgspec.msgpack.encode([name, key, entity])
                total += int.from_bytes(hashlib.blake2b(body, digest_size=16).digest(), "big")
        return f"{total % 2**128:032x}"

    def fold(self, recorded: Map) -> None:
        """One event, as a map out of msgpack."""
        event = recorded["event"]
        rule = RULES[event["type"]]
        if rule.startswith("see "):
            special: Callable[[Map, Map, int], None] = getattr(self, "_" + event["type"])
            special(event, recorded, recorded["t_ms"])
        elif rule != "—":
            for statement in rule.split("; "):
                self._do(statement, recorded)

    def blank(self, tag: str) -> Map:
        """An entity with its defaults."""
        return blank(tag)

    def part(self, tag: str, **fields: Any) -> Map:
        """A part with its defaults, and these fields."""
        return part(tag, **fields)

    # -- the table -----------------------------------------------------------------------------------------------------

    def _do(self, statement: str, recorded: Map) -> None:
        event = recorded["event"]
        head, _, changes = statement.partition(":")
        words = head.split()
        if words[0] == "count":
            self.count_up(words[1])
        elif words[0] == "del":
            collection, key = self._aim(words[1], event)
            del self.picture[collection][key]
        elif words[0] == "new":
            made = blank(TYPE_OF[words[1]])
            made |= self._changes(changes, recorded, {})
            self.picture[words[1]][made["id"]] = made
        else:
            collection, key = self._aim(words[-1], event)
            entity = self.picture[collection][key]
            changed = self._changes(changes, recorded, entity)
            if words[0] == "by":
                self._move(entity, words[1], recorded["t_ms"])
            entity |= changed

    def _aim(self, text: str, event: Map) -> tuple[str, str]:
        found = re.fullmatch(r'(\w+)\[(\w+|"\w+")\]', text)
        assert found is not None, text
        key = found[2]
        return found[1], key.strip('"') if key.startswith('"') else event[key]

    def _changes(self, text: str, recorded: Map, entity: Map) -> Map:
        changed: Map = {}
        for one in filter(None, (part.strip() for part in text.split(", "))):
            name, _, words = one.partition(" = ")
            changed[name] = self._value(words or name, recorded, entity)
        return changed

    def _value(self, words: str, recorded: Map, entity: Map) -> Any:
        event = recorded["event"]
        if words == "t_ms":
            return recorded["t_ms"]
        if words in ("actor", "seat"):
            return recorded["stamp"][words]
        found = re.fullmatch(r"(\w+) ([+-]) (\w+)", words)
        if found is None:
            return event[words] if words in event else json.loads(words)
        old = entity[found[1]]
        if found[3] == "1":
            return old + 1
        if found[2] == "+":
            return [*old, event[found[3]]]
        return [one for one in old if one != event[found[3]]]

    def count_up(self, name: str) -> int:
        self.counters[name] = self.counters.get(name, 0) + 1
        return self.counters[name]

    # -- the sections --------------------------------------------------------------------------------------------------

    def _journal_opened(self, event: Map, recorded: Map, t_ms: int) -> None:
        pass  # fields of the picture only

    def _registered(self, event: Map, recorded: Map, t_ms: int) -> None:
        entity = dict(event["entity"])
        tag = entity["type"]
        if tag == "case_flow":
            held = {
                "type": "registered_flow",
                "id": entity["id"],
                "flow": entity,
                "since_seq": recorded["seq"],
            }
            self.picture["case_flows"][entity["id"]] = held
            return
        entities = self.picture[next(name for name, kind in TYPE_OF.items() if kind == tag)]
        before = entities.get(entity["id"])
        if before is not None:
            entity |= {name: before[name] for name in KEPT.get(tag, ())}
        entities[entity["id"]] = entity

    def _retired(self, event: Map, recorded: Map, t_ms: int) -> None:
        collection = next(name for name, kind in TYPE_OF.items() if kind == event["kind"])
        del self.picture[collection][event["entry_id"]]

    def _move(self, incident: Map, action: str, t_ms: int) -> None:
        frozen = self.picture["frozen_flows"].get(incident["id"])
        if incident["kind"] == "case" and frozen is not None:
            moves = self.picture["case_flows"][frozen["flow_id"]]["flow"]["moves"]
            fits = [
                one for one in moves if one["action"] == action and incident["state"] in one["from_states"]
            ]
            to, clock = fits[0]["to"], fits[0]["clock"]
        else:
            to, clock = SHIPPED[action]
        if to not in (None, "nil"):
            incident["state"] = to
        match clock:
            case "begins":
                incident["step_ms"] = t_ms
            case "restarts":
                limit_ms = incident["limit_ms"]
                incident |= {"step_ms": t_ms, "deadline_ms": t_ms + limit_ms if limit_ms else -1}
                incident |= {"reminded": False, "overdue": False, "suspended_since_ms": -1}
            case "stops":
                incident["suspended_since_ms"] = t_ms
            case "resumes":
                if incident["deadline_ms"] >= 0:
                    incident["deadline_ms"] += t_ms - incident["suspended_since_ms"]
                incident["suspended_since_ms"] = -1

    def _incident_opened(self, event: Map, recorded: Map, t_ms: int) -> None:
        self.count_up("incident")
        own = ("type_code", "kind", "level", "place", "opened_ms", "limit_ms", "major", "leader")
        made = blank("incident") | {name: event[name] for name in own}
        made |= {"id": event["incident_id"], "state": "accepted", "accepted_ms": t_ms, "step_ms": t_ms}
        made["deadline_ms"] = t_ms + event["limit_ms"] if event["limit_ms"] else -1
        made["calls"] = [event["call_id"]]
        if event["major"]:
            made |= {"major_ms": t_ms, "leader_notified_ms": t_ms}
        self.picture["incidents"][made["id"]] = made
        taken = {"state": "accepted", "incident_id": made["id"], "acknowledged": True}
        self.picture["calls"][event["call_id"]] |= taken

    def _incident_amended(self, event: Map, recorded: Map, t_ms: int) -> None:
        incident = self.picture["incidents"][event["incident_id"]]
        moved = event["limit_ms"] - incident["limit_ms"]
        if not event["limit_ms"]:
            incident["deadline_ms"] = -1
        elif incident["deadline_ms"] < 0:
            incident["deadline_ms"] = incident["step_ms"] + event["limit_ms"]
        else:
            incident["deadline_ms"] += moved
        incident |= {name: event[name] for name in ("type_code", "kind", "level", "place", "limit_ms")}
        if moved:
            incident |= {"reminded": False, "overdue": False}

    def _note_added(self, event: Map, recorded: Map, t_ms: int) -> None:
        incident = self.picture["incidents"][event["incident_id"]]
        note = {"t_ms": t_ms, "actor": recorded["stamp"]["actor"], "text": event["text"]}
        incident["notes"] = [*incident["notes"], note][-500:]

    def _incident_escalated(self, event: Map, recorded: Map, t_ms: int) -> None:
        incident = self.picture["incidents"][event["incident_id"]]
        if incident["kind"] == "case":
            self._move(incident, "escalate", t_ms)

    def _incident_archived(self, event: Map, recorded: Map, t_ms: int) -> None:
        picture = self.picture
        incident = picture["incidents"].pop(event["incident_id"])
        for collection in ("calls", "orders"):
            for key in incident[collection]:
                del picture[collection][key]
        of_it = [one["id"] for one in picture["musters"].values() if one["incident_id"] == incident["id"]]
        for key in of_it:
            del picture["musters"][key]
        picture["frozen_flows"].pop(incident["id"], None)

    def _derive(self, incident_id: str, t_ms: int) -> None:
        incident = self.picture["incidents"][incident_id]
        going = ("accepted", "assigned", "in_progress", "pending_check")
        if incident["kind"] != "emergency" or incident["state"] not in going:
            return
        states = {self.picture["orders"][key]["state"] for key in incident["orders"]}
        if "onscene" in states:
            state = "in_progress"
        elif states & set(TIMES):
            state = "assigned"
        else:
            state = "pending_check" if "cleared" in states else "accepted"
        if state != incident["state"]:
            incident |= {"state": state, "step_ms": t_ms}

    def _open(self, t_ms: int, **fields: Any) -> None:
        self.count_up("order")
        order = blank("order") | {"state": "dispatched", "dispatched_ms": t_ms} | fields
        self.picture["orders"][order["id"]] = order
        sent = {"state": "dispatched", "state_ms": t_ms, "order_id": order["id"], "reason": ""}
        self.picture["units"][order["unit_id"]] |= sent
        incident = self.picture["incidents"][order["incident_id"]]
        incident["orders"] = [*incident["orders"], order["id"]]
        if incident["first_dispatch_ms"] == -1:
            incident["first_dispatch_ms"] = t_ms
        self._derive(order["incident_id"], t_ms)
        self.order_opened(order, t_ms)

    def _end(self, order_id: str, state: str, reason: str, t_ms: int) -> None:
        order = self.picture["orders"][order_id]
        order |= {"state": state, "ended_ms": t_ms, "reason": reason}
        freed = {"state": "available", "state_ms": t_ms, "order_id": "", "reason": reason}
        self.picture["units"][order["unit_id"]] |= freed
        self._derive(order["incident_id"], t_ms)
        self.order_ended(order, t_ms)

    def _unit_dispatched(self, event: Map, recorded: Map, t_ms: int) -> None:
        same = {name: event[name] for name in ("incident_id", "unit_id", "eta_ms", "to_rally")}
        rank, reason = event["rank"], event["override_reason"]
        self._open(t_ms, id=event["order_id"], recommended_rank=rank, reason=reason, **same)

    def _unit_diverted(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._end(event["old_order_id"], "diverted", event["reason"], t_ms)
        same = {name: event[name] for name in ("incident_id", "unit_id", "eta_ms", "reason", "to_rally")}
        self._open(t_ms, id=event["new_order_id"], **same)

    def _order_declined(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._end(event["order_id"], "declined", event["reason"], t_ms)

    def _order_cancelled(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._end(event["order_id"], "cancelled", event["reason"], t_ms)

    def _order_progressed(self, event: Map, recorded: Map, t_ms: int) -> None:
        order, state = self.picture["orders"][event["order_id"]], event["state"]
        unit, incident = (
            self.picture["units"][order["unit_id"]],
            self.picture["incidents"][order["incident_id"]],
        )
        order |= {"state": state, "entered_by": event["entered_by"]}
        unit |= {"state": state, "state_ms": t_ms}
        if state == "cleared":
            order["ended_ms"] = t_ms
            unit["order_id"] = ""
        else:
            order["silent"] = False
            order |= {name: t_ms for name in TIMES[state] if order[name] == -1}
        if state == "onscene" and incident["first_onscene_ms"] == -1:
            incident["first_onscene_ms"] = t_ms
        self._derive(order["incident_id"], t_ms)
        if state == "cleared":
            self.order_ended(order, t_ms)
        elif state == "onscene":
            self.order_onscene(order, t_ms)
        self.device_told(order, event["device_ms"], t_ms)

    def _order_corrected(self, event: Map, recorded: Map, t_ms: int) -> None:
        order = self.picture["orders"][event["order_id"]]
        order |= {"state": event["state"], "reason": event["reason"]}
        four = {"acknowledged_ms", "enroute_ms", "mustered_ms", "onscene_ms"}
        order |= dict.fromkeys(four - set(TIMES[event["state"]]), -1)
        self.picture["units"][order["unit_id"]] |= {"state": event["state"], "state_ms": t_ms}
        self._derive(order["incident_id"], t_ms)
        self.order_set_back(order, t_ms)

    def _run(self, word: str = "", **changes: Any) -> None:
        run = self.picture["runs"]["run"]
        if word and word not in run["unranked"]:
            run["unranked"] = [*run["unranked"], word]
        run |= changes

    def _run_opened(self, event: Map, recorded: Map, t_ms: int) -> None:
        told = {name: value for name, value in event.items() if name != "type"}
        self.picture["runs"]["run"] = blank("run") | told | {"id": "run", "started_ms": t_ms}
        self._run("rate" if event["rate_permille"] != 1000 else "")
        self._run("autopilot" if event["autopilot"] else "")

    def _run_paused(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._run("pause", state="paused", pauses=self.picture["runs"]["run"]["pauses"] + 1)

    def _run_rate_set(self, event: Map, recorded: Map, t_ms: int) -> None:
        rate = event["rate_permille"]
        self._run("rate" if rate != 1000 else "", rate_permille=rate)

    def _run_interrupted(self, event: Map, recorded: Map, t_ms: int) -> None:
        told = {"live_incident": event["live_incident"], "ended_ms": t_ms}
        self._run("interrupted", state="interrupted", **told)
        self.interrupt(event["live_incident"], t_ms, resolved_too=True)

    def _run_ended(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._run(state="ended", ended_ms=t_ms)
        self.interrupt(event["reason"], t_ms, resolved_too=False)

    def _exercise_noted(self, event: Map, recorded: Map, t_ms: int) -> None:
        note = {"type": "control_note", "id": f"N-{self.count_up('note'):04d}", "t_ms": t_ms}
        note |= {"actor": recorded["stamp"]["actor"], "text": event["text"]}
        self.picture["notes"][str(note["id"])] = note
