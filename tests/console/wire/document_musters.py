"""What FOLDING.md tells of musters, written out by event: part of the client of `document_fold`, and as ignorant."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

Map = dict[str, Any]
NOT_OVER = ("dispatched", "acknowledged", "enroute", "mustered", "staged", "onscene")
EN_ROUTE = "en_route"


class Musters(ABC):
    """Folds of musters over maps. The client that has this base has `picture`, `count_up`, `blank` and `part`."""

    picture: dict[str, dict[str, Map]]

    @abstractmethod
    def count_up(self, name: str) -> int:
        """Add 1 to a counter; what it is then."""

    @abstractmethod
    def blank(self, tag: str) -> Map:
        """An entity with its defaults."""

    @abstractmethod
    def part(self, tag: str, **fields: Any) -> Map:
        """A part with its defaults, and these fields."""

    # -- words of the section ------------------------------------------------------------------------------------------

    def _muster_of(self, incident_id: str) -> Map | None:
        found = [
            one
            for one in self.picture["musters"].values()
            if one["incident_id"] == incident_id and one["state"] in ("active", "resolved")
        ]
        return found[-1] if found else None

    def _policy(self, muster: Map) -> Map:
        return muster["plan"]["policy"] if muster["plan"] is not None else self.part("count_policy")

    def _limits(self, muster: Map) -> Map:
        return muster["plan"]["limits"] if muster["plan"] is not None else self.part("muster_limits")

    def _strength(self, muster: Map, sworn: int, auxiliary: int, volunteers: int) -> int:
        policy = self._policy(muster)
        more = auxiliary if policy["auxiliaries"] else 0
        return sworn + more + (volunteers if policy["volunteers"] else 0)

    def _of_unit(self, muster: Map, unit: Map) -> int:
        return self._strength(muster, len(unit["officers"]), unit["auxiliary"], unit["volunteers"])

    def _standing_strength(self, muster: Map) -> int:
        counted = self._strength(
            muster, muster["counted"], muster["counted_auxiliary"], muster["counted_volunteers"]
        )
        gone = (unit for unit in muster["units"] if unit["why_not"] == "departed")
        return counted + sum(self._of_unit(muster, unit) for unit in gone)

    def _restand(self, muster: Map, t_ms: int) -> None:
        counted = [unit for unit in muster["units"] if unit["counted_ms"] >= 0]
        muster["counted"] = sum(len(unit["officers"]) for unit in counted)
        muster["counted_auxiliary"] = sum(unit["auxiliary"] for unit in counted)
        muster["counted_volunteers"] = sum(unit["volunteers"] for unit in counted)
        muster["counted_by_voice"] = sum(len(unit["officers"]) for unit in counted if unit["by_voice"])
        strength = self._standing_strength(muster)
        enough = strength >= muster["required"]
        if muster["t1_ms"] == -1:
            muster["reached_ms"] = _kept(muster["reached_ms"], t_ms) if enough else -1
        else:
            muster["below_since_ms"] = -1 if enough else _kept(muster["below_since_ms"], t_ms)
        curve = muster["curve"]
        if curve[-1] != strength if curve else strength:
            if curve and curve[-2] == t_ms:
                muster["curve"] = [*curve[:-1], strength]
            elif len(curve) < 2000:
                muster["curve"] = [*curve, t_ms, strength]
        if muster["plan"] is not None:
            self._restand_posts(muster, t_ms)

    def _restand_posts(self, muster: Map, t_ms: int) -> None:
        wanted = {post["id"]: post["officers"] for post in muster["plan"]["posts"]}
        posts = []
        for status in muster["posts"]:
            there = [
                unit
                for unit in muster["units"]
                if unit["post"] == status["post_id"] and unit["at_post_ms"] >= 0 and unit["why_not"] == ""
            ]
            officers = sum(self._of_unit(muster, unit) for unit in there)
            filled = officers >= wanted[status["post_id"]]
            filled_ms = _kept(status["filled_ms"], t_ms) if filled else -1
            posts.append(status | {"officers": officers, "filled_ms": filled_ms})
        muster["posts"] = posts
        full = bool(posts) and all(post["filled_ms"] >= 0 for post in posts)
        muster["posts_filled_ms"] = _kept(muster["posts_filled_ms"], t_ms) if full else -1

    def _stands(self, muster: Map, unit: Map) -> Map:
        counted = unit["counted_ms"] >= 0
        stands = counted or unit["why_not"] == "departed"
        same = {name: unit[name] for name in ("order_id", "by_voice", "why_not")}
        return self.part(
            "standing", strength=self._of_unit(muster, unit) if stands else 0, counted=counted, **same
        )

    def _put(self, muster: Map, changed: Map, t_ms: int) -> None:
        units = muster["units"]
        at = next((n for n, unit in enumerate(units) if unit["unit_id"] == changed["unit_id"]), -1)
        if at == -1:
            muster["units"] = [*units, changed]
        else:
            past = units[at]["past"]
            before, after = self._stands(muster, units[at]), self._stands(muster, changed)
            known = any(one["until_ms"] == t_ms or one["until_ms"] > muster["t3_ms"] >= 0 for one in past)
            if 0 <= muster["declared_ms"] < t_ms and before != after and not known:
                past = [*past, before | {"until_ms": t_ms}][-20:]
            muster["units"] = [*units[:at], changed | {"past": past}, *units[at + 1 :]]
        self._restand(muster, t_ms)

    def _unit(self, muster: Map, unit_id: str) -> Map:
        """A copy to be changed and put."""
        return dict(next(unit for unit in muster["units"] if unit["unit_id"] == unit_id))

    def _under(self, order: Map, t_ms: int) -> Map:
        same = {name: order[name] for name in ("unit_id", "eta_ms")}
        unit = self.part("muster_unit", order_id=order["id"], ordered_ms=order["dispatched_ms"], **same)
        if order["state"] == "onscene":
            unit["first_scene_ms"] = t_ms
            if order["entered_by"]:
                unit |= {"voice_ms": t_ms, "voice_area": "scene"}
        return unit

    # -- orders --------------------------------------------------------------------------------------------------------

    def order_opened(self, order: Map, t_ms: int) -> None:
        """A unit comes under the muster of the incident."""
        muster = self._muster_of(order["incident_id"])
        if muster is not None:
            self._put(muster, self._under(order, t_ms), t_ms)

    def order_ended(self, order: Map, t_ms: int) -> None:
        """It stays in the muster, with nobody who is not counted."""
        if found := self._having(order):
            muster, unit = found
            unit["ended"] = True
            if unit["counted_ms"] == -1:
                unit |= {"why_not": "order_ended", "officers": [], "auxiliary": 0, "volunteers": 0}
            self._put(muster, unit, t_ms)

    def order_onscene(self, order: Map, t_ms: int) -> None:
        """Its arrival was confirmed."""
        if found := self._having(order):
            muster, unit = found
            unit["first_scene_ms"] = _kept(unit["first_scene_ms"], t_ms)
            muster["first_on_scene_ms"] = _kept(muster["first_on_scene_ms"], t_ms)
            self._put(muster, unit, t_ms)

    def order_set_back(self, order: Map, t_ms: int) -> None:
        """A step backward takes back what was said."""
        found = self._having(order)
        if found and found[1]["voice_ms"] >= 0:
            muster, unit = found
            unit |= {"voice_ms": -1, "voice_area": ""}
            if unit["area"] != "post":
                unit["at_post_ms"] = -1
            self._put(muster, unit, t_ms)

    def device_told(self, order: Map, device_ms: int, t_ms: int) -> None:
        """How far off a device's clock is."""
        if device_ms >= 0:
            order["skew_ms"] = max(order["skew_ms"], abs(device_ms - t_ms))
            self._skewed(self._muster_of(order["incident_id"]), device_ms, t_ms)

    def _skewed(self, muster: Map | None, device_ms: int, t_ms: int) -> None:
        if muster is not None and device_ms >= 0:
            muster["skewed"] += abs(device_ms - t_ms) > self._limits(muster)["skew_ms"]

    def _having(self, order: Map) -> tuple[Map, Map] | None:
        muster = self._muster_of(order["incident_id"])
        units = [] if muster is None else muster["units"]
        found = next((unit for unit in units if unit["order_id"] == order["id"]), None)
        return None if muster is None or found is None else (muster, dict(found))

    # -- musters -------------------------------------------------------------------------------------------------------

    def _named(self, event: Map) -> Map:
        return self.picture["musters"][event["muster_id"]]

    def _muster_activated(self, event: Map, recorded: Map, t_ms: int) -> None:
        self.count_up("muster")
        incident = self.picture["incidents"][event["incident_id"]]
        muster = self.blank("muster")
        muster |= {name: event[name] for name in ("incident_id", "activation", "eligible")}
        muster |= {"id": event["muster_id"], "activated_by": recorded["stamp"]["actor"]}
        muster |= {"t0_ms": event["t0_ms"] if event["t0_ms"] >= 0 else t_ms}
        muster["required"] = max(1, min(100, event["eligible"]))
        orders = [self.picture["orders"][key] for key in incident["orders"]]
        going = [order for order in orders if order["state"] in NOT_OVER]
        muster["units"] = [self._under(order, t_ms) for order in going]
        if any(order["state"] == "onscene" for order in going):
            muster["first_on_scene_ms"] = t_ms
        self.picture["musters"][muster["id"]] = muster
        self._restand(muster, t_ms)

    def _definition_locked(self, event: Map, recorded: Map, t_ms: int) -> None:
        standards, key = self.picture["standards"], event["muster_id"]
        told = standards[key]["differences"] if key in standards else []
        fields = {"id": key, "definition": event["definition"], "differences": told}
        standards[key] = self.blank("standard") | fields

    def _definition_changed(self, event: Map, recorded: Map, t_ms: int) -> None:
        standard = self.picture["standards"][event["muster_id"]]
        standard["differences"] = [*standard["differences"], *event["differences"]]

    def _muster_ordered(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster, plan = self._named(event), event["plan"]
        if plan["cover_reason"] and muster["id"] not in self.picture["standards"]:
            told = {"reason": plan["cover_reason"], "reason_ms": t_ms}
            muster["gaps"] = [gap | told if gap["reason_ms"] == -1 else gap for gap in muster["gaps"]]
        muster |= {name: event[name] for name in ("plan", "required", "eligible")}
        muster |= {"ordered_ms": t_ms, "ordered_by": recorded["stamp"]["actor"]}
        muster["ordered_seat"] = recorded["stamp"]["seat"]
        muster["posts"] = [self.part("post_status", post_id=post["id"]) for post in plan["posts"]]
        muster["items"] = [self.part("item_status", item_id=item["id"]) for item in plan["checklist"]]
        self._restand(muster, t_ms)

    def _phase_reached(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster, phase = self._named(event), event["phase"]
        muster[f"t{phase}_ms"] = event["at_ms"]
        if phase == 1:
            enough = self._standing_strength(muster) >= muster["required"]
            muster["below_since_ms"] = -1 if enough else t_ms
        if phase == 3:
            muster["state"] = "resolved"

    def _gate_decided(self, event: Map, recorded: Map, t_ms: int) -> None:
        same = {name: event[name] for name in ("gate", "passed", "took_ms", "limit_ms")}
        muster = self._named(event)
        muster["gates"] = [*muster["gates"], self.part("gate_status", decided_ms=t_ms, **same)]

    def _sustain_failed(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        muster["sustain_failed_ms"] = event["since_ms"] + self._limits(muster)["sustain_ms"]

    def _work_area_set(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        if muster["plan"] is not None:
            muster["plan"] = muster["plan"] | {"work_area_e7": event["ring_e7"]}

    # -- counting ------------------------------------------------------------------------------------------------------

    def _headcount_reported(self, event: Map, recorded: Map, t_ms: int) -> None:
        order = self.picture["orders"][event["order_id"]]
        muster = self._muster_of(order["incident_id"])
        assert muster is not None
        unit = self._unit(muster, event["unit_id"])
        unit |= {"headcount": event["sworn"], "headcount_auxiliary": event["auxiliary"]}
        unit |= {"headcount_volunteers": event["volunteers"], "headcount_ms": t_ms}
        unit["over_roster"] = event["over_roster"]
        if unit["why_not"] == "departed":
            unit["officers"] = unit["officers"][: event["sworn"]]
            unit |= {name: min(unit[name], event[name]) for name in ("auxiliary", "volunteers")}
        self._put(muster, unit, t_ms)
        self.device_told(order, event["device_ms"], t_ms)

    def _fence_entered(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster, area = self._named(event), event["area"]
        unit = self._unit(muster, event["unit_id"])
        if area == "rally":
            unit["first_rally_ms"] = _kept(unit["first_rally_ms"], t_ms)
        else:
            unit["first_scene_ms"] = _kept(unit["first_scene_ms"], t_ms)
            muster["first_on_scene_ms"] = _kept(muster["first_on_scene_ms"], t_ms)
            unit["under_way"] = False
        if area == "post":
            unit["at_post_ms"] = t_ms
        elif unit["area"] == "post":
            unit["at_post_ms"] = -1
            if unit["voice_area"] == "post":
                unit |= {"voice_ms": -1, "voice_area": ""}
        unit |= {"area": area, "area_ms": t_ms, "outside": EN_ROUTE, "contradicted": False, "sent_from": ""}
        self._put(muster, unit, t_ms)

    def _fence_left(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        unit = self._unit(muster, event["unit_id"])
        ordered = unit["area"] != "" and (unit["sent_from"] == unit["area"] or unit["under_way"])
        silent = not ordered and event["why"] != "stale_fix"
        voiced = not silent and unit["voice_ms"] >= 0 and unit["voice_area"] == "post"
        if unit["area"] == "post" and not voiced:
            unit["at_post_ms"] = -1
        if silent:
            unit["voice_ms"] = -1
        if not ordered:
            unit["under_way"] = False
        unit |= {"area": "", "area_ms": -1, "sent_from": "", "outside": EN_ROUTE if ordered else event["why"]}
        self._put(muster, unit, t_ms)

    def _voice_reported(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster, area = self._named(event), event["area"]
        unit = self._unit(muster, event["unit_id"])
        if "post" not in (area, unit["area"]):
            unit["at_post_ms"] = -1
        else:
            unit["at_post_ms"] = _kept(unit["at_post_ms"], t_ms)
        if area != "rally":
            unit["first_scene_ms"] = _kept(unit["first_scene_ms"], t_ms)
        unit |= {"voice_ms": t_ms, "voice_area": area, "contradicted": False}
        self._put(muster, unit, t_ms)

    def _voice_contradicted(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        unit = self._unit(muster, event["unit_id"])
        if unit["area"] != "post":
            unit["at_post_ms"] = -1
        unit |= {"voice_ms": -1, "voice_area": "", "contradicted": True}
        self._put(muster, unit, t_ms)

    def _unit_counted(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        unit = self._unit(muster, event["unit_id"])
        unit |= {name: event[name] for name in ("officers", "auxiliary", "volunteers", "by_voice")}
        unit["counted_ms"] = _kept(unit["counted_ms"], t_ms)
        patrol = self.picture["units"][event["unit_id"]]["tier"] in self._policy(muster)["tiers"]
        none = "nobody_new" if patrol else "wrong_tier"
        unit["why_not"] = "" if self._of_unit(muster, unit) else none
        self._put(muster, unit, t_ms)

    def _unit_uncounted(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        unit = self._unit(muster, event["unit_id"])
        unit |= {"counted_ms": -1, "by_voice": False, "why_not": event["why"]}
        if not event["ordered"]:
            unit |= {"officers": [], "auxiliary": 0, "volunteers": 0}
        self._put(muster, unit, t_ms)

    # -- posts and cover -----------------------------------------------------------------------------------------------

    def _posts_assigned(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        posts = {one["unit_id"]: one["post_id"] or "scene" for one in event["assignments"]}
        units = []
        for before in muster["units"]:
            unit, post = dict(before), posts.get(before["unit_id"])
            units.append(unit)
            if post is None:
                continue
            self.picture["orders"][unit["order_id"]]["post"] = post
            if unit["post"] == post:
                continue
            if not (unit["under_way"] and muster["id"] in self.picture["standards"]):
                unit["sent_ms"] = t_ms
            if unit["voice_area"] == "post":
                unit["voice_area"] = "scene"
            elif unit["voice_area"] == "rally":
                unit["first_rally_ms"] = _kept(unit["first_rally_ms"], unit["voice_ms"])
                unit |= {"voice_ms": -1, "voice_area": ""}
            if unit["area"] == "post":
                unit["area"] = "scene"
            unit |= {"sent_from": unit["area"], "post": post, "at_post_ms": -1, "outside": EN_ROUTE}
            unit["under_way"] = unit["under_way"] or unit["counted_ms"] >= 0
        muster["units"] = units
        muster["phase2_ordered_ms"] = _kept(muster["phase2_ordered_ms"], t_ms)
        self._restand(muster, t_ms)

    def _phase_ordered(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._named(event)[f"phase{2 if event['phase'] == 2 else 3}_ordered_ms"] = t_ms

    def _handling_reported(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        muster["handling_ms"] = _kept(muster["handling_ms"], t_ms)
        self.device_told(self.picture["orders"][event["order_id"]], event["device_ms"], t_ms)

    def _item(self, event: Map, **fields: Any) -> None:
        muster = self._named(event)
        made = self.part("item_status", item_id=event["item_id"], **fields)
        muster["items"] = [made if one["item_id"] == event["item_id"] else one for one in muster["items"]]

    def _item_evidenced(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._item(event, evidence_ms=t_ms, actor=recorded["stamp"]["actor"], note=event["note"])
        self._skewed(self._named(event), event["device_ms"], t_ms)

    def _item_withdrawn(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._item(event)
        muster = self._named(event)
        muster |= {"verified_ms": -1, "verified_by": ""}

    def _control_declared(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        muster |= {"declared_ms": t_ms, "declared_by": recorded["stamp"]["actor"]}
        self._skewed(muster, event["device_ms"], t_ms)

    def _cover_gap_opened(self, event: Map, recorded: Map, t_ms: int) -> None:
        muster = self._named(event)
        plan, told = muster["plan"], {}
        if plan is not None and plan["cover_reason"] and muster["id"] not in self.picture["standards"]:
            told = {"reason": plan["cover_reason"], "reason_ms": t_ms}
        fresh = [self.part("cover_gap", grid_id=one, opened_ms=t_ms, **told) for one in event["grid_ids"]]
        muster["gaps"] = [*muster["gaps"], *fresh]

    def _cover_gap_closed(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._gaps(event, "closed_ms", closed_ms=t_ms)

    def _cover_reason_recorded(self, event: Map, recorded: Map, t_ms: int) -> None:
        self._gaps(event, "reason_ms", reason=event["reason"], reason_ms=t_ms)

    def _gaps(self, event: Map, open_field: str, **changes: Any) -> None:
        muster, grids = self._named(event), event["grid_ids"]
        muster["gaps"] = [
            gap | changes if gap["grid_id"] in grids and gap[open_field] == -1 else gap
            for gap in muster["gaps"]
        ]

    def _reserves_recalled(self, event: Map, recorded: Map, t_ms: int) -> None:
        for unit_id in event["unit_ids"]:
            self.picture["units"][unit_id]["reserved"] = False

    def interrupt(self, reason: str, t_ms: int, *, resolved_too: bool) -> None:
        """A run is over: its musters are, too."""
        for muster in self.picture["musters"].values():
            decided = any(gate["gate"] == "cover" for gate in muster["gates"])
            over = muster["state"] == "resolved" and (resolved_too or not decided)
            if muster["state"] == "active" or over:
                muster |= {"state": "interrupted", "ended_ms": t_ms, "ended_reason": reason}


def _kept(before_ms: int, t_ms: int) -> int:
    """The instant that there was, else this one."""
    return t_ms if before_ms == -1 else before_ms
