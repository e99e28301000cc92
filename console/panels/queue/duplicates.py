"""The suspicion that stands below the queue: of the selected call or incident, else the newest. Qt main thread.

The view is a pure reading of the groups; equal views cost the panel nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject

from console.desk.waiting import selected_suspicion, suspicion_of, suspicions
from console.desk.world import Gathering
from console.domain.calls.duplicates import Likeness, TypeMatch
from console.domain.calls.entities import Report
from console.domain.calls.groups import CallGroups
from console.domain.picture import Key
from console.planning.call_words import shipped_call_words
from console.verbs.invoker import Invoker
from console.words.choices import distance_text
from console.words.names import Names
from console.words.terms import channels_text
from widgets.queue.duplicate_panel import DuplicatePanel, DuplicateView

tr = QCoreApplication.translate
GATHER_MS = 60
_SAME_SPOT_M = 10


def duplicate_view(
    groups: CallGroups, names: Names, case_id: str, revealed: Mapping[str, Report]
) -> DuplicateView | None:
    """What the panel shows."""
    picture = names.picture
    every = suspicions(groups, picture.calls)
    shown = selected_suspicion(groups, case_id) or next(iter(every), None)
    if shown is None:
        return None
    other_id = shown.found.other_id
    incident = picture.incidents.get(other_id)
    call = picture.calls[shown.call_id]
    other = incident or picture.calls.get(other_id)
    kind = "" if other is None else names.incident_type(other.type_code)
    read = revealed.get(shown.call_id)
    together = len(shown.calls) if incident is not None or len(shown.calls) > 1 else 2
    return DuplicateView(
        call_key=shown.call_id,
        other=f"{other_id} {kind}".strip(),
        sources=channels_text(picture.calls[one].channel for one in shown.calls),
        reasons=likeness_words(shown.found, names),
        words=read.words if read is not None else tag_words(call.keywords, names),
        count=together,
        can_merge=incident is not None,
        merge_key=case_id in (*shown.calls, other_id),
        dismiss_key=case_id in shown.calls,
        more=len([one for one in every if one.leader != shown.leader]),
    )


def likeness_words(found: Likeness, names: Names) -> str:
    """`38 m apart · 2 min apart · same type · words: smoke · same caller`."""
    parts = [
        tr("duplicates", "same spot")
        if found.away_m < _SAME_SPOT_M
        else tr("duplicates", "{0} apart").format(distance_text(found.away_m)),
        apart_words(found.apart_ms),
    ]
    if found.types is TypeMatch.SAME:
        parts.append(tr("duplicates", "same type"))
    elif found.types is TypeMatch.AKIN:
        parts.append(tr("duplicates", "kindred type"))
    if found.shared:
        parts.append(tr("duplicates", "words: {0}").format(tag_words(found.shared, names)))
    if found.same_caller:
        parts.append(tr("duplicates", "same caller"))
    return " · ".join(parts)


def apart_words(apart_ms: int) -> str:
    """Time between two reports: at once, seconds, minutes."""
    seconds = apart_ms // 1000
    if seconds < 10:
        return tr("duplicates", "at the same time")
    if seconds < 100:
        return tr("duplicates", "within {0} s").format(seconds)
    return tr("duplicates", "within {0} min").format(round(seconds / 60))


def tag_words(tags: tuple[str, ...], names: Names) -> str:
    """What a report is about, its words being sealed: `smoke, explosion`."""
    rules = shipped_call_words()
    joint = "、" if names.chinese else ", "
    return joint.join(rules.name(tag, names.chinese) for tag in tags)


class CallGroupDesk(QObject):
    """Shows the suspicion, and answers it by the verbs of `console.verbs.calls`. Made by `ConsoleWindow`."""

    def __init__(self, invoker: Invoker, panel: DuplicatePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        seat = invoker.here.seat
        self._seat, self._invoker, self._panel = seat, invoker, panel
        self._gathering = Gathering(GATHER_MS, self.show_now, self)
        panel.merged.connect(self._on_merged)
        panel.dismissed.connect(lambda call_id: invoker.invoke("not_duplicate", {"call": call_id}))
        panel.opened.connect(seat.select_case)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.picture_replaced.connect(self._gathering.ask)
        seat.case_changed.connect(self._gathering.ask)
        seat.report_revealed.connect(self._gathering.ask)
        seat.world.retranslated.connect(self.show_now)

    def show_now(self) -> None:
        """Show what is suspected now."""
        self._gathering.stop()
        if self._seat.world.has_picture:
            seat = self._seat
            view = duplicate_view(seat.world.groups, seat.world.names, seat.case_id, seat.revealed)
            self._panel.show_duplicate(view)

    def _on_merged(self, call_id: str) -> None:
        """The button: merge into the incident, or go to the group's call to accept all as one."""
        groups = self._seat.world.groups
        group = groups.group_of(call_id)
        suspicion = None if group is None else suspicion_of(groups, group)
        if suspicion is None:
            return
        if suspicion.found.other_id in self._seat.world.picture.incidents:
            self._invoker.invoke("merge_group", {"call": call_id})
        else:
            self._seat.select_case(suspicion.leader)
            self._invoker.press("accept")

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if self._seat.world.regrouped or any(collection in ("calls", "incidents") for collection, _ in keys):
            self._gathering.ask()
