"""A result in sentences of either language: each gate with the one reason that decided it, and a closing one.

Made from the facts alone; used by panel, page, tables and text, so that a thing is said the same everywhere. No Qt, any
thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from console.domain.musters.entities import Gate

from .facts import EarlierFacts, GateFacts, Happening, MusterFacts, Reason, ResultFacts
from .terms import NONE, Terms, clock_of, took
from .words import plain

_PHASES: Final = (Gate.MUSTER, Gate.ARRIVE, Gate.RESOLVE)


class Sentences(Terms):
    """Says a result."""

    # -- gates ---------------------------------------------------------------------------------------------------------

    def gate(self, gate: GateFacts, muster: MusterFacts) -> str:
        """When, after how long, and the one reason: `Reached at 20:50:10 after 08:14: C-204 was the last to count.`"""
        reason = self.reason(gate.reason, muster)
        head = self._head(gate)
        if not head or not reason:
            return self._ended(head or reason)
        return self._ended(self.tr("{0}: {1}").format(head, reason))

    def _head(self, gate: GateFacts) -> str:
        if gate.took_s is not None and gate.over_s:
            words = self.tr("reached at {0} after {1}, {2} late")
            return words.format(clock_of(gate.reached_at), took(gate.took_s), took(gate.over_s))
        if gate.took_s is not None:
            words = self.tr("reached at {0} after {1}")
            return words.format(clock_of(gate.reached_at), took(gate.took_s))
        if gate.state == "missed" and gate.limit_s is not None and gate.reason.code != "stood_down":
            return self.tr("not reached within {0}").format(took(gate.limit_s))
        return self.tr("so far") if gate.state == "running" and gate.limit_s is not None else ""

    def reason(self, reason: Reason, muster: MusterFacts) -> str:
        """The reason alone, without a full stop; "" where none is known."""
        units = tuple(self._unit(unit, muster) for unit in reason.units)
        first = units[0] if units else ""
        match reason.code:
            case "counted_last":
                return self._late(self.tr("{0} counted last").format(self.together(units)), reason)
            case "head_count_last":
                return self.tr("the head-count of {0} came last").format(self.together(units))
            case "handling_last":
                words = self.tr("the posts stood, the first handling action came last")
                return self._by(words, first)
            case "stood_before":
                return self.tr("all of it stood before the phase began")
            case "post_last":
                return self._by(self.tr("{0} was filled last").format(self._post(reason.post, muster)), first)
            case "item_last":
                words = self.tr("the last evidence was “{0}”").format(self._item(reason.item, muster))
                return self._by(words, first)
            case "declared_last":
                return self.tr("the scene commander's declaration came last")
            case "gap_bare" | "gap_late_reason" | "gaps_excused" | "no_gap":
                return self._cover(reason, muster)
            case "interrupted" | "stood_down":
                return self._stopped(reason)
            case _:
                return self._wanting(reason, muster, units)

    def _wanting(self, reason: Reason, muster: MusterFacts, units: tuple[str, ...]) -> str:
        match reason.code:
            case "short":
                words = self.tr("{0} of {1} counted").format(reason.count, reason.wanted)
                return (
                    f"{words}{self.tr('; not there: {0}').format(self.together(units))}" if units else words
                )
            case "no_order":
                return self.tr("no muster order was given")
            case "nobody_sent":
                return self.tr("nobody was sent to the posts")
            case "post_open":
                words = self.tr("{0} has {1} of {2} officers")
                words = words.format(self._post(reason.post, muster), reason.count, reason.wanted)
                return (
                    f"{words}{self.tr('; not there: {0}').format(self.together(units))}" if units else words
                )
            case "no_handling":
                return self.tr("no unit on scene reported a handling action")
            case "not_held":
                return self.tr("the posts did not stay filled for long enough")
            case "items_open":
                words = self.tr("{0} of {1} items open, first “{2}”")
                return words.format(reason.count, reason.wanted, self._item(reason.item, muster))
            case "not_declared":
                return self.tr("the scene commander has not declared control")
            case "not_verified":
                return self.tr("control is declared and nobody else has verified it")
            case "not_begun":
                return self.tr("the phase before it has not ended")
            case "never_begun":
                return self.tr("the phase before it was never finished")
            case _:
                return ""

    def _cover(self, reason: Reason, muster: MusterFacts) -> str:
        grid = next((self.name(gap.name) for gap in muster.gaps if gap.grid == reason.grid), reason.grid)
        if reason.code == "no_gap":
            return self.tr("no grid stood below its minimum")
        if reason.code == "gaps_excused":
            return self.tr("{0} gaps, each with a reason in time").format(reason.count)
        words = self.tr("{0} stood below its minimum without a reason").format(grid)
        if reason.code == "gap_late_reason":
            words = self.tr("the reason for {0} came too late").format(grid)
        rest = reason.count - 1
        return words + self.tr(", {0} more gaps likewise").format(rest) if rest > 0 else words

    def _stopped(self, reason: Reason) -> str:
        words = (
            self.tr("interrupted before it was decided")
            if reason.code == "interrupted"
            else self.tr("stood down before it was reached")
        )
        why = self.ended(reason.text)
        return self.tr("{0} ({1})").format(words, why) if why else words

    def ended(self, reason: str) -> str:
        """Why a run or a muster ended: the run's own codes in words, else as somebody gave it."""
        return {
            "resolved": self.tr("a minute after its last muster"),
            "time": self.tr("the time of the exercise was over"),
            "stopped": self.tr("stopped by hand"),
            "interrupted": self.tr("a real emergency"),
        }.get(reason) or self.said(reason)

    # -- what came between ---------------------------------------------------------------------------------------------

    def happening(self, one: Happening, muster: MusterFacts) -> str:
        """One thing that came between, without its time."""
        unit = self._unit(one.unit, muster)
        place, text = self.name(one.place), self.said(one.text)
        words = {
            "paused": self.tr("exercise paused"),
            "resumed": self.tr("exercise goes on"),
            "speed": self.tr("exercise speed ×{0}").format(text),
            "real_emergency": self.tr("real emergency: everybody free"),
            "road_closed": self.tr("road closed"),
            "road_open": self.tr("road open again"),
            "declined": self.tr("{0} declined").format(unit),
            "delayed": self.tr("{0} delayed").format(unit),
            "silent": self.tr("{0} did not sign in time").format(unit),
            "out_of_service": self.tr("{0} out of service").format(unit),
            "contact_lost": self.tr("{0}: contact lost").format(unit),
            "refuted": self.tr("declaration found false"),
            "area": self.tr("work area drawn anew"),
            "recalled": self.tr("reserves recalled"),
        }[one.code]
        more = " · ".join(piece for piece in (place, text if one.code != "speed" else "") if piece)
        return f"{words} · {more}" if more else words

    def earlier(self, one: EarlierFacts) -> str:
        """What came of a muster of the same incident that was stood down."""
        missed = tuple(self.gate_name(gate) for gate, state in one.gates if state == "missed")
        words = self.tr("Ordered again after {0} was stood down; missed there: {1}")
        return words.format(one.muster, self.together(missed) or NONE)

    # -- the closing sentence ------------------------------------------------------------------------------------------

    def kept(self, muster: MusterFacts) -> bool:
        """Whether it may be called 三个10分钟: three phases passed, by an uneased definition, at the first order."""
        passed = {gate.gate for gate in muster.gates if gate.state == "passed"}
        card = muster.card
        return passed.issuperset(_PHASES) and card is not None and not card.eased and not muster.earlier

    def closing(self, facts: ResultFacts, muster: MusterFacts) -> str:
        """What it comes to, for somebody who reads nothing else."""
        lines = [self._verdict(muster)]
        if muster.strength.at_limit >= 0:
            words = self.tr("{0} officers counted at the limit, {1} were required.")
            lines.append(words.format(muster.strength.at_limit, muster.strength.required))
        if muster.efficiency is not None:
            words = {
                "autopilot": self.tr("The best possible in the same world was {0}; efficiency {1}."),
                "baseline": self.tr("The best possible as it stood at T0 was {0}; efficiency {1}."),
            }.get(muster.t_star_source, "")
            lines.append(words.format(took(muster.t_star_s), f"{muster.efficiency:.2f}"))
        if facts.unranked:
            lines.append(self.tr("Not ranked: {0}.").format(self.reasons(facts.unranked)))
        return ("" if self.chinese else " ").join(line for line in lines if line)

    def reasons(self, codes: Iterable[str]) -> str:
        """Why it is not ranked."""
        return self.together(tuple(self.unranked(code) for code in codes), most=20)

    def _verdict(self, muster: MusterFacts) -> str:
        lines = [self.tr("Ordered again: the first order's gates stand first.")] if muster.earlier else []
        failed = [gate for gate in muster.gates if gate.state in ("missed", "interrupted", "stood_down")]
        if self.kept(muster):
            words = self.tr(
                "The three 10 minutes were kept: mustered in {0}, on scene in {1}, resolved in {2}."
            )
            lines.append(words.format(*(took(gate.took_s) for gate in muster.gates[:3])))
        if failed:
            names = self.together(tuple(self._gate_with_state(one) for one in failed))
            words = self.tr("Not kept: {0}. What decided it: {1}.")
            why = self.reason(failed[0].reason, muster) or self.state(failed[0].state)
            lines.append(words.format(names, why))
        if muster.card is not None and muster.card.eased:
            lines.append(self.tr("Judged by an easier definition: this is not called three 10 minutes."))
        if any(gate.state == "running" for gate in muster.gates):
            lines.append(self.tr("It is not decided yet."))
        elif not failed and not self.kept(muster):
            lines.append(self.tr("All gates passed."))
        return ("" if self.chinese else " ").join(lines)

    def _gate_with_state(self, gate: GateFacts) -> str:
        state = self.state(gate.state)
        if gate.over_s:
            state = self.tr("{0} late").format(took(gate.over_s))
        return self.tr("{0} ({1})").format(self.gate_name(gate.gate), state)

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _unit(self, unit: str, muster: MusterFacts) -> str:
        """Call sign and team."""
        found = next((one for one in muster.units if one.unit == unit), None)
        team = self.name(found.name) if found is not None else ""
        return plain(unit) if not team or team == unit else f"{plain(unit)} {team}"

    def _post(self, post: str, muster: MusterFacts) -> str:
        """A post by its name."""
        found = next((one for one in muster.posts if one.post == post), None)
        return self.tr("post “{0}”").format(plain(post) if found is None else self.name(found.name))

    def _item(self, item: str, muster: MusterFacts) -> str:
        found = next((one for one in muster.items if one.item == item), None)
        return plain(item) if found is None else self.name(found.text)

    def _by(self, words: str, unit: str) -> str:
        return self.tr("{0} ({1})").format(words, unit) if unit else words

    def _late(self, words: str, reason: Reason) -> str:
        if reason.late_s is None or reason.late_s < 1:
            return words
        return words + self.tr(", {0} later than shown").format(took(reason.late_s))

    def _ended(self, words: str) -> str:
        if not words:
            return ""
        return f"{words[0].upper()}{words[1:]}{'。' if self.chinese else '.'}"
