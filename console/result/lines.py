"""What page, text and tables say beside the gates: title, warnings, where, when, who, numbers, what a unit came to.

Lines of one language, made from the facts alone. No Qt, any thread.
"""

from __future__ import annotations

from typing import Final

from console.domain.base.roles import WorldKind
from console.domain.musters.entities import Activation

from .facts import GapFacts, MusterFacts, ResultFacts, UnitFacts
from .sentences import Sentences
from .terms import NONE, clock_of, took
from .words import plain

SIGNS: Final = {"passed": "✓", "missed": "✗", "interrupted": "■", "stood_down": "■", "not_started": "—"}
"""The sign that stands beside the colour of a gate."""


class Lines(Sentences):
    """Says everything of a result that is more than a sentence."""

    def kind(self, kind: str) -> str:
        """The word of a world that is not live."""
        return {
            WorldKind.DRILL: self.tr("EXERCISE"),
            WorldKind.DEMO: self.tr("DEMO"),
            WorldKind.REPLAY: self.tr("REPLAY"),
            WorldKind.LIVE: "",
        }[WorldKind(kind)]

    def title(self, facts: ResultFacts, muster: MusterFacts) -> str:
        """What happened, and what it is the result of."""
        what = self.tr("Three 10 minutes") if self.kept(muster) else self.tr("Result of the muster")
        return f"{self.name(muster.type)} · {what}"

    def warnings(self, muster: MusterFacts) -> list[str]:
        """What stands before the gates: an earlier order, changes, doubts."""
        lines = [self.earlier(one) for one in muster.earlier]
        if muster.card is not None and muster.card.differences:
            changes = "; ".join(self.difference(one, muster) for one in muster.card.differences)
            lines.append(self.tr("Differs from the plan card (▼ easier): {0}").format(changes))
        if muster.stood_inside:
            words = self.tr("In the work area at T0 already: {0}")
            lines.append(words.format(self.together(muster.stood_inside, 12)))
        if muster.just_out:
            words = self.tr("Set out of service within ten minutes before T0: {0}")
            lines.append(words.format(self.together(muster.just_out, 12)))
        if muster.eligible_short:
            words = self.tr("Too few were eligible at T0: {0}. Judged against that.")
            lines.append(words.format(muster.strength.eligible))
        if muster.sustain_failed_at:
            words = self.tr("The strength was not sustained: too low from {0} on.")
            lines.append(words.format(clock_of(muster.sustain_failed_at)))
        if muster.activation == Activation.DIRECTOR:
            lines.append(self.tr("T0 was set by the director, not by a player."))
        if muster.contradictions:
            words = self.tr("The journal contradicts itself: {0}")
            lines.append(words.format(self.together(muster.contradictions, 12)))
        return lines

    def head_lines(self, facts: ResultFacts, muster: MusterFacts) -> list[tuple[str, str]]:
        """Where, when, who, by which card: names and values."""
        level = self.tr("level {0}").format(muster.level)
        where = " · ".join(one for one in (self.name(muster.place), self.name(muster.grid)) if one)
        until = clock_of(muster.t3_at or muster.ended_at)
        when = f"{muster.t0_at[:10]} {clock_of(muster.t0_at)} – {until}" if muster.t0_at else NONE
        lines = [
            (self.tr("Incident"), f"{muster.incident} · {level}"),
            (self.tr("Where"), where or NONE),
            (self.tr("When"), f"{when} (UTC{facts.zone})"),
            (self.tr("First report"), f"{clock_of(muster.opened_at)} → T0 {clock_of(muster.t0_at)}"),
            (
                self.tr("Started"),
                f"{self.activation(muster.activation)} · {self.person(facts, muster.activated_by)}",
            ),
            (self.tr("Ordered by"), self.person(facts, muster.ordered_by) or NONE),
            (self.tr("Rally point"), self.name(muster.rally) or NONE),
            (
                self.tr("Commander"),
                self.name(muster.commander) or self.tr("senior officer of the first unit"),
            ),
            (self.tr("Verified by"), self.person(facts, muster.verified_by) or NONE),
        ]
        if facts.run is not None:
            run = f"{self.name(facts.run.name)} · {self.tr('seed {0}').format(facts.run.seed)}"
            lines.insert(0, (self.tr("Exercise"), run))
        if muster.card is not None:
            card = f"{self.name(muster.card.name)} · {self.tr('version {0}').format(muster.card.version)}"
            lines.append((self.tr("Plan card"), card))
        return lines

    def person(self, facts: ResultFacts, actor: str) -> str:
        """Whoever did it; the autopilot by its name."""
        if facts.run is not None and facts.run.autopilot and actor.startswith("autopilot"):
            return self.tr("autopilot “{0}”").format(self.tr(facts.run.autopilot))
        return plain(actor)

    def numbers(self, muster: MusterFacts) -> list[tuple[str, str]]:
        """Required against planned against reached."""
        strength = muster.strength
        planned = self.tr("as planned")
        if strength.planned_s is not None:
            words = self.tr("as planned, {0} by {1}")
            planned = words.format(strength.required, took(strength.planned_s))
        return [
            (self.tr("required"), str(strength.required)),
            (self.tr("eligible at T0"), str(strength.eligible)),
            (planned, number(strength.planned)),
            (self.tr("at T1"), number(strength.at_t1)),
            (self.tr("at the limit"), number(strength.at_limit)),
            (self.tr("in the end"), number(strength.final)),
        ]

    def came(self, unit: UnitFacts) -> str:
        """On time, late, or never there."""
        if unit.late_s is not None:
            return self.tr("+{0} late").format(took(unit.late_s)) if unit.late_s >= 1 else self.tr("on time")
        return self.tr("there") if unit.there_s is not None else self.tr("never there")

    def standing(self, unit: UnitFacts) -> str:
        """Whether it counted in the end, or why not."""
        if unit.counted:
            return self.tr("counted by voice") if unit.by_voice else self.tr("counted")
        return self.not_counted(unit.why_not) or self.tr("not under this order")

    def basis(self, facts: ResultFacts) -> str:
        """What it rests on: events, hash, signature."""
        if facts.judgement is None:
            return self.tr("live, from this console's picture")
        pieces = [self.tr("judged from all {0} events of the journal").format(facts.events)]
        if facts.chain:
            pieces.append(facts.chain)
        if facts.signature:
            pieces.append(
                self.tr("signed by {0}").format(plain(facts.signed_by))
                if facts.signature == "signed"
                else self.unranked(facts.signature)
            )
        return " · ".join(pieces)

    def gap_reason(self, gap: GapFacts) -> str:
        """The reason that was given for a gap, or that there was none."""
        if not gap.reason:
            return self.tr("no reason recorded")
        reason = self.said(gap.reason)
        return reason if gap.excused else self.tr("{0} (recorded too late)").format(reason)


def number(value: int) -> str:
    """A count; a dash where it is not known."""
    return str(value) if value >= 0 else NONE
