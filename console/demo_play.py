"""The demo's muster played offscreen from alarm to close: screenshots of its stages and a summary.

Qt main thread; used by `console.demo` where there is no display. The autopilot (a client with a seat of its own) does
the work; this only looks, at the window an operator would have, selects the incident and takes the pictures.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from console.demo_stages import STAGE_RULES, STAGES, Seen, muster_summary
from console.domain.base.roles import Stream
from console.domain.calls.entities import CallState
from console.domain.evolve import Recorded
from console.domain.hashing import PictureHash
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster
from console.window.console_window import ConsoleWindow
from widgets.durations import clock_text

if TYPE_CHECKING:
    from widgets.map.map_view import MapView

LOOK_MS = 100
SETTLE_S = 0.9
HASH_WAIT_S = 5.0
LANGUAGE_SETTLE_S = 2.0
"""The map's page takes its time with new labels where there is no GPU."""
MAP_WAIT_S = 3.0
"""How long the first picture waits for the map: by then the call is answered."""
LANGUAGES = ("zh", "en")


@dataclass(slots=True)
class Played:
    """What the run showed, by the names of the summary. Times in hub milliseconds, −1 = did not happen."""

    fault: str = ""
    incident: str = ""
    type: str = ""
    times_ms: dict[str, int] = field(default_factory=dict)
    muster: dict[str, Any] = field(default_factory=dict)
    stages_ms: dict[str, int] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    events: dict[str, int] = field(default_factory=dict)
    last_seq: int = 0
    picture_hash: str = ""
    same_hash_as_hub: bool | None = None
    screenshots: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether the incident was played through to its end."""
        return not self.fault and set(self.stages_ms) == set(STAGES)


class Spotlight(QObject):
    """Selects the gravest thing in the queue while nobody sits there, until it has found one of the highest level."""

    def __init__(self, window: ConsoleWindow) -> None:
        super().__init__(window)
        self._seat = window.seat
        self._chosen = ""
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    def _on_look(self) -> None:
        picture = self._seat.world.picture
        if self._seat.case_id != self._chosen and self._seat.case_id not in picture.incidents:
            self._timer.stop()  # somebody chose another
            return
        calls = [(x.level or 9, x.reported_ms, x.id) for x in picture.calls.values() if not x.incident_id]
        open_ones = [
            (i.level, i.opened_ms, i.id)
            for i in picture.incidents.values()
            if i.state in OPEN_INCIDENT_STATES
        ]
        if not calls and not open_ones:
            return
        level, _, found = min([*calls, *open_ones])
        if found != self._chosen:
            self._chosen = found
            self._seat.select_case(found)
        if level == 1 and found in picture.incidents:
            self._timer.stop()


class Play(QObject):
    """Watches one incident through its stages; `finished` when it is closed, or the time is over."""

    finished = Signal()

    def __init__(
        self, window: ConsoleWindow, folder: Path, type_code: str, most_s: float, trouble: Callable[[], str]
    ) -> None:
        """`trouble` says in words when the demo's processes failed: then the play is over at once."""
        super().__init__(window)
        self._trouble = trouble
        self._window = window
        self._seat = window.seat
        self._folder = folder
        self._type_code = type_code
        self._deadline = time.monotonic() + most_s
        self._call_id = ""
        self._map_drawn = False
        self._map_until = 0.0
        cast("MapView", window.map).ready.connect(self._on_map_ready)
        self._finishing: tuple[str, float] | None = None
        self._muster_id = ""
        self._wait_until = 0.0
        self._shots: list[tuple[str, str]] = []
        self.played = Played(type=type_code)
        self._seat.world.recorded.connect(self._on_recorded)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    def _on_map_ready(self) -> None:
        self._map_drawn = True

    def _on_recorded(self, events: Sequence[Recorded]) -> None:
        counts = self.played.events
        for recorded in events:
            tag = str(type(recorded.event).__struct_config__.tag)
            counts[tag] = counts.get(tag, 0) + 1

    def _on_look(self) -> None:
        now = time.monotonic()
        if self._finishing is not None:
            self._compare(*self._finishing)
        elif self._trouble():
            self._finish(self._trouble())
        elif now > self._deadline:
            waiting = next((stage for stage in STAGES if stage not in self.played.stages_ms), "")
            self._finish(f"the incident did not reach the stage “{waiting}” in time" if waiting else "")
        elif now < self._wait_until:
            return
        elif self._shots:
            self._shoot()
        else:
            self._next_stage(now)

    # -- stages --------------------------------------------------------------------------------------------------------

    def _next_stage(self, now: float) -> None:
        stage = next((stage for stage in STAGES if stage not in self.played.stages_ms), "")
        if not stage:
            self._finish("")
        elif self._reached(stage):
            self.played.stages_ms[stage] = self._seat.world.clock.now_ms()
            self._wait_until = now + SETTLE_S
            present = self._window.language.language
            self._shots = [
                (stage, language) for language in sorted(LANGUAGES, key=lambda one: one != present)
            ]

    def _reached(self, stage: str) -> bool:
        if stage == "call":
            return self._find_call()
        incident = self._incident()
        if incident is None:
            return False
        self._seat.select_case(incident.id)
        muster = self._muster(incident.id)
        planned = incident.id in self._seat.world.telemetry.muster_plans
        return STAGE_RULES[stage](Seen(incident, muster, planned))

    def _find_call(self) -> bool:
        """The first call about it, with a map to be seen behind it."""
        for call in self._seat.world.picture.calls.values():
            if call.type_code == self._type_code:
                self._call_id = call.id
                self._seat.select_case(call.id)
                self._map_until = self._map_until or time.monotonic() + MAP_WAIT_S
                return self._map_drawn or time.monotonic() > self._map_until
        return False

    def _incident(self) -> Incident | None:
        call = self._seat.world.picture.calls.get(self._call_id)
        if call is None or call.state not in (CallState.ACCEPTED, CallState.MERGED):
            return None
        return self._seat.world.picture.incidents.get(call.incident_id)

    def _muster(self, incident_id: str) -> Muster | None:
        """Its muster; kept after it is over, when the picture no longer names it as the incident's own."""
        picture = self._seat.world.picture
        present = muster_of(picture, incident_id)
        if present is not None:
            self._muster_id = present.id
        return picture.musters.get(self._muster_id)

    # -- pictures ------------------------------------------------------------------------------------------------------

    def _shoot(self) -> None:
        """One picture each turn: the language is switched first and given a moment."""
        from console.app import save_screenshot

        stage, language = self._shots[0]
        incident = self._incident()
        if incident is not None:
            # A closed incident has left the queue, which would at once select what follows it.
            self._window.panels.queue.blockSignals(stage == "closed")
            self._seat.select_case(incident.id)
        if self._window.language.language != language:
            self._window.set_language(language)
            self._wait_until = time.monotonic() + LANGUAGE_SETTLE_S
            return
        self._shots.pop(0)
        number = STAGES.index(stage) + 1
        path = save_screenshot(self._window, self._folder, f"{number}-{stage}-{language}")
        self.played.screenshots.append(path.name)

    def _finish(self, fault: str) -> None:
        self._finishing = (fault, time.monotonic() + HASH_WAIT_S)

    def _compare(self, fault: str, until: float) -> None:
        """Wait for a heartbeat about the very events folded here, so that the hashes can be held side by side."""
        seat, played = self._seat, self.played
        beat_seq, beat_hash = seat.world.link.beats.get(Stream.OPS, (-1, ""))
        same_seq = beat_seq == seat.world.picture.seq and bool(beat_hash)
        if not same_seq and time.monotonic() < until:
            return
        self._timer.stop()
        played.fault = fault
        incident = self._incident()
        if incident is not None:
            played.incident = incident.id
            played.units = [seat.world.picture.orders[order_id].unit_id for order_id in incident.orders]
            muster = self._muster(incident.id)
            played.muster = muster_summary(muster, seat.world.clock.now_ms())
        played.times_ms = _times(incident, played.muster)
        played.last_seq = seat.world.picture.seq
        played.picture_hash = PictureHash(seat.world.picture).hexdigest()
        if same_seq:
            played.same_hash_as_hub = beat_hash == played.picture_hash
        self.finished.emit()

    def summary(self) -> dict[str, Any]:
        """Everything for summary.json; after `finished`."""
        events = dict(sorted(self.played.events.items()))
        return {"played": self.played.whole, **asdict(self.played), "events": events}


