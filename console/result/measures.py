"""The measures beside the gates, never blended with them: names and values in either language. No Qt, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from console.domain.judge.judgement import Measures, Spread
from console.domain.musters.entities import MusterState

from .facts import MusterFacts
from .lines import Lines, number
from .terms import NONE, clock_of, seconds_between, took

UNKNOWN: Final = "unknown"
WARN: Final = "warn"
BAD: Final = "bad"


@dataclass(frozen=True, slots=True)
class Line:
    """A measure. `tone`: "" plain, WARN, BAD, UNKNOWN here; `hint` explains it."""

    name: str
    value: str
    tone: str = ""
    hint: str = ""


class MeasureLines(Lines):
    """Says measures. `judged`: from the whole journal; a live picture does not know all of them."""

    def measures(self, muster: MusterFacts, judged: bool) -> list[Line]:
        """All, in order."""
        measures, strength = muster.measures, muster.strength
        over = muster.state != MusterState.ACTIVE
        hint = self.tr("Low: poor dispatching; high with a missed gate: bad luck")
        efficiency = f"{muster.efficiency:.2f}" if muster.efficiency is not None else NONE
        lines = [
            Line(self.tr("Started"), self.activation(muster.activation)),
            self._before(muster),
            Line(self.tr("T1"), _exact(muster.gates[0].took_s)),
            self._t_star(muster),
            *self._anywhere(muster),
            Line(self.tr("Order allowance, apart"), took(muster.allowance_s)),
            Line(self.tr("Efficiency T*/T1"), efficiency, hint=hint),
            Line(self.tr("Strength at the limit"), number(strength.at_limit)),
            Line(self.tr("Final strength") if over else self.tr("Strength now"), number(strength.final)),
            Line(self.tr("Surplus over {0}").format(strength.required), number(measures.surplus)),
            self._known(self.tr("By voice"), measures.by_voice, judged),
            Line(self.tr("First on scene"), took(muster.first_on_scene_s)),
            self._sustained(muster),
        ]
        if muster.card is not None:
            card = muster.card
            words = f"{self.name(card.name)} · {card.version} · {card.hash[:8]}"
            lines.insert(0, Line(self.tr("Plan card"), words))
        return [*lines, *self._more(measures, judged)]

    def _t_star(self, muster: MusterFacts) -> Line:
        source = {
            "baseline": self.tr("from the T0 snapshot"),
            "autopilot": self.tr("optimal autopilot, same world"),
            "pending": self.tr("looked for after the run"),
        }.get(muster.t_star_source, "")
        value, place = took(muster.t_star_s), self.name(muster.t_star_place)
        source = f"{source} · {place}" if place else source
        hint = self.tr("The best that was possible, without the time for the order")
        return Line(self.tr("T*"), f"{value} · {source}" if source else value, hint=hint)

    def _anywhere(self, muster: MusterFacts) -> list[Line]:
        """Live it is not the ordered point's; a drill has one T*."""
        if muster.t_star_source != "baseline":
            return []
        return [Line(self.tr("T* best point"), took(muster.t_star_anywhere_s))]

    def _before(self, muster: MusterFacts) -> Line:
        before_s = seconds_between(muster.opened_at, muster.t0_at)
        return Line(self.tr("First report → T0"), took(before_s), hint=self.tr("Judged apart"))

    def _sustained(self, muster: MusterFacts) -> Line:
        name = self.tr("Sustained")
        if muster.sustained == "failed":
            return Line(name, self.tr("failed at {0}").format(clock_of(muster.sustain_failed_at)), BAD)
        return Line(name, self.tr("held") if muster.sustained == "held" else NONE)

    def _more(self, measures: Measures, judged: bool) -> list[Line]:
        load = measures.commands_per_minute_permille
        per_minute = f"{load / 1000:.1f}" if load >= 0 else self.tr("only from the journal")
        aim = self.tr("Aim: half within 30 s")
        return [
            Line(self.tr("Signed P50 / P90"), _spread(measures.acknowledgement), hint=aim),
            Line(self.tr("Rolling P50 / P90"), _spread(measures.turnout)),
            Line(self.tr("ETA error P50 / P90"), _spread(measures.eta_error)),
            _count(self.tr("Never signed"), measures.never_acknowledged),
            _count(self.tr("Grids bare at once, at worst"), -measures.minimum_cover),
            _count(self.tr("False declarations"), measures.false_declarations),
            _count(self.tr("Leader silent"), measures.escalations_missed),
            _count(self.tr("Reports with clock skew"), measures.skewed),
            self._known(self.tr("Orders taken back at once"), measures.wrong_orders, judged),
            self._known(self.tr("Double orders"), measures.double_orders, judged),
            self._known(self.tr("Calls left alone"), measures.alarms_unacknowledged, judged),
            Line(self.tr("Desk actions per minute"), per_minute, "" if load >= 0 else UNKNOWN),
        ]

    def _known(self, name: str, value: int, judged: bool) -> Line:
        """A measure that the live picture may not know."""
        if value >= 0:
            return Line(name, str(value))
        return Line(name, NONE if judged else self.tr("only from the journal"), UNKNOWN)


def _exact(seconds: float | None) -> str:
    return NONE if seconds is None else f"{took(seconds)} ({seconds:.1f} s)"


def _count(name: str, value: int) -> Line:
    return Line(name, str(value), WARN if value > 0 else "")


def _spread(one: Spread) -> str:
    p50, p90 = (took(value / 1000 if value >= 0 else None) for value in (one.p50_ms, one.p90_ms))
    return f"{p50} / {p90}  (n={one.n})"
