"""Words of the codes that a result is made of, clock times and durations, in either language. No Qt, any thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from console.domain.musters.definition import Difference
from console.domain.musters.entities import Activation, Gate

from .codes import ACTIVATIONS, CLOCK_MODELS, DIFFERENCE_FIELDS, MODES, NOT_COUNTED, POST_KINDS
from .facts import MusterFacts, Name
from .words import Words, plain

NONE: Final = "—"
_VALUES: Final[dict[str, str]] = {
    **{code.value: words for code, words in MODES.items()},
    **{code.value: words for code, words in CLOCK_MODELS.items()},
    **{code.value: words for code, words in POST_KINDS.items()},
}


def clock_of(at: str | None) -> str:
    """`20:50:10` of an instant."""
    return at[11:19] if at else NONE


def took(seconds: float | None) -> str:
    """`08:14`, `1:02:14`; thousandths only below a second, where they decide."""
    if seconds is None:
        return NONE
    whole = int(abs(seconds))
    if 0 < abs(seconds) < 1:
        return f"{abs(seconds):.3f}"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"


def seconds_between(earlier: str | None, later: str | None) -> float | None:
    """From one instant to another; None where one is not known."""
    if not earlier or not later:
        return None
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


class Terms(Words):
    """Says codes."""

    def name(self, name: Name) -> str:
        """A name of the facts."""
        return self.of(name.zh, name.en)

    # -- codes ---------------------------------------------------------------------------------------------------------

    def gate_name(self, gate: str) -> str:
        """集结, 到达, 处置, 留守."""
        return {
            Gate.MUSTER: self.tr("Muster"),
            Gate.ARRIVE: self.tr("Arrive"),
            Gate.RESOLVE: self.tr("Resolve"),
            Gate.COVER: self.tr("Cover"),
        }[Gate(gate)]

    def state(self, state: str) -> str:
        """How a gate stands."""
        return {
            "passed": self.tr("passed"),
            "missed": self.tr("missed"),
            "running": self.tr("running"),
            "not_started": self.tr("not started"),
            "interrupted": self.tr("interrupted"),
            "stood_down": self.tr("stood down"),
        }[state]

    def unranked(self, code: str) -> str:
        """Why a run is not ranked."""
        return {
            "kind": self.tr("not an exercise"),
            "no_run": self.tr("no run"),
            "rate": self.tr("not at real speed"),
            "pause": self.tr("paused"),
            "interrupted": self.tr("interrupted"),
            "unfinished": self.tr("not ended"),
            "autopilot": self.tr("autopilot"),
            "definition": self.tr("easier than the plan card"),
            "again": self.tr("stood down and ordered again"),
            "unsigned": self.tr("not signed by its hub"),
            "unknown_hub": self.tr("signed by a hub that is not registered"),
        }.get(code, code)

    def not_counted(self, code: str) -> str:
        """Why a unit does not count; "" where it does."""
        known = {one.value: words for one, words in NOT_COUNTED.items()}
        return self.tr(known.get(code, code))

    def post_kind(self, kind: str) -> str:
        """A kind of post."""
        return self.tr(_VALUES[kind])

    def activation(self, code: str) -> str:
        """What set T0."""
        return self.tr(ACTIVATIONS[Activation(code)])

    def difference(self, one: Difference, muster: MusterFacts | None = None) -> str:
        """`strength: 1 instead of 100`; what makes it easier is marked."""
        field, _, item = one.field.partition(".")
        if field == "checklist" and item:
            texts = {it.item: self.name(it.text) for it in muster.items} if muster is not None else {}
            words = f"{self.tr(DIFFERENCE_FIELDS['checklist'])} {texts.get(item, plain(item))}"
        else:
            words = self.tr(DIFFERENCE_FIELDS.get(one.field, one.field))
        given, standard = (self._value(one.field, value) for value in (one.given, one.standard))
        line = self.tr("{field}: {given} instead of {standard}").format(
            field=words, given=given, standard=standard
        )
        return f"▼ {line}" if one.easier else line

    def _value(self, field: str, value: str) -> str:
        if field.endswith("_ms"):
            return took(int(value) / 1000)
        if field == "work_area":
            return f"{int(value):,} m²"
        if field.startswith("policy.") and field != "policy.tiers":
            return self.tr("yes") if value == "1" else self.tr("no")
        if value in _VALUES:
            return self.tr(_VALUES[value])
        return {"": self.tr("none"), "any": self.tr("anybody")}.get(value, plain(value))