def _times(incident: Incident | None, muster: dict[str, Any]) -> dict[str, int]:
    """When what happened to the incident, in hub milliseconds."""
    if incident is None:
        return {}
    return {
        "alarm": incident.opened_ms,
        "accepted": incident.accepted_ms,
        "first_dispatch": incident.first_dispatch_ms,
        "T0_muster_order": muster.get("t0_ms", -1),
        "first_on_scene": incident.first_onscene_ms,
        "T1_mustered": muster.get("t1_ms", -1),
        "T2_posts_filled_and_handling": muster.get("t2_ms", -1),
        "T3_under_control": muster.get("t3_ms", -1),
        "closed": incident.closed_ms,
    }


def write_summary(folder: Path, summary: dict[str, Any]) -> None:
    """summary.json for programs, summary.md for people."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
    (folder / "summary.md").write_text(_markdown(summary), encoding="utf-8")


def _markdown(summary: dict[str, Any]) -> str:
    times: dict[str, int] = summary["times_ms"]
    alarm_ms = times.get("alarm", 0)
    hash_words = {True: "the same as the hub's", False: "NOT the hub's", None: "not compared"}
    lines = [
        f"# Demo incident {summary['incident'] or '—'}",
        "",
        f"Played from alarm to close: **{'yes' if summary['played'] else 'no'}**"
        + (f" — {summary['fault']}" if summary["fault"] else ""),
        "",
        "| step | after the alarm |",
        "|---|---|",
        *(
            f"| {name.replace('_', ' ')} | {clock_text(ms - alarm_ms) if ms >= 0 else '—'} |"
            for name, ms in times.items()
        ),
        "",
        *_gate_lines(summary.get("muster", {})),
        f"- units: {', '.join(summary['units']) or '—'}",
        f"- events folded: {sum(summary['events'].values())}, last seq {summary['last_seq']}",
        f"- picture hash: `{summary['picture_hash']}` ({hash_words[summary['same_hash_as_hub']]})",
        f"- journal: {summary.get('journal', 'not verified')}",
        f"- speed: ×{summary.get('rate', 1):g}",
        "",
        *(f"![{name}]({name})" for name in summary["screenshots"]),
        "",
    ]
    return "\n".join(lines)


def _gate_lines(muster: dict[str, Any]) -> list[str]:
    lines = []
    for gate in muster.get("gates", []):
        took = (
            f" in {clock_text(gate['took_ms'])} of {clock_text(gate['limit_ms'])}"
            if gate["took_ms"] >= 0
            else ""
        )
        lines.append(f"- gate {gate['gate']}: {'passed' if gate['passed'] else 'missed'}{took}")
    return lines
